"""What-if in words, and the triggers' calls as a list."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.models.trigger_calls import KEPT, TriggerCallsModel
from app.models.what_if import PRESETS, badge, fault_words, offset_words, preset
from app.runs.trigger_desk import TriggerCall, TriggerCalls
from app.runs.what_if import ClientIf, ClientRules, Fault, PoolIf, PoolRules, WhatIf

CLIENT = ClientIf(
    client_id="c", name="public", rotation=False, grace_seconds=0, existence_errors="ENABLED", described={},
    normal=ClientRules(rotation=False, grace_seconds=0, existence_errors="ENABLED"),
)
POOL = PoolIf(
    user_pool_id="p", name="practice", tier="PLUS", mfa="OPTIONAL", devices="off",
    normal=PoolRules(mfa="OPTIONAL", devices="off"), clients=(CLIENT,),
)  # fmt: skip
NORMAL = WhatIf(clock_offset=0.0, faults=(), user_pools=(POOL,))


def test_nothing_is_said_while_all_is_normal():
    assert NORMAL.normal
    assert badge(NORMAL) == ""


@pytest.mark.parametrize(("now", "words"), [
    (replace(NORMAL, clock_offset=-900.0), "What if: clock \u221215 min"),
    (replace(NORMAL, user_pools=(replace(POOL, mfa="ON", devices="opt-in"),)),
     "What if: MFA on (practice), devices by opt-in (practice)"),
    (replace(NORMAL, user_pools=(replace(POOL, clients=(replace(CLIENT, rotation=True, existence_errors="LEGACY"),)),)),
     "What if: rotation on (public), unknown users told (public)"),
    (replace(NORMAL, faults=(Fault(kind="delay", seconds=2.0, left=3),)),
     "What if: every call: 2 s late, the next 3 calls"),
])  # fmt: skip
def test_all_that_is_not_normal_is_said(now, words):
    assert badge(now) == words
    assert not now.normal


@pytest.mark.parametrize(("seconds", "words"), [
    (0, "As this computer's"), (3900, "+1 h 5 min"), (-3600, "\u22121 h"), (31 * 86400, "+31 d"), (61, "+1 min 1 s"),
])  # fmt: skip
def test_an_offset_is_said_in_the_largest_units(seconds, words):
    assert offset_words(seconds) == words


def test_a_fault_says_what_where_and_how_often():
    assert fault_words(Fault(kind="error", operation="GetUser", status=503)) == "GetUser: HTTP 503, always"


def test_each_preset_changes_something():
    assert all(preset(name, "p") for name in PRESETS)
    assert len({str(preset(name, "p")) for name in PRESETS}) == len(PRESETS)


def call(number, trigger="PreSignUp", failure=""):
    return TriggerCall(number=number, at=1.0, user_pool_id="p", username="plain", trigger=trigger,
                       source=f"{trigger}_SignUp", function="f", event={}, response={}, failure=failure)


def calls(*numbers, run="a"):
    return TriggerCalls(run=run, calls=tuple(call(number) for number in numbers))


def numbers(model):
    return [each.number for each in model.calls]


def test_the_list_is_a_sound_model_and_grows_at_its_top(qtmodeltester):
    model = TriggerCallsModel()
    qtmodeltester.check(model)
    model.add(calls(1, 2))
    model.add(calls(3))
    assert numbers(model) == [3, 2, 1]
    model.add(calls(2, 3))
    assert numbers(model) == [3, 2, 1]
    model.add(calls(1, run="b"))
    assert numbers(model) == [1]
    model.add(calls(*range(2, KEPT + 50), run="b"))
    assert (len(numbers(model)), numbers(model)[0]) == (KEPT, KEPT + 49)


def test_a_row_says_whose_call_it_was_and_what_came_of_it():
    model = TriggerCallsModel()
    failed = call(1, failure="UserLambdaValidationException: PreSignUp failed with error no.")
    model.add(TriggerCalls(run="a", calls=(failed,)))
    said = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("PreSignUp, SignUp · plain · UserLambdaValidationException, ")
