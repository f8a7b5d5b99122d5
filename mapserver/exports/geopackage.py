"""A GeoPackage that opens styled in QGIS: the units of a year with their figures, and the figures of every year asked
for."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

import geopandas as gpd
import pandas as pd
from pyogrio import set_gdal_config_options

from mapserver.exports.cluster_columns import PairRow, pair_rows
from mapserver.exports.documents import metadata_document
from mapserver.exports.geometry import DEGREES, Shapes, placed
from mapserver.maps.state import class_breaks, state_colours
from mapserver.model.clusters import CLASSES, ClusterLayer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mapserver.exports.extract import Extract

UNITS, FIGURES, PAIRS = "units", "observations", "pairs"
#: Types of columns that are not text, also where all cells are empty.
TYPES = {
    "value": "float64",
    "year": "int64",
    "run": "int64",
    "core": "bool",
    "local_i": "float64",
    "local_p": "float64",
    "significant": "boolean",
    "neighbours": "Int64",
    **dict.fromkeys(("own_value", "context_value", "parity"), "float64"),
    "context_units": "Int64",
}
#: When every file was made, so that the same figures make the same bytes.
MADE = "1980-01-01T00:00:00Z"
STYLES = """CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN,
  description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME)"""


def geopackage(extract: Extract, shapes: Shapes) -> bytes:
    """Return a GeoPackage: `units` are the polygons of the state's year, `observations` all rows of the extract.

    Of clusters it has the contiguity as `pairs`.
    """
    shown = extract.of_year(extract.state.year)
    rows = placed(shown)
    polygons = shapes.in_degrees([key for key, _ in rows])
    units = gpd.GeoDataFrame(_table(shown), geometry=polygons, crs=DEGREES)
    tables = {FIGURES: _table(extract)} if extract.years != shown.years else {}
    if isinstance(extract.layer, ClusterLayer):
        pairs = pd.DataFrame(pair_rows(extract.layer), columns=list(PairRow._fields)).astype({"km": "float64"})
        tables[PAIRS] = pairs
    return packed(UNITS, units, "MultiPolygon", tables, lambda path: _finish(path, extract))


def packed(
    name: str,
    shapes: gpd.GeoDataFrame,
    kind: str,
    tables: Mapping[str, pd.DataFrame],
    finish: Callable[[Path], None],
) -> bytes:
    """Return a GeoPackage of shapes of one `kind` and tables beside them; `finish` adds what GDAL cannot."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "extract.gpkg"
        # Once for all: it says the same for every file that this process writes.
        set_gdal_config_options({"OGR_CURRENT_DATE": MADE})
        shapes.to_file(path, layer=name, driver="GPKG", geometry_type=kind, promote_to_multi=True)
        for table, rows in tables.items():
            gpd.GeoDataFrame(rows).to_file(path, layer=table, driver="GPKG")
        finish(path)
        return path.read_bytes()


def describe(path: Path, tables: Sequence[str], description: str) -> None:
    """Write what must be known of tables of a GeoPackage into its list of contents."""
    with closing(sqlite3.connect(path)) as base, base:
        base.executemany(
            "UPDATE gpkg_contents SET description = ? WHERE table_name = ?", [(description, name) for name in tables]
        )


def _table(extract: Extract) -> pd.DataFrame:
    """Return the rows of an extract in columns that have their types also where all cells are empty."""
    table = pd.DataFrame(extract.table, columns=[column.name for column in extract.columns])
    return table.astype({name: kind for name, kind in TYPES.items() if name in table})


def _finish(path: Path, extract: Extract) -> None:
    """Put the style and what must be known of the figures into the file."""
    with closing(sqlite3.connect(path)) as base, base:
        add_style(base, UNITS, "choropleth", qml(extract), extract.title)
        base.execute(
            "UPDATE gpkg_contents SET description = ? WHERE table_name IN (?, ?)",
            (metadata_document(extract).decode(), UNITS, FIGURES),
        )


def add_style(base: sqlite3.Connection, table: str, name: str, style: str, title: str) -> None:
    """Put a style of QGIS into a GeoPackage, as the one that a table is drawn with."""
    base.execute(STYLES)
    base.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,"
        " styleQML, styleSLD, useAsDefault, description, owner, update_time)"
        " VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '', ?)",
        (table, name, style, title, MADE),
    )
    base.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)"
        " VALUES ('layer_styles', 'attributes', 'layer_styles', 'Styles of QGIS', ?)",
        (MADE,),
    )


def qml(extract: Extract) -> str:
    """Return a style of QGIS: the classes and colours of the map; units without a figure are grey."""
    if isinstance(extract.layer, ClusterLayer):
        return _categories(state_colours(extract.layer, extract.state))
    breaks, colours = class_breaks(extract.layer, extract.state), state_colours(extract.layer, extract.state)
    low = extract.layer.low if extract.layer.low is not None else 0.0
    bounds = [min(low, breaks[0]) if breaks else low, *breaks]
    ranges, symbols = [], []
    for number, colour in enumerate(colours):
        label = f"{bounds[number]:.{extract.layer.decimals}f} – {bounds[number + 1]:.{extract.layer.decimals}f}"
        ranges.append(
            f'<range symbol="{number}" lower="{bounds[number]!r}" upper="{bounds[number + 1]!r}" render="true"'
            f" label={quoteattr(label)}/>"
        )
        symbols.append(_symbol(str(number), colour))
    return (
        '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM"><qgis version="3.28" styleCategories="Symbology">'
        '<renderer-v2 type="graduatedSymbol" attr="value" graduatedMethod="GraduatedColor" symbollevels="0">'
        f"<ranges>{''.join(ranges)}</ranges><symbols>{''.join(symbols)}</symbols>"
        f"<source-symbol>{_symbol('0', '#d9d9d9')}</source-symbol></renderer-v2></qgis>"
    )


def _categories(colours: Sequence[str]) -> str:
    """Return the style of clusters: a colour for each of CLASSES."""
    categories = "".join(
        f'<category symbol="{number}" value="{name}" label="{name}" render="true"/>'
        for number, name in enumerate(CLASSES)
    )
    symbols = "".join(_symbol(str(number), colour) for number, colour in enumerate(colours))
    return (
        '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM"><qgis version="3.28" styleCategories="Symbology">'
        f'<renderer-v2 type="categorizedSymbol" attr="cluster" symbollevels="0"><categories>{categories}</categories>'
        f"<symbols>{symbols}</symbols><source-symbol>{_symbol('0', '#d9d9d9')}</source-symbol></renderer-v2></qgis>"
    )


def _symbol(name: str, colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    options = {
        "color": f"{red},{green},{blue},255",
        "outline_color": "255,255,255,255",
        "outline_width": "0.2",
        "style": "solid",
    }
    held = "".join(f'<Option type="QString" name="{key}" value="{value}"/>' for key, value in options.items())
    return (
        f'<symbol type="fill" name="{name}" alpha="1"><layer class="SimpleFill" enabled="1" pass="0" locked="0">'
        f'<Option type="Map">{held}</Option></layer></symbol>'
    )
