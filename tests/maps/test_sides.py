"""The colours of the two sides of a border: one pair everywhere, told apart by everybody, seen on every ground."""

from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import pytest

from mapserver.maps.gap_chart import INK
from mapserver.maps.gap_picture import COLOURS, GROUND, HOME, HOME_GROUND, MISSING
from mapserver.maps.palettes import (
    LAND,
    NO_DATA_GROUND,
    NO_DATA_LINE,
    Theme,
    context_colour,
    contrast,
    luminance,
    palettes,
)
from mapserver.maps.picture import SEA
from mapserver.maps.sides import CASING, LAND_OPACITY, SIDES
from tests.conftest import ROOT
from tests.maps.test_palettes import BLINDNESS, distance
from tests.maps.test_types import seen_blue_blind

#: What marks lie on: pages, panels and frames, and what is hovered on them.
GROUNDS: dict[Theme, tuple[str, ...]] = {
    "light": ("#ffffff", "#fcfbf9", "#e4eff1", LAND["light"]),
    "dark": ("#12171a", "#1a2024", "#1b2126", "#1b3138", LAND["dark"]),
}
#: WCAG 2.2: what is not text, and text.
MARK, TEXT = 3.0, 4.5
THEMES: tuple[Theme, Theme] = ("light", "dark")
STYLES = ROOT / "static"


@pytest.mark.parametrize("theme", THEMES)
def test_both_stand_off_from_every_ground_as_text_does(theme: Theme) -> None:
    for colour in SIDES[theme].values():
        assert min(contrast(colour, ground) for ground in GROUNDS[theme]) >= MARK
        assert min(contrast(colour, ground) for ground in GROUNDS[theme][:3]) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("blindness", sorted(BLINDNESS))
def test_they_differ_for_everybody(theme: Theme, blindness: str) -> None:
    assert distance(SIDES[theme]["a"], SIDES[theme]["b"], blindness) >= 60.0
    assert np.linalg.norm(seen_blue_blind(SIDES[theme]["a"]) - seen_blue_blind(SIDES[theme]["b"])) >= 40.0


@pytest.mark.parametrize("theme", THEMES)
def test_they_differ_on_grey_paper(theme: Theme) -> None:
    assert contrast(SIDES[theme]["a"], SIDES[theme]["b"]) >= 1.5


def test_the_land_of_the_second_side_is_darker_on_grey_paper() -> None:
    def land(side: str) -> float:
        share = float(LAND_OPACITY[side])
        return share * luminance(SIDES["light"][side]) + (1 - share) * luminance(LAND["light"])

    assert (land("a") + 0.05) / (land("b") + 0.05) >= 1.2


@pytest.mark.parametrize("colour", [*COLOURS.values(), MISSING, HOME])
def test_a_line_stands_off_from_its_ground_and_one_of_both_from_every_class(colour: str) -> None:
    assert contrast(colour, CASING) >= TEXT
    classes = {shade for palette in palettes().values() for found in palette.colours.values() for shade in found}
    beneath = classes | {context_colour(shade, theme) for shade in classes for theme in THEMES}
    beneath |= {SEA, "#151b20", NO_DATA_GROUND, NO_DATA_LINE, "#2b3238", "#5d6870", *LAND.values()}
    for shade in beneath:
        assert max(contrast(colour, shade), contrast(CASING, shade)) >= 2.4, shade


def test_the_ground_of_a_line_is_seen_on_both_of_its_sides() -> None:
    assert GROUND / 2 >= 2.0 and HOME_GROUND / 2 >= 1.0
    style = (STYLES / "map" / "gaps.css").read_text()
    assert f"calc(var(--gap) + {GROUND:g}px)" in style and f"calc(var(--gap) + {HOME_GROUND:g}px)" in style
    assert f".gap-ground {{ stroke: {CASING[:4]}; }}" in style


def test_style_sheets_have_the_same_pair() -> None:
    text = (STYLES / "site" / "sides.css").read_text()
    found = re.findall(r"--side-a: (#\w+); --side-b: (#\w+);", text)
    light, dark = (tuple(SIDES[theme].values()) for theme in THEMES)
    assert found == [light, dark, light, dark]


def test_no_style_sheet_has_another_colour_for_a_side() -> None:
    kinds = re.compile(r"[^{}]*\.(?:side|side-land|side-key|side-name|contrast)-[ab]\b[^{]*\{([^}]*)\}")
    rules = [
        rule
        for path in STYLES.glob("**/*.css")
        if "vendor" not in path.parts
        for rule in kinds.findall(path.read_text())
    ]
    assert len(rules) >= 14
    for rule in rules:
        assert re.search(r"var\(--side-[ab]\)", rule) and "--accent" not in rule and "--other" not in rule


def test_no_module_has_a_pair_of_its_own() -> None:
    for one, other in combinations(SIDES, 2):
        assert not set(SIDES[one].values()) & set(SIDES[other].values())
    pair = {colour for theme in THEMES for colour in SIDES[theme].values()}
    for path in (ROOT / "mapserver").glob("**/*.py"):
        if path.name != "sides.py":
            assert not pair & set(re.findall(r"#[0-9a-f]{6}", path.read_text())), path


def test_what_belongs_to_both_sides_has_the_colour_of_neither() -> None:
    """The course of a gap and the gaps among those at home are told by shape and words."""
    for side in SIDES["light"].values():
        assert distance(INK, side) >= 25.0
    style = (STYLES / "site" / "border.css").read_text()
    for kind in (".strip-across", ".strip-key-across::before", ".gap-course"):
        (rule,) = re.findall(rf"^{re.escape(kind)} {{([^}}]*)}}", style, re.MULTILINE)
        assert "var(--ink)" in rule
