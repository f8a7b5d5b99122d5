from __future__ import annotations

from mapserver.geometry.adjacency import adjacent_pieces


def square(west: float, south: float, side: float = 1.0):
    ring = ((west, south), (west + side, south), (west + side, south + side), (west, south + side), (west, south))
    return ((ring,),)


def test_pieces_are_beside_each_other_across_countries_and_over_slivers():
    pieces = {"AA": {"a": square(0, 0), "b": square(1, 0)}, "BB": {"c": square(2.01, 0), "d": square(9, 9)}}
    beside = adjacent_pieces(pieces)
    assert beside == {"a": {"b"}, "b": {"a", "c"}, "c": {"b"}, "d": frozenset()}


def test_shipped_pieces_meet_where_the_reviewed_pairs_do(shipped_catalogue):
    beside = adjacent_pieces(shipped_catalogue.pieces)
    newest = {item.code: item.pieces for item in shipped_catalogue.territories.values() if item.pieces}
    apart = [
        (pair.unit_a, pair.unit_b)
        for pair in shipped_catalogue.pairs
        if pair.status == "real" and not any(beside[piece] & newest[pair.unit_b] for piece in newest[pair.unit_a])
    ]
    assert not apart
    assert len(shipped_catalogue.pairs) > 40


def test_nothing_is_beside_nothing():
    assert adjacent_pieces({}) == {}
