"""What a snapshot can be searched for: names in every language and script, ready to compare. Knows no query."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from mapserver.model.text import Text

SearchKind = Literal["unit", "indicator", "area", "border", "checkpoint"]
#: A name of the thing itself, another or former name of it, a place in it, its code, or the theme that it belongs to.
NameKind = Literal["name", "other", "place", "code", "theme"]


@dataclass(frozen=True)
class SearchName:
    """A name to be found by: `folded` without marks and case, `skeletons` what is left of it in any transliteration."""

    text: str
    language: str
    kind: NameKind
    folded: str
    skeletons: tuple[str, ...] = ()


@dataclass(frozen=True)
class SearchEntry:
    """Something that can be found: `id` is its code or name in an address, `title` what it is called.

    `detail` says what it is (the level of a unit, the measure of an indicator), `areas` are the border areas that show
    it: for a unit those whose core it belongs to. `current` is false for a code that was given up.
    """

    kind: SearchKind
    id: str
    title: Text
    names: tuple[SearchName, ...]
    areas: tuple[str, ...] = ()
    country: str = ""
    detail: Text = field(default_factory=Text)
    current: bool = True


@dataclass(frozen=True)
class SearchIndex:
    """Everything that can be found in a snapshot. `rules` counts the editions of the rules that made the skeletons."""

    rules: int
    entries: tuple[SearchEntry, ...] = ()
