"""Palettes: colours by number of classes, with source and licence. Knows no values."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

PaletteKind = Literal["sequential", "diverging"]
#: The first of these that is there is what a map starts with.
PREFERRED: dict[PaletteKind, tuple[str, ...]] = {
    "sequential": ("ylgnbu", "YlGnBu", "gnbu", "GnBu", "blues", "Blues", "viridis"),
    "diverging": ("puor", "PuOr", "brbg", "BrBG", "vik", "rdbu", "RdBu"),
}
#: Ground and lines of the hatch that stands for no data: neutral, while every palette has a hue.
NO_DATA_GROUND = "#f3f2ef"
NO_DATA_LINE = "#b4b1aa"


@dataclass(frozen=True)
class Palette:
    """Colours from low to high as ``#rrggbb``, by number of classes."""

    id: str
    title: str
    source: str
    licence: str
    kind: PaletteKind
    colours: Mapping[int, tuple[str, ...]]


@cache
def palettes() -> dict[str, Palette]:
    """Return all palettes by identifier, in the order of the file."""
    rows = json.loads(Path(__file__).with_name("palettes.json").read_text(encoding="utf-8"))
    return {
        name: Palette(
            name,
            row["title"],
            row["source"],
            row["licence"],
            row["kind"],
            {int(k): tuple(colours) for k, colours in row["colours"].items()},
        )
        for name, row in rows.items()
    }


def palette(name: str) -> Palette:
    """Return a palette; KeyError for an unknown one."""
    return palettes()[name]


def default_palette(kind: PaletteKind) -> str:
    """Return the identifier of the palette that a map of this kind starts with."""
    known = palettes()
    for name in PREFERRED[kind]:
        if name in known:
            return name
    return next(name for name, entry in known.items() if entry.kind == kind)


def colours(name: str, k: int) -> tuple[str, ...]:
    """Return `k` colours from low to high; fewer than the palette's smallest set are spread over that set."""
    sets = palette(name).colours
    if k in sets:
        return sets[k]
    if k < min(sets):
        return _spread(sets[min(sets)], k)
    raise KeyError(f"{name} has no {k} colours")


def _spread(full: tuple[str, ...], k: int) -> tuple[str, ...]:
    """Pick `k` of the colours, ends included; the middle one for a single class."""
    if k <= 1:
        return full[len(full) // 2 :][:k]
    return tuple(full[round(index * (len(full) - 1) / (k - 1))] for index in range(k))


def class_colours(name: str, breaks: Sequence[float], centre: float | None = None) -> tuple[str, ...]:
    """Return one colour a class for the upper bounds `breaks`.

    A diverging palette turns on `centre`: the class that holds it gets the middle colour, so that the two hues mean
    below and above, however many classes lie on either side.
    """
    k = len(breaks)
    if k == 0:
        return ()
    if centre is None or palette(name).kind != "diverging":
        return colours(name, k)
    middle = min(bisect_left(breaks, centre), k - 1)
    arm = max(middle, k - 1 - middle)
    full = colours(name, min(2 * arm + 1, _largest_odd(palette(name).colours)))
    half = len(full) // 2
    share = min(half / arm, 1.0) if arm else 0.0
    return tuple(_between(full, half + (index - middle) * share) for index in range(k))


def _largest_odd(sets: Mapping[int, tuple[str, ...]]) -> int:
    return max(k for k in sets if k % 2)


def _between(full: tuple[str, ...], position: float) -> str:
    """Return the colour at a position among colours, mixed from its two neighbours where it lies between them."""
    low = int(position)
    share = position - low
    if share < 1e-9:
        return full[low]
    channels = (
        round(int(full[low][at : at + 2], 16) * (1 - share) + int(full[low + 1][at : at + 2], 16) * share)
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in channels)
