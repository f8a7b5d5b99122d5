"""A TOML file as values with line numbers, checked against a JSON Schema. Knows no key by name."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from mapserver.catalogue.plain_text import FORBIDDEN, describe, read_text, remedy
from mapserver.catalogue.validation import faults_of
from mapserver.model import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from mapserver.catalogue.report import FileReport

Step = str | int
Route = tuple[Step, ...]

MOST_BYTES = 300_000

#: Thirty names joined by dots: the parser needs minutes for thousands.
_DEEP = re.compile(r"(?<![^\s.=\[\]{},])(?:[^\s.=\[\]{},]+\s*\.\s*){30}")

_NAME = r"(?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(rf"\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=")


class TooDeepError(ValueError):
    """A file that is nested too deeply to be parsed."""


@dataclass(frozen=True)
class Document:
    """A parsed file: `values`, the line of each key, and the routes at which something is wrong."""

    values: dict[str, Any]
    lines: dict[Route, int]
    faults: frozenset[Route] = frozenset()
    _above: frozenset[Route] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Note every table that has a fault somewhere below it."""
        above = frozenset(fault[:length] for fault in self.faults for length in range(len(fault) + 1))
        object.__setattr__(self, "_above", above)

    def line(self, *route: Step) -> int:
        """Return the line of a key, or of the nearest table that holds it; 0 where there is none."""
        for length in range(len(route), 0, -1):
            if route[:length] in self.lines:
                return self.lines[route[:length]]
        return 0

    def sound(self, *route: Step) -> bool:
        """Say whether nothing is wrong at, above or below a key."""
        return route not in self._above and not any(route[:length] in self.faults for length in range(len(route)))

    def text(self, *route: Step) -> Text:
        """Return the text by language at a key, empty where there is none."""
        return text_of(self.at(*route))

    def at(self, *route: Step) -> Any:
        """Return the value at a key, None where there is none."""
        value: Any = self.values
        for step in route:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def entries(self, *route: Step) -> Iterator[tuple[int, dict[str, Any]]]:
        """Iterate over the tables of a list, with their position, leaving out what is not a table."""
        listed = self.at(*route)
        for position, entry in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(entry, dict):
                yield position, entry


def text_of(value: Any) -> Text:
    """Return a table of texts by language as Text, leaving out what is not text."""
    return Text({tag: said for tag, said in value.items() if isinstance(said, str)} if isinstance(value, dict) else {})


def read_document(path: Path, report: FileReport, schema: Mapping[str, Any]) -> Document | None:
    """Parse a TOML file and check it against a schema; None where it cannot be parsed."""
    text = read_text(path, report, MOST_BYTES)
    if text is None:
        return None
    try:
        return _checked(text, parse_toml(text), report, schema)
    except tomllib.TOMLDecodeError as fault:
        report.error(_line_of_fault(str(fault), text), f"not TOML: {fault}", "text stands in quotes, lists in [ ]")
    except TooDeepError:
        report.error(0, "the file is nested too deeply", "write it as README.md describes")
    return None


def parse_toml(text: str) -> dict[str, Any]:
    """Parse TOML; raises ValueError for what is none, and for what is nested so deeply that parsing takes minutes."""
    try:
        if not _DEEP.search(text):
            return tomllib.loads(text)
    except RecursionError:
        pass
    raise TooDeepError


def _checked(text: str, values: dict[str, Any], report: FileReport, schema: Mapping[str, Any]) -> Document:
    document = Document(values, _lines_of(text))
    faults = faults_of(values, schema, lambda route: document.line(*route), report)
    for route, said in _strings(values, ()):
        match = FORBIDDEN.search(said)
        if match:
            message = f"forbidden character {describe(match.group())} in '{'.'.join(map(str, route))}'"
            report.error(document.line(*route), message, remedy(match.group()))
            faults.add(route)
    return replace(document, faults=frozenset(faults))


def _line_of_fault(message: str, text: str) -> int:
    match = re.search(r"at line ([0-9]+)", message)
    return int(match.group(1)) if match else text.count("\n") + 1


def _strings(value: Any, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(value, str):
        yield route, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield (*route, "key"), key
            yield from _strings(inner, (*route, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _strings(inner, (*route, position))


def _lines_of(text: str) -> dict[Route, int]:
    """Find the line of every table header and key; inline tables count as their key."""
    lines: dict[Route, int] = {}
    counts: dict[Route, int] = {}
    table: Route = ()
    in_string = False
    for number, line in enumerate(text.split("\n"), start=1):
        was_in_string = in_string
        if (line.count('"""') + line.count("'''")) % 2:
            in_string = not in_string
        if was_in_string:
            continue
        header = _HEADER.match(line)
        if header:
            table = _table_route(header.group(1) == "[[", _names(header.group(2)), counts)
            lines.setdefault(table, number)
            continue
        key = _KEY.match(line)
        if key:
            lines.setdefault((*table, *_names(key.group(1))), number)
    return lines


def _table_route(is_list: bool, names: list[str], counts: dict[Route, int]) -> Route:
    """Return the route of a table header; a list of tables on the way means its last table."""
    route: Route = ()
    for depth, name in enumerate(names, start=1):
        route = (*route, name)
        if is_list and depth == len(names):
            counts[route] = counts.get(route, -1) + 1
        if route in counts:
            route = (*route, counts[route])
    return route


def _names(dotted: str) -> list[str]:
    return [name.strip("\"'") for name in re.findall(_NAME, dotted)]
