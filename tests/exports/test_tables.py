"""Tables are read back by other programs: numbers bit for bit, text as it was, nothing as a formula."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapserver.exports.columns import COLUMNS
from mapserver.exports.extract import Extract
from mapserver.exports.tables import csv_table, guarded, sdmx_table, xlsx_table
from tests.exports.conftest import SNAPSHOT, make_extract
from tests.maps.conftest import HOSTILE, make_layer

FORMULAS = ("=1+1", "+1", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", " =1")


TYPES = {column.name: str for column in COLUMNS if column.type == "string"}


def read(content: bytes) -> pd.DataFrame:
    return pd.read_csv(BytesIO(content), dtype=TYPES, keep_default_na=False, na_values={"value": [""]})


def test_every_number_carries_what_must_be_said_with_it(extract: Extract) -> None:
    table = read(csv_table(extract))
    assert list(table.columns) == [column.name for column in COLUMNS]
    row = table.set_index("unit").loc["RU-A"]
    assert (row["value"], row["year"], row["reference_date"], row["vintage"]) == (9.0, 2020, "2020", "2020")
    for name in ("measure", "series", "source", "licence", "snapshot", "indicator"):
        assert row[name], name
    assert row["snapshot"] == SNAPSHOT


def test_a_missing_figure_is_empty_and_has_its_reason(extract: Extract) -> None:
    row = read(csv_table(extract)).set_index("unit").loc["RU-B"]
    assert pd.isna(row["value"])
    assert row["reason"] == "confidential"
    assert row["source"] == ""


def test_all_years_are_those_in_which_a_unit_is_drawn(full: Extract) -> None:
    table = read(csv_table(full))
    assert sorted(table["year"].unique()) == list(full.layer.years)
    assert set(table[table["unit"] == "NO0X"]["year"]) == {2021}
    assert not table.duplicated(["unit", "vintage", "year"]).any()


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=8, max_size=8))
def test_numbers_survive_bit_for_bit(values: list[float]) -> None:
    layer = make_layer()
    cells = tuple(
        tuple(cell._replace(value=value, reason="") for cell in line)
        for value, line in zip(values, layer.cells, strict=True)
    )
    extract = make_extract(replace(layer, cells=cells))
    back = read(csv_table(extract)).set_index("unit")["value"]
    for row in extract.observations:
        assert float(back[row.unit]).hex() == float(row.value).hex()


@pytest.mark.parametrize("text", [*FORMULAS, *HOSTILE])
def test_text_is_no_formula(extract_of: Callable[..., Extract], text: str) -> None:
    extract = extract_of({"RU-A": {"en": text}})
    for content in (csv_table(extract), sdmx_table(extract)):
        for cell in pd.read_csv(BytesIO(content), dtype=str, keep_default_na=False).to_numpy().ravel():
            assert not cell.lstrip().startswith(("=", "+", "@")) and not cell.startswith(("\t", "\r"))
    book = openpyxl.load_workbook(BytesIO(xlsx_table(extract)))
    names = {cell.value: cell.data_type for cell in book["Values"]["B"]}
    assert names[text.replace("\r", "\n")] == "s"


def test_a_negative_number_stays_a_number(extract: Extract) -> None:
    layer = extract.layer
    cells = tuple(tuple(cell._replace(value=-1.5, reason="") for cell in line) for line in layer.cells)
    below = replace(extract, layer=replace(layer, cells=cells))
    assert ",-1.5," in csv_table(below).decode()
    sheet = openpyxl.load_workbook(BytesIO(xlsx_table(below)))["Values"]
    value = next(cell for cell in sheet[2] if sheet.cell(1, cell.column).value == "value")
    assert (value.value, value.data_type, value.number_format) == (-1.5, "n", "#,##0.0")


def test_a_workbook_says_what_its_numbers_are(full: Extract) -> None:
    book = openpyxl.load_workbook(BytesIO(xlsx_table(full)))
    assert book.sheetnames == ["Values", "About"]
    assert book["Values"].max_row == len(full.observations) + 1
    about = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert about["Snapshot"] == SNAPSHOT
    assert about["Page"] == full.page
    assert "Statistics" in about["Attribution"] or about["Attribution"]
    assert all(about[column.name] == column.description for column in COLUMNS)


def test_sdmx_has_the_usual_concepts(extract: Extract) -> None:
    table = pd.read_csv(BytesIO(sdmx_table(extract)), dtype=str, keep_default_na=False).set_index("REF_AREA")
    assert table.loc["RU-A", ["FREQ", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS"]].tolist() == ["A", "2020", "9.0", "A"]
    assert table.loc["RU-B", "OBS_STATUS"] == "Q"


@pytest.mark.parametrize("write", [csv_table, sdmx_table, xlsx_table])
def test_the_same_figures_make_the_same_bytes(full: Extract, write: Callable[[Extract], bytes]) -> None:
    assert write(full) == write(full)


@given(st.text())
def test_a_guard_is_one_sign_in_front(text: str) -> None:
    assert guarded(text) in (text, f"'{text}")
