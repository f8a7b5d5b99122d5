"""What a map must say about itself: mixed levels and years, missing sides, comparability, derivations, sources.

Every sentence stands here, in English; the reasons of a judgement are the steward's, in the reader's language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.formats import DASH, listing
from mapserver.maps.names import borders_among, country_title, level_title, shown_name
from mapserver.maps.rows import run_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Layer, Period, SeriesNote

LEVELS = "Levels differ: {parts}."
PART = "{countries} by {level}"
NO_SIDE = "{countries}: no data in {year}{hint}."
NO_SIDE_AT_ALL = "No country of the area has data in {year}{hint}."
NEAREST = "; nearest year with data on both sides of the border {border}: {year}"
NOT_DRAWN = "{countries}: not part of this indicator in {year}."
SAME = "{a} and {b}: the same definition. {reason}"
SIMILAR = "{a} and {b} are similar, not the same. {reason}"
DIFFERENT = "{a} and {b} measure different things and should not be compared directly. {reason}"
REFERENCES = "Reference dates differ: {parts}."
DENOMINATIONS = "Denominations differ: {parts}."
DERIVED = "{title} is calculated: {method}."
MERGED = "{name} was one unit {first}{dash}{last}, in a division of its own time."
BREAKS = "{count} of {total} core units start anew in {year}: their values are not comparable with earlier years."
#: Licences that are longer than this are sentences: they are not repeated on the map.
LICENCE_LENGTH = 28
#: What stands on the map for a licence that is a sentence or is not stated.
OWN_TERMS = "own terms"
BOUNDARIES = "Boundaries: Natural Earth (public domain)"


def notes(layer: Layer, state: MapState) -> tuple[str, ...]:
    """Return the sentences that a map of this state needs, most important first."""
    return (
        *_missing_sides(layer, state.year),
        *_comparability(layer, state),
        *_levels(layer, state.year),
        *_references(layer, state),
        *_derivations(layer, state),
        *_breaks(layer, state.year),
        *_merged(layer, state),
    )


def _periods(layer: Layer, year: int) -> tuple[Period, ...]:
    return tuple(period for period in layer.periods if period.first_year <= year <= period.last_year)


def _levels(layer: Layer, year: int) -> tuple[str, ...]:
    by_level: dict[str, list[str]] = {}
    for period in _periods(layer, year):
        by_level.setdefault(period.level, []).append(country_title(period.country))
    if len(by_level) < 2:
        return ()
    parts = [
        PART.format(countries=listing(sorted(set(countries))), level=level_title(level))
        for level, countries in sorted(by_level.items())
    ]
    return (LEVELS.format(parts="; ".join(parts)),)


def _missing_sides(layer: Layer, year: int) -> tuple[str, ...]:
    """Say which countries have no value in the core in this year, and when there would be some on both sides."""
    present: set[str] = set()
    drawn: set[str] = set()
    for index in layer.drawn(year):
        place = layer.places[index]
        if place.core:
            drawn.add(place.country)
            if layer.cell(index, year).value is not None:
                present.add(place.country)
    known = {place.country for place in layer.places if place.core}
    out = []
    without = sorted(drawn - present)
    if without:
        hint = _nearest(layer, year, without[0])
        sentence = NO_SIDE if present else NO_SIDE_AT_ALL
        out.append(sentence.format(countries=_countries(without), year=year, hint=hint))
    absent = sorted(known - drawn)
    if absent:
        out.append(NOT_DRAWN.format(countries=_countries(absent), year=year))
    return tuple(out)


def _nearest(layer: Layer, year: int, country: str) -> str:
    choices = [
        (abs(other - year), other, border)
        for border in borders_among(place.country for place in layer.places)
        if country in border.split("-")
        for other in layer.both_sides.get(border, ())
    ]
    if not choices:
        return ""
    _, nearest, border = min(choices)
    return NEAREST.format(border=DASH.join(map(country_title, border.split("-"))), year=nearest)


def _used(layer: Layer, year: int) -> list[SeriesNote]:
    """Return the series with a value in the core in this year, in the layer's order."""
    used = {layer.places[index].series for index in layer.drawn(year) if layer.cell(index, year).value is not None}
    return [series for series in layer.series if series.id in used]


def _comparability(layer: Layer, state: MapState) -> tuple[str, ...]:
    used = {series.id: series.title.say(state.lang) for series in _used(layer, state.year)}
    sentence = {"same": SAME, "similar": SIMILAR, "different": DIFFERENT}
    return tuple(
        sentence[judgement].format(a=used[a], b=used[b], reason=reason.say(state.lang)).strip()
        for a, b, judgement, reason in layer.comparability
        if a in used and b in used
    )


def _references(layer: Layer, state: MapState) -> tuple[str, ...]:
    used = _used(layer, state.year)
    out = []
    for sentence, values in (
        (REFERENCES, [(series, series.reference) for series in used]),
        (DENOMINATIONS, [(series, series.denomination) for series in used]),
    ):
        if len({value for _, value in values if value}) > 1:
            parts = [f"{series.title.say(state.lang)}: {value}" for series, value in values if value]
            out.append(sentence.format(parts="; ".join(parts)))
    return tuple(out)


def _derivations(layer: Layer, state: MapState) -> tuple[str, ...]:
    return tuple(
        DERIVED.format(title=series.title.say(state.lang), method=series.derived.rstrip("."))
        for series in _used(layer, state.year)
        if series.derived
    )


def _breaks(layer: Layer, year: int) -> tuple[str, ...]:
    drawn = [index for index in layer.drawn(year) if layer.places[index].core]
    broken = sum(1 for index in drawn if run_note(layer, index, year))
    return (BREAKS.format(count=broken, total=len(drawn), year=year),) if broken else ()


def _merged(layer: Layer, state: MapState) -> tuple[str, ...]:
    """Name the core units that stand only in this vintage although their country is drawn before or after it too."""
    out = []
    for period in _periods(layer, state.year):
        siblings = [other for other in layer.periods if other.country == period.country and other is not period]
        if not siblings or period.last_year == max(layer.years):
            continue
        elsewhere = {layer.places[index].code for other in siblings for index in other.places}
        for index in period.places:
            place = layer.places[index]
            if place.core and place.code not in elsewhere and _only_here(layer, period):
                out.append(
                    MERGED.format(
                        name=shown_name(place, state.lang)[0],
                        first=period.first_year,
                        last=period.last_year,
                        dash=DASH,
                    )
                )
    return tuple(out)


def _only_here(layer: Layer, period: Period) -> bool:
    """Say whether a country is drawn both before and after a period: only then was its division a passing one."""
    before = any(other.country == period.country and other.last_year < period.first_year for other in layer.periods)
    after = any(other.country == period.country and other.first_year > period.last_year for other in layer.periods)
    return before and after


def _countries(codes: Sequence[str]) -> str:
    return listing([country_title(code) for code in codes])


def sources_line(layer: Layer, lang: str) -> str:
    """Return the attribution that stands on the map: publishers with licences, then where the boundaries come from.

    A licence in sentences stands with the sources on the page; here it is said that the publisher has terms of its own.
    """
    seen: dict[str, list[str]] = {}
    for series in layer.series:
        for source in series.sources:
            publisher = source.get("publisher") or source.get("title") or series.title.say(lang)
            licences = seen.setdefault(publisher, [])
            licence = _short_licence(source.get("licence", ""))
            if licence and licence not in licences:
                licences.append(licence)
    parts = [f"{name} ({', '.join(licences)})" if licences else name for name, licences in seen.items()]
    return ". ".join([*(["Data: " + "; ".join(parts)] if parts else []), BOUNDARIES]) + "."


def _short_licence(licence: str) -> str:
    return licence if len(licence) <= LICENCE_LENGTH and "not stated" not in licence.lower() else OWN_TERMS
