"""Sentences in every language: the same figures of the same units."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

import pytest

from mapserver.maps.state import default_state
from mapserver.maps.story import stories
from mapserver.statistics.change import change_layer
from mapserver.translation import LANGUAGES

#: What a sentence says in words of ours, in English.
ENGLISH = re.compile(
    r"\b(?:in \d{4}|Of the neighbours|Neighbours across|Difference|percentage points|times the lower|Rounded like|"
    r"change from|Change|largest change|No change|At current prices|Rank in|Sources?|The figures of|Highest|lowest|"
    r"provisional|estimated|border area)\b"
)


@pytest.mark.parametrize("lang", [tag for tag in LANGUAGES if tag != "en"])
def test_sentences_are_told_in_every_language(shipped, lang):
    """The same figures of the same units, names as they stand, and no English word of ours."""
    counts = defaultdict(int)
    for name, indicator, year, first in (
        ("barents", "gdp_per_inhabitant", 2012, 0),
        ("barents", "share_65_plus", 2005, 0),
        ("barents", "unemployment_rate", 2019, 2015),
        ("bulgaria", "gdp_index", 2020, 0),
        ("bulgaria", "net_migration_rate", 2019, 2012),
        ("carpathians", "unemployment_rate", 2013, 0),
    ):
        layer, area = shipped.layer(name, indicator), shipped.area(name)
        units = tuple(layer.places[index].code for index in layer.drawn(year) if layer.places[index].core)[:2]
        state = replace(default_state(layer, lang), year=year, units=units)
        if first:
            layer, state = change_layer(layer, first), replace(state, transform="change", from_year=first)
        free = replace(state, units=())
        here = (*stories(layer, state, area.pairs), *stories(layer, free, area.pairs))
        english = tuple(
            sentence for shown in (state, free) for sentence in stories(layer, replace(shown, lang="en"), area.pairs)
        )
        assert [replace(item, text="", missing_names=()) for item in here] == [
            replace(item, text="", missing_names=()) for item in english
        ]
        places = {layer.places[index].code: layer.places[index] for index in layer.drawn(state.year)}
        for item in here:
            counts[item.kind] += 1
            assert not ENGLISH.search(item.text), item.text
            assert "%(" not in item.text
            assert ".." not in item.text
            for unit in item.units:
                is_named = lang.split("-")[0] in {tag.split("-")[0] for tag in places[unit].names}
                assert (unit in item.missing_names) == (not is_named), item.text
                known = set(places[unit].names.values())
                assert any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", item.text) for word in known), item.text
    assert set(counts) == {"gap", "ends", "change", "unit"}
