"""Similar districts as a page shows them: how near they are, and in what they are alike and differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapserver.maps.formats import number
from mapserver.model import Text, UnitEntry
from mapserver.web.compared import Compared
from mapserver.web.wording import unit_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapserver.model.similarity import ProfileFigure, ProfileIndicator, Similarity, Trait, Twin
    from mapserver.snapshot import Snapshot

#: Traits of either kind that are told of each twin.
TOLD = 3
#: A distance over fewer indicators than these is marked, where the district itself has as many.
FEW = 12
#: Figures of years that lie further apart are told of.
APART = 1


@dataclass(frozen=True)
class TraitLine:
    """An indicator in which two districts are alike or differ: both values as the reader writes them, with years.

    A figure of a larger unit has its code.
    """

    title: Text
    measure: Text
    own: str
    own_year: int
    own_of: str
    other: str
    other_year: int
    other_of: str


@dataclass(frozen=True)
class TwinLine:
    """A similar district: how far it lies away, by how many indicators, in what it is most alike and differs most.

    `address` compares the two; `is_few` says that the distance rests on fewer indicators than it might. Of the
    indicators `larger` rest on a figure of a larger unit, `years_apart` on figures more than APART years apart.
    """

    unit: UnitEntry
    name: Text
    distance: str
    count: int
    is_few: bool
    larger: int
    years_apart: int
    alike: tuple[TraitLine, ...]
    apart: tuple[TraitLine, ...]
    address: str


def twin_lines(
    snapshot: Snapshot, code: str, twins: Sequence[Twin], lang: str, told: int = TOLD, most: int = FEW
) -> list[TwinLine]:
    """Return twins for a reader; `told` traits of either kind each. `most` indicators has the district itself."""
    return [_line(snapshot, code, twin, lang, told, most) for twin in twins]


def other_years(similarity: Similarity, code: str, names: Iterable[str]) -> list[tuple[Text, int]]:
    """Return the indicators of which a district has a figure of another year than is usual in profiles, and which."""
    place = similarity.place[code]
    held = [(indicator, indicator.figures[place]) for indicator in map(similarity.indicator.__getitem__, names)]
    return [(item.title, figure.year) for item, figure in held if figure is not None and figure.year != item.year]


def _line(snapshot: Snapshot, code: str, twin: Twin, lang: str, told: int, most: int) -> TwinLine:
    similarity = snapshot.similarity
    unit = snapshot.register.unit[twin.code]
    few = min(told, len(twin.traits) // 2)
    pairs = [_pair(similarity, code, twin, trait) for trait in twin.traits]
    return TwinLine(
        unit,
        unit_text(unit),
        number(twin.distance, 2, lang),
        len(twin.traits),
        len(twin.traits) < min(FEW, most),
        sum(own.owner != code or other.owner != twin.code for own, other in pairs),
        sum(abs(own.year - other.year) > APART for own, other in pairs),
        tuple(_trait(similarity, code, twin, trait, lang) for trait in twin.traits[:few]),
        tuple(_trait(similarity, code, twin, trait, lang) for trait in reversed(twin.traits[-few:] if few else ())),
        Compared((code, twin.code), lang=lang).address,
    )


def _pair(similarity: Similarity, code: str, twin: Twin, trait: Trait) -> tuple[ProfileFigure, ProfileFigure]:
    own, other = (similarity.indicator[trait.indicator].figures[similarity.place[item]] for item in (code, twin.code))
    if own is None or other is None:
        raise ValueError(f"{trait.indicator} has no figure of {code} or {twin.code}")
    return own, other


def _trait(similarity: Similarity, code: str, twin: Twin, trait: Trait, lang: str) -> TraitLine:
    indicator = similarity.indicator[trait.indicator]
    own, other = _pair(similarity, code, twin, trait)
    return TraitLine(
        indicator.title,
        indicator.measure,
        *_told(indicator, own, code, lang),
        *_told(indicator, other, twin.code, lang),
    )


def _told(indicator: ProfileIndicator, figure: ProfileFigure, code: str, lang: str) -> tuple[str, int, str]:
    owner = "" if figure.owner == code else figure.owner
    return number(figure.value, indicator.decimals, lang), figure.year, owner
