"""Requests as browsers, scripts and attackers make them: caches, other sites, and queries that are wrong."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

OBSERVATIONS = "/api/observations?indicator=wage"


def problem(client, address, status=400):
    response = client.get(address)
    assert response.status_code == status, (address, response.text[:300])
    assert response.mimetype == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert len(response.data) < 20_000
    return json.loads(response.data)


@pytest.mark.parametrize("path", ["/api/", "/api/areas", OBSERVATIONS, "/api/openapi.json", "/api/areas/border"])
def test_what_a_client_has_is_not_sent_again(small, path):
    first = small.get(path)
    again = small.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    head = small.head(path)
    assert (head.status_code, head.data) == (200, b"")


def test_pages_of_other_sites_may_read(small):
    response = small.get("/api/units?limit=2", headers={"Origin": "https://elsewhere.example"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert {"ETag", "Link"} <= set(response.headers["Access-Control-Expose-Headers"].split(", "))
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("path", ["/api/", "/api/units", "/api/areas/border", "/ogc/collections"])
def test_a_preflight_is_answered(small, path):
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    response = small.options(path, headers=asked)
    assert (response.status_code, response.data) == (204, b"")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert response.headers["Access-Control-Allow-Headers"] == "If-None-Match"


@pytest.mark.parametrize("path", ["/api/nothing", "/areas/border", "/"])
def test_options_of_anything_else_stay_errors(small, path):
    response = small.options(path)
    assert response.status_code in (404, 405)
    assert "Access-Control-Allow-Methods" not in response.headers


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written(small, method):
    response = getattr(small, method)("/api/units")
    assert response.status_code == 405
    assert response.mimetype == "application/problem+json"


def test_the_start_is_an_index_for_programs_and_a_page_for_readers(small):
    index = small.get("/api/")
    assert index.mimetype == "application/json"
    assert "Accept" in index.headers["Vary"]
    for address in index.json["lists"].values():
        assert small.get(address).status_code in (200, 400)
    page = small.get("/api/", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.mimetype == "text/html"
    assert "Accept" in page.headers["Vary"]
    assert all(f"<code>/api/{name}</code>" in page.text for name in index.json["lists"])
    assert page.headers["ETag"] != index.headers["ETag"]


#: Each with the parameter that the answer names.
WRONG = [
    ("limit=0", "limit"), ("limit=1000000000", "limit"), ("limit=abc", "limit"), ("limit=", "limit"),
    ("limit=-1", "limit"), ("limit=1e3", "limit"), ("limit=%D9%A1", "limit"), ("limit=1_0", "limit"),
    ("offset=-1", "offset"), ("offset=99999999999999999999", "offset"), ("year=nan", "year"), ("year=20200", "year"),
    ("year=2020&year=2021", "year"), ("callback=alert", "callback"), ("jsonp=x", "jsonp"), ("from=x", "from"),
    ("lang=xx", "lang"), ("unit=", "unit"), ("unit=AA01,,AA04", "unit"), ("unit=AA01,", "unit"),
    ("area=" + "x" * 5000, "area"), ("x" * 5000 + "=1", "x" * 40), ("limit=" + "9" * 5000, "limit"),
    ("unit=" + ",".join(f"U{n}" for n in range(51)), "unit"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "name"), WRONG, ids=[query[:24] for query, _ in WRONG])
def test_a_wrong_parameter_is_named_with_what_is_allowed(small, query, name):
    told = problem(small, f"{OBSERVATIONS}&{query}")
    assert told["parameter"] == name
    assert told["code"] == "bad-parameter"
    assert isinstance(told["allowed"], list)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/api/areas/nowhere", "area"), ("/api/units/XX1", "unit"), ("/api/borders/AA-CC", "border"),
        ("/api/indicators/wages", "indicator"), ("/api/series/wage/nobody", "series"),
        ("/api/series/nothing/aland", "series"), ("/api/units?area=nowhere", "area"),
        ("/api/observations?indicator=wages", "indicator"), ("/api/observations?unit=AA01,XX1", "unit"),
        ("/api/observations?series=wage", "series"), ("/api/units?country=aa", "country"),
        ("/api/gaps?area=border&indicator=nothing", "indicator"), ("/api/neighbours?border=AA-CC", "border"),
        ("/api/units/%00", "unit"), ("/api/units?area=bor%00der", "area"),
        (f"/api/units/{quote('<img src=x onerror=alert(1)>', safe='')}", "unit"),
    ],
)  # fmt: skip
def test_an_unknown_name_is_not_found(small, path, kind):
    told = problem(small, path, 404)
    assert (told["code"], told["kind"]) == ("unknown-name", kind)


def test_a_name_that_is_almost_right_is_suggested(small):
    assert "wage" in problem(small, "/api/indicators/wages", 404)["suggestions"]


@pytest.mark.parametrize("path", ["/api/units/AA01%2F..%2Fx", "/api/areas/..%2f..%2fetc", "/api/series/wage%2Faland/x"])
def test_encoded_slashes_lead_nowhere(small, path):
    problem(small, path, 404)


def test_a_level_that_a_map_does_not_have_is_refused(small, small_snapshot):
    entry = small_snapshot.area("border").layers[0]
    address = f"/api/gaps?area=border&indicator={entry.indicator}&level=nuts2"
    if "nuts2" in entry.values:
        assert small.get(address).status_code == 200
    else:
        assert problem(small, address)["parameter"] == "level"


@pytest.mark.parametrize("path", ["observations?unit=AA01", "gaps?area=border&indicator=wage_open"])
def test_years_in_the_wrong_order_are_no_empty_answer(small, path):
    assert problem(small, f"/api/{path}&from=2020&to=2000")["parameter"] == "from"
    assert small.get(f"/api/{path}&from=2020&to=2020").status_code == 200


def test_a_border_that_an_area_does_not_show_is_no_empty_answer(shipped_app):
    told = problem(shipped_app.test_client(), "/api/gaps?area=bulgaria&indicator=gdp_per_inhabitant&border=NO-RU")
    assert (told["parameter"], "BG-TR" in told["allowed"]) == ("border", True)


def test_several_faults_are_told_at_once(small):
    told = problem(small, "/api/units?limit=0&colour=red&current=perhaps")
    assert {item["parameter"] for item in told["parameters"]} == {"limit", "colour", "current"}


def test_a_needed_parameter_is_named(small):
    told = problem(small, "/api/gaps")
    assert {item["parameter"] for item in told["parameters"]} == {"area", "indicator"}


@pytest.mark.parametrize("path", ["/api/openapi.json?x=1", "/api/?x=1", "/api/areas/border?limit=3"])
def test_addresses_without_parameters_take_none(small, path):
    problem(small, path)
