"""Layers of the shipped data open as a chart: in their own year, in their first one, as a change.

Those of one area open as a table and as a definition too.
"""

from __future__ import annotations

import pytest

from mapserver.snapshot import Published, Store
from mapserver.web import Settings, create_app

#: The link shows the layers of the others.
AREAS = ("barents", "bulgaria", "carpathians")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("area", "view"), [*((area, "chart") for area in AREAS), ("carpathians", "table"), ("carpathians", "definition")]
)
def test_every_layer_opens(built_state, shipped, area, view):
    client = create_app(Settings(state=built_state), Published(Store(built_state))).test_client()
    failed = []
    # Half of them as charts in each area, the other half in the next.
    for entry in shipped.area(area).layers[AREAS.index(area) % 2 :: 2 if view == "chart" else 1]:
        years = shipped.layer(area, entry.indicator).years
        queries = [f"?view={view}"]
        if view == "chart" and len(years) > 1:
            queries += [f"?view=chart&year={years[0]}", f"?view=chart&transform=change&from={years[0]}"]
        for query in queries:
            address = f"/areas/{area}/{entry.indicator}{query}"
            if client.get(address).status_code != 200:
                failed.append(address)
    assert failed == []
