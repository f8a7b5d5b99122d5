"""Revisions: figures that were published, and are others in what is published now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapserver.model import Layer
from mapserver.snapshot.codec import decode
from mapserver.snapshot.objects import StoreError

if TYPE_CHECKING:
    from mapserver.snapshot.store import Store

    #: The figures of a layer by territory and year.
    Values = dict[tuple[str, int], float | None]


@dataclass(frozen=True)
class Revision:
    """The last time that published figures of a layer were changed or taken back: day (UTC), and how many."""

    day: str
    count: int


def last_revision(store: Store, current: str, area: str, indicator: str, level: str) -> Revision | None:
    """Return the last revision of a layer in what is published, None where its figures never changed.

    It looks back over the snapshots that are kept. Figures of new years and new units are no revision: nobody has
    quoted them before.
    """
    later = _layer(store, current, area, indicator, level)
    if later is None:
        return None
    moves = store.history()
    last = max((place for place, (identifier, _) in enumerate(moves) if identifier == current), default=len(moves) - 1)
    for place in range(last, 0, -1):
        earlier = _layer(store, moves[place - 1][0], area, indicator, level)
        if earlier is None:
            continue
        count = 0 if earlier == later else _changed(_values(store, earlier), _values(store, later))
        if count:
            return Revision(moves[place][1][:10], count)
        later = earlier
    return None


def _layer(store: Store, identifier: str, area: str, indicator: str, level: str) -> str | None:
    """Return the name of a layer in a snapshot; None where it has none, or is no longer kept."""
    try:
        return store.manifest(identifier).layers[area][indicator][level][0]
    except (KeyError, StoreError):
        return None


def _values(store: Store, name: str) -> Values:
    """Return the figures of a layer; none where another version of the program wrote it."""
    try:
        layer = decode(store.get(name), Layer)
    except (ValueError, StoreError):
        return {}
    return {
        (place.key, year): _shown(layer, layer.cell(index, year).value)
        for index, place in enumerate(layer.places)
        for year in layer.years
    }


def _shown(layer: Layer, value: float | None) -> float | None:
    """Return a figure as it is shown: what changes behind the last digit was never published."""
    return None if value is None else round(value, layer.decimals)


def _changed(earlier: Values, later: Values) -> int:
    """Count what was published and is another figure now, or none."""
    return sum(value is not None and later.get(key) != value for key, value in earlier.items()) if later else 0
