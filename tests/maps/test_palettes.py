"""Colours that can be told apart: from each other, from no data, and by colour-blind readers."""

from itertools import pairwise

import numpy as np
import pytest

from mapserver.maps.palettes import (
    INKS,
    LAND,
    NO_DATA_GROUND,
    NO_DATA_LINE,
    PaletteKind,
    Theme,
    class_colours,
    colours,
    context_colour,
    contrast,
    default_palette,
    ink,
    palette,
    palettes,
)

#: A class colour must stand off from one of the two tones of the hatch by this (CIE76); 2.3 is just noticeable.
FROM_HATCH = 12.0
#: Neighbouring classes up to MEMORABLE must differ by this for everybody; more classes than that cannot be looked up.
BETWEEN_CLASSES = 5.0
MEMORABLE = 5
#: Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
BLINDNESS = {
    "none": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def lab(colour: str, blindness: str = "none") -> np.ndarray:
    channels = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(BLINDNESS[blindness] @ linear, 0, 1) / WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(one: str, other: str, blindness: str = "none") -> float:
    return float(np.linalg.norm(lab(one, blindness) - lab(other, blindness)))


every = pytest.mark.parametrize("name", sorted(palettes()))


@every
def test_no_class_looks_like_no_data(name: str) -> None:
    for colour_set in palette(name).colours.values():
        for colour in colour_set:
            for blindness in BLINDNESS:
                tones = [distance(colour, tone, blindness) for tone in (NO_DATA_GROUND, NO_DATA_LINE)]
                assert max(tones) >= FROM_HATCH, (colour, blindness)


themes = pytest.mark.parametrize("theme", sorted(LAND))


@every
@themes
def test_a_name_is_legible_on_every_class(name: str, theme: Theme) -> None:
    for colour_set in palette(name).colours.values():
        for colour in colour_set:
            for ground in (colour, context_colour(colour, theme)):
                assert contrast(INKS[ink(ground)], ground) >= 4.5, (colour, ground)


@themes
@pytest.mark.parametrize("kind", ["sequential", "diverging"])
def test_a_unit_around_the_core_looks_like_its_own_class_in_the_legend(kind: PaletteKind, theme: Theme) -> None:
    for k, colour_set in palette(default_palette(kind)).colours.items():
        if k <= MEMORABLE:
            for colour in colour_set:
                shown = context_colour(colour, theme)
                assert min(colour_set, key=lambda other: distance(shown, other)) == colour, (k, colour)


@every
@themes
def test_units_around_the_core_differ_from_each_other(name: str, theme: Theme) -> None:
    for k, colour_set in palette(name).colours.items():
        shown = [context_colour(colour, theme) for colour in colour_set]
        if k <= MEMORABLE:
            assert all(distance(one, other) >= 2 * BETWEEN_CLASSES for one, other in pairwise(shown)), k


@pytest.mark.parametrize("kind", ["sequential", "diverging"])
@themes
def test_the_land_is_no_class(kind: PaletteKind, theme: Theme) -> None:
    for colour_set in palette(default_palette(kind)).colours.values():
        for colour in colour_set:
            assert distance(colour, LAND[theme]) >= BETWEEN_CLASSES, colour
            assert distance(context_colour(colour, theme), LAND[theme]) >= BETWEEN_CLASSES, colour


@every
@pytest.mark.parametrize("blindness", sorted(BLINDNESS))
def test_neighbouring_classes_differ(name: str, blindness: str) -> None:
    for k, colour_set in palette(name).colours.items():
        if k <= MEMORABLE:
            for one, other in pairwise(colour_set):
                assert distance(one, other, blindness) >= BETWEEN_CLASSES, (k, one, other)


@pytest.mark.parametrize("name", sorted(name for name, entry in palettes().items() if entry.kind == "sequential"))
def test_more_is_darker(name: str) -> None:
    for colour_set in palette(name).colours.values():
        lightness = [lab(colour)[0] for colour in colour_set]
        assert all(high < low for low, high in pairwise(lightness)), colour_set


def test_every_palette_says_where_it_comes_from() -> None:
    for entry in palettes().values():
        assert entry.title and entry.source and entry.licence


def test_the_number_of_colours_is_the_number_of_classes() -> None:
    for k in range(1, 10):
        assert len(colours(default_palette("sequential"), k)) == k
    with pytest.raises(KeyError):
        colours(default_palette("sequential"), 40)


def test_a_diverging_palette_turns_on_its_centre() -> None:
    name = default_palette("diverging")
    middle = colours(name, 7)[3]
    skewed = class_colours(name, (80.0, 95.0, 105.0, 200.0), 100.0)
    assert skewed[2] == colours(name, 5)[2]
    assert class_colours(name, (105.0, 110.0, 120.0, 200.0), 100.0)[0] == middle
    assert len(set(class_colours(name, tuple(range(99, 108)), 100.0))) == 9
