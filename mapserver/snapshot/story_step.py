"""The step of a build that looks up what stories say: their figures, what their words claim, the states of their maps.

A story is worked out anew when its texts or the layers that it uses changed.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mapserver.model import Call, Finding, Guard, Layer, Story, StoryEntry, StoryMap
from mapserver.snapshot.codec import encode
from mapserver.snapshot.story_sources import sources_of
from mapserver.snapshot.story_values import FINEST, Side, StoryFault, StoryLayers, check_comparable, evaluate, side_of
from mapserver.snapshot.story_values import judgement as judgement_of
from mapserver.statistics.change import change_layer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mapserver.model import PlacedCall, StoryFigure
    from mapserver.snapshot.store import Store

SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}


@dataclass(frozen=True)
class StoryResult:
    """What the step gives: the name of the stored story, none where it has an error, and the findings."""

    objects: tuple[str, ...]
    slug: str
    findings: tuple[Finding, ...] = ()


def build_story(story: Story, layers: StoryLayers, store: Store) -> StoryResult:
    """Look up and store a story; what the data do not give, and claims that do not hold, come back as findings."""
    findings: list[Finding] = []
    figures = [_figure(item, layers, findings) for item in story.calls]
    maps = [_map(item, layers, findings) for item in story.maps]
    for guard in story.guards:
        _check(guard, layers, findings)
    if findings:
        return StoryResult((), story.slug, tuple(findings))
    known = [figure for figure in figures if figure is not None]
    states = [state for state in maps if state is not None]
    sources, comparisons = sources_of(known, states, layers)
    entry = StoryEntry(
        story.slug,
        story.author,
        story.date,
        story.updated,
        story.areas,
        story.texts,
        tuple(known),
        tuple(states),
        len(story.guards),
        sources,
        story.is_organization,
        comparisons,
    )
    return StoryResult((store.put(encode(entry), "story.json"),), story.slug)


def facts_of(story: Story, layers: StoryLayers) -> object:
    """Return all that a story is made of: its texts, the names of the layers that it uses, what is listed of them."""
    calls = list(_calls(story))
    pairs = sorted({(call.words[0], call.words[1]) for call in calls if call.name != "indicators"})
    counted = sorted({call.words[0] for call in calls if call.name == "indicators"})
    listed = [
        (item.indicator, item.concept, item.countries, item.both_sides, item.years)
        for area in sorted({area for area, _ in pairs}.union(counted))
        for item in layers.area(area).layers
        if area in counted or (area, item.indicator) in pairs
    ]
    return story, [layers.names(*pair) for pair in pairs], listed


def _calls(story: Story) -> Iterable[Call]:
    yield from (item.call for item in (*story.calls, *story.maps))
    for guard in story.guards:
        yield from (side for side in (guard.left, guard.right) if isinstance(side, Call))


def _figure(item: PlacedCall, layers: StoryLayers, findings: list[Finding]) -> StoryFigure | None:
    try:
        return evaluate(item.call, layers)
    except StoryFault as fault:
        findings.append(_finding(item.file, item.line, f"{{{item.call}}}", fault))
        return None


def _check(guard: Guard, layers: StoryLayers, findings: list[Finding]) -> None:
    """Report a claim that the figures do not bear out, with the figures."""
    try:
        held = _sides(guard, layers)
    except StoryFault as fault:
        findings.append(_finding(guard.file, guard.line, f"{{{guard}}}", fault))
        return
    if not SIGNS[guard.sign](*held):
        left, right = (f"{value:.10g}" if isinstance(value, float) else value for value in held)
        message = f"{{{guard}}} does not hold: {left} {guard.sign} {right} is not so"
        remedy = "write what the figures say now, in every language, and change the check"
        findings.append(Finding(guard.file, guard.line, "error", message, remedy))


def _sides(guard: Guard, layers: StoryLayers) -> tuple[float, float] | tuple[str, str]:
    if guard.left.name == "judgement":
        return judgement_of(guard.left, layers), str(guard.right)
    left = float(evaluate(guard.left, layers).value)
    if isinstance(guard.right, str):
        return left, float(guard.right)
    _check_sides(guard.left, guard.right, layers)
    return left, float(evaluate(guard.right, layers).value)


def _check_sides(left: Call, right: Call, layers: StoryLayers) -> None:
    """Raise StoryFault where two figures of one layer are set against each other that measure different things."""
    if left.name != "value" or right.name != "value" or left.words[:2] != right.words[:2]:
        return
    layer = layers.layer(left.words[0], left.words[1], left.option("level") or FINEST)
    sides: list[Side] = [side_of(layer, call.words[3], int(call.words[2])) for call in (left, right)]
    check_comparable(layer, *sides)


def _map(item: PlacedCall, layers: StoryLayers, findings: list[Finding]) -> StoryMap | None:
    area, indicator = item.call.words
    query = dict(item.call.options)
    try:
        _check_state(layers.layer(area, indicator, query.get("level", FINEST)), query)
    except StoryFault as fault:
        findings.append(_finding(item.file, item.line, f"{{{item.call}}}", fault))
        return None
    return StoryMap(area, indicator, query)


def _check_state(layer: Layer, query: dict[str, str]) -> None:
    """Raise StoryFault for a state that the layer does not have."""
    year = int(query.get("year", layer.default_year))
    span = f"its years lie between {layer.years[0]} and {layer.years[-1]}"
    if year not in layer.years:
        raise StoryFault(f"'{layer.indicator}' has no figures of {year}", span)
    if "from" in query:
        start = int(query["from"])
        if start not in layer.years or start >= year:
            raise StoryFault(f"there is no change from {start} to {year}", span)
        layer = change_layer(layer, start)
    if not layer.valued(year):
        raise StoryFault(f"nothing is drawn with a value in {year}", "choose a year with figures")
    for code in filter(None, query.get("unit", "").split(",")):
        if code not in {place.code for place in layer.places}:
            raise StoryFault(f"unit '{code}' is not drawn on this map", "name a unit that the map draws")
    scheme = query.get("scheme", layer.scheme)
    if scheme == "unclassed":
        if "k" in query or layer.low == layer.high:
            raise StoryFault("without classes there is no number of them", "leave 'k' or 'scheme' out")
    elif scheme not in layer.breaks:
        raise StoryFault(f"'{scheme}' is no scheme of this map", f"write one of {', '.join(sorted(layer.breaks))}")
    elif "k" in query and int(query["k"]) not in layer.breaks[scheme]:
        counts = ", ".join(map(str, sorted(layer.breaks[scheme])))
        raise StoryFault(f"this map is not made with {query['k']} classes", f"write one of {counts}")


def _finding(file: str, line: int, what: str, fault: StoryFault) -> Finding:
    return Finding(file, line, "error", f"{what}: {fault.message}", fault.remedy)
