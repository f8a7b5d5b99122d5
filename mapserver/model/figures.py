"""Figures: indicators, series, editions, observations, exchange rates. Knows no file and no polygon."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from mapserver.model.message import Message
from mapserver.model.text import Text
from mapserver.translation import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

#: No figure of a district is larger: the money of a whole country in its smallest coin has sixteen digits.
LARGEST = 1e18

Judgement = Literal["same", "similar", "different"]

#: Flags of the European Statistical System and of our gathered tables, in words.
FLAGS = {
    "b": N_("break in the series"),
    "c": N_("confidential"),
    "d": N_("definition differs"),
    "e": N_("estimated"),
    "m": N_("missing"),
    "n": N_("not significant"),
    "p": N_("provisional"),
    "r": N_("revised or rounded by the source"),
    "s": N_("estimated by the publisher"),
    "u": N_("low reliability"),
    "z": N_("not applicable"),
    ":": N_("not available"),
    "calc": N_("sum or difference of published figures"),
    "National": N_("figure for the whole country"),
    "NUTS2": N_("figure for NUTS 2 regions"),
}

#: A flag that is none of these.
UNKNOWN_FLAG = N_("flag %(flag)s, not explained by the source")

#: Reasons for no data, in the words of the model.
REASONS = {
    "not_collected": N_("not in this collection"),
    "not_published": N_("not published"),
    "confidential": N_("confidential"),
    "not_applicable": N_("not applicable"),
    "unit_did_not_exist": N_("the unit did not exist in that year"),
    "level_too_coarse": N_("published for larger units only"),
    "no_rate": N_("no exchange rate for that year"),
    "part_missing": N_("a part of the calculation is missing"),
    "run_ended": N_("the figures before and after are counted differently"),
    "unreliable": N_("too unreliable to publish"),
    "withheld": N_("left out, the source's figure cannot be right"),
    "not_tested": N_("not tested"),
    "licence": N_("the licence does not allow it"),
    "no_national": N_("no figure is published for the country"),
    "no_neighbours": N_("no neighbours on this map"),
    "no_neighbour_figure": N_("no neighbour has a figure"),
    "no_core_figure": N_("no unit of the border area has a figure"),
    "context_differs": N_("the figures to compare with measure something else"),
    "context_is_zero": N_("the figure to compare with is zero or less"),
    "not_counted": N_("how many that is, is not known"),
}


@lru_cache(maxsize=1024)
def split_flags(flag: str) -> tuple[str, ...]:
    """Split a source's flag into its parts: ``"bep"`` -> b, e, p; ``"d; u"`` -> d, u; ``":@N"`` -> ``:``, ``@N``.

    A known word is one part (``"calc"``, never c for confidential); unknown parts are kept.
    """
    parts: list[str] = []
    for part in re.findall(r"@\w+|\w+|[^\s;,]", flag):
        parts.extend(part if part not in FLAGS and all(letter in FLAGS for letter in part) else [part])
    return tuple(dict.fromkeys(parts))


def no_data_reason(flag: str) -> str:
    """Return the reason (a key of REASONS) that a flag gives for an empty value."""
    parts = split_flags(flag)
    if "c" in parts:
        return "confidential"
    if "z" in parts:
        return "not_applicable"
    if "u" in parts:
        return "unreliable"
    return "not_published"


@dataclass(frozen=True)
class Edition:
    """A publication of a source: a run ends where the edition changes, unless one `continues` the other.

    `continues` is the id of the edition of which this one is the next issue: the same table with the next years, as a
    yearbook or a yearly page is, with nothing revised; `first_issue` that with which such a row of issues begins, its
    own where it continues none. `via` says where the copy lay that the figures were read from. `no_redistribution` is
    the reason why its figures may be shown and not be given out; empty where they may.
    """

    id: str
    publisher: str
    dataset: str
    title: str
    address: str
    licence: str
    retrieved: str
    vintage: str = ""
    continues: str = ""
    via: str = ""
    no_redistribution: str = ""
    first_issue: str = ""

    @property
    def described(self) -> dict[str, str]:
        """Return what is told of it wherever it is named, as plain text fields."""
        return {
            "id": self.id,
            "publisher": self.publisher,
            "dataset": self.dataset,
            "title": self.title,
            "address": self.address,
            "licence": self.licence,
            "retrieved": self.retrieved,
        }


@dataclass(frozen=True)
class Remark:
    """What a steward says of the figures of a year, for `units` or `countries`; for all where both are empty.

    Where it stands says what it means: a run ends before the year, the change to the year was looked at and stays in
    its run, or the figure of the year is withheld. With `editions` it holds between figures of these only.
    """

    year: int
    reason: Text
    units: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    editions: frozenset[str] = frozenset()

    def covers(self, unit: str, country: str) -> bool:
        """Say whether a unit is meant."""
        return unit in self.units or country in self.countries or not (self.units or self.countries)


@dataclass(frozen=True)
class Derivation:
    """How a series is calculated from others; see the table in `layers/README.md`.

    `parts` are the series that it is calculated from (``indicator/series``), of a formula in the order of `names`, by
    which the formula calls them. The first part says for which units, vintages and years there are values.
    """

    method: Literal["formula", "total", "first", "exchange", "ppp"]
    parts: tuple[str, ...]
    formula: str = ""
    names: tuple[str, ...] = ()
    to: str = ""


@dataclass(frozen=True)
class Counting:
    """What a rate is made of whose source gives it alone: one count by another; the collection has one of them or both.

    `names` are those of the series in `parts` (``indicator/series``) in the formula; a name that stands twice means the
    first of its series that has a figure. `measure` is that of what stands above the stroke where no part counts it.
    """

    formula: str
    names: tuple[str, ...]
    parts: tuple[str, ...]
    measure: Text = field(default_factory=Text)


@dataclass(frozen=True)
class Calculation(Derivation):
    """A derivation with what it takes to say it in words.

    `money` is the denomination that amounts are converted from, empty where it is the national currency. `titles` are
    those of the parts by key; empty where whoever shows it knows them.
    """

    money: str = ""
    titles: dict[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class Series:
    """One source's implementation of an indicator for some countries.

    `measure` is empty where it is the indicator's. `breaks` end runs, `jumps` were looked at and end none, `withheld`
    names figures that are kept as the source gives them and not shown. Without `flagged_breaks` the flag ``b`` marks
    something else, and only declared breaks end runs. `counted` says what a rate is made of that is no formula.
    """

    id: str
    indicator: str
    title: Text
    countries: tuple[str, ...]
    reference: str
    level: str = ""
    denomination: str = ""
    measure: Text = field(default_factory=Text)
    definition: Text = field(default_factory=Text)
    drawn: bool = True
    editions: tuple[Edition, ...] = ()
    breaks: tuple[Remark, ...] = ()
    jumps: tuple[Remark, ...] = ()
    withheld: tuple[Remark, ...] = ()
    flagged_breaks: bool = True
    derived: Derivation | None = None
    counted: Counting | None = None

    @property
    def key(self) -> str:
        """Return ``indicator/series``."""
        return f"{self.indicator}/{self.id}"


@dataclass(frozen=True)
class Comparability:
    """The judgement on two series of one indicator, or on the countries of one series, with its reason."""

    series: tuple[str, ...]
    judgement: Judgement
    reason: Text


@dataclass(frozen=True)
class CountryNote:
    """What to know before comparing the figures of some countries: it stands where these are shown."""

    countries: tuple[str, ...]
    note: Text


@dataclass(frozen=True)
class Indicator:
    """The concept that is measured, with the series that implement it.

    `concept` names the indicator of which this one is another price base, sex, age band or source; empty where it is a
    concept of its own. What is counted are concepts.
    """

    id: str
    theme: str
    kind: Literal["count", "rate", "index", "money"]
    direction: Literal["higher", "lower", "neutral"]
    decimals: int
    title: Text
    measure: Text
    definition: Text
    notes: Text
    series: tuple[Series, ...]
    comparability: tuple[Comparability, ...] = ()
    concept: str = ""
    country_notes: tuple[CountryNote, ...] = ()

    @property
    def mappable(self) -> bool:
        """Say whether it may be drawn as a choropleth: a count may not, it needs a denominator."""
        return self.kind != "count"


class Observation(NamedTuple):
    """One value of one unit: `value` is None where there is no data, then `reason` (a key of REASONS) says why.

    `flag` is the source's, unchanged; `note` is one of ours (the rate that a derived value was converted with), or says
    why a steward keeps the figure back; `run` counts the runs of the line from 0, where a build has numbered them.
    """

    unit: str
    vintage: str
    year: int
    value: float | None
    flag: str = ""
    edition: str = ""
    reason: str = ""
    note: Message | None = None
    run: int = 0


def joined_editions(rows: Iterable[Observation]) -> str:
    """Return the editions that a value made of several rests on, each once: ``"EBIRTH+EPOP23+EPOP26"``."""
    editions = dict.fromkeys([row.edition for row in rows])
    return "+".join(dict.fromkeys([name for edition in editions for name in edition.split("+") if name]))
