"""Districts like one: the page, and the twins on a unit's page."""

from dataclasses import replace

from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from tests.web.world import ToySource


def test_a_unit_shows_its_twins_and_why(client: FlaskClient) -> None:
    text = client.get("/units/NO073").text
    similar = text[text.index('id="similar"') : text.index('id="figures"')]
    assert "Murmansk Oblast" in similar
    assert ">0.50<" in similar
    assert 'href="/similar?unit=NO073"' in similar
    assert "Unemployment rate: 5.0" in similar
    assert 'id="similar"' not in client.get("/units/FI1D8").text


def test_the_page_says_how_near_and_by_what(client: FlaskClient) -> None:
    text = client.get("/similar?unit=NO073").text
    assert "Similar districts: Nordland" in text
    assert 'href="/units/RU-MUR"' in text
    assert "2 indicators" in text
    assert 'href="/compare?units=NO073,RU-MUR"' in text
    assert "How similarity is measured" in text


def test_where_to_look_is_chosen(client: FlaskClient) -> None:
    assert 'href="/units/RU-MUR"' in client.get("/similar?unit=NO073&within=area&among=core").text
    assert 'href="/units/RU-MUR"' in client.get("/similar?unit=NO073&within=toy").text
    for within in ("country", "other"):
        assert "no other district there has enough" in client.get(f"/similar?unit=NO073&within={within}").text


def test_indicators_are_chosen_by_the_form_and_written_into_the_address(client: FlaskClient) -> None:
    one = client.get("/similar/chosen?unit=NO073&within=all&among=drawn&indicator=median_age&lang=nb")
    assert one.status_code == 303
    assert one.headers["Location"] == "/similar?unit=NO073&indicators=median_age&lang=nb"
    text = client.get("/similar?unit=NO073&indicators=median_age").text
    assert "1 indicator is chosen" in text
    usual = client.get("/similar/chosen?unit=NO073&indicator=median_age&indicator=unemployment_rate")
    assert usual.headers["Location"] == "/similar?unit=NO073"


def test_what_the_form_of_indicators_cannot_mean_is_told(client: FlaskClient) -> None:
    answer = client.get("/similar/chosen?unit=NO073&indicator=median_age&indicator=nonsense")
    assert answer.status_code == 400 and "nonsense" in answer.text
    for query in ("within=mars", "among=all", "size=3", "lang=xx"):
        assert client.get(f"/similar/chosen?unit=NO073&indicator=median_age&{query}").status_code == 400, query
    assert client.get("/similar/chosen?unit=XX&indicator=median_age").status_code == 404


def test_where_no_indicator_is_ticked_the_usual_ones_are_said_to_count(client: FlaskClient) -> None:
    answer = client.get("/similar/chosen?unit=NO073&within=country")
    assert answer.status_code == 200
    assert "No indicator was chosen: the usual ones are used." in answer.text
    assert "No indicator was chosen" not in client.get("/similar?unit=NO073&within=country").text


def test_a_district_without_a_profile_says_so_and_a_superseded_one_leads_on(client: FlaskClient) -> None:
    assert "this is none of them" in client.get("/similar?unit=FI1D8").text
    gone = client.get("/similar?unit=NO072").text
    assert 'href="/similar?unit=NO074"' in gone


def test_a_district_is_found_by_its_name(client: FlaskClient) -> None:
    assert client.get("/similar?find=Kainuu&within=toy").headers["Location"] == "/similar?unit=FI1D8&within=toy"
    assert "No district was found for “zzzz”" in client.get("/similar?find=zzzz").text
    assert client.get("/similar").status_code == 200


def test_a_name_is_not_guessed_and_a_code_in_small_letters_leads_to_its_own_page(client: FlaskClient) -> None:
    answer = client.get("/similar?find=Kaimuu")
    assert answer.status_code == 200
    assert "No district was found for “Kaimuu”" in answer.text and "Did you mean" in answer.text
    assert 'href="/similar?unit=FI1D8"' in answer.text
    small = client.get("/similar?unit=no073&indicators=median_age&lang=nb")
    assert (small.status_code, small.headers["Location"]) == (308, "/similar?unit=NO073&indicators=median_age&lang=nb")


def test_a_comparison_that_rests_on_other_units_or_years_says_so(source: ToySource, app: Flask) -> None:
    similarity = source.snapshot.similarity
    place = similarity.place["RU-MUR"]
    first, *others = similarity.indicators
    figures = list(first.figures)
    figures[place] = figures[place]._replace(owner="RU-N", year=figures[place].year - 3)
    source.snapshot.similarity = replace(similarity, indicators=(replace(first, figures=tuple(figures)), *others))
    text = " ".join(html.fromstring(app.test_client().get("/similar?unit=NO073").text).text_content().split())
    assert (
        "Take care with the nearest, Murmansk Oblast: of 2 indicators, 1 with a figure of a larger unit, 1 with figures"
        " more than one year apart." in text
    )
    assert "larger units: 1, years apart: 1" in text


def test_figures_of_their_own_and_of_one_year_need_no_caution(client: FlaskClient) -> None:
    text = client.get("/similar?unit=NO073").text
    assert "Take care with the nearest" not in text
    assert "larger units:" not in text


def test_what_must_be_in_common_is_no_more_than_what_was_chosen(client: FlaskClient) -> None:
    assert "and at least 1." in client.get("/similar?unit=NO073&indicators=median_age").text


def test_a_query_is_read_strictly(client: FlaskClient) -> None:
    assert client.get("/similar?unit=XX").status_code == 404
    for query in ("within=mars", "among=all", "indicators=gdp", "size=3"):
        assert client.get(f"/similar?unit=NO073&{query}").status_code == 400, query


def test_names_of_attackers_stay_text(hostile_client: FlaskClient) -> None:
    text = hostile_client.get("/similar?unit=NO073").text
    assert "<img src=x" not in text
    assert "</script><script>alert" not in text


def test_what_a_distance_means_and_whose_years_stand_in_is_said_before_the_table(client: FlaskClient) -> None:
    text = client.get("/similar?unit=NO073").text
    before = text[: text.index("<table")]
    assert "these are the nearest, which need not be alike" in before
    assert "the year stands beside each figure" in before
