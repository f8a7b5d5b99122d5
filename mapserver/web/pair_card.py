"""The card of a pair: two neighbours, their figures, the gap, how they compare, and both over the years."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from mapserver.maps.border_words import standing_sentence
from mapserver.maps.formats import number
from mapserver.maps.gap_lines import kind_of, lines_of
from mapserver.maps.gap_texts import DECIMALS, signed
from mapserver.maps.judgements import WORDS
from mapserver.maps.legend import flag_words, reason_words
from mapserver.maps.lines import SMALL_SHEETS, lines, lines_pictures
from mapserver.maps.names import country_title, shown_name
from mapserver.maps.ratios import ratio_text
from mapserver.maps.reasons import judgement_reason
from mapserver.maps.state import TRANSFORMS
from mapserver.maps.story_gaps import pair_story
from mapserver.model import Judgement, Text
from mapserver.statistics import segment_gaps
from mapserver.statistics.gap_sizes import gap_bounds
from mapserver.translation import tell
from mapserver.web import addresses
from mapserver.web.border_state import indicator_address
from mapserver.web.chart_view import lines_text
from mapserver.web.controls import state_address
from mapserver.web.map_state import FINEST, canonical_query, in_order
from mapserver.web.unit_panel import Named
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapserver.maps.gap_lines import GapLine
    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Cell, Layer
    from mapserver.snapshot import Snapshot
    from mapserver.statistics import SegmentGap

#: The card on the page.
CARD = "pair-card"


@dataclass(frozen=True)
class PairSide:
    """One of the two: `text` is the figure as the reader writes it, without one `reason` says why.

    `series` is what the figure belongs to, `order` the number of its line in the chart. `measure` is empty where it is
    that of both sides.
    """

    name: Named
    country: str
    code: str
    address: str
    text: str
    reason: str
    flags: tuple[str, ...]
    series: Text
    order: int
    measure: Text = field(default_factory=Text)


@dataclass(frozen=True)
class PairCard:
    """Two neighbours in the year of a map.

    `border` is empty inside a country. Words are empty where there is nothing to tell: `difference` is B - A with its
    sign, `ratio` B / A; of figures that measure different things both only where the state insists (`insisted`), to
    which `insist` leads otherwise. `other_year` leads to the nearest year in which they are drawn as neighbours, where
    that is not the one shown: then there is nothing else. `standing` is what is said of how usual the gap is, `measure`
    what both figures measure, the indicator's where that differs. `compared` leads to all figures of both.
    """

    sides: tuple[PairSide, ...]
    border: str
    border_address: str
    km: float
    judgement: Judgement
    judged: str
    reason: Text
    difference: str
    ratio: str
    doublings: str
    insisted: bool
    insist: str
    sentence: str
    chart: Markup
    is_broken: bool
    close: str
    other_year: tuple[int, str] | None = None
    standing: str = ""
    measure: Text = field(default_factory=Text)
    compared: str = ""


def pair_card(snapshot: Snapshot, area: AreaEntry, layer: Layer, state: MapState) -> PairCard | None:
    """Return the card of the chosen pair; None where none is chosen."""
    if not state.pair:
        return None
    line = pair_line(area, layer, state, state.year)
    if line is None:
        return _elsewhere(area, layer, state)
    gap = line.gap
    told = gap.gap is not None and line.kind != "different"
    diff, ratio, doublings = (gap.gap.diff, gap.gap.ratio, gap.gap.log2_ratio) if gap.gap else (None, None, None)
    has_both = gap.gap is not None
    valued = [index for index, cell in _ends(gap) if cell.value is not None]
    # The chart has the figures of both in all years.
    is_mixed = len(set(layer.measures_of((gap.a, gap.b)).values())) > 1
    charted = replace(state, units=state.pair)
    drawn = lines(layer, charted)
    return PairCard(
        tuple(
            replace(_side(layer, state, index, cell, order), measure=layer.measure_of((index,)) if is_mixed else Text())
            for order, (index, cell) in enumerate(_ends(gap))
        ),
        gap.border,
        indicator_address(snapshot.border(gap.border), state.indicator, gap.year, _kept(state)) if gap.border else "",
        gap.km,
        gap.judgement,
        tell(state.lang, WORDS[gap.judgement]) if gap.told else "",
        judgement_reason(gap.reason, state.lang, gap.remarks),
        signed(diff, layer.decimals, state.lang) if told and diff is not None else "",
        ratio_text(ratio, state.lang) if told and ratio is not None else "",
        signed(doublings, DECIMALS, state.lang) if told and doublings is not None else "",
        state.different and gap.judgement == "different",
        pair_address(layer, replace(state, different=True)) if line.kind == "different" else "",
        pair_story(layer, state, gap.a, gap.b, compare_different=state.different).text if has_both else "",
        Markup(lines_pictures(layer, charted, lines_text(layer, charted, drawn), SMALL_SHEETS, around=False)),  # noqa: S704 - our own renderer
        any(len(line.strokes) > 1 for line in drawn),
        state_address(layer, replace(state, pair=())),
        standing=_standing(snapshot, area, gap, state) if told else "",
        measure=layer.measure_of(valued),
        compared=addresses.compare({"units": ",".join(state.pair), "lang": _kept(state)}),
    )


def _standing(snapshot: Snapshot, area: AreaEntry, gap: SegmentGap, state: MapState) -> str:
    """Say where a gap across a border lies among those at home, as the build has it: of values as they are drawn
    first."""
    is_usual = state.transform == TRANSFORMS[0] and state.level == FINEST
    if not gap.border or not is_usual or snapshot.border(gap.border).area != area.id:
        return ""
    year = snapshot.border_gaps(gap.border, state.indicator).year(gap.year)
    found = next((pair for pair in year.pairs if (pair.a, pair.b) == (gap.a, gap.b)), None) if year else None
    if year is None or found is None or found.share is None:
        return ""
    first, _, second = gap.border.partition("-")
    return standing_sentence(found.share, len(year.home), (first, second), state.lang)


def pair_line(area: AreaEntry, layer: Layer, state: MapState, year: int) -> GapLine | None:
    """Return the line of the chosen pair in a year; None where they are not drawn as neighbours then."""
    for gap in segment_gaps(layer, year, area.beside, different=state.different):
        if (layer.places[gap.a].code, layer.places[gap.b].code) == state.pair:
            kind = kind_of(layer, state)
            bounds = gap_bounds(layer, area.beside, kind)
            return lines_of(layer, (gap,), kind, bounds, different=state.different)[0]
    return None


def pair_address(layer: Layer, state: MapState) -> str:
    """Return the address of a state at the card of its pair."""
    return f"{state_address(layer, state)}#{CARD}"


def pair_addresses(layer: Layer, state: MapState) -> Callable[[str], str]:
    """Return what gives the address of a state at the card of two codes with a comma between them; the rest of the
    query is worked out once."""
    kept = canonical_query(layer, replace(state, pair=()))

    def address(codes: str) -> str:
        return f"{addresses.layer(layer.area, layer.indicator, in_order({**kept, 'pair': codes}))}#{CARD}"

    return address


def _ends(gap: SegmentGap) -> tuple[tuple[int, Cell], ...]:
    return (gap.a, gap.cell_a), (gap.b, gap.cell_b)


def _side(layer: Layer, state: MapState, index: int, cell: Cell | None, order: int) -> PairSide:
    place, lang = layer.places[index], state.lang
    series = next(item for item in layer.series if item.id == place.series) if place.series else None
    known = cell is not None and cell.value is not None
    return PairSide(
        Named(*shown_name(place, lang)),
        country_title(place.country, lang),
        place.code,
        addresses.unit(place.code, _kept(state)),
        number(cell.value, layer.decimals, lang) if cell is not None and cell.value is not None else "",
        "" if cell is None or known else reason_words(cell.reason or "not_collected", lang),
        flag_words(cell.flag, lang) if cell is not None and known else (),
        series.title if series else Text(),
        order,
    )


def _elsewhere(area: AreaEntry, layer: Layer, state: MapState) -> PairCard:
    """Return the card of a pair that the year does not draw: both names, and where they are neighbours."""
    years = [year for year in layer.years if pair_line(area, layer, state, year)]
    year = min(years, key=lambda other: (abs(other - state.year), -other)) if years else None
    indexes = [max(index for index, place in enumerate(layer.places) if place.code == code) for code in state.pair]
    sides = tuple(_side(layer, state, index, None, order) for order, index in enumerate(indexes))
    return PairCard(
        sides, "", "", 0.0, "same", "", Text(), "", "", "", False, "", "", Markup(), False,
        state_address(layer, replace(state, pair=())),
        None if year is None else (year, pair_address(layer, replace(state, year=year))),
    )  # fmt: skip


def _kept(state: MapState) -> str:
    return "" if state.lang == INTERFACE else state.lang
