"""`boundaries/land/land.geojson`: the quiet background of other countries. Knows no unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.catalogue.features import read_features

if TYPE_CHECKING:
    from pathlib import Path

    from mapserver.catalogue.report import FileReport
    from mapserver.model.catalogue import Polygons


def read_background(path: Path, report: FileReport) -> tuple[tuple[str, Polygons], ...]:
    """Return polygons with the code of their country, its name where it has none; nothing where there is no file."""
    features = read_features(path, report) if path.exists() else None
    return tuple(
        (str(feature.properties.get("country") or feature.properties.get("name") or ""), feature.polygons)
        for feature in features or ()
    )
