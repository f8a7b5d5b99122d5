"""A checker of links: every one in a folder of pages leads to a file of it, at a place that is there."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from lxml import html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINKS = {"href", "src", "action", "poster", "data", "xlink:href", "data-values", "data-topology"}
STYLE_LINK = re.compile(r"url\(([^)\"']+)\)")


@cache
def tree(page: Path) -> Any:
    """Return a page as a tree."""
    return html.document_fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def pages(folder: Path) -> list[Path]:
    """Return the pages of a folder."""
    return sorted(folder.rglob("index.html"))


def written(page: Path) -> Iterator[tuple[str, str, str]]:
    """Yield tag, attribute and address of every link of a page."""
    for element in tree(page).iter():
        if isinstance(element.tag, str):
            yield from ((element.tag, name, value) for name, value in element.items() if name in LINKS)


def broken(folder: Path, page: Path) -> list[str]:
    """Say what is wrong with the links of a page."""
    return [
        f"{page.relative_to(folder)}: {tag} {name}={value}"
        for tag, name, value in written(page)
        if not _holds(folder, page, tag, value)
    ]


def _holds(folder: Path, page: Path, tag: str, value: str) -> bool:
    parts = urlsplit(value)
    if parts.scheme == "data":
        return True
    if parts.scheme or parts.netloc:
        # A reader may go elsewhere by a link; a page takes nothing from there.
        return tag == "a" and parts.scheme in ("http", "https")
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page.resolve()
    if value.startswith("/") or not target.is_file() or not target.is_relative_to(folder.resolve()):
        return False
    is_page = target.suffix == ".html" and bool(parts.fragment)
    return not is_page or unquote(parts.fragment) in {item.get("id") for item in tree(target).iter()}


def broken_styles(folder: Path) -> list[str]:
    """Say which files a style sheet asks for that are not there."""
    return [
        f"{sheet.relative_to(folder)}: {link}"
        for sheet in sorted(folder.rglob("*.css"))
        for link in STYLE_LINK.findall(sheet.read_text(encoding="utf-8"))
        if not link.startswith(("data:", "#")) and not (sheet.parent / link).is_file()
    ]
