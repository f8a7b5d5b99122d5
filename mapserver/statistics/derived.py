"""Derived series: formulas, totals, the first that has a value, money converted. Reads observations, never a file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mapserver.model import Message, no_data_reason, parse_formula
from mapserver.model.formula import TIMES
from mapserver.statistics.calculation import Operand, calculate
from mapserver.statistics.index import ObservationIndex
from mapserver.statistics.land import country_of
from mapserver.statistics.money import currency_in, declared_currency, exchange_quote, parity_quote
from mapserver.statistics.runs import first_issues
from mapserver.statistics.totals import totals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.model import Country, Derivation, Edition, Observation, Rates, Remark, Series, Territory
    from mapserver.statistics.money import Quote


def derive(
    series: Series,
    parts: Mapping[str, tuple[Observation, ...]],
    rates: Rates,
    countries: Mapping[str, Country],
    territories: Mapping[str, Territory],
    related: Mapping[str, Series] | None = None,
) -> tuple[Observation, ...]:
    """Calculate a derived series from the observations of its parts (by ``indicator/series``).

    `related` (series by key) tells the breaks of the parts and the currency that a denomination names; without it, the
    country's own is taken. A part without data gives None with its reason. ValueError where the series is not derived.
    """
    derivation = series.derived
    if derivation is None:
        raise ValueError(f"{series.key} is not derived")
    related = related or {}
    rows = [parts.get(key, ()) for key in derivation.parts]
    if derivation.method == "formula":
        operands = {
            name: Operand(name, own, completed(related[key], related) if key in related else None, territories)
            for name, key, own in zip(derivation.names, derivation.parts, rows, strict=True)
        }
        return calculate(derivation, operands)
    if derivation.method == "total":
        counted = related.get(derivation.parts[0])
        return totals(rows[0], territories, first_issues(completed(counted, related)) if counted else {})
    if derivation.method == "first":
        return _first(rows, territories)
    source = related.get(derivation.parts[0])
    currency = declared_currency(source.denomination) if source else ""
    return tuple(_converted(row, derivation, currency, rates, countries, territories) for row in rows[0])


def completed(series: Series, related: Mapping[str, Series]) -> Series:
    """Return a series with what it has from its parts: their breaks, their editions, what their flag ``b`` means.

    The flag marks something else than a break only where it does so in every part.
    """
    if series.derived is None:
        return series
    parts = [completed(related[key], related) for key in series.derived.parts if key in related]
    return replace(
        series,
        breaks=effective_breaks(series, related),
        editions=tuple(editions_of(series, related).values()),
        flagged_breaks=series.flagged_breaks and (not parts or any(part.flagged_breaks for part in parts)),
    )


def editions_of(series: Series, related: Mapping[str, Series]) -> dict[str, Edition]:
    """Return the editions of a series and, where it is derived, of its parts, by id."""
    found = {edition.id: edition for edition in series.editions}
    for key in series.derived.parts if series.derived else ():
        if key in related:
            found.update(editions_of(related[key], related))
    return found


def effective_breaks(series: Series, related: Mapping[str, Series]) -> tuple[Remark, ...]:
    """Return the breaks of a series and those that it has from its parts.

    A mean of two 1 Januarys mixes both sides of a break in one year, so that a run ends on either side of that year; a
    value of the year after breaks a year earlier.
    """
    derivation = series.derived
    if derivation is None:
        return series.breaks
    found = list(series.breaks)
    for position, key in enumerate(derivation.parts):
        part = related.get(key)
        if part is None:
            continue
        shifts = _shifts(derivation, position)
        # The first of several has a part's breaks only where the figures are that part's.
        editions = frozenset(editions_of(part, related)) if derivation.method == "first" else frozenset()
        for declared in effective_breaks(part, related):
            held = editions or declared.editions
            found.extend(replace(declared, year=declared.year + shift, editions=held) for shift in shifts)
    return tuple(dict.fromkeys(found))


def _shifts(derivation: Derivation, position: int) -> tuple[int, ...]:
    """Return by how many years a break in a part is moved in the result; none where the part is of any year."""
    if derivation.method != "formula":
        return (0,)
    terms = parse_formula(derivation.formula).terms
    own = [term for term in terms if term.name == derivation.names[position]]
    return tuple(sorted({-year for term in own for year in TIMES[term.time]}))


def _first(rows: Sequence[tuple[Observation, ...]], territories: Mapping[str, Territory]) -> tuple[Observation, ...]:
    """Return for each unit and year the observation of the first part that has a value, else of the first at all."""
    indexes = [ObservationIndex(own, territories) for own in rows]
    chosen: dict[object, Observation] = {}
    for position, own in enumerate(rows):
        for row in own:
            line = (indexes[position].line(row.unit, row.vintage), row.year)
            before = chosen.get(line)
            if before is None or (before.value is None and row.value is not None):
                chosen[line] = row
    return tuple(chosen.values())


def _converted(
    row: Observation,
    derivation: Derivation,
    declared: str,
    rates: Rates,
    countries: Mapping[str, Country],
    territories: Mapping[str, Territory],
) -> Observation:
    """Convert one amount of money; `declared` is the currency that the source names, else the country's of the year."""
    if row.value is None:
        return row._replace(reason=row.reason or no_data_reason(row.flag))
    country = country_of(territories, row.unit, row.vintage)
    currency = declared or currency_in(countries.get(country), row.year)
    quote: Quote
    if derivation.method == "ppp":
        quote = parity_quote(rates, country, currency, row.year)
    else:
        quote = exchange_quote(rates, currency, derivation.to or "EUR", row.year)
    if quote.value is None:
        return row._replace(value=None, reason="no_rate", note=quote.note)
    return row._replace(value=row.value / quote.value, note=Message.joined((row.note, quote.note)))
