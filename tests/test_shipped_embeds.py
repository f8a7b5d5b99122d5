"""What embeds of the shipped maps weigh: an article is read on a telephone."""

from __future__ import annotations

import re
from gzip import decompress

import pytest

from mapserver.snapshot import Published, Snapshot, Store
from mapserver.web import Settings, create_app

#: Compressed bytes: with everything that comes by itself, and of the first answer, which has the picture.
WEIGHT, FIRST = 100_000, 35_000
FILES = re.compile(r'(?:href="(/static/[^"]+\.css)"|src="(/static/[^"]+\.js)")')


@pytest.mark.parametrize("area", ["barents", "bulgaria", "carpathians", "link"])
def test_every_embed_is_light(built_state, shipped: Snapshot, area: str) -> None:
    client = create_app(Settings(state=built_state), Published(Store(built_state))).test_client()

    def weigh(address: str) -> tuple[int, str]:
        answer = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, "gzip")
        return len(answer.data), decompress(answer.data).decode()

    entry = shipped.area(area)
    around = -1
    # Those of two frames are the heaviest: all of them are weighed, of the others each sixth.
    for layer in entry.layers[:: 1 if len(entry.frames) > 1 else 6]:
        first, text = weigh(f"/embed/{area}/{layer.indicator}")
        assert first <= FIRST, layer.indicator
        if around < 0:
            around = sum(weigh(name)[0] for pair in FILES.findall(text) for name in pair if name)
        values = re.search(r'data-values="([^"]+)"', text)
        assert values is not None
        # Of several frames the figures come with the first touch.
        figures = weigh(values[1])[0] if len(entry.frames) == 1 else 0
        assert first + around + figures <= WEIGHT, layer.indicator
