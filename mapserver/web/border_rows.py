"""The indicators of a border as two-sided bars: levels, gap, judgement, and whether the gap closes, in words."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from markupsafe import Markup

from mapserver.maps.border_words import SINCE, gap_text, side_note, side_value, trend_years, verdict
from mapserver.maps.gap_chart import signed_gap, upwards
from mapserver.maps.side_bars import SideBars
from mapserver.maps.state import BORDERS
from mapserver.model import Observation, Text
from mapserver.translation import tell
from mapserver.web import addresses
from mapserver.web.border_state import default_year
from mapserver.web.sparkline import Sparkline
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from mapserver.model import AreaEntry, LayerEntry
    from mapserver.model.border_figures import BorderIndicator, BorderRecord


@dataclass(frozen=True)
class SideText:
    """The level of a side in words: the number, the flags of the source, and of which districts it is the mean."""

    value: str
    flags: str
    note: str


@dataclass(frozen=True)
class SidesRow:
    """An indicator at a border in its latest year with both sides.

    `bars` are on the indicator's own scale. `gap` says how far the sides are apart, empty where they do not compare;
    `verdict` whether that closes, over the years `span`; `since` says that these are long over, where they are. `map`
    is the address of its map in that year, `address` that of its own page; `measure` is that of the year's figures.
    """

    year: int
    a: SideText
    b: SideText
    bars: SideBars
    gap: str
    spark: Sparkline
    verdict: str
    direction: str
    span: str
    since: str
    map: str
    address: str
    measure: Text
    judgement: str = ""

    @property
    def marks(self) -> Markup:
        """Return the bars as SVG."""
        return Markup(self.bars.marks())  # noqa: S704 - numbers and colours of ours

    @classmethod
    def of(
        cls,
        area: AreaEntry,
        border: str,
        entry: LayerEntry,
        row: BorderIndicator,
        kept: str,
        year: int = 0,
        largest: float = 0.0,
    ) -> SidesRow:
        """Write a row of a year, of the usual one where none is named; `kept` is the language as addresses have it.

        The bars are on the scale of `largest`, without it on that of the border itself.
        """
        lang = kept or INTERFACE
        year = year or default_year(row)
        sides = row.year(year) or row.sides[-1]
        a, b = (
            SideText(
                side_value(level, row.decimals, lang),
                level.flags if level else "",
                side_note(level, lang) if level else "",
            )
            for level in (sides.a, sides.b)
        )
        return cls(
            year,
            a,
            b,
            SideBars.of(row, sides, largest),
            gap_text(sides, row.decimals, lang),
            gap_line(row),
            "" if row.judgement == "different" else verdict(row, lang),
            row.trend.direction if row.trend and not row.is_past else "",
            trend_years(row.trend) if row.trend else "",
            tell(lang, SINCE) if row.is_past else "",
            map_address(area, entry, year, kept),
            addresses.border(border, kept, entry.indicator),
            entry.measure_of(*sides.series),
            row.judged(sides),
        )


def map_address(area: AreaEntry, entry: LayerEntry, year: int, kept: str) -> str:
    """Return the address of the map of an indicator in a year, with the gaps along its borders."""
    shown = "" if year == entry.default_year else year
    return addresses.layer(area.id, entry.indicator, {"view": BORDERS, "year": shown, "lang": kept})


def gap_line(row: BorderIndicator) -> Sparkline:
    """Return how large the gap was over the years above no gap at the bottom, its strokes broken where what is counted
    changes; below no gap the side is higher that is not today."""
    points = [(item, gap) for item in row.sides if (gap := signed_gap(row, item)) is not None]
    turn = upwards(row)
    known = [Observation("", "", item.year, turn * gap, run=item.stretch) for item, gap in points]
    return Sparkline.of(known, least=0.0)


@dataclass(frozen=True)
class Completeness:
    """How much of what is drawn a side has figures of: indicators with any, and of these the share of the years."""

    country: str
    indicators: int
    of: int
    years: float

    @classmethod
    def of_side(cls, area: AreaEntry, record: BorderRecord, country: str) -> Completeness:
        """Count the figures at the border, of the districts that lie there."""
        spans = {entry.indicator: len(_years(entry)) for entry in area.layers}
        first = record.border.partition("-")[0]
        held = [
            (sum(1 for item in row.sides if (item.a if country == first else item.b)), spans.get(row.indicator, 0))
            for row in record.indicators
        ]
        found = [(years, span) for years, span in held if years and span]
        share = sum(years / span for years, span in found) / len(found) if found else 0.0
        return cls(country, len(found), len(area.layers), 100 * min(share, 1.0))


def _years(entry: LayerEntry) -> set[int]:
    return {year for years in entry.years.values() for year in years}


@dataclass(frozen=True)
class TypicalGap:
    """Two units that meet: of how many concepts their gap is known, and the median of its places among gaps at home."""

    share: float
    concepts: int


def typical_gaps(area: AreaEntry, record: BorderRecord) -> dict[tuple[str, str], TypicalGap]:
    """Return by pair of units where their gaps lie among those at home, each concept once, in its latest year."""
    entries = {entry.indicator: entry for entry in area.layers}
    found: dict[tuple[str, str], dict[str, float]] = {}
    for row in record.indicators:
        entry = entries.get(row.indicator)
        for pair in row.pairs if entry else ():
            shares = found.setdefault((pair.unit_a, pair.unit_b), {})
            if entry is not None and (entry.concept == entry.indicator or entry.concept not in shares):
                shares[entry.concept] = pair.share
    return {pair: TypicalGap(median(shares.values()), len(shares)) for pair, shares in found.items() if shares}
