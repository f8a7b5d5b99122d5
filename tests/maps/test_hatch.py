"""The pattern for pictures: lines that meet from tile to tile, as far apart and as thick as those on pages."""

import itertools
import math
import re

from vl_convert import svg_to_png

from mapserver.maps.hatch import HATCH_SHARE, HATCH_STEPS, SIDE, STEP, STROKE, still_hatch


def test_lines_meet_from_tile_to_tile() -> None:
    ends = re.findall(r"M(-?\d+) (-?\d+)L(-?\d+) (-?\d+)", still_hatch("h"))
    sums = sorted(int(x) + int(y) for x, y, _, _ in ends)
    assert all(int(x) + int(y) == int(to_x) + int(to_y) for x, y, to_x, to_y in ends)
    assert {second - first for first, second in itertools.pairwise(sums)} == {STEP}
    assert SIDE % STEP == 0
    # A line that is only half inside of the tile is drawn from both sides.
    assert sums[0] - STEP < -STROKE
    assert sums[-1] + STEP > 2 * SIDE + STROKE


def test_it_looks_like_the_pattern_on_pages() -> None:
    across = STEP / math.sqrt(2)
    assert abs(across / HATCH_STEPS["wide"] - 1) < 0.1
    assert abs(STROKE / across - HATCH_SHARE) < 0.03


def test_it_is_drawn_and_names_cannot_leave_their_attribute() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96"><defs>'
        f'{still_hatch("h")}</defs><rect width="96" height="96" fill="url(#h)"/></svg>'
    )
    empty = svg.replace(' fill="url(#h)"', "")
    assert svg_to_png(svg) != svg_to_png(empty)
    assert '"><' not in still_hatch('"><script>').split(" width")[0]
