"""Figures: what is kept, what is refused, and what the finding says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapserver.catalogue.number import LARGEST, read_number
from mapserver.model import Observation

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder

FILE = "layers/wage/aland.csv"
TOML = "layers/wage/indicator.toml"


def test_rows_become_observations(folder: Folder) -> None:
    rows = folder.read()[0].observations["wage/aland"]
    assert rows[0] == Observation("AA01", "2016", 2018, 100.5, "", "A1")
    assert rows[2].value == -32.0
    assert rows[3] == Observation("AA04", "2024", 2020, None, ":c", "A2", "confidential")
    assert rows[4].vintage == ""


def test_a_sole_edition_is_filled_in(folder: Folder) -> None:
    assert {row.edition for row in folder.read()[0].observations["wage/beland"]} == {"B1"}


def test_unknown_unit_is_reported_once_with_its_rows(folder: Folder) -> None:
    line = folder.append(FILE, "AA99,2024,2020,1,,A1")
    folder.append(FILE, "AA99,2024,2021,1,,A1")
    folder.finding(FILE, line, "error", "'AA99' is unknown", "in 2 rows", "territories.csv")


def test_code_of_another_vintage_names_the_vintages_that_have_it(folder: Folder) -> None:
    line = folder.append(FILE, "AA02,2024,2020,1,,A1")
    folder.finding(FILE, line, "error", "'AA02' does not exist in vintage '2024'", "vintages that have it: 2016")


def test_spaces_round_a_code(folder: Folder) -> None:
    line = folder.append(FILE, "AA01 ,2024,2021,1,,A1")
    folder.finding(FILE, line, "error", "spaces")


def test_only_a_country_may_have_no_vintage(folder: Folder) -> None:
    line = folder.append(FILE, "AA01,,2021,1,,A1")
    folder.finding(FILE, line, "error", "only a country as a whole", "2016, 2024")


def test_unit_of_a_country_that_the_series_does_not_cover(folder: Folder) -> None:
    line = folder.append(FILE, "BB-1,2021,2021,1,,A1")
    folder.finding(FILE, line, "warning", "units of BB", "countries of the series")
    assert "BB-1" not in {row.unit for row in folder.read()[0].observations["wage/aland"]}


def test_duplicate(folder: Folder) -> None:
    line = folder.append(FILE, "AA01,2016,2018,7,,A2")
    folder.finding(FILE, line, "error", "'AA01'", "'2016'", "2018 twice", f"lines 2 and {line}")
    assert folder.read()[0].observations["wage/aland"][0].value == 100.5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("many", ("text, not a number",)),
        ('"12,5"', ("decimal comma", "'12,5'", "write 12.5")),
        ('"1,234"', ("decimal comma or a thousands separator", "1.234 or 1234")),
        ('"1,234.5"', ("thousands", "write 1234.5")),
        ('"1.234,5"', ("thousands", "decimal comma", "write 1234.5")),
        ("1 234", ("thousands", "write 1234")),
        ("1\u00a0234", ("thousands", "write 1234")),
        ('"1 234,5"', ("decimal comma", "write 1234.5")),
        ("1.234.567", ("thousands", "write 1234567")),
        ("\u22125", ("minus", "write -5")),
        ("nan", ("not a finite number", "leave the value empty")),
        ("inf", ("not a finite number",)),
        ("-Infinity", ("not a finite number",)),
        ("1e999", ("not a finite number",)),
        ("NA", ("'NA' is not a number", "leave the value empty")),
        (":", ("leave the value empty", "'flag'")),
        ("#DIV/0!", ("not a finite number",)),
        ("1_000", ("text",)),
        ("٣", ("text",)),
        ("0x1f", ("text",)),
    ],
)
def test_values_that_are_no_numbers(folder: Folder, text: str, words: tuple[str, ...]) -> None:
    line = folder.append(FILE, f"AA04,2024,2021,{text},,A1")
    folder.finding(FILE, line, "error", "'AA04'", *words)
    assert len(folder.read()[0].observations["wage/aland"]) == 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1799", ("between 1800 and 2100",)),
        ("2101", ("between 1800 and 2100",)),
        ("99999", ("between",)),
        ("2020.0", ("not an integer", "write 2020")),
        ("2020-Q1", ("not a year",)),
        ("", ("not a year",)),
        ("²⁰²⁰", ("not a year",)),
    ],
)
def test_years(folder: Folder, text: str, words: tuple[str, ...]) -> None:
    line = folder.append(FILE, f"AA04,2024,{text},1,,A1")
    folder.finding(FILE, line, "error", *words)


@pytest.mark.parametrize("year", [1800, 2100])
def test_the_first_and_the_last_year_are_accepted(folder: Folder, year: int) -> None:
    folder.append(FILE, f"AA04,2024,{year},1,,A1")
    catalogue, findings = folder.read()
    assert findings == [] and catalogue.observations["wage/aland"][-1].year == year


def test_unknown_flag_is_kept(folder: Folder) -> None:
    line = folder.append(FILE, "AA04,2024,2021,1,q; e,A1")
    folder.finding(FILE, line, "note", "'q; e'", "'q' is unknown", "kept")
    assert folder.read()[0].observations["wage/aland"][-1].flag == "q; e"


def test_empty_value_without_flag(folder: Folder) -> None:
    line = folder.append(FILE, "AA04,2024,2021,,,A1")
    folder.finding(FILE, line, "warning", "'AA04' 2021 has neither value nor flag")
    assert folder.read()[0].observations["wage/aland"][-1].reason == "not_published"


def test_value_with_the_flag_not_available(folder: Folder) -> None:
    line = folder.append(FILE, "AA04,2024,2021,5,:,A1")
    folder.finding(FILE, line, "warning", "value 5", "not available")


def test_edition_that_is_not_declared(folder: Folder) -> None:
    line = folder.append(FILE, "AA04,2024,2021,5,,A9")
    folder.finding(FILE, line, "error", "edition 'A9' is not declared", "A1, A2")


def test_row_without_edition_where_there_are_several(folder: Folder) -> None:
    line = folder.append(FILE, "AA04,2024,2021,5,,")
    folder.finding(FILE, line, "error", "names no edition")


def test_no_edition_column_where_there_are_several(folder: Folder) -> None:
    text = "unit,vintage,year,value,flag\nAA01,2016,2018,1,\n"
    folder.write(FILE, text)
    folder.finding(FILE, 1, "error", "2 editions", "A1, A2")
    assert len(folder.read()[0].observations["wage/aland"]) == 1


def test_figures_of_unreadable_boundaries_are_not_reported_row_by_row(folder: Folder) -> None:
    folder.write("boundaries/bb/country.toml", "format = ")
    findings = [finding for finding in folder.read()[1] if finding.file == "layers/wage/beland.csv"]
    assert findings == []


@given(st.floats(min_value=-LARGEST, max_value=LARGEST, allow_nan=False))
def test_every_number_of_the_size_of_a_figure_survives_the_text(number: float) -> None:
    assert read_number(repr(number)) == number


@given(st.text())
def test_no_text_makes_a_number_that_is_not_finite(text: str) -> None:
    value = read_number(text)
    assert value is None or abs(value) < float("inf")


WITHHELD = """
[[series.withheld]]
year = 2018
units = ["AA01"]
reason = { en = "Swapped with another unit" }
"""


def _withhold(folder: Folder, addition: str) -> None:
    series = '\n[[series]]\nid = "beland"'
    folder.replace(TOML, series, f"{addition}{series}")


def test_a_withheld_figure_stays_in_the_file_and_is_not_shown(folder: Folder) -> None:
    before = folder.read()[0].observations["wage/aland"]
    _withhold(folder, WITHHELD)
    catalogue, findings = folder.read()
    rows = catalogue.observations["wage/aland"]
    assert not [item for item in findings if item.file in (FILE, TOML)]
    assert (rows[0].value, rows[0].reason, str(rows[0].note)) == (None, "withheld", "Swapped with another unit")
    assert rows[1:] == before[1:]
    assert "AA01,2016,2018,100.5" in folder.text(FILE)


def test_a_figure_that_is_withheld_and_not_there_is_told(folder: Folder) -> None:
    _withhold(folder, WITHHELD.replace("2018", "1999"))
    folder.finding(FILE, 0, "warning", "'AA01' for 1999 is withheld and not here", "[[series.withheld]]")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (WITHHELD.replace("AA01", "AA99"), ("withheld of 2018 names unit 'AA99', which is unknown",)),
        (WITHHELD.replace('units = ["AA01"]', 'countries = ["AA"]'), ("units",)),
        (WITHHELD.replace('units = ["AA01"]\n', ""), ("units",)),
        (WITHHELD.replace("withheld", "jump").replace('["AA01"]', '["ZZ"]'), ("jump of 2018 names unit 'ZZ'",)),
    ],
)
def test_a_remark_that_names_nothing_known_is_an_error(folder: Folder, wrong: str, words: tuple[str, ...]) -> None:
    _withhold(folder, wrong)
    errors = [item for item in folder.read()[1] if item.file == TOML and item.severity == "error"]
    assert any(all(word in f"{item.message} {item.remedy}" for word in words) for item in errors), errors
