"""The table of a layer as it is given out, and how a test writes and reads its numbers."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from io import StringIO

from babel import Locale

from mapserver.exports.extract import Extract
from mapserver.exports.tables import csv_table
from mapserver.maps.state import default_state
from mapserver.model.figures import FLAGS, split_flags

#: The link shows the layers of the others.
AREAS = ("barents", "bulgaria", "carpathians")
COUNTRIES = Locale("en").territories
NUMBER = r"[+\u2212]?\d[\d,]*(?:\.\d+)?"


@dataclass(frozen=True)
class Row:
    """What a test needs of a row of the table."""

    unit: str
    vintage: str
    name: str
    country: str
    core: bool
    year: int
    value: float
    flag: str
    series: str
    run: int
    publishers: tuple[str, ...]

    @property
    def full_name(self) -> str:
        return self.name if self.name == COUNTRIES[self.country] else f"{self.name}, {COUNTRIES[self.country]}"


class Told:
    """A layer with its table as it is given out, and what its sentences may say."""

    def __init__(self, layer, area, snapshot_id):
        self.layer, self.area = layer, area
        self.extract = Extract(layer, area, default_state(layer), snapshot_id, layer.years)

    @cached_property
    def rows(self) -> list[Row]:
        return [
            Row(
                row["unit"], row["vintage"], row["name"], row["country"], row["core"] == "true", int(row["year"]),
                float(row["value"]), row["flag"], row["series"], int(row["run"]), tuple(row["source"].split("; ")),
            )
            for row in csv.DictReader(StringIO(csv_table(self.extract).decode()))
            if row["value"]
        ]  # fmt: skip

    @cached_property
    def of_year(self) -> dict[int, dict[str, Row]]:
        found: dict[int, dict[str, Row]] = defaultdict(dict)
        for row in self.rows:
            found[row.year][row.unit] = row
        return found

    @cached_property
    def lines(self) -> dict[tuple[str, str, int], list[Row]]:
        """Hold the rows of each run of a unit of a vintage."""
        found: dict[tuple[str, str, int], list[Row]] = defaultdict(list)
        for row in self.rows:
            found[row.unit, row.vintage, row.run].append(row)
        return found

    def shown(self, value: float) -> float:
        return round(value, self.layer.decimals)

    def written(self, value: float, *, plus: bool = False) -> str:
        """Write a number the plain way, with the digits that the layer shows."""
        rounded = self.shown(value) + 0.0
        text = f"{rounded:,.{self.layer.decimals}f}".replace("-", "\u2212")
        return f"+{text}" if plus and rounded > 0 else text

    def judgement(self, one: Row, other: Row) -> str:
        if one.series == other.series and one.country == other.country:
            return ""
        sides = {one.series, other.series}
        return next((row[2] for row in self.layer.comparability if {row[0], row[1]} == sides), "")


def read(number: str) -> float:
    return float(number.replace(",", "").replace("\u2212", "-"))


def half(number: str) -> float:
    """Return half of the last digit that a number is written with."""
    return 0.5 * 10.0 ** -len(number.partition(".")[2]) + 1e-9


def flags_of(row: Row) -> str:
    return "; ".join(FLAGS[part] for part in split_flags(row.flag))


def states(layer):
    """Return states of a layer: of its own year, the first and one in the middle, with two units chosen and none."""
    for year in sorted({layer.years[0], layer.default_year, layer.years[len(layer.years) // 2]}):
        drawn = [layer.places[index].code for index in layer.drawn(year)]
        state = replace(default_state(layer), year=year)
        yield replace(state, units=tuple(drawn[:2]))
        yield state


def of_kind(sentences, kind):
    found = [row for row in sentences if row[2].kind == kind]
    assert len(found) > 200, kind
    return found
