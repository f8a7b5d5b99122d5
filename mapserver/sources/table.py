"""Tidy tables (`unit_code,year,value,flag,source_id`) into the figures of `layers/`, by a recipe.

Knows the recipe, the foreign columns and our CSV files; knows neither what the figures mean nor how they are drawn.
"""

import csv
import io
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TABLE_COLUMNS = ("unit_code", "year", "value", "flag", "source_id")
RATES_COLUMNS = ("year", "value", "source_id")
SERIES_COLUMNS = ("unit", "vintage", "year", "value", "flag")
SERIES_KEYS = {"target", "table", "countries", "editions", "where", "without", "codes", "vintage"}
RATES_KEYS = {"target", "table", "columns", "editions", "where", "without"}
TARGET = re.compile(r"[a-z][a-z0-9_]*/[a-z][a-z0-9_]*")
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
YEAR = re.compile(r"[0-9]{4}")


class TableImportError(ValueError):
    """A table, a recipe or a layer that cannot be read: file, place and remedy in one sentence."""


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


@dataclass(frozen=True)
class _Order:
    """One table of the recipe: what to take from where."""

    target: str
    tables: tuple[str, ...]
    editions: Mapping[str, str]
    where: Mapping[str, tuple[str, ...]]
    without: Mapping[str, tuple[str, ...]]
    countries: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()
    columns: tuple[str, ...] = ()
    by_year: bool = False


@dataclass
class _Outcome:
    """Lines of one target, and the count of what was left out."""

    header: tuple[str, ...]
    read: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    lines: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Country:
    """The units of a country that ship, and the vintages in which each has a territory."""

    code: str
    years: Mapping[str, tuple[int, int]]
    vintages: Mapping[str, frozenset[str]]

    def ships(self, unit: str) -> bool:
        """Say whether the unit is the country as a whole or has a territory."""
        return unit == self.code or unit in self.vintages

    def declared_vintage(self, unit: str, declared: str) -> str:
        """Choose the vintage of a unit: the declared one, else the nearest before it, else the nearest after it."""
        held, order = self._held(unit), list(self.years)
        if declared in order:
            earlier = [vintage for vintage in held if order.index(vintage) <= order.index(declared)]
        else:
            # Our vintages sum up several NUTS years under the last of them; as text the years still compare.
            earlier = [vintage for vintage in held if not declared or vintage <= declared]
        return (earlier[-1:] or held[:1] or [""])[0]

    def nearest_vintage(self, unit: str, year: int) -> str:
        """Choose the vintage of a unit that was valid in the year, else the one nearest in time."""
        spans = {vintage: self.years[vintage] for vintage in self._held(unit)}
        return min(spans, key=lambda vintage: max(spans[vintage][0] - year, year - spans[vintage][1], 0), default="")

    def _held(self, unit: str) -> list[str]:
        return [vintage for vintage in self.years if vintage in self.vintages.get(unit, ())]


def import_tables(directory: Path, recipe: Path, data: Path) -> list[ImportReport]:
    """Rewrite every target of the recipe below `data` from the tables in `directory`: all, or none on an error."""
    countries: dict[str, _Country] = {}
    reports, texts = [], {}
    for order in _orders(recipe):
        path = data / "layers" / f"{order.target}.csv"
        if path in texts:
            raise TableImportError(f"{recipe.name}: target {order.target!r} stands twice; join its tables in one list")
        outcome = _rates(order, directory, data) if order.columns else _series(order, directory, data, countries)
        texts[path] = _text(outcome)
        left_out = dict(sorted(outcome.left_out.items()))
        reports.append(ImportReport(order.target, outcome.read, len(outcome.lines), left_out))
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8", newline="")
    return reports


def _orders(recipe: Path) -> Iterator[_Order]:
    content = _toml(recipe)
    if content.get("format") != 1:
        raise TableImportError(f"{recipe.name}: format is {content.get('format')!r}; this version reads format = 1")
    for key in sorted(content.keys() - {"format", "series", "rates"}):
        raise TableImportError(f"{recipe.name}: unknown key {key!r}; known are format, series, rates")
    for kind, keys in (("series", SERIES_KEYS), ("rates", RATES_KEYS)):
        for number, entry in enumerate(content.get(kind, []), 1):
            yield _order(entry, keys, f"{recipe.name}: [[{kind}]] number {number}")


def _order(entry: Mapping[str, Any], keys: set[str], place: str) -> _Order:
    optional = {"where", "without", "codes", "vintage"}
    for key in sorted(entry.keys() - keys):
        raise TableImportError(f"{place}: unknown key {key!r}; known are {', '.join(sorted(keys))}")
    for key in sorted(keys - optional - entry.keys()):
        raise TableImportError(f"{place}: key {key!r} is missing")
    if not isinstance(entry["target"], str) or not TARGET.fullmatch(entry["target"]):
        raise TableImportError(f"{place}: target {entry['target']!r} is not of the form 'indicator/series'")
    tables = _texts(entry["table"])
    if entry.get("vintage", "edition") not in ("edition", "year"):
        raise TableImportError(f"{place}: vintage {entry['vintage']!r} is neither 'edition' nor 'year'")
    # A recipe may come with the tables from elsewhere: it must not reach out of their folder.
    for table in [table for table in tables if Path(table).name != table or not table.endswith(".csv")]:
        raise TableImportError(f"{place}: table {table!r} is not the name of a .csv file in the folder of the tables")
    editions = entry["editions"]
    return _Order(
        target=entry["target"],
        tables=tables,
        editions=editions if isinstance(editions, dict) else {name: name for name in _texts(editions)},
        where={column: _texts(wanted) for column, wanted in entry.get("where", {}).items()},
        without={column: _texts(unwanted) for column, unwanted in entry.get("without", {}).items()},
        countries=_texts(entry.get("countries", [])),
        codes=frozenset(_texts(entry.get("codes", []))),
        columns=_texts(entry.get("columns", [])),
        by_year=entry.get("vintage", "edition") == "year",
    )


def _series(order: _Order, directory: Path, data: Path, countries: dict[str, _Country]) -> _Outcome:
    for code in order.countries:
        countries[code] = countries.get(code) or _country(data / "boundaries" / code.lower())
    editions = _declared_editions(order, data)
    several = len(editions) > 1
    outcome = _Outcome((*SERIES_COLUMNS, "edition") if several else SERIES_COLUMNS)
    for table in order.tables:
        taken = set(outcome.lines)
        for place, row in _rows(directory / table, (*TABLE_COLUMNS, *order.where, *order.without)):
            outcome.read += 1
            if reason := _reason(order, row, countries):
                outcome.left_out[reason] += 1
                continue
            edition = order.editions[row["source_id"]]
            unit, year = row["unit_code"], _year(row["year"], editions[edition], place)
            key = (unit, year)
            if key in taken:
                outcome.left_out["an earlier table of the recipe has the unit and year"] += 1
                continue
            if key in outcome.lines:
                raise TableImportError(f"{place}: {unit} has {year} twice; tell the rows apart with `where`")
            country, named = countries[unit[:2]], str(editions[edition].get("vintage", ""))
            by_year = country.nearest_vintage(unit, int(year))
            vintage = by_year if order.by_year else country.declared_vintage(unit, named)
            line = (unit, vintage, year, _number(row["value"], place), row["flag"])
            outcome.lines[key] = (*line, edition) if several else line
    return outcome


def _reason(order: _Order, row: Mapping[str, str], countries: Mapping[str, _Country]) -> str:
    """Say why a row is left out; an empty text means that it is taken."""
    unit = row["unit_code"]
    if unit[:2] not in order.countries:
        return "another country"
    if not countries[unit[:2]].ships(unit):
        return "unit does not ship"
    if order.codes and unit not in order.codes:
        return "unit is not among the codes of the recipe"
    return _refusal(order, row) or ("" if row["value"] or row["flag"] else "neither value nor flag")


def _refusal(order: _Order, row: Mapping[str, str]) -> str:
    if any(row[column] not in wanted for column, wanted in order.where.items()):
        return "where of the recipe"
    if any(row[column] in unwanted for column, unwanted in order.without.items()):
        return "without of the recipe"
    return "" if row["source_id"] in order.editions else f"source {row['source_id']} is no edition of the recipe"


def _rates(order: _Order, directory: Path, data: Path) -> _Outcome:
    declared = _declared_editions(order, data)
    outcome = _Outcome(order.columns)
    foreign = ["source_id" if column == "edition" else column for column in order.columns]
    keys = [number for number, column in enumerate(order.columns) if column not in ("value", "edition")]
    for table in order.tables:
        for place, row in _rows(directory / table, (*foreign, *RATES_COLUMNS, *order.where, *order.without)):
            outcome.read += 1
            if reason := _refusal(order, row):
                outcome.left_out[reason] += 1
                continue
            edition = order.editions[row["source_id"]]
            _year(row["year"], declared[edition], place)
            _number(row["value"], place)
            line = tuple(edition if column == "source_id" else row[column] for column in foreign)
            key = tuple(line[number] for number in keys)
            if key in outcome.lines:
                raise TableImportError(f"{place}: {' '.join(key)} stands twice; tell the rows apart with `where`")
            outcome.lines[key] = line
    return outcome


def _declared_editions(order: _Order, data: Path) -> dict[str, Mapping[str, Any]]:
    """Read what the layer says about its editions: the recipe must not know an edition that the layer does not."""
    folder, _, name = order.target.partition("/")
    path = data / "layers" / folder / ("rates.toml" if order.columns else "indicator.toml")
    content = _toml(path)
    owners = [content] if order.columns else [one for one in content.get("series", []) if one.get("id") == name]
    if not owners:
        raise TableImportError(f"{folder}/{path.name}: series {name!r} of the recipe is missing; add [[series]]")
    editions: dict[str, Mapping[str, Any]] = {edition["id"]: edition for edition in owners[0].get("edition", [])}
    for edition in sorted(set(order.editions.values()) - editions.keys()):
        raise TableImportError(f"{folder}/{path.name}: edition {edition!r} of {name!r} is missing; add its source")
    return editions


def _country(folder: Path) -> _Country:
    content = _toml(folder / "country.toml")
    vintages: dict[str, set[str]] = {}
    for _, row in _rows(folder / "territories.csv", ("code", "vintage")):
        vintages.setdefault(row["code"], set()).add(row["vintage"])
    years = {str(one["id"]): (one["first_year"], one.get("last_year", 9999)) for one in content.get("vintage", [])}
    return _Country(content["code"], years, {code: frozenset(held) for code, held in vintages.items()})


def _rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Read the rows of a table as text, each with its place for messages."""
    if not path.is_file():
        raise TableImportError(f"{path.name}: the table is missing in {path.parent.name}")
    try:
        reader = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True)
        header = next(reader, [])
        for column in [column for column in columns if column not in header]:
            raise TableImportError(f"{path.name}: column {column!r} is missing; the table has {', '.join(header)}")
        for cells in reader:
            place = f"{path.name}:{reader.line_num}"
            if len(cells) != len(header):
                raise TableImportError(f"{place}: {len(cells)} cells where the header has {len(header)}")
            yield place, dict(zip(header, cells, strict=True))
    except (csv.Error, UnicodeDecodeError) as error:
        raise TableImportError(f"{path.name}: not a CSV file in UTF-8 ({error})") from error


def _year(text: str, edition: Mapping[str, Any], place: str) -> str:
    # An undated page still has a day on which it was read; the definition of the series says so.
    year = text or str(edition.get("retrieved", ""))[:4]
    if not YEAR.fullmatch(year):
        raise TableImportError(f"{place}: year {text!r} has not four digits")
    return year


def _number(text: str, place: str) -> str:
    if text and not NUMBER.fullmatch(text):
        raise TableImportError(f"{place}: value {text!r} is no number with a decimal point")
    return text


def _texts(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _toml(path: Path) -> dict[str, Any]:
    place = f"{path.parent.name}/{path.name}"
    if not path.is_file():
        raise TableImportError(f"{place}: the file is missing")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise TableImportError(f"{place}: {error}") from error


def _text(outcome: _Outcome) -> str:
    buffer = io.StringIO()
    lines = [line for _, line in sorted(outcome.lines.items())]
    csv.writer(buffer, lineterminator="\n").writerows([outcome.header, *lines])
    return buffer.getvalue()
