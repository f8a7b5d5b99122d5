"""The legend of gaps: widths, directions, what has no width. Draws nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from mapserver.maps.formats import DASH, THIN_SPACE, number
from mapserver.maps.gap_lines import Side, bounds_of, kind_of
from mapserver.maps.names import country_title
from mapserver.maps.paper import line_between
from mapserver.maps.state import LINES
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.maps.gap_lines import GapLine
    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Drawing, Layer
    from mapserver.model.border_figures import GapKind

Mark = Literal["sized", "missing", "different", "insisted", "unscaled", "side"]
#: What the widths stand for.
TITLES: dict[GapKind, str] = {
    "ratio": N_("Width: the higher figure divided by the lower one"),
    "log2": N_("Width: doublings from the lower figure to the higher one"),
    "diff": N_("Width: difference of the two figures, %(measure)s"),
}
#: What a colour stands for; the countries of a border stand in the order of its name.
SIDES: dict[Side, str] = {"a": N_("higher in the country named first"), "b": N_("higher in the country named second")}
#: What is drawn without a width of its own.
OTHERS: dict[Mark, str] = {
    "missing": N_("no figure on one side, or on both"),
    "different": N_("the two sides measure different things"),
    "insisted": N_("compared although the two sides measure different things"),
    "unscaled": N_("no ratio: a figure is zero or negative"),
}
HOME = N_("Grey lines: neighbours inside a country.")
TICKS = N_("Ticks point to the side with the lower figure.")
FIXED = N_("Widths mean the same in every year.")
BORDERS = N_("Borders: %(borders)s.")
NOT_HERE = N_("No border lies in this map.")


@dataclass(frozen=True)
class GapEntry:
    """A line of the legend: which mark, what it means, how many lines of the year and the frame have it.

    `kind` is that of a line, or ``side`` for a colour; `group` is the class of a width, `side` the higher side.
    """

    kind: Mark
    words: str
    count: int
    group: int | None = None
    side: Side = ""


@dataclass(frozen=True)
class GapLegend:
    """What explains the lines of gaps: the title of the widths, the widths, the colours, the other marks, remarks."""

    title: str
    widths: tuple[GapEntry, ...]
    sides: tuple[GapEntry, ...]
    others: tuple[GapEntry, ...]
    notes: tuple[str, ...]
    lang: str

    @property
    def entries(self) -> tuple[GapEntry, ...]:
        """Return all lines of it in their order."""
        return (*self.widths, *self.sides, *self.others)


def gap_legend(
    layer: Layer, area: AreaEntry, state: MapState, lines: Sequence[GapLine], drawings: Sequence[Drawing]
) -> GapLegend:
    """Return the legend of a state's lines; it counts those that the drawings show."""
    lang, kind = state.lang, kind_of(layer, state)
    seen = [line for line in lines if any(line_between(drawing, line.key_a, line.key_b) for drawing in drawings)]
    across = [line for line in seen if line.is_across]
    bounds = bounds_of(layer, area, state)
    widths = tuple(
        GapEntry("sized", words, sum(line.group == group for line in across), group)
        for group, words in enumerate(class_words(bounds, kind, lang))
    )
    sides = tuple(
        GapEntry("side", tell(lang, words), sum(line.higher == side for line in across), None, side)
        for side, words in SIDES.items()
    )
    counts = Counter(_mark(line) for line in seen)
    others = tuple(GapEntry(name, tell(lang, words), counts[name]) for name, words in OTHERS.items() if counts[name])
    notes = [tell(lang, TICKS), tell(lang, FIXED)]
    if state.lines != LINES[0]:
        notes.append(tell(lang, HOME))
    borders = sorted({line.gap.border for line in across})
    named = ", ".join(" – ".join(country_title(code, lang) for code in border.split("-")) for border in borders)
    notes.append(tell(lang, BORDERS, borders=named) if named else tell(lang, NOT_HERE))
    return GapLegend(
        tell(lang, TITLES[kind], measure=layer.measure_in(state.year).say(lang)),
        widths,
        sides,
        others,
        tuple(notes),
        lang,
    )


def _mark(line: GapLine) -> Mark:
    return "insisted" if line.kind == "sized" and line.gap.judgement == "different" else line.kind


def class_words(bounds: tuple[float, ...], kind: GapKind, lang: str) -> tuple[str, ...]:
    """Return the ranges of the classes of sizes, from the smallest to the largest; each round number has the decimals
    that it needs, as bounds far apart do not share them."""
    words = [number(bound, _decimals(bound), lang) for bound in bounds]
    times = "×" if kind == "ratio" else ""
    between = (f"{low}{THIN_SPACE}{DASH}{THIN_SPACE}{high}{times}" for low, high in pairwise(words))
    return (f"≤{THIN_SPACE}{words[0]}{times}", *between, f">{THIN_SPACE}{words[-1]}{times}")


def _decimals(bound: float) -> int:
    """Return the decimals that a round number needs."""
    return next(count for count in range(19) if abs(round(bound, count) - bound) <= 1e-9 * abs(bound))
