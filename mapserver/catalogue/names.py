"""`boundaries/<cc>/names.csv` into Name. Knows no polygon."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from mapserver.catalogue.report import quoted
from mapserver.catalogue.schema import LANGUAGE
from mapserver.catalogue.table import read_table
from mapserver.model import Name

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from mapserver.catalogue.report import FileReport
    from mapserver.model import Country

COLUMNS = ("code", "lang", "name", "official", "source")
LONGEST_NAME = 200
_TAG = re.compile(LANGUAGE)


def read_names(path: Path, report: FileReport, country: Country, codes: Collection[str]) -> dict[str, tuple[Name, ...]]:
    """Return the names of the units of a country, in composed form (NFC).

    Official names come first, in the order of the country's languages; the others in the order of the file.
    The title of country.toml stands in for a country that has no row. `codes` are its units in any vintage.
    """
    table = read_table(path, report, COLUMNS)
    names: dict[str, list[Name]] = {}
    seen: dict[tuple[str, str, str], int] = {}
    for line, (code, language, name, official, source) in table.rows if table else ():
        name = unicodedata.normalize("NFC", name.strip())
        fault = _fault(code, language, name, official, codes)
        if fault:
            report.error(line, *fault, kind=fault[1])
            continue
        first = seen.setdefault((code, language, name), line)
        if first != line:
            message = f"{quoted(name)} stands twice for {quoted(code)} in {language}"
            report.warning(line, message, f"delete one of the lines {first} and {line}", kind="duplicate")
            continue
        names.setdefault(code, []).append(Name(code, language, name, official == "1", source))
    if country.code not in names:
        names[country.code] = [
            Name(country.code, language, name, language in country.languages, "country.toml")
            for language, name in country.title.items()
        ]
    if table:
        _report_nameless(names, codes, report)
    rank = {language: index for index, language in enumerate(country.languages)}
    return {
        code: tuple(sorted(found, key=lambda name: (not name.official, rank.get(name.language, len(rank)))))
        for code, found in names.items()
    }


def _fault(code: str, language: str, name: str, official: str, codes: Collection[str]) -> tuple[str, str] | None:
    """Return message and remedy for the first thing that is wrong with a row."""
    if code not in codes:
        return f"unit code {quoted(code)} is unknown", "write a code of territories.csv"
    if not _TAG.fullmatch(language):
        return f"{quoted(language)} is not a language tag", "write BCP 47: en, nb, sr-Cyrl"
    if not name:
        return f"the name of {quoted(code)} in {language} is empty", "leave the row out: a missing name is not an error"
    if len(name) > LONGEST_NAME:
        return f"the name of {quoted(code)} has {len(name)} letters", f"keep names below {LONGEST_NAME} letters"
    if official not in ("0", "1"):
        return f"official is {quoted(official)}", "write 1 where the name is official there, else 0"
    return None


def _report_nameless(names: dict[str, list[Name]], codes: Collection[str], report: FileReport) -> None:
    for code in sorted(codes):
        if not any(name.language == "en" for name in names.get(code, ())):
            message = f"unit {quoted(code)} has no English name"
            report.error(0, message, f"add a row: {code},en,<name>,0,<source>", kind="no English name")
