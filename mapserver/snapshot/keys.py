"""Keys of the steps of a build: the hash of all that a step depends on, and of nothing else.

What is read from `boundaries/` is hashed as it was understood, so that a changed reason or remark works nothing out
anew.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from shapely import geos_version

from mapserver.catalogue import Outlines, inputs_of_indicator
from mapserver.paths import static_folder
from mapserver.snapshot.codec import digest, encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mapserver.model import Catalogue
    from mapserver.snapshot.area_step import AreaGeometry
    from mapserver.snapshot.border_step import BorderTask

#: Libraries whose next version may give other lines, other classes or other bytes.
LIBRARIES = ("shapely", "pyproj", "numpy", "scipy", "mapclassify", "jenkspy", "msgspec")
PACKAGE = Path(__file__).resolve().parent.parent


class StepKeys:
    """The keys of one build of a data folder."""

    def __init__(self, data: Path, catalogue: Catalogue) -> None:
        """Hash what all steps share: the program."""
        self._data, self._catalogue, self._outlines = data, catalogue, Outlines(data)
        self._program, self._shared = _hash_program(), ""

    def area(self, name: str) -> str:
        """Return the key of an area's geometry: its definition, and the land of its countries."""
        land = self._catalogue
        area = land.areas[name]
        shown = [land.areas[frame.area] for frame in area.frames if frame.area]
        countries = sorted({country for item in (area, *shown) for country in item.countries})
        # All countries: those outside of the area are drawn as land behind it.
        files = list((self._data / "boundaries").glob("*/pieces.geojson"))
        parts = (
            area,
            shown,
            [land.countries[country] for country in countries],
            [item for item in land.territories.values() if item.country in countries],
            [(line, pair) for line, pair in enumerate(land.pairs) if set(pair.border.split("-")) <= set(countries)],
            self._files([*files, self._data / "boundaries" / "land" / "land.geojson"]),
        )
        return self._key("area", name, parts)

    def share(self, areas: Mapping[str, AreaGeometry], beside: Mapping[str, frozenset[str]]) -> None:
        """Hash what all indicators share: names, divisions, which pieces lie beside which, the cores of the areas."""
        land = self._catalogue
        self._shared = digest(
            encode(
                (
                    land.countries,
                    land.territories,
                    land.names,
                    land.areas,
                    [(pair.border, pair.unit_a, pair.unit_b, pair.status) for pair in land.pairs],
                    {area: sorted(geometry.core) for area, geometry in areas.items()},
                    {piece: sorted(others) for piece, others in beside.items()},
                )
            )
        )

    def indicator(self, name: str) -> str:
        """Return the key of an indicator, from its files and those of its parts as they are now; `share` is first."""
        return self._key("indicator", name, (self._shared, self._figures(name)))

    def borders(self, task: BorderTask) -> str:
        """Return the key of what the borders divide in an indicator: all that it is worked out from is stored."""
        return self._key("borders", task.indicator, (self._shared, task))

    def story(self, slug: str, facts: object) -> str:
        """Return the key of a story, from its texts and what they use of the layers."""
        return self._key("story", slug, facts)

    def _figures(self, indicator: str) -> str:
        parts = sorted(self._outlines.closure(indicator))
        files = [path for part in parts for path in inputs_of_indicator(self._data, part)]
        editions = set(self._outlines.editions(parts))
        if self._outlines.converts_money(parts):
            files += (self._data / "layers" / "rates").glob("*.*")
            editions.update(self._catalogue.rates.editions)
        known = self._catalogue.editions
        return digest(encode((self._files(files), [known.get(name) for name in sorted(editions)])))

    def _files(self, paths: Iterable[Path]) -> str:
        return _hash_files((path for path in paths if path.exists()), self._data)

    def _key(self, step: str, name: str, parts: object) -> str:
        return digest(encode((step, name, self._program, parts)))


def _hash_program() -> str:
    """Hash what works the steps out: our code, the schemas, and the libraries that calculate."""
    versions = " ".join(f"{name} {version(name)}" for name in LIBRARIES)
    schemas = _hash_files(static_folder().glob("schema/*.json"), static_folder())
    return f"{_hash_files(PACKAGE.rglob('*.py'), PACKAGE)} {schemas} {versions} {geos_version}"


def _hash_files(paths: Iterable[Path], root: Path) -> str:
    """Hash places below `root` and bytes of files, in the order of their names."""
    parts = [f"{path.relative_to(root).as_posix()} {digest(path.read_bytes())}" for path in sorted(paths)]
    return digest("\n".join(parts).encode())
