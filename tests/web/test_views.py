"""The four views of a map, and the change between two years: links and forms that need no script."""

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mapserver.web.map_state import PARAMETERS

MAP = "/areas/toy/unemployment_rate"


def links(text: str, part: str, end: str) -> list[str]:
    held = text[text.index(part) :]
    return [unescape(link) for link in re.findall(r'href="([^"]+)"', held[: held.index(end)])]


def test_every_view_leads_to_the_others_in_the_same_state(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?year=2015&scheme=equal_interval&unit=NO073").text
    kept = "year=2015&scheme=equal_interval&unit=NO073"
    assert links(text, 'class="views"', "</nav>") == [
        f"{MAP}?{kept}",
        *(f"{MAP}?view={view}&{kept}" for view in ("borders", "chart", "table", "definition")),
    ]
    for link in links(text, 'class="views"', "</nav>"):
        answer = client.get(link)
        assert answer.status_code == 200
        assert f'<link rel="canonical" href="{link.replace("&", "&amp;")}">' in answer.text


def test_the_years_of_the_strip_lead_to_canonical_addresses(client: FlaskClient) -> None:
    years = links(client.get(f"{MAP}?view=chart&year=2015&unit=NO073&lang=nb").text, 'class="map-strip"', "</div>")
    assert f"{MAP}?view=chart&year=2014&unit=NO073&lang=nb" in years
    for link in years:
        assert f'<link rel="canonical" href="{link.replace("&", "&amp;")}">' in client.get(link).text


def test_the_client_writes_parameters_in_the_order_of_the_server(repo: Path) -> None:
    found = re.search(r"const ORDER = \[(.*?)\];", (repo / "static/map/address.js").read_text(encoding="utf-8"))
    assert found is not None and tuple(re.findall(r'"(\w+)"', found[1])) == PARAMETERS


@pytest.mark.parametrize("view", ["map", "chart", "table", "definition"])
def test_each_view_keeps_the_others_in_the_year_form(client: FlaskClient, view: str) -> None:
    text = client.get(f"{MAP}?view={view}&unit=NO073").text
    form = text[text.index('class="year-control"') :]
    form = form[: form.index("</form>")]
    assert ('name="view"' in form) == (view != "map")
    assert 'name="unit" value="NO073"' in form


def test_the_chart_has_lines_of_chosen_units_and_bars_of_all(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?view=chart&unit=NO073,RU-MUR").text
    key = text[text.index('class="lines-key"') : text.index("</ul>", text.index('class="lines-key"'))]
    assert key.count("<li ") == 2
    bars = text[text.index('<ol class="bars"') :]
    bars = bars[: bars.index("</ol>")]
    names = re.findall(r'class="bar-name" href="([^"]+)"( aria-current="true")?', bars)
    assert len(names) >= 5
    assert sum(bool(current) for _, current in names) == 2
    added = next(unescape(link) for link, current in names if not current)
    assert client.get(added).status_code == 200
    assert added.count(",") == 2


def test_a_line_can_be_taken_away(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?view=chart&unit=NO073,RU-MUR").text
    away = re.search(r'class="take-away" href="([^"]+)"', text)
    assert away is not None and unescape(away.group(1)) == f"{MAP}?view=chart&unit=RU-MUR"


def test_the_table_is_sorted_as_the_address_says(client: FlaskClient) -> None:
    def names(query: str) -> list[str]:
        text = client.get(f"{MAP}?view=table&{query}").text
        return re.findall(r'data-core="1".*?data-shows="code">([^<]+)<', text, re.DOTALL)

    assert names("sort=code") == sorted(names(""))
    assert names("sort=-code") == sorted(names(""), reverse=True)
    last = names("")[-1]  # the unit without a value
    assert names("sort=value") == [*reversed([code for code in names("") if code != last]), last]


def test_names_and_countries_stand_in_the_alphabet_of_the_language(client: FlaskClient) -> None:
    def column(query: str, shown: str) -> list[str]:
        text = client.get(f"{MAP}?view=table&{query}").text
        return re.findall(rf'data-core="1".*?data-shows="{shown}"[^>]*>([^<]+)<', text, re.DOTALL)

    assert column("sort=name&lang=sv", "name") == [
        "Lapland",
        "Murmansk Oblast",
        "Nordland",
        "Norra Österbotten",
        "Republic of Karelia",
        "Troms and Finnmark",
    ]
    # Finland, Norway, Russia; in Russian Финляндия comes last.
    assert list(dict.fromkeys(column("sort=country", "country"))) == ["FI", "NO", "RU"]
    assert list(dict.fromkeys(column("sort=country&lang=ru", "country"))) == ["NO", "RU", "FI"]
    assert list(dict.fromkeys(column("sort=-country&lang=ru", "country"))) == ["FI", "RU", "NO"]


def test_the_head_that_sorts_the_other_way_is_a_link(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?view=table&sort=name").text
    heads = text[text.index('id="columns"') :]
    assert (
        'data-column="name" aria-sort="ascending"><a href="/areas/toy/unemployment_rate?view=table&amp;sort=-name"'
        in heads
    )
    assert f'href="{MAP}?view=table"' in heads


@pytest.mark.parametrize("words", ["finnmark", "FINNMÁRKU", "finnmarku", "NO074"])
def test_the_table_is_searched_in_every_language(client: FlaskClient, words: str) -> None:
    text = client.get(MAP, query_string={"view": "table", "find": words}).text
    assert re.findall(r'data-shows="code">([^<]+)<', text) == ["NO074"]


@pytest.mark.parametrize("view", ["map", "chart", "definition"])
def test_a_search_leaves_nothing_out_where_there_is_no_box_and_stays_in_the_state(
    client: FlaskClient, view: str
) -> None:
    text = client.get(MAP, query_string={"view": view, "find": "finnmark"}).text
    assert text.count('data-shows="code"') == client.get(f"{MAP}?view={view}").text.count('data-shows="code"')
    assert f"{MAP}?view=table&find=finnmark" in links(text, 'class="views"', "</nav>")


def test_a_search_looks_in_names_and_codes_only(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?view=table&find=estimated").text
    assert "No district matches" in text
    (sought,) = re.findall(r'data-find="([^"]*)"', client.get(f"{MAP}?view=table&find=NO074").text)
    assert sought == "no074 troms og finnmark romsa ja finnmarku troms and finnmark"
    assert "data-find" not in client.get(MAP).text


def test_a_change_keeps_order_and_search(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?view=table&sort=code&find=a").text
    since = text[text.index('class="since"') :]
    since = since[: since.index("</div>")]
    assert 'name="sort" value="code"' in since and 'name="find" value="a"' in since


def test_letters_without_a_mark_to_take_away_are_found_too(client: FlaskClient) -> None:
    text = client.get(MAP, query_string={"view": "table", "find": "sør"}).text
    assert text.count('data-shows="code"') == client.get(MAP, query_string={"view": "table", "find": "sor"}).text.count(
        'data-shows="code"'
    )


def test_a_search_that_finds_nothing_says_so(client: FlaskClient) -> None:
    assert "No district matches" in client.get(MAP, query_string={"view": "table", "find": "..."}).text
    text = client.get(MAP, query_string={"view": "table", "find": "<script>"}).text
    assert "No district matches" in text
    assert "<script>" not in text.partition("<table")[2].partition("</table>")[0]
    assert client.get(MAP, query_string={"view": "table", "find": "x" * 61}).status_code == 400


def test_the_definition_names_series_comparability_and_completeness(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?view=definition").text
    for words in (
        "Eurostat, labour force survey",
        '<span class="tag">similar</span>',
        "CC BY 4.0",
        "For which districts and years",
    ):
        assert words in text
    complete = text[text.index('class="sheet-complete"') :]
    assert "11 of 11" in complete and "6 of 11" in complete


def test_a_change_says_since_when_and_leads_back(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?transform=change&from=2012&year=2018").text
    assert "change since 2012" in text
    back = text[text.index('id="back-to-values"') :]
    assert f'href="{MAP}?year=2018"' in back[: back.index("</span>")]


def test_a_change_across_the_end_of_a_run_is_refused_with_the_reason(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?view=table&transform=change&from=2012&year=2018").text
    row = text[text.index('data-shows="code">RU-ARK<') :]
    assert "counted differently" in row[: row.index("</tr>")]
    within = client.get(f"{MAP}?view=table&transform=change&from=2015&year=2018").text
    row = within[within.index('data-shows="code">RU-ARK<') :]
    assert "counted differently" not in row[: row.index("</tr>")]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("view=globe", "map, borders, chart, table, definition"),
        ("transform=ratio", "value, change"),
        ("transform=change&from=1999", "2010 to 2019"),
        ("from=2012", "goes with transform=change"),
        ("unit=XX", "“XX” is not a value of “unit”"),
        ("unit=", "“unit”"),
        ("unit=NO073,XX", "“XX”"),
        ("projection=globe", "equal-area, mercator"),
        ("sort=rank", "-value, value"),
    ],
)
def test_what_does_not_exist_is_named(client: FlaskClient, query: str, said: str) -> None:
    answer = client.get(f"{MAP}?{query}")
    assert answer.status_code == 400
    assert said in answer.text


@pytest.mark.parametrize(
    ("query", "said", "nearest"),
    [
        ("from=2018&year=2018", "A change to 2018 is one from a year before it, not from 2018.", "from=2017&year=2018"),
        ("from=2019&year=2014", "A change to 2014 is one from a year before it, not from 2019.", "from=2013&year=2014"),
        ("from=2020", "A change to 2020 is one from a year before it, not from 2020.", "from=2019"),
    ],
)
def test_a_change_is_from_an_earlier_year(client: FlaskClient, query: str, said: str, nearest: str) -> None:
    answer = client.get(f"{MAP}?transform=change&{query}")
    assert answer.status_code == 400
    assert said in answer.text
    told = answer.text.partition('<article class="problem">')[2]
    address = unescape(re.findall(r'<a href="([^"]*transform=change[^"]*)"', told)[0])
    assert set(address.partition("?")[2].split("&")) == {"transform=change", *nearest.split("&")}
    assert client.get(address).status_code == 200


def test_there_is_no_change_to_the_first_year(client: FlaskClient) -> None:
    answer = client.get(f"{MAP}?transform=change&from=2012&year=2010")
    assert answer.status_code == 400
    assert "There is no change to 2010: it is the first year." in answer.text
    assert f'href="{MAP}?year=2010"' in answer.text


def test_a_map_of_values_offers_the_years_before_it_and_shows_none_as_chosen(client: FlaskClient) -> None:
    def offered(query: str) -> list[str]:
        text = client.get(f"{MAP}?{query}").text
        select = re.search(r'<select id="from"[^>]*>(.*?)</select>', text)
        return re.findall(r"<option[^>]*>", select[1]) + re.findall(r">([^<]+)<", select[1]) if select else []

    assert offered("year=2012") == ['<option value="" selected>', "<option>", "<option>", "\u2013", "2011", "2010"]
    assert offered("year=2010") == []
    assert offered("transform=change&from=2010&year=2012") == ["<option>", "<option selected>", "2011", "2010"]


def test_a_map_of_changes_has_the_years_after_the_first_one(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?transform=change&from=2017&year=2018").text
    assert re.findall(r'data-year="(\d+)" title', text) == ["2018", "2019", "2020"]
    years = re.search(r'<select id="year"[^>]*>(.*?)</select>', text)
    assert years is not None
    assert re.findall(r">(\d+)<", years[1]) == ["2020", "2019", "2018"]


def test_hostile_names_stay_text_in_every_view(hostile_client: FlaskClient) -> None:
    for view in ("map", "chart", "table", "definition"):
        for query in ("", "&transform=change&from=2012"):
            text = hostile_client.get(f"{MAP}?view={view}{query}").text
            assert "<img src=x" not in text and "<script>alert" not in text
