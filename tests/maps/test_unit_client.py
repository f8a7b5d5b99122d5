"""What a unit says on the live map, and how keys lead through the units: the toy area of squares."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from playwright.sync_api import Page

from mapserver.model import Layer, Text
from tests.maps.opening import Open, settled

STOP = '.leaflet-pane path.unit[tabindex="0"]'
TOUCH = {"has_touch": True, "is_mobile": True, "viewport": {"width": 390, "height": 844}}


def focused(page: Page) -> int:
    return int(page.evaluate("document.activeElement.dataset.place"))


def press(page: Page, *keys: str) -> int:
    for key in keys:
        page.keyboard.press(key)
    return focused(page)


def buttons(page: Page) -> list[str]:
    """Return the names of the map's buttons as assistive technology gets them from the browser."""
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    known = {node["nodeId"]: node for node in nodes}
    application = next(node for node in nodes if node.get("role", {}).get("value") == "application")
    waiting, names = [application["nodeId"]], []
    while waiting:
        node = known[waiting.pop(0)]
        waiting += node.get("childIds", [])
        if not node["ignored"] and node["role"]["value"] == "button":
            names.append(node["name"]["value"])
    return names


def test_arrows_lead_in_their_direction_and_home_and_end_to_the_extremes(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    page.focus(STOP)
    assert focused(page) == 0
    assert [press(page, "ArrowRight") for _ in range(4)] == [1, 5, 6, 6]
    assert press(page, "ArrowDown") == 7
    assert press(page, "ArrowLeft") == 2
    assert press(page, "ArrowUp") == 0
    assert press(page, "Home") == 5
    assert press(page, "End") == 0
    assert page.locator(STOP).count() == 1


def test_assistive_technology_gets_every_drawn_unit_with_value_and_rank(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    assert sorted(buttons(page)) == sorted(
        (
            "NO02: 5.0 % of the labour force, estimated. Rank 2 of 3",
            "NO03: 1.5 % of the labour force. Outside the border area, without a rank",
            "RU-C: 31.0 % of the labour force. Outside the border area, without a rank",
            "Seaside: 9.0 % of the labour force. Rank 1 of 3",
            "West Fell: 3.0 % of the labour force. Rank 3 of 3",
            "Заречье: no data, confidential",
        )
    )
    label = page.locator(".folium-map").get_attribute("aria-label")
    assert label is not None
    assert label.startswith("Map of Unemployment, Arctic.")


def test_a_parameter_is_put_where_the_server_has_it(opened: Open, layer: Layer) -> None:
    page = opened(layer, live=False)
    ask = """async (given) => {
      const { withParameter } = await import("/static/map/address.js");
      return given.map((parameters) => withParameter(...parameters));
    }"""
    given = [
        ["/m?year=2015&lang=nb#x", "unit", "NO07,SE33"],
        ["/m?year=2015&unit=NO07&sort=name&lang=nb", "view", "table"],
        ["/m?unit=NO07&sort=name&lang=nb", "sort", ""],
        ["/m?mine=1&lang=nb", "find", "a b"],
    ]
    home = page.evaluate("location.origin")
    assert page.evaluate(ask, given) == [
        f"{home}/m?year=2015&unit=NO07,SE33&lang=nb#x",
        f"{home}/m?view=table&year=2015&unit=NO07&sort=name&lang=nb",
        f"{home}/m?unit=NO07&lang=nb",
        f"{home}/m?find=a+b&lang=nb&mine=1",
    ]


def test_names_follow_the_year_once_it_rests(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    page.click('a[data-year="2021"]')
    page.wait_for_selector('path[aria-label="Заречье: 11.0 % of the labour force. Rank 1 of 3"]')
    assert page.locator(STOP).count() == 1
    assert len(buttons(page)) == len(layer.drawn(2021))


def test_escape_leaves_the_map_forwards(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    page.focus(STOP)
    page.keyboard.press("Escape")
    assert page.locator(".map-tip").is_hidden()
    assert page.evaluate("document.activeElement.closest('.folium-map')") is None
    assert page.evaluate("document.activeElement.matches('button, a')")


def test_enter_reads_a_unit_where_the_page_has_no_panel(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    page.focus(STOP)
    page.keyboard.press("Enter")
    assert "West Fell" in page.locator(".map-panel").inner_text()
    assert page.locator(".map-open").count() == 0


def test_the_words_hold_the_local_name_the_rank_and_the_country(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    page.hover('.leaflet-pane path[data-place="5"]')
    tip = page.locator(".map-tip")
    assert tip.locator(".tip-local").inner_text() == "Приморье · Russia"
    assert tip.locator(".tip-local span").get_attribute("lang") == "ru"
    assert tip.locator(".tip-value").inner_text() == "9.0 % of the labour force, 2020"
    assert tip.locator(".tip-rank").inner_text() == "Rank 1 of 3"
    page.hover('.leaflet-pane path[data-place="7"]')
    assert tip.locator(".tip-rank").inner_text() == "Outside the border area, without a rank"
    page.hover('.leaflet-pane path[data-place="6"]')
    assert tip.locator(".tip-rank").count() == 0
    page.keyboard.press("Escape")
    assert tip.is_hidden()


def test_a_local_name_that_is_shown_already_is_not_said_twice(opened: Open, layer: Layer) -> None:
    page = opened(layer, lang="ru")
    page.hover('.leaflet-pane path[data-place="5"]')
    assert page.locator(".map-tip .tip-local span").count() == 0


def test_strokes_stay_inside_runs_and_the_year_is_marked(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    page.hover('.leaflet-pane path[data-place="5"]')
    years = page.locator(".map-tip .tip-years")
    assert years.locator("path").count() == 2
    assert years.locator(".seam").count() == 1
    seam, strokes = (
        float(years.locator(".seam").get_attribute("x1") or 0),
        [[float(at.split()[0]) for at in path.strip("M").split("L")] for path in years.locator("path").evaluate_all(
            "all => all.map(path => path.getAttribute('d'))"
        )],
    )  # fmt: skip
    assert max(strokes[0]) < seam < min(strokes[1])
    assert years.locator("circle.now").count() == 1
    page.hover('.leaflet-pane path[data-place="0"]')
    assert years.locator(".seam").count() == 0


def test_a_unit_without_any_value_has_no_line(opened: Open, layer: Layer) -> None:
    cells = list(layer.cells)
    cells[6] = tuple(cell._replace(value=None) for cell in cells[6])
    page = opened(replace(layer, cells=tuple(cells)))
    page.hover('.leaflet-pane path[data-place="6"]')
    assert page.locator(".map-tip .tip-missing").is_visible()
    assert page.locator(".map-tip .tip-years").count() == 0


def test_hostile_local_names_and_places_of_messages_stay_text(
    opened: Open, layer_with: Callable[..., Layer], hostile: tuple[str, ...]
) -> None:
    page = None
    for text in (*hostile, "%(rank)s %(name)s"):
        named = layer_with(names={"RU-A": {"en": text, "ru": f"{text} "}}, measure=Text(en=text))
        page = opened(named, page=page, **TOUCH)
        page.tap('.leaflet-pane path[data-place="5"]')
        panel = page.locator(".map-panel")
        assert panel.locator("strong").inner_text() == text
        assert panel.locator(".tip-local span").text_content() == f"{text} "
        assert text in panel.locator(".tip-value").inner_text()
        assert page.locator("figure :is(img, script, b b, iframe, object)").count() == 0
        assert page.problems == []  # type: ignore[attr-defined]


def test_a_message_is_filled_and_what_fills_it_is_left_as_it_is(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    filled = """async (values) => {
      const { fill } = await import("/static/map/message.js");
      return fill("%(share)s %% of %(all)s, %(all)s", values);
    }"""
    values = {"share": 5, "all": "$& 100 %% %(share)s"}
    assert page.evaluate(filled, values) == "5 % of $& 100 %% %(share)s, $& 100 %% %(share)s"


def test_a_docked_unit_that_is_drawn_no_more_leaves_the_panel(opened: Open, layer: Layer) -> None:
    page = opened(layer, **TOUCH)
    page.tap('.leaflet-pane path[data-place="0"]')
    assert page.locator(".map-panel").is_visible()
    page.tap('a[data-year="2021"]')
    settled(page, 2021)
    assert page.locator(".map-panel").is_hidden()


def test_the_focused_unit_is_in_view_in_a_low_window(opened: Open, layer: Layer) -> None:
    page = opened(layer, viewport={"width": 800, "height": 260})
    page.focus(STOP)
    assert press(page, "ArrowDown") == 2
    unit, tip = (page.locator(part).bounding_box() for part in (".unit:focus", ".map-tip"))
    assert unit and tip
    assert 0 < unit["y"] + unit["height"] / 2 < 260
    assert 0 <= tip["y"] < 260


def test_the_buttons_of_the_map_speak_the_language_of_the_reader(opened: Open, layer: Layer) -> None:
    page = opened(layer, lang="nb")
    group = page.get_by_role("group", name="Zoom")
    names = group.locator("button").evaluate_all(
        "all => all.map(button => [button.title, button.getAttribute('aria-label')])"
    )
    assert names == [[name, name] for name in ("Zoom inn", "Zoom ut", "Vis hele området")]
