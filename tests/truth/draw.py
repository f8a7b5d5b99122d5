"""Draw the sample of the truth test from the folder of gathered tables, or check every row of them.

    python -m tests.truth.draw FOLDER            # write sample.csv and derived.csv anew
    python -m tests.truth.draw FOLDER --check    # compare every row with what the published snapshot serves

Written apart from the importer: it reads the recipe as the statement of what goes where, and the tables for itself.
"""

from __future__ import annotations

import csv
import random
import sys
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from mapserver.snapshot import Published, Snapshot, Store

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
TIDY = {"unit_code", "year", "value", "flag", "source_id"}
CROSSINGS = "border_crossings"
SEED, ROWS, LEAST_OF_A_TABLE = 20261125, 1300, 4
COLUMNS = ("table", "unit", "year", "where", "value", "flag", "source", "series", "outcome", "served", "why")


@dataclass(frozen=True)
class Target:
    """A series that the recipe fills from a table."""

    key: str
    countries: frozenset[str]
    editions: dict[str, str]
    where: dict[str, list[str]]
    without: dict[str, list[str]]
    sum_over: tuple[str, ...]
    rank: int


def _list(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(item) for item in value]  # type: ignore[attr-defined]


def read_targets() -> tuple[dict[str, list[Target]], list[dict[str, object]], dict[str, str]]:
    """Return the targets by table, the omissions, and the year in which each edition was retrieved."""
    recipe = tomllib.loads((ROOT / "layers" / "import.toml").read_text(encoding="utf-8"))
    sources = tomllib.loads((ROOT / "layers" / "sources.toml").read_text(encoding="utf-8"))
    retrieved = {item["id"]: item["retrieved"][:4] for item in sources["edition"]}
    targets: dict[str, list[Target]] = defaultdict(list)
    for entry in recipe["series"]:
        indicator, _, name = entry["target"].partition("/")
        concept = tomllib.loads((ROOT / "layers" / indicator / "indicator.toml").read_text(encoding="utf-8"))
        series = next(item for item in concept["series"] if item["id"] == name)
        own = [*series.get("editions", ()), *(item["id"] for item in series.get("edition", ()))]
        for item in series.get("edition", ()):
            if "retrieved" in item:
                retrieved[item["id"]] = item["retrieved"][:4]
        named = entry.get("editions") or own
        editions = named if isinstance(named, dict) else {item: item for item in _list(named)}
        for rank, table in enumerate(_list(entry["table"])):
            targets[table].append(
                Target(
                    entry["target"],
                    frozenset(series["countries"]),
                    editions,
                    {column: _list(wanted) for column, wanted in entry.get("where", {}).items()},
                    {column: _list(wanted) for column, wanted in entry.get("without", {}).items()},
                    tuple(_list(entry.get("sum_over", ()))),
                    rank,
                )
            )
    return targets, recipe.get("omitted", []), retrieved


def read_tables(folder: Path) -> dict[str, list[dict[str, str]]]:
    """Return the rows of every tidy table by file name."""
    tables = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            if set(reader.fieldnames or ()) >= TIDY:
                tables[path.name] = list(reader)
    return tables


class Served:
    """What a snapshot serves, by series, unit and year."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._kept: dict[str, dict[tuple[str, int], object]] = {}

    def crossings(self, checkpoint: str, year: str):
        """Return the observation of a checkpoint, None where there is none."""
        held = {item.code: item.observations for item in self._snapshot.crossings.checkpoints}
        return next((row for row in held.get(checkpoint, ()) if row.year == int(year)), None)

    def find(self, series: str, unit: str, year: str):
        """Return the observation, None where there is none."""
        if unit not in self._kept:
            lines = self._snapshot.unit(unit).lines if unit in self._snapshot.units else ()
            self._kept[unit] = {(line.key, row.year): row for line in lines for row in line.observations}
        return self._kept[unit].get((series, int(year)))


def shipped_units() -> list[str]:
    """Return the codes of all territories, sorted."""
    codes = set()
    for path in (ROOT / "boundaries").glob("*/territories.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            codes |= {row["code"] for row in csv.DictReader(stream)}
    return sorted(codes)


def outcomes(folder: Path, served: Served):
    """Yield for every row of a shipped unit and each series that it is meant for what became of it."""
    targets, omitted, retrieved = read_targets()
    units = frozenset(shipped_units())
    tables = read_tables(folder)
    # Of each series, unit and year the figures of the tables, with the rank of the table in the recipe.
    stated: dict[tuple[str, str, str], list[tuple[int, str]]] = defaultdict(list)
    for target, row in _meant(tables, targets, units):
        year = row["year"] or retrieved[target.editions[row["source_id"]]]
        stated[target.key, row["unit_code"], year].append((target.rank, row["value"]))
    for table, rows in tables.items():
        sums: dict[tuple[str, str, str, str], list[dict[str, str]]] = defaultdict(list)
        for row in rows:
            unit = row["unit_code"]
            if unit not in units:
                continue
            meant = [target for target in targets.get(table, ()) if _takes(target, row)]
            left_out = [
                item["reason"]
                for item in omitted
                if item["table"] == table
                and all(row.get(column) in _list(wanted) for column, wanted in item.get("where", {}).items())  # type: ignore[attr-defined]
            ]
            if not meant:
                yield table, row, "", "omitted" if left_out else "UNEXPLAINED", "", left_out[0] if left_out else ""
            for target in meant:
                # A figure without a year stands in that of its edition.
                year = row["year"] or retrieved[target.editions[row["source_id"]]]
                row = {**row, "year": year}
                if target.sum_over:
                    sums[target.key, unit, year, row["source_id"]].append(row)
                    continue
                if any(row[column] in unwanted for column, unwanted in target.without.items()):
                    yield table, row, target.key, "without", "", "the recipe takes this value for none"
                    continue
                before = [value for rank, value in stated[target.key, unit, year] if rank < target.rank]
                yield table, row, target.key, *_outcome(target, row, year, served, before)
        for (key, unit, year, source), parts in sums.items():
            target = next(item for item in targets[table] if item.key == key)
            yield from _summed(table, target, unit, year, source, parts, served)


def crossings(folder: Path, served: Served):
    """Yield for every row of the table of border crossings what became of it."""
    recipe = tomllib.loads((ROOT / "layers" / "import.toml").read_text(encoding="utf-8"))
    (order,) = recipe["checkpoints"]
    with (folder / order["table"]).open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            found = served.crossings(row["unit_code"], row["year"])
            same = found is not None and (found.value, found.flag, found.edition) == (
                float(row["value"]) if row["value"] else None, row["flag"], row["source_id"],
            )  # fmt: skip
            told = repr(found.value) if found else ""
            yield order["table"], row, CROSSINGS, "served" if same else "UNEXPLAINED", told, ""


def _takes(target: Target, row: dict[str, str]) -> bool:
    return (
        row["unit_code"][:2] in target.countries
        and row["source_id"] in target.editions
        and all(row[column] in wanted for column, wanted in target.where.items())
    )


def _meant(tables, targets, units):
    for table, rows in tables.items():
        for row in rows:
            if row["unit_code"] in units:
                yield from ((target, row) for target in targets.get(table, ()) if _takes(target, row))


def _outcome(target: Target, row: dict[str, str], year: str, served: Served, before: list[str]) -> tuple[str, str, str]:
    """Say what became of a row; `before` are the figures that earlier tables of the recipe have of it."""
    found = served.find(target.key, row["unit_code"], year)
    edition = target.editions[row["source_id"]]
    if found is None:
        empty = not row["value"] and not row["flag"]
        return ("gap", "", "the table has neither value nor flag") if empty else ("UNEXPLAINED", "", "not served")
    if found.reason == "withheld":
        return "withheld", "", str(found.note)
    if found.edition == edition and not row["value"]:
        return (
            ("gap", "", found.reason)
            if found.value is None
            else ("UNEXPLAINED", repr(found.value), "a gap has a value")
        )
    if found.edition == edition and found.value == float(row["value"]) and found.flag == row["flag"]:
        return "served", repr(found.value), ""
    if ("" if found.value is None else found.value) in [float(value) if value else "" for value in before]:
        return "another", "" if found.value is None else repr(found.value), f"{found.edition} has this unit and year"
    return "UNEXPLAINED", repr(found.value), f"{found.edition} {found.flag}"


def _summed(table, target, unit, year, source, parts, served):
    row = {**parts[0], "value": " + ".join(part["value"] or "?" for part in parts)}
    found = served.find(target.key, unit, year)
    whole = 1
    for column in target.sum_over:
        whole *= len(target.where[column])
    known = [part for part in parts if part["value"]]
    total = sum(float(part["value"]) for part in known)
    if len(known) < whole:
        done = found is None or found.edition != target.editions[source]
        yield table, row, target.key, "part missing" if done else "UNEXPLAINED", "", "a part of the sum is missing"
    elif found is not None and found.edition == target.editions[source] and abs((found.value or 0) - total) < 1e-6:
        yield table, row, target.key, "summed", repr(found.value), ""
    elif found is not None and found.edition != target.editions[source]:
        yield table, row, target.key, "another", repr(found.value), f"{found.edition} has this unit and year"
    else:
        yield table, row, target.key, "UNEXPLAINED", "", "the sum differs"


def _line(table, row, series, outcome, value, why) -> dict[str, str]:
    extra = {column: row[column] for column in row.keys() - TIDY}
    where = (
        ""
        if outcome == "summed" or outcome == "part missing"
        else ";".join(f"{k}={v}" for k, v in sorted(extra.items()))
    )
    return dict(
        zip(
            COLUMNS,
            (table, row["unit_code"], row["year"], where, row["value"], row["flag"], row["source_id"], series, outcome,
             value, why),
            strict=True,
        )
    )  # fmt: skip


#: Calculated indicators of the sample: series, formula, and for each name of it the table and the years from the row's.
FORMULAS = {
    "birth_rate/eurostat": ("births / ((people + after) / 2) * 1000", {
        "births": ("live_births.csv", 0), "people": ("population_total.csv", 0), "after": ("population_total.csv", 1),
    }),
    "death_rate/eurostat": ("deaths / ((people + after) / 2) * 1000", {
        "deaths": ("deaths.csv", 0), "people": ("population_total.csv", 0), "after": ("population_total.csv", 1),
    }),
    "share_65_plus/eurostat": ("old / people * 100", {
        "old": ("population_age_65plus.csv", 0), "people": ("population_total.csv", 0),
    }),
    "women_per_100_men/eurostat": ("women / men * 100", {
        "women": ("population_female.csv", 0), "men": ("population_male.csv", 0),
    }),
    "tourism_intensity/eurostat": ("nights / people * 1000", {
        "nights": ("tourism_nights_total.csv", 0), "people": ("population_total.csv", 0),
    }),
    "tourism_foreign_share/eurostat": ("foreign / nights * 100", {
        "foreign": ("tourism_nights_foreign.csv", 0), "nights": ("tourism_nights_total.csv", 0),
    }),
    "gdp_per_inhabitant/rosstat": ("money / rate", {
        "money": ("grp_per_capita_rub.csv", 0), "rate": ("exchange_rates.csv", 0),
    }),
    "suicide_rate/rosstat": ("dead / people * 100000", {
        "dead": ("suicides_number_ru.csv", 0), "people": ("population_average_annual_ru.csv", 0),
    }),
}  # fmt: skip
DERIVED_ROWS, DERIVED_COLUMNS = 320, ("series", "unit", "year", "formula", "parts", "served")


def derived(folder: Path, served: Served):
    """Yield calculated values of the snapshot with the figures of the tables that they are made of."""
    tables = read_tables(folder)
    figures: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for table in {table for _, parts in FORMULAS.values() for table, _ in parts.values()} & tables.keys():
        for row in tables[table]:
            if row["value"] and row["year"]:
                figures[table, row["unit_code"], int(row["year"])].add(row["value"])
    with (folder / "exchange_rates.csv").open(encoding="utf-8-sig", newline="") as stream:
        rates = {
            int(row["year"]): row["value"]
            for row in csv.DictReader(stream)
            if (row["currency"], row["per"]) == ("RUB", "EUR")
        }
    for key, (formula, parts) in FORMULAS.items():
        for unit in shipped_units():
            for year in range(1990, 2026):
                found = served.find(key, unit, str(year))
                if found is None or found.value is None:
                    continue
                held = {
                    name: {rates[year]}
                    if table == "exchange_rates.csv" and year in rates
                    else figures[table, unit, year + later]
                    for name, (table, later) in parts.items()
                }
                # Two editions of one figure: which of them is taken is the matter of the other sample.
                if all(len(values) == 1 for values in held.values()):
                    said = ";".join(f"{name}={next(iter(values))}" for name, values in held.items())
                    yield dict(
                        zip(DERIVED_COLUMNS, (key, unit, str(year), formula, said, repr(found.value)), strict=True)
                    )


def main() -> None:
    folder = Path(sys.argv[1])
    snapshot = Published(Store(ROOT / ".mapserver")).current()
    if snapshot is None:
        raise SystemExit("build first: mapserver build")
    served = Served(snapshot)
    rows = [_line(*outcome) for outcome in (*outcomes(folder, served), *crossings(folder, served))]
    print(*sorted(Counter(row["outcome"] for row in rows).items()), f"{len(rows)} rows", sep="\n")
    wrong = [row for row in rows if row["outcome"] == "UNEXPLAINED"]
    for row in wrong[:40]:
        print(row)
    if wrong:
        raise SystemExit(f"{len(wrong)} rows are neither served nor explained")
    if "--check" in sys.argv:
        return
    chance = random.Random(SEED)
    by_table: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        by_table[f"{row['table']} {row['outcome']}"].append(row)
    chosen = [row for held in by_table.values() for row in chance.sample(held, min(LEAST_OF_A_TABLE, len(held)))]
    chosen += chance.sample([row for row in rows if row not in chosen], ROWS - len(chosen))
    _write(HERE / "sample.csv", COLUMNS, sorted(chosen, key=lambda row: [row[column] for column in COLUMNS]))
    every = list(derived(folder, served))
    print(Counter(row["series"] for row in every))
    by_series: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in every:
        by_series[row["series"]].append(row)
    share = DERIVED_ROWS // len(by_series)
    picked = [row for held in by_series.values() for row in chance.sample(held, min(share, len(held)))]
    _write(HERE / "derived.csv", DERIVED_COLUMNS, sorted(picked, key=lambda row: [row[c] for c in DERIVED_COLUMNS]))


def _write(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
