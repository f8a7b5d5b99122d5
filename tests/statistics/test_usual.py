"""What is usual among many changes, seen from one of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapserver.statistics.usual import Size, Sizes

SIZES = st.builds(
    Size,
    st.tuples(st.sampled_from("ABC"), st.just("")),
    st.integers(2000, 2006).map(lambda year: (year, year + 1)),
    st.sampled_from([0.0, 0.1, 0.5, 0.5, 2.0, 7.0]),
)


@given(st.lists(SIZES, min_size=1, max_size=25), st.floats(0, 1), st.data())
def test_a_size_does_not_count_among_the_others_nor_do_those_that_share_a_year_with_it(sizes, rest, data):
    """As a list that is sorted anew for every question says."""
    line, (first, last), _ = data.draw(st.sampled_from(sizes))
    others = sorted(size for owner, (begin, end), size in sizes if owner != line or end < first or begin > last)
    expected = others[min(len(others) - 1, int((1 - rest) * len(others)))] if others else 0.0
    assert Sizes(sizes).usual(rest, line, (first, last)) == expected


def test_where_there_are_no_others_nothing_is_usual():
    assert Sizes([Size(("A", ""), (2000, 2001), 3.0)]).usual(0.05, ("A", ""), (2000, 2001)) == 0.0
