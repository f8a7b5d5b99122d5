"""A small project that imports tables: two countries, one indicator, a recipe."""

from collections.abc import Mapping
from pathlib import Path

from mapserver.model import Catalogue, Country, Edition, Indicator, Origin, Series, Territory, Text, Vintage
from mapserver.sources.recipe import read_recipe
from mapserver.sources.table import ImportReport, import_tables, unclaimed

HEADER = "unit_code,year,value,flag,source_id\n"
RECIPE = """
format = 1

[[series]]
target = "population/eurostat"
table = "people.csv"
"""


def _edition(identifier: str, retrieved: str, vintage: str = "") -> Edition:
    return Edition(identifier, "Office", "d", "Title", "", "CC BY 4.0", retrieved, vintage)


def _country(code: str, *vintages: Vintage) -> Country:
    return Country(code, Text(en=code), ("country", "nuts2", "nuts3"), {}, ("en",), "EUR", vintages, Origin("", ""))


def _series(identifier: str, *editions: Edition) -> Series:
    return Series(identifier, "population", Text(en="x"), ("NO", "BG"), "1 January", editions=editions)


def _catalogue() -> Catalogue:
    """Norway in three vintages, Bulgaria in one, a series with two editions and one with a single edition."""
    norway = {"2016": "NO07 NO071 NO072", "2021": "NO07 NO071 NO074", "2024": "NO07 NO071 NO072"}
    territories = [
        *(
            Territory(code, key, "NO", "nuts3", "", frozenset())
            for key, held in norway.items()
            for code in held.split()
        ),
        *(Territory(code, "2021", "BG", "nuts3", "", frozenset()) for code in ("BG", "BG411")),
    ]
    series = (
        _series("eurostat", _edition("OLD", "2016-05", "2010"), _edition("NEW", "2026", "2024")),
        _series("lone", _edition("OLD", "2016-05", "2021")),
    )
    concept = Indicator("population", "demography", "count", "neutral", 0, Text(), Text(), Text(), Text(), series)
    return Catalogue(
        countries={
            "NO": _country(
                "NO",
                Vintage("2016", "", 1990, 2019),
                Vintage("2021", "", 2020, 2023),
                Vintage("2024", "", 2024, None),
            ),
            "BG": _country("BG", Vintage("2021", "", 1990, None)),
        },
        territories={territory.key: territory for territory in territories},
        editions={"ECB": _edition("ECB", "2026")},
        indicators={"population": concept},
    )


class Project:
    """A folder of gathered tables and a small project that imports them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "layers/population").mkdir(parents=True)
        (root / "layers/rates").mkdir()
        (root / "gathered").mkdir()
        self.recipe("")

    def table(self, rows: str, name: str = "people.csv", header: str = HEADER) -> None:
        (self.root / "gathered" / name).write_text(header + rows, encoding="utf-8", newline="")

    def recipe(self, addition: str, base: str = RECIPE) -> None:
        (self.root / "layers/import.toml").write_text(base + addition, encoding="utf-8")

    def run(self) -> list[ImportReport]:
        recipe = read_recipe(self.root / "layers/import.toml")
        return import_tables(self.root / "gathered", recipe, _catalogue(), self.root / "layers")[0]

    def unclaimed(self) -> Mapping[tuple[str, str, str], int]:
        return unclaimed(self.root / "gathered", read_recipe(self.root / "layers/import.toml"), _catalogue())

    def figures(self, name: str = "population/eurostat") -> list[str]:
        return (self.root / f"layers/{name}.csv").read_bytes().decode().split("\n")[:-1]
