"""Gaps over HTTP: signed, with both sides, and never of what may not be given out or compared."""

from __future__ import annotations

import math

import msgspec
import pytest

from mapserver.exports.segments import COLUMNS
from mapserver.web.api.gaps import GapRow

GAPS = "/api/gaps?area=border&indicator=wage_open"


def test_a_gap_is_signed_from_the_first_country_to_the_second(ask):
    page = ask(GAPS)
    (row,) = [row for row in page["items"] if row["year"] == 2020]
    assert (row["border"], row["unit_a"], row["country_a"], row["value_a"]) == ("AA-BB", "AA04", "AA", 25.0)
    assert (row["unit_b"], row["country_b"], row["value_b"]) == ("BB-1", "BB", 50.0)
    assert (row["diff"], row["ratio"], row["log2_ratio"]) == (25.0, 2.0, 1.0)
    assert (row["flag_a"], row["flag_words_a"], row["vintage_a"], row["vintage_b"]) == (
        "e", ["estimated"], "2024", "2021",
    )  # fmt: skip
    assert (row["judgement"], row["judgement_reason"]) == (
        "similar",
        "Different surveys. A figure is estimated, provisional or not reliable.",
    )
    assert row["km"] == pytest.approx(111.2, rel=0.01)
    assert row["snapshot"] == page["snapshot"]


def test_lines_inside_a_country_come_when_asked_for(ask):
    home = ask(f"{GAPS}&year=2020&side=home")["items"]
    assert home and all(row["border"] is None and row["country_a"] == row["country_b"] for row in home)
    both = ask(f"{GAPS}&year=2020&side=both")["items"]
    assert len(both) == len(home) + 1
    assert {row["unit_a"] for row in ask(f"{GAPS}&year=2020&side=both&unit=BB-2")["items"]} == {"BB-1"}


def test_a_side_that_may_not_be_given_out_leaves_no_gap(ask):
    for row in ask("/api/gaps?area=border&indicator=wage")["items"]:
        assert (row["value_b"], row["reason_b"]) == (None, "licence") or row["reason_b"] is not None
        assert (row["diff"], row["ratio"], row["log2_ratio"]) == (None, None, None)


def test_shipped_gaps_that_measure_different_things_have_a_ratio_only_when_asked(shipped_app, shipped):
    client = shipped_app.test_client()
    area, entry = next(
        (area, entry) for area in shipped.areas for entry in area.layers
        if any(sides.judgement == "different" and sides.years for sides in entry.both_sides.values())
    )  # fmt: skip
    address = f"/api/gaps?area={area.id}&indicator={entry.indicator}&limit=10000"
    plain, included = client.get(address).json["items"], client.get(f"{address}&different=include").json["items"]
    different = [
        (one, other) for one, other in zip(plain, included, strict=True)
        if one["judgement"] == "different" and one["diff"] is not None
    ]  # fmt: skip
    assert different
    for one, other in different:
        assert one["ratio"] is None and one["log2_ratio"] is None and one["judgement_reason"]
        assert other["ratio"] == pytest.approx(other["value_b"] / other["value_a"])


def test_shipped_gaps_are_those_of_the_notebook(shipped_app, built_state):
    import mapserver

    frame = mapserver.open(state=built_state).gaps("barents", "unemployment_rate", 2019)
    rows = shipped_app.test_client().get("/api/gaps?area=barents&indicator=unemployment_rate&year=2019").json["items"]
    assert [(row["unit_a"], row["unit_b"]) for row in rows] == list(zip(frame["unit_a"], frame["unit_b"], strict=True))
    for row, diff in zip(rows, frame["diff"], strict=True):
        assert row["diff"] == diff or (row["diff"] is None and math.isnan(diff))


def test_fields_of_an_answer_are_columns_of_a_file_with_the_same_types() -> None:
    columns = {column.name: column for column in COLUMNS}
    described = msgspec.json.schema(GapRow)["$defs"]["GapRow"]["properties"]
    own = {f"{name}_{side}" for name in ("flag_words", "reason_words") for side in "ab"}
    assert set(described) - own <= set(columns) and own <= set(described)
    for name in set(described) - own:
        told = described[name]
        kinds = {told.get("type"), *(item.get("type") for item in told.get("anyOf", ()))} - {None, "null"}
        assert kinds == {columns[name].type}, name
