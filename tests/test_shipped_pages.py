"""Every layer of the shipped data opens as a chart, a table and a definition; as a chart also in its first year and as
a change."""

from __future__ import annotations

import pytest

from mapserver.snapshot import Published, Store
from mapserver.web import Settings, create_app

AREAS = ("barents", "bulgaria", "carpathians", "link")


@pytest.mark.slow
@pytest.mark.parametrize("view", ["chart", "table", "definition"])
@pytest.mark.parametrize("area", AREAS)
def test_every_layer_opens(built_state, shipped, area, view):
    client = create_app(Settings(state=built_state), Published(Store(built_state))).test_client()
    failed = []
    for entry in shipped.area(area).layers:
        first = shipped.layer(area, entry.indicator).years[0]
        queries = [f"?view={view}"]
        if view == "chart":
            queries += [f"?view=chart&year={first}", f"?view=chart&transform=change&from={first}"]
        for query in queries:
            address = f"/areas/{area}/{entry.indicator}{query}"
            if client.get(address).status_code != 200:
                failed.append(address)
    assert failed == []
