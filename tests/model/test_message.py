"""A sentence that is kept to be shown later."""

import pytest

from mapserver.model import Message, Observation, Text
from mapserver.model.cell import Cell
from mapserver.snapshot.codec import decode, encode

NESTED = Message(
    "no figure in %(year)s: %(series)s (%(reason)s), %(editions)s at %(rate)s",
    year=2015,
    series="births",
    reason=Message.quoting(Text(en="counted twice", nb="talt to ganger")),
    editions=("A", "B", Message("none named")),
    rate=66.5,
)


def test_a_message_is_english_as_text() -> None:
    assert str(NESTED) == "no figure in 2015: births (counted twice), A, B and none named at 66.5"
    assert str(Message("1 %(to)s = %(rate)s", to="EUR", rate=67.0)) == "1 EUR = 67"
    assert str(Message("it has %(share)s %%", share=3)) == "it has 3 %"


@pytest.mark.parametrize("kept", [NESTED, Message("plain"), Message(""), Message.quoting(Text(en="a", nb="b"))])
def test_a_message_comes_back_from_a_snapshot_as_it_went_in(kept: Message) -> None:
    cell = decode(encode(Cell(None, note=kept)), Cell)
    assert cell.note == kept
    assert hash(cell.note) == hash(kept)
    assert encode(cell) == encode(Cell(None, note=kept)), "the same bytes"


def test_what_has_no_note_keeps_none() -> None:
    row = Observation("NO073", "2016", 2015, 1.0)
    assert decode(encode(row), Observation) == row
    assert row.note is None


def test_messages_are_joined_each_once() -> None:
    one, other = Message("one"), Message("other %(n)s", n=2)
    assert Message.joined([]) is None
    assert Message.joined([None, one, None]) == one
    assert str(Message.joined([one, other, None, one])) == "one; other 2"


def test_the_words_of_a_message_are_those_that_it_inserts() -> None:
    joined = Message.joined([NESTED, Message("at %(edition)s", edition="ECB")])
    assert joined is not None
    assert {"births", "A", "B", "ECB"} <= joined.words
    assert "counted twice" not in joined.words, "a steward's text is no word of ours"


def test_messages_differ_by_what_they_insert() -> None:
    assert Message("a %(n)s", n=1) == Message("a %(n)s", n=1) != Message("a %(n)s", n=2)
    assert not Message("") and Message("a")
    assert "Message('a %(n)s', {'n': 1})" == repr(Message("a %(n)s", n=1))
