"""What the command hands to the processes that serve: the state folder, host names, the background of maps."""

from pathlib import Path

import pytest

from mapserver.maps.basemap import Basemap
from mapserver.web import Settings, server


class Nothing:
    """A server that serves nothing."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def serve(self) -> None:
        pass


@pytest.mark.parametrize("basemap", [None, Basemap(), Basemap("http://a.example/{z}/{x}/{y}", "Ours <b>", "", 7)])
def test_a_worker_has_the_settings_of_the_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, basemap: Basemap | None
) -> None:
    monkeypatch.setattr(server, "Granian", Nothing)
    for name in (server.STATE, server.HOSTS, server.BASEMAP):
        monkeypatch.setenv(name, "")
    server.run(tmp_path, "127.0.0.1", 8000, 1, ("maps.example",), basemap)
    settings: Settings = server.load().extensions["mapserver"].settings
    assert settings.basemap == basemap
    assert settings.state == tmp_path
    assert "maps.example" in settings.trusted_hosts
