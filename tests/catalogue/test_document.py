"""TOML files: place and remedy of what the format does not allow."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from mapserver.catalogue.document import read_document
from mapserver.catalogue.report import Report
from mapserver.paths import shipped_data, static_folder

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder

TOML = "layers/wage/indicator.toml"
COUNTRY = "boundaries/aa/country.toml"


def test_syntax_error_has_its_line(folder: Folder) -> None:
    line = folder.replace(TOML, 'theme = "labour"', "theme = labour")
    folder.finding(TOML, line, "error", "not TOML", "quotes")


def test_unknown_key_has_its_line_and_a_guess(folder: Folder) -> None:
    line = folder.replace(TOML, 'level = "county"', 'levels = "county"')
    folder.finding(TOML, line, "warning", "unknown key 'series[1].levels'", "'level'?")
    assert "wage" in folder.read()[0].indicators


def test_unknown_key_of_the_second_edition(folder: Folder) -> None:
    line = folder.replace(TOML, 'title = "Wages, revised"', 'title = "Wages, revised"\nyear = 1') + 1
    folder.finding(TOML, line, "warning", "unknown key 'series[1].edition[2].year'")


def test_unknown_key_of_a_derivation(folder: Folder) -> None:
    line = folder.replace(TOML, 'to = "EUR"', 'to = "EUR"\nfactor = 2') + 1
    folder.finding(TOML, line, "warning", "unknown key 'series[3].derived.factor'")


def test_unknown_key_of_a_country(folder: Folder) -> None:
    line = folder.replace(COUNTRY, 'currency = "NOK"', 'currency = "NOK"\ncolour = "red"') + 1
    folder.finding(COUNTRY, line, "warning", "unknown key 'colour'", "known keys")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('theme = "labour"', 'theme = "work"', ("theme is 'work'", "labour")),
        ("decimals = 1", "decimals = 9", ("decimals", "maximum 6")),
        ("decimals = 1", 'decimals = "1"', ("decimals is '1', not a whole number",)),
        (
            'reference = "average"\ndenomination = "BGN',
            'reference = "mean"\ndenomination = "BGN',
            ("series[2].reference",),
        ),
        ('id = "A2"', 'id = "A 2"', ("series[1].edition[2].id", "malformed")),
        ('retrieved = "2025"', "retrieved = 2025-01-01", ("series[1].edition[2].retrieved", "not text in quotes")),
        (
            'method = "exchange"',
            'method = "guess"',
            ("series[3].derived.method", "formula, total, first, exchange, ppp"),
        ),
        ('to = "EUR"', 'to = "USD"', ("series[3].derived.to", "write EUR")),
        ('judgement = "similar"', 'judgement = "alike"', ("comparability[1].judgement", "same, similar, different")),
        ('nb = "Lønn"', 'nb_NO = "Lønn"', ("'nb_NO' is not a language tag",)),
        ('nb = "Lønn"', 'nb = ""', ("title.nb is '', which is malformed",)),
        ('nb = "Lønn"', 'nb = "L\\u0000nn"', ("NUL", "title.nb")),
        ('nb = "Lønn"', 'nb = "L\\u202Enn"', ("U+202E", "title.nb")),
    ],
)
def test_wrong_values_have_their_line(folder: Folder, old: str, new: str, words: tuple[str, ...]) -> None:
    line = folder.replace(TOML, old, new)
    folder.finding(TOML, line, "error", *words)


def test_missing_key_has_the_line_of_its_table(folder: Folder) -> None:
    line = folder.replace(TOML, 'reason = { en = "New method" }\n', "") - 3
    folder.finding(TOML, line, "error", "series[1].break[1] has no 'reason'")


def test_missing_english(folder: Folder) -> None:
    line = folder.replace(TOML, 'en = "Wage"\n', "") - 1
    folder.finding(TOML, line, "error", "title has no English text")


def test_series_with_edition_and_derivation(folder: Folder) -> None:
    file = "layers/double/indicator.toml"
    folder.replace(file, "[series.derived]", "[[series.edition]]\nid = 'x'\n[series.derived]")
    folder.finding(file, 17, "error", "series[1] has both derived and edition", "editions of its parts")


@pytest.mark.parametrize("kind", ["jump", "withheld"])
def test_what_is_said_of_figures_that_a_derived_series_has_not(folder: Folder, kind: str) -> None:
    file = "layers/double/indicator.toml"
    remark = f"[[series.{kind}]]\nyear = 2020\nunits = ['AA04']\nreason = {{ en = 'x' }}\n"
    folder.replace(file, "[series.derived]", f"{remark}[series.derived]")
    folder.finding(file, 17, "error", f"series[1] has both derived and {kind}", "figures of its parts")


def test_number_that_is_not_finite(folder: Folder) -> None:
    line = folder.replace("layers/double/indicator.toml", "decimals = 0", "decimals = inf")
    folder.finding("layers/double/indicator.toml", line, "error", "decimals is inf")


def test_markup_is_kept_as_text(folder: Folder) -> None:
    folder.replace(TOML, 'en = "Wage"', 'en = "<script>alert(1)</script>"')
    catalogue, findings = folder.read()
    assert findings == []
    assert catalogue.indicators["wage"].title["en"] == "<script>alert(1)</script>"


def test_lines_are_found_in_dotted_and_quoted_tables(folder: Folder) -> None:
    folder.write("x.toml", '[a]\nb.c = 1\n["d e".f]\ng = """\nb = 2\n"""\n[[h]]\n[[h.i]]\n[[h]]\n[[h.i]]\nj = 1\n')
    document = read_document(folder.path / "x.toml", Report().of("x.toml"), {})
    assert document is not None
    assert document.line("a", "b", "c") == 2
    assert document.line("d e", "f", "g") == 4
    assert document.line("h", 1, "i", 0, "j") == 11
    assert document.line("h", 0, "i", 0, "j") == 8, "the nearest table stands in for a key that is not there"


def test_the_published_schema_lies_where_the_paths_say() -> None:
    schema = json.loads((static_folder() / "schema" / "indicator-1.json").read_text(encoding="utf-8"))
    assert schema["additionalProperties"] is False
    assert (shipped_data() / "boundaries").is_dir() and (shipped_data() / "layers").is_dir()


def test_a_deep_file_never_raises(folder: Folder) -> None:
    folder.write(TOML, "a." * 20_000 + "b = 1\n")
    folder.finding(TOML, 0, "error", "nested too deeply")
    folder.write(TOML, "a = " + "[" * 20_000)
    folder.finding(TOML, 0, "error", "nested too deeply")


def test_a_long_description_is_not_opened(folder: Folder) -> None:
    folder.write(TOML, "#" * 1_100_000)
    folder.finding(TOML, 0, "error", "more than 0.3 MB")
