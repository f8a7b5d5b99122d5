"""The table of compared units: rows by theme, a cell a unit, notes on how the figures compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from mapserver.maps.compared_words import ended_words
from mapserver.model import Text
from mapserver.web.compare_borders import Across, RowWays, row_ways
from mapserver.web.compare_cells import CellWriter, Notes
from mapserver.web.wording import INTERFACE, theme_name, theme_order, unit_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.model import UnitEntry
    from mapserver.snapshot import Snapshot
    from mapserver.statistics.comparison import Comparison, Row
    from mapserver.web.compared import Compared


@dataclass(frozen=True)
class TableRow:
    """An indicator; `year` is that of all cells, 0 where they have years of their own. `ended` says which units keep
    the others in it, `ways` lead to the gap of two of them across their border."""

    id: str
    title: Text
    measure: Text | None
    year: int
    ended: str
    ways: tuple[RowWays, ...]
    cells: tuple[Markup, ...]


@dataclass(frozen=True)
class Section:
    """The rows of a theme, and the indicators that only one of the units has figures of, each with that unit."""

    theme: str
    title: str
    rows: tuple[TableRow, ...]
    alone: tuple[tuple[Text, Text], ...]


def sections(
    snapshot: Snapshot, compared: Compared, comparison: Comparison, notes: Notes, across: list[Across]
) -> list[Section]:
    """Return the rows by theme, in the order of a yearbook; `notes` is filled."""
    lang = compared.lang
    groups: dict[str, list[Row]] = {}
    for row in comparison.rows:
        groups.setdefault(row.record.indicator.theme, []).append(row)
    least = min(2, len(comparison.subjects))
    units = [subject.unit for subject in comparison.subjects]
    writer = CellWriter(snapshot, lang, notes)
    made = []
    for theme in sorted(groups, key=theme_order):
        ordered = sorted(groups[theme], key=lambda row: row.line.title.say(INTERFACE))
        kept = tuple(_row(writer, row, units, compared, across) for row in ordered if row.count >= least)
        alone = tuple(
            (row.line.title, unit_text(comparison.subjects[place].unit))
            for row in ordered
            if row.count < least
            for place, figure in enumerate(row.figures)
            if figure.value is not None
        )
        if kept or alone:
            made.append(Section(theme, theme_name(theme, lang), kept, alone))
    return made


def _row(
    writer: CellWriter, row: Row, units: Sequence[UnitEntry], compared: Compared, across: list[Across]
) -> TableRow:
    line, is_mixed = row.line, row.is_mixed
    cells = tuple(writer.cell(row, figure, is_mixed=is_mixed) for figure in row.figures)
    measure = None if is_mixed else line.measure
    ended = ended_words(row, units, compared.lang)
    return TableRow(row.id, line.title, measure, row.year, ended, row_ways(compared, across, row), cells)
