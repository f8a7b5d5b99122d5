"""`layers/<indicator>/indicator.toml` into Indicator. Opens no figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mapserver.catalogue.document import Document, read_document, text_of
from mapserver.catalogue.report import listed, quoted
from mapserver.catalogue.schema import indicator_schema
from mapserver.catalogue.series import read_series
from mapserver.model import Catalogue, Comparability, CountryNote, Indicator

if TYPE_CHECKING:
    from pathlib import Path

    from mapserver.catalogue.report import FileReport

ID = re.compile(r"[a-z][a-z0-9_]*")
#: What stands below an area besides indicators.
RESERVED = frozenset({"border_crossings"})
#: Without these an indicator cannot be used at all.
_NEEDED = ("theme", "kind", "direction", "decimals")


def read_concept(path: Path, report: FileReport, catalogue: Catalogue | None) -> Indicator | None:
    """Return the indicator with the series that can be used; None where the concept itself is broken.

    Without a catalogue nothing is compared with the land.
    """
    name = path.parent.name
    document = read_document(path, report, indicator_schema())
    if document is None:
        return None
    series = tuple(read_series(document, name, report, catalogue))
    if not ID.fullmatch(name):
        message = f"indicator {quoted(name)} is not lower case"
        report.error(0, message, "name the folder with lower case, digits and underscores, a letter first")
        return None
    if name in RESERVED:
        message = f"the address of indicator {quoted(name)} is that of another page"
        report.error(0, message, f"name the folder otherwise; {listed(sorted(RESERVED))} cannot be used")
        return None
    if not all(document.sound(key) for key in _NEEDED):
        return None
    values = document.values
    indicator = Indicator(
        id=name,
        theme=values["theme"],
        kind=values["kind"],
        direction=values["direction"],
        decimals=values["decimals"],
        title=document.text("title"),
        measure=document.text("measure"),
        definition=document.text("definition"),
        notes=document.text("notes"),
        series=series,
        country_notes=_country_notes(document, {country for one in series for country in one.countries}, report),
        concept=values["concept"] if document.sound("concept") and "concept" in values else "",
        comparability=_comparability(document, {str(one.get("id")) for _, one in document.entries("series")}, report),
    )
    if catalogue is not None:
        _note_languages(indicator, document, report, catalogue)
    return indicator


def _comparability(document: Document, known: set[str], report: FileReport) -> tuple[Comparability, ...]:
    judgements: list[Comparability] = []
    for position, entry in document.entries("comparability"):
        if not all(document.sound("comparability", position, key) for key in ("series", "judgement")):
            continue
        line = document.line("comparability", position, "series")
        unknown = [name for name in entry["series"] if name not in known]
        for name in unknown:
            report.error(line, f"comparability names series {quoted(name)}, which is unknown", _known(known))
        twice = any(set(entry["series"]) == set(other.series) for other in judgements)
        if twice:
            report.error(line, f"{listed(entry['series'])} are judged twice", "keep one judgement")
        if not unknown and not twice:
            judgements.append(Comparability(tuple(entry["series"]), entry["judgement"], text_of(entry["reason"])))
    return tuple(judgements)


def _country_notes(document: Document, known: set[str], report: FileReport) -> tuple[CountryNote, ...]:
    notes: list[CountryNote] = []
    for position, entry in document.entries("country_note"):
        if not all(document.sound("country_note", position, key) for key in ("countries", "note")):
            continue
        unknown = [country for country in entry["countries"] if country not in known]
        for country in unknown:
            line = document.line("country_note", position, "countries")
            message = f"country_note names {quoted(country)}, of which no series has figures"
            report.error(line, message, f"countries of this indicator are {listed(sorted(known), 20)}")
        if not unknown:
            notes.append(CountryNote(tuple(entry["countries"]), text_of(entry["note"])))
    return tuple(notes)


def _known(names: Any) -> str:
    return f"series of this indicator are {listed(sorted(names), 20)}"


def _note_languages(indicator: Indicator, document: Document, report: FileReport, catalogue: Catalogue) -> None:
    """Note the languages of the areas in which the indicator can be shown and its title has no text."""
    countries = {country for series in indicator.series for country in series.countries}
    wanted = {
        language: None
        for area in catalogue.areas.values()
        if countries.intersection(area.countries)
        for language in area.languages
    }
    missing = [language for language in wanted if language not in indicator.title]
    if missing and document.sound("title"):
        message = f"title has no text in {listed(missing, 20)}"
        report.note(document.line("title"), message, "add it, or readers see another language")
