"""Succession: which units a unit came from and what became of it. Knows no page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from mapserver.translation import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapserver.model import Reform, UnitEntry

#: What became of a unit, and what later became of its land.
FATES = {
    "recode": (N_("This code was replaced in %(year)s: %(units)s."), N_("Its land since %(year)s: %(units)s.")),
    "merge": (
        N_("This unit became part of another one in %(year)s: %(units)s."),
        N_("Its land is part of another unit since %(year)s: %(units)s."),
    ),
    "split": (
        N_("This unit was divided in %(year)s: %(units)s."),
        N_("Its land is divided since %(year)s: %(units)s."),
    ),
}

#: What stands before the two sides of a reform in the list of a unit.
LABELS = {
    "same": N_("New code"),
    "recode": N_("New code"),
    "merge": N_("Merged"),
    "split": N_("Split"),
    "transfer": N_("Land moved"),
}


@dataclass(frozen=True)
class Fate:
    """What reforms of one year made of a unit that is no more: `words` is a message with places for year and units,
    `moved` what changed hands besides."""

    year: int
    words: str
    codes: tuple[str, ...]
    moved: tuple[str, ...]


def reforms_of(unit: UnitEntry) -> list[Reform]:
    """Return the reforms of a unit in order of time; a new vintage in which nothing changed is none."""
    told = [item for item in unit.reforms if item.moved or not (item.kind == "same" and item.from_code == item.to_code)]
    return sorted(told, key=lambda item: (item.year, _fate(item), item.from_code, item.to_code))


def label(reform: Reform) -> str:
    """Return the message before the sides of a reform; nothing where a unit stays and only `moved` is said."""
    if reform.kind == "same" and reform.from_code == reform.to_code:
        return ""
    return LABELS[reform.kind] if reform.from_code or reform.kind != "same" else N_("Before")


def written(reforms: Iterable[Reform]) -> list[tuple[str, str, list[int]]]:
    """Return each source of reforms with what it remarks and the years that it stands for, in order of time."""
    years: dict[tuple[str, str], set[int]] = {}
    for item in reforms:
        if item.source or item.note:
            years.setdefault((item.source, item.note), set()).add(item.year)
    return [(source, note, sorted(held)) for (source, note), held in years.items()]


def fates(unit: UnitEntry) -> list[Fate]:
    """Return what became of a unit that is not current, in order of time; nothing where no reform says it."""
    if unit.is_current:
        return []
    ending = [
        item
        for item in reforms_of(unit)
        if item.from_code == unit.code != item.to_code
        and item.from_vintage == unit.territories[-1].vintage
        and item.kind != "transfer"
    ]
    found: list[Fate] = []
    for (year, kind), group in groupby(ending, key=lambda item: (item.year, _fate(item))):
        items = list(group)
        codes = tuple(dict.fromkeys(item.to_code for item in items))
        moved = tuple(dict.fromkeys(item.moved[:1].upper() + item.moved[1:] for item in items if item.moved))
        found.append(Fate(year, FATES[kind][bool(found)], codes, moved))
    return found


def _fate(reform: Reform) -> str:
    return "recode" if reform.kind == "same" else reform.kind
