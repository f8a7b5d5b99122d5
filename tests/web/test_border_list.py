"""The list of borders: each once, the widest gap first, what is not known named as unknown."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mapserver.snapshot import Published, Store
from mapserver.web import Settings, create_app

PAGE = "/borders"


@pytest.fixture(scope="module")
def shipped_client(built_state: Path) -> FlaskClient:
    return create_app(Settings(state=built_state), Published(Store(built_state))).test_client()


def names(text: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/borders/([A-Z]{2}-[A-Z]{2})', text)


def test_each_border_stands_once_the_widest_gap_first(shipped_client: FlaskClient) -> None:
    text = shipped_client.get(f"{PAGE}?indicator=gdp_per_inhabitant").text
    found = names(text)
    assert sorted(found) == [
        "BG-MK", "BG-RS", "BG-TR", "FI-NO", "FI-RU", "FI-SE", "MK-RS", "NO-RU", "NO-SE", "SK-UA",
    ]  # fmt: skip
    times = [float(size) for size in re.findall(r"<b>([\d.]+) times</b>", text)]
    assert len(times) == 10
    assert times == sorted(times, reverse=True)
    assert found[0] == "SK-UA"


def test_what_a_side_has_not_is_unknown_and_comes_last(shipped_client: FlaskClient) -> None:
    text = shipped_client.get(f"{PAGE}?indicator=life_expectancy").text
    rows = text.split('<th scope="row">')[1:]
    assert [row for row in rows if "unknown" in row] == rows[len(rows) - sum("unknown" in row for row in rows) :]
    assert "unknown" in rows[-1]
    assert "No figures of its districts:" in text


def test_figures_of_two_meanings_are_no_gap(shipped_client: FlaskClient) -> None:
    text = shipped_client.get(f"{PAGE}?indicator=share_65_plus").text
    row = next(row for row in text.split('<th scope="row">') if "/borders/NO-RU" in row)
    assert 'data-judgement="different"' in row
    assert "not compared" in row
    assert "times</b>" not in row


def test_it_is_chosen_by_a_form_and_in_every_language(shipped_client: FlaskClient) -> None:
    text = shipped_client.get(f"{PAGE}?lang=bg").text
    assert '<option value="gdp_per_inhabitant" selected>' in text
    assert "България" in text
    assert 'href="/borders/BG-TR?indicator=gdp_per_inhabitant&amp;lang=bg"' in text


def test_what_is_not_understood_is_named(shipped_client: FlaskClient) -> None:
    answer = shipped_client.get(f"{PAGE}?indicator=gdp_per_inhabitent")
    assert answer.status_code == 400
    assert "gdp_per_inhabitant" in answer.text
    assert shipped_client.get(f"{PAGE}?year=2019").status_code == 400
