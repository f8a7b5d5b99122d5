"""The page of a unit."""

from dataclasses import replace
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from mapserver.maps.legend import flag_words
from mapserver.model import Reform, Text, UnitEntry
from mapserver.model.entry import UnitTerritory
from mapserver.model.ranks import DrawnFigure, Rank
from mapserver.web.succession import FATES, fates, label, reforms_of, written
from mapserver.web.units import land_notes, languages_in_order
from mapserver.web.wording import explain


def test_a_unit_shows_names_time_neighbours_and_figures(client: FlaskClient) -> None:
    text = client.get("/units/NO074").text
    for words in ("Troms og Finnmark", "Romsa ja Finnmárku", "Norwegian Bokmål", "official", "40,000", "2010–"):
        assert words in text
    assert text.index("Across the border") < text.index('href="/units/FI1D7"')
    assert 'href="/areas/toy/unemployment_rate?unit=NO074"' in text


def test_the_latest_value_has_its_year_and_the_table_all_years(client: FlaskClient) -> None:
    text = client.get("/units/NO074").text
    assert "<b>2.1</b>" in text
    assert ">2020</span>" in text
    assert '<th scope="row">2010</th>' in text


def test_a_year_without_a_value_says_why(client: FlaskClient) -> None:
    assert "confidential" in client.get("/units/RU-KR").text


def test_a_flag_is_explained(client: FlaskClient) -> None:
    text = client.get("/units/FI1D7").text
    assert 'title="estimated"' in text


def test_a_flag_nobody_knows_is_explained_as_on_the_maps() -> None:
    assert explain("b") == "break in the series"
    assert explain("b; @X") == "; ".join(flag_words("b; @X", "en"))
    assert "@X" in explain("@X")


def test_a_series_that_no_map_draws_says_its_own_measure_and_title(client: FlaskClient) -> None:
    text = client.get("/units/NO073").text
    kept = text[text.index("Not drawn on maps") :]
    assert "Population" in kept
    assert "thousand persons · Register" in kept
    assert "% of the labour force" not in kept
    assert "/areas/toy/population" not in kept


def test_the_table_says_where_a_run_ends_and_why(client: FlaskClient) -> None:
    text = client.get("/units/RU-ARK").text
    assert text.count('class="run-end"') == 1
    before, after = text.split('class="run-end"')
    assert '<th scope="row">2015</th>' in before
    assert '<th scope="row">2014</th>' in after
    assert "Not comparable with the years below: new method" in after
    assert "run-end" not in client.get("/units/RU-KR").text


def test_the_level_is_said_as_its_country_calls_it(client: FlaskClient) -> None:
    assert '<p class="eyebrow">NO073 · County · Norway</p>' in client.get("/units/NO073").text


def test_ranks_stand_with_their_area_and_country_and_years_with_all_that_there_are(app: Flask) -> None:
    snapshot = app.extensions["mapserver"].source.snapshot
    own = snapshot.unit("NO074")
    rate = replace(own.lines[0], drawn=DrawnFigure(2019, Rank(3, 14), Rank(2, 5)), span=12)
    snapshot._units["NO074"] = replace(own, lines=(rate, *own.lines[1:]))
    text = app.test_client().get("/units/NO074").text
    assert "The far north: 3 of 14 (2019)" in text
    assert "Norway: 2 of 5 (2019)" in text
    assert "11 of 12 years" in text
    assert "91\u00a0%\u00a0of the years have a figure" in text
    assert 'href="/areas/toy/unemployment_rate?year=2019&amp;unit=NO074"' in text


def test_a_unit_around_the_core_has_no_rank_there(client: FlaskClient) -> None:
    assert "The far north: " not in client.get("/units/FI1D8").text


def test_official_names_come_first() -> None:
    assert languages_in_order(replace(unit(), names=Text(en="A", nb="Å"), official=("nb", "se"))) == ["nb", "en"]


def test_a_page_reads_its_own_unit_and_no_layer(app: Flask) -> None:
    snapshot = app.extensions["mapserver"].source.snapshot
    client = app.test_client()
    # The first page of a snapshot gathers what all pages share.
    client.get("/units/FI1D7")
    asked: list[str] = []
    own = snapshot.unit
    snapshot.unit = lambda code: asked.append(code) or own(code)
    client.get("/units/NO072")
    assert asked == ["NO072"]
    assert snapshot.read == []


def test_a_superseded_code_answers_and_names_its_successor(client: FlaskClient) -> None:
    response = client.get("/units/NO072")
    assert response.status_code == 200
    assert "no longer exists" not in response.text
    notice = response.text[response.text.index("This unit became part of another one in 2020: ") :]
    assert 'href="/units/NO074">Troms and Finnmark</a> <span class="code">NO074</span>.' in notice[:200]
    assert "As they were in 2019." in response.text
    assert "Drawn by hand." in response.text


def unit(*reforms: Reform, last_year: int | None = 2019) -> UnitEntry:
    return UnitEntry(
        "A1", "AA", "county", Text(), Text(en="A"), (), (UnitTerritory("1", "", 1990, last_year, 1.0),), (), (),
        reforms, (), (), {},
    )  # fmt: skip


def reform(year: int, kind: Any, to_code: str, moved: str = "", from_code: str = "A1") -> Reform:
    return Reform("AA", year, kind, from_code, "1", to_code, "2", moved, None, False, "law", "")


def test_a_code_that_was_replaced_is_no_unit_that_ended() -> None:
    (fate,) = fates(unit(reform(2020, "recode", "A9", "a valley came")))
    assert (fate.words, fate.codes, fate.year) == (FATES["recode"][0], ("A9",), 2020)
    assert fate.moved == ("A valley came",)


def test_what_became_of_a_unit_is_told_in_order_of_time() -> None:
    told = fates(
        unit(reform(2024, "recode", "A8"), reform(2020, "merge", "A7"), reform(2020, "transfer", "A6", "a bay"))
    )
    assert [(fate.year, fate.words, fate.codes) for fate in told] == [
        (2020, FATES["merge"][0], ("A7",)),
        (2024, FATES["recode"][1], ("A8",)),
    ]
    (split,) = fates(unit(reform(2020, "split", "A3"), reform(2020, "split", "A2")))
    assert split.codes == ("A2", "A3")


def test_a_unit_that_goes_on_has_no_fate() -> None:
    assert fates(unit(reform(2020, "transfer", "A7", "a bay"), last_year=None)) == []


def test_reforms_stand_in_order_of_time_without_those_that_moved_nothing() -> None:
    rows = (
        reform(2024, "split", "A2"),
        reform(2018, "same", "A1"),
        reform(2020, "transfer", "A1", "a bay came", "A4"),
        reform(2019, "same", "A1", "an island was counted"),
    )
    assert [item.year for item in reforms_of(unit(*rows))] == [2019, 2020, 2024]


def test_a_note_on_the_land_names_the_vintages_that_it_is_about() -> None:
    entry = replace(
        unit(),
        territories=(
            UnitTerritory("1", "", 1990, 2019, 1.0, "without the bay"),
            UnitTerritory("2", "", 2020, None, 1.0, "with the bay"),
        ),
    )
    assert land_notes(entry) == [("1", "Without the bay"), ("2", "With the bay")]
    everywhere = replace(entry, territories=tuple(replace(item, note="drawn") for item in entry.territories))
    assert land_notes(everywhere) == [("", "Drawn")]


def test_what_was_moved_without_a_new_code_has_no_label_and_what_has_no_code_was_before() -> None:
    assert label(reform(2019, "same", "A1", "an island was counted")) == ""
    assert label(reform(2019, "same", "A2")) == "New code"
    assert label(reform(2019, "same", "A1", "a province", from_code="")) == "Before"
    assert label(reform(2019, "split", "A1", "half of a county", from_code="")) == "Split"


def test_a_source_is_named_once_with_all_its_years() -> None:
    law = replace(reform(2020, "merge", "A7"), source="Act 1", note="in force in May")
    told = written([law, replace(law, year=2018, to_code="A6"), reform(2021, "recode", "A9")])
    assert told == [("Act 1", "in force in May", [2018, 2020]), ("law", "", [2021])]
