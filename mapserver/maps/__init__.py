"""Maps: Folium elements, the SVG renderer, palettes, legends, generated text. The only room that imports folium.

Functions are imported from the module of their name (`mapserver.maps.picture.picture`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.state import MapState, default_state

if TYPE_CHECKING:
    from mapserver.maps.notebook import notebook_map

__all__ = ["MapState", "default_state", "notebook_map"]


def __getattr__(name: str) -> object:
    """Import what brings folium along only when it is asked for: most pictures and tables do without."""
    if name != "notebook_map":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from mapserver.maps.notebook import notebook_map

    return notebook_map
