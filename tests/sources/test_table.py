"""The importer of tidy tables: what it takes, what it leaves out, which vintage it writes."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from mapserver.model import Catalogue, Country, Edition, Indicator, Origin, Series, Territory, Text, Vintage
from mapserver.sources.recipe import TableImportError, read_recipe
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


def _cells(line: str) -> list[str]:
    return line.split(",")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_declared_vintage_is_taken_where_the_code_has_a_territory_in_it(project: Project) -> None:
    project.table("NO072,2016,164197,,NEW\n")
    project.run()
    assert project.figures() == ["unit,vintage,year,value,flag,edition", "NO072,2024,2016,164197,,NEW"]


def test_latest_earlier_vintage_stands_in_for_the_declared_one(project: Project) -> None:
    project.table("NO074,2022,241736,,NEW\n")
    project.run()
    assert project.figures()[1] == "NO074,2021,2022,241736,,NEW"


def test_earliest_later_vintage_stands_in_where_none_is_earlier(project: Project) -> None:
    project.table("NO071,2005,236950,,OLD\nNO074,2008,230000,,OLD\n")
    project.run()
    assert project.figures()[1:] == ["NO071,2016,2005,236950,,OLD", "NO074,2021,2008,230000,,OLD"]


def test_single_vintage_is_taken_whatever_the_edition_declares(project: Project) -> None:
    project.table("BG411,2015,1316557,,OLD\nBG411,2016,1203985,,NEW\nBG,2016,7153784,,NEW\n")
    project.run()
    assert [_cells(line)[1] for line in project.figures()[1:]] == ["2021", "2021", "2021"]


def test_country_without_a_territory_has_no_vintage(project: Project) -> None:
    project.table("NO,2016,5210721,,NEW\n")
    project.run()
    assert project.figures()[1] == "NO,,2016,5210721,,NEW"


def test_vintage_by_year_follows_the_land_of_the_year(project: Project) -> None:
    project.recipe('vintage = "year"\n')
    years = (2019, 2020, 2022, 2024)
    project.table("".join(f"{code},{year},1,,NEW\n" for code in ("NO071", "NO072") for year in years))
    project.run()
    chosen = {(unit, int(year)): vintage for unit, vintage, year, *_ in map(_cells, project.figures()[1:])}
    assert [chosen["NO071", year] for year in years] == ["2016", "2021", "2021", "2024"]
    # Without a territory in 2020-2023 the code has the land of the vintage nearest in time.
    assert [chosen["NO072", year] for year in years] == ["2016", "2016", "2024", "2024"]


def test_rows_left_out_are_counted_by_reason(project: Project) -> None:
    project.table(
        "NO07,2016,1,,NEW\nNO0,2016,1,,NEW\nNOZZZ,2016,1,,NEW\nSE332,2016,1,,NEW\n"
        "NO07,2017,1,,NEWER\nNO07,2018,,,NEW\nNO07,2019,,:,NEW\n"
    )
    (report,) = project.run()
    assert (report.target, report.read, report.written) == ("population/eurostat", 7, 2)
    assert report.left_out == {
        "another country": 1,
        "neither value nor flag": 1,
        "source NEWER is no edition of the series": 1,
        "unit does not ship (NO0, NOZZZ)": 2,
    }


def test_gaps_of_the_source_are_kept_with_their_flag(project: Project) -> None:
    project.table("NO07,2016,,:c,NEW\nNO07,2017,,:@1,NEW\n")
    project.run()
    assert project.figures()[1:] == ["NO07,2024,2016,,:c,NEW", "NO07,2024,2017,,:@1,NEW"]


def test_values_and_flags_are_copied_as_text(project: Project) -> None:
    values = ["1.10", "007", "0.0000012340", "1e3", "-0.0", "640787.10000000001"]
    project.table("".join(f"NO07,{year},{value},d; u,NEW\n" for year, value in enumerate(values, 2000)))
    project.run()
    assert [_cells(line)[3:5] for line in project.figures()[1:]] == [[value, "d; u"] for value in values]


def test_rows_are_sorted_and_the_bytes_repeat(project: Project) -> None:
    rows = ["NO07,2017,2,,NEW\n", "BG411,2016,3,,NEW\n", "NO07,2016,1,,OLD\n"]
    project.table("".join(rows))
    project.run()
    first = (project.root / "layers/population/eurostat.csv").read_bytes()
    project.table("".join(reversed(rows)))
    project.run()
    assert (project.root / "layers/population/eurostat.csv").read_bytes() == first
    assert [line[:7] for line in project.figures()[1:]] == ["BG411,2", "NO07,20", "NO07,20"]
    assert b"\r" not in first


def test_edition_column_only_where_the_series_has_several(project: Project) -> None:
    project.recipe("", RECIPE.replace("eurostat", "lone"))
    project.table("NO07,2016,1,,OLD\n")
    project.run()
    assert project.figures("population/lone") == ["unit,vintage,year,value,flag", "NO07,2021,2016,1,"]


def test_source_becomes_the_edition_that_the_recipe_names(project: Project) -> None:
    project.recipe('editions = { DOWNLOAD = "NEW" }\n')
    project.table("NO07,2016,1,,DOWNLOAD\n")
    project.run()
    assert project.figures()[1] == "NO07,2024,2016,1,,NEW"


def test_undated_row_stands_in_the_year_of_its_edition(project: Project) -> None:
    project.table("NO07,,112946,,OLD\n")
    project.run()
    assert project.figures()[1] == "NO07,2016,2016,112946,,OLD"


def test_where_tells_rows_apart_by_extra_columns(project: Project) -> None:
    header = HEADER.replace("\n", ",sex\n")
    project.recipe('where = { sex = "T" }\n')
    project.table("NO07,2016,1,,NEW,F\nNO07,2016,3,,NEW,T\n", header=header)
    assert project.run()[0].left_out == {"where of the recipe": 1}
    assert project.figures()[1:] == ["NO07,2024,2016,3,,NEW"]


def test_without_leaves_out_values_that_stand_for_nothing(project: Project) -> None:
    project.recipe('without = { value = "0" }\n')
    project.table("NO07,2006,0,,NEW\nNO07,2007,136,,NEW\n")
    (report,) = project.run()
    assert [_cells(line)[3] for line in project.figures()[1:]] == ["136"]
    assert str(report) == "population/eurostat: 1 of 2 rows written; 1 left out, without of the recipe"


def test_earlier_table_of_the_recipe_wins(project: Project) -> None:
    project.recipe("", RECIPE.replace('"people.csv"', '["people.csv", "more.csv"]'))
    project.table("NO07,2016,1,,NEW\n")
    project.table("NO07,2016,2,,NEW\nNO07,2017,3,,NEW\n", name="more.csv")
    assert project.run()[0].left_out == {"an earlier table of the recipe has the unit and year": 1}
    assert [_cells(line)[3] for line in project.figures()[1:]] == ["1", "3"]


def test_rates_keep_their_own_columns(project: Project) -> None:
    rates = '[[rates]]\ntarget = "rates/exchange"\ntable = "rates.csv"\neditions = ["ECB"]\n'
    columns = 'columns = ["currency", "per", "year", "value", "edition"]\n'
    project.recipe("", "format = 1\n" + rates + columns)
    header = "currency,year,per,value,source_id\n"
    project.table("RUB,2021,EUR,87.1527,ECB\nRUB,2021,USD,73.6,IMF\n", name="rates.csv", header=header)
    assert project.run()[0].left_out == {"source IMF is no edition of the series": 1}
    assert project.figures("rates/exchange") == ["currency,per,year,value,edition", "RUB,EUR,2021,87.1527,ECB"]


@pytest.mark.parametrize(
    ("rows", "header", "message"),
    [
        ("NO07,2016,1,NEW\n", "unit_code,year,value,source_id\n", "people.csv: column 'flag' is missing"),
        ("NO07,2016,1,NEW\n", HEADER, "people.csv:2: 4 cells where the header has 5"),
        ('NO07,2016,"1,5",,NEW\n', HEADER, "people.csv:2: value '1,5' is no number"),
        ("NO07,16,1,,NEW\n", HEADER, "people.csv:2: year '16' is none between 1800 and 2099"),
        ("NO07,2016,1,,NEW\nNO07,2016,2,,NEW\n", HEADER, "people.csv:3: NO07 has 2016 twice"),
        ('NO07,2016,"1\n', HEADER, "people.csv: not a CSV file in UTF-8"),
    ],
)
def test_faulty_table_is_named_with_its_place(project: Project, rows: str, header: str, message: str) -> None:
    project.table(rows, header=header)
    with pytest.raises(TableImportError) as caught:
        project.run()
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("addition", "message"),
    [
        ('editions = ["NEVER"]\n', "edition 'NEVER' of 'population/eurostat' is missing"),
        ('[[series]]\ntarget = "population/nobody"\ntable = "people.csv"\n', "series 'population/nobody' is missing"),
        ('[[series]]\ntarget = "people/eurostat"\ntable = "people.csv"\n', "series 'people/eurostat' is missing"),
        ('[[series]]\ntarget = "population/lone"\ntable = "absent.csv"\n', "absent.csv: the table is missing"),
        (
            '[[rates]]\ntarget = "rates/ppp"\ntable = "people.csv"\ncolumns = ["year", "value"]\neditions = ["IMF"]\n',
            "edition 'IMF' of 'rates/ppp' is missing; add it to sources.toml",
        ),
    ],
)
def test_recipe_that_does_not_fit_the_layers(project: Project, addition: str, message: str) -> None:
    project.recipe(addition)
    project.table("NO07,2016,1,,NEW\n")
    with pytest.raises(TableImportError) as caught:
        project.run()
    assert message in str(caught.value)


def test_nothing_is_written_where_one_target_fails(project: Project) -> None:
    project.recipe('[[series]]\ntarget = "population/lone"\ntable = "absent.csv"\n')
    project.table("NO07,2016,1,,NEW\n")
    with pytest.raises(TableImportError):
        project.run()
    assert not (project.root / "layers/population/eurostat.csv").exists()


def test_nothing_is_written_where_one_file_cannot_be(project: Project) -> None:
    project.recipe("")
    project.table("NO07,2016,1,,NEW\n")
    project.run()
    before = project.figures()
    project.table("NO07,2016,2,,NEW\n")
    place = project.root / "layers/population"
    (place / ".eurostat.csv.new").mkdir()
    with pytest.raises(TableImportError, match=r"population/.*nothing was imported"):
        project.run()
    assert project.figures() == before


@pytest.mark.parametrize("stray", ["x" * 200_000, "unit_code,year,value,flag,source_id\nNO07,2016\n"])
def test_nothing_is_written_where_a_stray_table_is_faulty_or_it_is_no_table(project: Project, stray: str) -> None:
    project.recipe("")
    project.table("NO07,2016,1,,NEW\n")
    (project.root / "gathered" / "stray.csv").write_text(stray, encoding="utf-8")
    target = project.root / "layers/population/eurostat.csv"
    try:
        project.run()
    except TableImportError as error:
        assert "stray.csv:2" in str(error)
        assert not target.exists()
    else:
        assert target.exists()


@pytest.mark.parametrize(
    ("rows", "message"),
    [("NO07,2016,1e9999999,,NEW\n", "too large for a figure"), ("NO07,0000,1,,NEW\n", "none between 1800 and 2099")],
)
def test_what_no_figure_can_be_is_refused(project: Project, rows: str, message: str) -> None:
    project.recipe("")
    project.table(rows)
    with pytest.raises(TableImportError, match=message):
        project.run()


def test_an_empty_table_says_so(project: Project) -> None:
    project.recipe("")
    project.table("", header="")
    with pytest.raises(TableImportError, match=r"people\.csv: the table is empty"):
        project.run()


class TestSums:
    """Rows that are told apart by columns whose values are summed."""

    HEADER = HEADER.replace("\n", ",sex,age\n")
    SUM = 'where = { sex = ["F", "M"], age = ["Y15", "Y20"] }\nsum_over = ["sex", "age"]\n'

    def run(self, project: Project, *rows: str) -> ImportReport:
        project.recipe(self.SUM)
        project.table("".join(f"{row}\n" for row in rows), header=self.HEADER)
        return project.run()[0]

    def test_all_of_them_are_summed_exactly_and_flagged(self, project: Project) -> None:
        parts = ["0.1,p,NEW,F,Y15", "0.2,,NEW,F,Y20", "3,,NEW,M,Y15", "4,e,NEW,M,Y20"]
        report = self.run(project, *(f"NO07,2016,{part}" for part in parts), "NO07,2016,99,,NEW,M,Y90")
        assert project.figures()[1:] == ["NO07,2024,2016,7.3,p; e; calc,NEW"]
        assert report.left_out == {"where of the recipe": 1}

    @pytest.mark.parametrize("last", ["NO071,2016,,:,NEW,M,Y20", "NO071,2017,4,,NEW,M,Y20"])
    def test_a_sum_with_a_hole_is_no_sum(self, project: Project, last: str) -> None:
        parts = ["1,,NEW,F,Y15", "2,,NEW,F,Y20", "3,,NEW,M,Y15"]
        report = self.run(project, *(f"NO071,2016,{part}" for part in parts), last)
        assert project.figures()[1:] == []
        assert report.left_out["a part of the sum is missing"] >= 1

    def test_a_part_that_stands_twice_is_an_error(self, project: Project) -> None:
        with pytest.raises(TableImportError, match=r"people.csv:3: NO07 2016 has F Y15 twice"):
            self.run(project, "NO07,2016,1,,NEW,F,Y15", "NO07,2016,1,,NEW,F,Y15")


class TestUnclaimed:
    """Rows of units that ship, which no target takes and no reason leaves out."""

    def test_they_are_counted_by_table_source_and_country(self, project: Project) -> None:
        project.table("NO07,2016,1,,NEW\nSE332,2016,1,,NEW\n")
        project.table("NO07,2016,1,,NEW\nNO071,2016,1,,NEW\nBG411,2016,1,,X\nNO0,2016,1,,X\n", name="other.csv")
        project.table("whatever\n", name="strange.csv", header="a,b\n")
        assert project.unclaimed() == {("other.csv", "NEW", "NO"): 2, ("other.csv", "X", "BG"): 1}

    def test_a_source_that_no_series_has_and_rows_that_where_does_not_ask_for(self, project: Project) -> None:
        project.recipe('where = { sex = "T" }\n')
        rows = "NO07,2016,1,,NEW,T\nNO07,2016,1,,NEW,F\nNO07,2017,1,,NEWER,T\n"
        project.table(rows, header=HEADER.replace("\n", ",sex\n"))
        assert project.unclaimed() == {("people.csv", "NEW", "NO"): 1, ("people.csv", "NEWER", "NO"): 1}

    def test_what_is_left_out_for_a_reason_is_claimed(self, project: Project) -> None:
        project.table("NO07,2016,1,,NEW\n", name="other.csv")
        project.recipe('[[omitted]]\ntable = "other.csv"\nreason = "Says the same."\n')
        assert not project.unclaimed()

    def test_a_part_of_a_table_can_be_left_out(self, project: Project) -> None:
        project.table("NO07,2016,1,,A\nNO07,2016,1,,B\n", name="other.csv")
        project.recipe('[[omitted]]\ntable = "other.csv"\nwhere = { source_id = "A" }\nreason = "Says the same."\n')
        assert project.unclaimed() == {("other.csv", "B", "NO"): 1}
