"""Client and server say the same: names, numbers and classes, for whatever is shipped."""

import random
import re
from bisect import bisect_left
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mapserver.maps.figure import AssetUrls, figure_attributes
from mapserver.maps.formats import number
from mapserver.maps.names import shown_name
from mapserver.maps.state import MapState, default_state
from mapserver.model import Layer, LayerEntry
from mapserver.snapshot import Snapshot
from mapserver.statistics import classify, values_document
from tests.maps.opening import Open, choose_year

AREAS = ("barents", "bulgaria", "carpathians", "link")
LANGUAGES = ("bg", "ru", "nb", "se", "sr-Cyrl", "sr", "tr", "sma")
#: Ask the client's own model of a figure, made of the attributes that the page gets.
MODEL = """
const { figureOf } = await import("/static/map/figure.js");
const model = (attributes, values) => {
  const root = document.createElement("figure");
  for (const [name, value] of Object.entries(attributes)) root.setAttribute(name, value);
  const made = figureOf(root);
  made.values = values;
  return made;
};
"""


def ask(page: Page, body: str, given: dict[str, Any]) -> Any:
    return page.evaluate(f"async (given) => {{ {MODEL} {body} }}", given)


def attributes(shipped: Snapshot, layer: Layer, state: MapState) -> dict[str, str]:
    return figure_attributes(layer, shipped.area(layer.area), state, AssetUrls())


@pytest.fixture
def page(opened: Open, layer: Layer) -> Page:
    return opened(layer)


@pytest.mark.parametrize("lang", ["bg", "ru", "nb", "se", "en"])
def test_names_are_the_server_s_in_every_language(opened: Open, layer: Layer, lang: str) -> None:
    page = opened(layer, lang=lang)
    choose_year(page, 2022)
    for index in layer.drawn(2022):
        name, tag = shown_name(layer.places[index], lang)
        unit = page.locator(f'.leaflet-pane path[data-place="{index}"]')
        # Names of units are written when nothing else is to be done.
        expect(unit).to_have_attribute("aria-label", re.compile(f"^{re.escape(name)}: "))
        unit.hover()
        assert page.locator(".map-tip strong").inner_text() == name
        assert (page.locator(".map-tip strong span").get_attribute("lang") or "") == tag
        label = page.locator(f'.map-labels text[data-place="{index}"]')
        if label.count():
            assert "".join(str(label.text_content()).split()) == "".join(name.split())


def telling(layer: Layer, breaks: list[tuple[float, ...]]) -> list[float]:
    """Return the values of a layer on which two classifications could differ: those beside a bound, and some others."""
    values = sorted({cell.value for line in layer.cells for cell in line if cell.value is not None})
    beside = {bisect_left(values, bound) + step for bounds in breaks for bound in bounds for step in (-1, 0, 1)}
    chosen = {index for index in beside if 0 <= index < len(values)} | set(range(0, len(values), 20))
    return [values[index] for index in sorted(chosen)]


def sample(shipped: Snapshot, area: str) -> list[LayerEntry]:
    """Return every sixth layer of an area, others in each: the client's code is the same for all of them."""
    return list(shipped.area(area).layers[AREAS.index(area) :: 6])


@pytest.mark.parametrize("area", AREAS)
def test_classes_agree_for_every_scheme_and_number_of_classes(page: Page, shipped: Snapshot, area: str) -> None:
    asked = 0
    for entry in sample(shipped, area):
        for level in entry.values:
            layer = shipped.layer(area, entry.indicator, level)
            state = default_state(layer)
            breaks = [bounds for by_count in layer.breaks.values() for bounds in by_count.values()]
            values = telling(layer, breaks)
            body = """
              const figure = model(given.attributes, given.document);
              const known = new Set(figure.values.values.flat());
              return given.breaks.map((bounds) => {
                figure.breaks = bounds;
                return given.values.map((value) => known.has(value) ? figure.groupOf(value) : "not served");
              });
            """
            given = {
                "document": values_document(layer),
                "values": values,
                "attributes": attributes(shipped, layer, state),
                "breaks": breaks,
            }
            assert ask(page, body, given) == [[classify(value, bounds) for value in values] for bounds in breaks]
            asked += len(values) * len(breaks)
    assert asked > 10_000


@pytest.mark.parametrize("area", AREAS)
def test_numbers_agree_for_shipped_values(page: Page, shipped: Snapshot, area: str) -> None:
    body = """
      return given.attributes.map((attributes) => {
        const figure = model(attributes, {});
        return given.values.map((value) => figure.number(value));
      });
    """
    langs = ("en", "bg", "sr-Cyrl")
    for entry in sample(shipped, area):
        layer = shipped.layer(area, entry.indicator)
        values = sorted({cell.value for line in layer.cells for cell in line if cell.value is not None})
        made = [attributes(shipped, layer, default_state(layer, lang)) for lang in langs]
        told = dict(zip(langs, ask(page, body, {"attributes": made, "values": values}), strict=True))
        assert told == {lang: [number(value, layer.decimals, lang) for value in values] for lang in langs}


def test_halves_are_rounded_alike(page: Page, shipped: Snapshot) -> None:
    layer = shipped.layer("barents", "median_age")
    dice = random.Random(1)
    values = [0.5, 1.5, 2.5, -0.5, -1.5, -0.04, 0.125, 0.375, 2.675, 1.005, -2.5, 1234.5, 999.95, 0.0, 1e6 + 0.25]
    values += [dice.randrange(-10_000, 10_000) / 8 for _ in range(500)]
    for decimals in range(4):
        made = attributes(shipped, layer, default_state(layer)) | {"data-decimals": str(decimals)}
        body = "const figure = model(given.attributes, {}); return given.values.map((value) => figure.number(value));"
        said = ask(page, body, {"attributes": made, "values": values})
        assert said == [number(value, decimals, "en") for value in values]


@pytest.mark.parametrize("area", AREAS)
def test_names_agree_for_every_place_and_language(page: Page, shipped: Snapshot, area: str) -> None:
    for entry in shipped.area(area).layers[:3]:
        layer = shipped.layer(area, entry.indicator)
        document = values_document(layer)
        for lang in ("en", *LANGUAGES):
            made = attributes(shipped, layer, default_state(layer, lang))
            body = """
              const figure = model(given.attributes, given.document);
              return figure.values.places.map((_, index) => figure.named(index));
            """
            said = ask(page, body, {"attributes": made, "document": document})
            assert [tuple(name) for name in said] == [shown_name(place, lang) for place in layer.places]


def test_flags_come_in_parts(shipped: Snapshot) -> None:
    layer = shipped.layer("barents", "population_density")
    flags = {part for parts in values_document(layer)["flags"].values() for part in parts}
    assert all(part == "calc" or len(part) == 1 or part.startswith("@") for part in flags)
