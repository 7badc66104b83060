"""A report of a fault says where, and never with what."""

from app.bug_report import bug_report


def test_a_report_names_type_and_places_without_message_and_values():
    def fails(password):
        raise ValueError(f"cannot use {password}")

    try:
        fails("hunter2")
    except ValueError as error:
        report = bug_report(error)
    assert report.splitlines()[0] == "ValueError"
    assert "test_bug_report.py" in report
    assert "fails" in report
    assert "hunter2" not in report


def test_an_error_without_a_traceback_is_its_type_alone():
    assert bug_report(KeyError("hunter2")) == "KeyError"
