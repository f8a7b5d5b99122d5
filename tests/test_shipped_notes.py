"""Notes of the shipped indicators: what is of one country stands where its figures are shown, and nowhere else."""

from __future__ import annotations

import pytest

from mapserver.snapshot import Published, Store
from mapserver.web import Settings, create_app

SHELF = "continental shelf"
GDP = "gdp_per_inhabitant"


@pytest.fixture(scope="module")
def client(built_state):
    return create_app(Settings(state=built_state), Published(Store(built_state))).test_client()


@pytest.mark.parametrize(
    ("path", "stands"),
    [
        (f"/borders/BG-TR?indicator={GDP}", False),
        (f"/share/borders/BG-TR?indicator={GDP}", False),
        (f"/borders/FI-RU?indicator={GDP}", False),
        (f"/borders/NO-RU?indicator={GDP}", True),
        (f"/areas/bulgaria/{GDP}?view=definition", False),
        (f"/areas/barents/{GDP}?view=definition", True),
        (f"/areas/barents/{GDP}?transform=vs-country&year=2019", True),
    ],
)
def test_the_norwegian_shelf_stands_where_norway_is_shown(client, path, stands):
    answer = client.get(path)
    assert answer.status_code == 200
    assert (SHELF in answer.text) == stands
    if "areas" not in path or "definition" in path:
        assert "Offshore and mining regions" in answer.text or "share" in path


def test_notes_on_countries_are_of_countries_with_figures_and_translated(shipped):
    about = [note for record in shipped.register.indicators for note in record.indicator.country_notes]
    assert {country for note in about for country in note.countries} == {"BG", "MK", "NO", "SK", "TR"}
    for note in about:
        assert {"nb", "se", "sv", "fi", "ru", "bg", "sr-Cyrl", "mk", "tr", "sk", "uk"} <= set(note.note)
