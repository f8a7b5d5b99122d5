"""The cells of the table of compared units as HTML: written here and not by a template, since a page has a thousand."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

from mapserver.maps.compared_words import SIGNS, badge, difference, judgement_note, rank_of, times, value_text
from mapserver.maps.legend import flag_words, reason_words
from mapserver.translation import tell
from mapserver.web.sparkline import Sparkline
from mapserver.web.units import map_address
from mapserver.web.wording import spoken, spoken_country, unit_text

if TYPE_CHECKING:
    from mapserver.model import UnitEntry
    from mapserver.snapshot import Snapshot
    from mapserver.statistics.comparison import Against, Figure, Row


@dataclass
class Notes:
    """Notes below a table: each is said once, by its number."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, words: str) -> int:
        """Return the number of a note, 0 for none."""
        return self.numbers.setdefault(words, len(self.numbers) + 1) if words else 0

    @property
    def words(self) -> list[str]:
        """Return the notes in the order of their numbers."""
        return list(self.numbers)


class CellWriter:
    """Writes the cells of a table for a reader of a language, and gathers its notes."""

    def __init__(self, snapshot: Snapshot, lang: str, notes: Notes) -> None:
        """Take what all cells share."""
        self._snapshot, self._lang, self._notes = snapshot, lang, notes
        self._owners: dict[str, str] = {}
        self._areas = {area.id: area.title for area in snapshot.areas}
        self._places: dict[str, str] = {}
        self._against: dict[tuple[str, str, tuple[object, ...]], str] = {}
        self._ranked = tell(
            lang, "%(name)s: %(rank)s of %(count)s", name="%(name)s", rank="%(rank)s", count="%(count)s"
        )

    def cell(self, row: Row, figure: Figure, *, is_mixed: bool) -> Markup:
        """Return a cell: the figure with its flag, how it compares, its line over the years, whose it is, its rank.

        The year is told where the row has none of its own, the measure where `is_mixed`.
        """
        held = figure.held
        if held is None or figure.value is None:
            parts = [f'<span class="measure">{escape(reason_words(figure.reason, self._lang))}</span>']
        else:
            parts = [self._figure(row, figure, is_mixed=is_mixed)]
            if figure.against is not None:
                parts.append(self._compared(figure.against, held.line.decimals))
            parts.append(spark(Sparkline.of(held.line.observations)))
        if held is not None and held.distance:
            parts.append(self._owner(held.owner))
        parts.append(self._ranking(figure))
        return Markup("<td>" + " ".join(filter(None, parts)) + "</td>")  # noqa: S704 - what comes from data was escaped

    def _figure(self, row: Row, figure: Figure, *, is_mixed: bool) -> str:
        held = figure.held
        if held is None:
            return ""
        text = f"<b>{escape(value_text(figure, self._lang))}</b>"
        if held.line.area:
            address = map_address(self._snapshot, held.owner.code, held.line, self._lang)
            text = f'<a href="{escape(address)}">{text}</a>'
        flag = figure.row.flag if figure.row is not None else ""
        if flag:
            words = escape("; ".join(flag_words(flag, self._lang)))
            text += f' <abbr class="flag" title="{words}">{escape(flag)}</abbr>'
            text += f'<span class="visually-hidden"> {words}</span>'
        if is_mixed:
            text += f' <span class="measure">{spoken(held.line.measure, self._lang)}</span>'
        if not row.year:
            text += f' <span class="other-year measure">{figure.year}</span>'
        return f'<span class="figure">{text}</span>'

    def _compared(self, against: Against, decimals: int) -> str:
        text = ""
        if against.diff is not None:
            text += f"<span>{difference(against.diff, decimals, self._lang)}</span> "
        if against.ratio is not None:
            text += f"<span>{times(against.ratio, self._lang)}</span> "
        return f'<span class="against">{text}{self._badge(against)}</span>'

    def _badge(self, against: Against) -> str:
        key = (against.judgement, against.reason.say("en"), against.remarks)
        if key not in self._against:
            number = self._notes.number(judgement_note(against, self._lang))
            words = f'<span class="unequal" aria-hidden="true">{SIGNS[against.judgement]}</span> '
            words += escape(badge(against, self._lang))
            kind = f' data-judgement="{against.judgement}"'
            self._against[key] = (
                f'<a class="badge"{kind} href="#note-{number}">{words}<sup>{number}</sup></a>'
                if number
                else f'<span class="badge"{kind}>{words}</span>'
            )
        return self._against[key]

    def _owner(self, unit: UnitEntry) -> str:
        if unit.code not in self._owners:
            name = spoken(unit_text(unit), self._lang)
            words = tell(self._lang, "larger unit: %(name)s", name=name)
            self._owners[unit.code] = (
                f'<span class="measure">{words} <span class="code">{escape(unit.code)}</span></span>'
            )
        return self._owners[unit.code]

    def _ranking(self, figure: Figure) -> str:
        """Return the rank of the figure on its map in its year: in the core of its area, else in its country."""
        found = rank_of(figure)
        if found is None:
            return ""
        place, rank = found
        if place not in self._places:
            self._places[place] = str(
                spoken(self._areas[place], self._lang) if place in self._areas else spoken_country(place, self._lang)
            )
        words = self._ranked % {"name": self._places[place], "rank": rank.place, "count": rank.count}
        return f'<span class="measure ranking">{words}</span>'


def spark(line: Sparkline) -> str:
    """Return a sparkline as SVG, as the template of the unit pages writes it; nothing for one without dots."""
    if not line.dots:
        return ""
    seams = "".join(f'<line class="spark-seam" x1="{x}" x2="{x}" y1="0" y2="{line.height}"/>' for x in line.seams)
    strokes = "".join(f'<path d="{stroke}"/>' for stroke in line.strokes)
    alone = "".join(f'<circle cx="{x}" cy="{y}" r="1.4"/>' for x, y in line.alone)
    x, y = line.dots[-1]
    return (
        f'<svg class="spark" viewBox="0 0 {line.width} {line.height}" width="{line.width}" height="{line.height}"'
        f' aria-hidden="true" focusable="false">{seams}{strokes}{alone}'
        f'<circle class="spark-last" cx="{x}" cy="{y}" r="2.4"/></svg>'
    )
