"""Neighbours across a border: the numbers are those of the table, the ratio that of the two numbers before it."""

from __future__ import annotations

import csv
import re
from dataclasses import replace

import pytest

from mapserver.maps.state import default_state
from mapserver.maps.story import stories
from mapserver.model.figures import split_flags
from tests.shipped_stories.tables import NUMBER, flags_of, half, of_kind, read

FIGURE = rf"(?P<%s>{NUMBER})(?: \((?P<%s_flags>[^()]*)\))?"
COMPARED = (
    rf"(?: Difference: (?P<difference>{NUMBER})(?P<points> percentage points)?(?P<unit> [^.:]+)?\.)?"
    rf"(?: The higher figure is about (?P<times>{NUMBER}) times the lower one\.)?"
    r"(?P<equal> Rounded like this, both figures are the same\.)?"
)
FARTHEST = "Of the neighbours in the border area with figures on both sides of this border, these differ most"


def test_every_gap_is_that_of_the_table(sentences):
    compared = 0
    for item, state, sentence in of_kind(sentences, "gap"):
        rows = item.of_year[state.year]
        high, low = (rows[unit] for unit in sentence.units)
        form = (
            rf"(?P<claim>{FARTHEST}|Neighbours across the border):"
            rf" {re.escape(high.full_name)}: {FIGURE % (('high',) * 2)};"
            rf" {re.escape(low.full_name)}: {FIGURE % (('low',) * 2)}\.{COMPARED} (?:The figures of|Sources?: )"
        )
        found = re.search(form, sentence.text)
        assert found, sentence.text
        assert (found["high"], found["low"]) == (item.written(high.value), item.written(low.value)), sentence.text
        assert (found["high_flags"] or "", found["low_flags"] or "") == (flags_of(high), flags_of(low)), sentence.text
        apart = item.shown(item.shown(high.value) - item.shown(low.value))
        assert apart >= 0
        assert high.core and low.core and high.country != low.country
        judgement = item.judgement(high, low)
        assert sentence.judgement == judgement
        if judgement == "different":
            assert not (found["times"] or found["difference"] or found["equal"]), sentence.text
            assert found["claim"] != FARTHEST
            continue
        assert found["times"] or found["difference"] or found["equal"], sentence.text
        assert bool(found["equal"]) == (apart == 0)
        if found["difference"]:
            assert read(found["difference"]) == pytest.approx(apart), sentence.text
            is_points = item.layer.measure.say("en").startswith(("%", "percentage points"))
            assert bool(found["points"]) == is_points
            measure = item.layer.measure.say("en")
            is_unit = measure[0].isalpha() and "=" not in measure and "times" not in measure and len(measure) < 29
            assert (found["unit"] or "").strip() == (measure if is_unit and not is_points else ""), sentence.text
        if found["times"]:
            compared += 1
            times = item.shown(high.value) / item.shown(low.value)
            assert abs(read(found["times"]) - times) <= half(found["times"]), sentence.text
            assert times >= 1.5
            assert item.layer.kind in ("rate", "money")
            assert min(row.value for row in item.rows) >= 0
            assert not {"u", "n", "d"} & {*split_flags(high.flag), *split_flags(low.flag)}
        if found["claim"] == FARTHEST:
            assert apart == pytest.approx(max(differences(item, state.year, {high.country, low.country})))
    assert compared > 100


def differences(item, year, countries):
    """Yield how far neighbours at a border are apart, the plain way: every unit that begins a reviewed code."""
    core = [row for row in item.of_year[year].values() if row.core and row.country in countries]
    for a, b in item.area.pairs:
        ones, others = ([row for row in core if code.startswith(row.unit)] for code in (a, b))
        for one in ones:
            for other in others:
                if one.country != other.country and item.judgement(one, other) != "different":
                    yield abs(item.shown(one.value) - item.shown(other.value))


def figure_in(repo, name, **wanted):
    """Return the one value of a file of the data that these columns name."""
    with (repo / "layers" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = [row for row in csv.DictReader(stream) if wanted.items() <= row.items()]
    return float(row["value"])


def test_finnmark_and_murmansk_in_2012(repo, shipped):
    """By hand, out of the files of the data: 50 700 euro against 361 968.4 roubles at 39.9262 roubles a euro."""
    there = figure_in(repo, "gdp_per_inhabitant/eurostat", unit="NO074", year="2012", edition="EGDP3")
    across = figure_in(repo, "gdp_per_inhabitant/rosstat_rub", unit="RU-MUR", year="2012")
    rate = figure_in(repo, "rates/exchange", currency="RUB", per="EUR", year="2012")
    assert (there, across, rate) == (50_700, 361_968.4, 39.9262)
    assert 361_968.4 / 39.9262 == pytest.approx(9_066, abs=0.5)
    assert 50_700 / 9_066 == pytest.approx(5.59, abs=0.005)
    layer = shipped.layer("barents", "gdp_per_inhabitant")
    state = replace(default_state(layer), year=2012)
    (sentence,) = [
        item
        for item in stories(layer, state, shipped.area("barents").pairs)
        if item.kind == "gap" and item.units == ("NO074", "RU-MUR")
    ]
    assert sentence.text == (
        "GDP per inhabitant in 2012, EUR per inhabitant. Neighbours across the border: Troms and Finnmark, Norway:"
        " 50,700; Murmansk Oblast, Russia: 9,066. The higher figure is about 5.6 times the lower one. The figures of"
        " Eurostat and of Rosstat are similar, not the same. GDP of a region and gross regional product are different"
        " accounts; Rosstat's leaves out taxes on products and activities not split by region."
        " Sources: Eurostat; Rosstat; European Central Bank."
    )
    assert sentence.judgement == "similar"
