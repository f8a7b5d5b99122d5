"""The figures of a unit as rows: every series, year and division, each with everything that must be said with it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from mapserver.exports.columns import Column, shared
from mapserver.exports.extract import reference_date
from mapserver.maps.messages import said
from mapserver.maps.names import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapserver.model import Edition, Observation, Register, UnitEntry
    from mapserver.model.entry import UnitLine

#: The reason that stands in place of a figure that may be shown and not be given out.
LICENCE = "licence"


class UnitFigure(NamedTuple):
    """A figure of a unit in a year, or none with the reason. The fields are the columns of its tables."""

    unit: str
    name: str
    country: str
    level: str
    vintage: str
    indicator: str
    title: str
    theme: str
    year: int
    reference_date: str
    value: float | None
    measure: str
    flag: str
    reason: str
    series: str
    series_title: str
    run: int
    drawn_in: str
    edition: str
    source: str
    licence: str
    note: str
    snapshot: str


UNIT_COLUMNS = (
    *shared("unit", "name", "country", "level", "vintage", "indicator"),
    Column("title", "string", "What the indicator is called in the language of the file"),
    Column("theme", "string", "Theme of the indicator"),
    *shared("year", "reference_date", "value", "measure", "flag"),
    Column("reason", "string", "Why there is no figure; 'licence' where it may be shown and not be given out"),
    *shared("series"),
    Column("series_title", "string", "What that series is called"),
    *shared("run"),
    Column("drawn_in", "string", "Border area whose map draws the series for this district; empty for none"),
    *shared("edition", "source", "licence", "note", "snapshot"),
)


class Quoted(NamedTuple):
    """Whose a figure is: publishers and licences, and why it may not be given out (publisher, reason), if so."""

    source: str
    licence: str
    refusal: tuple[str, str] | None


class UnitFigures:
    """The figures of a unit, in the order of its lines and of time."""

    def __init__(self, unit: UnitEntry, register: Register, snapshot: str, lang: str) -> None:
        """Take a unit with the register of its snapshot."""
        self.unit, self.snapshot, self.lang = unit, snapshot, lang
        self._register = register
        self._editions = {edition.id: edition for edition in unit.sources}

    @property
    def title(self) -> str:
        """Return what the figures are called: name and code."""
        return f"{shown_name(self.unit, self.lang)[0]} ({self.unit.code})"

    @property
    def stem(self) -> str:
        """Return the name of a file of these figures, without its suffix."""
        return f"unit-{self.unit.code}"

    @cached_property
    def rows(self) -> tuple[UnitFigure, ...]:
        """Return all rows; a figure that may not be given out is left empty, with the reason ``licence``."""
        return tuple(self._rows())

    @cached_property
    def refusals(self) -> tuple[tuple[str, str], ...]:
        """Return publishers whose figures are left out, each with the reason."""
        found = (
            self.quoted(row).refusal for line in self.unit.lines for row in line.observations if row.value is not None
        )
        return tuple(dict.fromkeys(refusal for refusal in found if refusal is not None))

    @property
    def is_refused(self) -> bool:
        """Say whether no figure at all may be given out, though there are some."""
        return bool(self.refusals) and all(row.value is None for row in self.rows)

    @property
    def sources(self) -> tuple[Edition, ...]:
        """Return the publications of the figures."""
        return self.unit.sources

    def quoted(self, row: Observation) -> Quoted:
        """Say whose a figure is."""
        named = {*row.edition.split("+"), *(row.note.words if row.note else ())}
        used = [edition for edition in self.unit.sources if edition.id in named]
        refused = next(((item.publisher, item.no_redistribution) for item in used if item.no_redistribution), None)
        return Quoted(
            "; ".join(dict.fromkeys(item.publisher for item in used)),
            "; ".join(dict.fromkeys(item.licence for item in used)),
            refused,
        )

    def reference(self, line: UnitLine) -> str:
        """Return when in a year the figures of a line hold."""
        record = self._register.series.get(line.key)
        return record.series.reference if record is not None else ""

    def _rows(self) -> Iterator[UnitFigure]:
        unit, lang = self.unit, self.lang
        name = shown_name(unit, lang)[0]
        for line in unit.lines:
            title, measure = line.title.say(lang), line.measure.say(lang)
            series_title, reference = line.series_title.say(lang), self.reference(line)
            for row in line.observations:
                quoted = self.quoted(row) if row.value is not None else Quoted("", "", None)
                value = None if quoted.refusal is not None else row.value
                reason = "" if value is not None else LICENCE if quoted.refusal else row.reason or "not_collected"
                yield UnitFigure(
                    unit=unit.code,
                    name=name,
                    country=unit.country,
                    level=unit.level,
                    vintage=row.vintage,
                    indicator=line.indicator,
                    title=title,
                    theme=line.theme,
                    year=row.year,
                    reference_date=reference_date(reference, row.year),
                    value=value,
                    measure=measure,
                    flag=row.flag,
                    reason=reason,
                    series=line.series,
                    series_title=series_title,
                    run=row.run,
                    drawn_in=line.area,
                    edition=row.edition,
                    source=quoted.source,
                    licence=quoted.licence,
                    note=said(row.note, lang) if row.note else "",
                    snapshot=self.snapshot,
                )
