"""What the first page opens with: questions that lead to maps, and the newest figures. Made when a snapshot is made."""

from __future__ import annotations

from dataclasses import dataclass, field

from mapserver.model.contrast import Contrast


@dataclass(frozen=True)
class Question:
    """A contrast to look at, on the map of an area."""

    area: str
    contrast: Contrast


@dataclass(frozen=True)
class NewestFigures:
    """The latest year of an indicator, on the map of an area."""

    area: str
    indicator: str
    year: int


@dataclass(frozen=True)
class Issue:
    """A publication that newest figures are from; `retrieved` is a year, year-month or date."""

    edition: str
    publisher: str
    title: str
    retrieved: str
    figures: tuple[NewestFigures, ...]


@dataclass(frozen=True)
class Opening:
    """`leading` holds by area the contrast that stands for it, `questions` others; `issues` the most recent first."""

    leading: dict[str, Contrast] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    issues: tuple[Issue, ...] = ()
