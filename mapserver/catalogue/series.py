"""`[[series]]` of an indicator into Series. Opens no figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mapserver.catalogue.document import Document, text_of
from mapserver.catalogue.report import listed, quoted
from mapserver.model import Break, Catalogue, Derivation, Edition, Series

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mapserver.catalogue.report import FileReport

_NEEDED = ("id", "countries", "reference", "derived")


def read_series(
    document: Document, indicator: str, report: FileReport, catalogue: Catalogue | None
) -> Iterator[Series]:
    """Yield the series that can be used; without a catalogue nothing is compared with the land."""
    seen: set[str] = set()
    for position, entry in document.entries("series"):
        if not all(document.sound("series", position, key) for key in _NEEDED):
            continue
        line = document.line("series", position)
        name = entry["id"]
        if name in seen:
            report.error(line, f"series {quoted(name)} stands twice", "give every series an id of its own")
            continue
        seen.add(name)
        countries = tuple(entry["countries"])
        if catalogue is not None:
            _check_place(entry, line, report, catalogue)
        if document.at("kind") == "money" and not entry.get("denomination"):
            message = f"series {quoted(name)} is money without a denomination"
            report.warning(line, message, 'add denomination = "EUR, current prices"')
        yield Series(
            id=name,
            indicator=indicator,
            title=text_of(entry.get("title")),
            countries=countries,
            reference=entry["reference"],
            level=_text(entry, "level"),
            denomination=_text(entry, "denomination"),
            measure=text_of(entry.get("measure")),
            definition=text_of(entry.get("definition")),
            drawn=entry.get("drawn", True) is True,
            editions=_editions(document, ("series", position, "edition"), report),
            breaks=tuple(_breaks(document, position, countries, report, catalogue)),
            derived=_derivation(entry["derived"]) if "derived" in entry else None,
        )


def read_editions(document: Document, report: FileReport) -> tuple[Edition, ...]:
    """Return the editions at the top of a document (`rates.toml`)."""
    return _editions(document, ("edition",), report)


def _editions(document: Document, route: tuple[str | int, ...], report: FileReport) -> tuple[Edition, ...]:
    editions: dict[str, Edition] = {}
    for position, entry in document.entries(*route):
        if not document.sound(*route, position, "id"):
            continue
        name = entry["id"]
        if name in editions:
            line = document.line(*route, position)
            report.error(line, f"edition {quoted(name)} stands twice", "give every edition an id of its own")
            continue
        keys = ("publisher", "dataset", "title", "address", "licence", "retrieved", "vintage")
        editions[name] = Edition(name, *(_text(entry, key) for key in keys))
    return tuple(editions.values())


def _breaks(
    document: Document, position: int, countries: tuple[str, ...], report: FileReport, catalogue: Catalogue | None
) -> Iterator[Break]:
    for number, entry in document.entries("series", position, "break"):
        if not document.sound("series", position, "break", number):
            continue
        units, named = tuple(entry.get("units", ())), tuple(entry.get("countries", ()))
        if catalogue is not None:
            line = document.line("series", position, "break", number, "units")
            known = {territory.code for territory in catalogue.territories.values()}
            for unit in units:
                if unit not in known:
                    message = f"break of {entry['year']} names unit {quoted(unit)}, which is unknown"
                    report.error(line, message, "write a code of boundaries/<cc>/territories.csv")
            units = tuple(unit for unit in units if unit in known)
        for country in named:
            if country not in countries:
                line = document.line("series", position, "break", number, "countries")
                message = f"break of {entry['year']} names country {quoted(country)}, which the series does not cover"
                report.error(line, message, f"countries of the series are {listed(countries, 20)}")
        named = tuple(country for country in named if country in countries)
        if units or named or not (entry.get("units") or entry.get("countries")):
            yield Break(entry["year"], text_of(entry["reason"]), units, named)


def _check_place(entry: Mapping[str, Any], line: int, report: FileReport, catalogue: Catalogue) -> None:
    """Report countries that have no boundaries, and a level that none of them has."""
    name = quoted(entry["id"])
    known = [catalogue.countries[code] for code in entry["countries"] if code in catalogue.countries]
    for code in entry["countries"]:
        if code not in catalogue.countries:
            remedy = f"countries in boundaries/ are {listed(sorted(catalogue.countries), 20)}"
            report.error(line, f"series {name} names country {quoted(code)}, which has no usable boundaries", remedy)
    level = _text(entry, "level")
    levels = list(dict.fromkeys(level for country in known for level in country.levels))
    if level and known and level not in levels:
        message = f"series {name}: level {quoted(level)} is unknown in its countries"
        report.error(line, message, f"levels there are {listed(levels, 20)}")


def _derivation(stated: Mapping[str, Any]) -> Derivation:
    return Derivation(
        method=stated["method"],
        of=_text(stated, "of"),
        numerator=_text(stated, "numerator"),
        denominator=_text(stated, "denominator"),
        factor=float(stated.get("factor", 1.0)),
        at=stated.get("at", "same"),
        to=_text(stated, "to"),
    )


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key, "")
    return value if isinstance(value, str) else ""
