"""Regions beside each other: how their figures compare, and in which year."""

from dataclasses import replace

from mapserver.model import Comparability, Observation, Register, Text
from mapserver.statistics.aggregation import build_region
from mapserver.statistics.region import RegionLine
from mapserver.statistics.region_pairs import common_year, judged
from tests.statistics.test_aggregation import WHY, line, record, unit

OTHER = Text(en="Another account.")


def register(*records):
    return Register((), records)


def region_line(*units, indicator="population", known):
    return next(row for row in build_region(units, known).lines if row.indicator == indicator)


def people(code, series):
    return unit(code, line(code, "population", {2019: 1.0, 2020: 2.0}, series))


def test_regions_of_one_series_and_country_are_the_same():
    known = register(record("population", ("one",)))
    one, other = (region_line(people(code, "one"), known=known) for code in ("AA1", "AA2"))
    assert one.sides == {("population", "one", "AA")}
    assert judged([one, other], known)[0] == "same"


def test_regions_compare_as_their_series_do():
    known = register(record("population", ("one", "two"), [Comparability(("one", "two"), "different", OTHER)]))
    one, other = region_line(people("AA1", "one"), known=known), region_line(people("BB1", "two"), known=known)
    assert judged([one, other], known) == ("different", OTHER)
    assert (one.judgement, other.judgement) == ("same", "same"), "each of them is of one series"


def test_a_rate_compares_as_the_worst_of_its_parts():
    known = register(
        record("live_births", ("one", "two"), [Comparability(("one", "two"), "similar", WHY)], "flow"),
        record("population", ("one",)),
        record("birth_rate", ()),
    )
    regions = [
        unit(code, line(code, "population", {2020: 2.0}), line(code, "live_births", {2020: 1.0}, series))
        for code, series in (("AA1", "one"), ("BB1", "two"))
    ]
    rates = [region_line(item, indicator="birth_rate", known=known) for item in regions]
    assert judged(rates, known) == ("similar", WHY)


def test_rates_of_other_counts_are_similar_at_best():
    known = register(record("population", ("one",)))
    one = region_line(people("AA1", "one"), known=known)
    other = replace(one, sides=frozenset({("live_births", "one", "AA")}))
    assert judged([one, other], known)[0] == "similar"


def made(values):
    rows = tuple(Observation("", "", year, value) for year, value in values.items())
    return RegionLine("population", "", Text(), Text(), 0, "", {}, rows, {}, "same", Text())


def test_the_common_year_is_the_latest_in_which_all_have_a_figure():
    assert common_year([made({2018: 1.0, 2019: 2.0, 2020: 3.0}), made({2018: 1.0, 2019: 4.0, 2020: None})]) == 2019
    assert common_year([made({2018: 1.0}), made({2019: 1.0})]) is None
    assert common_year([]) is None
