"""The build with a hundred indicators against its limits: a minute, 1.5 GB, five seconds after one changed file."""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

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


def run(data: Path, state: Path) -> tuple[float, float]:
    """Build in a process of its own; return seconds and the peak memory of all its processes together in GB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", CODE, str(data), str(state)], check=True)
    seconds = time.perf_counter() - start
    # The largest single process; two workers and their parent are at most three of it.
    peak = max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) * 3
    return seconds, peak / 1e6


def test_full_build_and_one_changed_file(hundred, tmp_path, row):
    seconds, memory = run(hundred, tmp_path / "state")
    row(
        f"build of {INDICATORS} indicators, 2 processes",
        f"{seconds:.1f} s",
        f"limit {MINUTE:.0f} s",
        f"{seconds / MINUTE:.2f}",
        "1",
    )
    row("its memory, at most", f"{memory:.2f} GB", f"limit {GIGABYTES} GB", f"{memory / GIGABYTES:.2f}", "1")
    changed = hundred / "layers" / "median_age" / "eurostat.csv"
    lines = changed.read_text(encoding="utf-8").splitlines(keepends=True)
    changed.write_text("".join([*lines[:-1], re.sub(r"[\d.]+,(\w*)$", r"44.4,\1", lines[-1])]), encoding="utf-8")
    again, _ = run(hundred, tmp_path / "state")
    row("after one changed CSV", f"{again:.1f} s", f"limit {SECONDS:.0f} s", f"{again / SECONDS:.2f}", "1")
    assert seconds <= MINUTE
    assert memory <= GIGABYTES
    assert again <= SECONDS
