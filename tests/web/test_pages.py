"""The first page and the page of an area."""

import re
from dataclasses import replace
from pathlib import Path

from flask.testing import FlaskClient

from mapserver.cli import main
from mapserver.model import BothSides, Opening
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


def test_the_small_map_is_that_of_the_contrast_that_leads_the_area(client: FlaskClient, source: ToySource) -> None:
    assert 'class="area-map" href="/areas/toy/unemployment_rate?year=2019"' in client.get("/areas/toy").text
    source.snapshot.opening = Opening()
    source.snapshot.id = "without-contrasts"
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


def border_item(text: str, border: str) -> str:
    """Return the item of a border in the list of an area."""
    item = text[text.index(f'<span class="code">{border}</span>') :]
    return item[: item.index("<h3>") if "<h3>" in item else len(item)]


def test_an_area_tells_its_own_pairs_from_the_whole_border(client: FlaskClient) -> None:
    text = client.get("/areas/toy").text
    facts = {border: re.findall("<dd>([^<]*)</dd>", border_item(text, border)) for border in ("FI-NO", "FI-RU")}
    assert facts == {"FI-NO": ["2", "2", "201 km", "674 km"], "FI-RU": ["1", "1", "106 km", "1,223 km"]}
    assert "published lengths differ" in text


def test_a_border_has_its_contrasts_in_words_each_with_its_map(client: FlaskClient) -> None:
    item = border_item(client.get("/areas/toy").text, "NO-RU")
    words = " ".join(re.sub("<[^>]*>", "", item).split())
    assert "Unemployment rate, 2019 % of the labour force" in words
    assert "Nordland 4.8 · Murmansk Oblast 6.7 p: 1.40 times Sources compare: similar" in words
    (address,) = re.findall('contrast-title"><a href="([^"]+)"', item)
    assert address == "/areas/toy/unemployment_rate?year=2019&amp;unit=NO073,RU-MUR"
    shown = client.get(address.replace("&amp;", "&"))
    assert shown.status_code == 200
    assert "2019" in shown.text


def test_a_contrast_stands_on_the_page_of_its_border_too(client: FlaskClient) -> None:
    assert "unit=NO073,RU-MUR" in client.get("/borders/NO-RU").text
    assert 'id="contrasts"' not in client.get("/borders/FI-NO").text


def test_a_border_without_a_contrast_says_why(client: FlaskClient, source: ToySource) -> None:
    assert "No contrast: nothing" in border_item(client.get("/areas/toy").text, "FI-NO")
    (area,) = source.snapshot.areas
    apart = replace(area.layers[0], both_sides=dict.fromkeys(("FI-NO", "FI-RU", "NO-RU"), BothSides()))
    bare = tuple(replace(border, contrasts=()) for border in area.borders)
    source.snapshot.areas = (replace(area, layers=(apart,), borders=bare),)
    source.snapshot.opening = Opening()
    source.snapshot.id = "apart"
    text = client.get("/areas/toy").text
    assert text.count("No contrast: no indicator can be compared across this border.") == 3
    assert client.get("/").status_code == 200


def test_a_card_invites_with_a_contrast_and_its_borders(client: FlaskClient) -> None:
    text = client.get("/").text
    card = text[text.index('<li class="card">') :]
    assert "year=2019&amp;unit=NO073,RU-MUR" in card
    for border in ("FI-NO", "FI-RU", "NO-RU"):
        assert f'href="/borders/{border}"' in card


def test_a_card_leads_to_the_map_that_it_shows(client: FlaskClient, source: ToySource) -> None:
    assert "Shown: " not in client.get("/").text, "the contrast beside the picture names it"
    source.snapshot.opening = Opening()
    source.snapshot.id = "without-contrasts"
    text = client.get("/").text
    note = text[text.index("Shown: ") :]
    address, year = re.search(r'<a href="([^"]+)">Unemployment rate, (\d+)</a>', note).groups()
    assert f"<option selected>{year}</option>" in client.get(address).text


def test_a_question_leads_to_its_map(client: FlaskClient) -> None:
    text = client.get("/").text
    start = text[text.index('id="start"') :]
    address, words = re.search(r'<a href="([^"]+)">([^<]+)</a>', start).groups()
    assert words == "Unemployment rate: how far apart are these neighbours, Nordland – Murmansk Oblast?"
    assert client.get(address.replace("&amp;", "&")).status_code == 200
    assert "year=2017" in address


def test_what_is_new_is_dated_in_the_language_of_the_reader(client: FlaskClient) -> None:
    text = client.get("/?lang=nb").text
    news = text[text.index('id="new"') :]
    assert '<time datetime="2024-03">mars 2024</time>' in news
    assert '<a href="/areas/toy/unemployment_rate?lang=nb">Arbeidsledighet, 2020</a>' in news
    assert 'href="/areas/toy/population_density?year=2019&amp;lang=nb"' in news


def test_the_citation_names_site_edition_and_address(client: FlaskClient) -> None:
    text = client.get("/").text
    cited = text[text.index('class="citation"') :]
    cited = re.sub("<[^>]*>", "", cited[cited.index(">") + 1 : cited.index("</p>")])
    assert cited == "Borders in figures. Edition of the data: toy-snapshot. Address: /"


def test_data_stewards_read_which_commands_there_are(client: FlaskClient, repo: Path) -> None:
    text = client.get("/").text
    commands = re.findall(r"<code>[^<]*mapserver (\w+)[^<]*</code>", text)
    assert commands == ["check", "build", "rollback"]
    assert set(commands) <= set(main.commands)
    assert "<code>layers/README.md</code>" in text
    assert (repo / "layers" / "README.md").is_file()


def test_names_that_attack_stay_text_in_contrasts_and_questions(hostile_client: FlaskClient) -> None:
    for path in ("/", "/areas/toy", "/borders/NO-RU", "/?lang=nb"):
        text = hostile_client.get(path).text
        assert "<img src=x" not in text
        assert "<script>alert" not in text
        assert 'onmouseover="alert' not in text


def test_countries_of_an_area_are_named_in_the_language_of_the_reader(client: FlaskClient) -> None:
    assert "<h3>Россия</h3>" in client.get("/areas/toy?lang=ru").text
    assert "Норвегия\u2009–\u2009Россия" in client.get("/?lang=ru").text
