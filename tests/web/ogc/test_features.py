"""Features over HTTP: documents, filters, parts, and requests that are wrong."""

from __future__ import annotations

import json

import pytest

WAGES = "/ogc/collections/border.wage_open"
ITEMS = f"{WAGES}/items"


def ids(page):
    return [feature["id"] for feature in page["features"]]


def test_the_landing_page_leads_everywhere(ask, small):
    page = ask("/ogc/")
    assert small.get("/ogc").data == small.get("/ogc/").data
    links = {link["rel"]: link["href"].removeprefix("http://localhost") for link in page["links"]}
    assert set(links) == {"self", "service-desc", "service-doc", "conformance", "data"}
    assert all(small.get(address).status_code == 200 for address in links.values())
    assert small.get(links["service-desc"]).headers["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
    assert ask("/ogc/conformance")["conformsTo"][0].endswith("/conf/core")


def test_each_layer_is_a_collection(ask, small):
    found = {item["id"]: item for item in ask("/ogc/collections")["collections"]}
    assert set(found) == {"border.double", "border.wage", "border.wage_open"}
    wages = found["border.wage_open"]
    assert wages == ask(WAGES)
    assert wages["extent"]["spatial"]["bbox"] == [[10.0, 60.0, 15.0, 61.0]]
    assert wages["extent"]["temporal"]["interval"] == [["2018-01-01T00:00:00Z", "2020-12-31T23:59:59Z"]]
    for link in wages["links"]:
        response = small.get(link["href"].removeprefix("http://localhost"))
        assert response.status_code == 200
        assert response.mimetype == link["type"]


def test_features_are_those_of_the_default_year_as_the_geojson_has_them(ask, small):
    page = ask(ITEMS)
    export = json.loads(small.get("/areas/border/wage_open.geojson").data)
    assert page["numberMatched"] == page["numberReturned"] == len(export["features"]) > 3
    for feature, other in zip(page["features"], export["features"], strict=True):
        assert feature["id"] == f"{other['id']}.2020"
        assert (feature["properties"], feature["geometry"]) == (other["properties"], other["geometry"])
    assert small.get(ITEMS).mimetype == "application/geo+json"


def test_a_feature_by_its_name_is_the_one_of_the_list(ask):
    for feature in ask(f"{ITEMS}?datetime=2018/2020")["features"]:
        one = ask(f"{ITEMS}/{feature['id']}")
        one.pop("links")
        assert one == feature


@pytest.mark.parametrize("name", ["AA04", "AA04.1999", "AA04.", ".2020", "XX.2020", "AA04.2020.1", "AA04.02020", "%00"])
def test_an_unknown_feature_is_not_found(small, name):
    response = small.get(f"{ITEMS}/{name}")
    assert (response.status_code, response.json["code"]) == (404, "unknown-name")


def test_time_chooses_the_years(ask):
    assert {item["properties"]["year"] for item in ask(f"{ITEMS}?datetime=2019")["features"]} == {2019}
    spanned = ask(f"{ITEMS}?datetime=2018-06-01/..&limit=1000")
    assert {item["properties"]["year"] for item in spanned["features"]} == {2018, 2019, 2020}
    assert len(set(ids(spanned))) == spanned["numberMatched"]
    assert ask(f"{ITEMS}?datetime=1999")["numberMatched"] == 0


def test_properties_narrow_down(ask):
    assert {item["properties"]["country"] for item in ask(f"{ITEMS}?country=BB")["features"]} == {"BB"}
    assert ids(ask(f"{ITEMS}?unit=BB-1")) == ["BB-1.2020"]
    assert {item["properties"]["unit"] for item in ask(f"{ITEMS}?core=true")["features"]} == {"AA04", "BB-1"}
    assert ask(f"{ITEMS}?unit=AA")["numberMatched"] == 0, "a unit that the map does not draw"


@pytest.mark.parametrize(
    ("box", "units"),
    [
        ("12.2,60.2,12.8,60.8", {"AA04"}), ("12.2,60.2,13.2,60.8", {"AA04", "BB-1"}), ("0,0,1,1", set()),
        ("12.2,60.2,-5,12.8,60.8,900", {"AA04"}), ("14.5,60,10.5,61", {"BB-2", "AA01"}), ("15,61,16,62", {"BB-2"}),
        ("-180,-90,180,90", {"AA01", "AA03", "AA04", "BB-1", "BB-2"}), ("12.5,60.5,12.5,60.5", {"AA04"}),
    ],
)  # fmt: skip
def test_a_box_chooses_what_it_meets(ask, box, units):
    assert {item["properties"]["unit"] for item in ask(f"{ITEMS}?bbox={box}")["features"]} == units


@pytest.mark.parametrize(
    "query",
    [
        "bbox=1,2,NaN,4", "bbox=1,2,inf,4", "bbox=1,2,3", "bbox=1,2,3,4,5", "bbox=1,2,3,4,5,6,7", "bbox=",
        "bbox=a,b,c,d",
        "bbox=10,62,12,60", "bbox=-181,0,0,1", "bbox=0,-91,1,1", "bbox=0,0,9,1,1,5", "bbox=1,2,3,4&bbox=1,2,3,4",
        "bbox=1_0,2,3,4", "bbox=0x1,2,3,4", "bbox=" + "1," * 2500, "bbox=1,2,3,1e999",
    ],
)  # fmt: skip
def test_what_is_no_box_is_refused(small, query):
    response = small.get(f"{ITEMS}?{query}")
    assert (response.status_code, response.json["parameter"]) == (400, "bbox")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("datetime=yesterday", "datetime"), ("datetime=2020/2019", "datetime"), ("datetime=", "datetime"),
        ("datetime=../..", "datetime"), ("datetime=" + "2" * 5000, "datetime"), ("limit=0", "limit"),
        ("limit=-1", "limit"), ("limit=abc", "limit"), ("offset=-1", "offset"), ("f=html", "f"), ("crs=x", "crs"),
        ("callback=alert", "callback"), ("core=maybe", "core"),
    ],
)  # fmt: skip
def test_a_wrong_parameter_is_named(small, query, name):
    response = small.get(f"{ITEMS}?{query}")
    assert (response.status_code, response.json["parameter"]) == (400, name)


@pytest.mark.parametrize("limit", ["10001", "1000000000"])
def test_a_limit_above_the_largest_counts_as_that(ask, limit):
    assert ask(f"{ITEMS}?limit={limit}")["numberReturned"] == ask(ITEMS)["numberMatched"]


def test_parts_follow_each_other_and_make_up_the_whole(small, ask):
    whole = ask(f"{ITEMS}?datetime=../2020&limit=1000")["features"]
    address, found = f"{ITEMS}?datetime=../2020&limit=4", []
    while address:
        response = small.get(address)
        page = json.loads(response.data)
        links = {link["rel"]: link["href"] for link in page["links"]}
        assert page["numberMatched"] == len(whole)
        assert ("prev" in links) == bool(found)
        found += page["features"]
        address = links.get("next")
        assert (f'<{address}>; rel="next"' in response.headers.get("Link", "")) == bool(address)
    assert found == whole


def test_figures_that_may_not_be_given_out_have_no_value(ask):
    rows = [item["properties"] for item in ask("/ogc/collections/border.wage/items?country=BB")["features"]]
    assert rows
    assert all((row["value"], row["reason"]) == (None, "licence") for row in rows)
    shown = [item["properties"] for item in ask(f"{ITEMS}?country=BB")["features"]]
    assert all(row["value"] for row in shown)


@pytest.mark.parametrize("name", ["border", "border.nothing", "nowhere.wage", "border%2Fwage", ".", "a" * 5000])
def test_an_unknown_collection_is_not_found(small, name):
    response = small.get(f"/ogc/collections/{name}/items")
    assert response.status_code == 404
    assert response.mimetype == "application/problem+json"
