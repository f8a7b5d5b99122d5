"""Coverage: what is counted at a border."""

from __future__ import annotations

from mapserver.model import AreaEntry, BorderEntry, BothSides, LayerEntry, Text
from mapserver.statistics.coverage import coverage

BORDERS = (BorderEntry("FI-NO", "FI", "NO", 1.0, 1), BorderEntry("NO-RU", "NO", "RU", 1.0, 1))


def _entry(name, concept="", countries=("NO", "RU"), theme="labour", **borders):
    both = {border: borders.get(border.replace("-", "_"), BothSides()) for border in ("FI-NO", "NO-RU")}
    title = Text(en=name.capitalize())
    return LayerEntry(name, concept or name, theme, "rate", title, title, 2000, 2020, 2020, countries, both, {})


def _area(*layers, name="north", borders=BORDERS):
    return AreaEntry(name, Text(), Text(), ("NO", "RU"), ("en",), (name,), {}, borders, layers, ())


def test_forms_of_one_concept_count_once():
    same = BothSides((2019,), "same")
    area = _area(_entry("rate", NO_RU=same), _entry("rate_women", "rate", NO_RU=same), _entry("age", NO_RU=same))
    found = coverage([area])
    assert (found.concepts, found.comparable("NO-RU"), found.comparable("FI-NO")) == (2, 2, 0)


def test_what_is_different_or_never_meets_in_a_year_does_not_count():
    area = _area(
        _entry("poverty", NO_RU=BothSides((2015,), "different")),
        _entry("apart", NO_RU=BothSides((), "similar")),
        _entry("similar", NO_RU=BothSides((2015,), "similar")),
    )
    assert coverage([area]).comparable("NO-RU") == 1


def test_a_concept_counts_where_one_of_its_forms_may_be_compared():
    area = _area(
        _entry("older", NO_RU=BothSides((2015,), "different")),
        _entry("children", "older", NO_RU=BothSides((2015,), "similar")),
    )
    assert coverage([area]).comparable("NO-RU") == 1


def test_areas_that_share_a_border_are_one_row_and_rows_stand_by_theme_and_title():
    same = BothSides((2019,), "same")
    first = _area(_entry("beta", countries=("NO",), NO_RU=same), _entry("alpha", NO_RU=same))
    second = _area(_entry("beta", countries=("RU",), theme="labour", NO_RU=same), name="link")
    other = _area(_entry("gamma", theme="demography"), name="south", borders=())
    found = coverage([first, second, other], ("demography", "labour"))
    assert [row.indicator for row in found.rows] == ["gamma", "alpha", "beta"]
    assert found.rows[2].countries == ("NO", "RU")
    assert found.borders == ("FI-NO", "NO-RU")
