"""Units side by side: which figures stand beside each other, and how they compare."""

import pytest

from mapserver.model import Comparability, Indicator, IndicatorRecord, Observation, Register, Text, UnitEntry
from mapserver.model.entry import UnitLine, UnitTerritory
from mapserver.statistics.comparison import Comparison, Row, Subject

AGES = Text(en="Ages differ.")


def line(indicator: str, values: dict[int, float | None], series: str = "office", **more: object) -> UnitLine:
    """Return a line with values by year; `flag` marks all of them."""
    flag = str(more.pop("flag", ""))
    measure = Text(en=str(more.pop("measure", "% of all")))
    rows = tuple(
        Observation("U", "1", year, value, flag, reason="" if value is not None else "confidential")
        for year, value in values.items()
    )
    area = str(more.pop("area", "toy"))
    return UnitLine(
        indicator, series, "labour", Text(en=indicator), Text(en=series), measure, 1, area, "finest", rows, **more
    )


def unit(code: str, *lines: UnitLine, country: str = "", level: str = "nuts3") -> UnitEntry:
    return UnitEntry(
        code, country or code[:2], level, Text(), Text(en=code), (), (UnitTerritory("1", "", 1990, None, 1.0),), (),
        (), (), (), lines, {},
    )  # fmt: skip


def register(*judged: Comparability, has_ratios: bool = True, kind: str = "rate", measure: str = "%") -> Register:
    rate = Indicator("rate", "labour", kind, "lower", 1, Text(en="Rate"), Text(en=measure), Text(), Text(), ())
    return Register((), (IndicatorRecord(rate, (), has_ratios, judged),))


def compared(*subjects: Subject | UnitEntry, year: int = 0, held: Register | None = None, **more: bool) -> Row:
    made = [item if isinstance(item, Subject) else Subject(item) for item in subjects]
    rows = Comparison.of(made, held or register(), year, **more).rows
    assert len(rows) == 1
    return rows[0]


def test_the_year_is_the_latest_that_all_have_in_common() -> None:
    row = compared(unit("AA1", line("rate", {2010: 1.0, 2012: 2.0, 2014: 9.0})), unit("BB1", line("rate", {2012: 3.0})))
    assert (row.year, [figure.value for figure in row.figures]) == (2012, [2.0, 3.0])
    assert row.figures[1].against is not None
    assert (row.figures[1].against.diff, row.figures[1].against.ratio) == (1.0, 1.5)
    assert row.figures[0].against is None


def test_the_unit_that_keeps_the_others_in_an_early_year_is_known() -> None:
    late = unit("A", line("rate", {2012: 1.0, 2020: 2.0}))
    early = unit("B", line("rate", {2010: 1.0, 2012: 3.0}))
    assert (compared(late, early).year, compared(late, early).ended) == (2012, (1,))
    assert compared(early, late, early).ended == (0, 2)
    # A chosen year is nobody's doing, and a year more or less is as usual.
    assert compared(late, early, year=2012).ended == ()
    assert compared(unit("C", line("rate", {2012: 1.0, 2013: 2.0})), early).ended == ()
    assert compared(late, unit("D", line("rate", {2011: 1.0}))).ended == ()


def test_without_a_common_year_each_has_its_latest_and_they_are_not_the_same() -> None:
    row = compared(unit("AA1", line("rate", {2010: 2.0})), unit("AA2", line("rate", {2011: 3.0, 2012: 4.0})))
    assert row.year == 0
    assert [(figure.year, figure.value) for figure in row.figures] == [(2010, 2.0), (2012, 4.0)]
    against = row.figures[1].against
    assert against is not None
    assert against.judgement == "similar"
    assert [str(remark) for remark in against.remarks] == ["The years differ: 2010 and 2012."]


def test_a_chosen_year_holds_for_all_and_says_why_a_figure_is_missing() -> None:
    row = compared(
        unit("AA1", line("rate", {2010: 2.0, 2011: None})), unit("AA2", line("rate", {2011: 3.0})), year=2011
    )
    assert [(figure.value, figure.reason) for figure in row.figures] == [(None, "confidential"), (3.0, "")]
    assert row.figures[1].against is None
    missing = compared(unit("AA1", line("rate", {2010: 2.0})), year=1999)
    assert missing.figures[0].reason == "not_collected"


def test_a_larger_unit_stands_in_and_is_named() -> None:
    region = unit("AA", line("rate", {2012: 5.0}), country="AA", level="nuts2")
    row = compared(Subject(unit("AA1"), (region,)), unit("BB1", line("rate", {2012: 4.0})))
    assert row.figures[0].held is not None
    assert (row.figures[0].held.owner.code, row.figures[0].value) == ("AA", 5.0)
    against = row.figures[1].against
    assert against is not None
    assert [str(remark) for remark in against.remarks] == ["A figure of a larger unit stands in."]


def test_two_figures_of_one_level_that_stand_in_are_the_same_as_on_a_map_of_that_level() -> None:
    one, other = (unit(code, line("rate", {2012: 5.0}), level="nuts2") for code in ("AA", "BB"))
    row = compared(Subject(unit("AA1"), (one,)), Subject(unit("BB1"), (other,)))
    against = row.figures[1].against
    assert against is not None
    assert (against.judgement, against.remarks) == ("same", ())


def test_one_figure_of_a_larger_unit_is_no_difference_of_two_districts() -> None:
    region = unit("AA", line("rate", {2012: 5.0}))
    row = compared(Subject(unit("AA1"), (region,)), Subject(unit("AA2"), (region,)))
    against = row.figures[1].against
    assert against is not None
    assert (against.diff, against.ratio) == (None, None)
    assert "stands for both" in str(against.remarks[0])


def test_an_own_figure_that_maps_draw_comes_before_that_of_a_larger_unit() -> None:
    region = unit("AA", line("rate", {2012: 5.0}))
    row = compared(Subject(unit("AA1", line("rate", {2010: 7.0})), (region,)))
    assert row.figures[0].value == 7.0
    undrawn = compared(Subject(unit("AA1", line("rate", {2010: 7.0}, area="")), (region,)))
    assert undrawn.figures[0].value == 5.0


def test_figures_that_measure_different_things_have_no_ratio_unless_somebody_insists() -> None:
    judged = register(Comparability(("ours", "theirs"), "different", AGES))
    units = unit("AA1", line("rate", {2012: 2.0}, "ours")), unit("BB1", line("rate", {2012: 6.0}, "theirs"))
    against = compared(*units, held=judged).figures[1].against
    assert against is not None
    assert (against.judgement, against.reason, against.diff, against.ratio) == ("different", AGES, None, None)
    insisted = compared(*units, held=judged, different=True).figures[1].against
    assert insisted is not None
    assert (insisted.judgement, insisted.diff, insisted.ratio) == ("different", 4.0, 3.0)


def test_different_measures_are_never_subtracted() -> None:
    units = unit("AA1", line("rate", {2012: 2.0}, measure="EUR")), unit("BB1", line("rate", {2012: 6.0}, measure="RUB"))
    row = compared(*units, different=True)
    assert row.is_mixed
    against = row.figures[1].against
    assert against is not None
    assert (against.diff, against.ratio) == (None, None)


@pytest.mark.parametrize(("first", "other"), [(0.0, 5.0), (-2.0, 4.0), (2.0, -4.0)])
def test_zero_and_negative_values_have_a_difference_and_no_ratio(first: float, other: float) -> None:
    row = compared(unit("AA1", line("rate", {2012: first})), unit("BB1", line("rate", {2012: other})))
    against = row.figures[1].against
    assert against is not None
    assert (against.diff, against.ratio) == (other - first, None)


def test_a_density_has_a_ratio_though_no_contrast_is_made_of_it() -> None:
    units = unit("AA1", line("rate", {2012: 2.0})), unit("BB1", line("rate", {2012: 6.0}))
    against = compared(*units, held=register(has_ratios=False, measure="inhabitants per km²")).figures[1].against
    assert against is not None
    assert against.ratio == 3.0


def test_an_index_has_no_ratio() -> None:
    units = unit("AA1", line("rate", {2012: 2.0})), unit("BB1", line("rate", {2012: 6.0}))
    against = compared(*units, held=register(kind="index")).figures[1].against
    assert against is not None
    assert against.ratio is None


@pytest.mark.parametrize(("flag", "words"), [("e", "estimated"), ("bp", "estimated"), ("d", "another definition")])
def test_a_flag_of_the_source_keeps_two_figures_from_being_the_same(flag: str, words: str) -> None:
    row = compared(unit("AA1", line("rate", {2012: 2.0})), unit("AA2", line("rate", {2012: 6.0}, flag=flag)))
    against = row.figures[1].against
    assert against is not None
    assert against.judgement == "similar"
    assert any(words in str(remark) for remark in against.remarks)


def test_of_several_series_of_a_unit_the_one_that_compares_best_is_chosen() -> None:
    judged = register(
        Comparability(("ours", "theirs"), "different", AGES), Comparability(("ours", "shared"), "similar", AGES)
    )
    other = unit(
        "BB1", line("rate", dict.fromkeys((2010, 2011, 2012), 1.0), "theirs"), line("rate", {2012: 5.0}, "shared")
    )
    row = compared(unit("AA1", line("rate", {2012: 2.0}, "ours")), other, held=judged)
    assert row.figures[1].value == 5.0


def test_a_unit_without_the_indicator_has_an_empty_figure() -> None:
    row = compared(unit("AA1", line("rate", {2012: 2.0})), unit("BB1"))
    assert (row.count, row.figures[1].held, row.figures[1].reason) == (1, None, "not_collected")
    turned = compared(unit("BB1"), unit("AA1", line("rate", {2012: 2.0})))
    assert turned.figures[1].against is None


def test_counts_are_a_theme_of_their_own() -> None:
    subjects = [Subject(unit("AA1", line("rate", {2012: 2.0})))]
    counted = Comparison.of(subjects, register(kind="count"))
    assert (len(counted.of_theme("", "counts").rows), len(counted.of_theme("counts", "counts").rows)) == (0, 1)
    rated = Comparison.of(subjects, register())
    assert [len(rated.of_theme(theme, "counts").rows) for theme in ("", "labour", "health", "counts")] == [1, 1, 0, 0]
    assert rated.years() == [2012]
