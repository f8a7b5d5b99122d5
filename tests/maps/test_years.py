"""The years of a map in a browser: strip, select, address and history say the same as the server would."""

from dataclasses import replace

import pytest

from mapserver.maps.legend import legend
from mapserver.maps.rows import rows
from mapserver.maps.state import default_state
from mapserver.model import Layer
from tests.maps.opening import Open, Toy, choose_year, counts, path_of, settled, without_requests


@pytest.mark.parametrize("year", [2019, 2021, 2022])
def test_another_year_in_place_agrees_with_the_server(opened: Open, layer: Layer, year: int) -> None:
    page = opened(layer)
    with without_requests(page):
        choose_year(page, year)
    state = replace(default_state(layer), year=year)
    shown = legend(layer, state)
    assert counts(page) == [entry.count for entry in shown.classes]
    missing = page.locator(".map-missing .count-number").all_inner_texts()
    assert [int(text) for text in missing] == ([shown.no_data.count] if shown.no_data else [])
    words = page.locator(".map-missing .range").all_inner_texts()
    assert words == ([shown.no_data.words] if shown.no_data else [])
    drawn = page.eval_on_selector_all(".leaflet-pane path.unit", "all => all.map(path => Number(path.dataset.place))")
    assert sorted(drawn) == sorted(layer.drawn(year))
    names = page.locator('td[data-shows="value"]').all_inner_texts()
    assert [text.strip() for text in names] == [row.text for row in rows(layer, state)]
    assert (path_of(page), page.title()) == (f"/?year={year}", f"Rate {year}")
    assert page.locator("select").input_value() == str(year)
    assert set(page.locator('[data-shows="year"]').all_inner_texts()) == {str(year)}


def test_the_page_s_own_control_chooses_the_year(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    page.select_option("select", "2022")
    assert page.locator(".map-year").inner_text() == "2022"


def test_back_leads_to_the_year_before(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    choose_year(page, 2021)
    page.select_option("select", "2022")
    settled(page, 2022)
    page.go_back()
    assert (path_of(page), page.locator(".map-year").inner_text()) == ("/?year=2021", "2021")
    page.go_back()
    assert (path_of(page), page.locator(".map-year").inner_text()) == ("/", "2020")
    page.go_forward()
    assert page.locator(".map-year").inner_text() == "2021"


@pytest.mark.parametrize("start", ["/", "/?year=2021"])
def test_back_over_an_anchor_leads_to_the_year_of_the_address(opened: Open, toy: Toy, layer: Layer, start: str) -> None:
    """A link within the page, such as one to the table, makes an entry of the history that is not ours."""
    page = opened(layer)
    page.goto(toy.address + start)
    page.wait_for_selector(".map-frame.live")
    # The toy's page is that of 2020, whatever its address says.
    if start != "/":
        choose_year(page, 2021)
    year = page.locator(".map-year").inner_text()
    page.evaluate("location.hash = 'table'")
    choose_year(page, 2022)
    page.go_back()
    assert (path_of(page), page.locator(".map-year").inner_text()) == (f"{start}#table", year)
    page.go_back()
    assert (path_of(page), page.locator(".map-year").inner_text()) == (start, year)
