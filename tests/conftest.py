"""Fixtures that several rooms of the suite share."""

import fcntl
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser, Page, sync_playwright

from mapserver.catalogue import read
from mapserver.cli import main
from mapserver.model import Catalogue
from mapserver.snapshot import Published, Snapshot, Store, build
from mapserver.web.warming import MIDDLE, OLD, YOUNG
from tests.catalogue.folder import Folder, make_folder
from tests.windows import Windows

ROOT = Path(__file__).resolve().parent.parent
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No request leaves this machine, whatever a page asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


def pytest_configure() -> None:
    """Look for cycles as seldom as a server does: most tests share a snapshot of half a million records."""
    gc.set_threshold(YOUNG, MIDDLE, OLD)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the browser and keep the tests of a file in one worker: no more Chromiums than workers."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="session")
def repo() -> Path:
    """Return the root of the checkout."""
    return ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Return a sound data folder: two countries of squares that touch, three indicators."""
    return make_folder(tmp_path / "data")


@pytest.fixture
def run(folder: Folder) -> Callable[..., Result]:
    """Return what calls the command on the data folder, as a shell would."""

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main, [*arguments, "--data", str(folder.path)])

    return invoke


@pytest.fixture(scope="session")
def shipped_catalogue(repo: Path) -> Catalogue:
    """Return everything that the shipped data folder holds."""
    return read(repo)[0]


@pytest.fixture(scope="session")
def built_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a state directory with the shipped data built; the workers of a run share one build."""
    base = tmp_path_factory.getbasetemp()
    # Under xdist each worker has a folder of its own inside that of the run.
    state = (base.parent if base.name.startswith("popen-") else base) / "built"
    with state.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        store = Store(state)
        if store.pointer() is None:
            build(ROOT, store, jobs=os.cpu_count() or 1)
    return state


@pytest.fixture(scope="session")
def shipped(built_state: Path) -> Snapshot:
    """Return the snapshot of the shipped data."""
    snapshot = Published(Store(built_state)).current()
    assert snapshot is not None
    return snapshot


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Launch the system's Chromium, headless; its absence fails, since a skipped page is an unchecked page."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.fail(
            "Neither 'chromium' nor 'chromium-browser' is on PATH. `make browser` installs it on Debian; "
            "`-m 'not browser'` leaves these tests out.",
            pytrace=False,
        )
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """Return the windows that the tests of a run share."""
    return Windows(browser)


@pytest.fixture
def window(windows: Windows) -> Iterator[Callable[..., Page]]:
    """Return a function that gives a window as new, opened with the options of a browser context."""
    yield windows.take
    windows.give_back()
