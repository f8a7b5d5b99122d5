"""The build with a hundred indicators against its limits: a minute, 1.5 GB, five seconds after one changed file."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

INDICATORS = 100
MINUTE, GIGABYTES, SECONDS = 60.0, 1.5, 5.0
CODE = """
import sys, time
from pathlib import Path
from mapserver.snapshot import Store, build
build(Path(sys.argv[1]), Store(Path(sys.argv[2])), jobs=2)
"""


@pytest.fixture(scope="module")
def hundred(repo, tmp_path_factory) -> Path:
    """Return a data folder with the shipped boundaries and the shipped indicators over and over under other names."""
    data = tmp_path_factory.mktemp("hundred")
    shutil.copytree(repo / "boundaries", data / "boundaries")
    shutil.copytree(repo / "layers", data / "layers")
    shipped = sorted(path.parent.name for path in (data / "layers").glob("*/indicator.toml"))
    for number in range(INDICATORS - len(shipped)):
        name = shipped[number % len(shipped)]
        copy = data / "layers" / f"{name}_{number}"
        shutil.copytree(data / "layers" / name, copy)
        text = (copy / "indicator.toml").read_text(encoding="utf-8")
        text = re.sub(rf'"{name}/', f'"{copy.name}/', text)
        (copy / "indicator.toml").write_text(text, encoding="utf-8")
    return data


def memory_of(root: int) -> float:
    """Return the memory of a process and its children together in GB, what they share counted once (Linux)."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    family = {root}
    while grown := {child for child, parent in parents.items() if parent in family} - family:
        family |= grown
    kilobytes = 0
    for process in family:
        with suppress(OSError):
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
            kilobytes += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1])
    return kilobytes / 1e6


def run(data: Path, state: Path) -> tuple[float, float]:
    """Build in a process of its own; return seconds and the peak memory of all its processes together in GB."""
    start = time.perf_counter()
    work = subprocess.Popen([sys.executable, "-c", CODE, str(data), str(state)])
    peak = 0.0
    while work.poll() is None:
        peak = max(peak, memory_of(work.pid))
        time.sleep(0.2)
    assert work.returncode == 0
    return time.perf_counter() - start, peak


def test_full_build_and_one_changed_file(hundred, tmp_path, row):
    seconds, memory = run(hundred, tmp_path / "state")
    row(
        f"build of {INDICATORS} indicators, 2 processes",
        f"{seconds:.1f} s",
        f"limit {MINUTE:.0f} s",
        f"{seconds / MINUTE:.2f}",
        "1",
    )
    row("its memory, all processes", f"{memory:.2f} GB", f"limit {GIGABYTES} GB", f"{memory / GIGABYTES:.2f}", "1")
    changed = hundred / "layers" / "median_age" / "eurostat.csv"
    lines = changed.read_text(encoding="utf-8").splitlines(keepends=True)
    changed.write_text("".join([*lines[:-1], re.sub(r"[\d.]+,(\w*)$", r"44.4,\1", lines[-1])]), encoding="utf-8")
    again, _ = run(hundred, tmp_path / "state")
    row("after one changed CSV", f"{again:.1f} s", f"limit {SECONDS:.0f} s", f"{again / SECONDS:.2f}", "1")
    assert seconds <= MINUTE
    assert memory <= GIGABYTES
    assert again <= SECONDS
