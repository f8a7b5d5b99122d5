"""Random borders are drawn once: later builds and other indicators read them, and never a wrong one."""

from __future__ import annotations

import pytest

from mapserver.snapshot import Store, drawn_borders
from mapserver.snapshot.codec import encode
from mapserver.snapshot.drawn_borders import DrawnBorders
from mapserver.statistics.random_borders import BorderGraph, random_borders
from tests.snapshot.test_store import manifest

GRAPH = BorderGraph(6, ((0, 1), (1, 2), (3, 4), (4, 5), (0, 3), (1, 4), (2, 5)), (0, 1, 2))
OTHER = GRAPH._replace(first=(0, 1))


@pytest.fixture
def draws(monkeypatch) -> list[BorderGraph]:
    """Return the graphs that were drawn, as they are."""
    drawn: list[BorderGraph] = []

    def counted(graph: BorderGraph):
        drawn.append(graph)
        return random_borders(graph)

    monkeypatch.setattr(drawn_borders, "random_borders", counted)
    return drawn


def same(one, other) -> bool:
    return all((a == b).all() and a.dtype == b.dtype for a, b in zip(one, other, strict=True))


def test_another_process_reads_what_one_has_drawn(store: Store, draws):
    first = DrawnBorders(store).of(GRAPH)
    again = DrawnBorders(store).of(GRAPH)
    assert draws == [GRAPH]
    assert same(first, again)
    assert same(again, random_borders(GRAPH))


def test_other_sides_are_another_drawing(store: Store, draws):
    drawn = DrawnBorders(store)
    assert len(drawn.of(GRAPH).lines) == 3
    assert len(drawn.of(OTHER).lines) == 6
    assert draws == [GRAPH, OTHER]


def test_a_graph_without_borders_is_remembered_too(store: Store, draws):
    star = BorderGraph(5, ((0, 1), (0, 2), (0, 3), (0, 4)), (1, 2))
    DrawnBorders(store).of(star)
    assert DrawnBorders(store).of(star).lines.shape == (0, 4)
    assert draws == [star]


def test_what_was_damaged_is_drawn_anew(store: Store, draws):
    drawn = DrawnBorders(store)
    good = drawn.of(GRAPH)
    (name,) = drawn.used()
    store.path(name).write_bytes(b"{}")
    assert same(DrawnBorders(store).of(GRAPH), good)
    assert draws == [GRAPH, GRAPH]
    assert not store.fault(name)


def test_anew_reads_nothing(store: Store, draws):
    DrawnBorders(store).of(GRAPH)
    DrawnBorders(store, anew=True).of(GRAPH)
    assert draws == [GRAPH, GRAPH]


def test_used_names_are_those_since_it_was_last_asked(store: Store):
    drawn = DrawnBorders(store)
    drawn.of(GRAPH)
    names = drawn.used()
    assert len(names) == 1
    assert drawn.used() == ()
    drawn.of(GRAPH)
    assert drawn.used() == names


@pytest.mark.parametrize("is_used", [True, False])
def test_they_stay_as_long_as_what_they_tested_and_no_longer(store: Store, draws, is_used: bool):
    drawn = DrawnBorders(store)
    drawn.of(GRAPH)
    kept = manifest(store, "kept")
    store.publish(kept)
    store.remember("borders", encode({"objects": [kept.areas if is_used else "gone.json", *drawn.used()]}))
    store.prune()
    DrawnBorders(store).of(GRAPH)
    assert draws == ([GRAPH] if is_used else [GRAPH, GRAPH])
