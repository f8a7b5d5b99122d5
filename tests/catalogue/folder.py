"""A data folder that a test can spoil and read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mapserver.catalogue import read
from tests.catalogue.toy import FILES

if TYPE_CHECKING:
    from mapserver.model import Catalogue, Finding, Severity


@dataclass(frozen=True)
class Folder:
    """A data folder that a test can spoil."""

    path: Path

    def write(self, file: str, content: str | bytes) -> None:
        """Write a file, and the folders above it."""
        path = self.path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def text(self, file: str) -> str:
        """Return what a file holds."""
        return (self.path / file).read_text(encoding="utf-8")

    def replace(self, file: str, old: str, new: str) -> int:
        """Exchange one passage of a file and return its line."""
        text = self.text(file)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))
        return text.count("\n", 0, text.index(old)) + 1

    def append(self, file: str, row: str) -> int:
        """Add a line to a file and return its number."""
        text = self.text(file)
        self.write(file, f"{text}{row}\n")
        return text.count("\n") + 1

    def delete(self, file: str) -> None:
        """Delete a file."""
        (self.path / file).unlink()

    def read(self) -> tuple[Catalogue, list[Finding]]:
        """Read the folder."""
        return read(self.path)

    def finding(self, file: str, line: int, severity: Severity, *words: str) -> Finding:
        """Return the finding at a place whose message or remedy has all the words; fail where there is none."""
        findings = self.read()[1]
        for finding in findings:
            said = f"{finding.message} -> {finding.remedy}"
            if (finding.file, finding.line, finding.severity) == (file, line, severity) and all(
                word in said for word in words
            ):
                assert finding.remedy
                return finding
        raise AssertionError(f"no {severity} at {file}:{line} with {words} among:\n" + "\n".join(map(str, findings)))


def make_folder(path: Path) -> Folder:
    """Write the sound data folder."""
    made = Folder(path)
    for file, content in FILES.items():
        made.write(file, content)
    return made
