"""Queries are read strictly, and the answer says what is allowed."""

import re

import pytest
from flask.testing import FlaskClient

MAP = "/areas/toy/unemployment_rate"


@pytest.mark.parametrize(
    ("query", "parameter", "said"),
    [
        (
            "colour=red",
            "colour",
            "view, year, transform, from, scheme, k, breaks, palette, level, unit, projection, sort, find, lang",
        ),
        ("year=2012&year=2013", "year", "more than once"),
        ("year=1999", "year", "2010 to 2020"),
        ("year=", "year", "2010 to 2020"),
        ("year=2012;k=4", "year", "2010 to 2020"),
        ("year=２０１２", "year", "2010 to 2020"),
        ("year=%ff", "year", "2010 to 2020"),
        ("year=2012.0", "year", "2010 to 2020"),
        ("scheme=jenks", "scheme", "quantiles"),
        ("k=12", "k", "2, 3, 4"),
        ("k=05", "k", "2, 3, 4"),
        ("palette=pink", "palette", "ylgnbu"),
        ("level=nuts9", "level", "finest, nuts2"),
        ("lang=xx", "lang", "en, nb, se, sv"),
        ("level=nuts2&year=2010", "year", "2012 to 2020"),
    ],
)
def test_a_wrong_parameter_is_named_with_what_is_allowed(
    client: FlaskClient, query: str, parameter: str, said: str
) -> None:
    response = client.get(f"{MAP}?{query}")
    assert response.status_code == 400
    assert response.mimetype == "text/html"
    assert parameter in response.text
    assert said.casefold() in response.text.casefold()
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/areas/toy", "/units/NO073"])
def test_pages_without_a_map_take_a_language_and_nothing_else(client: FlaskClient, path: str) -> None:
    assert client.get(f"{path}?lang=nb").status_code == 200
    response = client.get(f"{path}?year=2012")
    assert response.status_code == 400
    assert "“year”" in response.text


def test_what_was_sent_is_shortened_and_stays_text(client: FlaskClient) -> None:
    response = client.get(MAP, query_string={"year": "<script>alert(1)</script>" + "x" * 5000})
    assert response.status_code == 400
    assert "<script>alert" not in response.text
    assert "x" * 100 not in response.text


def test_all_that_is_wrong_is_named_at_once_with_a_way_back(client: FlaskClient) -> None:
    response = client.get(f"{MAP}?colour=red&year=1999&k=4&lang=nb&palette=pink&k=5")
    assert response.status_code == 400
    for words in ("“colour”", "“year”", "“k” stands more than once", "“palette”"):
        assert words in response.text
    assert f'<a href="{MAP}?lang=nb">' in response.text
    assert client.get(f"{MAP}?lang=nb").status_code == 200


def test_the_way_back_leads_to_a_page_of_this_server(client: FlaskClient) -> None:
    for query in ("level=nuts9&year=2010", "scheme=jenks&k=4", "x=%22%3E%3Cscript%3E&year=2012", "year=&k=4"):
        text = client.get(f"{MAP}?{query}").text
        address = re.search(r'<h2>Try</h2>\s*<ul class="plain">\s*<li><a href="([^"]+)"', text).group(1)
        assert address.startswith(MAP)
        assert client.get(address.replace("&amp;", "&")).status_code == 200


def test_an_answer_tells_a_few_of_many_faults(client: FlaskClient) -> None:
    response = client.get(f"{MAP}?" + "&".join(f"x{number}=1" for number in range(500)))
    assert response.status_code == 400
    assert response.text.count("takes no parameter") < 20
