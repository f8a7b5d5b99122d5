"""Own regions: units put together, counts summed, rates from the sums of their parts. Reads unit entries and the
register, no layer.

Never a mean of rates: what is published as a rate, a mean, a median or an index, or calculated from such, is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Literal, NamedTuple

from mapserver.model import Judgement, Observation, Text
from mapserver.statistics.derived import completed
from mapserver.statistics.region_sums import Rate, Sum, summed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mapserver.model import Register, Series, UnitEntry
    from mapserver.model.entry import UnitLine

#: Why an indicator has no figure for a region.
RefusalReason = Literal["no_parts", "unlike", "different", "not_all"]


class Overlap(NamedTuple):
    """Two units that cannot be put together: the land of one is in the other, or they are of no common `vintage`."""

    one: str
    other: str
    kind: Literal["inside", "vintage"]


@dataclass(frozen=True)
class RegionLine:
    """A figure of a region over time, calculated here.

    `formula` is empty for a sum; `parts` are the series that were summed, by their names in the formula (one without
    a name for a sum). `missing` are by year the units without a figure. `judgement` and `reason` say how the series
    of the units compare.
    """

    indicator: str
    theme: str
    title: Text
    measure: Text
    decimals: int
    formula: str
    parts: dict[str, tuple[str, ...]]
    observations: tuple[Observation, ...]
    missing: dict[int, tuple[str, ...]]
    judgement: Judgement
    reason: Text

    @property
    def latest(self) -> Observation | None:
        """Return the latest observation with a value."""
        return next((row for row in reversed(self.observations) if row.value is not None), None)


@dataclass(frozen=True)
class Refusal:
    """An indicator that a region has no figure of; `units` are those that it is because of."""

    indicator: str
    theme: str
    title: Text
    reason: RefusalReason
    units: tuple[str, ...]
    why: Text


@dataclass(frozen=True)
class Region:
    """Units put together: what can be said of them, in the order of the register, and what cannot."""

    units: tuple[str, ...]
    km2: float
    lines: tuple[RegionLine, ...]
    refusals: tuple[Refusal, ...]


def overlaps(units: Sequence[UnitEntry], parents: Mapping[str, tuple[str, ...]]) -> Iterator[Overlap]:
    """Yield the pairs of units that cannot be put together; `parents` are those of every unit."""
    for one, other in combinations(units, 2):
        for lower, upper in ((one, other), (other, one)):
            if upper.code in _above(lower.code, parents):
                yield Overlap(lower.code, upper.code, "inside")
        if one.country == other.country and _vintages(one).isdisjoint(_vintages(other)):
            yield Overlap(one.code, other.code, "vintage")


def build_region(units: Sequence[UnitEntry], register: Register) -> Region:
    """Put units together that do not overlap."""
    lines: list[RegionLine] = []
    refusals: list[Refusal] = []
    series = {key: record.series for key, record in register.series.items()}

    @cache
    def known_as(key: str) -> Series | None:
        return completed(series[key], series) if key in series else None

    for record in register.indicators:
        indicator = record.indicator
        held = {unit.code: [line for line in unit.lines if line.indicator == indicator.id] for unit in units}
        if not any(held.values()):
            continue
        lacking = tuple(code for code, own in held.items() if not own)
        if lacking:
            refusals.append(_refused(record.indicator.id, register, "not_all", lacking))
            continue
        made = _Making(units, register, indicator.id, known_as).line(held)
        (lines if isinstance(made, RegionLine) else refusals).append(made)  # type: ignore[arg-type]
    km2 = sum(unit.territories[-1].km2 for unit in units)
    return Region(tuple(unit.code for unit in units), km2, tuple(lines), tuple(refusals))


def _above(code: str, parents: Mapping[str, tuple[str, ...]]) -> set[str]:
    found: set[str] = set()
    waiting = list(parents.get(code, ()))
    while waiting:
        upper = waiting.pop()
        if upper not in found:
            found.add(upper)
            waiting += parents.get(upper, ())
    return found


def _vintages(unit: UnitEntry) -> frozenset[str]:
    return frozenset(item.vintage for item in unit.territories)


def _refused(
    indicator: str, register: Register, reason: RefusalReason, units: tuple[str, ...], why: Text | None = None
) -> Refusal:
    concept = register.indicator[indicator].indicator
    return Refusal(indicator, concept.theme, concept.title, reason, units, why or Text())


class _Making:
    """The making of one indicator for a region."""

    def __init__(
        self, units: Sequence[UnitEntry], register: Register, indicator: str, known_as: Callable[[str], Series | None]
    ) -> None:
        self._units, self._register, self._known_as = units, register, known_as
        self._concept = register.indicator[indicator].indicator
        self._lines = {unit.code: {line.key: line for line in unit.lines} for unit in units}

    def line(self, held: Mapping[str, Sequence[UnitLine]]) -> RegionLine | Refusal:
        is_count = self._concept.kind == "count"
        own: dict[str, UnitLine] = {}
        for code, lines in held.items():
            fits = (line for line in lines if line.measure == self._concept.measure)
            found = next((line for line in fits if is_count or self._has_parts(code, line)), None)
            if found is None:
                unfit = tuple(other for other, rest in held.items() if not self._any_fits(other, rest, is_count))
                return _refused(self._concept.id, self._register, "no_parts", unfit)
            own[code] = found
        judgement, why = self._judged({line.series for line in own.values()})
        if judgement == "different":
            return _refused(self._concept.id, self._register, "different", tuple(own), why)
        if is_count:
            rows = summed(own, self._countries(), self._known_as)
            return self._made("", {"": tuple(line.key for line in own.values())}, rows, judgement, why)
        forms = {self._form(code, line) for code, line in own.items()}
        if len(forms) > 1:
            return _refused(self._concept.id, self._register, "unlike", tuple(own))
        first = next(iter(own.values())).derived
        if first is None:
            raise ValueError(f"{self._concept.id}: a rate without parts")
        parts, sums = {}, {}
        for place, name in enumerate(first.names):
            lines_of = {
                code: self._lines[code][line.derived.parts[place]] for code, line in own.items() if line.derived
            }
            parts[name] = tuple(dict.fromkeys(line.key for line in lines_of.values()))
            sums[name] = {row.year: row for row in summed(lines_of, self._countries(), self._known_as)}
        rows = tuple(Rate(first.formula, sums).rows(first.names[0]))
        return self._made(first.formula, parts, rows, judgement, why)

    def _any_fits(self, code: str, lines: Sequence[UnitLine], is_count: bool) -> bool:
        fits = (line for line in lines if line.measure == self._concept.measure)
        return any(is_count or self._has_parts(code, line) for line in fits)

    def _has_parts(self, code: str, line: UnitLine) -> bool:
        """Say whether a line is a formula of counts that its unit has."""
        derived = line.derived
        if derived is None or derived.method != "formula":
            return False
        return all(
            key in self._lines[code] and self._register.indicator[key.partition("/")[0]].indicator.kind == "count"
            for key in derived.parts
        )

    def _form(self, code: str, line: UnitLine) -> tuple[object, ...]:
        """Return what must be the same of the lines of all units: the formula, what its parts count and in what."""
        derived = line.derived
        if derived is None:
            return ()
        measures = [self._lines[code][key].measure.say("en") for key in derived.parts]
        counted = [key.partition("/")[0] for key in derived.parts]
        return derived.formula.replace("near(", "mid("), derived.names, *counted, *measures

    def _judged(self, series: set[str]) -> tuple[Judgement, Text]:
        """Return the worst judgement on two of the series."""
        order = ("same", "similar", "different")
        rows = [item for item in self._concept.comparability if len(item.series) > 1 and series.issuperset(item.series)]
        worst = max(rows, key=lambda item: order.index(item.judgement), default=None)
        return ("same", Text()) if worst is None else (worst.judgement, worst.reason)

    def _countries(self) -> dict[str, str]:
        return {unit.code: unit.country for unit in self._units}

    def _made(
        self, formula: str, parts: dict[str, tuple[str, ...]], rows: tuple[Sum, ...], judgement: Judgement, why: Text
    ) -> RegionLine:
        concept = self._concept
        unique = {name: tuple(dict.fromkeys(keys)) for name, keys in parts.items()}
        return RegionLine(
            concept.id,
            concept.theme,
            concept.title,
            concept.measure,
            concept.decimals,
            formula,
            unique,
            tuple(row.observation for row in rows),
            {row.year: row.missing for row in rows if row.missing},
            judgement,
            why,
        )
