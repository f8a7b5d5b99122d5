"""The recipe of an import, `layers/import.toml`: which tables become which figures, and which are left out and why."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TARGET = re.compile(r"[a-z][a-z0-9_]*/[a-z][a-z0-9_]*")
#: The tables of rates.
RATES = ("rates/exchange", "rates/ppp")
_SERIES = {"target", "table", "editions", "where", "without", "sum_over", "vintage"}
_RATES = {"target", "table", "columns", "editions", "where", "without"}
_OMITTED = {"table", "reason", "where"}
_CHECKPOINTS = {"table", "places", "editions"}
_KINDS = {"series": _SERIES, "rates": _RATES, "checkpoints": _CHECKPOINTS, "omitted": _OMITTED}
_NEEDED = {
    "series": {"target", "table"},
    "rates": {"target", "table", "columns", "editions"},
    "checkpoints": {"table", "places"},
    "omitted": {"table", "reason"},
}


class TableImportError(ValueError):
    """A table, a recipe or a layer that cannot be read: file, place and remedy in one sentence."""


@dataclass(frozen=True)
class Order:
    """One target of the recipe: what to take from where.

    `editions` maps `source_id` to our edition, empty for the editions of the series under their own names. `sum_over`
    are the columns over whose values in `where` rows are summed. `columns` is set for tables of rates.
    """

    target: str
    tables: tuple[str, ...]
    editions: Mapping[str, str]
    where: Mapping[str, tuple[str, ...]]
    without: Mapping[str, tuple[str, ...]]
    sum_over: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    by_year: bool = False

    @property
    def extra_columns(self) -> tuple[str, ...]:
        """Return the columns that the order asks for besides those that every table has."""
        return tuple(dict.fromkeys((*self.where, *self.without)))

    def selects(self, row: Mapping[str, str]) -> bool:
        """Say whether a row is one of those that `where` asks for."""
        return all(row[column] in wanted for column, wanted in self.where.items())


@dataclass(frozen=True)
class Omission:
    """A table that is left out, or those of its rows that `where` selects, with the reason."""

    table: str
    reason: str
    where: Mapping[str, tuple[str, ...]]

    def covers(self, table: str, row: Mapping[str, str]) -> bool:
        """Say whether a row of a table is meant."""
        return table == self.table and all(row.get(column) in wanted for column, wanted in self.where.items())


@dataclass(frozen=True)
class CheckpointOrder:
    """The tables of the checkpoints: `table` has the figures, `places` the checkpoints; `editions` as in Order."""

    table: str
    places: str
    editions: Mapping[str, str]


@dataclass(frozen=True)
class Recipe:
    """Everything that a recipe says."""

    name: str
    orders: tuple[Order, ...]
    omissions: tuple[Omission, ...]
    checkpoints: CheckpointOrder | None = None


def read_recipe(path: Path) -> Recipe:
    """Read a recipe; raises TableImportError with the place of a fault."""
    place = f"{path.parent.name}/{path.name}"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TableImportError(f"{place}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TableImportError(f"{place}: {error} -> mend the TOML there") from error
    if content.get("format") != 1:
        raise TableImportError(f"{place}: format is {content.get('format')!r}; this version reads format = 1")
    for key in sorted(content.keys() - {"format", *_KINDS}):
        raise TableImportError(f"{place}: unknown key {key!r}; known are format, {', '.join(_KINDS)}")
    orders = [
        _order(kind, entry, place) for kind in ("series", "rates") for entry, place in _entries(content, kind, path)
    ]
    twice = [order.target for number, order in enumerate(orders) if order.target in {o.target for o in orders[:number]}]
    if twice:
        raise TableImportError(f"{place}: target {twice[0]!r} stands twice; join its tables in one list")
    omissions = [_omission(entry, place) for entry, place in _entries(content, "omitted", path)]
    crossings = [
        CheckpointOrder(entry["table"], entry["places"], _edition_names(entry))
        for entry, _ in _entries(content, "checkpoints", path)
    ]
    if len(crossings) > 1:
        raise TableImportError(f"{place}: [[checkpoints]] stands twice; there is one set of checkpoints")
    return Recipe(path.name, tuple(orders), tuple(omissions), crossings[0] if crossings else None)


def _entries(content: Mapping[str, Any], kind: str, path: Path) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Yield the tables of one kind, each with its place for messages, after checking its keys."""
    file = f"{path.parent.name}/{path.name}"
    listed = content.get(kind, [])
    if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        raise TableImportError(f"{file}: {kind!r} is not a list of tables; write [[{kind}]]")
    for number, entry in enumerate(listed, 1):
        place = f"{file}: [[{kind}]] number {number}"
        for key in sorted(entry.keys() - _KINDS[kind]):
            raise TableImportError(f"{place}: unknown key {key!r}; known are {', '.join(sorted(_KINDS[kind]))}")
        for key in sorted(_NEEDED[kind] - entry.keys()):
            raise TableImportError(f"{place}: key {key!r} is missing")
        for key, value in entry.items():
            wanted = _misshape(kind, key, value)
            if wanted:
                raise TableImportError(f"{place}: {key} is {value!r}, not {wanted}")
        for table in (*_texts(entry["table"]), *_texts(entry.get("places", ()))):
            # A recipe may come with the tables from elsewhere: it must not reach out of their folder.
            if Path(table).name != table or not table.endswith(".csv"):
                raise TableImportError(
                    f"{place}: table {table!r} is not the name of a .csv file in the folder of the tables"
                )
        yield entry, place


def _misshape(kind: str, key: str, value: object) -> str:
    """Say what the value of a key should be; an empty text where it is that."""
    single = key == "table" and kind in ("checkpoints", "omitted")
    if single or key in ("target", "vintage", "places", "reason"):
        return "" if isinstance(value, str) else "text in quotes"
    if key in ("where", "without"):
        sound = isinstance(value, dict) and all(_is_text(wanted) for wanted in value.values())
        return "" if sound else "a table of columns, each with a text or a list of texts"
    if key == "editions" and isinstance(value, dict):
        return "" if all(isinstance(name, str) for name in value.values()) else "a table of names, each with a text"
    return "" if _is_text(value) else "a text or a list of texts"


def _is_text(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(item, str) for item in value))


def _order(kind: str, entry: Mapping[str, Any], place: str) -> Order:
    target = entry["target"]
    if kind == "rates" and (target not in RATES or not entry["columns"]):
        raise TableImportError(f"{place}: a table of rates has columns and the target {' or '.join(RATES)}")
    if not TARGET.fullmatch(target):
        raise TableImportError(f"{place}: target {target!r} is not of the form 'indicator/series'")
    if entry.get("vintage", "edition") not in ("edition", "year"):
        raise TableImportError(f"{place}: vintage {entry['vintage']!r} is neither 'edition' nor 'year'")
    where, sum_over = _conditions(entry, "where"), _texts(entry.get("sum_over", ()))
    for column in [column for column in sum_over if column not in where]:
        raise TableImportError(f"{place}: sum_over names {column!r}, but 'where' does not list the values to be summed")
    return Order(
        target=target,
        tables=_texts(entry["table"]),
        editions=_edition_names(entry),
        where=where,
        without=_conditions(entry, "without"),
        sum_over=sum_over,
        columns=_texts(entry.get("columns", ())),
        by_year=entry.get("vintage", "edition") == "year",
    )


def _edition_names(entry: Mapping[str, Any]) -> Mapping[str, str]:
    editions = entry.get("editions", {})
    return editions if isinstance(editions, dict) else {name: name for name in _texts(editions)}


def _omission(entry: Mapping[str, Any], place: str) -> Omission:
    if not entry["reason"].strip():
        raise TableImportError(f"{place}: reason is empty; say why the table is left out")
    return Omission(entry["table"], entry["reason"], _conditions(entry, "where"))


def _conditions(entry: Mapping[str, Any], key: str) -> dict[str, tuple[str, ...]]:
    return {column: _texts(wanted) for column, wanted in entry.get(key, {}).items()}


def _texts(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
