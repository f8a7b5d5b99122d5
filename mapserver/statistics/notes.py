"""What a reader must know of a layer's series: sources, derivation, comparability. Words are English."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from mapserver.model import SeriesNote, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mapserver.model import Catalogue, Cell, Edition, Indicator, Judgement, Rates, Series

UNJUDGED = Text(en="Different sources; nobody has judged yet how well they compare.")
ONE_SOURCE = Text(en="Both come from the same source.")


def series_note(
    catalogue: Catalogue,
    indicator: Indicator,
    series: Series,
    countries: tuple[str, ...],
    level: str,
    cells: Iterable[Cell],
    related: Mapping[str, Series],
    rates: Rates,
) -> SeriesNote:
    """Describe one series of a layer: of its editions, those of its parts and the rates, only what the cells used."""
    used: set[str] = set()
    words: set[str] = set()
    for cell in cells:
        used.add(cell.edition)
        words.add(cell.note)
    named = {edition for joined in used for edition in joined.split("+")}
    editions = _editions(series, related)
    chosen = {key: edition for key, edition in editions.items() if key in named} or editions
    quoted = {word for note in words for word in re.findall(r"[\w.-]+", note)}
    if series.derived is not None:
        chosen = {**chosen, **{key: edition for key, edition in rates.editions.items() if key in quoted}}
    return SeriesNote(
        id=series.id,
        title=series.title,
        countries=countries,
        reference=series.reference,
        denomination=series.denomination,
        definition=_definition(series, related) or indicator.definition,
        derived=derivation_words(catalogue, series, related),
        level=series.level or level,
        sources=tuple(_source(edition) for edition in chosen.values()),
    )


def derivation_words(catalogue: Catalogue, series: Series, related: Mapping[str, Series]) -> str:
    """Say in words how a series is calculated; an empty string for one that has figures of its own."""
    derivation = series.derived
    if derivation is None:
        return ""
    if derivation.method == "ratio":
        divisor = _title(catalogue, derivation.denominator)
        divisor = {
            "mid-year": f"mean {divisor} (1 January of the year and of the next)",
            "end": f"{divisor} at the end of the year",
            "latest": f"{divisor} (latest figure)",
        }.get(derivation.at, divisor)
        words = f"{_title(catalogue, derivation.numerator)} / {divisor}"
    else:
        words = _title(catalogue, derivation.of)
    if derivation.method in {"ratio", "scale"}:
        return words if derivation.factor == 1 else f"{words} \u00d7 {_factor(derivation.factor)}"
    source = related.get(derivation.of)
    money = source.denomination if source and source.denomination else "national currency"
    if derivation.method == "ppp":
        return f"{words} ({money}) in international dollars by purchasing power parity"
    return f"{words} ({money}) in {derivation.to or 'EUR'} by the annual average exchange rate"


def _factor(factor: float) -> str:
    """Write a factor with narrow no-break spaces between its thousands."""
    return f"{factor:,.10g}".replace(",", "\u202f")


def comparabilities(
    indicator: Indicator, drawn: Sequence[Series], related: Mapping[str, Series]
) -> tuple[tuple[str, str, Judgement, Text], ...]:
    """Judge every two drawn series: as the indicator declares, else *similar* where they differ in source."""
    return tuple((a.id, b.id, *_judge(indicator, a, b, related)) for a, b in combinations(drawn, 2))


def _judge(indicator: Indicator, a: Series, b: Series, related: Mapping[str, Series]) -> tuple[Judgement, Text]:
    """Return the judgement on two series with its reason."""
    for declared in indicator.comparability:
        if a.id in declared.series and b.id in declared.series:
            return declared.judgement, declared.reason
    publishers_a, publishers_b = (
        {edition.publisher for edition in _editions(series, related).values()} for series in (a, b)
    )
    if publishers_a and publishers_a == publishers_b:
        return "same", ONE_SOURCE
    return "similar", UNJUDGED


def _editions(series: Series, related: Mapping[str, Series]) -> dict[str, Edition]:
    """Return the editions of a series and, where it is derived, of its parts."""
    found = {edition.id: edition for edition in series.editions}
    for key in series.derived.parts if series.derived else ():
        if key in related:
            found.update(_editions(related[key], related))
    return found


def _definition(series: Series, related: Mapping[str, Series]) -> Text:
    """Return a series' own definition; a conversion keeps that of what it converts."""
    source = related.get(series.derived.of) if series.derived else None
    return series.definition or (_definition(source, related) if source else Text())


def _source(edition: Edition) -> dict[str, str]:
    """Write an edition as plain text fields."""
    return {
        "id": edition.id,
        "publisher": edition.publisher,
        "dataset": edition.dataset,
        "title": edition.title,
        "address": edition.address,
        "licence": edition.licence,
        "retrieved": edition.retrieved,
    }


def _title(catalogue: Catalogue, key: str) -> str:
    """Return the title of a series' indicator, in lower case unless it begins with an abbreviation."""
    identifier = key.partition("/")[0]
    indicator = catalogue.indicators.get(identifier)
    title = indicator.title.say("en") if indicator else identifier.replace("_", " ")
    return title if title[:2].isupper() else title[:1].lower() + title[1:]
