"""The measure in a browser: it follows the year, and a unit has that of its own source."""

import re
from dataclasses import replace

from playwright.sync_api import expect

from mapserver.model import Text
from tests.maps.opening import Open, choose_year
from tests.model.test_layer import with_own_measure

UNIT = '.leaflet-pane path[data-place="{}"]'
OWN, INDICATOR = "% of all persons", "% of the labour force"


def test_the_measure_follows_the_year(opened: Open) -> None:
    page = opened(with_own_measure())
    shown = page.locator('.map-measure[data-shows="measure"]')
    expect(shown).to_have_text(INDICATOR)
    choose_year(page, 2022)
    expect(shown).to_have_text(OWN)
    expect(page.locator(".map-classes li").first).to_have_attribute("aria-label", re.compile(re.escape(OWN)))
    choose_year(page, 2019)
    expect(shown).to_have_text(INDICATOR)
    assert page.problems == []  # type: ignore[attr-defined]


def test_a_unit_has_the_measure_of_its_source(opened: Open) -> None:
    page = opened(with_own_measure())
    page.hover(UNIT.format(5))
    expect(page.locator(".tip-value")).to_contain_text(OWN)
    page.hover(UNIT.format(0))
    expect(page.locator(".tip-value")).to_contain_text(INDICATOR)


def test_a_measure_that_is_markup_stays_text(opened: Open) -> None:
    layer = with_own_measure()
    hostile = "<img src=x onerror=alert(1)>"
    series = tuple(replace(item, measure=Text(en=hostile)) if item.measure else item for item in layer.series)
    page = opened(replace(layer, series=series))
    choose_year(page, 2022)
    expect(page.locator('.map-measure[data-shows="measure"]')).to_have_text(hostile)
    assert page.locator("figcaption img").count() == 0
