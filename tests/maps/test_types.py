"""The colours and words of types: told apart by everybody, from each other and from no data."""

from itertools import combinations

import numpy as np
import pytest

from mapserver.maps.palettes import INKS, LAND, NO_DATA_GROUND, NO_DATA_LINE, context_colour, contrast, ink
from mapserver.maps.types import TYPE_COLOURS, TYPE_WORDS, type_words
from tests.maps.test_palettes import BETWEEN_CLASSES, BLINDNESS, FROM_HATCH, TO_XYZ, WHITE, distance

#: Machado, Oliveira and Fernandes 2009, severity 1: few have it, a legend of eight hues must bear it.
TRITANOPIA = np.array(
    [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
)
#: Types have no order that helps: any two must differ by more than neighbouring classes must.
BETWEEN_TYPES = 4 * BETWEEN_CLASSES


def seen_blue_blind(colour: str) -> np.ndarray:
    channels = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(TRITANOPIA @ linear, 0, 1) / WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("blindness", sorted(BLINDNESS))
def test_any_two_types_differ_for_everybody(blindness: str) -> None:
    for shown in (TYPE_COLOURS, tuple(context_colour(colour) for colour in TYPE_COLOURS)):
        for one, other in combinations(shown, 2):
            assert distance(one, other, blindness) >= BETWEEN_TYPES, (one, other)


def test_they_differ_for_who_sees_no_blue() -> None:
    for one, other in combinations(TYPE_COLOURS, 2):
        assert np.linalg.norm(seen_blue_blind(one) - seen_blue_blind(other)) >= BETWEEN_TYPES, (one, other)


def test_no_type_looks_like_no_data_or_like_land() -> None:
    for colour in TYPE_COLOURS:
        for blindness in BLINDNESS:
            assert max(distance(colour, tone, blindness) for tone in (NO_DATA_GROUND, NO_DATA_LINE)) >= FROM_HATCH
        for theme, land in LAND.items():
            assert distance(context_colour(colour, theme), land) >= BETWEEN_CLASSES, (colour, theme)


def test_a_name_is_legible_on_every_type() -> None:
    for colour in TYPE_COLOURS:
        for ground in (colour, context_colour(colour, "light"), context_colour(colour, "dark")):
            assert contrast(INKS[ink(ground)], ground) >= 4.5, (colour, ground)


def test_there_is_a_name_for_each_colour() -> None:
    assert len(TYPE_COLOURS) == len(TYPE_WORDS) == len(set(TYPE_WORDS)) == 8
    assert type_words(1.0, "en") == "above none of them"
    assert type_words(8.0, "en") == "above all three"
