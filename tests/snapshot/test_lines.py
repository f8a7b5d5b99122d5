"""Lines: the same answer as looking at each text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapserver.snapshot.lines import Lines

TEXTS = st.lists(st.tuples(st.text("ab ", max_size=6), st.integers(0, 5)), max_size=8)


@given(TEXTS, st.text("ab ", min_size=1, max_size=4))
def test_a_text_is_found_by_what_it_holds_and_begins_with(texts, letters):
    lines = Lines(texts)
    assert lines.holding(letters) == {number for text, number in texts if letters in text}
    assert lines.beginning_with(letters) == {number for text, number in texts if text.startswith(letters)}
