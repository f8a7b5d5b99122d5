"""Pictures of an SVG: PNG and PDF, drawn without a browser in fonts of our own.

Noto Sans has no minus, no arrow and no sign of comparison. The renderer would set every line that holds one in the
first font of the machine that has all of it: ours has them as well, under a name that no font of the machine has.
"""

from __future__ import annotations

from functools import cache

import vl_convert

from mapserver.paths import static_folder

FONTS = "vendor/noto-sans-with-signs"
NAMED, OWN = 'font-family="Noto Sans', 'font-family="Noto Sans with Signs, Noto Sans'


def png(svg: str, scale: float) -> bytes:
    """Return a PNG, `scale` times as large as the SVG says of itself in pixels."""
    _know_fonts()
    return bytes(vl_convert.svg_to_png(svg.replace(NAMED, OWN), scale=scale))


def pdf(svg: str, scale: float) -> bytes:
    """Return a PDF of one page with text as text, `scale` points a pixel."""
    _know_fonts()
    return bytes(vl_convert.svg_to_pdf(svg.replace(NAMED, OWN), scale=scale))


@cache
def _know_fonts() -> None:
    vl_convert.register_font_directory(str(static_folder() / FONTS))
