"""What figures measure, in words, where the sources of a map do not measure the same. Knows no page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mapserver.maps.names import source_title
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from mapserver.model import Layer

MEASURES = N_("The sources measure: %(measures)s.")


def measure_words(layer: Layer, places: Iterable[int], lang: str) -> tuple[str, ...]:
    """Say which source measures what; nothing where the figures of all places have one measure, which stands in every
    title."""
    return series_words(layer, {layer.places[index].series for index in places} if layer.own_measures else (), lang)


def series_words(layer: Layer, names: Collection[str], lang: str) -> tuple[str, ...]:
    """Say what series of a layer measure, as `measure_words`."""
    measures = {name: layer.own_measures.get(name, layer.measure) for name in names}
    if len(set(measures.values())) < 2:
        return ()
    told = (
        f"{source_title(layer, series, lang)}: {measures[series.id].say(lang)}"
        for series in layer.series
        if series.id in measures
    )
    return (tell(lang, MEASURES, measures="; ".join(told)),)


def measure_attributes(layer: Layer, lang: str) -> dict[str, str]:
    """Return what the client must know to name what figures of a year measure: with their languages where series have
    measures of their own."""
    measure, tag = layer.measure.spoken(lang)
    if not layer.own_measures:
        return {"data-measure": measure}
    own = {name: words.spoken(lang) for name, words in layer.own_measures.items()}
    return {
        "data-measure": measure,
        "data-measure-lang": tag,
        "data-measures": json.dumps(own, ensure_ascii=False, separators=(",", ":")),
    }
