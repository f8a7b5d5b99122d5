"""The view of gaps: its map, its choices, the card of a pair, the table, its files; what it refuses, and why."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

import pytest

from mapserver.model import Cell, Text
from tests.web.world import CODES, YEARS, ToySource, layer

if TYPE_CHECKING:
    from flask.testing import FlaskClient

MAP = "/areas/toy/unemployment_rate"
BORDERS = f"{MAP}?view=borders"


def texts(text: str, name: str) -> list[str]:
    return [unescape(found) for found in re.findall(rf'{name}="([^"]*)"', text)]


def shown_rows(text: str) -> list[str]:
    return re.findall(r'<tr[^>]* data-pair="([^"]+)"', text)


def judged(source: ToySource, judgement: str) -> None:
    assert source.snapshot is not None
    source.snapshot.replaced = replace(
        layer(), comparability=(("eurostat", "rosstat", judgement, Text(en="Two lines.")),)
    )


def with_values(source: ToySource, values: dict[str, float | None], **changes: object) -> None:
    """Give units other figures in every year."""
    assert source.snapshot is not None
    made = layer()
    cells = tuple(
        tuple(Cell(values[code], reason="" if values[code] is not None else "confidential") for _ in YEARS)
        if code in values
        else line
        for code, line in zip(CODES, made.cells, strict=True)
    )
    known = [cell.value for line in cells for cell in line if cell.value is not None]
    source.snapshot.replaced = replace(made, cells=cells, low=min(known), **changes)


def test_every_line_is_on_the_map_a_link_and_in_the_table(client: FlaskClient) -> None:
    text = client.get(BORDERS).text
    # One of the three lies outside of the frame: the table has it all the same.
    assert texts(text, '<a class="gap [^"]*" href="[^"]*" data-pair') == ["FI1D9,NO074", "FI1D9,RU-KR"]
    assert sorted(shown_rows(text)) == ["FI1D7,NO074", "FI1D9,NO074", "FI1D9,RU-KR", "NO074,RU-KR"]
    for link in texts(text, '<a class="gap [^"]*" href'):
        assert client.get(link.partition("#")[0]).status_code == 200
    assert "2 of 4 stretches of borders have figures on both sides in 2020." in text


def test_a_missing_side_is_dashed_and_says_why(client: FlaskClient) -> None:
    text = client.get(BORDERS).text
    (label,) = [label for label in texts(text, "aria-label") if "Karelia" in label and "Ostrobothnia" in label]
    assert label == "North Ostrobothnia: 4.3 – Republic of Karelia: confidential."
    assert '<a class="gap missing thin"' in text
    assert "no figure on one side, or on both" in text


def test_lines_inside_a_country_come_when_asked_for(client: FlaskClient) -> None:
    assert "NO073,NO074" in shown_rows(client.get(f"{BORDERS}&lines=all").text)
    assert "NO073,NO074" not in shown_rows(client.get(BORDERS).text)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("gap=absolute", "ratio, log2, diff"),
        ("lines=none", "across, all"),
        ("different=yes", "null, include"),
        ("pair=XX,YY", "“XX”"),
        ("pair=NO074", "two districts that share a line"),
        ("pair=NO073,RU-ARK", "two districts that share a line"),
        ("pair=NO074,NO074", "two districts that share a line"),
        ("pair=NO073,NO074,FI1D7", "2 values at most"),
        ("sort=value", "border, -size, size"),
        ("pair=<script>alert(1)</script>", "pair"),
    ],
)
def test_what_does_not_exist_is_named(client: FlaskClient, query: str, said: str) -> None:
    answer = client.get(f"{BORDERS}&{query}")
    assert answer.status_code == 400
    assert said in answer.text and "<script>alert" not in answer.text


@pytest.mark.parametrize("pair", ["NO074,XX", "NO074", "NO073,RU-ARK", "XX,YY", "NO073,NO074,FI1D7"])
def test_what_is_offered_instead_of_a_wrong_pair_is_answered(client: FlaskClient, pair: str) -> None:
    answer = client.get(f"{BORDERS}&pair={pair}")
    assert answer.status_code == 400
    found = re.search(r'The nearest that there is.*?href="([^"]+)"', answer.text, re.DOTALL)
    assert (found is None) == (pair in ("NO074,XX", "XX,YY"))
    assert found is None or client.get(html.unescape(found[1])).status_code == 200


@pytest.mark.parametrize("query", ["gap=diff", "lines=all", "different=include", "pair=FI1D9,NO074"])
def test_what_belongs_to_gaps_is_refused_elsewhere(client: FlaskClient, query: str) -> None:
    answer = client.get(f"{MAP}?view=table&{query}")
    assert answer.status_code == 400 and "view=borders" in answer.text


def test_the_same_state_has_one_address(client: FlaskClient) -> None:
    for query in ("gap=ratio&lines=across&different=null", "sort=border", "pair="):
        answer = client.get(f"{BORDERS}&{query}")
        if query != "pair=":
            assert f'<link rel="canonical" href="{BORDERS}">' in answer.text
    chosen = client.get(f"{BORDERS}&pair=NO074,FI1D9").text
    assert f'<link rel="canonical" href="{BORDERS}&amp;pair=FI1D9,NO074">' in chosen


def test_other_views_forget_what_they_have_not(client: FlaskClient) -> None:
    text = client.get(f"{BORDERS}&gap=diff&pair=FI1D9,NO074&sort=-km&year=2015").text
    held = text[text.index('class="views"') :]
    links = texts(held[: held.index("</nav>")], "href")
    assert links[0] == f"{MAP}?year=2015" and links[1].startswith(f"{BORDERS}&year=2015&gap=diff")
    assert all(client.get(link).status_code == 200 for link in links)


def test_the_card_has_both_figures_the_gap_and_the_sentence(client: FlaskClient) -> None:
    text = client.get(f"{BORDERS}&pair=NO074,FI1D9").text
    card = text[text.index('id="pair-card"') : text.index('id="gap-choice"')]
    plain = " ".join(re.sub(r"<[^>]+>", " ", card).split())
    assert "North Ostrobothnia – Troms and Finnmark" in plain
    for words in ("4.3", "2.1", "−2.2", "0.49", "20", "Sources compare: = same", "Eurostat, labour force survey"):
        assert words in plain, words
    assert "Neighbours across the border: North Ostrobothnia" in plain
    assert 'href="/units/NO074"' in card and 'href="/borders/FI-NO?indicator=unemployment_rate"' in card
    assert card.count('class="lines small"') == 1
    assert 'aria-current="true"' in text


def test_nothing_is_said_of_how_sources_compare_where_a_side_has_none(source: ToySource, client: FlaskClient) -> None:
    assert source.snapshot is not None
    made = layer()
    at = CODES.index("FI1D9")
    places, cells = list(made.places), list(made.cells)
    places[at], cells[at] = replace(places[at], series=""), tuple(Cell(None) for _ in YEARS)
    source.snapshot.replaced = replace(made, places=tuple(places), cells=tuple(cells))
    text = client.get(f"{BORDERS}&pair=FI1D9,NO074").text
    assert "FI1D9,NO074" in shown_rows(text)
    assert "Sources compare:" not in text[text.index('id="pair-card"') : text.index('id="gap-choice"')]
    (row,) = re.findall(r'<tr[^>]* data-pair="FI1D9,NO074".*?</tr>', text, re.DOTALL)
    assert '<td class="remark"></td>' in row


def test_no_stroke_of_the_card_crosses_the_end_of_a_run(source: ToySource, client: FlaskClient) -> None:
    """NO074 is counted anew from 2015 here: its line has two strokes, and the card says why."""
    assert source.snapshot is not None
    made = layer()
    cells = list(made.cells)
    cells[1] = tuple(cell._replace(run=int(year >= 2015)) for year, cell in zip(YEARS, cells[1], strict=True))
    source.snapshot.replaced = replace(made, cells=tuple(cells))
    text = client.get(f"{BORDERS}&pair=FI1D9,NO074").text
    card = text[text.index('id="pair-card"') : text.index('id="gap-choice"')]
    assert [path.count("M") for path in re.findall(r'<g class="line l[01].*?<path[^>]* d="([^"]+)"', card)] == [1, 2]
    assert "A line is interrupted" in card


def test_a_missing_side_has_a_card_with_the_reason(client: FlaskClient) -> None:
    text = client.get(f"{BORDERS}&pair=FI1D9,RU-KR").text
    card = text[text.index('id="pair-card"') : text.index('id="gap-choice"')]
    assert "No data in 2020: confidential" in card and "<dt>Ratio" not in card and "pair-sentence" not in card


def test_different_things_are_compared_only_by_those_who_insist(source: ToySource, client: FlaskClient) -> None:
    judged(source, "different")
    query = f"{BORDERS}&year=2019&pair=FI1D9,RU-KR"
    text = client.get(query).text
    card = text[text.index('id="pair-card"') : text.index('id="gap-choice"')]
    assert (
        "</span> different" in card
        and "Two lines." in card
        and "<dt>Ratio" not in card
        and "<dt>Difference" not in card
    )
    assert '<a class="gap different thin' in text
    (insist,) = [unescape(link) for link in re.findall(r'href="([^"]+)">Compare nevertheless', card)]
    insisted = client.get(insist.partition("#")[0]).text
    card = insisted[insisted.index('id="pair-card"') : insisted.index('id="gap-choice"')]
    assert "<dt>Ratio" in card and "</span> different" in card and "because you insist" in card
    assert "compared although the two sides measure different things" in insisted
    for row in re.findall(r'<tr[^>]*data-pair="FI1D9,RU-KR">.*?</tr>', insisted, re.S):
        assert "</span> different" in row


def test_a_pair_that_the_year_does_not_draw_leads_to_one_that_does(source: ToySource, client: FlaskClient) -> None:
    assert source.snapshot is not None
    made = layer()
    early = tuple(replace(item, last_year=2014) if item.country == "NO" else item for item in made.periods)
    source.snapshot.replaced = replace(made, periods=early)
    text = client.get(f"{BORDERS}&pair=FI1D9,NO074").text
    assert "Not drawn as neighbours in 2020" in text
    (link,) = [unescape(link) for link in re.findall(r'href="([^"]+)">The nearest year with both: 2014', text)]
    assert client.get(link.partition("#")[0]).status_code == 200


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("border", "FI1D7,NO074"),
        ("-km", "FI1D7,NO074"),
        ("km", "FI1D9,NO074"),
        ("-size", "FI1D7,NO074"),
        ("diff", "FI1D7,NO074"),
        ("-diff", "FI1D9,NO074"),
        ("-name", "NO074,RU-KR"),
    ],
)
def test_the_table_is_sorted_by_its_address(client: FlaskClient, sort: str, first: str) -> None:
    text = client.get(f"{BORDERS}&sort={sort}").text
    assert shown_rows(text)[0] == first
    for link in re.findall(r'<th scope="col"[^>]*><a href="([^"]+)"', text):
        assert client.get(unescape(link).partition("#")[0]).status_code == 200


def test_an_index_has_no_ratio(source: ToySource, client: FlaskClient) -> None:
    with_values(source, {}, kind="index")
    text = client.get(BORDERS).text
    assert "Doublings" not in text and '<th scope="col" class="num">Ratio' not in text
    answer = client.get(f"{BORDERS}&gap=ratio")
    assert answer.status_code == 400 and "diff" in answer.text


def test_zero_is_told_as_zero(source: ToySource, client: FlaskClient) -> None:
    with_values(source, {"NO074": 0.0, "FI1D9": 4.0})
    text = client.get(f"{BORDERS}&pair=FI1D9,NO074").text
    assert '<a class="gap unscaled thin' in text
    assert "no ratio: a figure is zero or negative" in text


def test_negative_figures_have_differences(source: ToySource, client: FlaskClient) -> None:
    with_values(source, {"NO074": -2.0, "FI1D9": 4.0})
    text = client.get(f"{BORDERS}&pair=FI1D9,NO074").text
    assert "−6.0" in text and "<dt>Ratio" not in text


def test_changes_and_coarser_levels_have_gaps_too(client: FlaskClient) -> None:
    for query in (
        "transform=change&from=2012&year=2019",
        "level=nuts2",
        "projection=mercator",
        "scheme=unclassed",
        "lang=nb",
    ):
        answer = client.get(f"{BORDERS}&{query}")
        assert answer.status_code == 200, query
        assert '<a class="gap ' in answer.text
    assert client.get(f"{BORDERS}&transform=change&from=2012&year=2019&gap=ratio").status_code == 400


def test_a_map_without_borders_says_so(source: ToySource, client: FlaskClient) -> None:
    assert source.snapshot is not None
    source.snapshot.areas = tuple(replace(area, touching=()) for area in source.snapshot.areas)
    text = client.get(BORDERS).text
    assert "No two districts of this map lie on two sides of a border in 2020." in text
    assert "No border lies in this map." in text and '<a class="gap ' not in text
    assert client.get(f"{MAP}.csv?view=borders").text.count("\r\n") == 1


def test_a_district_between_three_countries_has_a_line_with_each(client: FlaskClient) -> None:
    rows = shown_rows(client.get(BORDERS).text)
    assert {"FI1D7,NO074", "FI1D9,NO074", "NO074,RU-KR"} <= set(rows)


def test_names_are_text(hostile_client: FlaskClient) -> None:
    for query in ("", "&lines=all&pair=FI1D9,NO074", "&lang=nb&gap=diff"):
        text = hostile_client.get(f"{BORDERS}{query}").text
        assert "<img src=x" not in text and "<script>alert" not in text and 'onmouseover="alert' not in text


def test_files_of_lines(client: FlaskClient) -> None:
    head, *rows = client.get(f"{MAP}.csv?view=borders&scope=full").text.splitlines()
    assert head.startswith("border,year,unit_a,") and len(rows) == 4 * len(YEARS)
    answer = client.get(f"{MAP}.csv?view=borders")
    assert "unemployment_rate-2020-borders.csv" in answer.headers["Content-Disposition"]
    assert len(answer.text.splitlines()) == 5
    assert client.get(f"{MAP}.csv").text.splitlines()[0].startswith("unit,name,")


@pytest.mark.parametrize("suffix", ["html", "topojson", "jsonstat", "sdmx.csv"])
def test_formats_of_districts_name_those_of_lines(client: FlaskClient, suffix: str) -> None:
    answer = client.get(f"{MAP}.{suffix}?view=borders")
    assert answer.status_code == 400
    problem = answer.get_json(force=True)
    assert problem["parameter"] == "view" and "csv, xlsx, json, geojson, gpkg, zip" in problem["detail"]


def test_pictures_have_the_lines(client: FlaskClient) -> None:
    for suffix in ("svg", "card.png", "png", "pdf"):
        assert client.get(f"{MAP}.{suffix}?view=borders").status_code == 200
    text = client.get(f"{MAP}.svg?view=borders").text
    assert 'class="gap-line"' in text and "<a " not in text
    assert 'class="gap-line"' not in client.get(f"{MAP}.svg").text


def test_figures_that_may_not_be_given_out_are_refused(source: ToySource, client: FlaskClient) -> None:
    assert source.snapshot is not None
    made = layer()
    series = tuple(
        replace(item, sources=tuple({**row, "no_redistribution": "By contract."} for row in item.sources))
        for item in made.series
    )
    source.snapshot.replaced = replace(made, series=series)
    assert client.get(BORDERS).status_code == 200
    for suffix in ("csv", "xlsx", "json", "geojson", "gpkg", "zip"):
        answer = client.get(f"{MAP}.{suffix}?view=borders")
        assert answer.status_code == 403 and "By contract." in answer.get_json(force=True)["detail"]
    assert client.get(f"{MAP}.svg?view=borders").status_code == 200


def test_an_embed_draws_the_lines_as_links_that_leave_it(client: FlaskClient) -> None:
    text = client.get("/embed/toy/unemployment_rate?view=borders&theme=dark").text
    assert 'class="gap-legend"' in text
    links = re.findall(r'<a class="gap [^>]*>', text)
    assert len(links) == 2 and all('target="_blank" rel="noopener"' in link for link in links)
    assert client.get("/embed/toy/unemployment_rate?view=chart").status_code == 400
    assert "/embed/toy/unemployment_rate?view=borders&amp;year=2019" in text


def test_what_is_shared_is_the_map_of_gaps(client: FlaskClient) -> None:
    text = client.get(f"{BORDERS}&gap=diff").text
    assert "unemployment_rate.card.png?view=borders&amp;gap=diff" in text
    assert "unemployment_rate.html" not in text and "unemployment_rate.topojson" not in text
    shared = client.get(f"/share{BORDERS}").text
    assert "unemployment_rate.gpkg?view=borders" in shared and "unemployment_rate.topojson" not in shared
    assert "/embed/toy/unemployment_rate?view=borders" in unescape(shared)


def test_oembed_knows_it(client: FlaskClient) -> None:
    answer = client.get("/oembed", query_string={"url": f"http://localhost{BORDERS}"})
    assert answer.status_code == 200 and "view=borders" in answer.json["html"]


def test_each_side_of_a_pair_says_its_measure_where_the_two_differ(client: FlaskClient, source: ToySource) -> None:
    """The chart of the card has the figures of all years: the measures stand there in years of one side too."""
    assert source.snapshot is not None
    own, made = "% of all persons", layer()
    series = tuple(replace(item, measure=Text(en=own)) if item.id == "rosstat" else item for item in made.series)
    none = Cell(None, reason="not_collected")
    alone = tuple(
        (none, *line[1:]) if place.country != "RU" else line
        for place, line in zip(made.places, made.cells, strict=True)
    )
    source.snapshot.replaced = replace(made, series=series, cells=alone)

    def card(year: int) -> str:
        text = client.get(f"{BORDERS}&year={year}&pair=FI1D9,RU-KR").text
        found = text[text.index('id="pair-card"') : text.index("pair-judgement")]
        return unescape(re.sub(r"<[^>]+>", " ", found)).replace("\u00a0", " ")

    both, one = card(2019), card(2010)
    assert both.index("% of the labour force") < both.index("Finland")
    for said in (both, one):
        assert said.count(own) >= 1 and "% of the labour force" in said
    assert one.index(own) < one.index("Finland"), "the caption has the measure of the only figure"
