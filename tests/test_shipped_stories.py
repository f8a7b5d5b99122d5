"""Every sentence for a story that the shipped data give, in English, read back: its numbers are those of the table that
is given out, its ratio that of the two numbers before it, and nothing in it joins what may not be joined."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from io import StringIO

import pytest
from babel import Locale

from mapserver.exports.extract import Extract
from mapserver.exports.tables import csv_table
from mapserver.maps.state import default_state
from mapserver.maps.story import stories
from mapserver.maps.story_entries import border_stories, unit_stories
from mapserver.model.figures import FLAGS, split_flags
from mapserver.statistics.change import change_layer
from mapserver.translation import LANGUAGES
from mapserver.web.unit_panel import KEY_INDICATORS

#: The link shows the layers of the others.
AREAS = ("barents", "bulgaria", "carpathians")
COUNTRIES = Locale("en").territories
MINUS = "\u2212"
NUMBER = r"[+\u2212]?\d[\d,]*(?:\.\d+)?"
FIGURE = rf"(?P<%s>{NUMBER})(?: \((?P<%s_flags>[^()]*)\))?"
COMPARED = (
    rf"(?: Difference: (?P<difference>{NUMBER})(?P<points> percentage points)?\.)?"
    rf"(?: The higher figure is about (?P<times>{NUMBER}) times the lower one\.)?"
    r"(?P<equal> Rounded like this, both figures are the same\.)?"
)
FARTHEST = "Of the neighbours in the border area with figures on both sides of this border, these differ most"
WARNINGS = {
    "same": "follow the same definition.",
    "similar": "are similar, not the same.",
    "different": "measure different things and should not be compared directly.",
}


@dataclass(frozen=True)
class Row:
    """What a test needs of a row of the table."""

    unit: str
    vintage: str
    name: str
    country: str
    core: bool
    year: int
    value: float
    flag: str
    series: str
    run: int
    publishers: tuple[str, ...]

    @property
    def full_name(self) -> str:
        return self.name if self.name == COUNTRIES[self.country] else f"{self.name}, {COUNTRIES[self.country]}"


class Told:
    """A layer with its table as it is given out, and what its sentences may say."""

    def __init__(self, layer, area, snapshot_id):
        self.layer, self.area = layer, area
        self.extract = Extract(layer, area, default_state(layer), snapshot_id, layer.years)

    @cached_property
    def rows(self) -> list[Row]:
        return [
            Row(
                row["unit"], row["vintage"], row["name"], row["country"], row["core"] == "true", int(row["year"]),
                float(row["value"]), row["flag"], row["series"], int(row["run"]), tuple(row["source"].split("; ")),
            )
            for row in csv.DictReader(StringIO(csv_table(self.extract).decode()))
            if row["value"]
        ]  # fmt: skip

    @cached_property
    def of_year(self) -> dict[int, dict[str, Row]]:
        found: dict[int, dict[str, Row]] = defaultdict(dict)
        for row in self.rows:
            found[row.year][row.unit] = row
        return found

    def shown(self, value: float) -> float:
        return round(value, self.layer.decimals)

    def written(self, value: float, *, plus: bool = False) -> str:
        """Write a number the plain way, with the digits that the layer shows."""
        rounded = self.shown(value) + 0.0
        text = f"{rounded:,.{self.layer.decimals}f}".replace("-", "\u2212")
        return f"+{text}" if plus and rounded > 0 else text

    def judgement(self, one: Row, other: Row) -> str:
        if one.series == other.series and one.country == other.country:
            return ""
        sides = {one.series, other.series}
        return next((row[2] for row in self.layer.comparability if {row[0], row[1]} == sides), "")


def read(number: str) -> float:
    return float(number.replace(",", "").replace("\u2212", "-"))


def flags_of(row: Row) -> str:
    return "; ".join(FLAGS[part] for part in split_flags(row.flag))


def states(layer):
    """Return states of a layer: of its own year, the first and one in the middle, with two units chosen and none."""
    for year in sorted({layer.years[0], layer.default_year, layer.years[len(layer.years) // 2]}):
        drawn = [layer.places[index].code for index in layer.drawn(year)]
        state = replace(default_state(layer), year=year)
        yield replace(state, units=tuple(drawn[:2]))
        yield state


@pytest.fixture(scope="module")
def told(shipped):
    return [
        Told(shipped.layer(name, entry.indicator), shipped.area(name), shipped.id)
        for name in AREAS
        for entry in shipped.area(name).layers
    ]


@pytest.fixture(scope="module")
def sentences(told):
    """Return every sentence with its layer and its state."""
    return [
        (item, state, sentence)
        for item in told
        for state in states(item.layer)
        for sentence in stories(item.layer, state, item.area.pairs)
    ]


def of_kind(sentences, kind):
    found = [row for row in sentences if row[2].kind == kind]
    assert len(found) > 200, kind
    return found


def test_there_are_sentences_of_every_layer(told, sentences):
    layers = {(item.layer.area, item.layer.indicator) for item, _, _ in sentences}
    assert len(layers) > 0.9 * len(told)
    assert len(sentences) > 4000


def test_every_sentence_says_year_measure_sources_and_judgement(sentences):
    for item, _, sentence in sentences:
        text = sentence.text
        assert item.layer.title.say("en") in text
        words = re.findall(r"\w+", item.layer.measure.say("en").casefold())
        assert all(word in text.casefold() for word in words), text
        assert sentence.years and all(str(year) in text for year in sentence.years), text
        named = f"Source{'s' if len(sentence.sources) > 1 else ''}: {', '.join(sentence.sources)}."
        assert sentence.sources and text.endswith(f" {named}"), text
        rows = [item.of_year[year][unit] for unit in sentence.units for year in sentence.years]
        assert {name for row in rows for name in row.publishers} <= set(sentence.sources), text
        assert {row.series for row in rows} <= set(sentence.series), text
        if len(sentence.series) > 1:
            assert sentence.judgement, text
        if sentence.judgement:
            assert WARNINGS[sentence.judgement] in text or "from country to country" in text, text
            reasons = [row[3].say("en") for row in item.layer.comparability if {row[0], row[1]} <= set(sentence.series)]
            assert any(reason in text for reason in reasons if reason), text
        assert "%(" not in text and "%s" not in text


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
        if found["times"]:
            compared += 1
            times = item.shown(high.value) / item.shown(low.value)
            assert abs(read(found["times"]) - times) <= 0.05 + 1e-9, sentence.text
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


def test_every_rank_is_that_of_the_table(sentences):
    ranked = 0
    for item, state, sentence in of_kind(sentences, "unit"):
        (unit,) = sentence.units
        rows = item.of_year[state.year]
        own = rows[unit]
        core = [row for row in rows.values() if row.core]
        words = f"{item.written(own.value)}{f' ({flags_of(own)})' if own.flag else ''}"
        assert f". {own.full_name}: {words}. " in sentence.text, sentence.text
        rank = re.search(r" Rank in the border area: (\d+) of (\d+), 1 is the highest\.", sentence.text)
        mixed = any(item.judgement(a, b) == "different" for a in core for b in core)
        assert bool(rank) == (own.core and not mixed), sentence.text
        if rank:
            ranked += 1
            better = sum(row.value > own.value for row in core)
            assert (int(rank[1]), int(rank[2])) == (better + 1, len(core)), sentence.text
    assert ranked > 100


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
        " Sources: Eurostat, Rosstat, European Central Bank."
    )
    assert sentence.judgement == "similar"


def test_the_sentences_of_a_border_are_its_contrasts(shipped):
    told = 0
    for name in AREAS:
        area = shipped.area(name)
        for border in area.borders:
            layers = {item.indicator: shipped.layer(name, item.indicator) for item in border.contrasts}
            for contrast, sentence in zip(border.contrasts, border_stories(border, layers, "en"), strict=True):
                told += 1
                layer = layers[contrast.indicator]
                a, b = (f"{round(side.value, layer.decimals):,.{layer.decimals}f}" for side in (contrast.a, contrast.b))
                assert {contrast.a.unit, contrast.b.unit} == set(sentence.units)
                assert f": {a}" in sentence.text and f": {b}" in sentence.text
                times = re.search(rf"about ({NUMBER}) times", sentence.text)
                assert times and abs(read(times[1]) - contrast.times) <= 0.05 + 1e-9
                assert sentence.years == (contrast.year,)
                assert sentence.judgement in ("", contrast.judgement)
                assert "Source" in sentence.text
    assert told > 20


def test_the_sentences_of_a_unit_are_figures_of_its_map(shipped):
    told = 0
    for code in ("NO073", "NO074", "FI1D7", "SE332", "RU-MUR", "BG412", "RS221", "MK007", "TR212", "SK041", "UA-21"):
        unit = shipped.unit(code)
        lines = {(line.indicator, line.series): line for line in unit.lines}
        for row in KEY_INDICATORS:
            for sentence in unit_stories(unit, (row,), "en"):
                told += 1
                line = next(
                    lines[key]
                    for name in row
                    for key in [(name, *sentence.series)]
                    if key in lines and lines[key].title.say("en") in sentence.text and lines[key].drawn
                )
                layer = shipped.layer(line.area, line.indicator, line.level)
                (year,) = sentence.years
                (at,) = [index for index in layer.drawn(year) if layer.places[index].code == code]
                value = layer.cell(at, year).value
                assert f": {f'{round(value, layer.decimals):,.{layer.decimals}f}'.replace('-', MINUS)}" in sentence.text
                rank = re.search(r"on the map: (\d+) of (\d+), 1 is the highest", sentence.text)
                place = layer.places[at]
                peers = [
                    layer.cell(index, year).value
                    for index in layer.valued(year)
                    if (layer.places[index].country, layer.places[index].level, layer.places[index].series)
                    == (place.country, place.level, place.series)
                ]
                expected = (1 + sum(peer > value for peer in peers), len(peers)) if len(peers) > 1 else None
                assert (rank and (int(rank[1]), int(rank[2]))) == expected, sentence.text
                assert sentence.sources and sentence.text.endswith(f": {', '.join(sentence.sources)}.")
    assert told > 40


#: What a sentence says in words of ours, in English.
ENGLISH = re.compile(
    r"\b(?:in \d{4}|Of the neighbours|Neighbours across|Difference|percentage points|times the lower|Rounded like|"
    r"change from|Change|No change|At current prices|Rank in|Sources?|The figures of|Highest|lowest|provisional|"
    r"estimated|border area)\b"
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
        here = stories(layer, state, area.pairs)
        english = stories(layer, replace(state, lang="en"), area.pairs)
        assert [replace(item, text="") for item in here] == [replace(item, text="") for item in english]
        places = {layer.places[index].code: layer.places[index] for index in layer.drawn(state.year)}
        for item in here:
            counts[item.kind] += 1
            assert not ENGLISH.search(item.text), item.text
            assert "%(" not in item.text
            assert ".." not in item.text
            for unit in item.units:
                known = set(places[unit].names.values())
                assert any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", item.text) for word in known), item.text
    assert set(counts) == {"gap", "ends", "change", "unit"}
