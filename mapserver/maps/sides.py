"""The two sides of a border in colour: one pair for maps, bars, charts and files, in light and dark.

The pair is orange and violet: far apart for readers with any colour vision, and unlike in lightness, so that grey paper
tells them apart as well. Nothing says by colour alone which side is meant: lines have ticks, bars a middle, charts and
land their words. The style sheets have the same colours (`static/site/sides.css`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapserver.maps.palettes import Theme

#: Colours of the sides ``a`` and ``b`` on pages in either scheme; what stands alone has those of the light one.
SIDES: Mapping[Theme, Mapping[str, str]] = {
    "light": {"a": "#a24400", "b": "#4b2a9b"},
    "dark": {"a": "#ffb469", "b": "#9d86f0"},
}
#: What lies below lines on a map, in both schemes: the darkest class and the palest one must not swallow them.
CASING = "#ffffff"
#: How opaque the land of a side is: that of the second is darker on paper too.
LAND_OPACITY: Mapping[str, str] = {"a": ".2", "b": ".36"}
