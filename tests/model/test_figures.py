"""Flags as sources write them."""

from __future__ import annotations

import pytest

from mapserver.model import no_data_reason, split_flags


@pytest.mark.parametrize(
    ("flag", "parts"),
    [
        ("", ()),
        ("b", ("b",)),
        ("bep", ("b", "e", "p")),
        ("d; u", ("d", "u")),
        (":c", (":", "c")),
        (":@N", (":", "@N")),
        ("calc", ("calc",)),
        ("b calc", ("b", "calc")),
        ("q", ("q",)),
        ("xyz", ("xyz",)),
        ("ee", ("e",)),
    ],
)
def test_a_flag_is_split_into_its_parts_and_unknown_words_stay_whole(flag, parts):
    assert split_flags(flag) == parts


@pytest.mark.parametrize(
    ("flag", "reason"),
    [
        (":", "not_published"),
        (":c", "confidential"),
        (":z", "not_applicable"),
        ("u", "unreliable"),
        ("calc", "not_published"),
    ],
)
def test_an_empty_value_has_the_reason_that_its_flag_gives(flag, reason):
    assert no_data_reason(flag) == reason
