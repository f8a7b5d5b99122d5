"""Findings while they are being collected. Knows no file format."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mapserver.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Findings of one kind that a file may have before the rest is only counted: a wrong column must not give 6 000 lines.
MOST_OF_A_KIND = 20
LONGEST_QUOTE = 60
LONGEST_MESSAGE = 500


def quoted(text: object) -> str:
    """Return text from a file in quotes, short and without control characters, fit for a message."""
    shown = str(text)
    short = shown if len(shown) <= LONGEST_QUOTE else shown[:LONGEST_QUOTE] + "..."
    return f"'{printable(short)}'"


def printable(text: str) -> str:
    """Return text with control characters written out: what a file holds must not reach a terminal as it is."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text)


def listed(names: Iterable[object], most: int = 8) -> str:
    """Return names as `a, b, c`, with the rest counted."""
    every = [str(name) for name in names]
    rest = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(every[:most]) + rest


@dataclass
class FileReport:
    """The findings of one file, named relative to the data folder.

    `kind` groups findings: above MOST_OF_A_KIND of them in a file the rest is counted instead of listed.
    """

    file: str
    _findings: list[Finding]
    _counts: Counter[str] = field(default_factory=Counter)
    _more: dict[str, tuple[Severity, int, str]] = field(default_factory=dict)
    errors: int = 0

    def error(self, line: int, message: str, remedy: str, kind: str = "") -> None:
        """Add a finding that keeps a build from being published."""
        self.errors += 1
        self._add("error", line, message, remedy, kind)

    def warning(self, line: int, message: str, remedy: str, kind: str = "") -> None:
        """Add a finding that is likely a mistake."""
        self._add("warning", line, message, remedy, kind)

    def note(self, line: int, message: str, remedy: str, kind: str = "") -> None:
        """Add a finding that is good to know."""
        self._add("note", line, message, remedy, kind)

    def _add(self, severity: Severity, line: int, message: str, remedy: str, kind: str) -> None:
        if kind:
            self._counts[kind] += 1
            if self._counts[kind] > MOST_OF_A_KIND:
                self._more.setdefault(kind, (severity, line, remedy))
                return
        said = message if len(message) <= LONGEST_MESSAGE else f"{message[:LONGEST_MESSAGE]}..."
        self._findings.append(Finding(self.file, line, severity, printable(said), printable(remedy)))

    def overflow(self) -> list[Finding]:
        """Return one finding for each kind of which there were too many to list."""
        return [
            Finding(self.file, line, severity, f"{self._counts[kind] - MOST_OF_A_KIND} more like this ({kind})", remedy)
            for kind, (severity, line, remedy) in self._more.items()
        ]


@dataclass
class Report:
    """The findings of a data folder."""

    _findings: list[Finding] = field(default_factory=list)
    _files: dict[str, FileReport] = field(default_factory=dict)

    def of(self, file: str) -> FileReport:
        """Return the report of a file, made on first use."""
        if file not in self._files:
            self._files[file] = FileReport(printable(file), self._findings)
        return self._files[file]

    def take(self, findings: Iterable[Finding]) -> None:
        """Add findings that were collected elsewhere."""
        self._findings.extend(findings)

    def findings(self) -> list[Finding]:
        """Return every finding, sorted by file and line, each once."""
        overflow = [finding for report in self._files.values() for finding in report.overflow()]
        return sorted({*self._findings, *overflow})
