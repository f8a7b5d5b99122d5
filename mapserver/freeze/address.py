"""Addresses of the site as its pages write them, and the files of the copy that stand for them.

A state is a path: ``/areas/barents/unemployment_rate?view=chart&lang=fi`` is
``fi/areas/barents/unemployment_rate/view/chart/index.html``. English has no folder.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The file of a page in its folder.
INDEX = "index.html"


@dataclass(frozen=True)
class Address:
    """An address of the site: its path, and its query in canonical order, without empty values."""

    path: str
    query: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Write the address as the application reads it."""
        return f"{self.path}?{urlencode(self.query, safe=',')}" if self.query else self.path

    @property
    def segments(self) -> tuple[str, ...]:
        """Return the names of the path."""
        return tuple(unquote(part) for part in self.path.split("/") if part)

    @property
    def last(self) -> str:
        """Return the last name of the path; empty for the first page."""
        return self.segments[-1] if self.segments else ""

    @property
    def lang(self) -> str:
        """Return the language that the address asks for; empty for the site's own."""
        return dict(self.query).get("lang", "")

    @property
    def state(self) -> tuple[tuple[str, str], ...]:
        """Return the query without the language."""
        return tuple(pair for pair in self.query if pair[0] != "lang")

    def with_query(self, query: Mapping[str, str]) -> Address:
        """Return the address with another query."""
        return replace(self, query=tuple((name, value) for name, value in query.items() if value))


def read_address(text: str, root: str = "") -> tuple[Address, str] | None:
    """Return an address of the site that a page writes, and its fragment; None for anything else.

    The site's own addresses start at its root: with a slash, or with `root` in front of it.
    """
    inside = text
    if root and (text == root or text.startswith((f"{root}/", f"{root}?", f"{root}#"))):
        inside = "/" + text.removeprefix(root).removeprefix("/")
    if not inside.startswith("/") or inside.startswith(("//", "/\\")):
        return None
    parts = urlsplit(inside)
    return Address(parts.path, tuple(pair for pair in parse_qsl(parts.query) if pair[1])), unquote(parts.fragment)


def file_of(address: Address, is_page: bool) -> str:
    """Return the path of the file that stands for an address: a page is the index of its folder."""
    names = [_name(part) for part in (address.lang, *address.segments) if part]
    state = [_name(part) for pair in address.state for part in pair]
    if is_page:
        return posixpath.join("", *names, *state, INDEX)
    # A file in another state lies in the folder of the page that it belongs to, under its own name.
    folder = names[:-1] + ([names[-1].partition(".")[0], *state] if state else [])
    return posixpath.join("", *folder, names[-1])


def link_to(target: str, here: str, query: tuple[tuple[str, str], ...] = (), fragment: str = "") -> str:
    """Return a link from the file `here` to another, both by their paths in the copy; it holds wherever that lies."""
    if target == here and not query and fragment:
        return f"#{quote(fragment)}"
    path = quote(posixpath.relpath(target, posixpath.dirname(here) or "."))
    return f"{path}{'?' + urlencode(query, safe=',') if query else ''}{'#' + quote(fragment) if fragment else ''}"


def _name(part: str) -> str:
    """Return the name of a folder or file: what not every file system takes is written as its bytes."""
    written = quote(part, safe="").replace("%", "~")
    return written.replace(".", "~2E") if not written.strip(".") else written
