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

from mapserver.model import Edition, Text
from mapserver.model.ranks import DrawnFigure, Rank, YearRanks
from tests.web.world import ToySource

RANKS = (YearRanks(2020, 0, 0, 2, 6),)
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
    about = {row[0] for row in book["About"].values}
    assert {"Title", "Snapshot", "judgement_reason"} <= about
    unit = load_workbook(BytesIO(client.get("/units/NO073.xlsx").data))
    assert unit.sheetnames == ["Values", "About"]


def test_the_sheet_to_read_has_year_remarks_judgement_and_reason_of_each_figure(client: FlaskClient) -> None:
    sheet = load_workbook(BytesIO(client.get("/compare.xlsx?units=NO073,RU-MUR").data))["Comparison"]
    head, line = list(sheet.values)
    assert head == (
        "Indicator",
        "Measure",
        "Nordland",
        "Nordland: Year",
        "Nordland: Remarks",
        "Murmansk Oblast",
        "Murmansk Oblast: Year",
        "Murmansk Oblast: Remarks",
        "Murmansk Oblast \u2212 Nordland",
        "Murmansk Oblast \u00f7 Nordland",
        "Murmansk Oblast: How the figures compare",
        "Murmansk Oblast: Reason",
    )
    assert line[:5] == ("Unemployment rate", "% of the labour force", 5, 2020, None)
    assert line[5:7] == (6.5, 2020)
    assert line[8:] == (1.5, 1.3, "similar", "Ages 15-74 against 15-72.")
    assert [sheet[cell].number_format for cell in ("C2", "D2", "I2", "J2")] == ["#,##0.0", "0", "#,##0.0", "#,##0.00"]
    assert (sheet.freeze_panes, sheet["L2"].alignment.wrap_text) == ("B2", True)
    assert sheet.column_dimensions["L"].width > 40


def test_what_a_figure_is_of_and_its_own_measure_stand_in_the_sheet(source: ToySource, app: Flask) -> None:
    snapshot = source.snapshot
    own = snapshot.unit("RU-MUR")
    line = next(item for item in own.lines if item.area)
    flagged = tuple(row._replace(flag="b") for row in line.observations)
    other = replace(line, measure=Text(en="% of persons aged 15-72"), observations=flagged, ranks=RANKS)
    # The district itself has no figure: that of a larger unit stands in.
    snapshot._units["RU-MUR"] = replace(own, lines=(), parents=("RU-ARK",))
    snapshot._units["RU-ARK"] = replace(snapshot.unit("RU-ARK"), lines=(other,))
    units = tuple(
        replace(item, parents=("RU-ARK",)) if item.code == "RU-MUR" else item for item in snapshot.register.units
    )
    snapshot.register = replace(snapshot.register, units=units)
    answer = app.test_client().get("/compare.xlsx?units=NO073,RU-MUR")
    line = list(load_workbook(BytesIO(answer.data))["Comparison"].values)[1]
    assert line[1] == "% of the labour force\n% of persons aged 15-72"
    assert line[4] == "% of the labour force"
    assert line[7].splitlines() == [
        "% of persons aged 15-72",
        "larger unit: Arkhangelsk Oblast (RU-ARK)",
        "break in the series",
        "Russia: 2 of 6",
    ]
    # Figures of two measures have neither a difference nor a ratio.
    assert line[8:11] == (None, None, "similar")
    assert "The source flags a break" in line[11]


def test_two_units_of_one_name_are_told_apart_by_their_codes(source: ToySource, app: Flask) -> None:
    source.snapshot.names.update({"NO073": {"en": "Twin"}, "RU-MUR": {"en": "Twin"}})
    source.snapshot.__post_init__()
    head = next(
        load_workbook(BytesIO(app.test_client().get("/compare.xlsx?units=NO073,RU-MUR").data))["Comparison"].values
    )
    assert (head[2], head[5]) == ("Twin (NO073)", "Twin (RU-MUR)")
    assert "Twin (RU-MUR) \u2212 Twin (NO073)" in head


def test_a_figure_that_is_not_there_says_why_in_the_sheet(source: ToySource, app: Flask) -> None:
    client = app.test_client()
    address = "/compare.xlsx?units=NO073,RU-KR&year=2020"
    line = list(load_workbook(BytesIO(client.get(address).data))["Comparison"].values)[1]
    assert line[5:] == (None, None, "confidential", None, None, None, None)
    snapshot = source.snapshot
    snapshot._units["RU-MUR"] = replace(snapshot.unit("RU-MUR"), sources=(REFUSING,))
    line = list(load_workbook(BytesIO(client.get("/compare.xlsx?units=NO073,RU-MUR").data))["Comparison"].values)[1]
    assert line[5:] == (None, None, "Office: The office sells them.", None, None, None, None)


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
    assert (book["Comparison"]["C1"].value, book["Comparison"]["C1"].data_type) == ("=HYPERLINK(1)", "s")
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
