"""Findings: what is wrong with a file, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that a steward should know about a file.

    `file` is relative to the data folder, `line` counts from 1 and is 0 where a finding concerns the whole file.
    An *error* keeps a build from being published.
    """

    file: str
    line: int
    severity: Severity
    message: str
    remedy: str

    def __str__(self) -> str:
        """Format as ``file:line: severity: message -> remedy``."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.severity}: {self.message} -> {self.remedy}"
