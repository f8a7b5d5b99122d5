"""Names that strain a page: long ones, ones written from right to left, those of attackers; in every view."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.web.world import CODES, NAMES, ToySnapshot, ToySource, make_app

MAP = "/areas/toy/unemployment_rate"
SIXTY = "The united northern districts of the long river and its isles"
RIGHT_TO_LEFT = "\u0645\u0646\u0637\u0642\u0629 \u0627\u0644\u0634\u0645\u0627\u0644"
VIEWS = ("map", "chart", "table", "definition")


def client_of(name: str) -> FlaskClient:
    names = {code: {"en": name if code == CODES[0] else NAMES[code].get("en", code)} for code in CODES}
    return make_app(ToySource(ToySnapshot(names=names))).test_client()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("query", ["", "&transform=change&from=2012", f"&unit={CODES[0]}", "&scheme=unclassed"])
def test_a_long_name_is_shown_in_full(view: str, query: str) -> None:
    assert len(SIXTY) >= 60
    text = client_of(SIXTY).get(f"{MAP}?view={view}{query}").text
    # The picture breaks names into lines and a chart cuts them at its margin: there the whole name stands beside it.
    assert SIXTY in unescape(re.sub(r"<[^>]+>", "", text))


@pytest.mark.parametrize("view", VIEWS)
def test_a_name_from_right_to_left_turns_nothing_round_it(view: str) -> None:
    text = unescape(client_of(RIGHT_TO_LEFT).get(f"{MAP}?view={view}&unit={CODES[0]}").text)
    assert f"\u2068{RIGHT_TO_LEFT}\u2069" in text
    for found in re.finditer(RIGHT_TO_LEFT, text):
        before, after = text[found.start() - 1], text[found.end()]
        own_element = before in '>"' and after in '<"'
        names_of_search = "data-find" in text[max(0, found.start() - 400) : found.start()].rpartition(">")[2]
        assert (before, after) == ("\u2068", "\u2069") or own_element or names_of_search


def test_a_year_without_figures_leads_to_the_nearest(client: FlaskClient) -> None:
    answer = client.get(f"{MAP}?year=2031")
    assert answer.status_code == 400
    assert f'href="{MAP}?year=2020"' in answer.text
