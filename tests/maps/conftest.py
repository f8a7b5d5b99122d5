"""A small area of squares: Norway left, Russia right, the border between them, a reform in 2021."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from mapserver import translation
from mapserver.maps.state import MapState, default_state
from mapserver.model import (
    EQUAL_AREA,
    AreaEntry,
    BothSides,
    Cell,
    Drawing,
    Layer,
    LayerEntry,
    Period,
    Place,
    SeriesNote,
    Shape,
    SharedLine,
    Stroke,
    Text,
)
from tests.maps.opening import opened, toy

__all__ = ["opened", "toy"]

Translated = Callable[[dict[str, str]], None]

YEARS = (2019, 2020, 2021, 2022)
HOSTILE = (
    "</script><script>alert(1)</script>",
    "${7*7}",
    "{{7*7}}",
    "<img src=x onerror=alert(1)>",
    '"><b onx="',
    "]]>",
)

# code, vintage, country, core, column, row; squares of 100 on a sheet of 400 by 200.
SQUARES = (
    ("NO01", "2016", "NO", True, 0, 0),
    ("NO02", "2016", "NO", True, 1, 0),
    ("NO03", "2016", "NO", False, 0, 1),
    ("NO0X", "2021", "NO", True, 0, 0),
    ("NO04", "2024", "NO", True, 1, 0),
    ("RU-A", "2020", "RU", True, 2, 0),
    ("RU-B", "2020", "RU", True, 3, 0),
    ("RU-C", "2020", "RU", False, 3, 1),
)
VALUES: tuple[tuple[float | None, ...], ...] = (
    (2.0, 3.0, None, None),
    (4.0, 5.0, None, None),
    (1.0, 1.5, None, None),
    (None, None, 6.0, None),
    (None, None, None, 7.5),
    (8.0, 9.0, 10.0, 12.0),
    (None, None, 11.0, 12.0),
    (30.0, 31.0, 32.0, 33.0),
)
NAMES = {
    "NO01": {"nb": "Vestfjell", "se": "Oarjjit", "en": "West Fell"},
    "RU-A": {"ru": "Приморье", "en": "Seaside"},
    "RU-B": {"ru": "Заречье"},
}


#: The lines between the squares, the first of the two on the left.
LINES = (
    SharedLine("00", "01", "M0,100l100,0"),
    SharedLine("00", "10", "M100,100l0-100"),
    SharedLine("10", "20", "M200,100l0-100"),
    SharedLine("20", "30", "M300,100l0-100"),
    SharedLine("30", "31", "M300,100l100,0"),
)
TOUCHING = (
    ("NO01@2016", "NO02@2016", 100.0), ("NO01@2016", "NO03@2016", 100.0), ("NO01@2016", "NO04@2024", 100.0),
    ("NO02@2016", "RU-A@2020", 90.0), ("NO03@2016", "NO0X@2021", 100.0), ("NO04@2024", "RU-A@2020", 95.0),
    ("RU-A@2020", "RU-B@2020", 100.0), ("RU-B@2020", "RU-C@2020", 100.0),
)  # fmt: skip


def _square(column: int, row: int) -> str:
    return f"M{column * 100} {row * 100}l100 0 0 100-100 0z"


def make_layer(names: dict[str, dict[str, str]] | None = None, **changes: Any) -> Layer:
    """Build the layer; `names` replaces names of units, `changes` replaces its fields."""
    known = NAMES | (names or {})
    places = tuple(
        Place(
            f"{code}@{vintage}",
            code,
            vintage,
            country,
            "nuts3" if country == "NO" else "oblast",
            core,
            "eurostat" if country == "NO" else "rosstat",
            Text(known.get(code, {"en": code})),
            ("nb",) if country == "NO" else ("ru",),
        )
        for code, vintage, country, core, _, _ in SQUARES
    )
    cells = tuple(
        tuple(
            Cell(
                value,
                "e" if value == 5.0 else "c" if value is None and year == 2020 else "",
                "" if value is not None else "confidential" if year == 2020 else "not_collected",
                run=int(year >= 2021 and place.country == "RU"),
            )
            for year, value in zip(YEARS, line, strict=True)
        )
        for place, line in zip(places, VALUES, strict=True)
    )
    layer = Layer(
        area="arctic",
        indicator="rate",
        level="finest",
        theme="labour",
        kind="rate",
        direction="lower",
        decimals=1,
        title=Text(en="Unemployment", nb="Arbeidsledighet"),
        measure=Text(en="% of the labour force"),
        definition=Text(en="Persons without work."),
        notes=Text(),
        years=YEARS,
        default_year=2020,
        places=places,
        periods=(
            Period("NO", 2019, 2020, "2016", "nuts3", (0, 1, 2)),
            Period("NO", 2021, 2021, "2021", "nuts3", (3, 2)),
            Period("NO", 2022, 2022, "2024", "nuts3", (0, 4)),
            Period("RU", 2019, 2022, "2020", "oblast", (5, 6, 7)),
        ),
        cells=cells,
        breaks={
            "quantiles": {3: (5.0, 9.0, 12.0), 5: (3.0, 5.0, 8.0, 10.0, 12.0)},
            "fisher_jenks": {3: (5.0, 9.0, 12.0), 5: (3.0, 5.0, 8.0, 10.0, 12.0)},
        },
        domain=13,
        low=2.0,
        high=12.0,
        origins=("Natural Earth, admin 1 (Public domain)",),
        series=(
            _series("eurostat", "NO", "Eurostat", "CC BY 4.0"),
            _series("rosstat", "RU", "Rosstat", "reuse with attribution"),
        ),
        comparability=(("eurostat", "rosstat", "similar", Text(en="Ages 15-74 against 15-72.")),),
        both_sides={"NO-RU": BothSides(YEARS, "similar", Text(en="Ages 15-74 against 15-72."))},
    )
    return replace(layer, **changes)


def _series(name: str, country: str, publisher: str, licence: str) -> SeriesNote:
    source = {"publisher": publisher, "title": "Labour", "licence": licence}
    return SeriesNote(name, Text(en=f"{publisher}, survey"), (country,), "average", "", Text(), "", "nuts3", (source,))


def make_drawing(frame: str = "arctic", width: int = 400) -> Drawing:
    """Build the sheet of squares."""
    shapes = {
        f"{code}@{vintage}": Shape(
            f"{code}@{vintage}", _square(x, y), (x * 100 + 50, y * 100 + 50, 50), 100.0, pieces=(f"{x}{y}",)
        )
        for code, vintage, _, _, x, y in SQUARES
    }
    border = (Stroke("international", "NO-RU", "M200 0l0 200"),)
    return Drawing("arctic", frame, width, 200, 1000.0, "", shapes, border, "M0 0l400 0 0 200-400 0z", lines=LINES)


def make_topology(frame: str = "arctic") -> dict[str, Any]:
    """Build the client's geometry of the sheet, each ring an arc of its own."""
    arcs: list[list[list[int]]] = [[[2000, 0], [0, 2000]], [[0, 0], [4000, 0], [0, 2000], [-4000, 0], [0, -2000]]]
    territories = []
    for code, vintage, country, _, x, y in SQUARES:
        arcs.append([[x * 1000, y * 1000], [1000, 0], [0, 1000], [-1000, 0], [0, -1000]])
        label = [x * 100 + 50, y * 100 + 50, 50]
        territories.append(
            {
                "type": "MultiPolygon",
                "id": f"{code}@{vintage}",
                "properties": {"c": country, "l": label},
                "arcs": [[[len(arcs) - 1]]],
            }
        )
    return {
        "type": "Topology",
        "transform": {"scale": [0.1, 0.1], "translate": [0, 0]},
        "bbox": [0, 0, 400, 200],
        "mapserver": {"area": "arctic", "frame": frame, "width": 400, "height": 200, "metres": 1000},
        "objects": {
            "territories": {"type": "GeometryCollection", "geometries": territories},
            "borders": {
                "type": "GeometryCollection",
                "geometries": [{"type": "MultiLineString", "id": "NO-RU", "arcs": [[0]]}],
            },
            "land": {"type": "MultiPolygon", "arcs": [[[1]]]},
        },
        "arcs": arcs,
    }


def make_entry(layer: Layer, frames: tuple[str, ...] = ("arctic",)) -> AreaEntry:
    """Build the list entry of the area with one layer."""
    listed = LayerEntry(
        layer.indicator,
        layer.indicator,
        layer.theme,
        layer.kind,
        layer.title,
        layer.measure,
        2019,
        2022,
        2020,
        ("NO", "RU"),
        {},
        {"finest": "values.json"},
    )
    topologies = {EQUAL_AREA: {frame: f"{frame}.json" for frame in frames}}
    countries = ("NO", "RU")
    return AreaEntry(
        "arctic",
        Text(en="Arctic"),
        Text(),
        countries,
        ("en",),
        frames,
        topologies,
        (),
        (listed,),
        (),
        touching=TOUCHING,
    )


@pytest.fixture
def layer() -> Layer:
    return make_layer()


@pytest.fixture
def layer_with() -> Callable[..., Layer]:
    return make_layer


@pytest.fixture
def drawing() -> Drawing:
    return make_drawing()


@pytest.fixture
def drawing_of() -> Callable[..., Drawing]:
    return make_drawing


@pytest.fixture
def topology() -> dict[str, Any]:
    return make_topology()


@pytest.fixture
def entry_of() -> Callable[..., AreaEntry]:
    return make_entry


@pytest.fixture
def state(layer: Layer) -> MapState:
    return default_state(layer)


@pytest.fixture
def hostile() -> tuple[str, ...]:
    return HOSTILE


class _Catalogue:
    """Messages with their translation; a plural by its second form."""

    def __init__(self, messages: dict[str, str]) -> None:
        self._messages = messages

    def gettext(self, message: str) -> str:
        return self._messages.get(message, message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self._messages.get(many, one if count == 1 else many)


@pytest.fixture
def translated(monkeypatch: pytest.MonkeyPatch) -> Translated:
    """Return a function that gives every language but English these translations."""

    def put(messages: dict[str, str]) -> None:
        spoken, silent = _Catalogue(messages), _Catalogue({})
        monkeypatch.setattr(translation, "catalogue", lambda language: silent if language == "en" else spoken)

    return put


def without(layer: Layer, country: str, years: tuple[int, ...]) -> Layer:
    """Take the values of a country's places away in some years."""
    cells = tuple(
        tuple(
            cell._replace(value=None) if place.country == country and year in years else cell
            for year, cell in zip(layer.years, line, strict=True)
        )
        for place, line in zip(layer.places, layer.cells, strict=True)
    )
    return replace(layer, cells=cells)
