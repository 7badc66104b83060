"""All tools for which a sign-in can be written down, in the order in which the window lists them."""

from collections.abc import Callable
from dataclasses import dataclass

from app.exporters import amplify_js, amplify_swift
from app.exporters.python import boto3, pycognito
from app.exporters.recipe import Recipe
from app.exporters.shell import aws_cli, curl


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool: its name as text for people, the name of the file that a script for it is saved to."""

    title: str
    file_name: str
    mark: str = "#"  # what a comment begins with
    why_not: Callable[[Recipe], str] = lambda recipe: ""  # noqa: ARG005 - most have a way for everything


TOOLS: dict[str, Tool] = {
    "aws_cli": Tool(title="AWS CLI", file_name="sign-in-aws-cli.sh"),
    "boto3": Tool(title="boto3", file_name="sign_in_boto3.py"),
    "pycognito": Tool(title="pycognito", file_name="sign_in_pycognito.py"),
    "curl": Tool(title="curl", file_name="sign-in-curl.sh"),
    "amplify_swift": Tool(title="Amplify Swift", file_name="main.swift", mark="//", why_not=amplify_swift.why_not),
    "amplify_js": Tool(title="Amplify JS", file_name="sign-in.mjs", mark="//", why_not=amplify_js.why_not),
}

# A sentence comes in place of a script where the tool has no way to do it: then `Tool.why_not` returns the same.
SCRIPTS: dict[str, Callable[[Recipe], str]] = {
    "aws_cli": aws_cli,
    "boto3": boto3,
    "pycognito": pycognito,
    "curl": curl,
    "amplify_swift": amplify_swift.amplify_swift,
    "amplify_js": amplify_js.amplify_js,
}
