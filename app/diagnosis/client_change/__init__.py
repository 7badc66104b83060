"""The change that turns a flow of an app client on: what it comes to, and the same in five languages, to be copied."""

from app.diagnosis.client_change.change import Change, Place, change, notes, offered
from app.diagnosis.client_change.infrastructure import amplify, cdk, terraform
from app.diagnosis.client_change.scripts import aws_cli, boto3

__all__ = ["CHANGES", "Change", "Place", "change", "notes", "offered"]

CHANGES = {"aws_cli": aws_cli, "boto3": boto3, "amplify": amplify, "cdk": cdk, "terraform": terraform}
