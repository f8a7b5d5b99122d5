"""The folder takes the place of an earlier copy whole, and of nothing else."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from mapserver.freeze.folder import RECORD, FreezeError, replacing, write_manifest


def write(folder: Path, text: str) -> None:
    (folder / "index.html").write_text(text)
    (folder / RECORD).write_text(json.dumps({"frozen_site": 1}))


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_folder_is_there_once_it_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "some" / "copy"
    with replacing(target) as partial:
        write(partial, "first")
        assert not target.exists()
    assert (target / "index.html").read_text() == "first"
    assert left(target.parent) == ["copy"]


def test_an_earlier_copy_stays_until_the_new_one_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "copy"
    for text in ("first", "second"):
        with replacing(target) as partial:
            write(partial, text)
    assert (target / "index.html").read_text() == "second"
    assert left(tmp_path) == ["copy"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_an_interrupted_run_leaves_the_earlier_copy_and_nothing_else(
    tmp_path: Path, error: type[BaseException]
) -> None:
    target = tmp_path / "copy"
    with replacing(target) as partial:
        write(partial, "first")
    with pytest.raises(error), replacing(target) as partial:
        write(partial, "second")
        raise error
    assert (target / "index.html").read_text() == "first"
    assert left(tmp_path) == ["copy"]


def test_what_a_killed_run_left_is_no_part_of_the_next_copy(tmp_path: Path) -> None:
    (tmp_path / ".copy.partial").mkdir()
    (tmp_path / ".copy.partial" / "old").write_text("old")
    with replacing(tmp_path / "copy") as partial:
        write(partial, "first")
    assert left(tmp_path / "copy") == [RECORD, "index.html"]


def test_two_runs_do_not_write_one_copy(tmp_path: Path) -> None:
    with replacing(tmp_path / "copy") as partial:
        with pytest.raises(FreezeError, match="another run"), replacing(tmp_path / "copy"):
            pass
        write(partial, "first")
    assert left(tmp_path) == ["copy"]


@pytest.mark.parametrize("record", [None, "{", "[]", '{"frozen_site": 2}', '{"frozen": 1}'])
def test_a_folder_with_something_else_is_left_alone(tmp_path: Path, record: str | None) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    if record is not None:
        (tmp_path / RECORD).write_text(record)
    with pytest.raises(FreezeError, match="something else"), replacing(tmp_path):
        pass
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_a_file_and_a_link_are_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("file", "link"):
        with pytest.raises(FreezeError, match="no folder"), replacing(tmp_path / name):
            pass


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    with replacing(tmp_path / "copy") as partial:
        write(partial, "first")
    assert (tmp_path / "copy" / "index.html").exists()


def test_the_manifest_is_read_by_the_usual_program(tmp_path: Path) -> None:
    write(tmp_path, "first")
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c").write_text("deep")
    assert write_manifest(tmp_path) == (3, 5 + 4 + len(json.dumps({"frozen_site": 1})))
    program = shutil.which("sha256sum")
    assert program
    command = [program, "--check", "--strict", "manifest-sha256.txt"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 0
    write(tmp_path, "changed")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 1
