"""The address from outside, as an operator behind a proxy gives it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from mapserver.cli import main
from mapserver.web import server


@pytest.mark.parametrize(
    "address", ["maps.example.org", "ftp://maps.example.org", "https://", "https://a.example/?x=1"]
)
def test_what_is_no_address_is_said_before_anything_is_served(tmp_path, address):
    result = CliRunner().invoke(main, ["serve", "--address", address, "--state", str(tmp_path)])
    assert result.exit_code == 2
    assert "https://maps.example.org" in result.stderr


def test_code_for_articles_has_the_address_from_outside(built_state, monkeypatch):
    """Also where the proxy speaks plain HTTP to the server."""
    monkeypatch.setenv(server.STATE, str(built_state))
    monkeypatch.setenv(server.HOSTS, "localhost")
    monkeypatch.setenv(server.BASEMAP, "null")
    monkeypatch.setenv(server.ADDRESS, "https://maps.example.org")
    text = server.load().test_client().get("/share/areas/barents/unemployment_rate?year=2019").text
    assert "https://maps.example.org/embed/barents/unemployment_rate?year=2019" in text
    assert "http://localhost/embed" not in text
