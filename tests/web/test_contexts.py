"""Contexts and border areas in addresses and on pages: forms, links, files, refusals."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

import pytest

from mapserver.maps.state import VIEWS
from mapserver.model import Cell
from tests.web.world import YEARS, ToySource, layer

if TYPE_CHECKING:
    from flask.testing import FlaskClient

MAP = "/areas/toy/unemployment_rate"


@pytest.fixture
def national(source: ToySource, client: FlaskClient) -> FlaskClient:
    """Return a client of a world in which the offices of Norway and Finland publish a figure for the country."""
    cells = tuple(Cell(5.0) for _ in YEARS)
    assert source.snapshot is not None
    source.snapshot.replaced = replace(layer(), national={"NO": cells, "FI": cells})
    return client


def links(text: str, part: str) -> dict[str, str]:
    block = text[text.index(f'id="{part}"') :]
    return {words: unescape(link) for link, words in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', block[:6000])}


def test_a_form_sets_figures_against_a_context_without_script(national: FlaskClient) -> None:
    text = national.get(f"{MAP}?year=2018&unit=NO073").text
    form = text[text.index('id="context"') :]
    form = form[: form.index("</form>")]
    offered = re.findall(r'<option value="([^"]+)"', form)
    assert offered == ["value", "vs-country", "vs-area", "vs-neighbours", "typology"]
    assert '<option value="value" selected>' in form
    assert 'name="unit" value="NO073"' in form and 'name="year" value="2018"' in form
    assert 'type="submit"' in form


def test_the_page_says_what_100_is(national: FlaskClient) -> None:
    text = national.get(f"{MAP}?transform=vs-country&year=2019").text
    assert "per cent, 100 = the country&#39;s figure" in text or "per cent, 100 = the country's figure" in text
    assert "is published for 2019: Russia" in text


def test_links_change_one_thing_of_the_context(national: FlaskClient) -> None:
    text = national.get(f"{MAP}?transform=vs-neighbours&year=2019").text
    found = links(text, "context-links")
    assert found["difference"] == f"{MAP}?year=2019&transform=vs-neighbours&as=absolute"
    assert found["up to order 2"] == f"{MAP}?year=2019&transform=vs-neighbours&order=2"
    assert found["within 300 km"] == f"{MAP}?year=2019&transform=vs-neighbours&km=300"
    assert found["left out"] == f"{MAP}?year=2019&transform=vs-neighbours&across=out"
    for address in found.values():
        assert national.get(address).status_code == 200, address


@pytest.mark.parametrize(
    "query",
    [
        "transform=vs-country",
        "transform=vs-country&as=absolute",
        "transform=vs-area&core=touching",
        "transform=vs-neighbours&order=3&across=out",
        "transform=vs-neighbours&km=250",
        "core=touching",
        "transform=change&from=2012&core=touching",
    ],
)
@pytest.mark.parametrize("view", ["map", "chart", "table", "definition"])
def test_every_view_leads_on_to_pages_that_keep_the_choice(national: FlaskClient, query: str, view: str) -> None:
    answer = national.get(f"{MAP}?view={view}&{query}&year=2018")
    assert answer.status_code == 200
    canonical = unescape(re.findall(r'<link rel="canonical" href="([^"]+)"', answer.text)[0])
    for part in query.split("&"):
        assert part in canonical
    assert national.get(canonical[canonical.index("/areas") :]).status_code == 200


def test_types_have_a_map_and_a_table_and_no_chart(source: ToySource, national: FlaskClient) -> None:
    cells = tuple(Cell(5.0) for _ in YEARS)
    assert source.snapshot is not None
    source.snapshot.replaced = replace(layer(), national=dict.fromkeys(("NO", "FI", "RU"), cells))
    text = national.get(f"{MAP}?transform=typology").text
    assert "above border area and neighbours" in text and "view=chart" not in text
    assert "Types have no rank" in national.get(f"{MAP}?transform=typology&view=table").text
    refused = national.get(f"{MAP}?transform=typology&view=chart")
    assert refused.status_code == 400 and "There is no chart and no gap of types." in refused.text


def test_there_are_no_types_where_a_context_is_missing_everywhere(client: FlaskClient) -> None:
    answer = client.get(f"{MAP}?transform=typology")
    assert answer.status_code == 400
    assert "one of the three contexts is missing everywhere" in answer.text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("transform=vs-country&from=2012", "goes with transform=change"),
        ("transform=vs-area&order=2", "goes with transform=vs-neighbours, typology"),
        ("transform=vs-neighbours&order=0", "Allowed: 1, 2, 3"),
        ("transform=vs-neighbours&order=9", "Allowed: 1, 2, 3"),
        ("transform=vs-neighbours&order=1.5", "Allowed: 1, 2, 3"),
        ("transform=vs-neighbours&km=0", "from 10 to 1000"),
        ("transform=vs-neighbours&km=1000000", "from 10 to 1000"),
        ("transform=vs-neighbours&km=-50", "from 10 to 1000"),
        ("transform=vs-neighbours&km=", "from 10 to 1000"),
        ("transform=vs-neighbours&km=100&order=2", "do not go together"),
        ("transform=vs-neighbours&across=maybe", "Allowed: in, out"),
        ("across=out", "goes with transform=vs-neighbours, typology"),
        ("as=absolute", "goes with transform=vs-country, vs-area, vs-neighbours"),
        ("transform=vs-area&as=percent", "Allowed: relative, absolute"),
        ("transform=vs-moon", "vs-country, vs-area, vs-neighbours, typology"),
        ("core=within-25", "Allowed: programme, touching"),
        ("core=<script>", "Allowed: programme, touching"),
    ],
)
def test_what_does_not_exist_is_named_with_what_is_allowed(client: FlaskClient, query: str, said: str) -> None:
    answer = client.get(f"{MAP}?{query}")
    assert answer.status_code == 400
    assert said in unescape(answer.text)
    assert "<script>" not in answer.text.partition("problem")[2].partition("</article>")[0]


def test_where_ratios_tell_nothing_the_relation_is_refused(source: ToySource, client: FlaskClient) -> None:
    assert source.snapshot is not None
    source.snapshot.replaced = replace(layer(), kind="index")
    answer = client.get(f"{MAP}?transform=vs-area&as=relative")
    assert answer.status_code == 400
    assert "The ratio of two of these figures tells nothing." in answer.text
    assert "difference, 0 = the border area" in client.get(f"{MAP}?transform=vs-area").text


def test_a_border_area_can_be_chosen_and_is_said(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?core=touching").text
    assert "units that touch the border" in text
    assert "share at least 1 km of line" in text
    assert f'href="{MAP}#controls"' in text, "the way back to the own rule"
    rows = csv.DictReader(io.StringIO(client.get(f"{MAP}.csv?core=touching").text))
    held = {row["unit"]: (row["core"], row["border_area"]) for row in rows}
    assert {unit for unit, (core, _) in held.items() if core == "true"} == {"FI1D7", "FI1D9", "NO074", "RU-KR"}
    assert {name for _, name in held.values()} == {"touching"}


def test_a_table_says_what_each_figure_is_set_against(national: FlaskClient) -> None:
    rows = csv.DictReader(io.StringIO(national.get(f"{MAP}.csv?transform=vs-country&year=2015").text))
    found = {row["unit"]: row for row in rows}
    row = found["NO073"]
    assert float(row["value"]) == pytest.approx(100 * float(row["own_value"]) / float(row["context_value"]))
    assert (row["transform"], row["context_weights"]) == ("vs-country relative", "published")
    assert (found["RU-KR"]["value"], found["RU-KR"]["reason"]) == ("", "no_national")
    plain = next(csv.DictReader(io.StringIO(national.get(f"{MAP}.csv?year=2015").text)))
    assert (plain["transform"], plain["own_value"], plain["border_area"]) == ("value", "", "programme")


@pytest.mark.parametrize("suffix", ["svg", "txt", "metadata.json"])
def test_pictures_and_texts_say_how_the_mean_is_weighted_and_which_border_area_holds(
    national: FlaskClient, suffix: str
) -> None:
    text = national.get(f"{MAP}.{suffix}?transform=vs-area&core=touching&year=2015").text
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))
    assert "weighted by inhabitants" in plain and "share at least 1 km of line" in plain
    assert "units that touch the border" in plain


def test_the_script_reads_the_figures_that_are_drawn(national: FlaskClient) -> None:
    text = national.get(f"{MAP}?transform=vs-country&year=2015&view=map").text
    address = unescape(re.findall(r'data-values="([^"]*)"', text)[0])
    assert address == f"{MAP}.values.json?transform=vs-country"
    answer = national.get(address)
    assert answer.mimetype == "application/json" and answer.headers["Access-Control-Allow-Origin"] == "*"
    held = answer.get_json()
    assert held["values"][0][held["years"].index(2015)] == pytest.approx(100 * 4.0 / 5.0)
    assert 'data-values="/data/' in national.get(MAP).text, "values are those of the snapshot"


def test_an_embed_and_its_pinned_page_show_the_context(national: FlaskClient) -> None:
    text = national.get("/embed/toy/unemployment_rate?transform=vs-country").text
    assert "100 = the country" in text and ".values.json?transform=vs-country" in text


def test_types_reach_the_script_as_words(source: ToySource, client: FlaskClient) -> None:
    cells = tuple(Cell(5.0) for _ in YEARS)
    assert source.snapshot is not None
    source.snapshot.replaced = replace(layer(), national=dict.fromkeys(("NO", "FI", "RU"), cells))
    text = client.get(f"{MAP}?transform=typology").text
    rows = csv.DictReader(io.StringIO(client.get(f"{MAP}.csv?transform=typology").text))
    assert {(row["value"], row["note"]) for row in rows} >= {("1.0", "above none of them"), ("8.0", "above all three")}
    assert '"above none of them"' in unescape(re.findall(r'data-types="([^"]*)"', text)[0])


def test_a_context_goes_along_to_the_next_indicator(national: FlaskClient) -> None:
    text = national.get(f"{MAP}?transform=vs-neighbours&order=2&as=absolute&core=touching&year=2018").text
    found = [unescape(link) for link in re.findall(r'href="(/areas/toy/(?!unemployment_rate)[^"]*)"', text)]
    kept = [link for link in found if "transform=vs-neighbours" in link]
    assert kept and all("order=2" in link and "core=touching" in link and "as=" not in link for link in kept)
    assert all(national.get(link).status_code == 200 for link in kept)


def test_hostile_names_stay_text(hostile_client: FlaskClient) -> None:
    for query in ("transform=vs-area", "transform=vs-neighbours", "core=touching"):
        for view in ("map", "chart", "table", "definition"):
            text = hostile_client.get(f"{MAP}?view={view}&{query}").text
            assert "<img src=x" not in text and "<script>alert" not in text


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    "query",
    ["", "&gap=log2&lines=all&different=include&pair=NO074,RU-KR&sort=-size", "&transform=vs-area", "&unit=NO073&k=3"],
)
def test_every_option_of_the_form_leads_to_a_page_from_every_view(
    source: ToySource, national: FlaskClient, view: str, query: str
) -> None:
    cells = tuple(Cell(5.0) for _ in YEARS)
    assert source.snapshot is not None
    source.snapshot.replaced = replace(layer(), national=dict.fromkeys(("NO", "FI", "RU"), cells))
    gaps_only = "gap=" in query and view != "borders"
    shown = national.get(f"{MAP}?view={view}&year=2018{'' if gaps_only else query}")
    assert shown.status_code == 200
    block = shown.text[shown.text.index('id="context"') :]
    form, rest = block[: block.index("</form>")], block[block.index("</form>") : block.index("</div>")]
    kept = {name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)}
    options = re.findall(r'<option value="([^"]+)"', form)
    assert options[:4] == ["value", "vs-country", "vs-area", "vs-neighbours"]
    for option in options:
        answer = national.get(MAP, query_string={**kept, "transform": option})
        assert answer.status_code == 200, (option, kept)
    links_there = [unescape(link) for link in re.findall(r'href="([^"]+)"', rest)]
    assert ("typology" in options) == (view not in ("chart", "borders")) == (not links_there)
    for address in links_there:
        assert "transform=typology" in address and "view=" not in address
        assert national.get(address).status_code == 200, address
