"""Stories: texts with maps and figures in them, as written and as a snapshot holds them. Knows no file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from mapserver.model.figures import Judgement
from mapserver.model.text import Text

#: HTML between figures, and the places of figures among those of the story.
Prose = tuple[str | int, ...]


@dataclass(frozen=True)
class Call:
    """What stands between braces in a story: the `name` of a figure or map, what it is asked of, and options."""

    name: str
    words: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Write it as it stands in a story, without the braces."""
        return " ".join((self.name, *self.words, *(f"{name}={value}" for name, value in self.options)))

    def option(self, name: str) -> str:
        """Return an option, empty where it is not given."""
        return dict(self.options).get(name, "")


@dataclass(frozen=True)
class PlacedCall:
    """A call with where it stands: `file` relative to the data folder, `line` from 1."""

    call: Call
    file: str
    line: int


@dataclass(frozen=True)
class Guard:
    """What must hold of the figures, or else the words of a story are wrong: a call, a sign, a call or a word."""

    left: Call
    sign: str
    right: Call | str
    file: str
    line: int

    def __str__(self) -> str:
        """Write it as it stands in a story, without the braces."""
        return f"check {self.left} {self.sign} {self.right}"


@dataclass(frozen=True)
class StoryBlock:
    """A part of a story: prose, or the map of this place among those of the story."""

    prose: Prose = ()
    map: int | None = None


@dataclass(frozen=True)
class StoryText:
    """A story in one language."""

    title: str
    lead: Prose
    blocks: tuple[StoryBlock, ...]


@dataclass(frozen=True)
class Story:
    """A story as it is written: `texts` by language, English among them; `calls` and `maps` stand once for all.

    `author` is a person unless `is_organization`. `date` and `updated` are dates (``2026-08-01``), `updated` is empty
    where the text is as it first was.
    """

    slug: str
    author: str
    date: str
    updated: str
    areas: tuple[str, ...]
    texts: dict[str, StoryText]
    calls: tuple[PlacedCall, ...]
    maps: tuple[PlacedCall, ...]
    guards: tuple[Guard, ...]
    is_organization: bool = False


@dataclass(frozen=True)
class StoryFigure:
    """A number of a story as the snapshot gives it, and the map that it is from.

    `kind` says how it is written: a number, a year, or one whose sign is said in words. `parts` are the values that it
    is calculated from, by unit and year. `indicator` is empty for what is counted over all indicators of the area.
    """

    kind: Literal["number", "year", "unsigned"]
    value: float
    decimals: int
    area: str
    indicator: str = ""
    year: int | None = None
    level: str = ""
    units: tuple[str, ...] = ()
    parts: tuple[tuple[str, int, float], ...] = ()


@dataclass(frozen=True)
class StoryMap:
    """A map of a story: the state as the query of its address."""

    area: str
    indicator: str
    query: dict[str, str]


@dataclass(frozen=True)
class StorySource:
    """A series that a story uses, with the publications that the used figures are from."""

    area: str
    indicator: str
    series: str
    title: Text
    editions: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class StoryComparison:
    """Series of an indicator whose figures stand side by side in a story, and how they compare.

    `titles` are those of the series: one where it counts differently from country to country.
    """

    area: str
    indicator: str
    judgement: Judgement
    reason: Text
    titles: tuple[Text, ...] = ()


@dataclass(frozen=True)
class StoryEntry:
    """A story as a snapshot holds it: figures as values, so that each reader's language writes them."""

    slug: str
    author: str
    date: str
    updated: str
    areas: tuple[str, ...]
    texts: dict[str, StoryText]
    figures: tuple[StoryFigure, ...]
    maps: tuple[StoryMap, ...]
    guards: int
    sources: tuple[StorySource, ...]
    is_organization: bool = False
    comparisons: tuple[StoryComparison, ...] = field(default=())

    @property
    def changed(self) -> str:
        """Return the date of the text as it is."""
        return self.updated or self.date
