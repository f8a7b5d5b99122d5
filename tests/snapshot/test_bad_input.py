"""Every kind of bad input through a whole build: a finding with place and remedy, and nothing published."""

from __future__ import annotations

import json

import pytest

from mapserver.snapshot import BuildFailedError, build
from tests.catalogue.toy import BB_PIECES, collection, square

BELAND = "layers/wage/beland.csv"
ROW = "BB-1,2021,2020,50,"


def row(text):
    return lambda folder: folder.replace(BELAND, ROW, text)


def text_of(file, old, new):
    return lambda folder: folder.replace(file, old, new)


def whole(file, content):
    return lambda folder: folder.write(file, content)


def swapped_axes(folder):
    pieces = json.loads(folder.text("boundaries/bb/pieces.geojson"))
    turned = {
        item["properties"]["piece"]: [[point[::-1] for point in ring] for ring in item["geometry"]["coordinates"]]
        for item in pieces["features"]
    }
    folder.write("boundaries/bb/pieces.geojson", collection(turned))


BOW_TIE = [[[14, 60], [15, 61], [15, 60], [14, 61], [14, 60]]]
ERRORS = {
    "missing column": (whole(BELAND, "unit,vintage,year,value\nBB-1,2021,2020,50\n"), BELAND, "flag"),
    "unknown code": (row("BB-9,2021,2020,50,"), f"{BELAND}:2", "BB-9"),
    "code of another vintage": (
        text_of("layers/wage/aland.csv", "AA01,2016,2018", "AA04,2016,2018"),
        "layers/wage/aland.csv:2",
        "2024",
    ),
    "duplicate": (row(f"{ROW}\nBB-1,2021,2020,51,"), BELAND, "BB-1"),
    "text in a number": (row("BB-1,2021,2020,fifty,"), f"{BELAND}:2", "fifty"),
    "decimal comma": (row('BB-1,2021,2020,"50,5",'), f"{BELAND}:2", "comma"),
    "cp1251": (whole(BELAND, "unit,vintage,year,value,flag\nBB-1,2021,2020,50,да\n".encode("cp1251")), BELAND, "UTF-8"),
    "year out of range": (row("BB-1,2021,20200,50,"), f"{BELAND}:2", "20200"),
    "no number": (row("BB-1,2021,2020,NaN,"), f"{BELAND}:2", "NaN"),
    "not available": (row("BB-1,2021,2020,NA,"), f"{BELAND}:2", "NA"),
    "missing English": (
        text_of("layers/wage/indicator.toml", 'en = "Wage"\n', ""),
        "layers/wage/indicator.toml",
        "English",
    ),
    "countries that do not touch": (
        lambda folder: (
            folder.write(
                "boundaries/bb/pieces.geojson", collection({"bb-one": square(23, 60), "bb-two": square(24, 60)})
            ),
            folder.replace("boundaries/bb/crosswalk.csv", "14.5 60.5", "24.5 60.5"),
        ),
        "boundaries/areas/border.toml",
        "touches no other country",
    ),
    "overlapping territories": (
        text_of("boundaries/bb/territories.csv", "bb-two", "bb-one"),
        "boundaries/bb/territories.csv",
        "bb-one",
    ),
    "broken polygon": (
        whole("boundaries/bb/pieces.geojson", collection(BB_PIECES | {"bb-two": BOW_TIE})),
        "boundaries/bb/pieces.geojson",
        "bb-two",
    ),
    "wrong axis order": (swapped_axes, "boundaries/bb/pieces.geojson", "longitude first"),
    "nothing": (whole(BELAND, ""), BELAND, ""),
    "no figures file": (lambda folder: folder.delete(BELAND), "layers/wage", "beland"),
    "broken TOML": (
        whole("layers/wage/indicator.toml", "format = 1\n[title\n"),
        "layers/wage/indicator.toml:2",
        "",
    ),
}
WARNINGS = {
    "unknown key": (
        text_of("layers/wage/indicator.toml", 'theme = "labour"', 'theme = "labour"\ncolour = "red"'),
        "layers/wage/indicator.toml:3",
        "colour",
    ),
    "missing translation": (
        text_of("layers/wage/indicator.toml", 'nb = "Lønn"\n', ""),
        "layers/wage/indicator.toml",
        "nb",
    ),
    "byte-order mark": (lambda folder: folder.write(BELAND, "\ufeff" + folder.text(BELAND)), BELAND, "byte-order"),
}


def places(findings, place, word):
    return [
        item
        for item in findings
        if f"{item.file}:{item.line}".startswith(place) and word in item.message + item.remedy and item.remedy
    ]


@pytest.mark.parametrize(("spoil", "place", "word"), ERRORS.values(), ids=ERRORS)
def test_an_error_has_a_place_and_a_remedy_and_publishes_nothing(folder, store, spoil, place, word):
    before = build(folder.path, store).snapshot
    spoil(folder)
    with pytest.raises(BuildFailedError) as caught:
        build(folder.path, store)
    errors = [item for item in caught.value.findings if item.severity == "error"]
    assert places(errors, place, word), "\n".join(map(str, errors))
    assert store.pointer() == before
    assert store.verify(before) == []


@pytest.mark.parametrize(("spoil", "place", "word"), WARNINGS.values(), ids=WARNINGS)
def test_what_does_no_harm_is_said_and_published(folder, store, spoil, place, word):
    build(folder.path, store)
    spoil(folder)
    findings = build(folder.path, store).findings
    assert places(findings, place, word), "\n".join(map(str, findings))
