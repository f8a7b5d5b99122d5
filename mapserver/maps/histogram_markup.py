"""The histogram as SVG: bars that stretch with the page, words that do not. Nothing is styled inline."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from mapserver.maps.histogram import YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mapserver.maps.histogram import Bar, Histogram, Label
    from mapserver.statistics.value_axis import ValueAxis

#: Units across, which stretch with the page; heights are pixels: the tallest bar, the colours below, the strokes.
ACROSS, TALLEST, STROKE = 1000, 24, 5
STRIP = {True: 5, False: 10}
#: No bar that holds a value is lower, in pixels.
LOWEST = 1.5
#: Pixels that words may count on in the narrow and the wide form of a page, that a letter takes, and between words.
ROOM: Mapping[str, int] = {"wide": 560, "narrow": 300}
LETTER, BETWEEN = 6.2, 8
TEXT_HEIGHT = 14


def histogram_markup(found: Histogram | None, year: int, values: Sequence[float], *, beside: bool = False) -> str:
    """Return the histogram with a line that says how it is read; nothing where there is none.

    `values` are those of the year, of the units that the classes were made from; `beside` where the classes stand in
    the same line.

    The client moves the strokes with the year: it finds the axis in ``data-low``, ``data-high`` and ``data-log``, and
    in ``data-all`` that the values are not those of the core alone.
    """
    if found is None:
        return ""
    before, top, after = _still(found, beside)
    shown = after.replace(YEAR, f'<span data-shows="year">{year}</span>')
    return f'{before}<path class="strokes" fill="none" data-top="{top}" d="{_strokes(found, values, top)}"/>{shown}'


@lru_cache(maxsize=256)
def _still(found: Histogram, beside: bool) -> tuple[str, float, str]:
    """Return what is the same in every year: before the strokes, where they begin, and after them."""
    strip = STRIP[found.has_classes]
    below = TALLEST + 1 + strip
    height = round(below + STROKE + 2)
    axis = found.axis
    marks = (' data-log="1"' if axis.is_log else "") + ("" if found.of_core else ' data-all="1"')
    labels = _labels(found, height + TEXT_HEIGHT - 4, ("narrow",) if beside else tuple(ROOM))
    kinds = "map-distribution" if beside else "map-distribution whole"
    before = (
        f'<div class="{kinds}"><svg class="map-histogram" width="100%" height="{height + TEXT_HEIGHT}"'
        f' role="img" aria-label="{escape(found.words)}" data-low="{axis.low!r}" data-high="{axis.high!r}"{marks}>'
        f'<svg width="100%" height="{height}" viewBox="0 0 {ACROSS} {height}" preserveAspectRatio="none">'
        f'{"".join(_colours(found, strip))}<path class="outline" fill="none" d="{_outline(found)}"/>'
        f'<path class="breaks" fill="none" d="{_breaks(found, below)}"/>'
    )
    after = f'</svg>{labels}</svg><p class="map-histogram-note">{escape(" ".join(found.notes))}</p></div>'
    return before, below + 1.5, after


def _strokes(found: Histogram, values: Sequence[float], top: float) -> str:
    """Return the path of one stroke a value below the axis, as the client draws it in another year."""
    return "".join(f"M{_across(found.axis, value)} {top}v{STROKE}" for value in values)


def _across(axis: ValueAxis, value: float) -> str:
    return f"{axis.share(value) * ACROSS:.1f}".removesuffix(".0")


def _colours(found: Histogram, strip: int) -> Iterator[str]:
    """Yield a path for each class: its bars, and what it covers of the axis."""
    bars: dict[int, list[str]] = {group: [] for _, _, group in found.extents}
    most = max(found.counts)
    for bar in found.bars:
        bars[bar.group].append(_bar(found, bar, most))
    for low, high, group in found.extents:
        left, right = _across(found.axis, low), _across(found.axis, high)
        band = f"M{left} {TALLEST + 1}H{right}v{strip}H{left}z"
        yield f'<path class="bar" data-class="{group}" fill="{found.colours[group]}" d="{"".join(bars[group])}{band}"/>'


def _bar(found: Histogram, bar: Bar, most: int) -> str:
    left, right = _across(found.axis, bar.low), _across(found.axis, bar.high)
    return f"M{left} {TALLEST}V{_top(bar.count, most)}H{right}V{TALLEST}z"


def _top(count: int, most: int) -> str:
    return f"{TALLEST - max(LOWEST, count / most * (TALLEST - 1)):.1f}".removesuffix(".0")


def _outline(found: Histogram) -> str:
    """Return the line round each bin, by which pale bars stand off from the page."""
    most = max(found.counts)
    bins = zip(pairwise((found.axis.low, *found.bounds)), found.counts, strict=True)
    return "".join(
        f"M{_across(found.axis, low)} {TALLEST}V{_top(count, most)}H{_across(found.axis, high)}V{TALLEST}"
        for (low, high), count in bins
        if count
    )


def _breaks(found: Histogram, below: int) -> str:
    """Return the lines at the breaks; without classes the one at the centre."""
    marked = [label for label in found.labels if label.is_break or label.rank == 0]
    return "".join(f"M{_across(found.axis, label.value)} 0V{below}" for label in marked)


def _labels(found: Histogram, baseline: int, widths: Sequence[str]) -> str:
    """Return the values at the axis that have room, by the width of the page; the style sheet chooses the width."""
    texts = {
        width: "".join(
            f'<text x="{at:.2f}%" y="{baseline}"{_anchor(anchor)}>{escape(label.words)}</text>'
            for label, at, anchor in sorted(fitting(found.axis, found.labels, ROOM[width]), key=lambda item: item[1])
        )
        for width in widths
    }
    if len(set(texts.values())) == 1:
        return f'<g font-size="11">{texts[widths[0]]}</g>'
    hidden = {"wide": "", "narrow": ' display="none"'}
    return "".join(f'<g class="{width}" font-size="11"{hidden[width]}>{texts[width]}</g>' for width in ROOM)


def _anchor(anchor: str) -> str:
    return f' text-anchor="{anchor}"' if anchor != "start" else ""


def fitting(axis: ValueAxis, labels: Sequence[Label], room: float) -> list[tuple[Label, float, str]]:
    """Return the labels that do not overlap within `room` pixels, with their place in per cent and their anchor."""
    taken: list[tuple[float, float]] = []
    chosen = []
    for label in sorted(labels, key=lambda item: (item.rank, item.value)):
        size = len(label.words) * LETTER
        left = axis.share(label.value) * room - size / 2
        anchor, at = "middle", axis.share(label.value) * 100
        if left < 0:
            left, anchor, at = 0.0, "start", 0.0
        elif left + size > room:
            left, anchor, at = room - size, "end", 100.0
        if all(left > end + BETWEEN or left + size + BETWEEN < start for start, end in taken):
            taken.append((left, left + size))
            chosen.append((label, at, anchor))
    return chosen
