"""The first page and the page of an area."""

import re

from flask.testing import FlaskClient

from tests.web.world import ToySource


def test_home_shows_each_area_with_a_map(client: FlaskClient) -> None:
    text = client.get("/").text
    assert 'href="/areas/toy"' in text
    assert "The far north" in text
    assert '<svg class="thumbnail"' in text
    assert "Where Norway, Finland and Russia meet." in text


def test_an_area_lists_borders_indicators_and_units(client: FlaskClient) -> None:
    text = client.get("/areas/toy").text
    for words in ("FI-NO", "674", "Labour market", "Population density", "2010–2020", 'href="/units/RU-MUR"'):
        assert words in text
    assert 'href="/areas/toy/unemployment_rate"' in text


def test_an_area_counts_the_years_that_both_sides_have(client: FlaskClient) -> None:
    text = client.get("/areas/toy").text
    row = text[text.index("/areas/toy/population_density") :]
    row = row[: row.index("</tr>")]
    assert 'href="/areas/toy/population_density?year=2013"' in row
    assert "Years in common: 4 of 11, latest 2013" in row
    assert row.count(">none<") == 2


def test_the_small_map_shows_a_year_that_both_sides_have(client: FlaskClient) -> None:
    assert 'class="area-map" href="/areas/toy/unemployment_rate"' in client.get("/areas/toy").text


def test_a_language_is_carried_on(client: FlaskClient) -> None:
    assert 'href="/areas/toy?lang=nb"' in client.get("/?lang=nb").text
    text = client.get("/areas/toy?lang=nb").text
    assert 'href="/units/NO074?lang=nb"' in text
    assert 'href="/areas/toy/unemployment_rate?lang=nb"' in text


def test_a_page_is_rendered_once_for_each_snapshot(client: FlaskClient, source: ToySource) -> None:
    first = client.get("/")
    read = len(source.snapshot.read)
    second = client.get("/")
    assert len(source.snapshot.read) == read
    assert first.headers["ETag"] == second.headers["ETag"]
    source.snapshot.id = "next-snapshot"
    third = client.get("/")
    assert len(source.snapshot.read) > read
    assert third.headers["ETag"] != first.headers["ETag"]


def test_pages_may_be_kept_for_a_minute_and_asked_for_again(client: FlaskClient) -> None:
    first = client.get("/areas/toy")
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in first.headers
    again = client.get("/areas/toy", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    assert client.get("/areas/toy", headers={"If-None-Match": '"other"'}).status_code == 200


def test_an_area_tells_its_own_pairs_from_the_whole_border(client: FlaskClient) -> None:
    text = client.get("/areas/toy").text
    row = text[text.index('<span class="code">FI-NO</span>') :]
    cells = re.findall(r'<td class="num(?: only-wide)?">([^<]*)</td>', row[: row.index("</tr>")])
    assert cells == ["2", "2", "201", "674"]
    row = text[text.index('<span class="code">FI-RU</span>') :]
    assert re.findall(r'<td class="num(?: only-wide)?">([^<]*)</td>', row[: row.index("</tr>")]) == [
        "1",
        "1",
        "106",
        "1,223",
    ]
    assert "published lengths differ" in text


def test_a_card_leads_to_the_map_that_it_shows(client: FlaskClient) -> None:
    text = client.get("/").text
    note = text[text.index("Shown: ") :]
    address, year = re.search(r'<a href="([^"]+)">Unemployment rate, (\d+)</a>', note).groups()
    assert f"<option selected>{year}</option>" in client.get(address).text


def test_countries_of_an_area_are_named_in_the_language_of_the_reader(client: FlaskClient) -> None:
    assert "<h3>Россия</h3>" in client.get("/areas/toy?lang=ru").text
    assert "Норвегия, Финляндия" in client.get("/?lang=ru").text
