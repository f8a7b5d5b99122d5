"""Pictures without a browser: every sign that is written in them is drawn in the font of the words beside it."""

import re
from dataclasses import replace

import pytest

from mapserver.exports.raster import pdf, png
from mapserver.maps.layout import Imprint, layout
from mapserver.maps.picture_names import FONT
from mapserver.maps.state import default_state
from tests.conftest import ROOT
from tests.maps.conftest import make_drawing, make_entry, make_layer

#: Arrows and operators: what a font for words need not have.
SIGNS = re.compile("[\u2190-\u22ff]")


def fonts_of(svg: str) -> set[str]:
    """Return the fonts that a PDF of a picture holds."""
    return {name.decode() for name in re.findall(rb"/BaseFont\s*/\w+\+([\w-]+)", pdf(svg, 1.0))}


def line(words: str, weight: int = 400) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 40" width="400" height="40" font-family="{FONT}">'
        f'<text x="5" y="30" font-size="20" font-weight="{weight}">{words}</text></svg>'
    )


def written() -> list[str]:
    """Return the signs that texts of the program and their translations hold."""
    folder = ROOT / "mapserver"
    sources = (*folder.glob("maps/*.py"), *folder.glob("statistics/*.py"), *folder.glob("web/**/*.po"))
    escaped = "".join(chr(int(code, 16)) for path in sources for code in re.findall(r"\\u(22\w\w)", path.read_text()))
    return sorted({sign for path in sources for sign in SIGNS.findall(path.read_text())} | set(escaped))


@pytest.mark.parametrize(("weight", "font"), [(400, "Regular"), (700, "Bold")])
def test_a_sign_does_not_change_the_font_of_its_line(weight: int, font: str) -> None:
    assert {"\u2212", "\u2264"} <= set(written())
    for sign in written():
        assert fonts_of(line(f"{sign}12.5 Ærø Ŋ Жя", weight)) == {f"NotoSanswithSigns-{font}"}, sign


def test_a_map_is_set_in_one_font_with_its_negative_numbers() -> None:
    made = make_layer(low=-40.0)
    below = (tuple(cell._replace(value=-cell.value if cell.value else None) for cell in row) for row in made.cells)
    layer = replace(made, cells=tuple(below))
    state = default_state(layer)
    svg = layout(layer, make_entry(layer), [make_drawing()], state, Imprint("0123"))
    assert "\u221240.0" in svg
    assert {name.partition("-")[0] for name in fonts_of(svg)} == {"NotoSanswithSigns"}
    assert png(svg, 0.5).startswith(b"\x89PNG")
