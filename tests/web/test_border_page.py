"""The page of a border."""

import re

import pytest
from flask.testing import FlaskClient

from mapserver.model import Text
from mapserver.web import border_page
from mapserver.web.border_page import PairRow, extremes, never_together, one_sided, shared_indicators
from mapserver.web.border_rows import TypicalGap
from tests.web.world import ToySnapshot


def _section(text: str, identifier: str) -> str:
    start = text.index(f'<h2 id="{identifier}">')
    return text[start : text.index("</section>", start)]


def test_a_border_says_its_names_its_lengths_and_what_may_be_compared(client: FlaskClient) -> None:
    text = client.get("/borders/FI-NO").text
    for words in ("<h1>Finnish–Norwegian border</h1>", "736 km", "674 km", "Published length: An atlas"):
        assert words in text
    assert re.search(r"<dt>Indicators to compare</dt><dd>2</dd>", text)


def test_indicators_on_both_sides_have_their_years_and_lead_to_the_latest(client: FlaskClient) -> None:
    both = _section(client.get("/borders/FI-NO").text, "both")
    assert 'href="/areas/toy/population_density?view=borders&amp;year=2013"' in both
    assert "Years on both sides: 2010–2013<" in both
    assert 'href="/borders/FI-NO?indicator=population_density"' in both
    assert "Poverty" not in both, "a side without a figure in any year is not both sides"


def test_figures_with_two_meanings_stand_apart_with_the_reason(client: FlaskClient) -> None:
    text = client.get("/borders/FI-RU").text
    apart = _section(text, "different")
    assert "Poverty" in apart and "Two lines." in apart
    assert "Poverty" not in _section(text, "both")
    assert re.search(r"<dt>Indicators to compare</dt><dd>1</dd>", text)
    assert 'id="different"' not in client.get("/borders/NO-RU").text


def test_the_judgement_stands_beside_each_indicator_with_its_reason(client: FlaskClient) -> None:
    both = _section(client.get("/borders/NO-RU").text, "both")
    badge = r'class="badge" data-judgement="similar">similar</span> <span class="measure">Ages 15-74 against 15-72\.'
    assert re.search(badge, both)


def test_what_only_one_side_has_is_listed_under_it(client: FlaskClient) -> None:
    one_sided = _section(client.get("/borders/FI-RU").text, "one-sided")
    finland, russia = one_sided.split("<h3>")[1:]
    assert "Hospital beds" in russia and "Hospital beds" not in finland
    assert "Nothing that the other side has not" in finland


def test_every_indicator_of_either_side_stands_in_one_list() -> None:
    snapshot = ToySnapshot()
    for area in snapshot.areas:
        for border in area.borders:
            sides = {border.country_a, border.country_b}
            listed = [item.layer.indicator for item in shared_indicators(area, border, "", snapshot.border(border.id))]
            listed += [layer.indicator for layer in never_together(area, border)]
            listed += [layer.indicator for side in sides for layer in one_sided(area, border, side)]
            assert sorted(listed) == sorted(layer.indicator for layer in area.layers if sides & set(layer.countries))


def test_what_both_sides_have_in_different_years_is_listed_apart(client: FlaskClient) -> None:
    apart = _section(client.get("/borders/FI-NO").text, "never-together")
    assert "Poverty" in apart
    assert re.sub(r"<[^>]+>", "", apart).split("Poverty")[1].split() == ["Finland", "2011–2013,", "Norway", "2015"]


def test_the_pairs_are_those_of_this_border(client: FlaskClient) -> None:
    rows = re.findall(r'/units/([^"]+)"', _section(client.get("/borders/FI-NO").text, "pairs"))
    assert set(rows) == {"FI1D7", "NO074", "FI1D9", "NO073"}


def test_the_sharpest_and_the_mildest_pair_are_those_with_many_indicators() -> None:
    rows = [PairRow(a, Text(en=a), "B", Text(en="B"), 1.0) for a in ("A1", "A2", "A3", "A4", "A5")]
    shares = {"A1": (40.0, 20), "A2": (90.0, 18), "A3": (10.0, 12), "A4": (99.0, 3)}
    typical = {(a, "B"): TypicalGap(*told) for a, told in shares.items()}
    assert [row.unit_a for row in extremes(rows, typical)] == ["A2", "A3"]
    assert extremes(rows[:1], typical) == (), "one pair is neither"
    assert extremes(rows, {}) == ()


def test_they_are_named_where_pairs_are_listed(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {("FI1D7", "NO074"): TypicalGap(80.0, 2), ("FI1D9", "NO073"): TypicalGap(20.0, 2)}
    monkeypatch.setattr(border_page, "typical_gaps", lambda *_: given)
    told = re.sub(r"<[^>]+>", "", _section(client.get("/borders/FI-NO").text, "pairs"))
    assert (
        "Sharpest pair: Lapland – Troms and Finnmark (80%); Mildest pair: North Ostrobothnia – Nordland (20%)." in told
    )


def test_the_other_order_leads_to_the_alphabetical_one(client: FlaskClient) -> None:
    answer = client.get("/borders/RU-NO?lang=nb")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/borders/NO-RU?lang=nb")


@pytest.mark.parametrize("name", ["NO-SE", "NO", "NO-RU-SE", "<b>", "%00"])
def test_an_unknown_border_suggests_others(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/borders/{name}")
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


def test_a_near_name_is_suggested(client: FlaskClient) -> None:
    assert 'href="/borders/NO-RU"' in client.get("/borders/NO-RS").text


def test_a_parameter_that_it_does_not_take_is_an_error(client: FlaskClient) -> None:
    answer = client.get("/borders/FI-NO?year=2015")
    assert answer.status_code == 400
    assert "year" in answer.text


def test_names_in_the_language_of_the_reader(client: FlaskClient) -> None:
    text = client.get("/borders/FI-NO?lang=nb").text
    assert "<h1>Grensen mot Finland</h1>" in text
    assert 'href="/units/NO074?lang=nb"' in text
    assert 'href="/areas/toy/population_density?view=borders&amp;year=2013&amp;lang=nb"' in text


def test_an_area_leads_to_its_borders_and_marks_what_is_one_sided_or_different(client: FlaskClient) -> None:
    text = client.get("/areas/toy").text
    assert 'href="/borders/FI-NO"' in text
    beds = text[text.index("/areas/toy/hospital_beds") :]
    assert "Russia only" in beds[: beds.index("</tr>")]
    poverty = text[text.index("/areas/toy/poverty") :]
    assert "Not to be compared." in poverty[: poverty.index("</tr>")]
