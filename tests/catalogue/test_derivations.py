"""Derived series: parts that do not exist, circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapserver.catalogue import check_derivations, read_indicator

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder

FILE = "layers/double/indicator.toml"


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("wage/nowhere", ("'wage/nowhere' does not exist", "aland, beland, aland_eur")),
        ("nothing/aland", ("'nothing/aland' does not exist", "layers/nothing/indicator.toml")),
    ],
)
def test_part_that_does_not_exist(folder: Folder, part: str, words: tuple[str, ...]) -> None:
    line = folder.replace(FILE, "wage/aland", part) - 3
    folder.finding(FILE, line, "error", "series 'aland'", *words)


def test_series_that_is_its_own_part(folder: Folder) -> None:
    line = folder.replace(FILE, "wage/aland", "double/aland") - 3
    folder.finding(FILE, line, "error", "double/aland -> double/aland")


def test_circle_through_another_indicator(folder: Folder) -> None:
    folder.replace(FILE, "wage/aland", "wage/aland_eur")
    folder.replace("layers/wage/indicator.toml", 'of = "wage/aland"', 'of = "double/aland"')
    findings = [item for item in folder.read()[1] if "calculated from itself" in item.message]
    assert len(findings) == 1, "a circle is one finding, not one for each of its series"
    assert "double/aland -> wage/aland_eur -> double/aland" in findings[0].message


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("wage **", ("cannot be read", "no arithmetic")),
        ("wage ** 2", ("cannot be read", "only + - * /")),
        ("__import__('os')", ("cannot be read", "is no time", "latest, mid, near, next, previous")),
        ("wage.real * 2", ("cannot be read", "only names, numbers")),
        ("2 * 3", ("cannot be read", "names no series")),
        ("wages * 2", ("names 'wages', which 'of' does not", "'of' has wage")),
    ],
)
def test_formula_that_cannot_be_read(folder: Folder, formula: str, words: tuple[str, ...]) -> None:
    line = folder.replace(FILE, "wage * 2", formula) - 2
    folder.finding(FILE, line, "error", "series 'aland'", *words)


def test_formula_that_does_not_use_a_series(folder: Folder) -> None:
    line = folder.replace(FILE, '{ wage = "wage/aland" }', '{ wage = "wage/aland", other = "wage/beland" }') - 3
    folder.finding(FILE, line, "error", "does not use 'other'", "take it out of 'of'")


def test_mean_of_two_januaries_of_a_series_that_is_an_average(folder: Folder) -> None:
    line = folder.replace(FILE, "wage * 2", "mid(wage) * 2") - 2
    folder.finding(FILE, line, "warning", "mid(wage)", "holds at 'average'")


def test_a_build_can_check_indicators_that_it_read_one_by_one(folder: Folder) -> None:
    folder.replace(FILE, "wage/aland", "wage/nowhere")
    catalogue, _ = folder.read()
    indicator, _, findings = read_indicator(folder.path, "double", catalogue)
    assert indicator is not None and findings == []
    assert len(check_derivations(folder.path, {"double": indicator, "wage": catalogue.indicators["wage"]})) == 1


@pytest.fixture
def counts(folder: Folder) -> Folder:
    """The folder with an indicator of people."""
    people = folder.text("layers/wage/indicator.toml").replace('kind = "money"', 'kind = "count"')
    folder.write("layers/people/indicator.toml", people)
    for name in ("aland", "beland"):
        folder.write(f"layers/people/{name}.csv", folder.text(f"layers/wage/{name}.csv"))
    return folder


COUNTED = """

[series.counted]
formula = "{formula}"
of = {{ {of} }}
"""


@pytest.mark.parametrize(
    ("formula", "of", "words"),
    [
        ("jobs / people", 'people = "people/aland"', ("nothing says in what jobs is counted", "measure")),
        ("jobs / people *", 'people = "people/aland"', ("cannot be read",)),
        ("people - jobs", 'people = "people/aland"', ("not one figure by another",)),
        ("jobs / people", 'jobs = "nothing/aland"', ("'nothing/aland', which does not exist",)),
        ("jobs / people", 'jobs = "wage/aland", people = "people/aland"', ("'wage/aland', which is no count",)),
        ("(jobs + posts) / people", 'jobs = "people/aland"', ("neither 'people' nor what stands above it alone",)),
        ("people / land", 'people = "people/aland", jobs = "people/beland"', ("does not use 'jobs'",)),
    ],
)
def test_what_a_rate_is_counted_by_is_one_count_by_another(
    counts: Folder, formula: str, of: str, words: tuple[str, ...]
) -> None:
    line = counts.append(FILE, COUNTED.format(formula=formula, of=of).rstrip("\n")) + 2
    counts.finding(FILE, line, "error", "series 'aland'", *words)


@pytest.mark.parametrize(
    ("formula", "of"),
    [
        ("people / land", 'people = "people/aland"'),
        ("people / people_then", 'people = "people/aland", people_then = ["people/aland", "people/beland"]'),
    ],
)
def test_of_what_a_rate_is_counted_by_one_half_is_enough(counts: Folder, formula: str, of: str) -> None:
    counts.append(FILE, COUNTED.format(formula=formula, of=of).rstrip("\n"))
    catalogue, findings = counts.read()
    assert not [item for item in findings if item.file == FILE and item.severity == "error"]
    indicator = read_indicator(counts.path, "double", catalogue)[0]
    assert indicator is not None
    counted = indicator.series[-1].counted
    assert counted is not None
    assert counted.formula == formula and set(counted.parts) <= {"people/aland", "people/beland"}


@pytest.mark.parametrize(
    "counted",
    [
        'counted = "people"',
        'counted = { formula = "a / b" }',
        'counted = { formula = 3, of = { a = "people/aland" } }',
        'counted = { formula = "a / b", of = {} }',
        'counted = { formula = "a / b", of = { a = ["people/aland"] } }',
        'counted = { formula = "a / b", of = { a = "people" }, by = "b" }',
    ],
)
def test_what_is_no_table_of_a_formula_and_its_counts_is_told(counts: Folder, counted: str) -> None:
    line = counts.replace(FILE, 'reference = "average"\n', f'reference = "average"\n{counted}\n')
    findings = [item for item in counts.read()[1] if item.file == FILE and item.severity == "error"]
    assert findings and {item.line for item in findings} <= {line, line + 1}
