"""Values over HTTP: the figures of a map, set against what its address could set them against, with its refusals."""

from __future__ import annotations

import csv
import io

import pytest

VALUES = "/api/values?area=border&indicator=wage_open"
SHIPPED = "/api/values?area=bulgaria&indicator=gdp_per_inhabitant&year=2019&limit=10000"


def test_values_are_those_that_the_map_draws(ask):
    page = ask(f"{VALUES}&year=2020")
    rows = {row["unit"]: row for row in page["items"]}
    assert (rows["AA04"]["value"], rows["AA04"]["flag_words"]) == (25.0, ["estimated"])
    assert (rows["BB-1"]["transform"], rows["BB-1"]["own_value"], rows["BB-1"]["parity"]) == ("value", None, None)
    assert {row["country"] for row in ask(f"{VALUES}&country=BB")["items"]} == {"BB"}
    assert {row["unit"] for row in ask(f"{VALUES}&unit=AA04,BB-1&from=2020")["items"]} == {"AA04", "BB-1"}


def test_they_can_be_set_against_the_neighbours(ask):
    (row,) = ask(f"{VALUES}&year=2020&unit=AA04&transform=vs-neighbours&as=absolute")["items"]
    assert (row["own_value"], row["context_value"] is not None) == (25.0, True)
    assert row["value"] == pytest.approx(row["own_value"] - row["context_value"])
    assert (row["transform"], row["parity_reason"]) == ("vs-neighbours order-1 absolute", "ratio_alone")


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("transform=vs-area&order=2", "order"),
        ("transform=vs-neighbours&order=2&km=50", "order"),
        ("transform=vs-neighbours&order=9", "order"),
        ("transform=vs-neighbours&km=-3", "km"),
        ("transform=vs-area&as=parity", "as"),
        ("as=absolute", "as"),
        ("transform=change", "transform"),
        ("core=within-7", "core"),
    ],
)
def test_what_goes_together_nowhere_is_refused_as_by_the_files_of_the_map(ask, query, parameter):
    told = ask(f"{VALUES}&{query}", 400)
    assert told["parameter"] == parameter


def test_figures_that_may_not_be_given_out_are_kept_back_and_nothing_is_made_of_them(small):
    rows = small.get("/api/values?area=border&indicator=wage&country=BB").json["items"]
    kept = [row for row in rows if row["reason"] == "licence"]
    assert kept and all(row["value"] is None for row in kept)
    assert small.get("/api/values?area=border&indicator=wage&transform=vs-neighbours").status_code == 403


@pytest.mark.parametrize("query", ["transform=vs-area", "transform=vs-neighbours&km=200&as=parity", "core=order-2"])
def test_shipped_values_are_those_of_the_file(shipped_app, query):
    client = shipped_app.test_client()
    rows = client.get(f"{SHIPPED}&{query}").json["items"]
    text = client.get(f"/areas/bulgaria/gdp_per_inhabitant.csv?year=2019&{query}").text
    file = {row["unit"]: row for row in csv.DictReader(io.StringIO(text))}
    assert len(rows) == len(file) > 100
    for row in rows:
        for name in ("value", "own_value", "context_value", "parity"):
            written = file[row["unit"]][name]
            assert row[name] == (pytest.approx(float(written)) if written else None), (row["unit"], name)
        for name in ("measure", "transform", "edition", "border_area"):
            assert row[name] == file[row["unit"]][name]
