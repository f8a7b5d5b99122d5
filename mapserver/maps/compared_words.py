"""How the figures of compared units stand to each other, in words and signs. Knows no page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.formats import listing, number
from mapserver.maps.judgements import WORDS
from mapserver.maps.names import country_title, shown_name
from mapserver.maps.ratios import ratio_text
from mapserver.maps.reasons import judgement_reason
from mapserver.translation import tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.model import Text, UnitEntry
    from mapserver.model.ranks import Rank
    from mapserver.statistics.comparison import Against, Figure, Row

#: Judgements in words, and the signs that stand for them where there is little room.
SIGNS = {"same": "=", "similar": "\u2248", "different": "\u2260"}


def badge(against: Against, lang: str) -> str:
    """Return how two figures compare in one word."""
    return tell(lang, WORDS[against.judgement])


def judgement_note(against: Against, lang: str) -> str:
    """Say why two figures are not the same thing; empty where there is nothing to say."""
    words = judgement_reason(against.reason, lang, against.remarks).say(lang)
    return words if not words or words[-1] in ".!?" else f"{words}."


def difference(value: float, decimals: int, lang: str) -> str:
    """Write a difference with its sign; none where it vanishes in the decimals."""
    text = number(value, decimals, lang)
    return f"+{text}" if round(value, decimals) > 0 else text


def times(ratio: float, lang: str) -> str:
    """Write a ratio with a times sign: ``×0.19``, ``×5.6``."""
    return f"\u00d7{ratio_text(ratio, lang)}"


def value_text(figure: Figure, lang: str) -> str:
    """Write the value of a figure; empty where there is none."""
    if figure.value is None or figure.held is None:
        return ""
    return number(figure.value, figure.held.line.decimals, lang)


def ended_words(row: Row, units: Sequence[UnitEntry], lang: str) -> str:
    """Say which units keep the others in the year of a row; empty where none does."""
    names = [shown_name(units[place], lang)[0] for place in row.ended]
    return tell(lang, "nothing later: %(units)s", units=listing(names, lang)) if names else ""


def rank_of(figure: Figure) -> tuple[str, Rank] | None:
    """Return the rank of a figure on its map in its own year, and where: in the core of an area (by its name), else in
    the country (by its code) of the unit that the figure is of; None where it has none."""
    held = figure.held
    ranked = held.line.ranked(figure.year) if held is not None and figure.value is not None else None
    if held is None or ranked is None:
        return None
    rank = ranked.core or ranked.country
    place = held.line.area if ranked.core is not None else held.owner.country
    return (place, rank) if rank is not None else None


def rank_words(figure: Figure, areas: Mapping[str, Text], lang: str) -> str:
    """Say the rank of a figure, and where it is one; empty where it has none. `areas` are the titles of areas."""
    found = rank_of(figure)
    if found is None:
        return ""
    place, rank = found
    name = areas[place].say(lang) if place in areas else country_title(place, lang)
    return tell(lang, "%(name)s: %(rank)s of %(count)s", name=name, rank=rank.place, count=rank.count)
