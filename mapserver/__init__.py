"""The map server of Europe's borders: boundaries and indicators as choropleth layers.

``mapserver.open()`` gives the shipped data in Python:

>>> import mapserver
>>> data = mapserver.open()                                        # doctest: +SKIP
>>> data.map("barents", "population_density", year=2020)           # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from mapserver.opened import Opened


def open(data: str | Path | None = None, *, state: str | Path | None = None) -> Opened:
    """Open a data folder (the shipped data without one) for work in Python; build it first where that was never done.

    Raises BuildFailedError with the findings when the folder has errors.
    """
    # Imported here: pandas and folium would otherwise be loaded by every command.
    from mapserver.opened import open_data

    return open_data(data, state)


__all__ = ["open"]
