"""`mapserver freeze` as scripts use it."""

from __future__ import annotations

import resource
import signal
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from mapserver.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Result]


@pytest.fixture
def run(small_state: Path, tmp_path: Path) -> Run:
    def invoke(*arguments: str) -> Result:
        target = [] if "-o" in arguments else ["-o", str(tmp_path / "copy")]
        return CliRunner().invoke(main, ["freeze", "--state", str(small_state), "--jobs", "1", *target, *arguments])

    return invoke


def test_the_folder_is_told_on_stdout_and_what_is_in_it_on_stderr(run: Run, tmp_path: Path) -> None:
    result = run("--files", "txt,.csv")
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{tmp_path / 'copy'}\n"
    assert "pages" in result.stderr and "pages a second" in result.stderr
    assert (tmp_path / "copy/areas/border/wage.txt").is_file()
    assert not (tmp_path / "copy/areas/border/wage.svg").exists()


def test_an_earlier_copy_is_replaced_and_other_folders_are_not(run: Run, tmp_path: Path) -> None:
    assert run("--files", "").exit_code == 0
    assert run("--files", "", "--language", "nb").exit_code == 0
    assert (tmp_path / "copy/nb/index.html").is_file()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").write_text("x")
    refused = run("-o", str(tmp_path / "mine"))
    assert refused.exit_code == 1 and "something else than a frozen site" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--files", "docx"), 2, "no file of a map"),
        (("--address", "maps.example.org"), 2, "no address"),
        (("--address", "https://maps.example.org/?a=1"), 2, "no address"),
        (("--years", "2015"), 2, "default"),
        (("--area", "nowhere"), 1, "there are: border"),
        (("--language", "xx"), 1, "no language"),
        (("-o", "/proc/copy"), 1, "is as it was"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(run: Run, arguments: tuple[str, ...], code: int, words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert words in result.stderr and "Traceback" not in result.output


def test_before_the_first_build_there_is_nothing_to_freeze(run: Run, tmp_path: Path) -> None:
    result = run("--state", str(tmp_path / "none"))
    assert result.exit_code == 1 and "mapserver build" in result.stderr


def test_a_full_disk_leaves_the_earlier_copy(run: Run, tmp_path: Path) -> None:
    assert run("--files", "").exit_code == 0
    before = (tmp_path / "copy/index.html").read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    previous = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        result = run("--files", "")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, previous)
    assert result.exit_code == 1 and "is as it was" in result.stderr and "Traceback" not in result.output
    assert (tmp_path / "copy/index.html").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]
