"""The shelf stays within its bytes."""

from mapserver.web.body import Body
from mapserver.web.shelf import Shelf


def body(size: int) -> Body:
    return Body(b"x" * size, "", "text/plain", stored=b"")


def test_the_least_recently_used_body_leaves_first() -> None:
    shelf = Shelf(100)
    shelf.put("a", body(40))
    shelf.put("b", body(40))
    assert shelf.get("a") is not None
    shelf.put("c", body(40))
    assert shelf.get("b") is None
    assert shelf.get("a") is not None
    assert len(shelf) == 2


def test_a_body_larger_than_the_shelf_is_not_kept() -> None:
    shelf = Shelf(100)
    shelf.put("a", body(40))
    shelf.put("large", body(101))
    assert shelf.get("large") is None
    assert shelf.get("a") is not None


def test_putting_a_body_again_does_not_count_it_twice() -> None:
    shelf = Shelf(100)
    for _ in range(5):
        shelf.put("a", body(60))
    shelf.put("b", body(40))
    assert len(shelf) == 2
