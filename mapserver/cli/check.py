"""`mapserver check`: what is wrong with the data, what they cover, and where their runs end."""

from __future__ import annotations

import dataclasses
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapserver.cli.coverage import coverage_text
from mapserver.cli.options import as_json, count_findings, data_option, in_order, state_of, state_option, stop_on_errors
from mapserver.cli.runs import runs_text
from mapserver.progress import Bar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mapserver.model import Catalogue, Finding


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@data_option
@state_option
@click.option("--coverage", is_flag=True, help="Say which indicators have figures on both sides of which borders.")
@click.option("--runs", is_flag=True, help="Say where runs end, by how much, and why.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here; nothing where it fails.")
@click.option("--format", "form", type=click.Choice(["text", "json", "svg"]), default="text", show_default=True)
def check(
    paths: tuple[Path, ...],
    data: Path,
    state: Path | None,
    coverage: bool,
    runs: bool,
    output: Path | None,
    form: str,
) -> None:
    """Say what is wrong with the data folder, or with the files and folders PATHS in it.

    What PATHS are calculated from and converted with is not checked with them. Figures and claims of stories are looked
    up in the layers, which are worked out for that as a build would, and remembered for it.

    Example: mapserver check layers/my_indicator
    """
    from mapserver.catalogue import read, read_paths

    if output and not (coverage or runs):
        raise click.UsageError("--output is the file for --coverage or --runs")
    if paths and (coverage or runs):
        name = "--coverage" if coverage else "--runs"
        raise click.UsageError(f"{name} is about the data folder as a whole; leave PATHS out")
    if coverage and runs:
        raise click.UsageError("--coverage and --runs are two tables; ask for one")
    if coverage:
        _write(coverage_text(data, state_of(data, state), form), output)
        return
    if form == "svg":
        raise click.UsageError("--format svg is the picture of --coverage")
    for path in paths:
        if not path.exists() and not (data / path).exists():
            raise click.BadParameter(f"{path} does not exist, neither here nor in {data}", param_hint="PATHS")
    inside = [path if path.exists() else data / path for path in paths]
    if inside:
        catalogue, findings = read_paths(data, inside)
    else:
        catalogue, findings = read(data)
    if runs:
        stop_on_errors(findings, "the data have errors; mend these first")
        _write(runs_text(catalogue, form), output)
        return
    faulty = {finding.file.split("/")[1] for finding in findings if finding.severity == "error" and "/" in finding.file}
    looked_up = _figures_of_stories(catalogue, data, state_of(data, state), findings)
    findings = in_order({*findings, *_jumps(catalogue, faulty), *looked_up})
    if form == "json":
        click.echo(as_json([dataclasses.asdict(item) for item in findings]))
    else:
        for finding in findings:
            click.echo(str(finding))
    count_findings(findings)
    if any(finding.severity == "error" for finding in findings):
        sys.exit(1)


def _write(text: str, output: Path | None) -> None:
    """Write to a file, or to standard output."""
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise click.ClickException(f"{output}: {error.strerror}") from error


def _figures_of_stories(
    catalogue: Catalogue, data: Path, state: Path, findings: Collection[Finding]
) -> Iterator[Finding]:
    """Yield what a build would say of the stories that were read; where they cannot be looked up, a note why."""
    from mapserver.model import Finding
    from mapserver.snapshot import BuildFailedError, Store, StoreError, draft

    if not catalogue.stories or any(finding.severity == "error" for finding in findings):
        return
    folders = tuple(f"layers/stories/{slug}/" for slug in catalogue.stories)
    unseen = "figures and claims of the stories were not looked up"
    try:
        with Bar() as bar:
            draft(data, Store(state), jobs=os.cpu_count() or 1, progress=bar)
    except BuildFailedError as error:
        errors = [finding for finding in error.findings if finding.severity == "error"]
        told = [finding for finding in errors if finding.file.startswith(folders)]
        if not told and not any(finding.file.startswith("layers/stories/") for finding in errors):
            yield Finding("layers/stories", 0, "note", f"{unseen}: other data have errors", "mend them first")
        yield from told
    except StoreError as error:
        yield Finding("layers/stories", 0, "note", f"{unseen}: {error}", "name another folder with --state")


def _jumps(catalogue: Catalogue, faulty: Collection[str]) -> Iterator[Finding]:
    """Yield the findings on jumps of the indicators that were read, but not of `faulty` ones."""
    from mapserver.geometry.adjacency import adjacent_pieces
    from mapserver.snapshot import check_jumps

    beside = adjacent_pieces(catalogue.pieces)
    for name, indicator in catalogue.indicators.items():
        if name not in faulty:
            yield from check_jumps(indicator, catalogue.observations, catalogue.territories, beside)
