"""What several commands share: options that mean the same everywhere, and how findings and records are printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mapserver.paths import shipped_data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapserver.model import Finding

data_option = click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="MAPSERVER_DATA",
    default=shipped_data,
    show_default="the shipped data",
    help="Folder with boundaries/ and layers/.",
)
state_option = click.option(
    "--state",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="MAPSERVER_STATE",
    help="Folder for snapshots; default: .mapserver/ in the data folder.",
)
format_option = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)


def state_of(data: Path, state: Path | None) -> Path:
    """Return the state directory: the one that was named, else the one in the data folder."""
    return state or data / ".mapserver"


#: Findings as a terminal shows them: what must be mended stands last, above the prompt.
_SEVERITIES = ("note", "warning", "error")


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by severity, errors last, each by file and line."""
    return sorted(findings, key=lambda finding: (_SEVERITIES.index(finding.severity), finding))


def stop_on_errors(findings: Iterable[Finding], message: str) -> None:
    """Say which errors there are and end the command with a message; go on where there are none."""
    errors = [finding for finding in findings if finding.severity == "error"]
    for finding in errors:
        click.echo(str(finding), err=True)
    if errors:
        raise click.ClickException(message)


def count_findings(findings: Iterable[Finding]) -> None:
    """Say how many findings of each severity there are."""
    counts = dict.fromkeys(("error", "warning", "note"), 0)
    for finding in findings:
        counts[finding.severity] += 1
    click.echo(", ".join(f"{count} {name}{'' if count == 1 else 's'}" for name, count in counts.items()), err=True)


def as_json(value: Any) -> str:
    """Write a record for a script."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
