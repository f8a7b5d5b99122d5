"""indicator.toml: the concept, its series, and what they refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapserver.catalogue.translations import texts_of
from mapserver.model import CountryNote, Derivation, Remark, Text
from tests.catalogue.toy import WAGE

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder

FILE = "layers/wage/indicator.toml"


def test_a_concept_is_read(folder: Folder) -> None:
    indicator = folder.read()[0].indicators["wage"]
    assert (indicator.kind, indicator.decimals, indicator.title) == ("money", 1, Text(en="Wage", nb="Lønn"))
    aland, _, eur = indicator.series
    assert [edition.id for edition in aland.editions] == ["A1", "A2"]
    assert aland.breaks == (Remark(2020, Text(en="New method"), ("AA01",)),)
    assert eur.derived == Derivation("exchange", ("wage/aland",), to="EUR")
    assert eur.drawn
    assert indicator.comparability[0].judgement == "similar"


def test_language_of_the_area_missing_in_the_title_is_a_note(folder: Folder) -> None:
    line = folder.replace(FILE, 'nb = "Lønn"\n', "") - 2
    folder.finding(FILE, line, "note", "title has no text in nb")


def test_series_without_figures_and_without_derivation(folder: Folder) -> None:
    folder.delete("layers/wage/beland.csv")
    folder.finding(FILE, 0, "error", "'beland' has neither figures nor a derivation", "layers/wage/beland.csv")


def test_series_with_neither_edition_nor_derivation(folder: Folder) -> None:
    folder.replace(
        "layers/double/indicator.toml",
        '[series.derived]\nmethod = "formula"\nformula = "wage * 2"\nof = { wage = "wage/aland" }\n',
        "",
    )
    finding = folder.finding("layers/double/indicator.toml", 17, "error", "has none of editions, edition, derived")
    assert "series[1]" in finding.message


def test_figures_beside_a_derivation(folder: Folder) -> None:
    folder.write("layers/double/aland.csv", "unit,vintage,year,value,flag\n")
    folder.finding("layers/double/aland.csv", 0, "warning", "derived")


def test_figures_that_no_series_reads(folder: Folder) -> None:
    folder.write("layers/wage/copy.csv", "unit,vintage,year,value,flag\n")
    folder.finding("layers/wage/copy.csv", 0, "warning", "no usable series", "aland, aland_eur, beland")


def test_indicator_with_the_address_of_another_page(folder: Folder) -> None:
    folder.write("layers/border_crossings/indicator.toml", folder.text("layers/double/indicator.toml"))
    folder.finding("layers/border_crossings/indicator.toml", 0, "error", "address", "border_crossings cannot be used")


@pytest.mark.parametrize("name", ["Wage", "my-wage", "2wage", "wäge"])
def test_indicator_that_is_not_lower_case(folder: Folder, name: str) -> None:
    folder.write(f"layers/{name}/indicator.toml", WAGE)
    folder.finding(f"layers/{name}/indicator.toml", 0, "error", f"'{name}'", "lower case")
    assert name not in folder.read()[0].indicators


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('units = ["AA01"]', 'units = ["AA77"]', ("break of 2020", "'AA77'", "unknown")),
        ('units = ["AA01"]', 'countries = ["BB"]', ("break of 2020", "'BB'", "does not cover")),
        (
            'series = ["aland", "beland"]',
            'series = ["aland", "celand"]',
            ("comparability", "'celand'", "aland, aland_eur"),
        ),
    ],
)
def test_references_have_their_line(folder: Folder, old: str, new: str, words: tuple[str, ...]) -> None:
    line = folder.replace(FILE, old, new)
    folder.finding(FILE, line, "error", *words)


def test_a_note_on_some_countries_is_read_and_to_be_translated(folder: Folder) -> None:
    note = '[[country_note]]\ncountries = ["AA"]\nnote = { en = "Of Aland." }\n\n[[comparability]]'
    folder.replace(FILE, "[[comparability]]", note)
    indicator = folder.read()[0].indicators["wage"]
    assert indicator.country_notes == (CountryNote(("AA",), Text(en="Of Aland.")),)
    assert "Of Aland." in {text["en"] for text in texts_of([indicator])}


def test_a_note_on_a_country_without_figures_has_its_line(folder: Folder) -> None:
    note = '[[country_note]]\ncountries = ["ZZ"]\nnote = { en = "Of nobody." }\n\n[[comparability]]'
    line = folder.replace(FILE, "[[comparability]]", note) + 1
    folder.finding(FILE, line, "error", "country_note names 'ZZ', of which no series has figures", "AA")
    assert folder.read()[0].indicators["wage"].country_notes == ()


def test_a_note_on_no_country_is_refused(folder: Folder) -> None:
    line = folder.replace(FILE, "[[comparability]]", '[[country_note]]\nnote = { en = "?" }\n\n[[comparability]]')
    folder.finding(FILE, line, "error", "country_note[1] has no 'countries'", "add the key")


def test_a_broken_break_is_left_out(folder: Folder) -> None:
    folder.replace(FILE, 'units = ["AA01"]', 'units = ["AA77"]')
    assert folder.read()[0].indicators["wage"].series[0].breaks == ()


@pytest.mark.parametrize(
    ("old", "new", "severity", "words"),
    [
        ('level = "county"', 'level = "nuts3"', "error", ("level 'nuts3' is unknown", "country, region, county")),
        ('countries = ["BB"]', 'countries = ["BB", "ZZ"]', "error", ("'ZZ'", "AA, BB")),
        ('denomination = "BGN, current prices"\n', "", "warning", ("'beland' is money without a denomination",)),
        ('id = "beland"', 'id = "aland"', "error", ("'aland' stands twice",)),
        ('id = "A2"', 'id = "A1"', "error", ("edition 'A1' stands twice",)),
    ],
)
def test_series_against_the_land(folder: Folder, old: str, new: str, severity: str, words: tuple[str, ...]) -> None:
    folder.replace(FILE, old, new)
    findings = [item for item in folder.read()[1] if item.file == FILE and item.severity == severity]
    assert any(all(word in f"{item.message} {item.remedy}" for word in words) for item in findings), findings
    assert all(item.line for item in findings)


def test_one_broken_series_does_not_take_the_others_along(folder: Folder) -> None:
    folder.replace(FILE, 'countries = ["BB"]\n', "")
    catalogue, _ = folder.read()
    assert [series.id for series in catalogue.indicators["wage"].series] == ["aland", "aland_eur"]
    assert "wage/aland" in catalogue.observations


def test_a_broken_concept_is_left_out(folder: Folder) -> None:
    folder.replace(FILE, 'kind = "money"', 'kind = "gold"')
    assert "wage" not in folder.read()[0].indicators
