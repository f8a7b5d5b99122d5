"""The step of a build that gathers what the first pages open with: contrasts, questions and the newest figures.

It reads the layers that the steps before it stored, so that no step need know the pairs of an area.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from mapserver.model import AreaEntry, Contrast, Issue, Layer, NewestFigures, Opening, Question
from mapserver.snapshot.codec import decode
from mapserver.statistics.contrasts import layer_contrasts, sharpest
from mapserver.statistics.newest import newest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapserver.model import LayerEntry
    from mapserver.snapshot.indicator_step import IndicatorLayers
    from mapserver.snapshot.store import Store

#: How many questions and publications the first page has, and how many indicators stand for a publication.
QUESTIONS, ISSUES, INDICATORS = 4, 5, 4
#: On the first page a contrast of so many years before the newest, and of so many times, comes before all others.
RECENT, TELLING_TIMES = 10, 2.0


class NewFigures(NamedTuple):
    """An indicator's newest figures in an area, the source of them, and a rank: the lower, the earlier in a list."""

    figures: NewestFigures
    source: Mapping[str, str]
    rank: tuple[int, bool, int, str]


def build_opening(
    areas: Iterable[AreaEntry], layers: Mapping[str, IndicatorLayers], store: Store
) -> tuple[tuple[AreaEntry, ...], Opening]:
    """Return the areas with the contrasts of their borders, and what the first page opens with."""
    told: list[AreaEntry] = []
    figures: list[NewFigures] = []
    for area in areas:
        found: list[Contrast] = []
        for entry in area.layers:
            item = layers[entry.indicator]
            layer = decode(store.get(item.layers[area.id]["finest"][0]), Layer)
            if item.has_ratios:
                found += layer_contrasts(layer, entry, area.pairs, [border.id for border in area.borders])
            figures += _newest(area, entry, layer)
        borders = [
            replace(border, contrasts=sharpest(item for item in found if item.border == border.id))
            for border in area.borders
        ]
        told.append(replace(area, borders=tuple(borders)))
    leading = leading_contrasts(told)
    return tuple(told), Opening(leading, questions(told, leading), issues(figures))


def leading_contrasts(areas: Sequence[AreaEntry]) -> dict[str, Contrast]:
    """Return by area the contrast that stands for it, none that stands for an area before it."""
    leading: dict[str, Contrast] = {}
    for area, held in _in_order(areas).items():
        fresh = [item for item in held if item not in leading.values()]
        if fresh:
            leading[area] = fresh[0]
    return leading


def questions(areas: Sequence[AreaEntry], leading: Mapping[str, Contrast]) -> tuple[Question, ...]:
    """Choose contrasts to ask for, area by area in turn: each of another border and concept, and none that leads.

    Of those that tell much, one of another theme comes before a sharper one.
    """
    waiting = _in_order(areas)
    chosen: list[Question] = []
    while len(chosen) < QUESTIONS and any(waiting.values()):
        for area, held in waiting.items():
            told = [question.contrast for question in chosen]
            known = [leading[area]] if area in leading else []
            seen = {item.border for item in told} | {item.concept for item in (*told, *known)}
            fit = [
                item
                for item in held
                if item.border not in seen and item.concept not in seen and item not in leading.values()
            ]
            waiting[area] = fit
            if fit and len(chosen) < QUESTIONS:
                themes = {item.theme for item in told}
                other = (item for item in fit if item.theme not in themes and item.times >= TELLING_TIMES)
                chosen.append(Question(area, next(other, fit[0])))
    return tuple(chosen)


def issues(figures: Iterable[NewFigures]) -> tuple[Issue, ...]:
    """Return the publications that were retrieved most recently, each with the indicators whose newest figures it has.

    An indicator stands once, on the first map with its latest year.
    """
    latest: dict[str, NewFigures] = {}
    for item in figures:
        known = latest.get(item.figures.indicator)
        if known is None or item.figures.year > known.figures.year:
            latest[item.figures.indicator] = item
    by_edition: dict[str, list[NewFigures]] = {}
    for item in latest.values():
        by_edition.setdefault(item.source["id"], []).append(item)
    found = [_issue(by_edition[name]) for name in sorted(by_edition)]
    return tuple(sorted(found, key=lambda issue: issue.retrieved, reverse=True)[:ISSUES])


def _issue(rows: Sequence[NewFigures]) -> Issue:
    source = rows[0].source
    held = tuple(row.figures for row in sorted(rows, key=lambda row: row.rank)[:INDICATORS])
    return Issue(source["id"], source["publisher"], source["title"], source["retrieved"], held)


def _newest(area: AreaEntry, entry: LayerEntry, layer: Layer) -> list[NewFigures]:
    """Return a layer's newest figures: the latest first, concepts before their forms, then what is most compared."""
    latest = newest(layer)
    if latest is None:
        return []
    year, source = latest
    compared = sum(len(sides.years) for sides in entry.both_sides.values() if sides.comparable)
    rank = (-year, entry.concept != entry.indicator, -compared, entry.indicator)
    return [NewFigures(NewestFigures(area.id, entry.indicator, year), source, rank)]


def _in_order(areas: Sequence[AreaEntry]) -> dict[str, list[Contrast]]:
    """Return the contrasts of each area: recent ones that tell much before older and lesser ones, then by times."""
    held = {area.id: [item for border in area.borders for item in border.contrasts] for area in areas}
    newest_year = max((item.year for found in held.values() for item in found), default=0)

    def key(item: Contrast) -> tuple[bool, float, str, str]:
        is_telling = item.year >= newest_year - RECENT and item.times >= TELLING_TIMES
        return not is_telling, -item.times, item.border, item.indicator

    return {area: sorted(found, key=key) for area, found in held.items()}
