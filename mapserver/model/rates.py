"""Rates between currencies, and purchasing power parities, year by year."""

from __future__ import annotations

from dataclasses import dataclass, field

from mapserver.model.figures import Edition


@dataclass(frozen=True)
class Rate:
    """National currency units per euro, dollar or international dollar in a year, with where it comes from.

    `currency` is that of a purchasing power parity where the file names one: an exchange rate has it in its key.
    """

    year: int
    value: float
    edition: str
    currency: str = ""


@dataclass(frozen=True)
class Rates:
    """Exchange rates by (currency, per) and purchasing power parities by country; each sorted by year."""

    exchange: dict[tuple[str, str], dict[int, Rate]] = field(default_factory=dict)
    ppp: dict[str, dict[int, Rate]] = field(default_factory=dict)
    editions: dict[str, Edition] = field(default_factory=dict)
