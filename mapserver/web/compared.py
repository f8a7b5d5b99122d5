"""Which units are compared, and how: read from an address, written back in canonical form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from werkzeug.datastructures import MultiDict

from mapserver.model import Message
from mapserver.statistics.comparison import Comparison, subjects_of
from mapserver.web import addresses
from mapserver.web.lookup import languages_known
from mapserver.web.query import AT_MOST, Query
from mapserver.web.succession import fates
from mapserver.web.wording import INTERFACE, THEMES, theme_order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from mapserver.model import UnitEntry
    from mapserver.snapshot import Snapshot

#: In the order in which an address has them.
PARAMETERS = ("units", "view", "theme", "indicator", "year", "different", "lang")
VIEWS = ("table", "lines", "maps")
#: Units that can be told apart side by side.
MOST = 12
#: Units whose comparisons are kept with all other pages; more can be put into more orders than any memory holds.
FEW = 3
#: The theme of counts, which no map draws.
COUNTS = "counts"
#: Whether ratios of figures are given that measure different things.
ASIDE, INCLUDED = "aside", "include"


@dataclass(frozen=True)
class Gone:
    """A code that was given up, and those that stand in its place; `beside` are those of them, and other codes that
    were given up for them, that were asked for too."""

    code: str
    successors: tuple[str, ...]
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Compared:
    """Units side by side: codes of today in the order in which they are compared, and what is shown of them.

    `theme` is empty for all that maps draw, `indicator` for the first one, `year` 0 for the latest common one.
    `gone` are codes that were asked for and were given up.
    """

    units: tuple[str, ...]
    view: str = VIEWS[0]
    theme: str = ""
    indicator: str = ""
    year: int = 0
    different: bool = False
    lang: str = INTERFACE
    gone: tuple[Gone, ...] = ()

    @property
    def query(self) -> dict[str, str]:
        """Return the query that leads here: what differs from what is shown first, in a fixed order."""
        found = {
            "units": ",".join(self.units),
            "view": "" if self.view == VIEWS[0] else self.view,
            "theme": self.theme,
            "indicator": self.indicator,
            "year": str(self.year or ""),
            "different": INCLUDED if self.different else "",
            "lang": self.kept,
        }
        return {name: value for name, value in found.items() if value}

    @property
    def is_rare(self) -> bool:
        """Say whether so many are compared that the addresses of their orders are without end, each read by few."""
        return len(self.units) > FEW

    @property
    def kept(self) -> str:
        """Return the language that links carry on, nothing for the interface's own."""
        return "" if self.lang == INTERFACE else self.lang

    @property
    def address(self) -> str:
        """Return the canonical address."""
        return addresses.compare(self.query)

    def file(self, suffix: str) -> str:
        """Return the address of a file of what is shown."""
        query = {name: value for name, value in self.query.items() if name not in ("view", "indicator")}
        return addresses.compare_file(suffix, query)

    def with_units(self, units: Iterable[str]) -> Compared:
        """Return the same of other units."""
        return replace(self, units=tuple(units), gone=())


def read_compared(snapshot: Snapshot, args: MultiDict[str, str], more: Sequence[str] = ()) -> tuple[Compared, Query]:
    """Return what a query asks to compare; whoever asks for `more` parameters reads them and finishes the query."""
    # A form sends what nothing was chosen for as empty.
    sent = ((name, text) for name, text in args.items(multi=True) if text)
    given = ((name, in_capitals(text, snapshot.units) if name == "units" else text) for name, text in sent)
    query = Query(MultiDict(given), (*PARAMETERS, *more))
    register = snapshot.register
    lang = query.language(languages_known(snapshot))
    units = query.several("units", snapshot.units, MOST) if args.get("units", "").strip(", ") else ()
    view = query.choose("view", VIEWS, VIEWS[0])
    theme = query.choose("theme", (*themes_of(snapshot), COUNTS), "")
    drawn = [record.indicator.id for record in register.indicators if record.indicator.mappable]
    indicator = query.choose("indicator", drawn, "")
    year = int(query.choose("year", [str(year) for year in years_of(snapshot)], "0"))
    different = query.choose("different", (ASIDE, INCLUDED), ASIDE) == INCLUDED
    codes, gone = current_units(snapshot, units)
    if len(codes) > MOST:
        codes = codes[:MOST]
        query.refuse("units", Message(AT_MOST, name="units", most=MOST), (), ",".join(codes))
    return Compared(codes, view, theme, indicator, year, different, lang, gone), query


def in_capitals(codes: str, known: Collection[str]) -> str:
    """Return codes with commas between them; those that are known in capital letters alone in these."""
    parts = codes.split(",")
    return ",".join(part.upper() if part not in known and part.upper() in known else part for part in parts)


def themes_of(snapshot: Snapshot) -> list[str]:
    """Return the themes of indicators that are no counts, in the order of a list."""
    held = {record.indicator.theme for record in snapshot.register.indicators if record.indicator.mappable}
    return sorted(held, key=theme_order) if held else list(THEMES)


def years_of(snapshot: Snapshot) -> range:
    """Return the years from the first with any figure to the last."""
    series = [item for item in snapshot.register.series.values() if item.first_year]
    return range(
        min((item.first_year for item in series), default=0), max((item.last_year for item in series), default=-1) + 1
    )


def current_units(snapshot: Snapshot, codes: Sequence[str]) -> tuple[tuple[str, ...], tuple[Gone, ...]]:
    """Return the units of today that stand for codes, each once, and those that were given up with their successors.

    A unit without a known successor stands for itself.
    """
    found: dict[str, None] = {}
    gone = []
    for code in codes:
        after = _successors(snapshot, code)
        if after != (code,):
            gone.append(Gone(code, after))
        found.update(dict.fromkeys(after))
    return tuple(found), tuple(_with_others(item, codes, gone) for item in gone)


def _with_others(item: Gone, codes: Sequence[str], gone: Sequence[Gone]) -> Gone:
    """Return a code that was given up with the others that were asked for and share its land, each pair once."""
    before = gone[: gone.index(item)]
    earlier = [other.code for other in before if set(other.successors) & set(item.successors)]
    return replace(item, beside=(*(code for code in item.successors if code in codes), *earlier))


def _successors(snapshot: Snapshot, code: str, seen: frozenset[str] = frozenset()) -> tuple[str, ...]:
    unit = snapshot.register.unit[code]
    if unit.is_current or code in seen:
        return (code,)
    known = snapshot.register.unit
    told = [after for fate in fates(unit)[:1] for after in fate.codes if after in known and after != code]
    after = [other for item in told for other in _successors(snapshot, item, seen | {code})]
    return tuple(dict.fromkeys(after)) or (code,)


def comparison_of(snapshot: Snapshot, compared: Compared) -> Comparison:
    """Compare the units: everything that is known of them, whatever the theme."""
    units = [snapshot.unit(code) for code in compared.units]
    regions = {unit.code: [snapshot.unit(code) for code in regions_of(snapshot, unit)] for unit in units}
    return Comparison.of(
        subjects_of(units, regions), snapshot.register, compared.year, different=compared.different
    ).of_theme(compared.theme, COUNTS)


def regions_of(snapshot: Snapshot, unit: UnitEntry) -> list[str]:
    """Return the larger units of today that a unit is part of, the smallest first, without its country."""
    known = snapshot.register.unit
    found: list[str] = []
    parents = list(reversed(unit.parents))
    while parents:
        code = parents.pop(0)
        if code in known and code != unit.country and known[code].is_current and code not in (*found, unit.code):
            found.append(code)
            parents += reversed(known[code].parents)
    return found
