"""Own regions: units put together, counts summed, rates from the sums of their parts. Reads unit entries and the
register, no layer.

Never a mean of rates: what is published as a rate, a mean, a median or an index, or calculated from such, is refused,
but for the rates whose parts are counts of this collection (`REGION_RATES`): those weigh what is published by what it
implies.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Literal, NamedTuple

from mapserver.model import Text
from mapserver.statistics.derived import completed
from mapserver.statistics.region import Refusal, Region, RegionLine
from mapserver.statistics.region_choice import JUDGEMENTS, choose_lines, worst
from mapserver.statistics.region_rate_lines import Counted, RateLines
from mapserver.statistics.region_rates import REGION_RATES
from mapserver.statistics.region_sums import Rate, Sum, by_year, moments, summed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mapserver.model import Indicator, IndicatorRecord, Judgement, Register, Series, UnitEntry
    from mapserver.model.entry import UnitLine
    from mapserver.statistics.region import RefusalReason

#: The indicator that is the area of a unit.
AREA = "area"


class Overlap(NamedTuple):
    """Two units that cannot be put together: the land of one is in the other, or they are of no common `vintage`."""

    one: str
    other: str
    kind: Literal["inside", "vintage"]


def overlaps(units: Sequence[UnitEntry], parents: Mapping[str, tuple[str, ...]]) -> Iterator[Overlap]:
    """Yield the pairs of units that cannot be put together; `parents` are those of every unit."""
    above = {unit.code: units_above(unit.code, parents) for unit in units}
    vintages = {unit.code: frozenset(item.vintage for item in unit.territories) for unit in units}
    for one, other in combinations(units, 2):
        for lower, upper in ((one.code, other.code), (other.code, one.code)):
            if upper in above[lower]:
                yield Overlap(lower, upper, "inside")
        if one.country == other.country and vintages[one.code].isdisjoint(vintages[other.code]):
            yield Overlap(one.code, other.code, "vintage")


def units_above(code: str, parents: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return the codes of all larger units that a unit lies in; `parents` are those of every unit."""
    found: set[str] = set()
    waiting = list(parents.get(code, ()))
    while waiting:
        upper = waiting.pop()
        if upper not in found:
            found.add(upper)
            waiting += parents.get(upper, ())
    return found


def build_region(units: Sequence[UnitEntry], register: Register) -> Region:
    """Put units together that do not overlap; the order of the units changes no figure.

    The area is that of the sources where they have it of all units, else that of the polygons.
    """
    ordered = sorted(units, key=lambda unit: unit.code)
    making = _Making(ordered, register)
    found = {record.indicator.id: making.found(record) for record in register.indicators}
    for name, rate in REGION_RATES.items():
        if found.get(name) is None or isinstance(found[name], Refusal):
            found[name] = making.rates.line(register.indicator.get(name), rate) or found.get(name)
    lines = tuple(making.dated(item) for item in found.values() if isinstance(item, RegionLine))
    area = next((line.latest for line in lines if line.indicator == AREA), None)
    km2 = sum(unit.territories[-1].km2 for unit in ordered) if area is None else area.value or 0.0
    refusals = tuple(item for item in found.values() if isinstance(item, Refusal))
    return Region(tuple(unit.code for unit in units), km2, lines, refusals)


def _refused(
    indicator: str, register: Register, reason: RefusalReason, units: tuple[str, ...], why: Text | None = None
) -> Refusal:
    concept = register.indicator[indicator].indicator
    return Refusal(indicator, concept.theme, concept.title, reason, units, why or Text())


class _Making:
    """The making of the lines of a region."""

    def __init__(self, units: Sequence[UnitEntry], register: Register) -> None:
        self._register = register
        self._countries = {unit.code: unit.country for unit in units}
        self._lines = {unit.code: {line.key: line for line in unit.lines} for unit in units}
        self._held: dict[str, dict[str, list[UnitLine]]] = {}
        for unit in units:
            for line in unit.lines:
                self._held.setdefault(line.indicator, {}).setdefault(unit.code, []).append(line)
        self._series = {key: record.series for key, record in register.series.items()}
        self._known: dict[str, Series | None] = {}
        self._sums: dict[tuple[str, ...], tuple[Sum, ...]] = {}
        self._counts: dict[str, Counted] = {}
        editions = {edition.id: edition for unit in units for edition in unit.sources}
        self.rates = RateLines(self._countries, self._held, self._series, self._counts, editions)

    def found(self, record: IndicatorRecord) -> RegionLine | Refusal | None:
        """Return what can be said of an indicator; None where no unit has a figure of it."""
        concept = record.indicator
        held = self._held.get(concept.id)
        if held is None:
            return None
        lacking = tuple(code for code in self._countries if code not in held)
        if lacking:
            return _refused(concept.id, self._register, "not_all", lacking)
        is_count = concept.kind == "count"
        fits = {code: [line for line in held[code] if self._fits(concept, code, line)] for code in self._countries}
        unfit = tuple(code for code, own in fits.items() if not own)
        if unfit:
            return _refused(concept.id, self._register, "no_parts", unfit)
        own = choose_lines(fits, self._countries, record, self._form)
        judgement, why = worst(record, self._sides(own))
        if judgement == "different":
            return _refused(concept.id, self._register, "different", tuple(own), why)
        if is_count:
            rows = self._summed(own)
            made = RegionLine.of(concept, "", {"": tuple(line.key for line in own.values())}, rows, (judgement, why))
            made = replace(made, sides=self._all_sides([own]))
            self._counts[concept.id] = Counted(made, rows, own)
            return made
        if len({self._form(code, line) for code, line in own.items()}) > 1:
            return _refused(concept.id, self._register, "unlike", tuple(own))
        return self._rate_of(record, own, (judgement, why))

    def dated(self, line: RegionLine) -> RegionLine:
        """Return a line that says when in a year its figures hold."""
        if line.otherwise is not None:
            line = replace(line, otherwise=self.dated(line.otherwise))
        if line.references:
            return line
        known = {
            name: [self._series[key].reference for key in keys if key in self._series]
            for name, keys in line.parts.items()
        }
        return replace(line, references=moments(line.formula, known))

    def _rate_of(
        self, record: IndicatorRecord, own: Mapping[str, UnitLine], judged: tuple[Judgement, Text]
    ) -> RegionLine | Refusal:
        """Return a rate by the formula that the lines of all units share; it compares as the worst of its parts."""
        first = next(iter(own.values())).derived
        if first is None:
            raise ValueError(f"{record.indicator.id}: a rate without parts")
        parts, sums, summed_lines = {}, {}, []
        for place, name in enumerate(first.names):
            lines_of = {
                code: self._lines[code][line.derived.parts[place]] for code, line in own.items() if line.derived
            }
            parts[name] = tuple(line.key for line in lines_of.values())
            summed_lines.append(lines_of)
            sums[name] = by_year(self._summed(lines_of))
            counted = self._register.indicator[first.parts[place].partition("/")[0]]
            judged = max(judged, worst(counted, self._sides(lines_of)), key=lambda item: JUDGEMENTS.index(item[0]))
        if judged[0] == "different":
            return _refused(record.indicator.id, self._register, "different", tuple(own), judged[1])
        # Of two ways to take the mean of a year the one that has a figure where one 1 January is missing.
        formulas = sorted({line.derived.formula for line in own.values() if line.derived})
        formula = next((item for item in formulas if "near(" in item), formulas[0])
        rows = tuple(Rate(formula, sums).rows(first.names[0]))
        made = RegionLine.of(record.indicator, formula, parts, rows, judged)
        return replace(made, sides=self._all_sides(summed_lines))

    def _summed(self, lines: Mapping[str, UnitLine]) -> tuple[Sum, ...]:
        """Sum the lines of units, which are in one order here; many rates have the same people in them."""
        keys = tuple(line.key for line in lines.values())
        if keys not in self._sums:
            self._sums[keys] = summed(lines, self._countries, self._known_as)
        return self._sums[keys]

    def _known_as(self, key: str) -> Series | None:
        if key not in self._known:
            self._known[key] = completed(self._series[key], self._series) if key in self._series else None
        return self._known[key]

    def _sides(self, lines: Mapping[str, UnitLine]) -> set[tuple[str, str]]:
        return {(line.series, self._countries[code]) for code, line in lines.items()}

    def _all_sides(self, parts: Sequence[Mapping[str, UnitLine]]) -> frozenset[tuple[str, str, str]]:
        return frozenset(
            (line.indicator, line.series, self._countries[code]) for lines in parts for code, line in lines.items()
        )

    def _fits(self, concept: Indicator, code: str, line: UnitLine) -> bool:
        return line.measure == concept.measure and (concept.kind == "count" or self._has_parts(code, line))

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
        if derived is None or not self._has_parts(code, line):
            return ()
        measures = [self._lines[code][key].measure.say("en") for key in derived.parts]
        counted = [key.partition("/")[0] for key in derived.parts]
        return derived.formula.replace("near(", "mid("), derived.names, *counted, *measures
