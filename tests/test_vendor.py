"""Files of others are listed, licensed, unchanged and complete."""

import base64
import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT / "static" / "vendor", ROOT / "tests" / "vendor")


def _packages(folder: Path) -> list[dict[str, Any]]:
    with (folder / "manifest.toml").open("rb") as file:
        return list(tomllib.load(file)["package"])


def _rows() -> list[Any]:
    return [
        pytest.param(folder / name, digest, id=f"{folder.parent.name}/{name}")
        for folder in FOLDERS
        for package in _packages(folder)
        for name, digest in package["sha384"].items()
    ]


@pytest.mark.parametrize(("path", "digest"), _rows())
def test_bytes_are_those_of_the_manifest(path: Path, digest: str) -> None:
    assert base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode() == digest


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_file_is_listed_once(folder: Path) -> None:
    listed = [name for package in _packages(folder) for name in package["sha384"]]
    present = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    assert sorted([*listed, "manifest.toml"]) == sorted(present)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_package_names_version_licence_and_source(folder: Path) -> None:
    for package in _packages(folder):
        assert all(package[key] for key in ("name", "version", "licence", "copyright", "source"))
        assert any("LICENSE" in name for name in package["sha384"]), f"{package['name']} comes without its licence"


def test_attribution_names_every_package() -> None:
    text = (ROOT / "ATTRIBUTION.md").read_text(encoding="utf-8")
    for folder in FOLDERS:
        for package in _packages(folder):
            row = rf"^\| {re.escape(package['name'])} {re.escape(package['version'])} \|.*{package['licence']}"
            assert re.search(row, text, re.MULTILINE), f"{package['name']} is not in ATTRIBUTION.md"


def test_style_sheets_refer_to_vendored_files_only() -> None:
    for sheet in FOLDERS[0].rglob("*.css"):
        for target in re.findall(r"url\(['\"]?([^)'\"]+)", sheet.read_text(encoding="utf-8")):
            assert target.startswith("#") or (sheet.parent / target).is_file(), f"{sheet.name} refers to {target}"
