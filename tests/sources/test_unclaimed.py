"""What gathered tables hold and no target takes."""

from tests.sources.project import HEADER, Project


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
