"""What every summary of a map tells: medians by country, and what is missing for which reason. Knows no page."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

from mapserver.maps.formats import listing
from mapserver.maps.legend import reason_words
from mapserver.maps.names import country_title
from mapserver.maps.types import value_words
from mapserver.translation import N_, tell, tell_plural

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Layer, Text
    from mapserver.model.entry import UnitLine
    from mapserver.statistics.region import RegionLine


def title_and_measure(subject: Layer | UnitLine | RegionLine, lang: str, own: Text | None = None) -> tuple[str, str]:
    """Return the title and measure of a layer or line, or the `own` measure of those of its figures that are told; an
    empty one where the title says every word of it."""
    title, measure = subject.title.say(lang), (own or subject.measure).say(lang)
    said, words = set(re.findall(r"\w+", title.casefold())), re.findall(r"\w+", measure.casefold())
    return title, "" if words and said.issuperset(words) else measure


def heading(layer: Layer, state: MapState, places: Collection[int]) -> str:
    """Say what is shown of places, units of the core that have it, and how many they are."""
    title, measure = title_and_measure(layer, state.lang, layer.measure_of(places))
    count = len(places)
    if measure:
        return tell_plural(
            state.lang,
            "%(title)s in %(year)s, %(measure)s: %(num)s unit of the border area has a value.",
            "%(title)s in %(year)s, %(measure)s: %(num)s units of the border area have a value.",
            count,
            title=title,
            measure=measure,
            year=state.year,
        )
    return tell_plural(
        state.lang,
        "%(title)s in %(year)s: %(num)s unit of the border area has a value.",
        "%(title)s in %(year)s: %(num)s units of the border area have a value.",
        count,
        title=title,
        year=state.year,
    )


def groups_of(layer: Layer, values: Mapping[int, float]) -> list[dict[int, float]]:
    """Part values so that no two of a group are of series that measure different things."""
    groups: list[dict[int, float]] = []
    for index, value in values.items():
        fits = (group for group in groups if all(layer.judgement(index, other) != "different" for other in group))
        group = next(fits, None)
        if group is None:
            groups.append({index: value})
        else:
            group[index] = value
    return groups


def medians(
    layer: Layer, state: MapState, groups: Iterable[Mapping[int, float]], *, plus: bool = False
) -> tuple[str, ...]:
    """Give the medians of countries, in a sentence for each group of them that can be compared.

    A group of one unit has none: its value was told. With `plus` they are changes, with their sign.
    """
    sentences = []
    for group in groups:
        by_country: dict[str, list[float]] = {}
        for index, value in group.items():
            by_country.setdefault(layer.places[index].country, []).append(value)
        words = [
            tell_plural(
                state.lang,
                "%(country)s %(value)s (%(num)s unit)",
                "%(country)s %(value)s (%(num)s units)",
                len(found),
                country=country_title(country, state.lang),
                value=written(layer, state, median(found), plus=plus),
            )
            for country, found in sorted(by_country.items())
        ]
        if len(group) > 1:
            said = listing(words, state.lang)
            told = N_("Median change by country: %(medians)s.") if plus else N_("Median by country: %(medians)s.")
            sentences.append(tell(state.lang, told, medians=said))
    return tuple(sentences)


def missing(layer: Layer, state: MapState, core: Sequence[int], told: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Say how many units of the core have no value, and why; reasons in `told` were said before."""
    reasons = Counter(
        reason
        for index in core
        if (cell := layer.cell(index, state.year)).value is None
        and (reason := cell.reason or "not_collected") not in told
    )
    if not reasons:
        return ()
    words = [f"{reason_words(reason, state.lang)} ({count})" for reason, count in reasons.most_common()]
    return (
        tell(
            state.lang,
            "No data for %(count)s of the %(total)s units of the border area: %(reasons)s.",
            count=sum(reasons.values()),
            total=len(core),
            reasons=listing(words, state.lang),
        ),
    )


def written(layer: Layer, state: MapState, value: float, *, plus: bool = False) -> str:
    """Write a value of a layer as the reader does; with `plus` a positive one has its sign."""
    text = value_words(layer, value, state.lang)
    return f"+{text}" if plus and round(value, layer.decimals) > 0 else text
