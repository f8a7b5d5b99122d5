"""What the pages of this site ask for themselves: suggestions for a search, and which units indicators lack.

Other modules answer; here is what the description says of it. A test holds the two together.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from mapserver.web.api.parameter import AreaName, Spoken
from mapserver.web.search import LONGEST_QUERY


class SearchQuery(Spoken, frozen=True, kw_only=True):
    """What is searched for; `area` is the border area that comes first, `kind` the only one that is wanted."""

    q: Annotated[str, Meta(max_length=LONGEST_QUERY, description="Letters of a name in any script.")] = ""
    area: AreaName | None = None
    kind: Literal["unit", "indicator", "area", "border", "checkpoint"] | None = None


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was found: unit, indicator, area, border or checkpoint."""

    kind: str
    id: str
    text: str
    text_lang: str
    notes: tuple[str, ...]
    address: str


class More(msgspec.Struct, frozen=True, kw_only=True):
    """The page with all that was found."""

    text: str
    address: str


class SearchAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The best of what was found, best first; `count` is how many there are."""

    query: str
    count: int
    results: tuple[Suggestion, ...]
    told: str
    more: More


class MissingUnits(msgspec.Struct, frozen=True, kw_only=True):
    """By indicator and level a place in `missing`, whose lists of districts many of them share."""

    missing: tuple[tuple[str, ...], ...]
    layers: dict[str, dict[str, int]]
