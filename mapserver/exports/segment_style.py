"""How QGIS draws the lines of gaps: by rules, in the widths, dashes and colours of the map, on its pale ground."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from mapserver.maps.gap_legend import OTHERS, class_words
from mapserver.maps.gap_lines import bounds_of, kind_of
from mapserver.maps.gap_picture import COLOURS, DOT, GROUND, HOME, HOME_GROUND, HOME_WIDTHS, MISSING, THIN, WIDTHS
from mapserver.maps.sides import CASING
from mapserver.translation import tell

if TYPE_CHECKING:
    from mapserver.exports.extract import Extract
    from mapserver.model.border_figures import GapKind

#: Millimetres on paper of a pixel on screen.
MILLIMETRES = 0.264583
#: The size of a gap as an expression of QGIS.
SIZES: dict[GapKind, str] = {
    "ratio": 'exp(abs("log2_ratio") * ln(2))',
    "log2": 'abs("log2_ratio")',
    "diff": 'abs("diff")',
}


def segments_qml(extract: Extract) -> str:
    """Return a style of QGIS with a rule for each width, colour and mark of the map."""
    layer, state = extract.layer, extract.state
    kind = kind_of(layer, state)
    size, bounds = SIZES[kind], bounds_of(layer, extract.area, state)
    words = class_words(bounds, kind, state.lang)
    said = {name: tell(state.lang, message) for name, message in OTHERS.items()}
    insists = "" if state.different else " AND \"judgement\" <> 'different'"
    rules: list[str] = []
    symbols: list[str] = []

    def rule(test: str, label: str, colour: str, width: float, style: str = "solid", ground: float = GROUND) -> None:
        number = len(rules)
        rules.append(f'<rule key="{number}" symbol="{number}" filter={quoteattr(test)} label={quoteattr(label)}/>')
        symbols.append(_symbol(str(number), colour, width, style, ground))

    lows = ("", *(f" AND {size} > {bound!r}" for bound in bounds))
    highs = (*(f" AND {size} <= {bound!r}" for bound in bounds), "")
    has_size = '"diff" IS NOT NULL' if kind == "diff" else '"log2_ratio" IS NOT NULL'
    for low, high, label, width, home in zip(lows, highs, words, WIDTHS, HOME_WIDTHS, strict=True):
        for side, test in (("a", '"diff" < 0'), ("b", '"diff" > 0'), ("", '"diff" = 0')):
            rule(f"\"border\" <> '' AND {has_size} AND {test}{low}{high}{insists}", label, COLOURS[side], width)
        rule(f"\"border\" = '' AND {has_size}{low}{high}{insists}", label, HOME, home, ground=HOME_GROUND)
    rule('"diff" IS NULL', said["missing"], MISSING, THIN, "dash", HOME_GROUND)
    if not state.different:
        rule(
            '"diff" IS NOT NULL AND "judgement" = \'different\'',
            said["different"],
            MISSING,
            DOT,
            "dot",
        )
    if kind != "diff":
        rule(f'"diff" IS NOT NULL AND "log2_ratio" IS NULL{insists}', said["unscaled"], MISSING, THIN)
    return (
        '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM"><qgis version="3.28" styleCategories="Symbology">'
        f'<renderer-v2 type="RuleRenderer" symbollevels="0"><rules key="all">{"".join(rules)}</rules>'
        f"<symbols>{''.join(symbols)}</symbols></renderer-v2></qgis>"
    )


def _symbol(name: str, colour: str, width: float, style: str, ground: float) -> str:
    """Return a line on its pale ground, which is wider by `ground`."""
    layers = _stroke(CASING, width + ground, "solid") + _stroke(colour, width, style)
    return f'<symbol type="line" name="{name}" alpha="1">{layers}</symbol>'


def _stroke(colour: str, width: float, style: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    options = {
        "line_color": f"{red},{green},{blue},255",
        "line_width": f"{width * MILLIMETRES:.2f}",
        "line_width_unit": "MM",
        "line_style": style,
        "capstyle": "round" if style == "dot" else "flat",
        "joinstyle": "round",
    }
    held = "".join(f'<Option type="QString" name="{key}" value="{value}"/>' for key, value in options.items())
    return f'<layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">{held}</Option></layer>'
