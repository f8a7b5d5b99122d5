"""Sentences for a story: what a map tells, with everything that must be said with it."""

from dataclasses import replace

import pytest

from mapserver.maps.state import MapState
from mapserver.maps.story import stories
from mapserver.model import Layer, Text
from mapserver.statistics.change import change_layer
from mapserver.translation import LANGUAGES
from tests.maps.conftest import HOSTILE, make_layer

PAIRS = (("NO02", "RU-A"), ("NO01", "RU-B"), ("NO99", "RU-A"))
SIMILAR = "The figures of Eurostat and of Rosstat are similar, not the same. Ages 15-74 against 15-72."
SOURCES = "Sources: Eurostat; Rosstat."


def long(layer: Layer) -> Layer:
    """Let the layer begin in 2014, with 5.0 in RU-A."""
    periods = tuple(
        replace(period, first_year=2014) if period.first_year == 2019 else period for period in layer.periods
    )
    cells = tuple(
        (line[0]._replace(value=5.0), *line[1:]) if place.code == "RU-A" else line
        for place, line in zip(layer.places, layer.cells, strict=True)
    )
    return replace(layer, years=(2014, *layer.years[1:]), periods=periods, cells=cells)


def told(layer: Layer, state: MapState, kind: str = "") -> list[str]:
    return [item.text for item in stories(layer, state, PAIRS) if kind in ("", item.kind)]


def valued(layer: Layer, **values: float) -> Layer:
    """Put values in the places of those of 2020, by code with an underscore."""
    wanted = {code.replace("_", "-"): value for code, value in values.items()}
    cells = tuple(
        tuple(
            cell._replace(value=wanted.get(place.code, cell.value)) if year == 2020 else cell
            for year, cell in zip(layer.years, line, strict=True)
        )
        for place, line in zip(layer.places, layer.cells, strict=True)
    )
    return replace(layer, cells=cells)


def test_a_map_tells_gaps_ends_and_a_change(layer: Layer, state: MapState) -> None:
    """By hand: 9.0 and 5.0 are 4.0 points and 1.8 times apart; RU-A rose by 4.0, NO01 and NO02 by 1.0 each."""
    assert told(long(layer), state) == [
        "Unemployment in 2020, % of the labour force. Neighbours across the border: Seaside, Russia: 9.0; NO02, Norway:"
        f" 5.0 (estimated). Difference: 4.0 percentage points. The higher figure is about 1.80 times the lower one."
        f" {SIMILAR} {SOURCES}",
        "Unemployment in 2020, % of the labour force: 3 units of the border area have a value. Highest: Seaside, Russia"
        f" (9.0); lowest: West Fell, Norway (3.0). {SIMILAR} {SOURCES}",
        "Unemployment, change from 2014 to 2020, % of the labour force. Seaside, Russia: 5.0 (2014), 9.0 (2020)."
        " Change: +4.0 percentage points. This is the largest change among the core districts with comparable figures"
        f" in both years (Norway and Russia: 3). {SIMILAR} {SOURCES}",
    ]


def test_a_sentence_says_what_it_rests_on(layer: Layer, state: MapState) -> None:
    gap, ends, change = stories(long(layer), state, PAIRS)
    assert (gap.kind, gap.units, gap.years) == ("gap", ("RU-A", "NO02"), (2020,))
    assert (ends.kind, ends.units, ends.judgement) == ("ends", ("RU-A", "NO01"), "similar")
    assert ends.series == ("eurostat", "rosstat")
    assert ends.sources == ("Eurostat", "Rosstat")
    assert (change.kind, change.units, change.years) == ("change", ("RU-A",), (2014, 2020))
    assert (change.series, change.sources, change.judgement) == (ends.series, ends.sources, "similar")
    (chosen,) = stories(long(layer), replace(state, units=("RU-A",)), PAIRS)[-1:]
    assert (chosen.kind, chosen.series, chosen.judgement) == ("change", ("rosstat",), "")


def test_chosen_units_have_their_figure_and_rank(layer: Layer, state: MapState) -> None:
    first, second = told(layer, replace(state, units=("NO02", "RU-C")), "unit")
    assert first == (
        "Unemployment in 2020, % of the labour force. NO02, Norway: 5.0 (estimated). Rank in the border area: 2 of 3, 1"
        f" is the highest. {SIMILAR} {SOURCES}"
    )
    assert second == "Unemployment in 2020, % of the labour force. RU-C, Russia: 31.0. Source: Rosstat.", "no core unit"
    assert told(layer, replace(state, units=("RU-B", "NO04")), "unit") == [], "without a figure, and not drawn"


def test_what_measures_different_things_has_no_rank_and_ends_apart(layer: Layer, state: MapState) -> None:
    different = replace(layer, comparability=(("eurostat", "rosstat", "different", Text(en="Not alike.")),))
    chosen = replace(state, units=("NO02",))
    (unit,) = told(different, chosen, "unit")
    assert "Rank" not in unit
    assert "different things" not in unit, "one source alone needs no judgement"
    (ends,) = told(different, state, "ends")
    assert "Norway: highest NO02, Norway (5.0; estimated), lowest West Fell, Norway (3.0). Source: Eurostat." in ends


def test_units_that_share_an_end_are_all_named(layer: Layer, state: MapState) -> None:
    """8.96 and 9.04 are both shown as 9.0."""
    (ends,) = told(valued(layer, NO01=8.96, RU_A=9.04), state, "ends")
    assert "Highest: West Fell, Norway and Seaside, Russia (9.0); lowest: NO02, Norway (5.0; estimated)." in ends
    (ends,) = told(valued(layer, NO01=8.96, NO02=9.04, RU_A=7.0), state, "ends")
    assert "Highest: West Fell, Norway and NO02, Norway (9.0; NO02, Norway: estimated); lowest:" in ends
    (equal,) = stories(valued(layer, NO01=9.0, NO02=9.0), state, ())[:1]
    assert "All of them have the value 9.0; NO02, Norway: estimated." in equal.text
    assert equal.units == ()


def test_a_measure_that_the_title_says_stands_once(layer: Layer, state: MapState) -> None:
    named = replace(long(layer), title=Text(en="Women per 100 men"), measure=Text(en="per 100 men"))
    gap, ends, change = told(named, state)
    assert gap.startswith("Women per 100 men in 2020. Neighbours")
    assert ends.startswith("Women per 100 men in 2020: 3 units")
    assert change.startswith("Women per 100 men, change from 2014 to 2020. Seaside")


def test_an_empty_map_tells_nothing_of_its_year_nor_what_changed_in_others(layer: Layer, state: MapState) -> None:
    emptied = tuple(
        tuple(cell._replace(value=None) if year == 2020 else cell for year, cell in zip(layer.years, line, strict=True))
        for line in layer.cells
    )
    assert stories(replace(layer, cells=emptied), state, PAIRS) == ()
    nothing = tuple(tuple(cell._replace(value=None) for cell in line) for line in layer.cells)
    assert stories(replace(layer, cells=nothing), state, PAIRS) == ()


class TestChange:
    """A layer of changes since a year."""

    def told(self, layer: Layer, state: MapState, **changes: object) -> list[str]:
        changed = replace(state, year=2020, from_year=2019, transform="change", **changes)
        return told(change_layer(layer, 2019), changed)

    def test_changes_are_told_as_changes(self, layer: Layer, state: MapState) -> None:
        """By hand: NO01 2.0 to 3.0, NO02 4.0 to 2.5, RU-A 8.0 to 9.0."""
        head = "Unemployment, change from 2019 to 2020, percentage points"
        unit, gap, ends = self.told(valued(layer, NO02=2.5), state, units=("NO01",))
        assert unit == (
            f"{head}. West Fell, Norway: +1.0. Rank in the border area: 1 of 3, 1 is the highest. {SIMILAR} {SOURCES}"
        )
        assert gap == (
            f"{head}. Neighbours across the border: Seaside, Russia: +1.0; NO02, Norway: \u22121.5 (estimated)."
            f" Difference: 2.5 percentage points. {SIMILAR} {SOURCES}"
        )
        assert ends == (
            f"{head}: 3 units of the border area have one. Largest increase: West Fell, Norway and Seaside, Russia"
            f" (+1.0). Largest decrease: NO02, Norway (\u22121.5; estimated). {SIMILAR} {SOURCES}"
        )

    def test_a_run_that_ends_in_between_leaves_its_unit_out(self, layer: Layer, state: MapState) -> None:
        broken = tuple(
            (line[0], *(cell._replace(run=1) for cell in line[1:])) if place.code == "RU-A" else line
            for place, line in zip(layer.places, layer.cells, strict=True)
        )
        texts = self.told(replace(layer, cells=broken), state, units=("RU-A",))
        assert len(texts) == 1
        assert "Seaside" not in texts[0]

    def test_nothing_that_changed_is_told_as_nothing(self, layer: Layer, state: MapState) -> None:
        (_, ends) = self.told(valued(layer, NO01=2.0, NO02=4.0, RU_A=8.0), state)
        assert "None of them changed." in ends


def test_publishers_are_apart_where_a_name_holds_a_comma(layer: Layer, state: MapState) -> None:
    own = {"publisher": "Office, quoted by Wikipedia", "licence": "CC0"}
    first, second = layer.series
    (gap, *_) = stories(replace(layer, series=(replace(first, sources=(own,)), second)), state, PAIRS)
    assert gap.text.endswith("Sources: Office, quoted by Wikipedia; Rosstat.")
    assert gap.sources == ("Office, quoted by Wikipedia", "Rosstat")


def test_a_publisher_has_the_name_that_the_sentence_gives_to_its_figures(layer: Layer, state: MapState) -> None:
    first, second = layer.series
    titled = replace(first, title=Text(en="Eurostat, survey", ru="Евростат, обследование"))
    (gap, *_) = stories(replace(layer, series=(titled, second)), replace(state, lang="ru"), PAIRS)
    assert gap.text.endswith(": Евростат; Rosstat.")
    assert "Eurostat" not in gap.text
    assert gap.sources == ("Eurostat", "Rosstat")


def test_named_units_without_a_name_in_the_language_are_listed(layer: Layer, state: MapState) -> None:
    """NO02 has an English name alone; the ends are named as West Fell (nb, se, en) and Seaside (ru, en)."""
    for lang, missing in (("en", [(), ()]), ("ru", [("NO02",), ("NO01",)]), ("se", [("RU-A", "NO02"), ("RU-A",)])):
        found = stories(layer, replace(state, lang=lang), PAIRS)
        assert [item.missing_names for item in found] == missing


@pytest.mark.parametrize("text", [*HOSTILE, "100 % of %(title)s", "%s %d {0}", "Å: 5; B (7)."])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_names_stay_as_they_are(text: str, lang: str, state: MapState) -> None:
    """A name is inserted as it stands, whatever it looks like, and so are a title and a publisher."""
    layer = long(make_layer({"RU-A": {"en": text}}, title=Text(en=text)))
    source = {"publisher": text, "licence": "CC0"}
    layer = replace(layer, series=tuple(replace(series, sources=(source,)) for series in layer.series))
    found = stories(layer, replace(state, lang=lang, units=("RU-A",)), PAIRS)
    assert {item.kind for item in found} == {"unit", "gap", "ends", "change"}
    for item in found:
        assert item.text.count(text) == 3, item.text
        assert item.sources == (text,)
