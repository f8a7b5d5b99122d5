"""Units with their summable figures alone: every region of them is the region of the whole units."""

import random

from mapserver.model import Text
from mapserver.snapshot import Snapshot
from mapserver.snapshot.summable import summable_series
from mapserver.statistics.aggregation import build_region


def test_regions_of_them_are_the_regions_of_whole_units(shipped: Snapshot) -> None:
    rng = random.Random(5)
    codes = sorted(shipped.units)
    for count in (1, 1, 1, 2, 2, 3, 5, 8):
        picked = rng.sample(codes, count)
        whole = build_region([shipped.unit(code) for code in picked], shipped.register)
        assert build_region([shipped.summable(code) for code in picked], shipped.register) == whole, picked
    for picked in (["RU-MUR"], ["NO073", "RU-MUR"], ["UA-21", "SK041"], ["BG341", "TR212"]):
        whole = build_region([shipped.unit(code) for code in picked], shipped.register)
        assert build_region([shipped.summable(code) for code in picked], shipped.register) == whole, picked


def test_what_cannot_be_summed_is_there_without_figures(shipped: Snapshot) -> None:
    whole, slim = shipped.unit("RU-MUR"), shipped.summable("RU-MUR")
    assert [line.key for line in slim.lines] == [line.key for line in whole.lines]
    assert (slim.sources, slim.names, slim.territories) == (whole.sources, whole.names, whole.territories)
    held = {line.key: line for line in slim.lines}
    wanted = summable_series(shipped.register)
    assert {"population/rosstat", "gdp_per_inhabitant/rosstat"} <= wanted & held.keys()
    for line in whole.lines:
        assert held[line.key].observations == (line.observations if line.key in wanted else ())
        assert held[line.key].title == Text()
    assert any(line.observations for line in whole.lines if line.key not in wanted)
    assert shipped.summable("RU-MUR") is slim
