"""Files of own regions: columns, moments and divisions, and regions without a figure."""

import csv
import io
import json
from dataclasses import replace

import openpyxl
import pytest

from mapserver.exports.region_table import (
    COLUMNS,
    NOTHING,
    RegionExtract,
    RegionRow,
    region_csv,
    region_json,
    region_xlsx,
)
from mapserver.model import Comparability, Edition, Indicator, IndicatorRecord, Message, Observation, Register, Text
from mapserver.statistics.region import Refusal, Region, RegionLine
from mapserver.statistics.region_rates import APART, BY_OWN_RATES, BY_TOTAL_AREA

EDITION = Edition("E1", "Office", "", "Counts", "https://office.example", "CC BY 4.0", "2024")
PEOPLE = RegionLine(
    "population", "demography", Text(en="Population"), Text(en="persons"), 0, "", {"": ("population/one",)},
    (
        Observation("", "AA 2016+BB 2021", 2020, 3.0, "calc", "E1"),
        Observation("", "", 2021, None, reason="part_missing"),
    ),
    {2021: ("B1",)}, "same", Text(), references=("1 January", "average"),
)  # fmt: skip
CONCEPT = Indicator("population", "demography", "count", "neutral", 0, PEOPLE.title, PEOPLE.measure, Text(), Text(), ())
JUDGED = (Comparability(("one", "two"), "different", Text(en="Another account")),)
REGISTER = Register((), (IndicatorRecord(CONCEPT, (), False, JUDGED),))
FULL = Region(("A1", "B1"), 2.0, (PEOPLE,), ())
BARE = Region(("C1",), 1.0, (), ())
REFUSED = Region(
    ("C1",), 1.0, (), (Refusal("median_age", "demography", Text(en="Median age"), "no_parts", ("C1",), Text()),)
)


def extract(**regions: Region) -> RegionExtract:
    return RegionExtract(
        regions, {"E1": EDITION}, REGISTER, "snapshot", "https://maps.example/regions?units=A1,B1", "en"
    )


def table(made: RegionExtract) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(region_csv(made).decode())))


def test_the_columns_are_the_fields() -> None:
    assert tuple(column.name for column in COLUMNS) == RegionRow._fields
    assert len(NOTHING) == len(COLUMNS)


def test_each_figure_says_when_it_holds_and_on_which_divisions() -> None:
    row, lacking = table(extract(North=FULL))
    assert (row["vintage"], row["year"], row["reference_date"]) == ("AA 2016+BB 2021", "2020", "2020-01-01+2020")
    assert (lacking["vintage"], lacking["reason"], lacking["missing"]) == ("", "part_missing", "B1")
    document = json.loads(region_json(extract(North=FULL)))
    assert document["observations"][0]["reference_date"] == "2020-01-01+2020"
    sheet = openpyxl.load_workbook(io.BytesIO(region_xlsx(extract(North=FULL))))["Values"]
    head, first, *_ = sheet.iter_rows(values_only=True)
    assert dict(zip(head, first, strict=True))["vintage"] == "AA 2016+BB 2021"


@pytest.mark.parametrize(
    ("region", "words"),
    [
        (BARE, "There is nothing to add up: this collection has no figures of these districts."),
        (REFUSED, "There is nothing to add up, since these districts have no count in common: published as a rate"),
        (
            replace(FULL, lines=(replace(PEOPLE, observations=PEOPLE.observations[1:]),)),
            "There is nothing to add up: in no year do all of these districts have a figure of the same indicator.",
        ),
    ],
)
def test_a_region_without_a_figure_says_why_in_every_file(region: Region, words: str) -> None:
    made = extract(North=FULL, South=region)
    told = [row for row in table(made) if row["note"]]
    assert [(row["region"], row["value"], row["year"]) for row in told] == [("South", "", "")]
    assert told[0]["note"].startswith(words)
    north, south = json.loads(region_json(made))["regions"]
    assert "remark" not in north and south["remark"] == told[0]["note"]
    about = openpyxl.load_workbook(io.BytesIO(region_xlsx(made)))["About"]
    assert ("Remark", f"South: {told[0]['note']}") in list(about.iter_rows(values_only=True))


def test_the_sentence_counts_what_was_refused_for_each_reason() -> None:
    lines = [
        replace(REFUSED.refusals[0], indicator=name, reason=reason)
        for name, reason in (("a", "no_parts"), ("b", "not_all"), ("c", "not_all"))
    ]
    (row,) = table(extract(South=replace(REFUSED, refusals=tuple(lines))))
    assert row["note"].endswith("what it is made of is not known (1); not of all districts (2).")


def test_figures_of_two_regions_say_in_each_row_how_they_compare() -> None:
    def of(series: str) -> Region:
        return replace(FULL, lines=(replace(PEOPLE, sides=frozenset({("population", series, "AA")})),))

    words = (
        "The figures of North and of South measure different things and should not be compared directly."
        " Another account."
    )
    assert {row["note"] for row in table(extract(North=of("one"), South=of("two")))} == {words}
    assert {row["note"] for row in table(extract(North=of("one"), South=of("one")))} == {""}
    assert {row["note"] for row in table(extract(North=of("one")))} == {""}


def test_each_year_says_how_its_figure_was_calculated_and_compares() -> None:
    remark = Message(APART, above=("Office, counts",), below=("Bureau, areas",))
    rows = tuple(Observation("", "AA 2016", year, 3.0, "calc", "E1", run=year) for year in (2020, 2021))
    other = replace(PEOPLE, formula="a / b", note=BY_TOTAL_AREA, judgement="similar", remarks=(remark,),
                    observations=rows[1:], missing={}, references=("flow",))  # fmt: skip
    line = replace(PEOPLE, formula="sum(a) / sum(a / c)", note=BY_OWN_RATES, observations=rows, missing={},
                   references=("average",), otherwise=other)  # fmt: skip
    own, formula = table(extract(North=replace(FULL, lines=(line,))))
    assert (own["method"], own["formula"], own["judgement"]) == (BY_OWN_RATES, "sum(a) / sum(a / c)", "same")
    assert (formula["method"], formula["formula"], formula["judgement"]) == (BY_TOTAL_AREA, "a / b", "similar")
    assert formula["judgement_reason"] == str(remark) and own["judgement_reason"] == ""
    document = json.loads(region_json(extract(North=replace(FULL, lines=(line,)))))
    assert [row["judgement"] for row in document["observations"]] == ["same", "similar"]
