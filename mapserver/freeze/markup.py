"""The markup of a page as a tree, and the addresses in it.

Pages are parsed by libxml2 (lxml): quick, kept well, and what it writes again is what it read; our pages are written by
our own templates, which close what they open.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Attributes that hold an address. Those whose names begin with ``data-`` may hold one for a script.
LINKS = frozenset({"href", "xlink:href", "src", "action", "formaction", "poster", "data"})
#: A block of data for search engines.
LINKED_DATA = "application/ld+json"
#: What is left out of linked data.
ABSENT = object()


def parse(content: bytes) -> Any:
    """Return the root element of a page."""
    return html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))


def write(root: Any) -> bytes:
    """Return a page as bytes: the same for the same tree."""
    text = etree.tostring(root, method="html", encoding="unicode", doctype="<!doctype html>")
    return f"{text.rstrip()}\n".encode()


def drop_what_needs_a_server(root: Any) -> None:
    """Take the parts of a page away that say they need one."""
    for element in root.xpath("//*[@data-needs-server]"):
        element.drop_tree()


def attributes(root: Any) -> Iterator[tuple[Any, str, str]]:
    """Yield element, name and value of every attribute that may hold an address, ``content`` of Open Graph's too."""
    for element in root.iter(etree.Element):
        for name, value in element.items():
            if name in LINKS or (name.startswith("data-") and value.startswith(("/", "http"))):
                yield element, name, value
        if element.tag == "meta" and element.get("property", "").startswith("og:"):
            yield element, "content", element.get("content", "")


def choices(form: Any) -> Iterator[tuple[Any, list[tuple[str, str, bool]]]]:
    """Yield the selects of a form that is sent by its address: of each option words, address, whether it is chosen."""
    hidden = {
        item.get("name", ""): item.get("value", "") for item in form.iter("input") if item.get("type") == "hidden"
    }
    for select in form.iter("select"):
        options = []
        for option in select.iter("option"):
            words = "".join(option.itertext()).strip()
            value = option.get("value", words)
            if value:
                options.append(
                    (words, _sent(form, {**hidden, select.get("name", ""): value}), "selected" in option.attrib)
                )
        yield select, options


def _sent(form: Any, fields: dict[str, str]) -> str:
    """Return the address that a form asks for; what it says counts, not the order of its parameters."""
    return f"{form.get('action', '')}?{urlencode({name: value for name, value in fields.items() if name and value})}"


def links(root: Any) -> Iterator[str]:
    """Yield every address that a page writes, in the order of the page; those that a form would ask for too."""
    for _, _, value in attributes(root):
        yield value
    for form in root.iter("form"):
        for _, options in choices(form):
            yield from (address for _, address, _ in options)
    for block in blocks(root):
        yield from _texts(json.loads(block.text))


def blocks(root: Any) -> list[Any]:
    """Return the blocks of linked data."""
    return [item for item in root.iter("script") if item.get("type") == LINKED_DATA and item.text]


def is_dataset(root: Any) -> bool:
    """Say whether a page describes a set of data, which has files."""
    return any(json.loads(block.text).get("@type") == "Dataset" for block in blocks(root))


def rewritten(value: Any, address: Callable[[str], str | None]) -> Any:
    """Return linked data with its addresses replaced; what describes a file unknown to `address` is left out."""
    if isinstance(value, str):
        found = address(value)
        return ABSENT if found is None else found
    if isinstance(value, list):
        return [made for item in value if (made := rewritten(item, address)) is not ABSENT]
    if isinstance(value, dict):
        made = {name: rewritten(item, address) for name, item in value.items()}
        return ABSENT if ABSENT in made.values() else made
    return value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
