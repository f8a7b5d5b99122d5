"""Contrasts of the shipped data, calculated again from the layers, and the maps that the first pages lead to."""

from __future__ import annotations

import re

import pytest

from mapserver.model import border_of, split_flags
from mapserver.snapshot import Published, Store
from mapserver.web import Settings, create_app

AREAS = ("barents", "bulgaria", "carpathians", "link")


@pytest.fixture(scope="module")
def client(built_state):
    return create_app(Settings(state=built_state), Published(Store(built_state))).test_client()


def fit_values(layer, year):
    """Return place and shown value of every unit of the core that a contrast may rest on."""
    found = {}
    for index in layer.drawn(year):
        cell = layer.cell(index, year)
        if not layer.places[index].core or cell.value is None or {"u", "n", "d"} & set(split_flags(cell.flag)):
            continue
        shown = round(cell.value, layer.decimals)
        too_much = layer.measure.say("en").startswith("%") and cell.value > 50
        if shown >= 10 / 10**layer.decimals and not too_much:
            found[layer.places[index].code] = (layer.places[index].country, shown)
    return found


def by_hand(area, layer, border):
    """Return year, units and times of the sharpest contrast, the plain way; None where there is none."""
    for year in sorted(layer.both_sides[border].years, reverse=True):
        values = fit_values(layer, year)
        ratios = {}
        for a, b in area.pairs:
            for one in (code for code in values if a.startswith(code)):
                for other in (code for code in values if b.startswith(code)):
                    (country, value), (beyond, across) = values[one], values[other]
                    if border_of(country, beyond) == border:
                        ratios[one, other] = max(value, across) / min(value, across)
        if ratios:
            units = max(ratios, key=ratios.__getitem__)
            return year, ratios[units]
    return None


def test_the_norwegian_russian_border_has_the_contrasts_of_the_layers(shipped):
    area = shipped.area("barents")
    (border,) = [item for item in area.borders if item.id == "NO-RU"]
    told = [(item.indicator, item.year, item.a.unit, item.b.unit) for item in border.contrasts]
    assert told == [
        ("gdp_per_inhabitant", 2019, "NO074", "RU-MUR"),
        ("unemployment_rate", 2019, "NO07", "RU-MUR"),
        ("death_rate", 2019, "NO073", "RU-MUR"),
    ]
    wealth = border.contrasts[0]
    assert (wealth.a.value, round(wealth.b.value)) == (54_600, 11_433)
    assert wealth.times == pytest.approx(54_600 / 11_433)
    assert wealth.judgement == "similar"


@pytest.mark.parametrize("name", AREAS)
def test_every_contrast_is_what_the_layers_give(shipped, name):
    area = shipped.area(name)
    entries = {entry.indicator: entry for entry in area.layers}
    for border in area.borders:
        for item in border.contrasts:
            layer = shipped.layer(name, item.indicator)
            assert by_hand(area, layer, border.id) == (item.year, pytest.approx(item.times)), (
                border.id,
                item.indicator,
            )
            assert layer.both_sides[border.id].comparable
            assert layer.low >= 0
            assert layer.kind in ("rate", "money")
            assert item.theme == layer.theme
            assert item.concept == entries[item.indicator].concept
        concepts = [item.concept for item in border.contrasts]
        assert len(concepts) == len(set(concepts)) <= 3


def test_every_border_has_three_contrasts_and_most_of_different_themes(shipped):
    borders = [border for area in shipped.areas for border in area.borders]
    assert {len(border.contrasts) for border in borders} == {3}
    assert all(len({item.theme for item in border.contrasts}) >= 2 for border in borders)


def test_the_first_page_opens_with_four_questions_and_recent_figures(shipped):
    opening = shipped.opening
    assert set(opening.leading) == set(AREAS)
    assert len(opening.questions) == 4
    assert len({question.contrast.border for question in opening.questions}) == 4
    assert not [question for question in opening.questions if question.contrast in opening.leading.values()]
    retrieved = [issue.retrieved for issue in opening.issues]
    assert retrieved == sorted(retrieved, reverse=True)
    assert retrieved[0] >= "2026"


@pytest.mark.parametrize("path", ["/", *(f"/areas/{name}" for name in AREAS), "/borders/NO-RU"])
def test_every_map_that_a_page_opens_with_is_there(client, path):
    text = client.get(f"{path}?lang=nb").text
    opening = text[: text.index('id="indicators"')] if 'id="indicators"' in text else text
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/areas/[^"]+/[^"]+)"', opening)}
    assert any("unit=" in link for link in links)
    assert {client.get(link).status_code for link in links} == {200}
