"""What may stand between braces in a story: names, what each is asked of, and whether the data know those names.

There is no language of expressions: a call is one name of the table below with words, each of which is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from mapserver.catalogue.report import listed, quoted
from mapserver.model import EQUAL_AREA, MERCATOR, Call, Catalogue, Guard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapserver.catalogue.report import FileReport

#: What each figure is asked of. A question mark: may be left out.
OF_ONE = ("area", "indicator", "year", "place")
OF_TWO = (*OF_ONE, "place")
OVER_TIME = ("area", "indicator", "year", "year", "place")
OF_CORE = ("area", "indicator", "year", "country?")
OF_SIDE = ("area", "indicator", "side")
FIGURES: dict[str, tuple[str, ...]] = {
    "value": OF_ONE,
    "difference": OF_TWO,
    "ratio": OF_TWO,
    "change": OVER_TIME,
    "percent": OVER_TIME,
    "median": OF_CORE,
    "highest": OF_CORE,
    "lowest": OF_CORE,
    "count": OF_CORE,
    "missing": OF_CORE,
    "years": OF_SIDE,
    "first": OF_SIDE,
    "latest": OF_SIDE,
    "indicators": ("area", "side?"),
}
#: What only a guard may ask: a word.
JUDGEMENTS = {"judgement": ("area", "indicator", "border")}
MAP = ("area", "indicator")
#: What is written without its sign, which a guard must hold.
UNSIGNED = frozenset({"difference", "change", "percent"})
#: The choices of a map that a story may make; the others are its reader's.
MAP_OPTIONS = ("year", "transform", "from", "scheme", "k", "level", "unit", "projection")
NUMBER_OPTIONS = ("level", "decimals")
OPTIONS = {
    **dict.fromkeys(FIGURES, NUMBER_OPTIONS),
    **dict.fromkeys(("years", "first", "latest"), ()),
    "indicators": ("without",),
    "judgement": (),
    "map": MAP_OPTIONS,
}
SIGNS = ("<=", ">=", "!=", "<", ">", "=")
#: How each option is written, and what that is called in a remedy.
WRITTEN = {
    "year": (r"[0-9]{4}", "a year"),
    "from": (r"[0-9]{4}", "a year"),
    "transform": (r"value|change", "value or change"),
    "scheme": (r"[a-z_]{1,30}", "the name of a scheme"),
    "k": (r"[2-9]", "a number from 2 to 9"),
    "level": (r"finest|nuts2", "finest or nuts2"),
    "unit": (r"[A-Z0-9-]+(,[A-Z0-9-]+){0,7}", "codes of units with commas, 8 at most"),
    "projection": (f"{EQUAL_AREA}|{MERCATOR}", f"{EQUAL_AREA} or {MERCATOR}"),
    "decimals": (r"[0-3]", "a number from 0 to 3"),
    "without": (r"[A-Z]{2}", "the code of a country"),
}
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", re.ASCII)
YEAR = re.compile(r"1[89][0-9]{2}|20[0-9]{2}|2100", re.ASCII)
README = "the table of figures in layers/README.md"


@dataclass(frozen=True)
class Names:
    """The names that the data know: indicators, and units by country."""

    catalogue: Catalogue
    indicators: Collection[str]
    units: dict[str, str]

    @classmethod
    def of(cls, catalogue: Catalogue, indicators: Collection[str]) -> Names:
        """Gather them; `indicators` are the names of those in the data folder."""
        units = {item.code: item.country for item in catalogue.territories.values()}
        return cls(catalogue, indicators, units)


def read_call(text: str, line: int, report: FileReport, names: Names, *, guarded: bool = False) -> Call | None:
    """Return the figure or map that a text names; None, with a finding, where something in it is unknown."""
    words = text.split()
    name = words[0] if words else ""
    known = {**FIGURES, **(JUDGEMENTS if guarded else {}), **({} if guarded else {"map": MAP})}
    if name not in known:
        remedy = f"{_meant(name, known)}write one of {listed(known, 20)}: {README}"
        report.error(line, f"{quoted('{' + text + '}')} names no figure", remedy)
        return None
    given = [word for word in words[1:] if "=" not in word]
    options = [(key, value) for key, _, value in (word.partition("=") for word in words[1:] if "=" in word)]
    call = Call(name, tuple(given), tuple(options))
    faults = [*_faults_of_words(call, known[name], names), *_faults_of_options(call, names)]
    for message, remedy in faults:
        report.error(line, f"{quoted('{' + text + '}')}: {message}", remedy)
    return None if faults else call


def read_guard(text: str, line: int, report: FileReport, names: Names) -> Guard | None:
    """Return what a ``check`` line claims; None, with a finding, where it cannot be read."""
    found = re.fullmatch(rf"\s*(.+?)\s+({'|'.join(SIGNS)})\s+(.+)", text)
    if found is None:
        remedy = f"write {{check <figure> <sign> <figure or number>}}, with spaces round the sign: {' '.join(SIGNS)}"
        report.error(line, f"{quoted('{check' + text + '}')} cannot be read", remedy)
        return None
    left, sign, right = found[1], found[2], found[3].strip()
    one = read_call(left, line, report, names, guarded=True)
    if one is not None and one.name == "judgement":
        if right in ("same", "similar", "different") and sign in ("=", "!="):
            return Guard(one, sign, right, report.file, line)
        report.error(line, f"a judgement is not {sign} {quoted(right)}", "write = same, = similar or = different")
        return None
    if NUMBER.fullmatch(right):
        return None if one is None else Guard(one, sign, right, report.file, line)
    other = read_call(right, line, report, names, guarded=True)
    if other is not None and other.name == "judgement":
        report.error(line, "a judgement stands on the left", "write {check judgement ... = similar}")
        return None
    return None if one is None or other is None else Guard(one, sign, other, report.file, line)


def _faults_of_words(call: Call, wanted: tuple[str, ...], names: Names) -> list[tuple[str, str]]:
    least = sum(not kind.endswith("?") for kind in wanted)
    if not least <= len(call.words) <= len(wanted):
        return [(f"it has {len(call.words)} words", f"write {{{call.name} {' '.join(wanted)}}}")]
    area = call.words[0]
    if area not in names.catalogue.areas:
        return [_unknown("area", area, names.catalogue.areas)]
    pairs = zip(call.words[1:], wanted[1:], strict=False)
    found = (_fault_of(word, kind.removesuffix("?"), area, names) for word, kind in pairs)
    return [fault for fault in found if fault is not None]


def _fault_of(word: str, kind: str, area: str, names: Names) -> tuple[str, str] | None:
    """Say what is wrong with a word that should name something of a kind in an area."""
    countries = names.catalogue.areas[area].countries
    borders = {f"{a}-{b}" for a in countries for b in countries if a < b}
    units = (code for code, country in names.units.items() if country in countries)
    known: dict[str, Iterable[str]] = {
        "indicator": names.indicators,
        "country": countries,
        "place": (*units, *countries) if kind in ("place", "side") else (),
        "border": borders,
    }
    if kind == "year":
        return None if YEAR.fullmatch(word) else (f"{quoted(word)} is no year", "write a year, four digits")
    options = {*known["place"], *borders} if kind == "side" else set(known[kind])
    if word in options:
        return None
    what = {"place": "unit or country", "side": "unit, country or border"}.get(kind, kind)
    return _unknown(what, word, options, where="" if kind == "indicator" else f" of area {quoted(area)}")


def _faults_of_options(call: Call, names: Names) -> list[tuple[str, str]]:
    faults: list[tuple[str, str]] = []
    allowed = OPTIONS[call.name]
    for place, (name, value) in enumerate(call.options):
        if name not in allowed:
            takes = f"it takes {', '.join(allowed)}" if allowed else "it takes none"
            faults.append((f"option {quoted(name)} is unknown", takes))
        elif name in [other for other, _ in call.options[:place]]:
            faults.append((f"option {quoted(name)} stands twice", "keep one of them"))
        elif not re.fullmatch(WRITTEN[name][0], value):
            faults.append((f"{quoted(value)} is no value of {quoted(name)}", f"write {WRITTEN[name][1]}"))
        elif name == "unit":
            unknown = [code for code in value.split(",") if code not in names.units]
            faults += [_unknown("unit", code, names.units) for code in unknown]
    if call.name == "map":
        given = dict(call.options)
        if ("from" in given) != (given.get("transform") == "change"):
            faults.append(("a change has a year that it is counted from", "write transform=change from=<year>"))
        if given.get("scheme") == "own":
            faults.append(("own breaks are the reader's choice", "leave 'scheme' out, or name another"))
    return faults


def _unknown(kind: str, word: str, known: Iterable[str], where: str = "") -> tuple[str, str]:
    names = sorted(known)
    remedy = f"{_meant(word, names)}write one of {listed(names)}" if names else "there is none"
    return f"{quoted(word)} is no {kind}{where}", remedy


def _meant(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), 1, 0.6)
    return f"did you mean {near[0]}? " if near else ""
