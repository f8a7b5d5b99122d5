"""What an `indicator.toml` refers to: a build asks this of every indicator before it reads any figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mapserver.catalogue.document import parse_toml
from mapserver.catalogue.layers import CONCEPT, indicator_ids
from mapserver.catalogue.report import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from mapserver.catalogue.report import Report

CONVERSIONS = frozenset({"exchange", "ppp"})


@dataclass(frozen=True)
class Outline:
    """The concept that an indicator counts as, the indicators that it is calculated from or counted by, whether money
    is converted, the editions that it names."""

    concept: str = ""
    parts: frozenset[str] = frozenset()
    converts: bool = False
    editions: frozenset[str] = frozenset()


class Outlines:
    """The outlines of all indicators of a data folder, each file read once.

    A file that cannot be read refers to nothing: reading it as an indicator gives the findings.
    """

    def __init__(self, data: Path) -> None:
        """Read the outlines of a data folder."""
        self._outlines = {name: _outline(data / "layers" / name / CONCEPT) for name in indicator_ids(data)}

    def closure(self, indicator: str) -> frozenset[str]:
        """Return an indicator and all that its series are calculated from or counted by, directly or through others."""
        found: set[str] = set()
        waiting = [indicator]
        while waiting:
            name = waiting.pop()
            if name in self._outlines and name not in found:
                found.add(name)
                waiting.extend(self._outlines[name].parts)
        return frozenset(found)

    def concepts(self) -> dict[str, str]:
        """Return for each indicator that is not a concept of its own the one that it names."""
        return {name: outline.concept for name, outline in self._outlines.items() if outline.concept}

    def converts_money(self, indicators: Iterable[str]) -> bool:
        """Say whether a series of these indicators is converted by exchange rates or purchasing power parities."""
        return any(self._outlines[name].converts for name in indicators)

    def editions(self, indicators: Iterable[str]) -> frozenset[str]:
        """Return the editions that these indicators name."""
        return frozenset().union(*(self._outlines[name].editions for name in indicators))


def check_concepts(data: Path, report: Report) -> None:
    """Report indicators that count as one which does not exist or does not count as itself."""
    known, concepts = set(indicator_ids(data)), Outlines(data).concepts()
    for name, concept in concepts.items():
        file = report.of(f"layers/{name}/{CONCEPT}")
        if concept == name:
            file.error(0, f"concept {quoted(concept)} is the indicator itself", "leave the key out")
        elif concept not in known:
            message = f"concept {quoted(concept)} is no indicator"
            file.error(0, message, "name the folder of the indicator that this one is another form of")
        elif concept in concepts:
            message = f"concept {quoted(concept)} counts as {quoted(concepts[concept])} itself"
            file.error(0, message, f"write concept = {concepts[concept]!r}")


def _outline(path: Path) -> Outline:
    try:
        return _outline_of(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return Outline()


@lru_cache(maxsize=1024)
def _outline_of(text: str) -> Outline:
    """Read an outline; a build asks for all of them several times."""
    document = parse_toml(text)
    series = list(_tables(document.get("series")))
    derivations = [item["derived"] for item in series if isinstance(item.get("derived"), dict)]
    counted = [item["counted"] for item in series if isinstance(item.get("counted"), dict)]
    parts = {_indicator(key) for stated in (*derivations, *counted) for key in _keys(stated.get("of"))}
    editions = {name for item in series for name in _editions(item)}
    converts = any(derivation.get("method") in CONVERSIONS for derivation in derivations)
    return Outline(str(document.get("concept", "")), frozenset(parts), converts, frozenset(editions))


def _tables(value: Any) -> Iterator[Mapping[str, Any]]:
    yield from (item for item in value if isinstance(item, dict)) if isinstance(value, list) else ()


def _keys(of: Any) -> Iterable[Any]:
    if isinstance(of, dict):
        return [key for value in of.values() for key in _keys(value)]
    return of if isinstance(of, list) else (of,)


def _indicator(key: Any) -> str:
    return str(key or "").partition("/")[0]


def _editions(series: Mapping[str, Any]) -> Iterator[str]:
    listed = series.get("editions")
    yield from (str(name) for name in listed) if isinstance(listed, list) else ()
    for edition in _tables(series.get("edition")):
        yield str(edition.get("id"))
        # Where a row of issues begins says which runs end.
        if "continues" in edition:
            yield str(edition["continues"])
