"""Files of units: all figures of one, and units side by side."""

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from pypdf import PdfReader

from mapserver.model import Edition
from mapserver.model.ranks import DrawnFigure, Rank
from tests.web.world import ToySource

REFUSING = Edition("E1", "Office", "", "Rates", "", "Private", "2024", no_redistribution="The office sells them.")


def rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    return list(csv.DictReader(StringIO(answer.text)))


def test_all_figures_of_a_unit_as_csv(client: FlaskClient) -> None:
    found = rows(client, "/units/RU-KR.csv")
    assert len(found) == 11 + 3
    last = next(row for row in found if row["year"] == "2020")
    assert (last["value"], last["reason"], last["series"]) == ("", "confidential", "rosstat")
    assert {row["drawn_in"] for row in found} == {"toy", ""}
    assert all(row["snapshot"] == "toy-snapshot-1" for row in found)


def test_a_comparison_as_csv_has_differences_judgement_and_reason(client: FlaskClient) -> None:
    first, other = rows(client, "/compare.csv?units=NO073,RU-MUR")
    assert (first["unit"], first["diff"], first["judgement"]) == ("NO073", "", "")
    assert float(other["diff"]) == pytest.approx(float(other["value"]) - float(first["value"]))
    assert float(other["ratio"]) == pytest.approx(float(other["value"]) / float(first["value"]))
    assert (other["judgement"], other["judgement_reason"]) == ("similar", "Ages 15-74 against 15-72.")
    assert (other["compared_with"], other["series"], other["year"]) == ("NO073", "rosstat", "2020")


def test_the_same_figures_as_json_and_as_a_workbook(client: FlaskClient) -> None:
    shape = json.loads(client.get("/compare.json?units=NO073,RU-MUR").data)
    assert [row["value"] for row in shape["rows"]] == [5.0, 6.5]
    assert {column["name"] for column in shape["columns"]} == set(shape["rows"][0])
    book = load_workbook(BytesIO(client.get("/compare.xlsx?units=NO073,RU-MUR").data))
    assert book.sheetnames == ["Comparison", "Values", "About"]
    front = list(book["Comparison"].values)
    assert front[0][:5] == ("Indicator", "Measure", "Year", "Nordland", "Murmansk Oblast")
    assert front[1][3:] == (5, 6.5, 1.5, 1.3, "similar")
    about = {row[0] for row in book["About"].values}
    assert {"Title", "Snapshot", "judgement_reason"} <= about
    unit = load_workbook(BytesIO(client.get("/units/NO073.xlsx").data))
    assert unit.sheetnames == ["Values", "About"]


def test_the_report_is_a_document_of_text(app: Flask) -> None:
    client = app.test_client()
    answer = client.get("/compare.pdf?units=NO073,RU-MUR")
    assert answer.mimetype == "application/pdf"
    pages = PdfReader(BytesIO(answer.data)).pages
    text = " ".join(page.extract_text() for page in pages)
    assert "Nordland and Murmansk Oblast" in text
    assert "+1.5" in text
    assert f"Page 1 of {len(pages)}" in text
    assert float(pages[0].mediabox.width) == pytest.approx(841.89, abs=0.5)


def test_names_that_look_like_formulas_are_marked(source: ToySource, app: Flask) -> None:
    source.snapshot.names.update({"NO073": {"en": "=HYPERLINK(1)", "nb": "@x"}})
    source.snapshot.__post_init__()
    client = app.test_client()
    assert rows(client, "/units/NO073.csv")[0]["name"] == "'=HYPERLINK(1)"
    assert rows(client, "/compare.csv?units=NO073,RU-MUR")[0]["name"] == "'=HYPERLINK(1)"
    book = load_workbook(BytesIO(client.get("/compare.xlsx?units=NO073,RU-MUR").data))
    assert book["Values"]["B2"].data_type == "s"
    assert client.get("/compare.pdf?units=NO073,RU-MUR").status_code == 200


def test_what_may_not_be_given_out_is_left_empty_and_all_of_it_refused(source: ToySource, app: Flask) -> None:
    snapshot, client = source.snapshot, app.test_client()
    own = snapshot.unit("RU-MUR")
    snapshot._units["RU-MUR"] = replace(own, sources=(REFUSING,))
    answer = client.get("/units/RU-MUR.csv")
    assert answer.status_code == 403
    assert "The office sells them." in json.loads(answer.data)["detail"]
    first, other = rows(client, "/compare.csv?units=NO073,RU-MUR")
    assert first["value"] == "5.0"
    assert (other["value"], other["reason"], other["diff"], other["ratio"]) == ("", "licence", "", "")
    assert "share-figures" in client.get("/share/units/RU-MUR").text
    assert "/units/RU-MUR.csv" not in client.get("/share/units/RU-MUR").text
    # The difference to a figure that is kept back would give it out.
    turned = rows(client, "/compare.csv?units=RU-MUR,NO073")
    assert [row["diff"] for row in turned] == ["", ""]


def test_unknown_formats_units_and_nothing(client: FlaskClient) -> None:
    assert client.get("/units/NO073.doc").status_code == 404
    assert client.get("/units/XX.csv").status_code == 404
    assert client.get("/units/NO073.csv?year=2010").status_code == 400
    assert client.get("/compare.doc?units=NO073").status_code == 404
    assert client.get("/compare.csv").status_code == 400
    assert client.get("/compare.csv?units=NO073,XX").status_code == 400


def test_a_unit_is_shared_with_its_files_and_a_map(source: ToySource, app: Flask) -> None:
    snapshot = source.snapshot
    own = snapshot.unit("NO074")
    drawn = replace(own.lines[0], drawn=DrawnFigure(2019, Rank(3, 14), Rank(2, 5)))
    snapshot._units["NO074"] = replace(own, lines=(drawn, *own.lines[1:]))
    text = app.test_client().get("/share/units/NO074").text
    for suffix in ("csv", "xlsx", "json"):
        assert f'href="/units/NO074.{suffix}"' in text
    assert "/embed/toy/unemployment_rate?" in text
    assert "unit=NO074" in text
    assert 'href="/share/areas/toy/unemployment_rate?year=2019&amp;unit=NO074"' in text


def test_one_report_is_drawn_at_a_time_and_nothing_else_waits_for_it(app: Flask, client: FlaskClient) -> None:
    reports = app.extensions["mapserver"].reports
    address = "/compare.pdf?units=NO073,RU-MUR"
    assert reports._places.acquire(blocking=False)
    try:
        busy = client.get(address)
        assert (busy.status_code, busy.get_json(force=True)["code"]) == (503, "busy")
        assert int(busy.headers["Retry-After"]) > 0
        assert client.get("/compare.csv?units=NO073,RU-MUR").status_code == 200
    finally:
        reports._places.release()
    assert PdfReader(BytesIO(client.get(address).data)).pages
    reports._stop()
