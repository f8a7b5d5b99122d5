"""The highest and the lowest: those of the table, of what can be put in one order."""

from __future__ import annotations

import re

from mapserver.model.figures import FLAGS, split_flags
from tests.shipped_stories.tables import COUNTRIES, NUMBER, of_kind


def test_every_end_is_that_of_the_table(sentences):
    ends = re.compile(
        rf"(?:Highest: (?P<high>.+?) \((?P<most>{NUMBER})(?:; [^()]*)?\); lowest: (?P<low>.+?) \((?P<least>{NUMBER})"
        rf"|: highest (?P<high_of>.+?) \((?P<most_of>{NUMBER})(?:; [^()]*)?\), lowest (?P<low_of>.+?)"
        rf" \((?P<least_of>{NUMBER}))(?:; [^()]*)?\)\."
    )
    equal = 0
    for item, state, sentence in of_kind(sentences, "ends"):
        core = [row for row in item.of_year[state.year].values() if row.core and row.series in sentence.series]
        within = re.search(r"(?:\d|\.) ?(?P<countries>[^.:]+): (?:highest|all have)", sentence.text)
        if within:
            names = re.split(r", | and ", within["countries"].strip())
            core = [row for row in core if COUNTRIES[row.country] in names or COUNTRIES[row.country] in within[0]]
        values = [item.shown(row.value) for row in core]
        if "ll of them have the value" in sentence.text or ": all have the value" in sentence.text:
            equal += 1
            assert len(set(values)) == 1 and not sentence.units
            continue
        found = ends.search(sentence.text)
        assert found, sentence.text
        most, least = found["most"] or found["most_of"], found["least"] or found["least_of"]
        assert (most, least) == (item.written(max(values)), item.written(min(values))), sentence.text
        extreme = {row.unit for row in core if item.shown(row.value) in (max(values), min(values))}
        assert set(sentence.units) == extreme, sentence.text
        for row in core:
            if row.unit in extreme:
                there = "high" if item.shown(row.value) == max(values) else "low"
                assert row.full_name in (found[there] or found[f"{there}_of"]), sentence.text
                assert all(FLAGS[part] in found[0] for part in split_flags(row.flag)), sentence.text
        assert not any(
            item.judgement(one, other) == "different" for one in core for other in core if one.country < other.country
        )
    assert equal < 50
