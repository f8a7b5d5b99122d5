"""Scales of measures: whether the ratio of two values tells something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.model import parse_formula
from mapserver.statistics.classification import CHANGE, DEVIATIONS, TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapserver.model import Derivation, Layer, Text


def is_ratio_scale(kind: str, measure: Text, derivations: Iterable[Derivation | None]) -> bool:
    """Say whether zero means *nothing of it* in a measure; `derivations` are those of the series that have it.

    An index, a temperature and a difference have no such zero.
    """
    words = measure.say("en").casefold()
    differences = any(
        derived and derived.method == "formula" and parse_formula(derived.formula).is_difference
        for derived in derivations
    )
    return (
        kind in ("rate", "money") and not words.startswith("percentage points") and "°" not in words and not differences
    )


def has_ratios(layer: Layer) -> bool:
    """Say whether the ratio of two values of a layer tells something; of changes and deviations it never does."""
    scale = is_ratio_scale(layer.kind, layer.measure, [series.derived for series in layer.series])
    return scale and layer.kind not in (CHANGE, TYPES, *DEVIATIONS) and layer.low is not None and layer.low >= 0
