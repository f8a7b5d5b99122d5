"""Every sentence for a story that the shipped data give, in English."""

from __future__ import annotations

import pytest

from mapserver.maps.story import stories
from tests.shipped_stories.tables import AREAS, Told, states


@pytest.fixture(scope="session")
def told(shipped):
    return [
        Told(shipped.layer(name, entry.indicator), shipped.area(name), shipped.id)
        for name in AREAS
        for entry in shipped.area(name).layers
    ]


@pytest.fixture(scope="session")
def sentences(told):
    """Return every sentence with its layer and its state."""
    return [
        (item, state, sentence)
        for item in told
        for state in states(item.layer)
        for sentence in stories(item.layer, state, item.area.pairs)
    ]
