"""How figures compare, in words: those of two series, and of one from country to country. Knows no page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.names import source_title
from mapserver.maps.reasons import judgement_reason
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapserver.model import Judgement, Layer, Text
    from mapserver.model.border_figures import BorderIndicator, SidesYear

    #: Series, series, how they compare, why: a series with itself where its countries do not count alike.
    Row = tuple[str, str, Judgement, Text]

#: How two figures compare, in a word.
WORDS = {"same": N_("same"), "similar": N_("similar"), "different": N_("different")}
BETWEEN = {
    "same": N_("The figures of %(a)s and of %(b)s follow the same definition."),
    "similar": N_("The figures of %(a)s and of %(b)s are similar, not the same."),
    "different": N_("The figures of %(a)s and of %(b)s measure different things and should not be compared directly."),
}
WITHIN = {
    "similar": N_("The figures of %(a)s are similar from country to country, not the same."),
    "different": N_("The figures of %(a)s measure different things from country to country."),
}


def judged_words(row: BorderIndicator, year: SidesYear | None, lang: str) -> str:
    """Say in a word how the two sides of a border compare in a year; empty where they never meet."""
    judgement = row.judged(year)
    return tell(lang, WORDS[judgement]) if judgement else ""


def judgements_on(layer: Layer, places: Iterable[int]) -> tuple[Row, ...]:
    """Return how the figures of places compare: of every two of their series, and of one in several countries."""
    countries: dict[str, set[str]] = {}
    for index in places:
        countries.setdefault(layer.places[index].series, set()).add(layer.places[index].country)
    return tuple(
        row
        for row in layer.comparability
        if row[0] in countries and row[1] in countries and (row[0] != row[1] or len(countries[row[0]]) > 1)
    )


def judgement_words(layer: Layer, rows: Iterable[Row], lang: str) -> tuple[str, ...]:
    """Say how series compare; the reason of the judgement stands behind it as a sentence of its own."""
    titles = {series.id: source_title(layer, series, lang) for series in layer.series}
    told = []
    for a, b, judgement, reason in rows:
        messages = WITHIN if a == b else BETWEEN
        if a in titles and b in titles and judgement in messages:
            sentence = tell(lang, messages[judgement], a=titles[a], b=titles[b])
            told.append(f"{sentence} {judgement_reason(reason, lang).say(lang)}".strip())
    return tuple(told)
