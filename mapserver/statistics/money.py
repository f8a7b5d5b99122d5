"""Currencies in time, and the rates to convert them with. Knows no unit smaller than a country."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from mapserver.model import Message
from mapserver.translation import N_

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
    note: Message


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
        return Quote(1.0, Message(N_("already in %(currency)s"), currency=target))
    direct = _rate(rates, currency, target, year)
    if direct:
        note = Message(
            N_("1 %(to)s = %(rate)s %(currency)s (%(edition)s, annual average %(year)s)"),
            to=target,
            rate=significant(direct.value),
            currency=currency,
            edition=direct.edition,
            year=year,
        )
        return Quote(direct.value, note)
    ours, theirs = _rate(rates, currency, "USD", year), _rate(rates, target, "USD", year)
    if not (ours and theirs):
        return Quote(None, Message(N_("no rate of %(currency)s for %(year)s"), currency=currency or "?", year=year))
    note = Message(
        N_(
            "cross rate through the dollar: %(rate)s %(currency)s/USD, %(other_rate)s %(to)s/USD, %(editions)s,"
            " annual average %(year)s"
        ),
        rate=significant(ours.value),
        currency=currency,
        other_rate=significant(theirs.value),
        to=target,
        editions=tuple(dict.fromkeys((ours.edition, theirs.edition))),
        year=year,
    )
    return Quote(ours.value / theirs.value, note)


def parity_quote(rates: Rates, country: str, currency: str, year: int) -> Quote:
    """Return the purchasing power parity of a country; none where it is given in another currency than the figures."""
    parity = rates.ppp.get(country, {}).get(year)
    if parity is None or parity.value <= 0:
        missing = N_("no purchasing power parity of %(country)s for %(year)s")
        return Quote(None, Message(missing, country=country or "?", year=year))
    if parity.currency and currency and parity.currency != currency:
        other = N_("the parity for %(year)s is in %(parity)s, the figures are in %(currency)s")
        return Quote(None, Message(other, year=year, parity=parity.currency, currency=currency))
    note = Message(
        N_("1 international dollar = %(rate)s %(currency)s (%(edition)s, %(year)s)"),
        rate=significant(parity.value),
        currency=currency or parity.currency or Message(N_("national currency")),
        edition=parity.edition,
        year=year,
    )
    return Quote(parity.value, note)


def quoted_editions(rates: Rates, notes: Iterable[Message | None]) -> dict[str, Edition]:
    """Return the editions of rates that the notes of quotes name, by id."""
    words = {word for note in set(notes) if note is not None for word in note.words}
    return {name: edition for name, edition in rates.editions.items() if name in words}


def significant(value: float) -> float:
    """Round a rate to four significant digits."""
    return round(value, max(0, 3 - math.floor(math.log10(abs(value))))) if value else 0.0


def _rate(rates: Rates, currency: str, per: str, year: int) -> Rate | None:
    """Return a usable exchange rate."""
    rate = rates.exchange.get((currency, per), {}).get(year)
    return rate if rate and rate.value > 0 else None
