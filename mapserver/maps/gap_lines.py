"""The gaps that a map draws: which lines, how wide, which side is lower. Draws nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from mapserver.maps.state import BORDERS, LINES
from mapserver.statistics import SegmentGap, segment_gaps
from mapserver.statistics.gap_sizes import gap_bounds, gap_kinds, gap_size, size_class

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Layer
    from mapserver.model.border_figures import GapKind

#: What a line says: a size; that a side has no figure; that the two measure different things; that there are figures on
#: both sides and no ratio.
LineKind = Literal["sized", "missing", "different", "unscaled"]
Side = Literal["a", "b", ""]


@dataclass(frozen=True)
class GapLine:
    """The gap of a year at a shared line.

    `key_a` and `key_b` are the territories. `group` is the class of the `size` from 0, both None but for `kind`
    ``sized``. `higher` is the side with the higher figure, nothing where both are equal, or not to be compared.
    """

    gap: SegmentGap
    key_a: str
    key_b: str
    kind: LineKind
    size: float | None
    group: int | None
    higher: Side

    @property
    def is_across(self) -> bool:
        """Say whether it lies between two countries."""
        return bool(self.gap.border)


def kind_of(layer: Layer, state: MapState) -> GapKind:
    """Return how a state measures gaps."""
    return state.gap or gap_kinds(layer)[0]


def bounds_of(layer: Layer, area: AreaEntry, state: MapState) -> tuple[float, ...]:
    """Return the bounds between the classes of a state's gaps, the same in every year."""
    return gap_bounds(layer, area.beside, kind_of(layer, state))


def gap_lines(layer: Layer, area: AreaEntry, state: MapState) -> tuple[GapLine, ...]:
    """Return the lines of a state's year, those inside countries where they are asked for; none in other views.

    Figures that measure different things are set against each other only where the state insists on it.
    """
    if state.view != BORDERS:
        return ()
    asked = (area.touching, state.year, kind_of(layer, state), state.lines, state.different)
    # Map, legend, words and table of a page ask for the same lines: those that were last asked for are kept.
    kept = cast("tuple[object, tuple[GapLine, ...]] | None", layer.kept.get("gap_lines"))
    if kept is not None and kept[0] == asked:
        return kept[1]
    found = segment_gaps(layer, state.year, area.beside, different=state.different)
    wanted = (item for item in found if item.border or state.lines != LINES[0])
    bounds = bounds_of(layer, area, state)
    lines = lines_of(layer, wanted, kind_of(layer, state), bounds, different=state.different)
    layer.kept["gap_lines"] = asked, lines
    return lines


def lines_of(
    layer: Layer, gaps: Iterable[SegmentGap], kind: GapKind, bounds: tuple[float, ...], *, different: bool = False
) -> tuple[GapLine, ...]:
    """Return gaps as lines."""
    return tuple(_line(layer, item, kind, bounds, different) for item in gaps)


def _line(layer: Layer, item: SegmentGap, kind: GapKind, bounds: tuple[float, ...], different: bool) -> GapLine:
    keys = layer.places[item.a].key, layer.places[item.b].key
    if item.gap is None:
        return GapLine(item, *keys, "missing", None, None, "")
    if item.judgement == "different" and not different:
        return GapLine(item, *keys, "different", None, None, "")
    higher: Side = "b" if item.gap.diff > 0 else "a" if item.gap.diff < 0 else ""
    size = gap_size(item.gap, kind)
    if size is None:
        return GapLine(item, *keys, "unscaled", None, None, higher)
    return GapLine(item, *keys, "sized", size, size_class(size, bounds), higher)
