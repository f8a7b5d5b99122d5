"""`layers/rates/` into Rates: exchange rates and purchasing power parities. Converts nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mapserver.catalogue.editions import FILE as SOURCES
from mapserver.catalogue.number import YEARS, number_fault, read_number, year_fault
from mapserver.catalogue.report import Report, listed, quoted
from mapserver.catalogue.table import read_table
from mapserver.model import Rate, Rates

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from mapserver.catalogue.report import FileReport
    from mapserver.model import Edition

EXCHANGE = ("currency", "per", "year", "value", "edition")
PPP = ("country", "currency", "year", "value", "edition")
PER = ("EUR", "USD")
_CURRENCY = re.compile(r"[A-Z]{3}")
_COUNTRY = re.compile(r"[A-Z]{2}")

Key = tuple[str, str]


def read_rates_of(folder: Path, report: Report, editions: Mapping[str, Edition]) -> Rates:
    """Return the sound rates, each table sorted by year; empty where there is no folder.

    `editions` are those of `sources.toml`, which rows name.
    """
    exchange = _read(folder / "exchange.csv", report, EXCHANGE, editions, _exchange_fault)
    ppp = _read(folder / "ppp.csv", report, PPP, editions, _ppp_fault)
    parities: dict[str, dict[int, Rate]] = {}
    for (country, currency), rates in ppp.items():
        of_country = parities.setdefault(country, {})
        for year, rate in rates.items():
            if year in of_country:
                message = f"{country} has parities in two currencies for {year}, {currency} is one of them"
                report.of("layers/rates/ppp.csv").error(0, message, "keep the currency that the figures are in")
            of_country[year] = replace(rate, currency=currency)
    used = {rate.edition for rates in (*exchange.values(), *parities.values()) for rate in rates.values()}
    named = {name: edition for name, edition in editions.items() if name in used}
    return Rates(exchange, {country: dict(sorted(rates.items())) for country, rates in parities.items()}, named)


def _read(
    path: Path,
    report: Report,
    columns: tuple[str, ...],
    editions: Mapping[str, Edition],
    fault_of: Callable[[str, str], tuple[str, str] | None],
) -> dict[Key, dict[int, Rate]]:
    file = report.of(f"layers/rates/{path.name}")
    table = read_table(path, file, columns) if path.exists() else None
    rates: dict[Key, dict[int, Rate]] = {}
    lines: dict[tuple[str, ...], int] = {}
    for line, (first, second, year, value, edition) in table.rows if table else ():
        fault = fault_of(first, second)
        rate = None if fault else _rate(line, year, value, edition, editions, file)
        if fault:
            file.error(line, *fault, kind="code")
        elif rate:
            before = lines.setdefault((first, second, year), line)
            if before == line:
                rates.setdefault((first, second), {})[rate.year] = rate
            else:
                message = f"{first} {second} has {year} twice"
                file.error(line, message, f"delete one of the lines {before} and {line}", kind="duplicate")
    return {key: dict(sorted(by_year.items())) for key, by_year in sorted(rates.items())}


def _rate(line: int, year: str, value: str, edition: str, editions: Collection[str], file: FileReport) -> Rate | None:
    number = read_number(value)
    if year not in YEARS:
        file.error(line, *year_fault(year), kind="year")
    elif number is None:
        message = number_fault(value)[0] if value else "the row has no value"
        file.error(line, message, "write a number, or leave the row out: the year stays unconverted", kind="value")
    elif number <= 0:
        file.error(line, f"the rate {value} is not above zero", "write what one EUR or USD costs", kind="value")
    elif edition not in editions:
        message = f"edition {quoted(edition)} is not declared"
        file.error(
            line,
            message,
            f"describe it in layers/{SOURCES}, which has {listed(editions, 20) or 'none'}",
            kind="edition",
        )
    else:
        return Rate(YEARS[year], number, edition)
    return None


def _exchange_fault(currency: str, per: str) -> tuple[str, str] | None:
    if not _CURRENCY.fullmatch(currency):
        return f"currency {quoted(currency)} is malformed", "write an ISO 4217 code, three capitals"
    if per not in PER:
        return f"per is {quoted(per)}", f"write one of {', '.join(PER)}"
    return None


def _ppp_fault(country: str, currency: str) -> tuple[str, str] | None:
    if not _COUNTRY.fullmatch(country):
        return f"country {quoted(country)} is malformed", "write an ISO 3166-1 code, two capitals"
    if not _CURRENCY.fullmatch(currency):
        return f"currency {quoted(currency)} is malformed", "write an ISO 4217 code, three capitals"
    return None
