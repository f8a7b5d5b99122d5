"""Sides of a border that never have a figure in the same year."""

import html

import pytest
from flask.testing import FlaskClient

from mapserver.model import Text
from mapserver.model.border_figures import BorderIndicator, SideLevel, SidesYear
from mapserver.web.border_state import default_year
from mapserver.web.never_met import never_met

LEVEL = SideLevel(1.0, 1, 1, "plain", "a")
COUNTRIES = ("NO", "RU")


def met(*sides: tuple[int, bool, bool]) -> BorderIndicator:
    """Return an indicator with these years: whether the first side has a figure, whether the second has."""
    rows = tuple(SidesYear(year, LEVEL if a else None, LEVEL if b else None) for year, a, b in sides)
    return BorderIndicator("rate", "ratio", "", Text(), rows)


def test_sides_without_a_common_year_have_their_latest_ones() -> None:
    row = met((2008, True, False), (2009, True, False), (2017, False, True), (2024, False, True))
    told = "No year has figures of both sides. Latest year of each: Norway 2009, Russia 2024."
    assert never_met(row, COUNTRIES, "en") == (told,)
    assert default_year(row) == 2024


@pytest.mark.parametrize(("a", "country"), [(True, "Russia"), (False, "Norway")])
def test_a_side_without_any_figure_is_named(a: bool, country: str) -> None:
    told = f"No year has figures of both sides. Without any at this border: {country}."
    assert never_met(met((2020, a, not a)), COUNTRIES, "en") == (told,)


def test_a_year_of_both_says_nothing_and_is_what_opens() -> None:
    row = met((2009, True, True), (2017, False, True), (2024, False, True))
    assert never_met(row, COUNTRIES, "en") == ()
    assert default_year(row) == 2009


def test_the_page_says_it_above_the_figures_and_so_does_what_is_printed(client: FlaskClient) -> None:
    told = "No year has figures of both sides. Without any at this border:"
    text = html.unescape(client.get("/borders/NO-RU?indicator=poverty").text)
    assert text.index(f'<p class="caution">{told}') < text.index('class="sides-large"')
    assert text[text.index("<article") : text.index("</article>")].count(told) == 1
    assert told in client.get("/share/borders/NO-RU?indicator=poverty").text
    assert "No year has figures" not in client.get("/borders/FI-NO?indicator=unemployment_rate").text
