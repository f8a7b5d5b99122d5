"""Pages of others beside ours: the tutorial's Folium page, a Folium page and a Plotly choropleth of one layer.

The tutorial's page is that of `tutorial.py`: the ten countries whole, as the boundary files have them. The others show
the very units, years and values of a layer, in geometry as it is before we simplify it. No foreign host is asked: what
a peer would load from a content network comes from a server like that of our page, without delay. Where the file itself
is at hand it is served (Leaflet, plotly.min.js). What is not is served empty, in favour of the peer: of Folium's pages
jQuery, Bootstrap, Font Awesome and the marker plug-ins (the map does not use them; some 150 kB compressed), d3 3.5 (a
stand-in of one line: the colour bar is not drawn) and the tiles of the ground map; of Plotly's page the outlines of the
world (they are switched off in its map).
"""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import folium
import plotly
import plotly.graph_objects as go

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    import geopandas as gpd

#: Answers every call with itself.
D3 = "globalThis.d3 = new Proxy(() => d3, { get: (_, name) => (name === Symbol.toPrimitive ? () => '' : d3) });"
WORLD = {name: {"type": "GeometryCollection", "geometries": []} for name in ("coastlines", "land", "ocean", "lakes")}
WORLD |= {name: {"type": "GeometryCollection", "geometries": []} for name in ("rivers", "countries", "subunits")}
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", "": "text/html; charset=utf-8"}


class Peers:
    """A WSGI application that serves files, compressed, with the addresses of the pages."""

    tutorial, folium, plotly = "/tutorial", "/folium", "/plotly"

    def __init__(self, static: Path, tutorial: str, frame: gpd.GeoDataFrame, year: int) -> None:
        """Take the tutorial's page and make those of a layer's frame (`mapserver.open().frame`) in `year`."""
        shapes = frame.to_crs(4326)
        leaflet = static / "vendor" / "leaflet"
        files = {
            self.plotly: plotly_page(shapes, year),
            "/plotly.min.js": (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes(),
            "/topojson": json.dumps({"type": "Topology", "objects": WORLD, "arcs": []}).encode(),
        }

        def at_home(link: re.Match[str]) -> str:
            name = "/cdn/" + link[0].rpartition("/")[2]
            known = {"/cdn/leaflet.js": leaflet / "leaflet.js", "/cdn/leaflet.css": leaflet / "leaflet.css"}
            files[name] = known[name].read_bytes() if name in known else D3.encode() if "d3" in name else b""
            return name

        for name, page in (
            (self.tutorial, tutorial),
            (self.folium, folium_page(shapes[shapes["year"] == year])),
        ):
            local = re.sub(r'https://[^"\']+\.(?:js|css)(?=")', at_home, page)
            files[name] = re.sub(r'https://tile[^"]*', "/tiles/{z}", local).encode()
        self._files = {name: gzip.compress(content, 6) for name, content in files.items()}

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a file; Plotly's outlines of the world whatever their name."""
        path = str(environ["PATH_INFO"])
        content = self._files.get("/topojson" if path.startswith("/topojson") else path)
        if content is None:
            start("404 Not Found", [("Content-Length", "0")])
            return [b""]
        kind = ("Content-Type", TYPES[Path(path).suffix])
        start("200 OK", [kind, ("Content-Encoding", "gzip"), ("Content-Length", str(len(content)))])
        return [content]


def folium_page(shapes: gpd.GeoDataFrame) -> str:
    """Return a page of one year: `folium.Choropleth` with the geometry in it, as in `tutorial.py`."""
    west, south, east, north = shapes.total_bounds
    chart = folium.Map(location=[(south + north) / 2, (west + east) / 2], zoom_start=5)
    folium.Choropleth(
        geo_data=shapes[["code", "geometry"]].to_json(),
        data=shapes,
        columns=["code", "value"],
        key_on="feature.properties.code",
        fill_color="YlGnBu",
        legend_name="value",
        highlight=True,
    ).add_to(chart)
    return str(chart.get_root().render())


def plotly_page(shapes: gpd.GeoDataFrame, year: int) -> bytes:
    """Return a Plotly choropleth with a slider over all years; the geometry is in it once."""
    known = shapes.assign(place=shapes["code"] + "@" + shapes["vintage"])
    units = json.loads(known.drop_duplicates("place")[["place", "geometry"]].to_json())
    years = sorted(known["year"].unique())
    core = known[known["core"]]["value"]

    def trace(of: int, **more: object) -> go.Choropleth:
        rows = known[known["year"] == of]
        return go.Choropleth(
            locations=list(rows["place"]), z=[None if value != value else value for value in rows["value"]], **more
        )

    shown = {"mode": "immediate", "frame": {"duration": 0, "redraw": True}, "transition": {"duration": 0}}
    steps = [{"method": "animate", "label": str(each), "args": [[str(each)], shown]} for each in years]
    figure = go.Figure(
        data=[
            trace(
                year,
                geojson=units,
                featureidkey="properties.place",
                zmin=core.min(),
                zmax=core.max(),
                colorscale="YlGnBu",
                marker={"line": {"width": 0.5}},
            )
        ],
        frames=[go.Frame(data=[trace(each)], name=str(each)) for each in years],
        layout={"sliders": [{"active": years.index(year), "steps": steps}]},
    )
    figure.update_geos(fitbounds="locations", visible=False)
    config = {"topojsonURL": "/topojson/"}
    return str(figure.to_html(include_plotlyjs="/plotly.min.js", config=config, auto_play=False)).encode()
