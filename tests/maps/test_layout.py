"""The map that stands alone: everything that must be said stands in it, nothing runs over, nothing can run."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest

from mapserver.maps.card import HEIGHT, WIDTH, card
from mapserver.maps.labels import text_width
from mapserver.maps.layout import DISCLAIMER, EQUAL_AREAS, SHEET, Imprint, layout
from mapserver.maps.notes import comparability_notes
from mapserver.maps.sheet import wrapped
from mapserver.maps.state import BORDERS, default_state
from mapserver.model import MERCATOR, MERCATOR_CRS, Drawing, Layer, Text
from mapserver.snapshot import Snapshot
from tests.maps.conftest import HOSTILE, make_drawing, make_entry, make_layer

SVG = "{http://www.w3.org/2000/svg}"
INKSCAPE = "{http://www.inkscape.org/namespaces/inkscape}"
IMPRINT = Imprint("0123456789abcdef", "https://maps.test/areas/arctic/rate")


def drawn(
    layer: Layer, drawings: tuple[Drawing, ...] = (), titles: Mapping[str, str] | None = None, **changes: object
) -> str:
    state = replace(default_state(layer), **changes)  # type: ignore[arg-type]
    return layout(layer, make_entry(layer), drawings or (make_drawing(),), state, IMPRINT, titles)


def root_of(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own text


def words_of(svg: str) -> str:
    return " ".join(" ".join(text.itertext()) for text in root_of(svg).iter(f"{SVG}text"))


def test_everything_that_must_be_said_stands_in_the_picture() -> None:
    layer = make_layer()
    words = words_of(drawn(layer))
    for part in (
        "Unemployment", "% of the labour force, 2020", "no data: confidential", "Eurostat (CC BY 4.0)",
        "similar, not the same", "Ages 15-74 against 15-72.", "Natural Earth", DISCLAIMER, EQUAL_AREAS,
        IMPRINT.snapshot[:12], IMPRINT.page,
    ):  # fmt: skip
        assert part in words, part
    assert words.index("West Fell") > 0


def test_it_is_readable_without_being_seen() -> None:
    root = root_of(drawn(make_layer()))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Unemployment, % of the labour force, 2020"  # type: ignore[union-attr]
    assert "Highest" in (root.find(f"{SVG}desc").text or "")  # type: ignore[union-attr]


def test_layers_have_names_in_a_drawing_program() -> None:
    groups = [group for group in root_of(drawn(make_layer())).iter(f"{SVG}g") if group.get(f"{INKSCAPE}groupmode")]
    assert [group.get(f"{INKSCAPE}label") for group in groups] == [
        "Sea", "Land", "Districts", "Limit of the border area", "Borders", "Names",
    ]  # fmt: skip


def test_nothing_can_run_and_nothing_is_styled() -> None:
    svg = drawn(make_layer())
    assert not re.search(
        r"<(script|style|foreignObject|image|a)\b|\son\w+=|style=|href=(?!\"#)|class=\"[^\"]*display", svg
    )


@pytest.mark.parametrize("text", [*HOSTILE, "A title of three hundred signs " * 10, "W" * 300, ""])
def test_any_title_stays_text_on_the_sheet(text: str) -> None:
    layer = make_layer({"RU-A": {"en": text or "x"}}, title=Text(en=text), measure=Text(en=text))
    for svg in (drawn(layer), card(layer, make_entry(layer), [make_drawing()], default_state(layer))):
        for line in root_of(svg).iter(f"{SVG}text"):
            if line.get("font-size") and line.get("x") and not line.get("class"):
                end = float(line.get("x", 0)) + text_width("".join(line.itertext())) * float(line.get("font-size", 0))
                assert end <= SHEET


def test_frames_stand_side_by_side_with_their_titles() -> None:
    layer = make_layer()
    svg = drawn(
        layer, (make_drawing("arctic"), make_drawing("south")), {"arctic": "In the north", "south": "In the south"}
    )
    frames = [item for item in root_of(svg) if item.tag == f"{SVG}svg"]
    assert len(frames) == 2
    assert float(frames[0].get("x", 0)) + float(frames[0].get("width", 0)) < float(frames[1].get("x", 0))
    assert "In the north" in words_of(svg)
    assert "In the south" in words_of(svg)


def test_mercator_says_how_much_it_enlarges() -> None:
    drawing = replace(make_drawing(), crs=MERCATOR_CRS)
    words = words_of(drawn(make_layer(), (drawing,), projection=MERCATOR))
    assert "Mercator enlarges" in words
    assert EQUAL_AREAS not in words


def test_without_classes_the_run_of_colours_has_its_ends() -> None:
    layer = make_layer()
    words = words_of(drawn(layer, scheme="unclassed"))
    assert "12.0" in words


def test_a_card_has_the_size_that_sites_ask_for() -> None:
    layer = make_layer()
    root = root_of(card(layer, make_entry(layer), [make_drawing()], default_state(layer)))
    assert (root.get("width"), root.get("height")) == (str(WIDTH), str(HEIGHT)) == ("1200", "630")
    assert "Highest" in words_of(card(layer, make_entry(layer), [make_drawing()], default_state(layer)))


def test_lines_break_at_spaces_and_long_words_where_they_must() -> None:
    assert wrapped("one two three", text_width("one two") + 0.1) == ["one two", "three"]
    assert "".join(wrapped("W" * 50, 5)) == "W" * 50
    assert all(text_width(line) <= 5 for line in wrapped("W" * 50, 5))
    assert wrapped("", 5) == []


def test_a_card_says_that_its_two_sides_do_not_count_the_same() -> None:
    layer = make_layer()
    state = default_state(layer)
    (caution,) = comparability_notes(layer, state)
    assert caution[:30] in words_of(card(layer, make_entry(layer), [make_drawing()], state))


def texts_of(svg: str) -> list[tuple[float, float, float, str]]:
    """Return the words on the left half of a card: left, baseline, size, text, moved as their group is."""
    found = []

    def visit(element: ElementTree.Element, x: float, y: float) -> None:
        moved = re.match(r"translate\(([-\d.]+) ([-\d.]+)\)", element.get("transform", ""))
        x, y = (x + float(moved[1]), y + float(moved[2])) if moved else (x, y)
        if element.tag.endswith("}svg") and element.get("x"):
            return
        if element.tag.endswith("}text") and element.text:
            left = float(element.get("x", 0)) + x
            size = float(element.get("font-size", 0))
            left -= text_width(element.text) * size if element.get("text-anchor") == "end" else 0
            found.append((left, float(element.get("y", 0)) + y, size, element.text))
        for child in element:
            visit(child, x, y)

    visit(root_of(svg), 0.0, 0.0)
    return found


@pytest.mark.parametrize("lang", ["en", "nb", "ru", "fi", "tr"])
@pytest.mark.parametrize(
    ("area", "indicator", "insists"),
    [
        ("barents", "share_65_plus", True),
        ("barents", "gdp_per_inhabitant", False),
        ("link", "population_density", False),
    ],
)
def test_nothing_lies_on_anything_else_on_the_card_of_gaps(
    shipped: Snapshot, area: str, indicator: str, insists: bool, lang: str
) -> None:
    layer, entry = shipped.layer(area, indicator), shipped.area(area)
    state = replace(default_state(layer, lang), view=BORDERS, different=insists, year=2018)
    words = texts_of(card(layer, entry, shipped.drawings(area), state))
    assert len(words) > 8
    for left, _, size, text in words:
        assert left + text_width(text) * size <= 36 + 396 + 6, text
    for (one, y1, size1, text1), (other, y2, size2, text2) in combinations(words, 2):
        beside = one + text_width(text1) * size1 <= other or other + text_width(text2) * size2 <= one
        assert beside or abs(y1 - y2) >= 0.8 * max(size1, size2), (text1, text2)
