"""The tutorial way, as a peer: a Flask route that reads a file, joins, and returns `folium.Choropleth` with the
geometry in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium
import geopandas as gpd
import pandas as pd
from flask import Flask

if TYPE_CHECKING:
    from pathlib import Path


def make_files(repo: Path, folder: Path) -> tuple[Path, Path]:
    """Write the polygons of all ten countries as one GeoJSON and a year of made-up values as CSV.

    What our areas leave out of a country (Russia beyond the north-west) comes from the background.
    """
    parts = [gpd.read_file(path) for path in sorted((repo / "boundaries").glob("*/pieces.geojson"))]
    land = gpd.read_file(repo / "boundaries" / "land" / "land.geojson").rename(columns={"country": "piece"})
    shapes = pd.concat([*parts, land[land["piece"] == "RUS"]], ignore_index=True)[["piece", "geometry"]]
    geometry, values = folder / "units.geojson", folder / "values.csv"
    gpd.GeoDataFrame(shapes, crs="EPSG:4326").to_file(geometry, driver="GeoJSON")
    pd.DataFrame({"piece": shapes["piece"], "value": range(len(shapes))}).to_csv(values, index=False)
    return geometry, values


def make_app(geometry: Path, values: Path) -> Flask:
    """Make the tutorial's application: one route, everything done on each request."""
    app = Flask("tutorial")

    @app.get("/")
    def page() -> str:
        units = gpd.read_file(geometry)
        joined = units.merge(pd.read_csv(values), on="piece")
        chart = folium.Map(location=[60, 30], zoom_start=4)
        folium.Choropleth(
            geo_data=joined.to_json(),
            data=joined,
            columns=["piece", "value"],
            key_on="feature.properties.piece",
            fill_color="YlGnBu",
            legend_name="value",
            highlight=True,
        ).add_to(chart)
        return chart.get_root().render()

    return app
