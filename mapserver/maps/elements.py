"""Our elements on top of Folium's. Each emits one call with a few numbers: Folium never sees a value or a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import folium
from branca.element import Element, MacroElement
from folium.template import Template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapserver.model import Drawing

#: Where vendored assets are served; no other host is ever named.
VENDOR = "/static/vendor"
LEAFLET_JS = f"{VENDOR}/leaflet/leaflet.js"
LEAFLET_CSS = f"{VENDOR}/leaflet/leaflet.css"
TOPOJSON_JS = f"{VENDOR}/topojson-client/topojson-client.min.js"


class Verbatim(Element):
    """Text that is put into the document as it stands: branca would read `{{` in it as a template."""

    def __init__(self, text: str) -> None:
        """Take the finished text."""
        super().__init__()
        self._text = text

    def render(self, **kwargs: object) -> str:
        """Return the text."""
        return self._text


class FrameMap(folium.Map):
    """A Folium map of one frame: simple coordinates on paper, local assets, no tiles, an identifier that never changes.

    `number` counts the maps of a figure from 1. Latitude is minus y, longitude is x, both in view-box units.
    """

    # Attributes of the subclass: folium's own lists are shared by every map of the process.
    default_js: list[tuple[str, str]] = [("leaflet", LEAFLET_JS), ("topojson", TOPOJSON_JS)]  # noqa: RUF012
    default_css: list[tuple[str, str]] = [("leaflet_css", LEAFLET_CSS)]  # noqa: RUF012

    def __init__(self, drawing: Drawing, number: int = 1) -> None:
        """Centre the map on the frame; the client fits it into its box."""
        super().__init__(
            location=[-drawing.height / 2, drawing.width / 2],
            tiles=None,
            crs="Simple",
            zoom_start=0,
            zoom_control=False,
            attribution_control=False,
            zoom_snap=0,
            zoom_delta=0.75,
            min_zoom=-8,
            scroll_wheel_zoom=False,
            box_zoom=False,
            # The client fits the frame into its box anew; Leaflet's own way would keep the old zoom.
            track_resize=False,
            fade_animation=False,
        )
        self._name = "Map"
        self._id = f"{_identifier(drawing.area)}_{number}"
        self._running = 0

    def adopt(self, element: PaperElement) -> None:
        """Add an element under the next running number."""
        self._running += 1
        element._id = f"{self._id}_{self._running}"
        self.add_child(element)


class PaperElement(MacroElement):
    """An element that emits ``mapserver.<call>(<map>, <settings>)``; settings are numbers and fixed words only."""

    call: ClassVar[str]
    _template = Template(
        "{% macro script(this, kwargs) %}"
        "mapserver.{{ this.call }}({{ this._parent.get_name() }}, {{ this.settings|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, settings: Mapping[str, float | str | bool] | None = None) -> None:
        """Take the settings of the call."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = type(self).__name__
        self.settings = dict(settings or {})


class Land(PaperElement):
    """The quiet background."""

    call = "land"


class Choropleth(PaperElement):
    """The units in the colours of their classes."""

    call = "choropleth"


class Borders(PaperElement):
    """The international borders above the units."""

    call = "borders"


class Labels(PaperElement):
    """The names, placed anew at each scale."""

    call = "labels"


class Legend(PaperElement):
    """The legend, bound to the units that it explains."""

    call = "legend"


class Background(PaperElement):
    """The offer of a street map below the units; nothing is asked of its host before the reader agrees."""

    call = "background"


def _identifier(text: str) -> str:
    """Return a text as a part of a JavaScript name."""
    return "".join(character if character.isascii() and character.isalnum() else "_" for character in text)
