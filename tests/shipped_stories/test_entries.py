"""Sentences of the pages of borders and units: the figures of their maps."""

from __future__ import annotations

import re

from mapserver.maps.story_entries import border_stories, unit_stories
from mapserver.web.unit_panel import KEY_INDICATORS
from tests.shipped_stories.tables import AREAS, NUMBER, half, read

MINUS = "\u2212"


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
                assert times and abs(read(times[1]) - contrast.times) <= half(times[1])
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
                assert sentence.sources and sentence.text.endswith(f": {'; '.join(sentence.sources)}.")
    assert told > 40
