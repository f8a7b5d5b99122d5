"""Changes: within one run, of the numbers of the table, and the largest where they are said to be."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from mapserver.maps.state import default_state
from mapserver.maps.story import stories
from mapserver.statistics.change import change_layer
from tests.shipped_stories.tables import NUMBER, Told, flags_of, of_kind, read


def test_no_change_crosses_the_end_of_a_run(sentences):
    form = re.compile(
        rf", change from (?P<from>\d{{4}}) to (?P<to>\d{{4}})[,.].*?: (?P<first>{NUMBER}) \((?P<first_year>\d{{4}})"
        rf"(?:; (?P<first_flags>[^()]*))?\), (?P<last>{NUMBER}) \((?P<last_year>\d{{4}})"
        r"(?:; (?P<last_flags>[^()]*))?\)\."
        rf" (?:Change: (?P<change>{NUMBER})(?P<points> percentage points)?(?: \((?P<percent>[^%]+)%\))?\."
        r"|Rounded like this, there is no change\.)"
    )
    for item, _, sentence in of_kind(sentences, "change"):
        found = form.search(sentence.text)
        assert found, sentence.text
        years = int(found["from"]), int(found["to"])
        assert years == (int(found["first_year"]), int(found["last_year"])) == sentence.years
        (unit,) = sentence.units
        lines = defaultdict(list)
        for row in item.rows:
            if row.unit == unit:
                lines[row.vintage, row.run].append(row)
        (line,) = [rows for rows in lines.values() if set(years) <= {row.year for row in rows}][:1] or [[]]
        assert line, f"{sentence.text}: a run ends between the years"
        first, last = (next(row for row in line if row.year == year) for year in years)
        of_vintage = [rows for (vintage, _), rows in lines.items() if vintage == first.vintage]
        assert years[1] - years[0] == max(rows[-1].year - rows[0].year for rows in of_vintage)
        assert (found["first"], found["last"]) == (item.written(first.value), item.written(last.value))
        assert (found["first_flags"] or "", found["last_flags"] or "") == (flags_of(first), flags_of(last))
        assert first.full_name in sentence.text
        change = item.shown(item.shown(last.value) - item.shown(first.value))
        assert (found["change"] or "") == (item.written(change, plus=True) if change else ""), sentence.text
        if found["points"]:
            assert item.layer.measure.say("en").startswith(("%", "percentage points"))
        if found["percent"]:
            by = (item.shown(last.value) / item.shown(first.value) - 1) * 100
            assert abs(read(found["percent"]) - by) <= 0.05 + 1e-9, sentence.text
            assert item.layer.kind in ("rate", "money") and not item.layer.measure.say("en").startswith("%")


def test_changes_of_a_map_are_those_within_a_run(told):
    """On maps of changes: what is told of a unit is the difference of its two values, in one run of one vintage."""
    seen = 0
    for item in told[::3]:
        years = item.layer.years
        if len(years) < 2:
            continue
        layer, first, last = change_layer(item.layer, years[0]), years[0], years[-1]
        units = tuple(item.layer.places[index].code for index in item.layer.drawn(last)[:8])
        state = replace(default_state(item.layer), year=last, from_year=first, transform="change", units=units)
        for sentence in stories(layer, state, item.area.pairs):
            seen += 1
            assert str(first) in sentence.text and str(last) in sentence.text
            assert "times the lower one" not in sentence.text
            told_of = Told(layer, item.area, "")
            for unit in sentence.units:
                (now,) = [row for row in item.rows if row.unit == unit and row.year == last]
                (then,) = [row for row in item.rows if (row.unit, row.vintage, row.year) == (unit, now.vintage, first)]
                assert now.run == then.run, sentence.text
                change = told_of.written(round(now.value - then.value, 10), plus=True)
                assert re.search(rf"{re.escape(now.full_name)}[^.]*?[:(] ?\(?{re.escape(change)}", sentence.text), (
                    sentence.text
                )
    assert seen > 50
