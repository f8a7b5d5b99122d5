"""`mapserver build`: the data folders into a published snapshot."""

from __future__ import annotations

import dataclasses
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from mapserver.cli.options import as_json, count_findings, data_option, format_option, in_order, state_of, state_option
from mapserver.progress import Bar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mapserver.model import Finding


@click.command()
@data_option
@state_option
@click.option("--jobs", type=click.IntRange(1, 64), default=lambda: os.cpu_count() or 1, show_default="processors")
@click.option("--force", is_flag=True, help="Work everything out again, also what did not change.")
@format_option
def build(data: Path, state: Path | None, jobs: int, force: bool, form: str) -> None:
    """Build boundaries/ and layers/ into a new snapshot and publish it.

    Example: mapserver build --data my_data
    """
    identifier, findings = run_build(data, state_of(data, state), jobs, force)
    if form == "json":
        click.echo(as_json({"snapshot": identifier, "findings": [dataclasses.asdict(item) for item in findings]}))
    else:
        click.echo(identifier)


def run_build(data: Path, state: Path, jobs: int, force: bool) -> tuple[str, tuple[Finding, ...]]:
    """Build and publish; say what was found and done, raise ClickException where nothing was published."""
    from mapserver.snapshot import Store
    from mapserver.snapshot import build as run

    with told_failures(state), Bar() as bar:
        result = run(data, Store(state), jobs=jobs, force=force, progress=bar)
    for finding in result.findings:
        if finding.severity == "warning":
            click.echo(str(finding), err=True)
    count_findings(result.findings)
    click.echo(f"Published {result.snapshot}: {result.fresh} of {result.steps} steps were worked out.", err=True)
    return result.snapshot, result.findings


@contextmanager
def told_failures(state: Path) -> Iterator[None]:
    """Turn what can go wrong with a build into messages; errors in the data with place and remedy."""
    from mapserver.snapshot import BuildFailedError, StoreError

    try:
        yield
    except BuildFailedError as error:
        for finding in in_order(error.findings):
            click.echo(str(finding), err=True)
        raise click.ClickException(str(error)) from error
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        where = error.filename or state
        raise click.ClickException(f"{where}: {error.strerror}; nothing was published") from error
