"""The figures of own regions as files: CSV, XLSX, JSON, each figure with all that must be said with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from mapserver.exports.columns import Column, shared
from mapserver.exports.documents import as_json
from mapserver.exports.extract import reference_date
from mapserver.exports.tables import csv_of
from mapserver.exports.workbook import Workbook
from mapserver.maps.reasons import judgement_reason
from mapserver.maps.region_words import between_words, how_words, nothing_words
from mapserver.model import Edition, Register
from mapserver.statistics.region import Region

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapserver.statistics.region import RegionLine

#: What every number in these files is.
METHOD = (
    "calculated here: counts are sums over the districts, rates are calculated from such sums, never means of rates"
)


class RegionRow(NamedTuple):
    """A figure of a region in a year, or that there is none at all. The fields are the columns of every table."""

    region: str
    units: str
    vintage: str
    indicator: str
    title: str
    year: int | None
    reference_date: str
    value: float | None
    measure: str
    method: str
    formula: str
    parts: str
    flag: str
    reason: str
    missing: str
    run: int | None
    judgement: str
    judgement_reason: str
    edition: str
    source: str
    licence: str
    note: str
    snapshot: str


#: The row of a region that has no figure.
NOTHING = RegionRow("", "", "", "", "", None, "", None, "", "", "", "", "", "", "", None, "", "", "", "", "", "", "")
COLUMNS = (
    Column("region", "string", "Name of the region"),
    Column("units", "string", "Codes of its districts, joined by +"),
    Column("vintage", "string", "Editions of the divisions of its districts, each behind its country, joined by +"),
    Column("indicator", "string", "Name of the indicator"),
    Column("title", "string", "Title of the indicator"),
    Column("year", "integer", "Year of the figure"),
    Column(
        "reference_date",
        "string",
        "Day (ISO 8601) on which a stock was counted, or the year over which it holds; several joined by + where the"
        " districts are counted at several times",
    ),
    Column("value", "number", "The figure, calculated here; empty where there is none"),
    Column("measure", "string", "Unit of measure of the figure"),
    Column("method", "string", "A sum of counts, or a rate calculated from such sums"),
    Column("formula", "string", "How a rate is calculated from its parts"),
    Column("parts", "string", "The series of each part"),
    Column("flag", "string", "Flags of the source on any figure in it"),
    Column("reason", "string", "Why there is no figure"),
    Column("missing", "string", "Districts without a figure in that year"),
    Column("run", "integer", "Figures may be compared over time within one run only"),
    Column("judgement", "string", "How the series of its districts and of its parts compare"),
    Column("judgement_reason", "string", "Why they compare so"),
    Column("edition", "string", "Publications that the figures were read from, joined by +"),
    Column("source", "string", "Publishers of the editions"),
    Column("licence", "string", "Licences of the editions"),
    Column("note", "string", "How the figures of two regions compare; of a region without any, why that is so"),
    *shared("snapshot"),
)


@dataclass(frozen=True)
class RegionExtract:
    """Regions by title, with the editions that their figures rest on by id and the register, in a language."""

    regions: Mapping[str, Region]
    editions: Mapping[str, Edition]
    register: Register
    snapshot: str
    page: str
    lang: str

    def rows(self) -> Iterator[RegionRow]:
        """Yield the rows: regions in turn, in each the indicators, in each the years.

        What a source does not let be given out has no value, with the reason ``licence``. A region without a figure
        has a row that says why.
        """
        remarks = self.remarks
        for title, region in self.regions.items():
            if title in remarks:
                units = "+".join(region.units)
                yield NOTHING._replace(region=title, units=units, note=remarks[title], snapshot=self.snapshot)
            for line in region.lines:
                yield from self._rows(title, region, line)

    def _between(self, indicator: str, year: int) -> str:
        """Say how the figures of two regions in a year compare, where that is not the same."""
        ways = tuple(line.way(year) for line in self._lines.get(indicator, ()))
        key = (indicator, *map(id, ways))
        if key not in self._told:
            self._told[key] = between_words(ways, tuple(self.regions), self.register, self.lang)
        return self._told[key]

    @cached_property
    def _told(self) -> dict[tuple[object, ...], str]:
        return {}

    @cached_property
    def _lines(self) -> dict[str, list[RegionLine]]:
        """Return the lines of all regions by indicator."""
        found: dict[str, list[RegionLine]] = {}
        for region in self.regions.values():
            for line in region.lines:
                found.setdefault(line.indicator, []).append(line)
        return found

    @property
    def used(self) -> tuple[Edition, ...]:
        """Return the publications of the figures, in the order of the table."""
        rows = (row for region in self.regions.values() for line in region.lines for row in line.observations)
        named = dict.fromkeys(name for row in rows if row.value is not None for name in row.edition.split("+"))
        return tuple(self.editions[name] for name in named if name in self.editions)

    @property
    def left_out(self) -> tuple[tuple[str, str], ...]:
        """Return publishers whose figures are left out, each with the reason."""
        kept = ((edition.publisher, edition.no_redistribution) for edition in self.used if edition.no_redistribution)
        return tuple(dict.fromkeys(kept))

    @property
    def remarks(self) -> dict[str, str]:
        """Return for each region without any figure why that is so, in a sentence."""
        said = {title: nothing_words(region, self.lang) for title, region in self.regions.items()}
        return {title: words for title, words in said.items() if words}

    def _rows(self, title: str, region: Region, line: RegionLine) -> Iterator[RegionRow]:
        for row in line.observations:
            way = line.way(row.year)
            parts = "; ".join(f"{name or 'sum'}: {', '.join(keys)}" for name, keys in way.parts.items())
            used = [self.editions[name] for name in row.edition.split("+") if name in self.editions]
            is_kept = any(edition.no_redistribution for edition in used)
            yield RegionRow(
                title,
                "+".join(region.units),
                row.vintage,
                line.indicator,
                line.title.say(self.lang),
                row.year,
                "+".join(dict.fromkeys(reference_date(name, row.year) for name in way.references)),
                None if is_kept else row.value,
                line.measure.say(self.lang),
                how_words(way, "en"),
                way.formula,
                parts,
                row.flag,
                "licence" if is_kept else row.reason,
                ", ".join(line.missing.get(row.year, ())),
                row.run,
                way.judgement,
                judgement_reason(way.reason, self.lang, way.remarks).say(self.lang),
                row.edition,
                "; ".join(dict.fromkeys(edition.publisher for edition in used)),
                "; ".join(dict.fromkeys(edition.licence for edition in used if edition.licence)),
                self._between(line.indicator, row.year),
                self.snapshot,
            )

    def refusals(self) -> list[dict[str, Any]]:
        """Return what has no figure, and why."""
        return [
            {
                "region": title,
                "indicator": item.indicator,
                "title": item.title.say(self.lang),
                "reason": item.reason,
                "units": list(item.units),
                "why": item.why.say(self.lang),
            }
            for title, region in self.regions.items()
            for item in region.refusals
        ]


def region_csv(extract: RegionExtract) -> bytes:
    """Return the rows as CSV: UTF-8, commas, decimal points, CRLF."""
    return csv_of(COLUMNS, extract.rows())


def region_json(extract: RegionExtract) -> bytes:
    """Return the rows as objects, with what has no figure."""
    remarks = extract.remarks
    return as_json(
        {
            "regions": [
                {
                    "title": title,
                    "units": list(region.units),
                    "km2": region.km2,
                    **({"remark": remarks[title]} if title in remarks else {}),
                }
                for title, region in extract.regions.items()
            ],
            "method": METHOD,
            "snapshot": extract.snapshot,
            "page": extract.page,
            "observations": [row._asdict() for row in extract.rows()],
            "refused": extract.refusals(),
        }
    )


def region_xlsx(extract: RegionExtract) -> bytes:
    """Return a workbook: the rows, and a sheet that says what all of it is and what has no figure."""
    title = ", ".join(extract.regions)
    book = Workbook(title, METHOD, "Values", COLUMNS, tuple(_about(extract, title)))
    return book.write(tuple(extract.rows()), lambda _row, _column: None)


def _about(extract: RegionExtract, title: str) -> Iterator[tuple[str, str]]:
    yield "Title", title
    yield "Method", METHOD
    for region, words in extract.remarks.items():
        yield "Remark", f"{region}: {words}"
    for item in extract.refusals():
        yield "Refused", f"{item['region']}, {item['title']}: {item['why']} ({', '.join(item['units'])})"
    yield "Snapshot", extract.snapshot
    if extract.page:
        yield "Page", extract.page
    for column in COLUMNS:
        yield column.name, column.description
