"""How figures are calculated, in words: formulas with the titles of their series, conversions, sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.formats import number
from mapserver.model import parse_formula
from mapserver.model.message import plain
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapserver.model import Calculation, Term, Text

#: How a formula's terms are said, by their time.
TERMS = {
    "next": N_("%(series)s of the next year"),
    "previous": N_("%(series)s of the year before"),
    "mid": N_("mean %(series)s (1 January of the year and of the next)"),
    "near": N_("mean %(series)s (1 January of the year and of the next, or the one that there is)"),
    "latest": N_("%(series)s (latest figure)"),
}
FIRST = N_("the first that has a figure: %(series)s")
TOTAL = N_("%(series)s as published; where a unit has none, the sum of its parts")
PARITY = N_("%(series)s (%(money)s) in international dollars by purchasing power parity")
EXCHANGE = N_("%(series)s (%(money)s) in %(currency)s by the annual average exchange rate")


def calculation_words(calculation: Calculation, lang: str, titles: Mapping[str, Text] | None = None) -> str:
    """Say how figures are calculated; `titles` are those of series by key, where the calculation has none itself.

    A formula names its series by their indicators, those of one indicator by their names in the formula besides.
    """
    known = {**(titles or {}), **calculation.titles}
    if calculation.method == "first":
        # These are titles of series, which begin with the name of an office.
        names = dict.fromkeys(known[key].say(lang) if key in known else key for key in calculation.parts)
        return tell(lang, FIRST, series="; ".join(names))
    said = {key: _title(key, known, lang) for key in calculation.parts}
    if calculation.method == "formula":
        return _formula_words(calculation, said, lang)
    series = said[calculation.parts[0]]
    if calculation.method == "total":
        return tell(lang, TOTAL, series=series)
    money = calculation.money or tell(lang, "national currency")
    if calculation.method == "ppp":
        return tell(lang, PARITY, series=series, money=money)
    return tell(lang, EXCHANGE, series=series, money=money, currency=calculation.to or "EUR")


def _formula_words(calculation: Calculation, said: Mapping[str, str], lang: str) -> str:
    titles = {name: said[key] for name, key in zip(calculation.names, calculation.parts, strict=True)}
    several = {title for title in titles.values() if list(titles.values()).count(title) > 1}
    named = {
        name: f"{title} ({name.replace('_', ' ')})" if title in several else title for name, title in titles.items()
    }

    def term(item: Term) -> str:
        return tell(lang, TERMS[item.time], series=named[item.name]) if item.time else named[item.name]

    def figure(value: float) -> str:
        return number(value, len(plain(value).partition(".")[2]), lang)

    return parse_formula(calculation.formula).words(term, figure)


def term_titles(calculation: Calculation | None, titles: Mapping[str, Text] | None = None) -> dict[str, Text]:
    """Return what the series of a formula are called, by their names in it; `titles` as in `calculation_words`."""
    if not calculation:
        return {}
    known = {**(titles or {}), **calculation.titles}
    return {name: known[key] for name, key in zip(calculation.names, calculation.parts, strict=False) if key in known}


def _title(key: str, titles: Mapping[str, Text], lang: str) -> str:
    """Return the title of a series in a sentence: in lower case unless it begins with an abbreviation.

    Turkish stays as it is: its two letters I have rules of their own.
    """
    found = titles.get(key)
    title, tag = found.spoken(lang) if found else (key.partition("/")[0].replace("_", " "), "")
    return title if title[:2].isupper() or tag == "tr" else title[:1].lower() + title[1:]
