"""Districts side by side: the page."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from openpyxl import load_workbook
from pypdf import PdfReader

from mapserver.model.ranks import YearRanks
from tests.web.world import CODES, ToySnapshot, ToySource, make_app


def read(client: FlaskClient, address: str, status: int = 200) -> Any:
    answer = client.get(address)
    assert answer.status_code == status, answer.text[-400:]
    return html.fromstring(answer.text)


def text(element: Any) -> str:
    return " ".join(element.text_content().split())


def column(page: Any, place: int) -> list[str]:
    return [text(row.xpath("td")[place]) for row in page.xpath("//table[contains(@class,'compared')]/tbody/tr")]


def test_without_units_the_page_explains_itself_and_offers_examples(client: FlaskClient) -> None:
    page = read(client, "/compare")
    assert "Two to twelve districts" in page.text_content()
    assert page.xpath("//input[@name='add']")
    assert next(link.get("href") for link in page.xpath("//section[@aria-labelledby='examples']//a")).startswith(
        "/compare?units="
    )
    assert not page.xpath("//table")


def test_two_units_stand_side_by_side_with_their_difference(client: FlaskClient) -> None:
    page = read(client, "/compare?units=NO073,RU-MUR")
    assert text(page.xpath("//h1")[0]) == "Nordland and Murmansk Oblast"
    heads = [text(head) for head in page.xpath("//table[contains(@class,'compared')]/thead//th")]
    assert heads == ["Indicator", "Nordland", "Murmansk Oblast"]
    assert text(page.xpath("//tbody/tr/th")[0]) == "Unemployment rate % of the labour force, 2020"
    first, other = column(page, 0)[0], column(page, 1)[0]
    assert first.startswith("5.0")
    assert "similar" not in first
    # 3 + 5 * 1.1 - 2 against 3 + 2
    assert other.startswith("6.5 +1.5 ×1.30 ≈ similar1")
    note = page.xpath("//li[@id='note-1']")[0]
    assert "Ages 15-74 against 15-72." in text(note)
    assert page.xpath("//a[contains(@class,'badge')]/@href") == ["#note-1"]


def test_the_order_is_kept_and_the_first_is_what_others_are_compared_to(client: FlaskClient) -> None:
    page = read(client, "/compare?units=RU-MUR,NO073")
    assert column(page, 1)[0].startswith("5.0 −1.5 ×0.77")
    assert page.xpath("//link[@rel='canonical']/@href")[0].endswith("/compare?units=RU-MUR,NO073")


def test_the_same_code_twice_stands_once(client: FlaskClient) -> None:
    page = read(client, "/compare?units=NO073,RU-MUR,NO073")
    assert page.xpath("//link[@rel='canonical']/@href")[0].endswith("/compare?units=NO073,RU-MUR")
    assert len(page.xpath("//ol[contains(@class,'chosen-units')]/li")) == 2


def test_a_single_unit_is_told_what_is_missing_and_gets_suggestions(client: FlaskClient) -> None:
    page = read(client, "/compare?units=NO073")
    assert "A second one is needed" in page.text_content()
    offered = page.xpath("//details[contains(@class,'suggested')]//ul//a/@href")
    assert "/compare?units=NO073,RU-MUR" in offered
    assert "/compare?units=NO073,FI1D7" not in offered or "/compare?units=NO073,NO074" in offered
    assert column(page, 0)[0].startswith("5.0")


def test_units_are_moved_and_taken_away_by_links(client: FlaskClient) -> None:
    page = read(client, "/compare?units=NO073,RU-MUR,FI1D7")
    last = page.xpath("//ol[contains(@class,'chosen-units')]/li")[2].xpath(
        ".//span[contains(@class,'chosen-ways')]/a/@href"
    )
    assert last == [
        "/compare?units=FI1D7,NO073,RU-MUR",
        "/compare?units=NO073,FI1D7,RU-MUR",
        "/compare?units=NO073,RU-MUR",
    ]


def test_a_unit_is_added_by_its_code_or_the_only_name_that_fits(client: FlaskClient) -> None:
    answer = client.get("/compare?units=NO073&theme=labour&add=ru-mur")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/compare?units=NO073,RU-MUR&theme=labour")
    named = client.get("/compare?units=NO073&add=Kainuu")
    assert named.headers["Location"] == "/compare?units=NO073,FI1D8"


def test_several_units_of_a_name_are_asked_for_and_an_unknown_name_is_told(client: FlaskClient) -> None:
    page = read(client, "/compare?units=RU-MUR&add=zzzz")
    assert "No district was found" in page.text_content()
    several = read(client, "/compare?units=RU-MUR&add=oblast")
    assert "Which district is meant by “oblast”?" in several.text_content()
    assert "/compare?units=RU-MUR,RU-ARK" in several.xpath("//ul[@class='offered']//a/@href")
    hostile = client.get("/compare?add=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E")
    assert hostile.status_code == 200
    assert "<img" not in hostile.text


def test_what_only_resembles_a_name_is_asked_for_and_never_taken(client: FlaskClient) -> None:
    page = read(client, "/compare?units=RU-MUR&add=Kaimuu")
    asked = text(page.xpath("//section[@aria-labelledby='which']")[0])
    assert asked.startswith("No district was found for “Kaimuu”. Did you mean Kainuu")
    assert page.xpath("//ul[@class='offered']//a/@href")[0] == "/compare?units=RU-MUR,FI1D8"
    # A part from within a name is no beginning of it.
    inside = read(client, "/compare?units=RU-MUR&add=ainuu")
    assert "Which district is meant by “ainuu”?" in inside.text_content()


def test_the_beginning_of_one_name_is_taken_as_that_name(client: FlaskClient) -> None:
    assert client.get("/compare?units=RU-MUR&add=Kain").headers["Location"] == "/compare?units=RU-MUR,FI1D8"
    assert client.get("/compare?units=RU-MUR&add=Kirken").headers["Location"] == "/compare?units=RU-MUR,NO074"


def test_codes_in_small_letters_lead_to_the_canonical_address(client: FlaskClient) -> None:
    answer = client.get("/compare?units=no073,RU-MUR,ru-mur&view=lines&lang=nb")
    assert answer.status_code == 308
    assert answer.headers["Location"] == "/compare?units=NO073,RU-MUR,RU-MUR&view=lines&lang=nb"
    adding = client.get("/compare?units=no073&add=Kainuu&theme=labour")
    assert adding.headers["Location"] == "/compare?units=NO073&theme=labour&add=Kainuu"
    assert client.get("/compare.csv?units=no073,ru-mur").data == client.get("/compare.csv?units=NO073,RU-MUR").data
    # One that was given up keeps its note, one that never was stays an error.
    assert client.get("/compare?units=no072").headers["Location"] == "/compare?units=NO072"
    assert "xx99" in read(client, "/compare?units=no073,xx99", 400).text_content()


def test_a_superseded_code_leads_to_its_successor_with_a_note(client: FlaskClient) -> None:
    page = read(client, "/compare?units=NO072,RU-MUR")
    assert "NO072" in text(page.xpath("//p[@role='note']")[0])
    assert "Compared in its place: NO074" in text(page.xpath("//p[@role='note']")[0])
    assert page.xpath("//link[@rel='canonical']/@href")[0].endswith("/compare?units=NO074,RU-MUR")


def test_an_unknown_code_is_an_error_that_keeps_the_rest(client: FlaskClient) -> None:
    page = read(client, "/compare?units=NO073,NO99,RU-MUR&view=lines", 400)
    assert "NO99" in page.text_content()
    ways = page.xpath("//article//a/@href")
    assert "/compare?units=NO073,RU-MUR&view=lines" in ways or any("view=lines" in way for way in ways)


@pytest.mark.parametrize(
    "query",
    ["units=NO073&year=1800", "units=NO073&theme=x", "units=NO073&view=chart", "units=NO073&indicator=x", "unit=NO073"],
)
def test_a_query_is_read_strictly(client: FlaskClient, query: str) -> None:
    assert client.get(f"/compare?{query}").status_code == 400


def test_what_a_form_sends_empty_was_not_chosen(client: FlaskClient) -> None:
    page = read(client, "/compare?units=NO073,RU-MUR&theme=labour&year=&add=")
    assert page.xpath("//link[@rel='canonical']/@href")[0].endswith("/compare?units=NO073,RU-MUR&theme=labour")
    assert read(client, "/compare?units=&add=").xpath("//section[@aria-labelledby='examples']")


def test_thirteen_units_are_too_many(client: FlaskClient, app: Flask) -> None:
    units = [*CODES, *(f"{code}" for code in CODES)][:13]
    answer = client.get(f"/compare?units={','.join(units)}")
    assert answer.status_code == 400
    assert "12 values at most" in answer.text
    assert client.get(f"/compare?units={','.join(CODES)}").status_code == 200


def test_a_year_is_chosen_and_years_of_their_own_are_told(client: FlaskClient) -> None:
    page = read(client, "/compare?units=NO073,RU-MUR&year=2015")
    assert text(page.xpath("//tbody/tr/th")[0]).endswith("2015")
    # 2020 of this district is confidential: the latest year in common is the one before.
    assert text(read(client, "/compare?units=NO073,RU-KR").xpath("//tbody/tr/th")[0]).endswith("2019")
    missing = read(client, "/compare?units=NO073,RU-KR,RU-MUR&year=2020")
    assert column(missing, 1)[0].startswith("confidential")


def test_units_without_a_common_figure_say_so(client: FlaskClient) -> None:
    page = read(client, "/compare?units=NO073,RU-MUR&theme=counts&year=2020")
    assert "None of these districts has such figures in 2020." not in text(page.xpath("//h1")[0])
    assert not page.xpath("//table[contains(@class,'compared')]")


def test_counts_are_shown_where_they_are_asked_for(client: FlaskClient) -> None:
    page = read(client, "/compare?units=NO073,RU-MUR&theme=counts")
    assert text(page.xpath("//tbody/tr/th")[0]) == "Population thousand persons, 2012"
    assert "Population" not in read(client, "/compare?units=NO073,RU-MUR").xpath("string(//tbody)")


def test_an_early_year_says_which_unit_has_nothing_later(source: ToySource, app: Flask) -> None:
    unit = source.snapshot.unit("RU-MUR")
    lines = tuple(
        replace(line, observations=tuple(row for row in line.observations if row.year <= 2015)) for line in unit.lines
    )
    source.snapshot._units["RU-MUR"] = replace(unit, lines=lines)
    client = app.test_client()
    told = text(read(client, "/compare?units=NO073,RU-MUR").xpath("//tbody/tr/th")[0])
    assert told == "Unemployment rate % of the labour force, 2015 nothing later: Murmansk Oblast"
    assert "nothing later" not in client.get("/compare?units=NO073,RU-MUR&year=2015").text
    sheet = load_workbook(BytesIO(client.get("/compare.xlsx?units=NO073,RU-MUR").data))["Comparison"]
    assert (sheet["E2"].value, sheet["H2"].value) == (None, "nothing later: Murmansk Oblast")
    report = PdfReader(BytesIO(client.get("/compare.pdf?units=NO073,RU-MUR").data)).pages[0].extract_text()
    assert "nothing later: Murmansk Oblast" in " ".join(report.split())


def test_as_many_units_as_there_are_colours_need_no_numbers(client: FlaskClient) -> None:
    assert len(CODES) == 8
    for view in ("table", "lines", "maps"):
        assert 'class="order"' not in client.get(f"/compare?units={','.join(CODES)}&view={view}").text


def test_neighbours_across_a_border_lead_to_it_and_to_their_gap_and_back(source: ToySource, app: Flask) -> None:
    for code in ("NO074", "FI1D7"):
        unit = source.snapshot.unit(code)
        lines = tuple(replace(line, ranks=RANKS) if line.area else line for line in unit.lines)
        source.snapshot._units[code] = replace(unit, lines=lines)
    client = app.test_client()
    page = read(client, "/compare?units=NO074,FI1D7")
    told = page.xpath("//p[contains(@class,'across-border')]")
    assert text(told[0]).startswith("Troms and Finnmark \u2013 Lapland share 102 km of a border.")
    assert told[0].xpath("a/@href") == ["/borders/FI-NO"]
    pair, border = page.xpath("//tbody/tr[1]/th//span[contains(@class,'row-ways')]/a/@href")
    assert border == "/borders/FI-NO?indicator=unemployment_rate"
    assert pair == "/areas/toy/unemployment_rate?view=borders&year=2020&pair=FI1D7,NO074#pair-card"
    card = read(client, pair.partition("#")[0]).get_element_by_id("pair-card")
    ways = card.xpath(".//p[@class='panel-more']/a/@href")
    assert ways == [border, "/compare?units=FI1D7,NO074"]
    for way in ways:
        assert client.get(way).status_code == 200
    # Another year on both pages; one that the map does not draw has the border alone.
    early = read(client, "/compare?units=NO074,FI1D7&year=2019").xpath("//span[contains(@class,'row-ways')]/a/@href")
    assert early == [pair.replace("2020", "2019"), f"{border}&year=2019"]
    alone = read(client, "/compare?units=NO074,FI1D7&year=2018").xpath("//span[contains(@class,'row-ways')]/a/@href")
    assert alone == [f"{border}&year=2018"]


def test_who_shares_no_border_has_no_way_to_one(client: FlaskClient) -> None:
    for units in ("NO073,RU-MUR", "NO073,NO074"):
        page = client.get(f"/compare?units={units}").text
        assert "across-border" not in page and "row-ways" not in page


def test_of_many_pairs_each_leads_to_the_two_alone(client: FlaskClient) -> None:
    page = read(client, f"/compare?units={','.join(CODES)}")
    pairs = page.xpath("//p[contains(@class,'across-border')]")
    assert len(pairs) > 2
    assert not page.xpath("//span[contains(@class,'row-ways')]")
    for pair in pairs:
        way = pair.xpath("a/@href")[1]
        assert read(client, way).xpath("//span[contains(@class,'row-ways')]")


def test_lines_are_small_charts_with_a_text_for_those_who_do_not_see_them(client: FlaskClient) -> None:
    page = read(client, "/compare?units=NO073,RU-ARK&view=lines")
    chart = page.xpath("//*[local-name()='svg'][contains(@class,'small')]")[0]
    assert chart.get("aria-label").startswith("Unemployment rate. Nordland: 3.0 (2010), 5.0 (2020); ")
    groups = chart.xpath(".//*[local-name()='g'][contains(@class,'line ')]")
    assert [group.get("class") for group in groups] == ["line l0", "line l1"]
    # The run of the other one ends in 2015: two strokes, none across it.
    assert groups[1].xpath("*[local-name()='path']/@d")[0].count("M") == 2
    assert groups[0].xpath("*[local-name()='path']/@d")[0].count("M") == 1


def test_maps_show_each_unit_on_one_scale(client: FlaskClient) -> None:
    page = read(client, "/compare?units=NO073,RU-MUR&view=maps")
    parts = page.xpath("//*[local-name()='svg'][@class='part']")
    assert [part.get("aria-label") for part in parts] == ["Nordland: 5.0", "Murmansk Oblast: 6.5"]
    names = {use.get("href") for part in parts for use in part.xpath("*[local-name()='use']")}
    assert names == {"#frame-toy-finest-2020"}
    assert len(page.xpath("//*[local-name()='symbol'][@id='frame-toy-finest-2020']")) == 1
    assert len(page.xpath("//ul[contains(@class,'shared-scale')]/li")) >= 3
    # The names of both stand where their middle is in view, for the eye alone: the picture says its own.
    for part, own in zip(parts, ("Nordland", "Murmansk Oblast"), strict=True):
        names = part.xpath("*[local-name()='text'][@class='part-name']")
        assert own in [text(name) for name in names]
        assert {name.get("aria-hidden") for name in names} == {"true"}


def test_names_of_attackers_stay_text(hostile_client: FlaskClient) -> None:
    for view in ("table", "lines", "maps"):
        answer = hostile_client.get(f"/compare?units=NO073,NO074,RU-MUR,RU-KR,FI1D8&view={view}")
        assert answer.status_code == 200
        for tag in ("<img src=x", "</script><script>alert", ' onmouseover="alert'):
            assert tag not in answer.text


def test_the_page_is_reached_from_units_maps_and_every_page(client: FlaskClient) -> None:
    assert 'href="/compare?units=NO073"' in client.get("/units/NO073").text
    assert 'href="/compare?units=NO073,RU-MUR"' in client.get("/areas/toy/unemployment_rate?unit=NO073,RU-MUR").text
    chart = client.get("/areas/toy/unemployment_rate?view=chart&unit=NO073,RU-MUR").text
    assert 'href="/compare?units=NO073,RU-MUR"' in chart
    assert 'href="/compare"' in client.get("/").text


def test_what_one_takes_along_of_a_comparison(client: FlaskClient) -> None:
    page = read(client, "/share/compare?units=NO073,RU-MUR")
    links = page.xpath("//div[@id='share-figures']//a/@href")
    assert links == [f"/compare.{suffix}?units=NO073,RU-MUR" for suffix in ("csv", "xlsx", "json", "pdf")]
    sentence = text(page.xpath("//ul[@id='share-sentences']/li/span")[0])
    assert sentence.startswith(
        "Unemployment rate in 2020, % of the labour force. Nordland, Norway: 5.0; Murmansk Oblast"
    )
    assert "are similar, not the same. Ages 15-74 against 15-72." in sentence
    assert client.get("/share/compare").status_code == 400


RANKS = (YearRanks(2019, 4, 19, 1, 5), YearRanks(2020, 0, 0, 2, 6))


def with_ranks(source: ToySource) -> None:
    """Give the first drawn line of a unit ranks of two years."""
    unit = source.snapshot.unit("NO073")
    lines = tuple(replace(line, ranks=RANKS) if line.area else line for line in unit.lines)
    source.snapshot._units["NO073"] = replace(unit, lines=lines)


@pytest.mark.parametrize(
    ("year", "told", "columns"),
    [
        (2019, "Toy: 4 of 19", ("4", "19", "toy", "2019")),
        (2020, "Norway: 2 of 6", ("2", "6", "NO", "2020")),
        (2018, "", ("", "", "", "")),
    ],
)
def test_the_rank_beside_a_figure_is_that_of_its_own_year(
    source: ToySource, app: Flask, year: int, told: str, columns: tuple[str, ...]
) -> None:
    with_ranks(source)
    title = source.snapshot.areas[0].title.say("en")
    client = app.test_client()
    cell = column(read(client, f"/compare?units=NO073,RU-MUR&year={year}"), 0)[0]
    assert cell.endswith(told.replace("Toy", title)) if told else " of " not in cell
    first = next(csv.DictReader(StringIO(client.get(f"/compare.csv?units=NO073,RU-MUR&year={year}").text)))
    assert (first["rank"], first["rank_of"], first["rank_in"], first["rank_year"]) == columns
    pages = PdfReader(BytesIO(client.get(f"/compare.pdf?units=NO073,RU-MUR&year={year}").data)).pages
    report = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert told.replace("Toy", title) in report if told else " of 19" not in report


def test_a_name_that_others_begin_with_is_asked_for() -> None:
    names = {"NO073": {"en": "Sofia"}, "NO074": {"en": "Sofia (capital)"}, "FI1D8": {"en": "Sofiadal"}}
    client = make_app(ToySource(ToySnapshot(names=names))).test_client()
    page = read(client, "/compare?add=Sofia")
    assert "Which district is meant by “Sofia”?" in page.text_content()
    assert page.xpath("//ul[@class='offered']//a/@href") == ["/compare?units=NO073", "/compare?units=NO074"]
    assert client.get("/compare?add=Sofiadal").headers["Location"] == "/compare?units=FI1D8"


def test_the_badge_says_its_judgement_as_on_other_pages(client: FlaskClient) -> None:
    page = read(client, "/compare?units=NO073,RU-MUR")
    assert page.xpath("//a[contains(@class,'badge')]/@data-judgement") == ["similar"]
