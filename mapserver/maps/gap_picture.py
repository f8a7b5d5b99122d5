"""The lines of gaps as SVG: width and dash carry the meaning, ticks stand on the lower side, colour comes second.

Widths are those on paper; the style sheet has them in pixels of the screen.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mapserver.maps.gap_texts import line_label
from mapserver.maps.paper import line_between, path_of, ticks
from mapserver.maps.sides import CASING, SIDES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mapserver.maps.gap_lines import GapLine
    from mapserver.maps.paper import Line
    from mapserver.maps.state import MapState
    from mapserver.model import Drawing, Layer

    #: Returns the address of a state with a pair chosen, by codes with a comma between them.
    PairAddress = Callable[[str], str]

#: Widths of the classes, of lines inside a country, and how much wider the ground below a line is.
WIDTHS, GROUND = (1.6, 3.4, 5.6, 8.4), 4.0
HOME_WIDTHS, HOME_GROUND = (0.8, 1.5, 2.4, 3.6), 2.4
#: What is thin whatever its figures are, and as which dashes it is drawn.
THIN, HOME_THIN, DASHES, DOTS, DOT = 1.6, 0.9, "6 4", "0 7", 3.6
#: What is compared although the two sides measure different things stays marked.
INSISTED = "12 3"
#: Colours by the side that is higher, and where none is.
COLOURS: dict[str, str] = {**SIDES["light"], "": "#2f373e"}
HOME, MISSING, CHOSEN = "#59656c", "#2f373e", "#1b2227"
#: How far ticks reach and how far they stand apart, in units, by the width that the map is shown in: about the same on
#: screen.
TICKS = {"wide": (13.0, 26.0), "middle": (18.0, 36.0), "narrow": (30.0, 60.0)}
TICK_WIDTH, HOME_TICK_WIDTH, TICK_GROUND = 1.5, 0.9, 2.4


def gap_layer(
    layer: Layer,
    drawing: Drawing,
    state: MapState,
    lines: Sequence[GapLine],
    pair: PairAddress | None = None,
    *,
    still: bool = False,
    leaves: bool = False,
) -> str:
    """Return the lines that a frame shows as one group, the widest below, the chosen pair marked.

    With `pair` each line is a link, which opens another window where it `leaves` the page. A `still` picture has the
    ticks of one width, the page those of all.
    """
    drawn = [(line, line_between(drawing, line.key_a, line.key_b)) for line in lines]
    drawn = [(line, parts) for line, parts in drawn if parts]
    drawn.sort(key=lambda item: (item[0].is_across, -(item[0].group if item[0].group is not None else -1)))
    widths = ("wide",) if still else tuple(TICKS)
    content = "".join(_line(layer, state, line, parts, pair, widths, leaves=leaves) for line, parts in drawn)
    name = "" if still else f' id="gaps-{escape(drawing.frame, quote=True)}" data-follows="" data-year="{state.year}"'
    return f'<g class="gaps" fill="none" stroke-linejoin="round"{name}>{content}</g>'


def line_style(line: GapLine) -> tuple[str, float, str]:
    """Return colour, width and dashes of a line."""
    if line.kind == "missing":
        return (MISSING, THIN, DASHES) if line.is_across else (HOME, HOME_THIN, DASHES)
    if line.kind == "different":
        return MISSING, DOT, DOTS
    widths = WIDTHS if line.is_across else HOME_WIDTHS
    dashes = INSISTED if line.gap.judgement == "different" else ""
    return COLOURS[line.higher] if line.is_across else HOME, widths[line.group or 0], dashes


def _line(
    layer: Layer,
    state: MapState,
    line: GapLine,
    parts: tuple[Line, ...],
    pair: PairAddress | None,
    widths: tuple[str, ...],
    *,
    leaves: bool,
) -> str:
    colour, width, dashes = line_style(line)
    codes = ",".join(layer.places[index].code for index in (line.gap.a, line.gap.b))
    is_chosen = codes == ",".join(state.pair)
    path = f'd="{path_of(parts)}"'
    round_ends = ' stroke-linecap="round"' if line.kind == "different" else ""
    dashed = f' stroke-dasharray="{dashes}"{round_ends}' if dashes else ""
    # What is missing is quieter than any gap, on dark land as well.
    ground_width = GROUND if line.is_across and line.kind != "missing" else HOME_GROUND
    below = f'stroke-width="{width + ground_width:g}"'
    ground = f'<path class="gap-ground" stroke="{CASING}" {below} {path}/>'
    chosen = f'<path class="gap-chosen" stroke="{CHOSEN}" stroke-width="{width + 8:g}" {path}/>' if is_chosen else ""
    drawn = f'<path class="gap-line" stroke="{colour}" stroke-width="{width:g}"{dashed} {path}/>'
    under, ticks_drawn = _ticks(line, parts, colour, widths)
    content = f"{chosen}{under}{ground}{drawn}{ticks_drawn}"
    kinds = " ".join(("gap", line.kind, f"w{line.group}" if line.group is not None else "thin"))
    kinds += ("" if line.is_across else " home") + (" is-chosen" if is_chosen else "")
    label = line_label(layer, state, line)
    if pair is None:
        return f'<g class="{kinds}"><title>{escape(label)}</title>{content}</g>'
    target = f'href="{escape(pair(codes), quote=True)}" data-pair="{escape(codes, quote=True)}"'
    if leaves:
        target += ' target="_blank" rel="noopener"'
    current = ' aria-current="true"' if is_chosen else ""
    return (
        f'<a class="{kinds}" {target} aria-label="{escape(label, quote=True)}"{current}>'
        f'<title>{escape(label)}</title>{content}<path class="gap-hit" {path}/></a>'
    )


def _ticks(line: GapLine, parts: tuple[Line, ...], colour: str, widths: tuple[str, ...]) -> tuple[str, str]:
    """Return the ticks on the lower side, what lies below them first: A lies on the left of its line."""
    if not line.higher:
        return "", ""
    under: list[str] = []
    strokes: list[str] = []
    for name in widths:
        reach, step = TICKS[name]
        if not line.is_across:
            reach *= 0.55
        path = ticks(parts, reach, step, left=line.higher == "b")
        width = TICK_WIDTH if line.is_across else HOME_TICK_WIDTH
        hidden = "" if name == "wide" else ' display="none"'
        for held, kind, stroke, wide in (
            (under, " under", CASING, width + TICK_GROUND),
            (strokes, "", colour, width),
        ):
            held.append(
                f'<path class="gap-ticks {name}{kind}" stroke="{stroke}" stroke-width="{wide:g}"{hidden} d="{path}"/>'
            )
    return "".join(under), "".join(strokes)
