"""Own regions: the ways that lead there, units by name, a box that is too large."""

import pytest
from flask.testing import FlaskClient

from mapserver.web import regions


def test_pages_of_districts_lead_to_own_regions(client: FlaskClient) -> None:
    assert 'href="/regions"' in client.get("/").text, "the foot of every page"
    assert 'href="/regions?units=NO073"' in client.get("/units/NO073").text
    assert 'href="/regions?units=NO073,RU-MUR"' in client.get("/compare?units=NO073,RU-MUR").text
    assert "/regions?units" not in client.get("/compare?units=NO073").text


def test_a_name_of_one_unit_leads_to_its_code(client: FlaskClient) -> None:
    answer = client.get("/regions?units=kainuu,NO073&title=Two&lang=nb")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/regions?units=FI1D8,NO073&title=Two&lang=nb"
    second = client.get("/regions?units=NO073&with=Kainuu")
    assert second.headers["Location"] == "/regions?units=NO073&with=FI1D8"
    assert client.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize("units", ["Nowhere", "NO07X", "<b>"])
def test_what_is_no_name_is_refused_as_before(client: FlaskClient, units: str) -> None:
    assert client.get("/regions", query_string={"units": units}).status_code == 400


def test_a_box_of_too_many_districts_is_refused_with_their_number(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = tuple(f"NO{number:03}" for number in range(70))
    monkeypatch.setattr(regions, "units_in_box", lambda *_: found)
    answer = client.get("/regions?bbox=-180,-90,180,90")
    assert answer.status_code == 400
    assert "70 districts have their middle in this box; a region takes 60 at most." in answer.text
