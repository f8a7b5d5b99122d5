"""Spans of years: `datetime` as OGC API - Features writes it. Knows no layer."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

#: A year, a day, or a moment of a day (RFC 3339); years of other lengths belong to no figure.
MOMENT = re.compile(
    r"(\d{4})(?:-(\d{2})-(\d{2})(?:[Tt ]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.\d{1,9})?"
    r"(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d))?)?",
    re.ASCII,
)
#: The open end of a span.
OPEN = ("", "..")


class Span(NamedTuple):
    """Years from `first` to `last`, both of them in it; None where an end is open."""

    first: int | None
    last: int | None

    def holds(self, year: int) -> bool:
        """Say whether a year, or a part of it, lies in the span."""
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


def read_span(text: str) -> Span:
    """Return the years that a moment or a span such as ``2015-01-01/..`` touches; ValueError for anything else."""
    start, slash, end = text.partition("/")
    if not slash:
        return Span(_year(text), _year(text))
    if start in OPEN and end in OPEN:
        raise ValueError("a span needs an end")
    first, last = (None if part in OPEN else _moment(part) for part in (start, end))
    if first is not None and last is not None and first > last:
        raise ValueError("a span ends before it begins")
    return Span(None if first is None else first.year, None if last is None else last.year)


def _year(text: str) -> int:
    return _moment(text).year


def _moment(text: str) -> date:
    """Return the day of a moment, the first of January of a bare year."""
    found = MOMENT.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no moment")
    return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
