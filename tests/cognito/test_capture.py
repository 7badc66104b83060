"""What is read off the wire, before botocore's parser could spoil it."""

import pytest

from app.cognito.capture import is_cut_off, read_wire


def read(body=b"{}", status=200, **headers):
    response = {"headers": {name.replace("_", "-"): value for name, value in headers.items()}, "body": body}
    return read_wire({**response, "status_code": status}, 0.25)


@pytest.mark.parametrize(
    ("body", "length", "cut_off"),
    [
        (b"{}", "2", False),
        (b"{", "2", True),
        (b"", "2", True),
        (b"", "0", False),
        (b"{}x", "2", False),
        (b"{}", "", False),
        (b"{}", "two", False),
        (b"{}", "9" * 5000, False),
        (b"{}", "-2", False),
    ],
)
def test_a_body_shorter_than_it_says_is_cut_off(body, length, cut_off):
    assert is_cut_off(read(body, Content_Length=length)) is cut_off


def test_an_empty_body_without_a_length_is_cut_off_unless_it_came_in_chunks_or_there_can_be_none():
    assert is_cut_off(read(b""))
    assert not is_cut_off(read(b"", Transfer_Encoding="chunked"))
    assert not is_cut_off(read(b"", 204))


def test_names_of_headers_are_in_lower_case():
    wire = read(X_Amzn_RequestId="r-1", DATE="Wed, 05 Apr 2017 22:42:34 GMT")
    assert (wire.request_id, wire.server_date, wire.seconds) == ("r-1", 1_491_432_154.0, 0.25)
    assert set(wire.headers) == {"x-amzn-requestid", "date"}


@pytest.mark.parametrize(
    ("received", "text"),
    [("p\u00c3\u00a4ssword", "pässword"), ("p\u00e4ssword", "pässword"), ("plain", "plain"), ("\u20ac", "€")],
)
def test_headers_are_read_as_utf_8_where_they_are_that(received, text):
    assert read(x=received).headers["x"] == text
