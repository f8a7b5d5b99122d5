"""Queries are read strictly, and the answer says what is allowed."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from mapserver.model import Message
from mapserver.translation import pattern, tell
from mapserver.web.errors import BadParameter, Fault
from mapserver.web.query import Query, nearest_value

MAP = "/areas/toy/unemployment_rate"


@pytest.mark.parametrize(
    ("query", "parameter", "said"),
    [
        (
            "colour=red",
            "colour",
            "view, year, transform, from, as, order, km, across, core, scheme, k, breaks, palette, level, unit,"
            " projection, gap, lines, different, pair, sort, find, lang",
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
    for words in ("«colour»", "«year»", "«k»", "«palette»"):
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


def _ways_back(client: FlaskClient, path: str) -> dict[str, str]:
    """Return the links of an error page by their words, after following each of them."""
    text = client.get(path).text
    tried = text.partition("</h2>")[2].partition("</ul>")[0]
    links = {words: unescape(href) for href, words in re.findall(r'<li><a href="([^"]+)">([^<]+)</a>', tried)}
    for address in links.values():
        assert client.get(address).status_code == 200, address
    return links


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("year=1999", "year=2010"),
        ("year=2050", "year=2020"),
        ("year=2012.0&k=4", "year=2012&k=4"),
        ("k=12", "k=9"),
        ("k=1&year=2014", "k=2&year=2014"),
        ("scheme=quantile", "scheme=quantiles"),
        ("scheme=Fisher-Jenks", "scheme=fisher_jenks"),
        ("palette=YlGnB", "palette=ylgnbu"),
        ("level=nuts9", "level=nuts2"),
        ("view=tables", "view=table"),
        ("unit=NO07,RU-MUR", "unit=NO074,RU-MUR"),
        ("transform=changes&from=2009", "transform=change&from=2010"),
        ("transform=change&from=2012&year=2031", "transform=change&from=2012&year=2020"),
        ("level=nuts2&year=2010", "level=nuts2&year=2012"),
        ("level=nuts9&year=2010", "level=nuts2&year=2012"),
        ("year=1999&palette=pinkish&lang=nb", "year=2010&lang=nb"),
        ("colour=red&year=2031&k=4", "year=2020&k=4"),
        ("year=2014&lang=nb-NO", "year=2014&lang=nb"),
    ],
)
def test_an_old_link_leads_to_the_nearest_state_that_there_is(client: FlaskClient, query: str, nearest: str) -> None:
    (words, address), *others = _ways_back(client, f"{MAP}?{query}").items()
    assert address == f"{MAP}?{nearest}"
    lang = "nb" if query.endswith("lang=nb") else "en"
    assert words.startswith(pattern(lang, "The nearest that there is: %(changes)s").partition("%")[0])
    kept = "?lang=nb" if lang == "nb" else ""
    assert others == [(tell(lang, "This page as it is shown first"), f"{MAP}{kept}")]


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("colour=red&year=2014", "?year=2014"),
        ("palette=zzzz", ""),
        ("year=soon&k=4", "?k=4"),
        ("lang=de", ""),
        ("palette=foo", ""),
        ("scheme=own&breaks=x&k=5", ""),
    ],
)
def test_what_has_nothing_near_it_is_left_out(client: FlaskClient, query: str, kept: str) -> None:
    links = _ways_back(client, f"{MAP}?{query}")
    assert links["This page without what is not understood"] == MAP + kept


def test_scripts_are_told_the_nearest_value_too() -> None:
    problem = BadParameter([Fault("year", Message("wrong"), ("2010",))], {"year"}, {"year": "2010"})
    assert problem.facts["nearest"] == {"year": "2010"}


@pytest.mark.parametrize(
    ("given", "options", "nearest"),
    [
        ("2011", ("2008", "2010", "2014"), "2010"),
        ("2012", ("2010", "2014"), "2014"),
        ("\u0662\u0660\u0661\u0662", ("2010", "2014"), "2014"),
        ("inf", ("2010",), ""),
        ("nan", ("2010",), ""),
        ("1e400", ("2010",), ""),
        ("x", ("2010",), ""),
        ("x", (), ""),
        ("4", (), ""),
        ("Tabel", ("map", "table"), "table"),
        ("4", ("map", "table"), ""),
        ("foo", ("oslo", "ylgnbu"), ""),
    ],
)
def test_of_numbers_the_nearest_of_names_the_closest(given: str, options: tuple[str, ...], nearest: str) -> None:
    assert nearest_value(given, options) == nearest


def test_of_too_many_values_as_many_are_offered_as_are_taken() -> None:
    known = [f"A{number:02}" for number in range(20)]
    query = Query(MultiDict({"units": ",".join(known[:13])}), ("units",))
    assert query.several("units", known, 12) == tuple(known[:12])
