"""What must be known of an extract, for people and for programs: one document, the same in every format."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mapserver.exports.cluster_columns import cluster_document
from mapserver.maps.core_words import core_words
from mapserver.maps.gap_texts import map_words
from mapserver.maps.layout import DISCLAIMER
from mapserver.maps.measures import measure_words
from mapserver.maps.notes import notes
from mapserver.maps.story import stories
from mapserver.model.clusters import ClusterLayer

if TYPE_CHECKING:
    from mapserver.exports.extract import Extract
    from mapserver.model import Layer, SeriesNote


def metadata(extract: Extract) -> dict[str, Any]:
    """Return what the figures are, whose, how they compare and in which edition of the collection they stand."""
    layer, area, state = extract.layer, extract.area, extract.state
    lang = state.lang
    valued = [index for year in extract.years for index in layer.valued(year)]
    return {
        "title": extract.title,
        "language": lang,
        "area": {"id": area.id, "title": area.title.say(lang), "countries": list(area.countries)},
        "indicator": {
            "id": layer.indicator,
            "title": layer.title.say(lang),
            "measure": layer.measure_in(*extract.years).say(lang),
            "definition": layer.definition.say(lang),
            "theme": layer.theme,
            "kind": layer.kind,
            "decimals": layer.decimals,
        },
        "years": list(extract.years),
        "level": state.level,
        "transform": state.transform,
        **({"from": state.from_year} if state.from_year is not None else {}),
        **({"clusters": cluster_document(layer)} if isinstance(layer, ClusterLayer) else {}),
        **({"context": asdict(state.context)} if state.context else {}),
        "border_area": {"definition": state.core, "title": core_words(state.core, lang)},
        "summary": list(map_words(layer, area, state)) if len(extract.years) == 1 else [],
        "sentences": [asdict(item) for item in stories(layer, state, area.pairs)] if len(extract.years) == 1 else [],
        "notes": list(notes(layer, state)) if len(extract.years) == 1 else list(measure_words(layer, valued, lang)),
        "series": [_series(layer, series, lang) for series in extract.used],
        "comparability": [
            {"series": sorted({a, b}), "judgement": judgement, "reason": reason.say(lang)}
            for a, b, judgement, reason in layer.comparability
            if {a, b} <= {series.id for series in extract.used}
        ],
        "boundaries": list(layer.origins),
        "attribution": extract.attribution,
        "disclaimer": DISCLAIMER,
        "columns": [column._asdict() for column in extract.columns],
        "snapshot": extract.snapshot,
        **({"page": extract.page} if extract.page else {}),
    }


def _series(layer: Layer, series: SeriesNote, lang: str) -> dict[str, Any]:
    return {
        "id": series.id,
        "title": series.title.say(lang),
        "countries": list(series.countries),
        "level": series.level,
        "reference": series.reference,
        "measure": (series.measure or layer.measure).say(lang),
        **({"denomination": series.denomination} if series.denomination else {}),
        **({"definition": series.definition.say(lang)} if series.definition.say(lang) else {}),
        **({"derived": f"{series.derived.method}: {', '.join(series.derived.parts)}"} if series.derived else {}),
        "sources": [dict(source) for source in series.sources],
    }
