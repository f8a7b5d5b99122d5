"""What an indicator is calculated from, before any figure is read."""

from __future__ import annotations

from mapserver.catalogue import dependencies


def test_the_parts_of_a_derived_series_and_their_parts_are_needed(folder):
    folder.write("layers/triple/indicator.toml", '[[series]]\nid = "x"\n[series.derived]\nof = "double/aland"\n')
    assert dependencies(folder.path, "triple") == {"triple", "double", "wage"}
    assert dependencies(folder.path, "wage") == {"wage"}


def test_what_does_not_exist_and_what_cannot_be_read_is_not_needed(folder):
    folder.write("layers/broken/indicator.toml", "[[series]")
    assert dependencies(folder.path, "broken") == {"broken"}
    assert dependencies(folder.path, "missing") == frozenset()
