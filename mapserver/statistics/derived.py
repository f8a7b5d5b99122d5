"""Derived series: ratios, changes of scale, conversions of money. Reads observations only, never a file."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from mapserver.model import Observation, no_data_reason, split_flags
from mapserver.statistics.index import ObservationIndex
from mapserver.statistics.land import country_of
from mapserver.statistics.money import currency_in, declared_currency, exchange_quote, parity_quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mapserver.model import Break, Country, Derivation, Rates, Series, Territory
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

    `related` (series by key) tells the currency that the source's denomination names; without it, the country's own is
    taken. A part without data gives None with its reason. ValueError where the series is not derived.
    """
    derivation = series.derived
    if derivation is None:
        raise ValueError(f"{series.key} is not derived")
    if derivation.method == "ratio":
        denominators = ObservationIndex(parts.get(derivation.denominator, ()), territories)
        divisor = (related or {}).get(derivation.denominator)
        breaks = effective_breaks(divisor, related or {}) if divisor else ()
        return tuple(
            _ratio(row, derivation, denominators, breaks, territories) for row in parts.get(derivation.numerator, ())
        )
    rows = parts.get(derivation.of, ())
    if derivation.method == "scale":
        return tuple(_scaled(row, derivation.factor) for row in rows)
    source = (related or {}).get(derivation.of)
    currency = declared_currency(source.denomination) if source else ""
    return tuple(_converted(row, derivation, currency, rates, countries, territories) for row in rows)


def effective_breaks(series: Series, related: Mapping[str, Series]) -> tuple[Break, ...]:
    """Return the breaks of a series and those that it has from its parts.

    A mean of two 1 Januarys mixes both sides of a break in the denominator in one year, so that a run ends on either
    side of that year; a denominator at the end of the year breaks a year earlier.
    """
    derivation = series.derived
    if derivation is None:
        return series.breaks
    found = list(series.breaks)
    for key in derivation.parts:
        part = related.get(key)
        if part is None:
            continue
        shifts: tuple[int, ...] = (0,)
        if key == derivation.denominator:
            shifts = {"mid-year": (-1, 0), "end": (-1,), "latest": ()}.get(derivation.at, (0,))
        for declared in effective_breaks(part, related):
            found.extend(replace(declared, year=declared.year + shift) for shift in shifts)
    return tuple(dict.fromkeys(found))


class _Divisor(NamedTuple):
    """What a numerator is divided by, and what that was made of; None where it is missing, `note` says what."""

    value: float | None
    rows: tuple[Observation, ...]
    note: str = ""


def _ratio(
    row: Observation,
    derivation: Derivation,
    denominators: ObservationIndex,
    breaks: Sequence[Break],
    territories: Mapping[str, Territory],
) -> Observation:
    """Divide one observation by its denominator; a mean of two denominators never spans a break between them."""
    if row.value is None:
        return _without(row)
    divisor = _divisor(row, derivation.at, denominators)
    if derivation.at == "mid-year" and divisor.value is not None:
        country = country_of(territories, row.unit, row.vintage)
        if any(item.year == row.year + 1 and _concerns(item, row.unit, country) for item in breaks):
            note = f"the populations of 1 January {row.year} and {row.year + 1} are counted on different bases"
            divisor = _Divisor(None, divisor.rows, note)
    used = [row, *divisor.rows]
    edition = "+".join(dict.fromkeys(part.edition for part in used if part.edition))
    flag = _joined_flags(row.year, used, derivation.at)
    if not divisor.value:
        note = divisor.note if divisor.value is None else f"the denominator for {row.year} is zero"
        return row._replace(value=None, flag=flag, edition=edition, reason="part_missing", note=note)
    value = row.value / divisor.value * derivation.factor
    return row._replace(value=value, flag=flag, edition=edition, reason="", note=_both(row.note, divisor.note))


def _concerns(declared: Break, unit: str, country: str) -> bool:
    """Say whether a break is declared for a unit: by its code, by its country, or for all."""
    return unit in declared.units or country in declared.countries or not (declared.units or declared.countries)


def _divisor(row: Observation, at: str, denominators: ObservationIndex) -> _Divisor:
    """Find the denominator of one observation: on the same land, at the time that `at` says."""
    years: tuple[int, ...]
    if at == "latest":
        year = _nearest(denominators.years(row.unit, row.vintage), row.year)
        if year is None:
            return _Divisor(None, (), "no denominator for any year")
        years, note = (year,), "" if year == row.year else f"denominator of {year}"
    elif at == "mid-year":
        years, note = (row.year, row.year + 1), f"mean of 1 January {row.year} and {row.year + 1}"
    elif at == "end":
        years, note = (row.year + 1,), f"denominator at 1 January {row.year + 1}"
    else:
        years, note = (row.year,), ""
    rows = []
    values = []
    for year in years:
        found = denominators.find(row.unit, row.vintage, year)
        if found is None or found.value is None:
            return _Divisor(None, (), f"no denominator for {year}")
        rows.append(found)
        values.append(found.value)
    return _Divisor(sum(values) / len(values), tuple(rows), note)


def _nearest(years: tuple[int, ...], year: int) -> int | None:
    """Return `year` or the nearest one before it, else the earliest after it."""
    position = bisect_right(years, year)
    if position:
        return years[position - 1]
    return years[0] if years else None


def _joined_flags(year: int, rows: Iterable[Observation], at: str) -> str:
    """Join the flags of the parts: ``b`` and ``be`` give ``be``.

    A break in a denominator that stands in for another year (`latest`) is not one in this year.
    """
    flags: dict[str, None] = {}
    for row in rows:
        for flag in split_flags(row.flag):
            if not (flag == "b" and at == "latest" and row.year != year):
                flags[flag] = None
    return ("; " if any(len(flag) > 1 for flag in flags) else "").join(flags)


def _scaled(row: Observation, factor: float) -> Observation:
    """Multiply one observation."""
    if row.value is None:
        return _without(row)
    return row._replace(value=row.value * factor)


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
        return _without(row)
    country = country_of(territories, row.unit, row.vintage)
    currency = declared or currency_in(countries.get(country), row.year)
    quote: Quote
    if derivation.method == "ppp":
        quote = parity_quote(rates, country, currency, row.year)
    else:
        quote = exchange_quote(rates, currency, derivation.to or "EUR", row.year)
    if quote.value is None:
        return row._replace(value=None, reason="no_rate", note=quote.note)
    return row._replace(value=row.value / quote.value, note=_both(row.note, quote.note))


def _both(earlier: str, later: str) -> str:
    """Join the notes of two steps of a calculation."""
    return "; ".join(note for note in (earlier, later) if note)


def _without(row: Observation) -> Observation:
    """Return an observation without value, with its own reason."""
    return row._replace(reason=row.reason or no_data_reason(row.flag))
