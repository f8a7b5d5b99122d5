"""The Data Package: a zip whose descriptor tells the truth about its files."""

import json
import zipfile
from io import BytesIO

import pandas as pd

from mapserver.exports.columns import COLUMNS
from mapserver.exports.extract import Extract
from mapserver.exports.package import data_package


def test_every_file_is_described_and_there(full: Extract) -> None:
    with zipfile.ZipFile(BytesIO(data_package(full, {"map.svg": b"<svg/>"}))) as packed:
        assert packed.testzip() is None
        names = set(packed.namelist())
        told = json.loads(packed.read("datapackage.json"))
        table = pd.read_csv(BytesIO(packed.read("values.csv")), keep_default_na=False)
        readme = packed.read("README.txt").decode()
    assert names == {"datapackage.json", "README.txt", *(item["path"] for item in told["resources"])}
    assert "map.svg" in names
    fields = told["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == list(table.columns) == [column.name for column in COLUMNS]
    key = told["resources"][0]["schema"]["primaryKey"]
    assert not table.duplicated(key).any()
    assert {licence["name"] for licence in told["licenses"]} == {"CC BY 4.0", "reuse with attribution"}
    assert len(told["sources"]) == 2
    for words in (full.attribution, full.snapshot, full.page, "Ages 15-74 against 15-72."):
        assert words in readme


def test_the_name_is_one_that_packages_may_have(full: Extract) -> None:
    with zipfile.ZipFile(BytesIO(data_package(full, {}))) as packed:
        name = json.loads(packed.read("datapackage.json"))["name"]
    assert name == name.lower()
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-._")


def test_the_same_figures_make_the_same_file(full: Extract) -> None:
    assert data_package(full, {}) == data_package(full, {})
