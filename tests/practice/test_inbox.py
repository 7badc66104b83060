"""The inbox: masks as Cognito's, and no more than it can hold."""

import pytest

from app.practice import inbox


@pytest.mark.parametrize(
    ("medium", "address", "shown"),
    [
        ("EMAIL", "jane@example.com", "j***@e***"),
        ("EMAIL", "x@y.z", "x***@y***"),
        ("SMS", "+15550109934", "+*******9934"),
    ],
)
def test_a_destination_is_masked_as_cognito_masks_it(medium, address, shown):
    assert inbox.mask(medium, address) == shown


def test_a_code_is_delivered_in_full_to_the_inbox_and_masked_to_the_caller(world):
    user = world.user(attributes={"phone_number": "+15550100001"})
    sent = inbox.send_code(world.state, world.pool, user, "mfa", "SMS")
    message = world.state.inbox[-1]
    assert (message.code, message.destination, message.purpose) == (sent.code, "+15550100001", "mfa")
    assert sent.details() == {
        "Destination": "+*******0001", "DeliveryMedium": "SMS", "AttributeName": "phone_number",
    }
    assert len(sent.code) == 6
    assert sent.code.isdecimal()


def test_codes_may_go_to_another_address(world):
    user = world.user(attributes={"email": "old@example.com"})
    inbox.send_code(world.state, world.pool, user, "mfa", "EMAIL", destination="new@example.com")
    assert world.state.inbox[-1].destination == "new@example.com"


def test_only_the_newest_messages_are_kept(world):
    user = world.user()
    for number in range(inbox.KEPT + 5):
        inbox.deliver(world.state, world.pool, user, "mfa", "SMS", "+1", str(number))
    assert len(world.state.inbox) == inbox.KEPT
    assert world.state.inbox[-1].code == str(inbox.KEPT + 4)
