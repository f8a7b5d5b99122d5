"""The figures of own regions as files: CSV, XLSX, JSON, each figure with all that must be said with it."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, NamedTuple

import xlsxwriter

from mapserver.exports.documents import as_json
from mapserver.exports.tables import guarded
from mapserver.exports.workbook import EPOCH
from mapserver.model import Edition
from mapserver.statistics.aggregation import Region

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapserver.statistics.aggregation import RegionLine

#: What every number in these files is.
METHOD = (
    "calculated here: counts are sums over the districts, rates are calculated from such sums, never means of rates"
)


class RegionRow(NamedTuple):
    """A figure of a region in a year. The fields are the columns of every table."""

    region: str
    units: str
    indicator: str
    title: str
    year: int
    value: float | None
    measure: str
    method: str
    formula: str
    parts: str
    flag: str
    reason: str
    missing: str
    run: int
    judgement: str
    judgement_reason: str
    edition: str
    source: str
    licence: str
    snapshot: str


@dataclass(frozen=True)
class RegionExtract:
    """Regions by title, with the editions that their figures rest on by id, in a language."""

    regions: Mapping[str, Region]
    editions: Mapping[str, Edition]
    snapshot: str
    page: str
    lang: str

    def rows(self) -> Iterator[RegionRow]:
        """Yield the rows: regions in turn, in each the indicators, in each the years.

        What a source does not let be given out has no value, with the reason ``licence``.
        """
        for title, region in self.regions.items():
            for line in region.lines:
                yield from self._rows(title, region, line)

    def _rows(self, title: str, region: Region, line: RegionLine) -> Iterator[RegionRow]:
        parts = "; ".join(f"{name or 'sum'}: {', '.join(keys)}" for name, keys in line.parts.items())
        for row in line.observations:
            used = [self.editions[name] for name in row.edition.split("+") if name in self.editions]
            is_kept = any(edition.no_redistribution for edition in used)
            yield RegionRow(
                title,
                "+".join(region.units),
                line.indicator,
                line.title.say(self.lang),
                row.year,
                None if is_kept else row.value,
                line.measure.say(self.lang),
                "rate of sums" if line.formula else "sum",
                line.formula,
                parts,
                row.flag,
                "licence" if is_kept else row.reason,
                ", ".join(line.missing.get(row.year, ())),
                row.run,
                line.judgement,
                line.reason.say(self.lang),
                row.edition,
                "; ".join(dict.fromkeys(edition.publisher for edition in used)),
                "; ".join(dict.fromkeys(edition.licence for edition in used if edition.licence)),
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
    buffer = StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(RegionRow._fields)
    for row in extract.rows():
        writer.writerow([_written(cell) for cell in row])
    return buffer.getvalue().encode()


def region_json(extract: RegionExtract) -> bytes:
    """Return the rows as objects, with what has no figure."""
    return as_json(
        {
            "regions": [
                {"title": title, "units": list(region.units), "km2": region.km2}
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
    """Return a workbook: the rows, what has no figure, and what all of it is."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"created": EPOCH, "comments": METHOD[:255]})
    sheet = book.add_worksheet("Values")
    for line, row in enumerate((RegionRow._fields, *extract.rows())):
        for place, cell in enumerate(row):
            if cell is not None and cell != "":
                sheet.write(line, place, cell)
    sheet.freeze_panes(1, 0)
    refused = book.add_worksheet("Refused")
    names = ("region", "indicator", "title", "reason", "units", "why")
    refused.write_row(0, 0, names)
    for line, item in enumerate(extract.refusals(), start=1):
        refused.write_row(line, 0, [", ".join(item[name]) if name == "units" else item[name] for name in names])
    about = book.add_worksheet("About")
    for line, (name, words) in enumerate((("Method", METHOD), ("Snapshot", extract.snapshot), ("Page", extract.page))):
        about.write_row(line, 0, (name, words))
    book.close()
    return buffer.getvalue()


def _written(cell: object) -> object:
    if isinstance(cell, str):
        return guarded(cell)
    return repr(cell) if isinstance(cell, float) else "" if cell is None else cell
