"""A small data folder, built and frozen: in English in the default years, and in two languages with all years."""

from __future__ import annotations

import functools
import http.server
import threading
from typing import TYPE_CHECKING

import pytest

from mapserver.freeze import Choice, freeze
from mapserver.snapshot import Published, Store, build
from tests.catalogue.folder import make_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Where the copy is said to be reached.
ADDRESS = "https://maps.example/old"
FILES = ("svg", "csv", "metadata.json", "txt")


class Silent:
    """A progress that nobody looks at."""

    def start(self, steps: int) -> None:
        """Take a number of steps."""

    def done(self, name: str, *, fresh: bool) -> None:
        """Take a step."""


@pytest.fixture(scope="session")
def small_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the state folder of a small world: two countries, two indicators, four checkpoints."""
    base = tmp_path_factory.mktemp("small")
    folder = make_folder(base / "data")
    for row in ("BB-1,2021,2018,48,", "BB-1,2021,2019,49,", "BB-2,2021,2018,47,", "BB-2,2021,2019,50,"):
        folder.append("layers/wage/beland.csv", row)
    build(folder.path, Store(base / "state"), jobs=1)
    return base / "state"


@pytest.fixture(scope="session")
def source(small_state: Path) -> Published:
    """Return where the snapshot of the small world comes from."""
    return Published(Store(small_state))


@pytest.fixture(scope="session")
def plain(source: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the small world in English, each map in its default year, that knows no address."""
    folder = tmp_path_factory.mktemp("plain") / "copy"
    freeze(source, folder, Choice(files=FILES), 1, Silent())
    return folder


@pytest.fixture(scope="session")
def whole(source: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the small world with all years, in Norwegian too, with an address."""
    folder = tmp_path_factory.mktemp("whole") / "copy"
    choice = Choice(("nb",), True, files=(*FILES, "card.png"), address=ADDRESS)
    freeze(source, folder, choice, 1, Silent())
    return folder


class Handler(http.server.SimpleHTTPRequestHandler):
    """A plain web host that tells nobody."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def host(plain: Path, whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve both copies as a plain web host would, below a path of their own; return the address of the host."""
    root = tmp_path_factory.mktemp("host")
    (root / "kept").mkdir()
    for copy in (plain, whole):
        (root / "kept" / copy.parent.name.rstrip("0123456789")).symlink_to(copy)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/kept"
    server.shutdown()
    thread.join()
    server.server_close()
