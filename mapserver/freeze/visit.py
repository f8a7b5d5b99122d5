"""A visit to an address: what the application answers there is written into the copy, and what it links to is told.

Runs in processes of its own, each with an application; pages are written as they are answered and turned afterwards.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Any

from mapserver.freeze.address import Address, file_of
from mapserver.freeze.markup import blocks, drop_what_needs_a_server, is_dataset, links, parse
from mapserver.freeze.scope import suffix_of

if TYPE_CHECKING:
    from pathlib import Path

    from mapserver.freeze.scope import Scope

PAGE = "text/html"
STYLE = "text/css"
POLICY = "Content-Security-Policy"
#: What a style sheet of ours loads: a file beside it.
STYLE_LINK = re.compile(r"url\(([\w./-]+)\)")


@dataclass(frozen=True)
class Visit:
    """What was found at an address.

    `file` is the path that it was written to; empty where there is nothing for the copy, which `status` tells, or where
    another address, `elsewhere`, has it. `links` are the addresses that it leads to. Of a page, `title` is its first
    heading and `policy` the policy that it was sent with; a map `has_files`, and `terms` are the publishers and the
    licences of its figures.
    """

    address: Address
    status: int
    file: str = ""
    elsewhere: Address | None = None
    links: tuple[Address, ...] = ()
    is_page: bool = False
    title: str = ""
    policy: str = ""
    has_files: bool = False
    terms: tuple[tuple[str, ...], tuple[str, ...]] = field(default=((), ()))


class Visitor:
    """Asks an application for addresses and writes what it answers below a folder."""

    def __init__(self, client: Any, folder: Path, scope: Scope) -> None:
        """Ask `client`, a test client of the application."""
        self._client = client
        self._folder = folder
        self._scope = scope

    def visit(self, address: Address) -> Visit:
        """Ask for an address. OSError where the file cannot be written."""
        answer = self._client.get(str(address))
        if answer.status_code in (301, 302, 303, 307, 308):
            return self._elsewhere(address, answer.status_code, answer.location)
        if answer.status_code != 200:
            return Visit(address, answer.status_code)
        if answer.mimetype == PAGE and not suffix_of(address):
            return self._page(address, answer)
        file = file_of(address, is_page=False)
        self._write(file, answer.data)
        found = self._kept(_style_links(address, answer.get_data(as_text=True))) if answer.mimetype == STYLE else ()
        return Visit(address, 200, file, links=found)

    def _elsewhere(self, address: Address, status: int, location: str) -> Visit:
        found = self._scope.keep(location.removeprefix("http://localhost"))
        if found is None or found[0].address == address:
            return Visit(address, status)
        return Visit(address, status, elsewhere=found[0].address, links=(found[0].address,))

    def _page(self, address: Address, answer: Any) -> Visit:
        root = parse(answer.data)
        canonical = next((item.get("href", "") for item in root.iter("link") if item.get("rel") == "canonical"), "")
        kept = self._scope.keep(canonical) if canonical else None
        if kept is not None and not kept[0].dropped and kept[0].address != address:
            return Visit(address, 200, elsewhere=kept[0].address, links=(kept[0].address,))
        file = file_of(address, is_page=True)
        self._write(file, answer.data)
        drop_what_needs_a_server(root)
        found = list(self._kept(links(root)))
        # A border is a dataset too; its files stand on its page, which a copy leaves out.
        has_files = is_dataset(root) and address.segments[:1] == ("areas",)
        if has_files:
            found += [item for _, item, _ in self._scope.files_of(address)]
        heading = next(root.iter("h1"), None)
        return Visit(
            address,
            200,
            file,
            None,
            tuple(dict.fromkeys(found)),
            is_page=True,
            title="" if heading is None else " ".join("".join(heading.itertext()).split()),
            policy=answer.headers.get(POLICY, ""),
            has_files=has_files,
            terms=_terms(root) if has_files else ((), ()),
        )

    def _kept(self, written: Any) -> tuple[Address, ...]:
        found = (self._scope.keep(text) for text in written)
        # An address that ends with a slash stands before names that a script knows.
        kept = (item[0].address for item in found if item is not None)
        return tuple(dict.fromkeys(item for item in kept if item.path == "/" or not item.path.endswith("/")))

    def _write(self, file: str, content: bytes) -> None:
        path = self._folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _style_links(address: Address, text: str) -> list[str]:
    """Return the addresses of what a style sheet loads."""
    return [normpath(join(dirname(address.path), name)) for name in STYLE_LINK.findall(text)]


def _terms(root: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    publishers: list[str] = []
    licences: list[str] = []
    for block in blocks(root):
        data = json.loads(block.text)
        publishers += [item.get("name", "") for item in data.get("creator", [])]
        licences += data.get("license", [])
    return tuple(publishers), tuple(licences)
