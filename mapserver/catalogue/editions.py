"""Editions: `layers/sources.toml`, which describes publications once for all series, and what series say of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mapserver.catalogue.document import Document, read_document
from mapserver.catalogue.report import listed, quoted
from mapserver.catalogue.schema import SOURCES
from mapserver.model import Edition

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from mapserver.catalogue.report import FileReport

FILE = "sources.toml"
_KEYS = (
    "publisher",
    "dataset",
    "title",
    "address",
    "licence",
    "retrieved",
    "vintage",
    "continues",
    "via",
    "no_redistribution",
)
_NEEDED = ("publisher", "title", "licence", "retrieved")


def read_sources_of(layers: Path, report: FileReport) -> dict[str, Edition]:
    """Return the editions that `sources.toml` describes, by id; none where there is no file."""
    if not (layers / FILE).exists():
        return {}
    document = read_document(layers / FILE, report, SOURCES)
    editions: dict[str, Edition] = {}
    for position, entry in document.entries("edition") if document else ():
        if document is None or not document.sound("edition", position):
            continue
        line, name = document.line("edition", position), entry["id"]
        if name in editions:
            report.error(line, f"edition {quoted(name)} stands twice", "give every edition an id of its own")
            continue
        editions[name] = _in_its_row(_edition(entry, None), editions, line, report)
    return editions


def _in_its_row(edition: Edition, earlier: Mapping[str, Edition], line: int, report: FileReport) -> Edition:
    """Return an edition with the first of the issues that it continues; report where the one before it is unknown."""
    if not edition.continues:
        return replace(edition, first_issue=edition.id)
    before = earlier.get(edition.continues)
    if before is None:
        message = f"edition {quoted(edition.id)} continues {quoted(edition.continues)}, which does not come before it"
        report.error(line, message, "put the earlier issue above it, or correct the id")
        return replace(edition, first_issue=edition.id)
    return replace(edition, first_issue=before.first_issue)


def editions_of_series(
    document: Document, position: int, report: FileReport, shared: Mapping[str, Edition] | None
) -> tuple[Edition, ...]:
    """Return the editions of a series: those that it lists, and those that it describes, wholly or in part.

    Without `shared`, the editions of `sources.toml`, nothing is said about what is missing.
    """
    editions: dict[str, Edition] = {}
    for line, entry in _entries(document, position):
        name = entry["id"]
        if name in editions:
            report.error(line, f"edition {quoted(name)} stands twice", "give every edition an id of its own")
            continue
        edition = _edition(entry, (shared or {}).get(name))
        missing = [key for key in _NEEDED if not getattr(edition, key)]
        if shared is not None and missing:
            message = f"edition {quoted(name)} has no {listed(missing)}"
            report.error(line, message, f"describe it here, or in layers/{FILE}", kind="edition")
        else:
            editions[name] = _in_its_row(edition, {**(shared or {}), **editions}, line, report)
    return tuple(editions.values())


def _entries(document: Document, position: int) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield what a series says of each of its editions, with the line."""
    route = ("series", position)
    if document.sound(*route, "editions"):
        listed_line = document.line(*route, "editions")
        yield from ((listed_line, {"id": name}) for name in document.at(*route, "editions") or ())
    for number, entry in document.entries(*route, "edition"):
        if document.sound(*route, "edition", number, "id"):
            yield document.line(*route, "edition", number), entry


def _edition(entry: Mapping[str, Any], base: Edition | None) -> Edition:
    """Make an edition from what is said of it, completed by what stands in `base`."""
    said = {key: entry.get(key) or (getattr(base, key) if base else "") for key in _KEYS}
    return Edition(entry["id"], **{key: text if isinstance(text, str) else "" for key, text in said.items()})
