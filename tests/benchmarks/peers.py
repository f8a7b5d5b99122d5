"""Pages of others beside ours: the tutorial's Folium page, a Folium page and a Plotly choropleth of one layer.

The tutorial's page is that of `tutorial.py`: the ten countries whole, as the boundary files have them, put together for
each reader as its route does it. The same page is also served as a file that was made before. The others show the very
units, years and values of a layer, in geometry as it is before we simplify it. No foreign host is asked: what a peer
would load from a content network comes from a server like that of our page, without delay. What is not at hand is
served empty, in favour of the peer: of Folium's pages Font Awesome, the glyphicons and the marker plug-ins, which the
map does not use, and the tiles of the ground map; of Plotly's page the outlines of the world (they are switched off in
its map).
"""

from __future__ import annotations

import gzip
import json
import re
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import folium
import plotly
import plotly.graph_objects as go
from rjsmin import jsmin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    import geopandas as gpd

#: What the pages of Folium load, by package and the end of its path there. Of d3 only the long form is packed.
LIBRARIES = {
    "jquery-3.7.1.min.js": ("xstatic-jquery", "/jquery.min.js"),
    "bootstrap.bundle.min.js": ("bootstrap-flask", "5/umd/popper.min.js", "5/js/bootstrap.min.js"),
    "bootstrap.min.css": ("bootstrap-flask", "5/css/bootstrap.min.css"),
    "d3.min.js": ("xstatic-d3", "/d3.js"),
}
WORLD = {name: {"type": "GeometryCollection", "geometries": []} for name in ("coastlines", "land", "ocean", "lakes")}
WORLD |= {name: {"type": "GeometryCollection", "geometries": []} for name in ("rivers", "countries", "subunits")}
#: A file of a content network, in a page.
LINK = re.compile(r'https://[^"\']+\.(?:js|css)(?=")')
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", "": "text/html; charset=utf-8"}


class Peers:
    """A WSGI application that serves files, compressed, with the addresses of the pages."""

    tutorial, made_before, folium, plotly = "/tutorial", "/made-before", "/folium", "/plotly"

    def __init__(self, static: Path, tutorial: Callable[[], str], frame: gpd.GeoDataFrame, year: int) -> None:
        """Take what makes the tutorial's page; make those of a layer's frame (`mapserver.open().frame`) in `year`."""
        self._make = tutorial
        shapes = frame.to_crs(4326)
        leaflet = static / "vendor" / "leaflet"
        files = {
            self.plotly: plotly_page(shapes, year),
            "/plotly.min.js": (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes(),
            "/topojson": json.dumps({"type": "Topology", "objects": WORLD, "arcs": []}).encode(),
        }

        known = {name: library(*places) for name, places in LIBRARIES.items()}
        known |= {name: (leaflet / name).read_bytes() for name in ("leaflet.js", "leaflet.css")}
        made = tutorial()
        for link in LINK.findall(made):
            name = link.rpartition("/")[2]
            files[f"/cdn/{name}"] = known.get(name, b"")
        files[self.made_before] = at_home(made).encode()
        files[self.folium] = at_home(folium_page(shapes[shapes["year"] == year])).encode()
        self._files = {name: gzip.compress(content, 6) for name, content in files.items()}

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a file; Plotly's outlines of the world whatever their name."""
        path = str(environ["PATH_INFO"])
        content = self._files.get("/topojson" if path.startswith("/topojson") else path)
        if path == self.tutorial:
            content = gzip.compress(at_home(self._make()).encode(), 6)
        if content is None:
            start("404 Not Found", [("Content-Length", "0")])
            return [b""]
        kind = ("Content-Type", TYPES[Path(path).suffix])
        start("200 OK", [kind, ("Content-Encoding", "gzip"), ("Content-Length", str(len(content)))])
        return [content]


def at_home(page: str) -> str:
    """Return a page of Folium's that asks no foreign host."""
    return re.sub(r'https://tile[^"]*', "/tiles/{z}", LINK.sub(lambda link: "/cdn/" + link[0].rpartition("/")[2], page))


def library(package: str, *ends: str) -> bytes:
    """Return files of an installed package, each the one whose path ends so; scripts in short form."""
    parts = []
    for end in ends:
        (found,) = (file for file in metadata.files(package) or () if str(file).endswith(end))
        text = Path(str(found.locate())).read_text(encoding="utf-8")
        parts.append(text if ".min." in end else jsmin(text))
    return "\n".join(parts).encode()


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
