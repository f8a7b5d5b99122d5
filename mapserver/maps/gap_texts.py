"""What is said of the gap at a line: as its name, and of all lines of a map. Knows no page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.formats import MINUS, number
from mapserver.maps.gap_lines import gap_lines, kind_of
from mapserver.maps.judgements import WORDS
from mapserver.maps.legend import flag_words, reason_words
from mapserver.maps.names import shown_name
from mapserver.maps.ratios import ratio_text
from mapserver.maps.state import BORDERS
from mapserver.maps.story_gaps import DIFFERENCE, POINTS
from mapserver.maps.story_sentence import is_percentage
from mapserver.maps.summary import summary
from mapserver.translation import N_, tell, tell_plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.maps.gap_lines import GapLine
    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Cell, Layer

RATIO, DOUBLINGS = N_("Ratio: %(size)s."), N_("Doublings: %(size)s.")
#: Digits of doublings.
DECIMALS = 2


def signed(value: float, decimals: int, lang: str) -> str:
    """Return a number with its sign, none for what is zero when it is rounded."""
    words = number(value, decimals, lang)
    return words if words.startswith(MINUS) or not round(value, decimals) else f"+{words}"


def figure_words(layer: Layer, cell: Cell, lang: str) -> str:
    """Return a figure as the reader writes it with its flags, or why there is none."""
    if cell.value is None:
        return reason_words(cell.reason or "not_collected", lang)
    return ", ".join((number(cell.value, layer.decimals, lang), *flag_words(cell.flag, lang)))


def size_words(layer: Layer, state: MapState, line: GapLine) -> str:
    """Return a sentence with the size of a gap as the state measures it; nothing where there is none to tell."""
    if line.gap.gap is None or line.kind not in ("sized", "unscaled"):
        return ""
    kind = kind_of(layer, state)
    if line.size is None or kind == "diff":
        words = POINTS if is_percentage(layer, (line.gap.a, line.gap.b)) else DIFFERENCE
        return tell(state.lang, words, difference=number(abs(line.gap.gap.diff), layer.decimals, state.lang))
    if kind == "log2":
        return tell(state.lang, DOUBLINGS, size=number(line.size, DECIMALS, state.lang))
    return tell(state.lang, RATIO, size=ratio_text(line.size, state.lang))


def line_label(layer: Layer, state: MapState, line: GapLine) -> str:
    """Return what a line is called: both names with their figures, the gap, and how the two compare."""
    sides = [
        f"{shown_name(layer.places[index], state.lang)[0]}: {figure_words(layer, cell, state.lang)}"
        for index, cell in ((line.gap.a, line.gap.cell_a), (line.gap.b, line.gap.cell_b))
    ]
    words = [f"{sides[0]} – {sides[1]}."]
    if line.gap.gap is not None:
        judged = tell(state.lang, WORDS[line.gap.judgement])
        words += [size_words(layer, state, line), f"{tell(state.lang, 'Sources compare')}: {judged}."]
    return " ".join(filter(None, words))


def lines_summary(layer: Layer, state: MapState, lines: Sequence[GapLine]) -> tuple[str, ...]:
    """Say of the lines across borders how many have figures on both sides, and how many cannot be told; of none that
    there is none."""
    lang = state.lang
    across = [line for line in lines if line.is_across]
    if not across:
        return (tell(lang, "No two districts of this map lie on two sides of a border in %(year)s.", year=state.year),)
    told = [
        tell_plural(
            lang,
            "%(known)s of %(num)s stretch of a border has figures on both sides in %(year)s.",
            "%(known)s of %(num)s stretches of borders have figures on both sides in %(year)s.",
            len(across),
            known=sum(line.kind != "missing" for line in across),
            year=state.year,
        )
    ]
    if different := sum(line.kind == "different" for line in across):
        told.append(
            tell_plural(
                lang,
                "At %(num)s of them the two sides measure different things: no gap is drawn.",
                "At %(num)s of them the two sides measure different things: no gap is drawn.",
                different,
            )
        )
    return tuple(told)


def map_words(layer: Layer, area: AreaEntry, state: MapState) -> tuple[str, ...]:
    """Return the text alternative of a map, of one of gaps with what is said of its lines behind the first sentence."""
    words = summary(layer, state, area.pairs)
    if state.view != BORDERS:
        return words
    return (*words[:1], *lines_summary(layer, state, gap_lines(layer, area, state)), *words[1:])
