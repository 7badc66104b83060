"""Rows of the lists that are picked from in AWS, and the search in them."""

from app.models.aws_pick import listed_rows, matching, region_rows
from app.models.short_list import Short
from app.profiles.regions import known_regions, region_places
from app.runs.aws_pick import Listed
from app.texts import text

POOLS = (Listed(id="eu-west-1_AbC", name="Customers EU"), Listed(id="us-east-1_DeF", name="customers us"))


def test_each_known_region_says_where_it_is():
    assert region_places()["eu-west-1"] == "Europe (Ireland)"
    assert tuple(region_places()) == known_regions() == tuple(sorted(known_regions()))


def test_the_aws_profiles_region_and_the_drafts_are_marked_and_there_even_where_nobody_knows_them():
    rows = {row.key: row for row in region_rows({"eu-west-1": "Europe (Ireland)"}, "mars-north-1", "eu-west-1")}
    assert rows["mars-north-1"].right == text("pick.own")
    assert (rows["eu-west-1"].below, rows["eu-west-1"].right) == ("Europe (Ireland)", text("pick.now"))
    assert "" not in {row.key for row in region_rows({}, "", "")}


def test_what_the_draft_has_is_marked():
    assert [row.right for row in listed_rows(POOLS, "us-east-1_DeF")] == ["", text("pick.now")]


def test_the_search_finds_all_its_words_in_name_id_or_place_in_whatever_case():
    rows = listed_rows(POOLS, "")
    assert [row.key for row in matching(rows, "CUSTOMERS")] == [each.id for each in POOLS]
    assert [row.key for row in matching(rows, " us customers def ")] == ["us-east-1_DeF"]
    assert matching(rows, "customers nobody") == ()
    assert matching(rows, "  ") == rows
    ireland = Short(key="eu-west-1", title="eu-west-1", below="Europe (Ireland)")
    assert matching((ireland,), "ireland") == (ireland,)
