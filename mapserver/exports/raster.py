"""Pictures of an SVG: PNG and PDF, drawn without a browser in fonts of our own."""

from __future__ import annotations

from functools import cache

import vl_convert

from mapserver.paths import static_folder

FONTS = "vendor/noto-sans"


def png(svg: str, scale: float) -> bytes:
    """Return a PNG, `scale` times as large as the SVG says of itself in pixels."""
    _know_fonts()
    return bytes(vl_convert.svg_to_png(svg, scale=scale))


def pdf(svg: str, scale: float) -> bytes:
    """Return a PDF of one page with text as text, `scale` points a pixel."""
    _know_fonts()
    return bytes(vl_convert.svg_to_pdf(svg, scale=scale))


@cache
def _know_fonts() -> None:
    vl_convert.register_font_directory(str(static_folder() / FONTS))
