"""What is served is what the gathered tables say: a sample of their rows, drawn by `tests/truth/draw.py` apart from the
importer, and calculated values beside the figures that they are made of."""

from __future__ import annotations

import ast
import csv
import math
import operator
import tomllib
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent / "truth"
OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def calculated(formula: str, parts: dict[str, float]) -> float:
    """Work out a formula of the four operations: not with the code that the build uses."""

    def work(node: ast.AST) -> float:
        if isinstance(node, ast.BinOp):
            return OPERATORS[type(node.op)](work(node.left), work(node.right))
        if isinstance(node, ast.Name):
            return parts[node.id]
        assert isinstance(node, ast.Constant)
        return float(node.value)

    return work(ast.parse(formula, mode="eval").body)


@pytest.fixture(scope="module")
def served(shipped):
    kept: dict[str, dict[tuple[str, int], object]] = {}

    crossings = {item.code: item.observations for item in shipped.crossings.checkpoints}

    def find(series: str, unit: str, year: str):
        if series == "border_crossings":
            return next((row for row in crossings.get(unit, ()) if row.year == int(year)), None)
        if unit not in kept:
            kept[unit] = {(line.key, row.year): row for line in shipped.unit(unit).lines for row in line.observations}
        return kept[unit].get((series, int(year)))

    return find


def test_the_sample_is_large_and_of_every_kind():
    sample = rows("sample.csv")
    counts = Counter(row["outcome"] for row in sample)
    assert len(sample) >= 1000
    assert counts["served"] >= 800
    assert {"served", "summed", "gap", "another", "withheld", "omitted", "without"} <= set(counts)
    assert len({row["table"] for row in sample}) > 100
    assert len({row["unit"] for row in sample}) > 250
    assert not counts.keys() & {"UNEXPLAINED", ""}


def selects(conditions: dict[str, object], row: dict[str, str]) -> bool:
    """Say whether a row of the sample, with its extra columns, is one of those that conditions of the recipe name."""
    cells = {"source_id": row["source"], "unit_code": row["unit"], "value": row["value"], "year": row["year"]}
    cells |= dict(part.split("=", 1) for part in row["where"].split(";") if part)
    return all(
        cells.get(column) in ([wanted] if isinstance(wanted, str) else wanted) for column, wanted in conditions.items()
    )


def test_every_row_of_the_sample_is_served_as_it_stands_or_has_its_reason(served, repo):
    recipe = tomllib.loads((repo / "layers" / "import.toml").read_text(encoding="utf-8"))
    wrong = []
    for row in rows("sample.csv"):
        found = served(row["series"], row["unit"], row["year"]) if row["series"] and row["year"] else None
        outcome = row["outcome"]
        if outcome == "served":
            right = found is not None and found.value == float(row["value"]) and found.flag == row["flag"]
        elif outcome == "summed":
            total = sum(float(part) for part in row["value"].split(" + "))
            right = found is not None and found.value == pytest.approx(total) and "calc" in found.flag
        elif outcome == "gap":
            empty = found is None and not row["flag"]
            right = not row["value"] and (empty or (found is not None and found.value is None and bool(found.reason)))
        elif outcome == "withheld":
            right = (
                found is not None
                and found.value is None
                and found.reason == "withheld"
                and str(found.note) == row["why"]
            )
        elif outcome == "another":
            right = found is not None and repr(found.value) == row["served"] and found.edition in row["why"]
        elif outcome == "omitted":
            right = any(
                (item["table"], item["reason"]) == (row["table"], row["why"]) and selects(item.get("where", {}), row)
                for item in recipe["omitted"]
            )
        elif outcome == "without":
            right = any(selects(item["without"], row) for item in recipe["series"] if item["target"] == row["series"])
        else:
            item = next(item for item in recipe["series"] if item["target"] == row["series"])
            known = [part for part in row["value"].split(" + ") if part != "?"]
            unserved = found is None or found.edition != row["source"]
            whole = math.prod(len(item["where"][column]) for column in item["sum_over"])
            right = outcome == "part missing" and len(known) < whole and unserved
        if not right:
            wrong.append((row, found))
    assert not wrong


def test_calculated_values_are_those_that_a_hand_works_out_of_the_tables(served):
    sample = rows("derived.csv")
    assert len(sample) >= 200
    assert len({row["series"] for row in sample}) >= 6
    for row in sample:
        parts = {name: float(value) for name, value in (part.split("=") for part in row["parts"].split(";"))}
        found = served(row["series"], row["unit"], row["year"])
        assert found is not None, row
        assert found.value == pytest.approx(calculated(row["formula"], parts), rel=1e-9), row
