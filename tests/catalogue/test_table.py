"""CSV files as people save them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapserver.catalogue.plain_text import MOST_BYTES
from tests.catalogue.toy import BELAND

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder

FILE = "layers/wage/beland.csv"


@pytest.mark.parametrize("column", ["unit", "vintage", "year", "value", "flag"])
def test_missing_column(folder: Folder, column: str) -> None:
    folder.write(FILE, BELAND.replace(column, "colour", 1))
    folder.finding(FILE, 1, "error", f"'{column}' is missing")


def test_misspelt_column_is_guessed(folder: Folder) -> None:
    folder.write(FILE, BELAND.replace("value", "Value ", 1))
    folder.finding(FILE, 1, "error", "'value' is missing", "rename 'Value '")


def test_unknown_column_is_ignored(folder: Folder) -> None:
    folder.write(FILE, "unit,vintage,colour,year,value,flag\nBB-1,2021,red,2020,50,\n")
    folder.finding(FILE, 1, "warning", "'colour'", "known columns are unit, vintage, year, value, flag, edition")
    assert folder.read()[0].observations["wage/beland"][0].value == 50


def test_column_twice(folder: Folder) -> None:
    folder.write(FILE, "unit,vintage,year,value,value,flag\nBB-1,2021,2020,50,51,\n")
    folder.finding(FILE, 1, "error", "'value' stands twice")


def test_columns_in_another_order(folder: Folder) -> None:
    folder.write(FILE, "year,value,flag,vintage,unit\n2020,50,,2021,BB-1\n")
    observations = folder.read()[0].observations["wage/beland"]
    assert [(row.unit, row.year, row.value) for row in observations] == [("BB-1", 2020, 50.0)]


@pytest.mark.parametrize(("sign", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_other_separators(folder: Folder, sign: str, name: str) -> None:
    folder.write(FILE, BELAND.replace(",", sign))
    folder.finding(FILE, 1, "error", name, "commas")


def test_ragged_row(folder: Folder) -> None:
    line = folder.append(FILE, "BB-1,2021,2021")
    folder.finding(FILE, line, "error", "3 cells", "5")


def test_decimal_comma_that_makes_a_row_ragged(folder: Folder) -> None:
    line = folder.append(FILE, "BB-1,2021,2021,12,5,")
    folder.finding(FILE, line, "error", "decimal comma", "12.5")


def test_open_quotation_mark(folder: Folder) -> None:
    line = folder.append(FILE, '"BB-1,2021,2021,12,')
    folder.append(FILE, "BB-2,2021,2021,12,")
    folder.finding(FILE, line, "error", "quotation mark")


def test_row_over_two_lines(folder: Folder) -> None:
    line = folder.append(FILE, '"BB-1\n",2021,2021,12,')
    folder.finding(FILE, line, "error", f"from line {line} to line {line + 1}")


def test_line_numbers_count_blank_lines(folder: Folder) -> None:
    folder.append(FILE, "\n")
    line = folder.append(FILE, "BB-1,2021,2021,x,")
    folder.finding(FILE, line, "error", "'BB-1'")


def test_windows_line_ends_are_fine(folder: Folder) -> None:
    folder.write(FILE, BELAND.replace("\n", "\r\n"))
    assert folder.read()[1] == []


def test_byte_order_mark_is_accepted(folder: Folder) -> None:
    folder.write(FILE, b"\xef\xbb\xbf" + BELAND.encode())
    folder.finding(FILE, 1, "note", "byte-order mark", "accepted")
    assert len(folder.read()[0].observations["wage/beland"]) == 2


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1251", "windows-1251"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16")]
)
def test_other_encodings_are_named(folder: Folder, encoding: str, name: str) -> None:
    folder.write("boundaries/bb/names.csv", folder.text("boundaries/bb/names.csv").encode(encoding))
    line = 3 if encoding == "cp1251" else 1
    folder.finding("boundaries/bb/names.csv", line, "error", name, "iconv", "UTF-8")


def test_cyrillic_is_shown_as_it_would_read(folder: Folder) -> None:
    folder.write("boundaries/bb/names.csv", folder.text("boundaries/bb/names.csv").encode("cp1251"))
    folder.finding("boundaries/bb/names.csv", 3, "error", "Едно")


def test_western_letters_are_not_taken_for_cyrillic(folder: Folder) -> None:
    text = folder.text("boundaries/aa/names.csv").replace("Vest", "Østfold fylke på norsk")
    folder.write("boundaries/aa/names.csv", text.encode("cp1252"))
    folder.finding("boundaries/aa/names.csv", 5, "error", "windows-1252", "Østfold")


@pytest.mark.parametrize(
    ("letter", "name"),
    [("\0", "NUL"), ("\x1b", "U+001B"), ("\u202e", "U+202E"), ("\u2028", "U+2028"), ("\ufffd", "lost a letter")],
)
def test_forbidden_characters(folder: Folder, letter: str, name: str) -> None:
    line = folder.append("boundaries/bb/names.csv", f"BB-2,bg,Д{letter}ве,1,")
    folder.finding("boundaries/bb/names.csv", line, "error", name)
    assert [entry.language for entry in folder.read()[0].names["BB-2"]] == ["en"]


def test_empty_file(folder: Folder) -> None:
    folder.write(FILE, "")
    folder.finding(FILE, 0, "error", "empty")


def test_header_without_rows(folder: Folder) -> None:
    folder.write(FILE, "unit,vintage,year,value,flag\n")
    folder.finding(FILE, 0, "warning", "no rows")


def test_a_file_of_200_megabytes_is_not_opened(folder: Folder) -> None:
    with (folder.path / FILE).open("r+b") as stream:
        stream.truncate(4 * MOST_BYTES)
    folder.finding(FILE, 0, "error", "200.0 MB, more than 50 MB", "divide")


def test_many_findings_of_a_kind_are_counted(folder: Folder) -> None:
    rows = "".join(f"BB-1,2021,{year},many,\n" for year in range(1900, 2000))
    folder.write(FILE, "unit,vintage,year,value,flag\n" + rows)
    findings = [finding for finding in folder.read()[1] if finding.file == FILE]
    assert len(findings) == 21
    assert any("80 more like this" in finding.message for finding in findings)


def test_a_file_of_control_characters_is_read_in_one_pass(folder: Folder) -> None:
    folder.write(FILE, BELAND + "\x01" * 2_000_000 + "\n" + "\x02\n" * 100_000)
    folder.finding(FILE, 4, "error", "U+0001")


def test_an_endless_cell_is_an_error(folder: Folder) -> None:
    line = folder.append(FILE, "BB-1,2021,2021," + "1" * 200_000 + ",")
    folder.finding(FILE, line, "error", "cannot be read")
