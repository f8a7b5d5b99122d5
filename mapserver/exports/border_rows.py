"""The rows of files of a border, and what their columns say."""

from __future__ import annotations

from typing import NamedTuple

from mapserver.exports.columns import Column


class SidesRow(NamedTuple):
    """The two sides of a border in an indicator and a year. The fields are the columns of every table."""

    border: str
    indicator: str
    title: str
    measure: str
    theme: str
    year: int
    country_a: str
    value_a: float | None
    districts_a: int
    drawn_a: int
    weight_a: str
    flag_a: str
    reason_a: str
    series_a: str
    country_b: str
    value_b: float | None
    districts_b: int
    drawn_b: int
    weight_b: str
    flag_b: str
    reason_b: str
    series_b: str
    diff: float | None
    ratio: float | None
    log2_ratio: float | None
    judgement: str
    judgement_reason: str
    stretch: int
    source: str
    licence: str
    snapshot: str
    measure_a: str
    measure_b: str


def _side_columns(letter: str) -> tuple[Column, ...]:
    return (
        Column(f"country_{letter}", "string", f"Country of side {letter.upper()}, ISO 3166-1 alpha-2"),
        Column(f"value_{letter}", "number", "Mean of the districts of the side; empty where there is none"),
        Column(f"districts_{letter}", "integer", "Districts of the side with a value"),
        Column(f"drawn_{letter}", "integer", "Districts of the side that are drawn in the year"),
        Column(f"weight_{letter}", "string", "How the mean is weighted: denominator, people, area, plain"),
        Column(f"flag_{letter}", "string", "Flags of the source on any of the districts"),
        Column(f"reason_{letter}", "string", "Why there is no value"),
        Column(f"series_{letter}", "string", "Which source's series of the indicator the values belong to"),
    )


COLUMNS = (
    Column("border", "string", "Both countries in alphabetical order"),
    Column("indicator", "string", "Name of the indicator"),
    Column("title", "string", "Title of the indicator in the language of the file"),
    Column("measure", "string", "Unit of measure of the values; that of the indicator where the sides differ"),
    Column("theme", "string", "Theme of the indicator"),
    Column("year", "integer", "Year of the values"),
    *_side_columns("a"),
    *_side_columns("b"),
    Column("diff", "number", "B - A; empty where the two do not compare"),
    Column("ratio", "number", "B / A; empty where it tells nothing"),
    Column("log2_ratio", "number", "Doublings from A to B; empty unless both values are above zero"),
    Column("judgement", "string", "How the two sides compare: same, similar, different"),
    Column("judgement_reason", "string", "Why they compare so"),
    Column("stretch", "integer", "Changes may be calculated between years of one stretch only; -1 without one"),
    Column("source", "string", "Publishers of both series"),
    Column("licence", "string", "Licences of both series"),
    Column("snapshot", "string", "Edition of this collection"),
    Column("measure_a", "string", "Unit of measure of the value of A"),
    Column("measure_b", "string", "Unit of measure of the value of B"),
)


class LineRow(NamedTuple):
    """The shared line of two districts, with the gap of an indicator across it where one is asked for."""

    border: str
    unit_a: str
    name_a: str
    unit_b: str
    name_b: str
    km: float
    indicator: str
    year: int | None
    value_a: float | None
    flag_a: str
    reason_a: str
    value_b: float | None
    flag_b: str
    reason_b: str
    diff: float | None
    ratio: float | None
    log2_ratio: float | None
    share_of_home: float | None
    judgement: str
    judgement_reason: str
    measure: str
    snapshot: str
    measure_a: str = ""
    measure_b: str = ""


class PlacedLine(NamedTuple):
    """A shared line with the keys of the territories that share it."""

    key_a: str
    key_b: str
    row: LineRow
