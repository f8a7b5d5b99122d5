"""Own regions: the ways that lead there, units by name, a box that is too large."""

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from mapserver.web import regions
from tests.web.world import ToySource


def test_pages_of_districts_lead_to_own_regions(client: FlaskClient) -> None:
    assert 'href="/regions"' in client.get("/").text, "the foot of every page"
    assert 'href="/regions?units=NO073"' in client.get("/units/NO073").text
    assert 'href="/regions?units=NO073,RU-MUR"' in client.get("/compare?units=NO073,RU-MUR").text
    assert "/regions?units" not in client.get("/compare?units=NO073").text


def test_a_name_of_one_unit_leads_to_its_code(client: FlaskClient) -> None:
    answer = client.get("/regions?units=kainuu,NO073&title=Two&lang=nb")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/regions?units=FI1D8,NO073&title=Two&lang=nb"
    second = client.get("/regions?units=NO073&with=Kainuu")
    assert second.headers["Location"] == "/regions?units=NO073&with=FI1D8"
    assert client.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize("units", ["Nowhere", "NO07X", "<b>"])
def test_what_is_no_name_is_refused_as_before(client: FlaskClient, units: str) -> None:
    assert client.get("/regions", query_string={"units": units}).status_code == 400


def test_a_name_that_is_no_unit_s_alone_is_asked_for(client: FlaskClient) -> None:
    answer = client.get("/regions?units=NO073,Lap&title=Two&lang=nb")
    assert answer.status_code == 400
    assert "Hvilken region menes med «Lap»?" in answer.text
    assert 'href="/regions?units=NO073,FI1D7&amp;title=Two&amp;lang=nb"' in answer.text, (
        "it stands where its name stood"
    )
    second = client.get("/regions?units=NO073&with=kainu&colour=red").text
    assert 'href="/regions?units=NO073&amp;with=FI1D8"' in second, "what this address does not take is left out"
    again = client.get("/regions?units=FI1D8,kainu").text
    assert 'href="/regions?units=FI1D8"' in again and "FI1D8,FI1D8" not in again
    nothing = client.get("/regions?units=NO073,qqqqqqqq").text
    assert "No district was found for “qqqqqqqq”." in nothing and 'href="/regions?units=NO073"' in nothing
    shared = client.get("/share/regions?units=kainu")
    assert shared.status_code == 400 and 'href="/share/regions?units=FI1D8"' in shared.text


def test_a_file_says_the_same_of_names_to_programs(client: FlaskClient) -> None:
    answer = client.get("/regions.csv?units=kainu,NO073")
    problem = json.loads(answer.data)
    assert (answer.status_code, problem["detail"]) == (400, "Which district is meant by “kainu”?")
    assert problem["nearest"] == {"units": "FI1D8,NO073"}
    assert "FI1D8" in problem["allowed"]


def test_codes_may_be_written_small(client: FlaskClient) -> None:
    assert client.get("/regions?units=no073,fi1d7").headers["Location"] == "/regions?units=NO073,FI1D7"


def test_a_box_of_too_many_districts_is_refused_with_their_number(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = tuple(f"NO{number:03}" for number in range(70))
    monkeypatch.setattr(regions, "units_in_box", lambda *_: found)
    answer = client.get("/regions?bbox=-180,-90,180,90")
    assert answer.status_code == 400
    assert "70 districts have their middle in this box; a region takes 60 at most." in answer.text


OUTLINE = "within=-2,-2,-2,2,2,2,2,-2"


@pytest.mark.parametrize(
    "given", ["within=1,2", "within=nan,0,1,1,2,2", "within=179,0,-179,0,0,1", f"within={'1,' * 9000}1"]
)
def test_what_is_no_outline_is_refused_with_what_one_is(client: FlaskClient, given: str) -> None:
    answer = client.get(f"/regions?{given}")
    assert answer.status_code == 400
    assert "“within” takes the corners of an outline, 3 to 400 of them" in answer.text


def test_an_outline_leads_to_the_units_in_it(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regions, "units_within", lambda _, corners: ("RU-MUR",) if len(corners) == 4 else ())
    answer = client.get(f"/regions?units=NO073&title=Mine&{OUTLINE}&lang=nb")
    assert answer.headers["Location"] == "/regions?units=NO073,RU-MUR&title=Mine&lang=nb"
    second = client.get(f"/regions?units=NO073&into=with&{OUTLINE}&with_title=Other")
    assert second.headers["Location"] == "/regions?units=NO073&with=RU-MUR&with_title=Other&into=with"
    empty = client.get("/regions?within=0,0,1,0,0,1")
    assert empty.status_code == 400 and "No district has its middle in this outline." in empty.text


def test_an_outline_of_too_many_districts_is_refused(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regions, "units_within", lambda *_: tuple(f"NO{number:03}" for number in range(61)))
    answer = client.get(f"/regions?{OUTLINE}")
    assert answer.status_code == 400 and "61 districts have their middle in this outline" in answer.text


def test_ticks_and_boxes_go_into_the_region_that_is_chosen(client: FlaskClient) -> None:
    answer = client.get("/regions?units=NO073&with=RU-MUR&into=with&add=FI1D7")
    assert answer.headers["Location"] == "/regions?units=NO073&with=RU-MUR,FI1D7&into=with"


@pytest.mark.parametrize("query", ["into=with", "units=NO073&into=third", "units=NO073&area=nowhere", "area=link2"])
def test_what_is_wrong_about_the_map_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"/regions?{query}").status_code == 400


def test_files_take_no_choices_of_the_map(client: FlaskClient) -> None:
    assert client.get("/regions.csv?units=NO073&area=toy").status_code == 400
    assert client.get("/share/regions?units=NO073&into=with").status_code == 400


def links(text: str) -> dict[str, tuple[str, str]]:
    """Return of each district on the map its class and its address."""
    found = re.findall(r'<a class="(in-\d)" href="([^"]*)"[^>]* data-code="([^"]*)"', text)
    return {code: (kind, href.replace("&amp;", "&")) for kind, href, code in found}


def test_each_district_on_the_map_leads_in_or_out(client: FlaskClient) -> None:
    shown = links(client.get("/regions?units=NO073,FI1D7&title=Mine&with=RU-MUR,FI1D7").text)
    assert shown["NO073"] == ("in-1", "/regions?units=FI1D7&title=Mine&with=RU-MUR,FI1D7#on-map")
    assert shown["RU-KR"] == ("in-0", "/regions?units=NO073,FI1D7,RU-KR&title=Mine&with=RU-MUR,FI1D7#on-map")
    assert (shown["RU-MUR"][0], shown["FI1D7"][0]) == ("in-2", "in-3")
    second = links(client.get("/regions?units=NO073&with=RU-MUR&into=with").text)
    assert second["RU-MUR"][1] == "/regions?units=NO073&into=with#on-map"
    last = links(client.get("/regions?units=NO073&title=Mine").text)
    assert last["NO073"][1] == "/regions?title=Mine#on-map", "the title stays"
    first = links(client.get("/regions?units=NO073&title=One&with=RU-MUR&with_title=Two").text)
    assert first["NO073"][1] == "/regions?units=RU-MUR&title=Two#on-map", "the second becomes the first"
    named = links(client.get("/regions?units=NO073&with_title=Two&into=with").text)
    assert named["RU-MUR"][1] == "/regions?units=NO073&with=RU-MUR&with_title=Two&into=with#on-map"


def test_districts_of_both_regions_are_named(client: FlaskClient) -> None:
    assert "In both regions: FI1D7" in client.get("/regions?units=NO073,FI1D7&with=RU-MUR,FI1D7").text
    assert "In both regions" not in client.get("/regions?units=NO073&with=RU-MUR").text


def test_names_of_attackers_stay_text_on_the_map(hostile_client: FlaskClient) -> None:
    for address in ("/regions?units=NO073,FI1D7&title=%3Cscript%3E", "/share/regions?units=NO073&title=%3Cscript%3E"):
        text = hostile_client.get(address).text
        assert "<script>alert" not in text and "<img src=x" not in text and "<script></" not in text
        assert not re.search(r'<a [^>]*" onmouseover="', text)


def test_a_region_without_a_figure_says_so_on_the_page(client: FlaskClient, source: ToySource) -> None:
    assert "nothing to add up" not in client.get("/regions?units=FI1D7").text
    units = source.snapshot._units
    units["FI1D8"] = replace(units["FI1D8"], lines=())
    text = client.get("/regions?units=NO073&title=One&with=FI1D8&with_title=Two").text
    assert "Two: There is nothing to add up: this collection has no figures of these districts." in text
    assert "One: There is nothing" not in text


def test_a_title_of_many_districts_is_short(client: FlaskClient) -> None:
    assert "<h1>Nordland + Lapland + Kainuu</h1>" in client.get("/regions?units=NO073,FI1D7,FI1D8").text
    assert "<h1>Nordland and 3 others</h1>" in client.get("/regions?units=NO073,FI1D7,FI1D8,RU-MUR").text


def test_regions_are_shared_with_link_sentences_files_and_citation(client: FlaskClient) -> None:
    page = client.get("/regions?units=NO073,NO074&title=Mine&into=with")
    assert 'href="/share/regions?units=NO073,NO074&amp;title=Mine"' in page.text
    text = client.get("/share/regions?units=NO073,NO074&title=Mine").text
    assert "http://localhost/regions?units=NO073,NO074&amp;title=Mine</textarea>" in text
    assert "Mine: Nordland (NO073), Troms and Finnmark (NO074); " in text
    assert "toy-snapshot" in text and "@misc{regions-NO073-NO074-toy-snapshot" in text
    for suffix in ("csv", "xlsx", "json"):
        assert f'href="/regions.{suffix}?units=NO073,NO074&amp;title=Mine"' in text
    assert client.get("/share/regions").status_code == 400


def test_files_name_divisions_and_moments(client: FlaskClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/regions.csv?units=NO073,RU-MUR").text)))
    document = json.loads(client.get("/regions.json?units=NO073,RU-MUR").data)
    assert [row["vintage"] for row in rows] == [row["vintage"] for row in document["observations"]]
    assert {row["vintage"] for row in rows if row["value"]} == {"NO 1+RU 1"}
    assert all(row["reference_date"].startswith(row["year"]) for row in rows if row["value"])
