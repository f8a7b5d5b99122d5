"""The panel of the chosen unit: what it says, where it leads, what it says of a year without the unit."""

import re
from dataclasses import replace

from flask.testing import FlaskClient

from mapserver.maps.picture import frame_picture
from mapserver.maps.state import default_state
from mapserver.model import Layer
from mapserver.web.unit_panel import KEY_INDICATORS, Panel, unit_panel
from tests.web.world import ToySnapshot, drawing, make_app
from tests.web.world import layer as toy_layer

MAP = "/areas/toy/unemployment_rate"


def panel_text(client: FlaskClient, query: str) -> str:
    text = client.get(f"{MAP}?{query}").text
    return text[text.index('id="unit-panel"') : text.index('aria-labelledby="in-words"')]


def panel(code: str, year: int = 2020, layer: Layer | None = None, **state: object) -> Panel:
    snapshot = ToySnapshot()
    shown = layer or snapshot.layer("toy", "unemployment_rate")
    wanted = replace(default_state(shown), year=year, units=(code,), **state)  # type: ignore[arg-type]
    made = unit_panel(snapshot, snapshot.area("toy"), shown, wanted)  # type: ignore[arg-type]
    assert made is not None
    return made


def test_a_map_without_a_chosen_unit_has_a_place_for_its_panel(client: FlaskClient) -> None:
    assert '<div id="unit-panel" data-follows></div>' in client.get(MAP).text


def test_the_panel_tells_name_value_year_rank_and_where_it_is(client: FlaskClient) -> None:
    text = panel_text(client, "unit=NO074")
    assert '<h2 id="unit-panel-name" tabindex="-1"><span>Troms and Finnmark</span></h2>' in text
    assert '<span lang="nb">Troms og Finnmark</span> · County · Norway' in text
    assert "<b>2.1</b> %\u00a0of the labour force, 2020" in text
    assert "Rank 6 of 6" not in text
    assert "Rank 5 of 5" in text
    assert 'href="/units/NO074"' in text


def test_a_flag_is_in_words_and_no_value_has_its_reason(client: FlaskClient) -> None:
    assert "estimated" in panel_text(client, "unit=FI1D7")
    assert "No data in 2020: confidential" in panel_text(client, "unit=RU-KR")


def test_flags_and_reasons_are_in_the_language_of_the_page(client: FlaskClient) -> None:
    assert "arvio" in panel_text(client, "unit=FI1D7&lang=fi")
    missing = panel_text(client, "unit=RU-KR&lang=fi")
    assert "confidential" not in missing
    assert "salassa pidettävä" in missing


def test_a_unit_around_the_core_says_why_it_has_no_rank(client: FlaskClient) -> None:
    assert "Outside the border area, without a rank" in panel_text(client, "unit=FI1D8")


def test_neighbours_stand_by_side_with_value_and_shared_line() -> None:
    made = panel("NO074")
    assert [(item.code, item.shown.text, item.km) for item in made.home] == [("NO073", "5.0", 110.0)]
    assert [item.code for item in made.across] == ["FI1D7", "RU-KR", "FI1D9"]
    # The figure of FI1D7 is estimated, that of NO074 is not: as the view of borders says.
    assert [item.judgement for item in made.across] == ["similar", "similar", "same"]
    assert made.across[1].shown.reason == "confidential"
    assert made.across[0].address == f"{MAP}?unit=FI1D7"


def test_what_is_not_the_same_is_marked_in_the_words_of_the_gaps(client: FlaskClient) -> None:
    text = panel_text(client, "unit=NO074&year=2018")
    assert 'title="Sources compare: similar">≈<' in text and '<span class="visually-hidden">similar: </span>' in text
    assert 'title="Datakildene er lignende' not in text
    assert ">≈<" not in panel_text(client, "unit=NO073&year=2018")


def test_key_figures_are_the_latest_of_what_the_area_draws() -> None:
    figures = panel("RU-KR").key_figures
    assert [item.address for item in figures] == [
        "/areas/toy/population_density?year=2019&unit=RU-KR",
        f"{MAP}?year=2019&unit=RU-KR",
    ]
    assert {item.shown.rank.place for item in figures if item.shown.rank} == {1}
    assert len({name for names in KEY_INDICATORS for name in names}) >= 6


def test_closing_and_choosing_keep_the_rest_of_the_state(client: FlaskClient) -> None:
    text = panel_text(client, "year=2015&k=4&unit=NO073%2CNO074&lang=nb")
    assert 'href="/areas/toy/unemployment_rate?year=2015&amp;k=4&amp;lang=nb" data-choose=""' in text
    assert re.search(r'href="[^"]*year=2015&amp;k=4&amp;unit=NO073[^"]*FI1D7&amp;lang=nb" data-choose="FI1D7"', text)


def test_a_neighbour_that_is_chosen_already_is_chosen_once(client: FlaskClient) -> None:
    text = panel_text(client, "unit=NO073,FI1D9,NO074")
    chosen = dict(re.findall(r'href="[^"]*unit=([^"&]*)" data-choose="([^"]+)"', text))
    assert chosen == {
        "NO073,FI1D9,FI1D7": "FI1D7",
        "NO073,FI1D9,RU-KR": "RU-KR",
        "FI1D9,NO074,NO073": "NO073",
        "NO073,NO074,FI1D9": "FI1D9",
    }


def test_a_year_without_the_unit_leads_to_the_nearest_with_it() -> None:
    layer = toy_layer()
    norway, *others = layer.periods
    early = replace(norway, last_year=2016, places=(0, 1))
    late = replace(norway, first_year=2017, places=(0,))
    made = panel("NO074", 2019, replace(layer, periods=(early, late, *others)))
    assert made.shown is None
    assert made.other_year == (2016, f"{MAP}?year=2016&unit=NO074")
    assert (made.home, made.across) == ((), ())


def test_a_unit_that_the_map_has_not_is_refused_by_name(client: FlaskClient) -> None:
    response = client.get(f"{MAP}?unit=XX999")
    assert response.status_code == 400
    assert "XX999" in response.text
    assert "unit" in response.text
    assert f'href="{MAP}"' in response.text


def test_names_of_attackers_stay_text(hostile_client: FlaskClient) -> None:
    for code in ("NO073", "NO074", "FI1D7", "RU-MUR"):
        text = panel_text(hostile_client, f"unit={code}")
        assert "<img" not in text
        assert "<script" not in text
        assert 'onmouseover="' not in text


def test_the_chosen_unit_is_outlined_in_the_picture() -> None:
    layer = toy_layer()
    state = default_state(layer)
    plain, chosen = (frame_picture(layer, drawing(), replace(state, units=units)) for units in ((), ("NO074",)))
    assert 'class="chosen"' not in plain
    outline = chosen[chosen.index('class="chosen"') :]
    assert outline.count(f'd="{drawing().shapes["NO074@1"].path}"') == 2


def test_a_panel_reads_one_unit_and_a_few_layers() -> None:
    snapshot = ToySnapshot()
    app = make_app(type("One", (), {"current": lambda self: snapshot})())  # type: ignore[arg-type]
    client = app.test_client()
    client.get(MAP)
    snapshot.read.clear()
    client.get(f"{MAP}?unit=NO074")
    assert len(snapshot.read) <= 2 + len(KEY_INDICATORS) * 2
