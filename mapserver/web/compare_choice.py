"""Choosing the units that are compared: found by name, suggested, moved and taken away by links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapserver.model import Text, UnitEntry
from mapserver.snapshot.finder import EXACT, MISTYPED, WORD
from mapserver.snapshot.skeleton import folded
from mapserver.web.compared import MOST
from mapserver.web.units import sides
from mapserver.web.wording import unit_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapserver.snapshot import Snapshot
    from mapserver.web.compared import Compared

#: Letters of a name that is looked for.
LONGEST = 100
#: Units that are offered where several have the name, and of each kind of suggestion.
OFFERED, SUGGESTED = 8, 5
#: Shown where nothing is compared yet, those that are there: units on two sides of a river, and of two areas.
EXAMPLES: tuple[tuple[str, ...], ...] = (
    ("BG422", "TR212"),
    ("NO073", "RU-MUR", "FI1D7", "SE332"),
    ("SK041", "UA-21"),
    ("NO073", "BG412"),
)


@dataclass(frozen=True)
class Chosen:
    """A unit of the comparison; addresses without it, with it one place earlier (empty for the first), and as the
    first."""

    unit: UnitEntry
    without: str
    earlier: str
    first: str

    @property
    def name(self) -> Text:
        """Return its names."""
        return unit_text(self.unit)


@dataclass(frozen=True)
class Suggested:
    """A unit that may be added."""

    code: str
    name: Text
    country: str
    address: str


@dataclass(frozen=True)
class FoundUnits:
    """Units that may be meant by a name: `is_sure` where there is only one to be taken, `is_near` where names have
    what was asked for, and do not only resemble it."""

    units: tuple[Suggested, ...] = ()
    is_sure: bool = False
    is_near: bool = True


#: Where no name is looked for.
NOBODY = FoundUnits()


@dataclass(frozen=True)
class Example:
    """Units that can be compared, by name."""

    codes: tuple[str, ...]
    names: tuple[Text, ...]
    address: str


@dataclass(frozen=True)
class Suggestions:
    """Units that stand near to the first one: neighbours at home and across the border, and the most similar ones."""

    home: tuple[Suggested, ...] = ()
    across: tuple[Suggested, ...] = ()
    alike: tuple[Suggested, ...] = ()

    @property
    def any(self) -> bool:
        """Say whether there is one."""
        return bool(self.home or self.across or self.alike)


def chosen_units(snapshot: Snapshot, compared: Compared) -> list[Chosen]:
    """Return the units that are compared, each with the ways to change that."""
    units = compared.units
    made = []
    for place, code in enumerate(units):
        others = [other for other in units if other != code]
        earlier = [*units[: place - 1], code, units[place - 1], *units[place + 1 :]] if place else []
        made.append(
            Chosen(
                snapshot.register.unit[code],
                compared.with_units(others).address,
                compared.with_units(earlier).address if place else "",
                compared.with_units([code, *others]).address if place else "",
            )
        )
    return made


def suggestions(snapshot: Snapshot, compared: Compared) -> Suggestions:
    """Return what may be added; nothing where the table is full or empty."""
    if not compared.units or len(compared.units) >= MOST:
        return Suggestions()
    first = snapshot.register.unit[compared.units[0]]
    home, across = sides(first)
    twins = snapshot.similarity.twins.get(first.code, ())
    return Suggestions(
        _offered(snapshot, compared, (item.code for item in home)),
        _offered(snapshot, compared, (item.code for item in across)),
        _offered(snapshot, compared, (twin.code for twin in twins)),
    )


def found_units(snapshot: Snapshot, compared: Compared, name: str) -> FoundUnits:
    """Return the units that have a name or code, best first; sure is the one whose code it is, whose name alone, or
    that alone is called anything that begins so.

    Of those that bear a name with another word behind it, as a capital beside the province around it, none is meant
    more than the other. What only resembles a name, or stands within one, is never sure: the reader is asked.
    """
    if name.upper() in snapshot.units:
        return FoundUnits(_offered(snapshot, compared, (name.upper(),), again=True), is_sure=True)
    hits = [hit for hit in snapshot.finder.find(name, lang=compared.lang) if hit.entry.kind == "unit"]
    best = hits[0].rank if hits else MISTYPED
    if best == EXACT:
        asked = folded(name)
        hits = [hit for hit in hits if hit.rank == EXACT or hit.name.folded.startswith(f"{asked} ")]
        hits = [hit for hit in hits if hit.entry.current] or hits
    offered = _offered(snapshot, compared, (hit.entry.id for hit in hits), OFFERED, again=True)
    return FoundUnits(offered, is_sure=best < WORD and len(offered) == 1, is_near=best < MISTYPED)


def examples(snapshot: Snapshot, compared: Compared) -> list[Example]:
    """Return examples of units to compare: those that this snapshot has, else neighbours across its borders."""
    known = snapshot.register.unit
    groups = [group for group in EXAMPLES if all(code in known for code in group)]
    if not groups:
        groups += [pair for area in snapshot.areas for pair in area.pairs if set(pair) <= set(known)][:3]
    return [
        Example(tuple(group), tuple(unit_text(known[code]) for code in group), compared.with_units(group).address)
        for group in groups
    ]


def _offered(
    snapshot: Snapshot, compared: Compared, codes: Iterable[str], most: int = SUGGESTED, *, again: bool = False
) -> tuple[Suggested, ...]:
    known = snapshot.register.unit
    kept = [code for code in codes if code in known and (again or code not in compared.units)][:most]
    return tuple(
        Suggested(
            code,
            unit_text(known[code]),
            known[code].country,
            compared.with_units(dict.fromkeys((*compared.units, code))).address,
        )
        for code in kept
    )
