"""Sentences for the pages of borders and units: a border's contrasts, and the latest key figures of a unit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from mapserver.maps.formats import number
from mapserver.maps.legend import flag_words
from mapserver.maps.names import is_named
from mapserver.maps.state import default_state
from mapserver.maps.story_gaps import pair_story
from mapserver.maps.story_sentence import StorySentence, named_figure, source_words, year_heading
from mapserver.model import Observation
from mapserver.model.entry import UnitLine
from mapserver.model.ranks import Rank
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.model import BorderEntry, Layer, UnitEntry

#: A contrast was chosen for its ratio, which is told however small it is.
ANY = 1.0
COUNTRY_RANK = N_("Rank among the units of its country on the map: %(rank)s of %(count)s, 1 is the highest.")


class Latest(NamedTuple):
    """The latest figure of a unit in a line, with its rank in the country."""

    line: UnitLine
    row: Observation
    rank: Rank | None


def border_stories(border: BorderEntry, layers: Mapping[str, Layer], lang: str) -> tuple[StorySentence, ...]:
    """Return a sentence for each contrast of a border, the sharpest first.

    `layers` are those of the border's area by indicator, at the finest level; KeyError where that of a contrast is not
    among them.
    """
    told = []
    for contrast in border.contrasts:
        layer = layers[contrast.indicator]
        drawn = {layer.places[index].code: index for index in layer.drawn(contrast.year)}
        state = replace(default_state(layer, lang), year=contrast.year)
        a, b = (drawn[side.unit] for side in (contrast.a, contrast.b))
        told.append(pair_story(layer, state, a, b, least_times=ANY))
    return tuple(told)


def unit_stories(unit: UnitEntry, indicators: Sequence[Sequence[str]], lang: str) -> tuple[StorySentence, ...]:
    """Return a sentence on the latest figure that a map draws of each indicator: of each row of `indicators` the first
    one that has a figure of the unit.

    The rank is that among the units of its country, which one series counts.
    """
    told = []
    for row in indicators:
        found = next((held for name in row if (held := _latest(unit, name))), None)
        if found is not None:
            told.append(_unit_story(unit, found, lang))
    return tuple(told)


def _latest(unit: UnitEntry, indicator: str) -> Latest | None:
    """Return the latest figure of an indicator that a map draws, of several divisions the last one's."""
    found = [
        Latest(line, row, line.drawn.country)
        for line in unit.lines
        if line.indicator == indicator and line.drawn is not None
        for row in line.observations
        if row.year == line.drawn.year and row.value is not None
    ]
    return max(reversed(found), key=lambda latest: latest.row.year, default=None)


def _unit_story(unit: UnitEntry, latest: Latest, lang: str) -> StorySentence:
    line, row, rank = latest
    words = (number(row.value or 0.0, line.decimals, lang), *flag_words(row.flag, lang))
    parts = [year_heading(line, row.year, lang), f"{named_figure(unit, words, lang)}."]
    if rank is not None and rank.count > 1:
        parts.append(tell(lang, COUNTRY_RANK, rank=rank.place, count=rank.count))
    quoted = {*row.edition.split("+"), *(row.note.words if row.note else ())}
    sources = tuple(dict.fromkeys(edition.publisher for edition in unit.sources if edition.id in quoted))
    text = " ".join((*parts, *source_words(sources, lang)))
    missing = () if is_named(unit, lang) else (unit.code,)
    return StorySentence("unit", text, (row.year,), (unit.code,), (line.series,), sources, "", missing)
