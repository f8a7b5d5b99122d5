"""What an indicator refers to, before any figure is read."""

from __future__ import annotations

from pathlib import Path

from mapserver.catalogue import Outlines, read_paths


def test_the_parts_of_a_derived_series_and_their_parts_are_needed(folder):
    folder.write("layers/triple/indicator.toml", '[[series]]\nid = "x"\n[series.derived]\nof = ["double/aland"]\n')
    outlines = Outlines(folder.path)
    assert outlines.closure("triple") == {"triple", "double", "wage"}
    assert outlines.closure("wage") == {"wage"}


def test_what_a_rate_is_counted_by_is_needed_too(folder):
    """Else a new count would leave the amounts of its rates as they were."""
    counted = 'formula = "a / b"\nof = { a = "double/aland", b = ["wage/aland", "wage/beland"] }'
    folder.write("layers/rate/indicator.toml", f'[[series]]\nid = "x"\n[series.counted]\n{counted}\n')
    assert Outlines(folder.path).closure("rate") == {"rate", "double", "wage"}


def test_what_does_not_exist_and_what_cannot_be_read_is_not_needed(folder):
    folder.write("layers/broken/indicator.toml", "[[series]")
    folder.write("layers/odd/indicator.toml", "series = [1, { derived = 2, editions = 3, edition = [4] }]")
    outlines = Outlines(folder.path)
    assert outlines.closure("broken") == {"broken"}
    assert outlines.closure("odd") == {"odd"}
    assert outlines.closure("missing") == frozenset()


def test_who_converts_money_and_which_editions_are_named(folder):
    outlines = Outlines(folder.path)
    assert outlines.converts_money(["double", "wage"])
    assert not outlines.converts_money(["double"])
    assert outlines.editions(["double", "wage"]) == {"A1", "A2", "B1"}


def test_a_concept_is_an_indicator_that_counts_as_itself(folder):
    head = 'format = 1\ntheme = "labour"\n'
    folder.replace("layers/double/indicator.toml", head, f'{head}concept = "wage"\n')
    catalogue, findings = folder.read()
    assert catalogue.indicators["double"].concept == "wage"
    assert not [item for item in findings if item.severity == "error"]
    folder.replace("layers/wage/indicator.toml", head, f'{head}concept = "wage"\n')
    folder.finding("layers/wage/indicator.toml", 0, "error", "concept 'wage' is the indicator itself", "leave")
    _, findings = read_paths(folder.path, [Path("layers/wage")])
    assert {item.file for item in findings} == {"layers/wage/indicator.toml"}
    folder.replace("layers/wage/indicator.toml", f'{head}concept = "wage"\n', head)
    folder.replace("layers/wage/indicator.toml", head, f'{head}concept = "salary"\n')
    folder.finding("layers/wage/indicator.toml", 0, "error", "concept 'salary' is no indicator")
    folder.finding("layers/double/indicator.toml", 0, "error", "concept 'wage' counts as 'salary' itself")
