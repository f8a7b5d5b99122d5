"""Still figures: several on one page have nothing in common that must be unique."""

from __future__ import annotations

import re
from dataclasses import replace

from mapserver.maps.state import default_state
from mapserver.maps.still import still_figure
from mapserver.maps.summary import summary
from mapserver.model import MERCATOR
from tests.maps.conftest import HOSTILE


def test_identifiers_are_those_of_one_figure(shipped):
    area, layer = shipped.area("barents"), shipped.layer("barents", "life_expectancy")
    state = default_state(layer, "nb")
    words = summary(layer, state, area.pairs)
    made = [still_figure(layer, area, shipped.drawings("barents"), state, name, words) for name in ("one", "two")]
    found = [re.findall(r'\sid="([^"]*)"', html) for html in made]
    assert found[0]
    assert len(set(found[0])) == len(found[0])
    assert not set(found[0]) & set(found[1])
    for html, own in zip(made, found, strict=True):
        named = set(re.findall(r"url\(#([^)]*)\)", html))
        named |= {name for names in re.findall(r'aria-labelledby="([^"]*)"', html) for name in names.split()}
        assert named <= set(own)
        assert words[0] in html
        assert "map-sources" in html
        assert "map-legend" in html


def test_nothing_in_it_is_for_a_client(shipped):
    area, layer = shipped.area("link"), shipped.layer("link", "life_expectancy")
    state = replace(default_state(layer), projection=MERCATOR)
    titles = {"barents": HOSTILE[0], "bulgaria": "B"}
    drawings = shipped.drawings("link", MERCATOR)
    html = still_figure(layer, area, drawings, state, "m", summary(layer, state), titles)
    assert HOSTILE[0] not in html
    assert html.count("<svg xmlns") == 2
    assert "map-projection" in html
    assert "folium" not in html
    assert "data-values" not in html
    assert "style=" not in html
