"""Land: countries, vintages, territories, names, reforms, pairs and segments. Holds no polygons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from mapserver.model.text import Text


def territory_key(code: str, vintage: str) -> str:
    """Return the identifier of a territory, ``code@vintage``: the same code can mean other land in another vintage."""
    return f"{code}@{vintage}"


def border_of(country_a: str, country_b: str) -> str:
    """Return the name of the border between two countries, codes in alphabetical order (``NO-RU``)."""
    return "-".join(sorted((country_a, country_b)))


@dataclass(frozen=True)
class Origin:
    """Where bytes came from, and under which licence they may be used."""

    title: str
    licence: str
    publisher: str = ""
    address: str = ""
    retrieved: str = ""
    note: str = ""


@dataclass(frozen=True)
class Vintage:
    """A period in which a country's division was valid; `last_year` is None for the newest."""

    id: str
    title: str
    first_year: int
    last_year: int | None

    def holds(self, year: int) -> bool:
        """Say whether the division was valid in `year`."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


@dataclass(frozen=True)
class Country:
    """A country whose districts are drawn: levels from coarse to fine, vintages in order of time."""

    code: str
    title: Text
    levels: tuple[str, ...]
    level_title: dict[str, Text]
    languages: tuple[str, ...]
    currency: str
    vintages: tuple[Vintage, ...]
    origin: Origin

    def vintage(self, identifier: str) -> Vintage:
        """Return the vintage with this identifier; KeyError when there is none."""
        for vintage in self.vintages:
            if vintage.id == identifier:
                return vintage
        raise KeyError(f"{self.code} has no vintage {identifier!r}")

    def vintage_of_year(self, year: int) -> Vintage:
        """Return the vintage valid in `year`; the first or last one outside their range."""
        for vintage in self.vintages:
            if vintage.holds(year):
                return vintage
        return self.vintages[0] if year < self.vintages[0].first_year else self.vintages[-1]


@dataclass(frozen=True)
class Territory:
    """The land that a code means in a vintage.

    `pieces` are the identifiers of all pieces that it is made of, through its children where it has some;
    empty for a country of which only a part is drawn.
    """

    code: str
    vintage: str
    country: str
    level: str
    parent: str
    pieces: frozenset[str]
    children: tuple[str, ...] = ()
    note: str = ""

    @property
    def key(self) -> str:
        """Return ``code@vintage``."""
        return territory_key(self.code, self.vintage)


@dataclass(frozen=True)
class Name:
    """A name of a unit in a language; `official` where it has official status there."""

    code: str
    language: str
    name: str
    official: bool
    source: str = ""


@dataclass(frozen=True)
class OtherName:
    """A name that leads to a unit besides its own: what people write into a search box.

    `place` identifies the town that is called so and lies in the unit at `position`, longitude and latitude in
    EPSG:4326. Without a place it is the unit itself that is, or was, called so.
    """

    code: str
    language: str
    name: str
    place: str = ""
    position: tuple[float, float] | None = None
    source: str = ""


@dataclass(frozen=True)
class Reform:
    """A relation between two territories: what became what, and what was moved besides (`area_km2` where a source
    says).

    Without `from_vintage` the land came from what no vintage of ours draws: `from_code` is the code that it had, if it
    had one, and `moved` says what it was.
    """

    country: str
    year: int
    kind: Literal["same", "recode", "merge", "split", "transfer"]
    from_code: str
    from_vintage: str
    to_code: str
    to_vintage: str
    moved: str
    area_km2: float | None
    approximated: bool
    source: str
    note: str


@dataclass(frozen=True)
class Pair:
    """A reviewed pair of units across a border: `unit_a` lies in the first country of `border`."""

    border: str
    unit_a: str
    unit_b: str
    km: float
    status: Literal["real", "artefact"]
    reason: str


@dataclass(frozen=True)
class Border:
    """A border of two countries: what it is called, and the length that `source` publishes (0 where none does)."""

    id: str
    title: Text
    published_km: float = 0.0
    source: str = ""


@dataclass(frozen=True)
class Segment:
    """The shared line of two adjacent territories; `km` is its length in the area's coverage (Lambert equal-area, km).

    A lies in the first country in alphabetical order; inside a country in the order of the codes.
    """

    key_a: str
    key_b: str
    country_a: str
    country_b: str
    km: float
    arcs: tuple[int, ...] = field(default=(), compare=False)

    @property
    def is_border(self) -> bool:
        """Say whether the segment lies on an international border."""
        return self.country_a != self.country_b
