"""Palettes: colours by number of classes, with source and licence. Knows no values."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mapserver.translation import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

PaletteKind = Literal["sequential", "diverging"]
Theme = Literal["light", "dark"]
Ink = Literal["dark", "light"]
#: What palettes are called, by identifier.
TITLES = {
    "ylgnbu": N_("Yellow, green, blue"),
    "ylorbr": N_("Yellow, orange, brown"),
    "ylorrd": N_("Yellow, orange, red"),
    "bugn": N_("Blue-green, green"),
    "pubu": N_("Purple-blue, blue"),
    "purples": N_("Purples"),
    "blues": N_("Blues"),
    "oranges": N_("Oranges"),
    "greys": N_("Greys"),
    "batlow": N_("Batlow: rose, olive, dark blue"),
    "lajolla": N_("Lajolla: pale yellow, orange, dark brown"),
    "devon": N_("Devon: pale lilac, blue, dark blue"),
    "lapaz": N_("La Paz: cream, teal, dark blue"),
    "oslo": N_("Oslo: pale grey, blue, dark blue"),
    "davos": N_("Davos: cream, green, dark blue"),
    "rdbu": N_("Red, white, blue"),
    "puor": N_("Orange, white, purple"),
    "brbg": N_("Brown, white, blue-green"),
    "vik": N_("Vik: blue, white, red-brown"),
    "roma": N_("Roma: brown, pale yellow, blue"),
    "broc": N_("Broc: blue, white, olive"),
}
#: The first of these that is there is what a map starts with.
PREFERRED: dict[PaletteKind, tuple[str, ...]] = {
    "sequential": ("ylgnbu", "YlGnBu", "gnbu", "GnBu", "blues", "Blues", "viridis"),
    "diverging": ("puor", "PuOr", "brbg", "BrBG", "vik", "rdbu", "RdBu"),
}
#: Ground and lines of the hatch that stands for no data: neutral, while every palette has a hue.
NO_DATA_GROUND = "#f3f2ef"
NO_DATA_LINE = "#b4b1aa"
#: The quiet background behind the units: greyer than the lightest and the middle class of any palette.
LAND: Mapping[Theme, str] = {"light": "#e1dfda", "dark": "#2a3238"}
#: Units around the core keep this much of the colour of their class, the rest is land: more of it would make a class
#: look like its neighbour in the legend.
CONTEXT_OPACITY = 0.84
#: The two colours of names on classes.
INKS: Mapping[Ink, str] = {"dark": "#000000", "light": "#ffffff"}
#: Relative luminance above which white lines would vanish, and below which the dark theme's would.
PALE, DEEP = 0.6, 0.12


@dataclass(frozen=True)
class Palette:
    """Colours from low to high as ``#rrggbb``, by number of classes; `title` is a message."""

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
            TITLES[name],
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

    A diverging palette turns on `centre`: the two hues mean below and above, however many classes lie on either side.
    The class that holds it gets the middle colour; where it is the bound between two classes, none does.
    """
    k = len(breaks)
    if k == 0:
        return ()
    if centre is None or palette(name).kind != "diverging":
        return colours(name, k)
    if centre in breaks[:-1]:
        below = breaks.index(centre) + 1
        steps = [index - below + (index >= below) for index in range(k)]
    else:
        middle = min(bisect_left(breaks, centre), k - 1)
        steps = [index - middle for index in range(k)]
    arm = max(map(abs, steps))
    full = colours(name, min(2 * arm + 1, _largest_odd(palette(name).colours)))
    half = len(full) // 2
    share = min(half / arm, 1.0) if arm else 0.0
    return tuple(_between(full, half + step * share) for step in steps)


def _largest_odd(sets: Mapping[int, tuple[str, ...]]) -> int:
    return max(k for k in sets if k % 2)


def _between(full: tuple[str, ...], position: float) -> str:
    """Return the colour at a position among colours, mixed from its two neighbours where it lies between them."""
    low = int(position)
    share = position - low
    if share < 1e-9:
        return full[low]
    return _mix(full[low], full[low + 1], share)


def _mix(one: str, other: str, share: float) -> str:
    """Return `one` with a share of `other`."""
    channels = (
        round(int(one[at : at + 2], 16) * (1 - share) + int(other[at : at + 2], 16) * share) for at in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def context_colour(colour: str, theme: Theme = "light") -> str:
    """Return how the colour of a class looks on a unit around the core: a little of the land shines through."""
    return _mix(colour, LAND[theme], 1 - CONTEXT_OPACITY)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2: 0 for black, 1 for white."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2 between two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ink(colour: str) -> Ink:
    """Return which of the two inks is the more legible on a colour."""
    return max(INKS, key=lambda name: contrast(INKS[name], colour))


@cache
def ink_kinds(colour: str, core: bool) -> str:
    """Return the classes of a name on a unit: the ink, and that of the dark theme where it is another one."""
    themes: tuple[Theme, Theme] = ("light", "dark")
    first, second = (ink(colour if core else context_colour(colour, theme)) for theme in themes)
    return f"{first}-ink" if first == second else f"{first}-ink night-{second}-ink"


@cache
def line_kind(colour: str) -> str:
    """Return the class of the outline of a unit of this colour: ``pale``, ``deep`` or nothing."""
    light = luminance(colour)
    return "pale" if light > PALE else "deep" if light < DEEP else ""
