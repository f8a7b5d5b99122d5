"""`[[series]]` of an indicator into Series. Opens no figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mapserver.catalogue.document import Document, text_of
from mapserver.catalogue.editions import editions_of_series
from mapserver.catalogue.report import listed, quoted
from mapserver.model import Catalogue, Counting, Derivation, Remark, Series

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mapserver.catalogue.report import FileReport

_NEEDED = ("id", "countries", "reference", "derived", "counted")


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
            editions=editions_of_series(document, position, report, catalogue.editions if catalogue else None),
            breaks=tuple(_remarks(document, position, "break", countries, report, catalogue)),
            jumps=tuple(_remarks(document, position, "jump", countries, report, catalogue)),
            withheld=tuple(_remarks(document, position, "withheld", countries, report, catalogue)),
            flagged_breaks=entry.get("flagged_breaks", True) is True,
            derived=_derivation(entry["derived"]) if "derived" in entry else None,
            counted=_counting(entry["counted"]) if "counted" in entry else None,
        )


def _remarks(
    document: Document,
    position: int,
    kind: str,
    countries: tuple[str, ...],
    report: FileReport,
    catalogue: Catalogue | None,
) -> Iterator[Remark]:
    """Yield the remarks of one kind (`break`, `jump`, `withheld`) without the units and countries that are unknown."""
    for number, entry in document.entries("series", position, kind):
        if not document.sound("series", position, kind, number):
            continue
        units, named = tuple(entry.get("units", ())), tuple(entry.get("countries", ()))
        if catalogue is not None:
            line = document.line("series", position, kind, number, "units")
            known = {territory.code for territory in catalogue.territories.values()}
            for unit in units:
                if unit not in known:
                    message = f"{kind} of {entry['year']} names unit {quoted(unit)}, which is unknown"
                    report.error(line, message, "write a code of boundaries/<cc>/territories.csv")
            units = tuple(unit for unit in units if unit in known)
        for country in named:
            if country not in countries:
                line = document.line("series", position, kind, number, "countries")
                message = f"{kind} of {entry['year']} names country {quoted(country)}, which the series does not cover"
                report.error(line, message, f"countries of the series are {listed(countries, 20)}")
        named = tuple(country for country in named if country in countries)
        if units or named or not (entry.get("units") or entry.get("countries")):
            yield Remark(entry["year"], text_of(entry["reason"]), units, named)


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
    of: Any = stated["of"]
    names = tuple(of) if isinstance(of, dict) else ()
    parts = tuple(of.values()) if isinstance(of, dict) else (of,) if isinstance(of, str) else tuple(of)
    return Derivation(stated["method"], parts, _text(stated, "formula"), names, _text(stated, "to"))


def _counting(stated: Mapping[str, Any]) -> Counting:
    pairs = [(name, key) for name, of in stated["of"].items() for key in ([of] if isinstance(of, str) else of)]
    names, keys = tuple(name for name, _ in pairs), tuple(key for _, key in pairs)
    return Counting(stated["formula"], names, keys, text_of(stated.get("measure")))


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key, "")
    return value if isinstance(value, str) else ""
