"""The newest figures of a layer, and the publication that they are from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapserver.model import Layer


def newest(layer: Layer) -> tuple[int, Mapping[str, str]] | None:
    """Return the latest year in which a core place is drawn with a value, and the source of it; None without one.

    Of what is calculated of several publications it is that of the first part, which says for which units and years
    there are values; of several such that with most values, then the one retrieved last.
    """
    known = {source["id"]: source for note in layer.series for source in note.sources}
    for year in reversed(layer.years):
        core = [index for index in layer.valued(year) if layer.places[index].core]
        named = Counter(layer.cell(index, year).edition.partition("+")[0] for index in core)
        found = [name for name in named if name in known]
        if found:
            return year, known[max(found, key=lambda name: (named[name], known[name]["retrieved"], name))]
    return None
