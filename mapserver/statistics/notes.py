"""What a reader must know of a layer's series: sources, derivation, comparability. Words are English."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from mapserver.model import SeriesNote, Text, parse_formula
from mapserver.statistics.derived import editions_of
from mapserver.statistics.money import quoted_editions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mapserver.model import Catalogue, Cell, Derivation, Edition, Indicator, Judgement, Rates, Series

UNJUDGED = Text(en="Different sources; nobody has judged yet how well they compare.")
ONE_SOURCE = Text(en="Both come from the same source.")

#: How a formula's terms are said, by their time.
TERMS = {
    "": "{}",
    "next": "{} of the next year",
    "previous": "{} of the year before",
    "mid": "mean {} (1 January of the year and of the next)",
    "near": "mean {} (1 January of the year and of the next, or the one that there is)",
    "latest": "{} (latest figure)",
}


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
    editions = editions_of(series, related)
    chosen = {key: edition for key, edition in editions.items() if key in named} or editions
    if series.derived is not None:
        chosen = chosen | quoted_editions(rates, words)
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
    if derivation.method == "formula":
        return _formula_words(catalogue, derivation)
    if derivation.method == "first":
        titles = dict.fromkeys(_series_title(related.get(key)) or _title(catalogue, key) for key in derivation.parts)
        return f"the first that has a figure: {'; '.join(titles)}"
    words = _title(catalogue, derivation.parts[0])
    if derivation.method == "total":
        return f"{words} as published; where a unit has none, the sum of its parts"
    source = related.get(derivation.parts[0])
    money = source.denomination if source and source.denomination else "national currency"
    if derivation.method == "ppp":
        return f"{words} ({money}) in international dollars by purchasing power parity"
    return f"{words} ({money}) in {derivation.to or 'EUR'} by the annual average exchange rate"


def _formula_words(catalogue: Catalogue, derivation: Derivation) -> str:
    """Write a formula with the titles of its series; those of one indicator are told apart by their names."""
    keys = dict(zip(derivation.names, derivation.parts, strict=True))
    titles = {name: _title(catalogue, key) for name, key in keys.items()}
    several = {title for title in titles.values() if list(titles.values()).count(title) > 1}
    said = {
        name: f"{title} ({name.replace('_', ' ')})" if title in several else title for name, title in titles.items()
    }
    return parse_formula(derivation.formula).words(lambda term: TERMS[term.time].format(said[term.name]))


def _series_title(series: Series | None) -> str:
    return series.title.say("en") if series else ""


def comparabilities(
    indicator: Indicator, drawn: Sequence[Series], related: Mapping[str, Series]
) -> tuple[tuple[str, str, Judgement, Text], ...]:
    """Judge every two drawn series: as the indicator declares, else *similar* where they differ in source.

    A series whose countries do not count alike stands with itself.
    """
    between = ((a.id, b.id, *_judge(indicator, a, b, related)) for a, b in combinations(drawn, 2))
    within = (
        (series.id, series.id, declared.judgement, declared.reason)
        for series in drawn
        for declared in indicator.comparability
        if declared.series == (series.id,)
    )
    return (*between, *within)


def _judge(indicator: Indicator, a: Series, b: Series, related: Mapping[str, Series]) -> tuple[Judgement, Text]:
    """Return the judgement on two series with its reason."""
    for declared in indicator.comparability:
        if set(declared.series) == {a.id, b.id}:
            return declared.judgement, declared.reason
    publishers_a, publishers_b = (
        {edition.publisher for edition in editions_of(series, related).values()} for series in (a, b)
    )
    said_a, said_b = ((one.reference, one.denomination, one.measure, one.definition) for one in (a, b))
    if publishers_a and publishers_a == publishers_b and said_a == said_b:
        return "same", ONE_SOURCE
    return "similar", UNJUDGED


def _definition(series: Series, related: Mapping[str, Series]) -> Text:
    """Return a series' own definition; what is made of a single series keeps that of it."""
    parts = series.derived.parts if series.derived else ()
    source = related.get(parts[0]) if len(parts) == 1 else None
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
        "via": edition.via,
    }


def _title(catalogue: Catalogue, key: str) -> str:
    """Return the title of a series' indicator, in lower case unless it begins with an abbreviation."""
    identifier = key.partition("/")[0]
    indicator = catalogue.indicators.get(identifier)
    title = indicator.title.say("en") if indicator else identifier.replace("_", " ")
    return title if title[:2].isupper() else title[:1].lower() + title[1:]
