"""Currencies in time, and the rates to convert them with. Knows no unit smaller than a country."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapserver.model import Country, Edition, Rate, Rates

#: Currencies before today's, with the last year in which a country's figures were given in them.
FORMER = {
    "BG": (("BGN", 2025),),
    "EE": (("EEK", 2010),),
    "EL": (("GRD", 2000),),
    "FI": (("FIM", 1998),),
    "HR": (("HRK", 2022),),
    "LT": (("LTL", 2014),),
    "LV": (("LVL", 2013),),
    "SI": (("SIT", 2006),),
    "SK": (("SKK", 2008),),
}


class Quote(NamedTuple):
    """National currency units per unit of the target; None without a rate. `note` says which, or what is missing."""

    value: float | None
    note: str


def declared_currency(denomination: str) -> str:
    """Return the ISO 4217 code that a denomination begins with (``"RUB, current prices"``), or an empty string."""
    match = re.match(r"[A-Z]{3}\b", denomination)
    return match.group() if match else ""


def currency_in(country: Country | None, year: int) -> str:
    """Return the currency of a country's figures in a year; an empty string for an unknown country."""
    if country is None:
        return ""
    for currency, last_year in FORMER.get(country.code, ()):
        if year <= last_year:
            return currency
    return country.currency


def exchange_quote(rates: Rates, currency: str, target: str, year: int) -> Quote:
    """Return the annual average rate of a currency, through the dollar where no direct one is published."""
    if currency == target:
        return Quote(1.0, f"already in {target}")
    direct = _rate(rates, currency, target, year)
    if direct:
        words = f"1 {target} = {significant(direct.value)} {currency} ({direct.edition}, annual average {year})"
        return Quote(direct.value, words)
    ours, theirs = _rate(rates, currency, "USD", year), _rate(rates, target, "USD", year)
    if not (ours and theirs):
        return Quote(None, f"no rate of {currency or 'an unknown currency'} for {year}")
    editions = " and ".join(dict.fromkeys((ours.edition, theirs.edition)))
    words = (
        f"cross rate through the dollar: {significant(ours.value)} {currency}/USD, "
        f"{significant(theirs.value)} {target}/USD, {editions}, annual average {year}"
    )
    return Quote(ours.value / theirs.value, words)


def parity_quote(rates: Rates, country: str, currency: str, year: int) -> Quote:
    """Return the purchasing power parity of a country; none where it is given in another currency than the figures."""
    parity = rates.ppp.get(country, {}).get(year)
    if parity is None or parity.value <= 0:
        return Quote(None, f"no purchasing power parity of {country or 'an unknown country'} for {year}")
    if parity.currency and currency and parity.currency != currency:
        return Quote(None, f"the parity for {year} is in {parity.currency}, the figures are in {currency}")
    unit = currency or parity.currency or "national currency"
    words = f"1 international dollar = {significant(parity.value)} {unit} ({parity.edition}, {year})"
    return Quote(parity.value, words)


def quoted_editions(rates: Rates, notes: Iterable[str]) -> dict[str, Edition]:
    """Return the editions of rates that the notes of quotes name, by id."""
    words = {word for note in set(notes) for word in re.findall(r"[\w.-]+", note)}
    return {name: edition for name, edition in rates.editions.items() if name in words}


def significant(value: float) -> str:
    """Write a rate with four significant digits, without an exponent or trailing zeros."""
    decimals = max(0, 3 - math.floor(math.log10(abs(value)))) if value else 0
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rate(rates: Rates, currency: str, per: str, year: int) -> Rate | None:
    """Return a usable exchange rate."""
    rate = rates.exchange.get((currency, per), {}).get(year)
    return rate if rate and rate.value > 0 else None
