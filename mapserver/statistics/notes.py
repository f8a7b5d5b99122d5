"""What a reader must know of a layer's series: sources, derivation, comparability."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from mapserver.model import Calculation, SeriesNote, Text
from mapserver.statistics.derived import editions_of
from mapserver.statistics.measures import measure_of
from mapserver.statistics.money import quoted_editions
from mapserver.translation import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mapserver.model import Catalogue, Cell, Edition, Indicator, Judgement, Message, Rates, Series

UNJUDGED = Text(en=N_("Different sources; nobody has judged yet how well they compare."))
ONE_SOURCE = Text(en=N_("Both come from the same source."))
OTHER_MEASURE = Text(en=N_("The two are given in different units of measure."))
#: Reasons that no steward wrote: they are translated when they are shown.
OWN_REASONS = frozenset({UNJUDGED, ONE_SOURCE, OTHER_MEASURE})


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
    words: set[Message | None] = set()
    for cell in cells:
        used.add(cell.edition)
        words.add(cell.note)
    named = {edition for joined in used for edition in joined.split("+")}
    editions = editions_of(series, related)
    chosen = {key: edition for key, edition in editions.items() if key in named} or editions
    if series.derived is not None:
        chosen = chosen | quoted_editions(rates, words)
    measure = measure_of(indicator, series)
    return SeriesNote(
        id=series.id,
        title=series.title,
        countries=countries,
        reference=series.reference,
        denomination=series.denomination,
        definition=_definition(series, related) or indicator.definition,
        derived=calculation_of(series, related, part_titles(catalogue, series)),
        level=series.level or level,
        sources=tuple(_source(edition) for edition in chosen.values()),
        measure=Text() if measure == indicator.measure else measure,
    )


def calculation_of(
    series: Series, related: Mapping[str, Series], titles: Mapping[str, Text] | None = None
) -> Calculation | None:
    """Return how a series is calculated, with `titles` of its parts by key; None for one that has its own figures.

    The parts of a *first* are named by their series in any case.
    """
    derivation = series.derived
    if derivation is None:
        return None
    if derivation.method == "first":
        titles = {key: related[key].title for key in derivation.parts if key in related}
    source = related.get(derivation.parts[0])
    return Calculation(
        derivation.method,
        derivation.parts,
        derivation.formula,
        derivation.names,
        derivation.to,
        money=source.denomination if source and derivation.method in ("exchange", "ppp") else "",
        titles=dict(titles or {}),
    )


def part_titles(catalogue: Catalogue, series: Series) -> dict[str, Text]:
    """Return the titles of the indicators of a derived series' parts, by key."""
    parts = series.derived.parts if series.derived else ()
    found = {key: catalogue.indicators.get(key.partition("/")[0]) for key in parts}
    return {key: indicator.title for key, indicator in found.items() if indicator}


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
        **edition.described,
        "via": edition.via,
        **({"no_redistribution": edition.no_redistribution} if edition.no_redistribution else {}),
    }
