"""The map page: picture, words, controls, table and sources, complete without a script."""

import re
from html import escape, unescape

import pytest
from flask.testing import FlaskClient

from tests.web.world import CODES, HOSTILE, ToySource, make_app

MAP = "/areas/toy/unemployment_rate"


def test_map_legend_and_table_come_before_any_script(client: FlaskClient) -> None:
    text = client.get(MAP).text
    first_script = text.index("<script")
    for part in (
        '<svg xmlns="http://www.w3.org/2000/svg" class="picture"',
        "map-legend",
        "<table",
        "map-sources",
    ):
        assert 0 < text.index(part) < first_script


def test_the_page_carries_no_inline_code(client: FlaskClient) -> None:
    text = re.sub(r'<script type="application/ld\+json">.*?</script>', "", client.get(MAP).text)
    assert all("src=" in tag and "></script>" in tag for tag in re.findall(r"<script.*?</script>", text, re.DOTALL))
    assert "<style" not in text
    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"\son\w+=", text)


def test_every_file_that_the_page_names_is_served_for_ever(client: FlaskClient) -> None:
    text = client.get(MAP).text
    names = re.findall(r'<(?:script|link)[^>]*(?:src|href)="(/(?:static|shell)[^"]+)"', text)
    names += re.findall(r'data-(?:values|topology)="([^"]+)"', text)
    assert any(name.startswith("/shell/") for name in names)
    assert any(name.startswith("/data/") for name in names)
    for name in names:
        response = client.get(name)
        assert response.status_code == 200, name
        assert "immutable" in response.headers["Cache-Control"], name


def test_the_table_has_the_rows_of_the_map(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?year=2020").text
    drawn = set(re.findall(r'<path class="unit [^"]*" data-place="(\d+)"', text))
    listed = set(re.findall(r'<tr data-place="(\d+)"', text))
    assert drawn == listed == {str(place) for place in range(len(CODES))}
    assert 'href="/units/RU-KR"' in text
    assert "confidential" in text


def test_the_year_can_be_changed_without_a_script(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?year=2014&k=4&lang=nb").text
    main = text[text.index('class="year-control"') :]
    form = main[: main.index("</form>")]
    assert 'method="get"' in form
    assert "<option selected>2014</option>" in form
    assert '<input type="hidden" name="k" value="4">' in form
    assert '<input type="hidden" name="lang" value="nb">' in form
    assert f'rel="prev" href="{MAP}?year=2013&amp;k=4&amp;lang=nb"' in form
    assert f'rel="next" href="{MAP}?year=2015&amp;k=4&amp;lang=nb"' in form


def test_every_choice_leads_to_a_page(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?year=2014").text
    choices = text[text.index('id="controls"') : text.index("</details>", text.index('id="controls"'))]
    addresses = re.findall(r'href="([^"]+)"', choices)
    assert len(addresses) > 15
    assert all(address.endswith("#controls") for address in addresses)
    for address in addresses:
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address


def test_the_two_series_are_said_to_be_similar_and_named_with_their_licence(client: FlaskClient) -> None:
    text = client.get(MAP).text
    assert "are similar, not the same" in text
    assert "Ages 15-74 against 15-72." in text
    text = client.get(f"{MAP}?view=definition").text
    assert 'href="https://ec.europa.eu/eurostat/databrowser/view/lfst_r_lfu3rt"' in text
    assert "Licence: CC BY 4.0" in text
    assert "Retrieved: 2024-03" in text


def test_a_source_address_that_is_no_web_address_is_no_link(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?view=definition").text
    assert "javascript:" not in text
    assert "Regions of Russia" in text


def test_foreign_words_carry_their_language(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?lang=nb").text
    assert text.startswith('<!doctype html>\n<html lang="nb">')
    assert "<h1>Arbeidsledighet</h1>" in text
    assert 'lang="ru">Мурманская область' in text


def test_numbers_are_written_as_the_language_does(client: FlaskClient) -> None:
    assert '<span data-shows="value">7.2</span>' in client.get(f"{MAP}?year=2020").text
    assert '<span data-shows="value">7,2</span>' in client.get(f"{MAP}?year=2020&lang=nb").text


def test_names_are_text_wherever_they_stand(hostile_client: FlaskClient) -> None:
    for path in (MAP, f"{MAP}?lang=nb", "/", "/areas/toy", "/units/NO073", "/units/RU-MUR"):
        text = hostile_client.get(path).text
        assert "<img" not in text
        assert "<script>" not in text
        assert not re.search(r"<[^>]*\sonmouseover=", text)
    assert "{{ 7*7 }}" in hostile_client.get("/areas/toy").text
    assert HOSTILE[0] not in hostile_client.get(MAP).text


def test_default_values_and_order_of_parameters_give_the_same_page(client: FlaskClient) -> None:
    canonical = client.get(f"{MAP}?year=2014&k=4")
    assert f'<link rel="canonical" href="{MAP}?year=2014&amp;k=4">' in canonical.text
    same = client.get(f"{MAP}?k=4&lang=en&level=finest&year=2014")
    assert same.data == canonical.data
    assert same.headers["ETag"] == canonical.headers["ETag"]


def test_a_page_does_not_keep_how_it_was_asked_for_first(source: ToySource) -> None:
    first, second = make_app(source).test_client(), make_app(source).test_client()
    long_way = first.get(f"{MAP}?year=2020&lang=en&level=finest")
    assert long_way.status_code == 200
    assert first.get(MAP).data == second.get(MAP).data == long_way.data


@pytest.mark.parametrize("lang", ["en", "nb", "se", "ru"])
def test_the_language_menu_keeps_the_state(client: FlaskClient, lang: str) -> None:
    text = client.get(f"{MAP}?year=2014&lang={lang}").text
    assert f'href="{MAP}?year=2014&amp;lang=ru" hreflang="ru"' in text
    assert f'href="{MAP}?year=2014" hreflang="en"' in text


def test_controls_stay_open_for_those_who_chose_there(client: FlaskClient) -> None:
    assert '<details class="controls" data-needs-server open>' in client.get(f"{MAP}?palette=ylorrd").text
    assert '<details class="controls" data-needs-server>' in client.get(f"{MAP}?year=2014&lang=nb").text


def test_another_level_keeps_year_and_classes_where_it_has_them(client: FlaskClient) -> None:
    kept = client.get(f"{MAP}?year=2014&k=4&palette=ylorrd").text
    assert f'href="{MAP}?year=2014&amp;k=4&amp;palette=ylorrd&amp;level=nuts2#controls"' in kept
    lost = client.get(f"{MAP}?year=2011").text
    assert f'href="{MAP}?level=nuts2#controls"' in lost


def test_years_with_both_sides_are_offered_where_one_is_missing(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?year=2012").text
    nearest = text[text.index('id="nearest"') : text.index('id="in-words"')]
    assert f'<a href="{MAP}?year=2013">2013</a>: the nearest year' in nearest
    assert f'<a href="{MAP}?year=2015">2015</a>: the nearest year' in nearest
    assert "Finland\u2009\u2013\u2009Russia" in nearest
    assert "<nav" not in client.get(MAP).text.partition('id="nearest"')[2].partition('id="in-words"')[0]


def test_the_words_name_the_largest_difference_across_a_border(client: FlaskClient) -> None:
    assert "Largest difference across a border" in client.get(MAP).text


@pytest.mark.parametrize("lang", ["smj", "fi", "sv"])
def test_every_language_that_a_name_has_can_be_read(client: FlaskClient, lang: str) -> None:
    text = client.get(f"{MAP}?lang={lang}").text
    assert re.search(rf'<summary><span class="visually-hidden">[^<]+ </span><span lang="{lang}">', text)
    assert client.get(f"/areas/toy?lang={lang}").status_code == 200
    assert 'hreflang="smj"' not in client.get(MAP).text


def test_countries_are_named_in_the_language_of_the_reader(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?lang=nb").text
    assert '<abbr title="Russland" lang="nb" data-shows="country">RU</abbr>' in text
    text = client.get(f"{MAP}?view=definition&lang=nb").text
    assert "Norge, Finland" in text


@pytest.mark.parametrize("query", ["", "?scheme=equal_interval&k=4", "?year=2015&lang=nb"])
def test_the_strip_of_years_leads_to_canonical_addresses(client: FlaskClient, query: str) -> None:
    text = client.get(f"/areas/toy/unemployment_rate{query}").text
    strip = text[text.index('class="map-strip"') : text.index("map-strip-note")]
    links = [unescape(link) for link in re.findall(r'href="([^"]+)"', strip)]
    assert len(links) == 11
    for link in links:
        answer = client.get(link).text
        assert f'<link rel="canonical" href="{escape(link)}">' in answer


def test_what_the_live_map_needs_is_named_at_the_end(client: FlaskClient) -> None:
    """One style sheet stands before the picture; scripts, and styles of what only they bring, are asked for later."""
    text = client.get(MAP).get_data(as_text=True)
    body, later = text.split('<template id="later">')
    assert re.findall(r'rel="stylesheet" href="/static/[0-9a-f]{16}/([^"]+)"', body) == ["bundle/site.css"]
    assert "<script" not in body
    named = re.findall(r'(?:href|src)="/(?:static/[0-9a-f]{16}/)?([^"]+?)(?:[0-9a-f]{64}\.js)?"', later)
    assert named == [
        "bundle/live.css",
        "vendor/leaflet/leaflet.js",
        "vendor/topojson-client/topojson-client.min.js",
        "bundle/map.js",
        "shell/",
        "site/start.js",
    ]
