"""The tables of own regions: of each indicator the figures of all regions, and how they compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapserver.maps.reasons import judgement_reason
from mapserver.maps.region_words import between_words, how_words
from mapserver.model import Judgement, Observation, Text
from mapserver.statistics.region import RegionLine
from mapserver.statistics.region_choice import JUDGEMENTS
from mapserver.statistics.region_pairs import common_year
from mapserver.translation import tell_plural
from mapserver.web.sparkline import Sparkline
from mapserver.web.wording import theme_name, theme_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.model import Register
    from mapserver.statistics.region import Region

#: So many units are named in a remark.
FEW = 4


@dataclass(frozen=True)
class Row:
    """An indicator in the table: the line of each region (None where it was refused), the figure of it that is shown,
    its sparkline.

    Figures are those of the latest year in which all regions have one, where there is any. `notes` say how they were
    calculated, `judgement` and `reason` how the districts compare, `between` says how two regions do.
    """

    lines: tuple[RegionLine | None, ...]
    figures: tuple[Observation | None, ...]
    sparks: tuple[Sparkline, ...]
    notes: tuple[str, ...]
    judgement: Judgement
    reason: Text
    between: str = ""

    @property
    def any(self) -> RegionLine:
        """Return a line that is there."""
        return next(line for line in self.lines if line is not None)


def tables_of(
    regions: Sequence[Region], titles: Sequence[str], register: Register, lang: str
) -> list[tuple[str, list[Row]]]:
    """Return the rows of each theme by what it is called, in the order of a list."""
    by_theme: dict[str, dict[str, list[RegionLine | None]]] = {}
    for place, region in enumerate(regions):
        for line in region.lines:
            rows = by_theme.setdefault(line.theme, {})
            rows.setdefault(line.indicator, [None] * len(regions))[place] = line
    return [
        (theme_name(theme, lang), [_row(tuple(held), titles, register, lang) for held in rows.values()])
        for theme, rows in sorted(by_theme.items(), key=lambda item: theme_order(item[0]))
    ]


def few(codes: Sequence[str], lang: str) -> str:
    """Return codes of units in a remark; of more than FEW only how many they are."""
    if len(codes) <= FEW:
        return ", ".join(codes)
    return tell_plural(lang, "%(num)s district", "%(num)s districts", len(codes))


def lacking(line: RegionLine, lang: str) -> str:
    """Name the units that a line lacks a figure of in any year."""
    return few(list(dict.fromkeys(code for codes in line.missing.values() for code in codes)), lang)


def _row(lines: tuple[RegionLine | None, ...], titles: Sequence[str], register: Register, lang: str) -> Row:
    held = [line for line in lines if line is not None]
    year = common_year(held) if len(held) > 1 else None
    figures = tuple(_figure(line, year) for line in lines)
    ways = [
        line.way(figure.year if figure else None)
        for line, figure in zip(lines, figures, strict=True)
        if line is not None
    ]
    own = max(ways, key=lambda line: JUDGEMENTS.index(line.judgement))
    return Row(
        lines,
        figures,
        tuple(Sparkline.of(line.observations) if line else Sparkline((), ()) for line in lines),
        tuple(dict.fromkeys(how_words(line, lang) for line in ways)),
        own.judgement,
        judgement_reason(own.reason, lang, own.remarks),
        between_words(ways, titles, register, lang),
    )


def _figure(line: RegionLine | None, year: int | None) -> Observation | None:
    if line is None or year is None:
        return line.latest if line is not None else None
    return next(row for row in line.observations if row.year == year)
