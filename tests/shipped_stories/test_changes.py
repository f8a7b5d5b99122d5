"""Changes: within one run, of the numbers of the table, and the largest where they are said to be."""

from __future__ import annotations

import re
from dataclasses import replace

from mapserver.maps.state import default_state
from mapserver.maps.story import stories
from mapserver.model.figures import split_flags
from mapserver.statistics.change import change_layer
from tests.shipped_stories.tables import COUNTRIES, NUMBER, Told, flags_of, of_kind, read, states

FORM = re.compile(
    rf", change from (?P<from>\d{{4}}) to (?P<to>\d{{4}})[,.].*?: (?P<first>{NUMBER}) \((?P<first_year>\d{{4}})"
    rf"(?:; (?P<first_flags>[^()]*))?\), (?P<last>{NUMBER}) \((?P<last_year>\d{{4}})"
    r"(?:; (?P<last_flags>[^()]*))?\)\."
    rf" (?:Change: (?P<change>{NUMBER})(?P<points> percentage points)?(?P<unit> [^.(]+?)?"
    r"(?: \((?P<percent>[^%]+)%\))?\."
    r"|Rounded like this, there is no change\.)"
    r"(?: (?P<relative>In percent this|This) is the largest change among the core districts with comparable figures in"
    r" both years \((?P<countries>[^():]+): (?P<count>\d+)\)\.)?"
)
#: Flags of figures that no percentage rests on.
UNFIT = {"u", "n", "d", "National", "NUTS2"}


def starts(item, unit, last):
    """Return the rows from which a change of a unit until a year may be told, the plain way: the earliest first."""
    now = item.of_year[last].get(unit)
    return [
        row
        for row in (item.lines[unit, now.vintage, now.run] if now else ())
        if row.year <= last - 5 and row.year not in (2020, 2021)
    ]


def is_fit(item, row):
    return item.shown(row.value) * 10**item.layer.decimals >= 10 and not UNFIT & set(split_flags(row.flag))


def test_a_change_ends_in_the_year_that_is_shown_and_crosses_no_end_of_a_run(sentences):
    for item, state, sentence in of_kind(sentences, "change"):
        found = FORM.search(sentence.text)
        assert found, sentence.text
        years = int(found["from"]), int(found["to"])
        assert years == (int(found["first_year"]), int(found["last_year"])) == sentence.years
        assert years[1] == state.year
        (unit,) = sentence.units
        last, begun = item.of_year[state.year][unit], starts(item, unit, state.year)
        (first,) = [row for row in begun if row.year == years[0]] or [None]
        assert first, f"{sentence.text}: a run ends between the years, or it begins in one that tells nothing"
        if state.units:
            assert years[0] == begun[0].year, sentence.text
        assert (found["first"], found["last"]) == (item.written(first.value), item.written(last.value))
        assert (found["first_flags"] or "", found["last_flags"] or "") == (flags_of(first), flags_of(last))
        assert last.full_name in sentence.text
        change = item.shown(item.shown(last.value) - item.shown(first.value))
        assert (found["change"] or "") == (item.written(change, plus=True) if change else ""), sentence.text
        measure = item.layer.measure.say("en")
        if found["points"]:
            assert measure.startswith(("%", "percentage points"))
        assert (found["unit"] or "").strip() in ("", measure), sentence.text
        if found["percent"]:
            by = (item.shown(last.value) / item.shown(first.value) - 1) * 100
            assert abs(read(found["percent"]) - by) <= 0.05 + 1e-9, sentence.text
            assert item.layer.kind in ("rate", "money") and not measure.startswith("%")


def test_the_largest_change_is_the_largest_of_the_table(sentences):
    """Said of the unit that was not chosen: it changed most of the core, over years in which half of it compares."""
    seen = 0
    for item, state, sentence in of_kind(sentences, "change"):
        found = FORM.search(sentence.text)
        assert bool(found["countries"]) == (not state.units), sentence.text
        if state.units:
            continue
        seen += 1
        (unit,), first = sentence.units, int(found["from"])
        relative = found["relative"] != "This"
        core = [
            row
            for row in item.of_year[state.year].values()
            if row.core and row.series in sentence.series and COUNTRIES[row.country] in found["countries"]
        ]
        changes = {}
        for row in core:
            for then in starts(item, row.unit, state.year):
                if then.year == first and (not relative or (is_fit(item, row) and is_fit(item, then))):
                    a, b = item.shown(then.value), item.shown(row.value)
                    changes[row.unit] = abs(b / a - 1) if relative else item.shown(abs(b - a))
        assert len(changes) == int(found["count"]) > 1, sentence.text
        assert changes[unit] == max(changes.values()) > 0, sentence.text
        assert not any(
            item.judgement(a, b) == "different" for a in core for b in core if {a.unit, b.unit} <= set(changes)
        )
        assert {row.series for row in core if row.unit in changes} == set(sentence.series)
    assert seen > 100


def test_a_chosen_unit_has_a_sentence_where_a_run_ends_and_none_elsewhere(told):
    counts = {True: 0, False: 0}
    for item in told[::4]:
        for state in (state for state in states(item.layer) if state.units):
            found = {said.units[0] for said in stories(item.layer, state, ()) if said.kind == "change"}
            for unit in state.units:
                counts[unit in found] += 1
                assert (unit in found) == bool(starts(item, unit, state.year)), (item.layer.indicator, state)
    assert min(counts.values()) > 50


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
