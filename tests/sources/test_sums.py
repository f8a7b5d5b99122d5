"""Rows of a table that are summed into one figure."""

import pytest

from mapserver.sources.recipe import TableImportError
from mapserver.sources.table import ImportReport
from tests.sources.project import HEADER, Project


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
