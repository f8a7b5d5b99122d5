"""Continuous colours: they pass through the palette's own, evenly for the eye."""

from itertools import pairwise

import pytest

from mapserver.maps.palettes import INKS, NO_DATA_GROUND, NO_DATA_LINE, contrast, ink, palettes
from mapserver.maps.ramp import ramp
from tests.maps.test_palettes import FROM_HATCH, distance, lab

every = pytest.mark.parametrize("name", sorted(palettes()))
EVENLY = tuple(step / 63 for step in range(64))


@every
def test_it_begins_and_ends_with_the_palette_and_passes_through_its_colours(name: str) -> None:
    stops = palettes()[name].colours[9]
    assert ramp(name, tuple(step / 8 for step in range(9))) == stops


@every
def test_no_step_leaps(name: str) -> None:
    steps = [distance(one, other) for one, other in pairwise(ramp(name, EVENLY))]
    assert max(steps) < 6


@pytest.mark.parametrize("name", sorted(name for name, entry in palettes().items() if entry.kind == "sequential"))
def test_more_is_darker(name: str) -> None:
    lightness = [lab(colour)[0] for colour in ramp(name, EVENLY)]
    assert all(high <= low + 0.2 for low, high in pairwise(lightness))


@every
def test_names_are_legible_and_nothing_looks_like_no_data(name: str) -> None:
    for colour in ramp(name, EVENLY):
        assert contrast(INKS[ink(colour)], colour) >= 4.5
        assert max(distance(colour, tone) for tone in (NO_DATA_GROUND, NO_DATA_LINE)) >= FROM_HATCH
