"""The page of a unit."""

from flask.testing import FlaskClient


def test_a_unit_shows_names_time_neighbours_and_figures(client: FlaskClient) -> None:
    text = client.get("/units/NO074").text
    for words in ("Troms og Finnmark", "Romsa ja Finnmárku", "Norwegian Bokmål", "official", "40,000", "2010–"):
        assert words in text
    assert text.index("Across the border") < text.index('href="/units/FI1D7"')
    assert 'href="/areas/toy/unemployment_rate"' in text


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


def test_a_series_that_no_map_draws_has_no_measure_of_another(client: FlaskClient) -> None:
    text = client.get("/units/NO073").text
    kept = text[text.index("Not drawn on maps") :]
    assert "Population" in kept
    assert "% of the labour force" not in kept


def test_a_superseded_code_answers_and_names_its_successor(client: FlaskClient) -> None:
    response = client.get("/units/NO072")
    assert response.status_code == 200
    assert "This unit no longer exists." in response.text
    notice = response.text[response.text.index("no longer exists") :]
    assert 'href="/units/NO074">Troms and Finnmark</a>' in notice[:300]
