"""The list of an area's indicators, and the way from one indicator to the next."""

import re
from dataclasses import replace
from html import unescape
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from mapserver.maps.state import default_state
from mapserver.model import Period
from mapserver.snapshot import Snapshot
from mapserver.web import Settings, create_app
from mapserver.web.carried_units import missing_units
from mapserver.web.indicator_choice import carried
from tests.web.world import YEARS, layer

AREA = "/areas/toy"
MAP = "/areas/toy/unemployment_rate"
IN_ORDER = ["population_density", "unemployment_rate", "poverty", "hospital_beds"]


class Held:
    """A source with one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def current(self) -> Snapshot:
        return self.snapshot


def shown(text: str) -> list[str]:
    """Return the indicators of the list that are not hidden."""
    rows = re.findall(r'<tr data-indicator="([^"]+)"([^>]*)>', text)
    return [name for name, rest in rows if not rest.endswith(" hidden")]


def row_of(text: str, indicator: str) -> str:
    row = text[text.index(f'<tr data-indicator="{indicator}"') :]
    return row[: row.index("</tr>")]


def step(text: str, side: str) -> str | None:
    found = re.search(rf'<a class="choice-step" href="([^"]+)" data-step="{side}"', text)
    return unescape(found.group(1)) if found else None


def test_indicators_stand_by_theme(client: FlaskClient) -> None:
    text = client.get(AREA).text
    assert shown(text) == IN_ORDER
    for theme in ("demography", "labour", "living_conditions", "health"):
        assert f'id="theme-{theme}"' in text
        assert f'href="#theme-{theme}"' in text


def test_a_row_marks_the_countries_with_figures_and_their_years(client: FlaskClient) -> None:
    row = row_of(client.get(AREA).text, "unemployment_rate")
    assert re.findall(r'<abbr title="([^"]+)">(\w\w)</abbr>', row) == [
        ("Norway, 2010–2020", "NO"),
        ("Finland, 2010–2020", "FI"),
        ("Russia, 2013–2015, 2018–2020", "RU"),
    ]
    beds = row_of(client.get(AREA).text, "hospital_beds")
    assert re.findall(r"<abbr[^>]*>(\w\w)</abbr>", beds) == ["RU"]
    assert "Russia only" in beds


def test_the_strip_of_a_row_shows_gaps_and_tells_what_may_be_compared(client: FlaskClient) -> None:
    text = client.get(AREA).text
    assert f"Years, {YEARS[0]}–{YEARS[-1]}" in text
    beds = row_of(text, "hospital_beds")
    assert '<rect class="strip-figures" x="6" width="6"' in beds
    assert "strip-together" not in beds
    assert '<rect class="strip-apart" x="15" width="3"' in row_of(text, "poverty")
    assert "On both sides of a border: 2010–2013" in row_of(text, "population_density")


def test_the_filter_leaves_out_what_has_no_figures_on_both_sides(client: FlaskClient) -> None:
    text = client.get(f"{AREA}?sides=both").text
    assert shown(text) == ["population_density", "unemployment_rate", "poverty"]
    assert '<section data-theme="health" hidden>' in text
    assert '<li hidden><a href="#theme-health">' in text
    assert f'<a href="{AREA}?sides=both#indicators" data-filter="both" aria-current="true">' in text
    assert f'<a href="{AREA}#indicators" data-filter="all">' in text


def test_the_filter_is_kept_in_another_language_and_left_out_where_it_is_usual(client: FlaskClient) -> None:
    text = client.get(f"{AREA}?lang=nb&sides=both").text
    assert f'<link rel="canonical" href="{AREA}?sides=both&amp;lang=nb">' in text
    assert f'href="{AREA}?sides=both&amp;lang=ru" hreflang="ru" lang="ru"' in text
    assert client.get(f"{AREA}?sides=all").data == client.get(AREA).data


@pytest.mark.parametrize(
    ("query", "said"), [("sides=one", "all, both"), ("sides=", "all, both"), ("side=both", "sides")]
)
def test_a_wrong_filter_is_refused(client: FlaskClient, query: str, said: str) -> None:
    response = client.get(f"{AREA}?{query}")
    assert response.status_code == 400
    assert said in response.text


def test_the_steps_lead_through_the_list_in_its_order(client: FlaskClient) -> None:
    address: str | None = f"/areas/toy/{IN_ORDER[0]}"
    seen = []
    while address:
        text = client.get(address).text
        seen.append(re.search(r'data-indicator="(\w+)"', text).group(1))
        address = step(text, "after")
    assert seen == IN_ORDER
    address = f"/areas/toy/{IN_ORDER[-1]}"
    back = []
    while address:
        text = client.get(address).text
        back.append(re.search(r'data-indicator="(\w+)"', text).group(1))
        address = step(text, "before")
    assert back == IN_ORDER[::-1]


@pytest.mark.parametrize("area", ["carpathians", "bulgaria"])
def test_every_indicator_of_a_shipped_area_is_visited_once(shipped: Snapshot, area: str) -> None:
    client = create_app(Settings(), Held(shipped)).test_client()
    listed = re.findall(r'<tr data-indicator="([^"]+)"', client.get(f"/areas/{area}").text)
    assert sorted(listed) == sorted(entry.indicator for entry in shipped.area(area).layers)
    address: str | None = f"/areas/{area}/{listed[0]}"
    seen = []
    while address:
        response = client.get(address)
        assert response.status_code == 200, address
        seen.append(address.partition("?")[0].rpartition("/")[2])
        address = step(response.text, "after")
    assert seen == listed


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", ""),
        ("?year=2014", "?year=2014"),
        ("?year=2014&lang=nb", "?year=2014&lang=nb"),
        ("?view=definition&palette=ylorrd&level=nuts2", "?view=definition&palette=ylorrd&level=nuts2"),
        ("?unit=NO073,RU-KR", "?unit=NO073,RU-KR"),
        ("?scheme=equal_interval&k=4", ""),
        ("?year=2014&transform=change&from=2010", "?year=2014"),
    ],
)
def test_a_step_keeps_what_the_other_indicator_has_too(client: FlaskClient, query: str, kept: str) -> None:
    address = step(client.get(f"{MAP}{query}").text, "after")
    assert address is not None
    assert unquote(address) == f"/areas/toy/poverty{kept}"
    assert f'<link rel="canonical" href="{address.replace("&", "&amp;")}">' in client.get(address).text


def test_a_step_falls_back_to_the_usual_year_and_drops_units_that_are_not_there() -> None:
    here = layer()
    there = replace(here, years=YEARS[4:], cells=tuple(cells[4:] for cells in here.cells), places=here.places[:3])
    there = replace(there, periods=(Period("NO", 2014, 2020, "1", "nuts3", (0, 1)),))
    state = replace(default_state(here), year=2011, units=("NO073", "RU-KR"), palette="ylorrd")
    kept = carried(here, state, there)
    assert (kept.year, kept.units, kept.palette) == (there.default_year, ("NO073",), "ylorrd")
    assert carried(here, replace(state, year=2015), there).year == 2015


def test_the_units_that_an_indicator_lacks_are_told(client: FlaskClient, shipped: Snapshot) -> None:
    assert client.get("/api/areas/toy/missing-units").json == {
        "missing": [[]],
        "layers": {name: {"finest": 0, "nuts2": 0} for name in ("unemployment_rate", "population_density", "poverty")}
        | {"hospital_beds": {"finest": 0, "nuts2": 0}},
    }
    assert client.get("/api/areas/nowhere/missing-units").status_code == 404

    def codes(indicator: str, level: str) -> set[str]:
        return {place.code for place in shipped.layer("barents", indicator, level).places}

    area = shipped.area("barents")
    told = missing_units(shipped, area)
    missing, layers = told["missing"], told["layers"]
    assert isinstance(missing, list) and isinstance(layers, dict)
    every = {code for item in area.layers for level in item.values for code in codes(item.indicator, level)}
    for item in area.layers:
        for level in item.values:
            assert codes(item.indicator, level) == every - set(missing[layers[item.indicator][level]])


def test_all_indicators_leads_to_the_theme_in_the_list(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?year=2014&lang=nb").text
    assert 'href="/areas/toy?lang=nb#theme-labour" data-opens="indicator-dialog"' in text


def test_the_keys_of_the_steps_are_announced(client: FlaskClient) -> None:
    text = client.get(MAP).text
    assert 'aria-keyshortcuts="Alt+PageUp" title="Indicator before: Population density (Alt + Page Up)"' in text
    assert 'aria-keyshortcuts="Alt+PageDown" title="Indicator after: Poverty (Alt + Page Down)"' in text
