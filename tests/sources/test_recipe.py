"""The recipe of an import: what is wrong with it is named with its place."""

from pathlib import Path

import pytest

from mapserver.sources.recipe import Order, TableImportError, read_recipe

RECIPE = """
format = 1

[[series]]
target = "population/eurostat"
table = ["people.csv", "more.csv"]
vintage = "year"

[[omitted]]
table = "other.csv"
reason = "Says the same."
"""


def _read(tmp_path: Path, text: str):
    (tmp_path / "import.toml").write_text(text, encoding="utf-8")
    return read_recipe(tmp_path / "import.toml")


def test_a_recipe_is_its_orders_and_omissions(tmp_path: Path) -> None:
    recipe = _read(tmp_path, RECIPE)
    assert recipe.orders == (Order("population/eurostat", ("people.csv", "more.csv"), {}, {}, {}, by_year=True),)
    assert [item.table for item in recipe.omissions] == ["other.csv"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("population/eurostat", "../population/eurostat", "is not of the form 'indicator/series'"),
        ("people.csv", "../people.csv", "is not the name of a .csv file"),
        ("people.csv", "people.xlsx", "is not the name of a .csv file"),
        ("other.csv", "/etc/other.csv", "is not the name of a .csv file"),
        ('vintage = "year"', 'vintages = "year"', "unknown key 'vintages'; known are"),
        ('vintage = "year"', 'vintage = "2021"', "neither 'edition' nor 'year'"),
        ('vintage = "year"', 'sum_over = "age"', "sum_over names 'age', but 'where' does not list"),
        ('target = "population/eurostat"\n', "", "key 'target' is missing"),
        ('reason = "Says the same."', "", "[[omitted]] number 1: key 'reason' is missing"),
        ("Says the same.", " ", "reason is empty"),
        ('["people.csv", "more.csv"]', "7", "table is 7, not a text or a list of texts"),
        ('["people.csv", "more.csv"]', '["people.csv", 7]', "not a text or a list of texts"),
        ('vintage = "year"', "vintage = 2021", "vintage is 2021, not text in quotes"),
        ('vintage = "year"', 'where = "sex"', "where is 'sex', not a table of columns"),
        ('vintage = "year"', "where = { sex = 1 }", "not a table of columns, each with a text or a list of texts"),
        ('vintage = "year"', "editions = { A = 1 }", "not a table of names, each with a text"),
        ('"Says the same."', "1", "[[omitted]] number 1: reason is 1, not text in quotes"),
        ("[[series]]", "series = 3\n[x]", "unknown key 'x'"),
        (RECIPE.strip(), "format = 1\nseries = 3", "'series' is not a list of tables; write [[series]]"),
        (RECIPE.strip(), "format = 1\n[series]\ntarget = 'a/b'", "'series' is not a list of tables; write [[series]]"),
        ('table = "other.csv"', 'table = ["other.csv"]', "[[omitted]] number 1: table is ['other.csv'], not text"),
        (
            "[[omitted]]",
            '[[checkpoints]]\ntable = ["a.csv"]\nplaces = "b.csv"\n[[omitted]]',
            "[[checkpoints]] number 1: table is ['a.csv'], not text in quotes",
        ),
        (
            "[[omitted]]",
            '[[rates]]\ntarget = "population/x"\ntable = "a.csv"\ncolumns = "year"\neditions = "E"\n[[omitted]]',
            "has columns and the target rates/exchange or rates/ppp",
        ),
        (
            "[[omitted]]",
            '[[rates]]\ntarget = "rates/ppp"\ntable = "a.csv"\ncolumns = []\neditions = "E"\n[[omitted]]',
            "has columns and the target",
        ),
        ("format = 1", "format = 2", "this version reads format = 1"),
        ("[[omitted]]", "[[left_out]]", "unknown key 'left_out'"),
        ("format = 1", "format = ", "import.toml: Invalid value"),
        ("[[omitted]]", '[[series]]\ntarget = "population/eurostat"\ntable = "x.csv"\n[[omitted]]', "stands twice"),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert RECIPE.count(old) >= 1
    with pytest.raises(TableImportError) as caught:
        _read(tmp_path, RECIPE.replace(old, new))
    assert message in str(caught.value)


def test_a_missing_recipe_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableImportError, match="No such file"):
        read_recipe(tmp_path / "import.toml")
