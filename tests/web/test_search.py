"""The search without a script: its page, its suggestions for scripts, its box on every page."""

import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.web.world import HOSTILE


def results(client: FlaskClient, asked: str, **more: str) -> list[dict[str, Any]]:
    response = client.get("/api/search", query_string={"q": asked, **more})
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    return json.loads(response.data)["results"]


def test_the_page_tells_which_name_it_found(client: FlaskClient) -> None:
    text = client.get("/search?q=kirkko").text
    assert '<a href="/units/NO074">Troms and Finnmark</a>' in text
    assert '<span lang="fi">Kirkkoniemi</span>: in Troms and Finnmark' in text
    assert "1 result for “kirkko”" in text
    assert '<span class="code">NO074</span> · County · Norway' in text


def test_another_name_of_the_unit_itself_is_told(client: FlaskClient) -> None:
    text = client.get("/search?q=romsa").text
    assert 'Also called <span lang="se">Romsa ja Finnmárku</span>' in text


def test_the_name_in_the_readers_language_is_not_told_twice(client: FlaskClient) -> None:
    text = client.get("/search?q=Мурманская&lang=ru").text
    assert ">Мурманская область</a>" in text
    assert "Also called" not in text
    assert 'href="/units/RU-MUR?lang=ru"' in text


def test_results_are_grouped_and_an_indicator_leads_to_the_map_of_each_area(client: FlaskClient) -> None:
    text = client.get("/search?q=p").text
    heads = re.findall(r'<h2 id="found-(\w+)">([^<]+)</h2>', text)
    assert set(heads) <= {
        ("unit", "Districts"),
        ("indicator", "Indicators"),
        ("area", "Border areas"),
        ("border", "Borders"),
        ("checkpoint", "Border crossings"),
    }
    assert len(heads) >= 2
    assert '<a href="/areas/toy/population_density">Population density</a>' in text
    assert '<a href="/areas/toy/poverty">The far north</a>' in text


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("far north", "/areas/toy"),
        ("finnish", "/borders/FI-NO"),
        ("Grensen mot", "/borders/FI-NO"),
        ("no-ru", "/borders/NO-RU"),
        ("gate", "/checkpoints/NO-RU-GATE"),
        ("Arbeidsledighet", "/areas/toy/unemployment_rate"),
        ("NO073", "/units/NO073"),
        ("Kirkines", "/units/NO074"),
        ("kirkenes", "/units/NO074"),
        ("KIRKENES", "/units/NO074"),
        ("girkonjarga", "/units/NO074"),
        ("Kirknes", "/units/NO074"),
    ],
)
def test_everything_with_a_page_is_found(client: FlaskClient, asked: str, address: str) -> None:
    assert f'<a href="{address}">' in client.get("/search", query_string={"q": asked}).text
    assert results(client, asked)[0]["address"] == address


def test_an_empty_search_gives_examples_that_find_something(client: FlaskClient) -> None:
    for path in ("/search", "/search?q=", "/search?q=+++"):
        text = client.get(path).text
        examples = re.findall(r'<a href="(/search\?q=[^"]+)" translate="no">([^<]+)</a>', text)
        assert [words for _, words in examples] == ["Kirkenes", "Kirkkoniemi", "Киркенес"], "Одрин is not in this world"
        for address, _ in examples:
            assert "/units/NO074" in client.get(address).text


def test_where_nothing_is_found_there_is_help(client: FlaskClient) -> None:
    response = client.get("/search?q=xqzzyx")
    assert response.status_code == 200
    assert "Nothing was found for “xqzzyx”." in response.text
    assert "the beginning of a name is enough" in response.text
    assert '<a href="/areas/toy">The far north</a>' in response.text


def test_a_code_that_was_given_up_is_told(client: FlaskClient) -> None:
    assert "code no longer in use" in client.get("/search?q=NO072").text
    assert "code no longer in use" in results(client, "NO072")[0]["notes"]


@pytest.mark.parametrize(
    ("query", "parameter", "said"),
    [
        ({"q": "a" * 101}, "q", "takes 100 characters at most, not 101"),
        ({"q": "a", "year": "2020"}, "year", "It takes q, area, lang"),
        ({"q": "a", "lang": "xx"}, "lang", "Allowed: en"),
        ({"q": "a", "area": "toi"}, "area", "Allowed: toy"),
    ],
)
def test_a_query_is_read_strictly(client: FlaskClient, query: dict[str, str], parameter: str, said: str) -> None:
    page = client.get("/search", query_string=query)
    assert page.status_code == 400
    assert page.mimetype == "text/html"
    assert said in page.text
    response = client.get("/api/search", query_string=query)
    problem = json.loads(response.data)
    assert response.status_code == problem["status"] == 400
    assert response.mimetype == "application/problem+json"
    assert problem["parameter"] == parameter
    assert said in problem["detail"]


def test_a_query_may_have_a_hundred_characters_and_stand_once(client: FlaskClient) -> None:
    assert client.get("/search", query_string={"q": "ж" * 100}).status_code == 200
    assert client.get("/search?q=a&q=b").status_code == 400


@pytest.mark.parametrize(
    "raw", ["%00", "%ff%fe", "%ED%A0%80", "%CC%81" * 50, "%F0%9F%98%80", "%0d%0aX:1", "%25%28num%29s"]
)
def test_no_query_is_an_error_of_ours(client: FlaskClient, raw: str) -> None:
    for path in ("/search", "/api/search"):
        assert client.get(f"{path}?q={raw}").status_code == 200


@pytest.mark.parametrize("asked", [*HOSTILE, "%(name)s %s %"])
def test_what_is_asked_for_stays_text(client: FlaskClient, asked: str) -> None:
    text = re.sub(r"/static/[0-9a-f]+/", "/static/", client.get("/search", query_string={"q": asked}).text)
    assert "<img src=x" not in text
    assert "<script>alert" not in text
    assert "onmouseover=" not in text.replace("&#34; onmouseover=", "")
    assert "49" not in text


def test_names_of_attackers_stay_text(hostile_client: FlaskClient) -> None:
    for asked in ("img", "script", "document", "alert", "tick", "7"):
        text = hostile_client.get("/search", query_string={"q": asked}).text
        assert "&lt;" in text or "${" in text or "{{" in text or "`" in text, asked
        assert not re.search(r"<img|<script>|</script><script>a", text)
        assert hostile_client.get("/api/search", query_string={"q": asked}).status_code == 200


def test_suggestions_say_what_is_shown_and_where_it_leads(client: FlaskClient) -> None:
    answer = json.loads(client.get("/api/search?q=kirkko&lang=nb").data)
    assert answer["results"] == [
        {
            "kind": "unit",
            "id": "NO074",
            "text": "Kirkkoniemi",
            "text_lang": "fi",
            "notes": ["i Troms og Finnmark", "Norge"],
            "address": "/units/NO074?lang=nb",
        }
    ]
    assert answer["more"]["address"] == "/search?q=kirkko&lang=nb"
    assert "kirkko" in answer["more"]["text"]
    assert answer["told"].startswith("1 ")
    (indicator,) = results(client, "unemployment")
    assert (indicator["text"], indicator["notes"]) == ("Unemployment rate", ["Indicator", "The far north"])


def test_there_are_eight_suggestions_at_most_and_the_rest_is_counted(client: FlaskClient) -> None:
    answer = json.loads(client.get("/api/search?q=n").data)
    assert len(answer["results"]) == 8 < answer["count"]


def test_without_a_query_nothing_is_suggested(client: FlaskClient) -> None:
    assert results(client, "") == []


def test_answers_are_kept_shortly(client: FlaskClient) -> None:
    for path in ("/search?q=kirkko", "/api/search?q=kirkko"):
        first = client.get(path)
        assert first.headers["Cache-Control"] == "public, max-age=60"
        assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_the_page_is_one_of_many_and_not_to_be_listed(client: FlaskClient) -> None:
    text = client.get("/search?lang=nb&q=kirkko").text
    assert '<meta name="robots" content="noindex">' in text
    assert '<link rel="canonical" href="/search?q=kirkko&amp;lang=nb">' in text


@pytest.mark.parametrize("path", ["/", "/areas/toy", "/areas/toy/unemployment_rate", "/units/NO073", "/nothing"])
def test_every_page_has_a_form_that_needs_no_script(client: FlaskClient, path: str) -> None:
    text = client.get(path).text
    form = re.search(r'<form class="search-box" role="search" method="get" action="/search".*?</form>', text, re.DOTALL)
    assert form is not None
    assert '<label for="search"' in form[0]
    assert '<input id="search" name="q"' in form[0]
    assert "<button" in form[0]
    assert '<a class="search-link" href="/search' in text


def test_the_form_carries_language_and_area(client: FlaskClient) -> None:
    text = client.get("/areas/toy/unemployment_rate?lang=nb").text
    assert '<input type="hidden" name="lang" value="nb">' in text
    assert '<input type="hidden" name="area" value="toy">' in text
    assert 'href="/search?area=toy&amp;lang=nb"' in text
    units = re.search(r'data-units="([^"]+)"', text)
    assert units is not None
    assert "NO074" in units[1].split()
    assert "data-units" not in client.get("/areas/toy").text
    home = client.get("/").text
    assert 'name="area"' not in home
    assert 'name="lang"' not in home


def test_the_page_of_the_search_has_one_form_with_what_was_asked(client: FlaskClient) -> None:
    text = client.get(f"/search?q={quote('кирк')}&area=toy").text
    assert text.count('role="search"') == 1
    assert 'value="кирк"' in text
    assert '<input type="hidden" name="area" value="toy">' in text
