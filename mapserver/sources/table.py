"""Tidy tables into the figures of `layers/`, by a recipe: all targets, or none on an error.

Knows the recipe, the foreign columns and our CSV files; knows neither what the figures mean nor how they are drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING

from mapserver.model import split_flags
from mapserver.sources.checkpoints import read_checkpoints
from mapserver.sources.recipe import Order, Recipe, TableImportError
from mapserver.sources.tidy import COLUMNS, csv_text, is_tidy, number_of, read_rows, year_of
from mapserver.sources.vintages import Vintages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapserver.model import Catalogue, Edition, Series

#: Why rows are left out whose unit has no territory; the report names the first of the units.
NOT_SHIPPED = "unit does not ship"
MOST_NAMED = 5
RATES_COLUMNS = ("year", "value", "source_id")
SERIES_COLUMNS = ("unit", "vintage", "year", "value", "flag")


@dataclass(frozen=True)
class ImportReport:
    """What became of the rows of one target."""

    target: str
    read: int
    written: int
    left_out: Mapping[str, int]

    def __str__(self) -> str:
        left_out = "".join(f"; {count} left out, {reason}" for reason, count in self.left_out.items())
        return f"{self.target}: {self.written} of {self.read} rows written{left_out}"


@dataclass
class _Outcome:
    """Lines of one target, and the count of what was left out."""

    header: tuple[str, ...]
    read: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    unknown: set[str] = field(default_factory=set)
    lines: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)


@dataclass
class _Sum:
    """Rows of one unit and year that are summed."""

    value: Decimal = Decimal(0)
    flags: dict[str, None] = field(default_factory=dict)
    seen: set[tuple[str, ...]] = field(default_factory=set)


def import_tables(
    directory: Path, recipe: Recipe, catalogue: Catalogue, layers: Path
) -> tuple[list[ImportReport], Counter[tuple[str, str, str]]]:
    """Rewrite every target of the recipe below `layers` from the tables in `directory`: all, or none on an error.

    Return what became of the rows of each target, and what `unclaimed` counts. `catalogue` holds the land, the editions
    that series share, and the indicators without figures.
    """
    reports, texts = [], {}
    vintages = Vintages(catalogue)
    for order in recipe.orders:
        if order.columns:
            outcome = _rates(order, directory, catalogue.editions, recipe.name)
        else:
            outcome = _series(order, directory, _series_of(order, catalogue, recipe.name), vintages, recipe.name)
        lines = [line for _, line in sorted(outcome.lines.items())]
        texts[layers / f"{order.target}.csv"] = csv_text(outcome.header, lines)
        left_out = dict(sorted(outcome.left_out.items()))
        if outcome.unknown:
            left_out[f"{NOT_SHIPPED} ({_first(outcome.unknown)})"] = left_out.pop(NOT_SHIPPED)
        reports.append(ImportReport(order.target, outcome.read, len(outcome.lines), left_out))
    if recipe.checkpoints:
        if catalogue.crossings is None:
            raise TableImportError(f"{recipe.name}: checkpoints are asked for; add layers/checkpoints/checkpoints.toml")
        files, counts = read_checkpoints(directory, recipe.checkpoints, catalogue.crossings, recipe.name)
        texts |= {layers / "checkpoints" / name: text for name, text in files.items()}
        reports += [ImportReport(f"checkpoints/{name[:-4]}", *count) for name, count in counts.items()]
    left = unclaimed(directory, recipe, catalogue)
    _write_all(texts)
    return reports, left


def _first(codes: set[str]) -> str:
    """Name a few codes, and how many there are besides."""
    named = sorted(codes)
    more = f" and {len(named) - MOST_NAMED} others" if len(named) > MOST_NAMED else ""
    return ", ".join(named[:MOST_NAMED]) + more


def _write_all(texts: Mapping[Path, str]) -> None:
    """Write all files or, where one cannot be written, none: each beside its place first."""
    beside = {path: path.with_name(f".{path.name}.new") for path in texts}
    done = "nothing was imported"
    try:
        for path, text in texts.items():
            beside[path].write_text(text, encoding="utf-8", newline="")
        done = "the import is not complete; repeat it"
        for path, new in beside.items():
            new.replace(path)
    except OSError as error:
        named = Path(error.filename or ".")
        raise TableImportError(f"{named.parent.name}/{named.name}: {error.strerror}; {done}") from error
    finally:
        for new in beside.values():
            with suppress(OSError):
                new.unlink(missing_ok=True)


def unclaimed(directory: Path, recipe: Recipe, catalogue: Catalogue) -> Counter[tuple[str, str, str]]:
    """Count the rows of shipped units that the recipe neither takes nor leaves out for a reason.

    By table, source and country, over all tidy tables of the folder.
    """
    vintages = Vintages(catalogue)
    found: Counter[tuple[str, str, str]] = Counter()
    for path in sorted(directory.glob("*.csv")):
        if not is_tidy(path):
            continue
        orders = []
        for order in recipe.orders:
            if path.name in order.tables:
                series = _series_of(order, catalogue, recipe.name)
                orders.append((order, series.countries, frozenset(_editions(order, series, recipe.name))))
        for _, row in read_rows(path, COLUMNS):
            unit, country = row["unit_code"], row["unit_code"][:2]
            if not vintages.ships(unit) or any(omission.covers(path.name, row) for omission in recipe.omissions):
                continue
            source = row["source_id"]
            if not any(
                country in countries and source in editions and order.selects(row)
                for order, countries, editions in orders
            ):
                found[path.name, source, country] += 1
    return found


def _series_of(order: Order, catalogue: Catalogue, recipe: str) -> Series:
    """Return the series that an order fills."""
    name, _, identifier = order.target.partition("/")
    indicator = catalogue.indicators.get(name)
    for series in indicator.series if indicator else ():
        if series.id == identifier:
            return series
    raise TableImportError(f"{recipe}: series {order.target!r} is missing; add [[series]] to {name}/indicator.toml")


def _editions(order: Order, series: Series, recipe: str) -> dict[str, Edition]:
    """Return the editions of a series by the name that the tables call them."""
    known = {edition.id: edition for edition in series.editions}
    named = order.editions or {name: name for name in known}
    for missing in sorted(set(named.values()) - known.keys()):
        raise TableImportError(f"{recipe}: edition {missing!r} of {order.target!r} is missing; add its source")
    return {source: known[edition] for source, edition in named.items()}


def _series(order: Order, directory: Path, series: Series, vintages: Vintages, recipe: str) -> _Outcome:
    editions = _editions(order, series, recipe)
    several = len(series.editions) > 1
    outcome = _Outcome((*SERIES_COLUMNS, "edition") if several else SERIES_COLUMNS)
    for table in order.tables:
        taken = set(outcome.lines)
        for place, row in _wanted(order, directory / table, series, vintages, editions, outcome):
            edition = editions[row["source_id"]]
            unit, year = row["unit_code"], year_of(row["year"], edition, place)
            key = (unit, year)
            if key in taken:
                outcome.left_out["an earlier table of the recipe has the unit and year"] += 1
                continue
            if key in outcome.lines:
                raise TableImportError(f"{place}: {unit} has {year} twice; tell the rows apart with `where`")
            by_year = order.by_year
            vintage = vintages.nearest(unit, int(year)) if by_year else vintages.declared(unit, edition.vintage)
            line = (unit, vintage, year, number_of(row, place), row["flag"])
            outcome.lines[key] = (*line, edition.id) if several else line
    return outcome


def _wanted(
    order: Order,
    path: Path,
    series: Series,
    vintages: Vintages,
    editions: Mapping[str, Edition],
    outcome: _Outcome,
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the rows of a table that an order takes, summed where it says so; count the others by the reason."""
    taken = []
    for place, row in read_rows(path, (*COLUMNS, *order.extra_columns)):
        outcome.read += 1
        reason = _reason(order, row, series, vintages, editions)
        if reason:
            outcome.left_out[reason] += 1
            if reason == NOT_SHIPPED:
                outcome.unknown.add(row["unit_code"])
        else:
            taken.append((place, row))
    yield from _summed(order, taken, outcome) if order.sum_over else taken


def _reason(
    order: Order, row: Mapping[str, str], series: Series, vintages: Vintages, editions: Mapping[str, Edition]
) -> str:
    """Say why a row is left out; an empty text means that it is taken."""
    if row["unit_code"][:2] not in series.countries:
        return "another country"
    if not vintages.ships(row["unit_code"]):
        return NOT_SHIPPED
    return _refusal(order, row, editions) or ("" if row["value"] or row["flag"] else "neither value nor flag")


def _refusal(order: Order, row: Mapping[str, str], editions: Mapping[str, Edition]) -> str:
    if not order.selects(row):
        return "where of the recipe"
    if any(row[column] in unwanted for column, unwanted in order.without.items()):
        return "without of the recipe"
    return "" if row["source_id"] in editions else f"source {row['source_id']} is no edition of the series"


def _summed(
    order: Order, rows: Sequence[tuple[str, Mapping[str, str]]], outcome: _Outcome
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield one row for each unit, year and source: the sum over all values that `where` lists, flagged ``calc``.

    Where one of them is missing or empty there is no sum.
    """
    parts = prod(len(order.where[column]) for column in order.sum_over)
    sums: dict[tuple[str, str, str], _Sum] = {}
    places: dict[tuple[str, str, str], str] = {}
    for place, row in rows:
        key = (row["unit_code"], row["year"], row["source_id"])
        part = tuple(row[column] for column in order.sum_over)
        found = sums.setdefault(key, _Sum())
        if part in found.seen:
            raise TableImportError(f"{place}: {' '.join(key[:2])} has {' '.join(part)} twice")
        if row["value"]:
            found.seen.add(part)
            found.value += Decimal(number_of(row, place))
        found.flags.update(dict.fromkeys(split_flags(row["flag"])))
        places.setdefault(key, place)
    for key, found in sums.items():
        if len(found.seen) < parts:
            outcome.left_out["a part of the sum is missing"] += 1
            continue
        unit, year, source = key
        flag = "; ".join({**found.flags, "calc": None})
        yield (
            places[key],
            {"unit_code": unit, "year": year, "value": f"{found.value:f}", "flag": flag, "source_id": source},
        )


def _rates(order: Order, directory: Path, shared: Mapping[str, Edition], recipe: str) -> _Outcome:
    for missing in sorted(set(order.editions.values()) - shared.keys()):
        raise TableImportError(f"{recipe}: edition {missing!r} of {order.target!r} is missing; add it to sources.toml")
    editions = {source: shared[edition] for source, edition in order.editions.items()}
    outcome = _Outcome(order.columns)
    foreign = ["source_id" if column == "edition" else column for column in order.columns]
    keys = [number for number, column in enumerate(order.columns) if column not in ("value", "edition")]
    for table in order.tables:
        for place, row in read_rows(directory / table, (*foreign, *RATES_COLUMNS, *order.extra_columns)):
            outcome.read += 1
            if reason := _refusal(order, row, editions):
                outcome.left_out[reason] += 1
                continue
            edition = editions[row["source_id"]]
            year_of(row["year"], edition, place)
            number_of(row, place)
            line = tuple(edition.id if column == "source_id" else row[column] for column in foreign)
            key = tuple(line[number] for number in keys)
            if key in outcome.lines:
                raise TableImportError(f"{place}: {' '.join(key)} stands twice; tell the rows apart with `where`")
            outcome.lines[key] = line
    return outcome
