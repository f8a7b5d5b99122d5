"""Compared units as rows: of each indicator one figure a unit, with how it compares with that of the first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from mapserver.exports.columns import Column, shared
from mapserver.exports.extract import reference_date
from mapserver.exports.unit_figures import LICENCE, Quoted, UnitFigures
from mapserver.maps.compared_words import judgement_note, rank_of
from mapserver.maps.formats import listing
from mapserver.maps.messages import said
from mapserver.maps.names import shown_name
from mapserver.model import Register, Text, UnitEntry
from mapserver.statistics.comparison import Comparison

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapserver.model import Edition
    from mapserver.statistics.comparison import Figure, Row


class ComparedFigure(NamedTuple):
    """A figure of a compared unit, or none with the reason. The fields are the columns of its tables."""

    unit: str
    name: str
    country: str
    of_unit: str
    of_name: str
    vintage: str
    indicator: str
    title: str
    theme: str
    year: int | None
    reference_date: str
    value: float | None
    measure: str
    flag: str
    reason: str
    compared_with: str
    diff: float | None
    ratio: float | None
    judgement: str
    judgement_reason: str
    rank: int | None
    rank_of: int | None
    rank_in: str
    rank_year: int | None
    series: str
    series_title: str
    run: int | None
    edition: str
    source: str
    licence: str
    note: str
    snapshot: str


COMPARED_COLUMNS = (
    Column("unit", "string", "Code of the compared district: NUTS where it has one, ISO 3166-2 elsewhere"),
    *shared("name", "country"),
    Column("of_unit", "string", "Code of the unit that the figure is about: the district, or a larger one around it"),
    Column("of_name", "string", "Name of that unit"),
    Column("vintage", "string", "Edition of the division that this unit belongs to"),
    *shared("indicator"),
    Column("title", "string", "What the indicator is called in the language of the file"),
    Column("theme", "string", "Theme of the indicator"),
    *shared("year", "reference_date", "value", "measure", "flag"),
    Column("reason", "string", "Why there is no figure; 'licence' where it may be shown and not be given out"),
    Column("compared_with", "string", "Code of the district that the others are compared with"),
    Column("diff", "number", "The figure less that of the first district"),
    Column("ratio", "number", "The figure divided by that of the first district, where that tells something"),
    Column("judgement", "string", "How the figure compares with that of the first: same, similar or different"),
    Column("judgement_reason", "string", "Why they are not the same"),
    Column("rank", "integer", "Rank of the figure on a map of its year, 1 for the highest"),
    Column("rank_of", "integer", "How many are ranked"),
    Column("rank_in", "string", "Where: the core of a border area, or a country"),
    Column("rank_year", "integer", "Year of the rank: that of the figure"),
    *shared("series"),
    Column("series_title", "string", "What that series is called"),
    Column("run", "integer", "Figures of a unit may be compared over time within one run only"),
    *shared("edition", "source", "licence", "note", "snapshot"),
)


@dataclass(frozen=True)
class ComparedFigures:
    """A comparison to be given out, in one language; `page` is its full address, empty where it is not known,
    `areas` are the titles of areas by name."""

    comparison: Comparison
    register: Register
    snapshot: str
    lang: str
    page: str = ""
    site: str = "Borders in figures"
    areas: Mapping[str, Text] = field(default_factory=dict)

    @property
    def units(self) -> tuple[UnitEntry, ...]:
        """Return the compared units."""
        return tuple(subject.unit for subject in self.comparison.subjects)

    @property
    def title(self) -> str:
        """Return the names of the units."""
        return listing([shown_name(unit, self.lang)[0] for unit in self.units], self.lang)

    @property
    def stem(self) -> str:
        """Return the name of a file, without its suffix."""
        return "compare-" + "-".join(unit.code for unit in self.units)

    @cached_property
    def rows(self) -> tuple[ComparedFigure, ...]:
        """Return the rows: indicators in turn, of each the units in their order."""
        return tuple(item for _, items in self.by_row for item in items)

    @cached_property
    def by_row(self) -> tuple[tuple[Row, tuple[ComparedFigure, ...]], ...]:
        """Return the indicators in turn, each with the figures of the units in their order."""
        return tuple((row, tuple(self._row(row))) for row in self.comparison.rows)

    @cached_property
    def refusals(self) -> tuple[tuple[str, str], ...]:
        """Return publishers whose figures are left out, each with the reason."""
        found = (self.quoted(figure).refusal for row in self.comparison.rows for figure in row.figures)
        return tuple(dict.fromkeys(refusal for refusal in found if refusal is not None))

    @property
    def is_refused(self) -> bool:
        """Say whether no figure at all may be given out, though there are some."""
        return bool(self.refusals) and all(row.value is None for row in self.rows)

    @cached_property
    def sources(self) -> tuple[Edition, ...]:
        """Return the publications of the figures, by publisher."""
        found: dict[tuple[str, str], Edition] = {}
        for row in self.comparison.rows:
            for figure in row.figures:
                if figure.held is None or figure.row is None or figure.value is None:
                    continue
                named = {*figure.row.edition.split("+"), *(figure.row.note.words if figure.row.note else ())}
                for edition in figure.held.owner.sources:
                    if edition.id in named:
                        found.setdefault((edition.publisher, edition.id), edition)
        return tuple(found[key] for key in sorted(found))

    def quoted(self, figure: Figure) -> Quoted:
        """Say whose a figure is; nobody's where there is none."""
        if figure.held is None or figure.row is None or figure.value is None:
            return Quoted("", "", None)
        return self._owner(figure.held.owner).quoted(figure.row)

    def _owner(self, unit: UnitEntry) -> UnitFigures:
        if unit.code not in self._owners:
            self._owners[unit.code] = UnitFigures(unit, self.register, self.snapshot, self.lang)
        return self._owners[unit.code]

    @cached_property
    def _owners(self) -> dict[str, UnitFigures]:
        return {}

    def _row(self, row: Row) -> Iterator[ComparedFigure]:
        lang, first = self.lang, row.figures[0]
        first_refused = self.quoted(first).refusal is not None
        for subject, figure in zip(self.comparison.subjects, row.figures, strict=True):
            held, observed = figure.held, figure.row
            quoted = self.quoted(figure)
            value = None if quoted.refusal is not None else figure.value
            # A difference to a figure that may not be given out would give it out.
            against = None if quoted.refusal is not None or first_refused else figure.against
            line, owner = (held.line, held.owner) if held is not None else (row.line, subject.unit)
            ranked_in, rank = (rank_of(figure) if value is not None else None) or ("", None)
            yield ComparedFigure(
                unit=subject.unit.code,
                name=shown_name(subject.unit, lang)[0],
                country=subject.unit.country,
                of_unit=owner.code if held is not None else "",
                of_name=shown_name(owner, lang)[0] if held is not None else "",
                vintage=observed.vintage if observed is not None else "",
                indicator=row.id,
                title=line.title.say(lang),
                theme=row.record.indicator.theme,
                year=figure.year or None,
                reference_date=reference_date(self._owner(owner).reference(line), figure.year) if figure.year else "",
                value=value,
                measure=line.measure.say(lang),
                flag=observed.flag if observed is not None else "",
                reason="" if value is not None else LICENCE if quoted.refusal else figure.reason,
                compared_with=self.units[0].code if against is not None else "",
                diff=against.diff if against is not None else None,
                ratio=against.ratio if against is not None else None,
                judgement=against.judgement if against is not None else "",
                judgement_reason=judgement_note(against, lang) if against is not None else "",
                rank=rank.place if rank is not None else None,
                rank_of=rank.count if rank is not None else None,
                rank_in=ranked_in,
                rank_year=figure.year if rank is not None else None,
                series=line.series if held is not None else "",
                series_title=line.series_title.say(lang) if held is not None else "",
                run=observed.run if observed is not None and value is not None else None,
                edition=observed.edition if observed is not None else "",
                source=quoted.source,
                licence=quoted.licence,
                note=said(observed.note, lang) if observed is not None and observed.note else "",
                snapshot=self.snapshot,
            )
