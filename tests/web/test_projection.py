"""The map page in Mercator: its drawing, its choice, and a policy that lets in the pictures of one host and no more."""

import pytest
from flask.testing import FlaskClient

from mapserver.maps.basemap import Basemap
from tests.web.world import ToySource, make_app

MAP = "/areas/toy/unemployment_rate"
MERCATOR = f"{MAP}?projection=mercator"
HOST = "https://tile.openstreetmap.org"
STRICT = "img-src 'self' data:"


def rules(client: FlaskClient, path: str, **arguments: object) -> list[str]:
    return client.get(path, **arguments).headers["Content-Security-Policy"].split("; ")


def test_the_page_draws_in_mercator_and_says_so(client: FlaskClient) -> None:
    plain, mercator = client.get(MAP).text, client.get(MERCATOR).text
    assert "data-corner=" in mercator
    assert "data-corner=" not in plain
    assert "Mercator enlarges" in mercator
    assert "km at the centre" in mercator


def test_the_choice_stands_among_the_others_and_keeps_them(client: FlaskClient) -> None:
    page = client.get(f"{MAP}?year=2015&projection=mercator").text
    group = page.split(">Projection</h3>")[1].split("</ul>")[0]
    assert 'href="/areas/toy/unemployment_rate?year=2015#controls"' in group
    assert 'href="/areas/toy/unemployment_rate?year=2015&amp;projection=mercator#controls" aria-current="true"' in group
    assert '<details class="controls" data-needs-server open>' in page
    levels = page.split(">Units</h3>")[1].split("</ul>")[0]
    assert levels.count("projection=mercator") == levels.count("<a ")
    assert "projection=mercator" in page.split('id="year-earlier"')[1].split("</span>")[0]


def test_an_unknown_projection_is_refused_with_those_that_there_are(client: FlaskClient) -> None:
    answer = client.get(f"{MAP}?projection=gall-peters")
    assert answer.status_code == 400
    assert "mercator" in answer.text
    assert STRICT in answer.headers["Content-Security-Policy"].split("; ")


def test_only_the_map_in_mercator_may_show_pictures_of_the_host(client: FlaskClient) -> None:
    strict = rules(client, MAP)
    widened = rules(client, MERCATOR)
    assert STRICT in strict
    assert set(widened) - set(strict) == {f"{STRICT} {HOST}"}
    assert set(strict) - set(widened) == {STRICT}
    for view in ("table", "chart", "definition"):
        assert rules(client, f"{MAP}?view={view}&projection=mercator") == strict


def test_kept_and_unchanged_answers_carry_the_same_policy(client: FlaskClient) -> None:
    first = client.get(MERCATOR)
    again = client.get(MERCATOR)
    unchanged = client.get(MERCATOR, headers={"If-None-Match": first.headers["ETag"]})
    head = client.head(MERCATOR)
    assert unchanged.status_code == 304
    for answer in (first, again, unchanged, head):
        policies = answer.headers.getlist("Content-Security-Policy")
        assert len(policies) == 1
        assert f"{STRICT} {HOST}" in policies[0].split("; ")
    plain = client.get(MAP)
    assert STRICT in plain.headers["Content-Security-Policy"].split("; ")
    unchanged = client.get(MAP, headers={"If-None-Match": plain.headers["ETag"]})
    assert STRICT in unchanged.headers["Content-Security-Policy"].split("; ")


def test_an_operator_names_another_host_or_none(source: ToySource) -> None:
    other = make_app(source, basemap=Basemap("http://tiles.example:8080/{z}/{x}/{y}.png")).test_client()
    assert f"{STRICT} http://tiles.example:8080" in rules(other, MERCATOR)
    assert "openstreetmap.org/{z}" not in other.get(MERCATOR).text
    none = make_app(source, basemap=None).test_client()
    assert STRICT in rules(none, MERCATOR)
    page = none.get(MERCATOR).text
    assert "map-basemap" not in page
    assert "Mercator enlarges" in page


@pytest.mark.parametrize("path", ["/areas/toy", "/", "/areas/toy/border_crossings"])
def test_other_pages_stay_equal_area(client: FlaskClient, path: str) -> None:
    assert "Mercator" not in client.get(path).text


def test_each_projection_has_a_shell_of_its_own_that_any_process_can_answer(source: ToySource) -> None:
    pages = {path: make_app(source).test_client().get(path).text for path in (MAP, MERCATOR)}
    shells = {path: page.split('src="/shell/')[1].split('"')[0] for path, page in pages.items()}
    scripts = {path: make_app(source).test_client().get(f"/shell/{name}").text for path, name in shells.items()}
    assert "mapserver.background(" in scripts[MERCATOR]
    assert "mapserver.background(" not in scripts[MAP]
    assert all("openstreetmap" not in script for script in scripts.values())


def test_names_of_units_stay_text_in_mercator(hostile_client: FlaskClient) -> None:
    page = hostile_client.get(MERCATOR).text
    assert "<img src=x" not in page
    assert "<script>alert" not in page
