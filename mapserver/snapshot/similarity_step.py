"""The step of a build that puts the profiles of all districts of today together, and works out their nearest twins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mapserver.model.similarity import ProfiledUnit, Similarity
from mapserver.snapshot.codec import encode
from mapserver.statistics.similarity import USUAL, with_twins

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapserver.model import AreaEntry
    from mapserver.model.similarity import ProfileIndicator
    from mapserver.snapshot.profile import District
    from mapserver.snapshot.store import Store


def build_similarity(
    areas: Sequence[AreaEntry], profiles: Sequence[ProfileIndicator], districts: Iterable[District], store: Store
) -> str:
    """Store the profiles of the districts, whose figures stand in the order of `districts`; return the name of the
    object."""
    known = {indicator.id for indicator in profiles}
    similarity = Similarity(
        tuple(_profiled(district, areas) for district in districts),
        tuple(profiles),
        tuple(name for name in USUAL if name in known),
    )
    twins, others = with_twins(similarity)
    return store.put(encode(replace(similarity, twins=dict(twins), twins_elsewhere=dict(others))), "similarity.json")


def _profiled(district: District, areas: Sequence[AreaEntry]) -> ProfiledUnit:
    """Describe a district; areas that show several others are left out."""
    own = [area for area in areas if len(area.frames) == 1]
    return ProfiledUnit(
        district.code,
        district.country,
        tuple(area.id for area in own if district.country in area.countries),
        tuple(area.id for area in own if district.code in area.core_units),
    )
