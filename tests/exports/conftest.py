"""An extract of the small world of the maps, and its geometry."""

from collections.abc import Callable
from typing import Any

import pytest
from pyproj import CRS
from shapely import box

from mapserver.exports.extract import Extract
from mapserver.exports.geometry import Shapes
from mapserver.maps.state import default_state
from mapserver.model import Layer
from tests.maps.conftest import SQUARES, make_entry, make_layer

SNAPSHOT = "0123456789abcdef"


def make_extract(layer: Layer, years: tuple[int, ...] = (2020,), lang: str = "en") -> Extract:
    """Return an extract of `years`, its state in the first of them."""
    state = default_state(layer, lang)
    state = type(state)(**{**state.__dict__, "year": years[0]})
    return Extract(layer, make_entry(layer), state, SNAPSHOT, years, "http://maps.test/areas/border/rate")


@pytest.fixture
def extract() -> Extract:
    return make_extract(make_layer())


@pytest.fixture
def full() -> Extract:
    layer = make_layer()
    return make_extract(layer, layer.years)


@pytest.fixture
def extract_of() -> Callable[..., Extract]:
    def make(names: dict[str, dict[str, str]] | None = None, **changes: Any) -> Extract:
        return make_extract(make_layer(names, **changes))

    return make


@pytest.fixture
def shapes() -> Shapes:
    """Squares of 100 km in a projection of metres."""
    crs = CRS.from_proj4("+proj=laea +lat_0=65 +lon_0=25 +ellps=GRS80 +units=m")
    squares = {
        f"{code}@{vintage}": box(column * 1e5, -row * 1e5 - 1e5, column * 1e5 + 1e5, -row * 1e5)
        for code, vintage, _, _, column, row in SQUARES
    }
    return Shapes(squares, crs)
