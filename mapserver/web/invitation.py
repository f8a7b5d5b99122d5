"""What the first page invites to: questions that lead to maps, and the newest figures. Chosen when a build is made."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING

from mapserver.model import Text
from mapserver.translation import N_
from mapserver.web import addresses
from mapserver.web.contrast_lines import ContrastLine
from mapserver.web.dates import date_text
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from mapserver.model import Issue, NewestFigures
    from mapserver.snapshot import Snapshot

#: Ways to ask for a contrast, taken in turn.
WAYS_TO_ASK = (
    N_("%(indicator)s: how far apart are these neighbours, %(a)s – %(b)s?"),
    N_("%(indicator)s: which side is higher, %(a)s or %(b)s?"),
    N_("%(indicator)s: does the border show on the map? %(a)s – %(b)s"),
    N_("%(indicator)s: how large is the step across the border? %(a)s – %(b)s"),
)


@dataclass(frozen=True)
class AskedContrast:
    """A question about a contrast; `message` has places for the indicator and both units."""

    message: str
    line: ContrastLine


@dataclass(frozen=True)
class NewFigures:
    """An indicator with the latest year of its figures, and the map of it."""

    title: Text
    year: int
    address: str


@dataclass(frozen=True)
class NewIssue:
    """A publication, when it was retrieved (as written and in words), and what is new from it."""

    publisher: str
    title: str
    retrieved: str
    date: str
    figures: tuple[NewFigures, ...]


def questions(snapshot: Snapshot, lang: str) -> list[AskedContrast]:
    """Return where to start, for a reader of `lang`."""
    return [
        AskedContrast(message, ContrastLine.of(snapshot.area(question.area), question.contrast, lang))
        for message, question in zip(cycle(WAYS_TO_ASK), snapshot.opening.questions, strict=False)
    ]


def new_issues(snapshot: Snapshot, lang: str) -> list[NewIssue]:
    """Return what is new, the most recent first."""
    return [_issue(snapshot, issue, lang) for issue in snapshot.opening.issues]


def _issue(snapshot: Snapshot, issue: Issue, lang: str) -> NewIssue:
    figures = tuple(_figures(snapshot, item, lang) for item in issue.figures)
    return NewIssue(issue.publisher, issue.title, issue.retrieved, date_text(issue.retrieved, lang), figures)


def _figures(snapshot: Snapshot, item: NewestFigures, lang: str) -> NewFigures:
    (entry,) = [layer for layer in snapshot.area(item.area).layers if layer.indicator == item.indicator]
    year = "" if item.year == entry.default_year else item.year
    address = addresses.layer(item.area, item.indicator, {"year": year, "lang": "" if lang == INTERFACE else lang})
    return NewFigures(entry.title, item.year, address)
