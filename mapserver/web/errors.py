"""Errors: what can go wrong with a request, as what is raised. Whoever raises never thinks of HTTP."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapserver.model import Message, Text
from mapserver.translation import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence


@dataclass(frozen=True)
class Suggestion:
    """Where a reader may go instead: a code or a sentence, the address, and the name behind a code."""

    words: str | Message
    address: str
    title: Text | None = None


@dataclass(frozen=True)
class Fault:
    """What is wrong with one parameter, in a sentence, and what is allowed."""

    parameter: str
    detail: Message
    allowed: tuple[str, ...]


class RequestError(Exception):
    """Something that a client can be told: `detail` is a sentence, `facts` are added to the machine-readable form.

    A page has the sentence in the reader's language, what scripts read is English.
    """

    def __init__(self, detail: Message | str, **facts: object) -> None:
        """Keep the sentence and the facts."""
        super().__init__(str(detail))
        self.detail = detail if isinstance(detail, Message) else Message(detail)
        self.facts: Mapping[str, object] = facts
        self.suggestions: tuple[Suggestion, ...] = ()


class BadParameter(RequestError):
    """Query parameters that are unknown, repeated or malformed: all of them, `faulty` by their full names.

    `nearest` has by parameter the value that is nearest to a faulty one, where there is any. A query with these, and
    without the other faulty ones, is good.
    """

    def __init__(self, faults: Sequence[Fault], faulty: Collection[str], nearest: Mapping[str, str]) -> None:
        """Name the parameters and what is allowed."""
        first = faults[0]
        super().__init__(
            Message("%(sentences)s", sentences=" ".join(str(item.detail) for item in faults)),
            parameter=first.parameter,
            allowed=list(first.allowed),
            parameters=[{"parameter": item.parameter, "allowed": list(item.allowed)} for item in faults],
            nearest=dict(nearest),
        )
        self.faulty = faulty
        self.nearest = nearest
        self.sentences = tuple(item.detail for item in faults)


class Busy(RequestError):
    """Too much is asked for at once; the same request may be made again."""


REFUSED = "The figures may be shown and not be given out. %(publisher)s: %(reason)s"


class Forbidden(RequestError):
    """Something that is there and may not be given out."""


def withheld(refusals: Sequence[tuple[str, str]]) -> Forbidden:
    """Return the error for figures whose licence forbids to give them out: publishers with their reasons, the first of
    which is told."""
    publisher, reason = refusals[0]
    return Forbidden(Message(REFUSED, publisher=publisher, reason=reason), publisher=publisher, reason=reason)


#: What is said of a name that is not known, by what it should name.
UNKNOWN = {
    "area": N_("There is no area called “%(name)s” here."),
    "indicator": N_("There is no indicator called “%(name)s” here."),
    "border": N_("There is no border called “%(name)s” here."),
    "unit": N_("There is no unit called “%(name)s” here."),
    "checkpoint": N_("There is no checkpoint called “%(name)s” here."),
    "story": N_("There is no story called “%(name)s” here."),
    "border crossings": N_("The area “%(name)s” has no border crossings here."),
}


class Unknown(RequestError):
    """A name that the published snapshot does not know."""

    def __init__(
        self,
        kind: str,
        name: str,
        known: Mapping[str, str],
        title: Callable[[str], Text] | None = None,
        suggest: int = 4,
    ) -> None:
        """Suggest close names out of `known`, a map from name to address; all of them where there are few.

        `title` gives what people call a suggested name.
        """
        near = close_names(name, known, suggest) or (sorted(known) if len(known) <= suggest + 2 else [])
        # What only scripts ask for has no sentence in other languages.
        sentence = UNKNOWN.get(kind, "There is no %(kind)s called “%(name)s” here.")
        super().__init__(Message(sentence, kind=kind, name=name), kind=kind, name=name, suggestions=near)
        self.suggestions = tuple(Suggestion(item, known[item], title(item) if title else None) for item in near)


class NotReady(RequestError):
    """There is no snapshot to answer from."""


def close_names(name: str, known: Iterable[str], count: int, cutoff: float = 0.5) -> list[str]:
    """Return the names in `known` that look like `name`, best first, whatever their case.

    `cutoff` is how alike they must be, from 0 to 1.
    """
    folded = {item.casefold(): item for item in known}
    return [folded[item] for item in difflib.get_close_matches(name.casefold()[:100], folded, n=count, cutoff=cutoff)]
