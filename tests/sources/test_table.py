"""The importer of tidy tables: what it takes, what it leaves out, which vintage it writes."""

import pytest

from mapserver.sources.recipe import TableImportError
from tests.sources.project import HEADER, RECIPE, Project


def _cells(line: str) -> list[str]:
    return line.split(",")


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
