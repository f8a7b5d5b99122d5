"""Units side by side that are the same land, in part or in other years: what a reader must know before comparing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.formats import listing
from mapserver.maps.names import shown_name
from mapserver.statistics.aggregation import overlaps
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapserver.snapshot import Snapshot
    from mapserver.web.compared import Compared

PART_OF = N_("%(one)s lies in %(other)s: its figures are a part of those that they are compared with.")
SAME_LAND = N_(
    "%(one)s (%(code)s) and %(other)s are the same land, or part of it, in different years: there is nothing to compare"
    " between them."
)
#: Of units of which no reform says what became of them.
OTHER_DIVISION = N_("%(one)s and %(other)s were never units of one division: they may be the same land.")


def overlap_notes(snapshot: Snapshot, compared: Compared) -> Iterator[str]:
    """Yield a sentence for each pair of units that were asked for and share land."""
    known, lang = snapshot.register.unit, compared.lang

    def name(code: str) -> str:
        return shown_name(known[code], lang)[0]

    for gone in compared.gone:
        if gone.beside:
            others = listing([f"{name(code)} ({code})" for code in gone.beside], lang)
            yield tell(lang, SAME_LAND, one=name(gone.code), code=gone.code, other=others)
    parents = {unit.code: unit.parents for unit in snapshot.register.units}
    for found in overlaps([known[code] for code in compared.units], parents):
        words = PART_OF if found.kind == "inside" else OTHER_DIVISION
        yield tell(lang, words, one=name(found.one), other=name(found.other))
