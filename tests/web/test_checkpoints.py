"""The pages of border crossings: an area's map of a year, and a checkpoint's own page."""

import re

import pytest
from flask.testing import FlaskClient

from tests.web.world import HOSTILE


def _section(text: str, identifier: str) -> str:
    start = text.index(f'<h2 id="{identifier}">')
    return text[start : text.index("</section>", start)]


def test_an_area_shows_the_year_with_most_figures_and_links_to_the_others(client: FlaskClient) -> None:
    text = client.get("/areas/toy/border_crossings").text
    assert "<h1>Border crossings, 2013</h1>" in text
    assert re.findall(r'href="(/areas/toy/border_crossings[^"]*)"[^>]*title="(\d)', text) == [
        ("/areas/toy/border_crossings?year=2012", "1"),
        ("/areas/toy/border_crossings", "2"),
        ("/areas/toy/border_crossings?year=2016", "1"),
    ]
    assert 'aria-current="true" title="2 checkpoints with a figure"' in text
    assert "2014" not in re.findall(r"year=(\d+)", text), "a year without figures is no choice"


def test_figures_gaps_and_places_stand_in_the_table(client: FlaskClient) -> None:
    rows = re.findall(
        r"<tr><th scope=\"row\">.*?</tr>", _section(client.get("/areas/toy/border_crossings").text, "checkpoints")
    )
    gate, near, ford = (re.sub(r"<[^>]+>", " ", row) for row in rows)
    assert "Gate" in gate and "Vorota" in gate and "2,000" in gate and "500  2016" in gate and " yes " in gate
    assert re.search(r"Near .* 0 +0 ", near), "zero is a figure"
    assert "nearest place" in near
    assert "no figure" in ford and "position not known" in ford


def test_totals_stand_apart_and_are_not_drawn(client: FlaskClient) -> None:
    text = client.get("/areas/toy/border_crossings").text
    assert "All of them" not in _section(text, "checkpoints")
    assert "2,500" in _section(text, "totals")
    picture = text[text.index('<svg xmlns="http://www.w3.org/2000/svg" class="picture points"') :].partition("</svg>")[
        0
    ]
    assert "All of them" not in picture and "Ford" not in picture
    assert 'href="/checkpoints/NO-RU-GATE"' in picture
    assert "Near: 0 persons in 2013, place approximate" in picture


def test_another_year_leaves_hollow_what_has_no_figure(client: FlaskClient) -> None:
    text = client.get("/areas/toy/border_crossings?year=2016").text
    assert "Near: no figure for 2016, place approximate" in text
    assert re.search(r'<abbr class="flag" title="[^"]*rounded[^"]*">r</abbr>', text)


@pytest.mark.parametrize(
    ("query", "words"),
    [("year=2014", "2012, 2013, 2016"), ("year=x", "2012, 2013, 2016"), ("scheme=x", "no parameter")],
)
def test_a_year_without_figures_is_an_error_that_names_those_with(client: FlaskClient, query: str, words: str) -> None:
    answer = client.get(f"/areas/toy/border_crossings?{query}")
    assert answer.status_code == 400
    assert words in answer.text


def test_an_area_without_checkpoints_has_no_such_page(client: FlaskClient) -> None:
    assert client.get("/areas/nowhere/border_crossings").status_code == 404


def test_a_checkpoint_says_where_it_is_and_how_many_cross(client: FlaskClient) -> None:
    text = client.get("/checkpoints/NO-RU-GATE").text
    assert re.search(r"<h1>Gate.*Vorota</h1>", text)
    for words in ("Road checkpoint", 'href="/borders/NO-RU"', 'href="/units/NO073"', "69.6500° N, 30.2000° E", "A map"):
        assert words in text
    figures = _section(text, "figures")
    assert re.findall(r'<th scope="row">(\d+)</th>', figures) == ["2016", "2015", "2014", "2013", "2012"]
    assert figures.count("no figure found") == 1, "gaps stay gaps"
    assert figures.count("confidential") == 1, "and one of which a source says why, says it"
    assert figures.index("#source-2") < figures.index("#source-1")
    assert re.search(r'<li id="source-1">Guards, Counts G1', text)


def test_names_are_given_in_their_languages(client: FlaskClient) -> None:
    text = client.get("/checkpoints/NO-RU-GATE?lang=nb").text
    assert ">Porten<" in text
    assert '<dd lang="ru">Ворота</dd>' in text


def test_a_place_that_is_not_known_is_said_to_be_so(client: FlaskClient) -> None:
    text = client.get("/checkpoints/NO-RU-FORD").text
    assert "No source gives its position" in text
    assert "No yearly figures were found" in text
    assert "<svg xmlns" not in text
    assert "29.00° E, the position of the nearest place" in client.get("/checkpoints/FI-RU-NEAR").text


def test_a_total_says_that_it_must_not_be_added(client: FlaskClient) -> None:
    text = client.get("/checkpoints/NO-RU-ALL").text
    assert "Total of several checkpoints" in text
    assert "must not be added" in text
    assert "No source gives its position" not in text


@pytest.mark.parametrize("code", ["NO-RU-GATES", "no-ru-gate", "NO-RU", *HOSTILE])
def test_an_unknown_checkpoint_is_not_found_and_suggests_others(client: FlaskClient, code: str) -> None:
    answer = client.get("/checkpoints/" + code.replace("/", "%2F"))
    assert answer.status_code in (404, 400)
    assert "<script>alert" not in answer.text


def test_a_near_code_is_suggested(client: FlaskClient) -> None:
    assert 'href="/checkpoints/NO-RU-GATE"' in client.get("/checkpoints/NO-RU-GATES").text


def test_borders_areas_and_units_lead_to_their_checkpoints(client: FlaskClient) -> None:
    border = _section(client.get("/borders/NO-RU").text, "crossings")
    assert re.findall(r'href="(/checkpoints/[^"]+)"', border) == [
        "/checkpoints/NO-RU-GATE", "/checkpoints/NO-RU-FORD", "/checkpoints/NO-RU-ALL",
    ]  # fmt: skip
    assert 'id="crossings"' not in client.get("/borders/FI-NO").text
    assert 'href="/areas/toy/border_crossings"' in client.get("/areas/toy").text
    assert 'href="/checkpoints/NO-RU-GATE"' in client.get("/units/NO073").text


def test_names_by_an_attacker_are_text(hostile_client: FlaskClient) -> None:
    for path in ("/checkpoints/NO-RU-GATE", "/areas/toy/border_crossings", "/borders/NO-RU"):
        text = hostile_client.get(path).text
        assert "<img src=x" not in text
        assert "</script><script>" not in text
