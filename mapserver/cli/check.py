"""`mapserver check`: what is wrong with the data, and what they cover."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import click

from mapserver.cli.coverage import print_coverage
from mapserver.cli.options import as_json, count_findings, data_option, state_of, state_option


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@data_option
@state_option
@click.option("--coverage", is_flag=True, help="Say which indicators have figures on both sides of which borders.")
@click.option("--format", "form", type=click.Choice(["text", "json", "svg"]), default="text", show_default=True)
def check(paths: tuple[Path, ...], data: Path, state: Path | None, coverage: bool, form: str) -> None:
    """Say what is wrong with the data folder, or with the files and folders PATHS in it.

    Example: mapserver check layers/my_indicator
    """
    from mapserver.catalogue import check_paths, read

    if coverage:
        if paths:
            raise click.UsageError("--coverage is about the data folder as a whole; leave PATHS out")
        print_coverage(data, state_of(data, state), form)
        return
    if form == "svg":
        raise click.UsageError("--format svg is the picture of --coverage")
    for path in paths:
        if not path.exists() and not (data / path).exists():
            raise click.BadParameter(f"{path} does not exist, neither here nor in {data}", param_hint="PATHS")
    findings = check_paths(data, [path if path.exists() else data / path for path in paths]) if paths else read(data)[1]
    findings = sorted(set(findings))
    if form == "json":
        click.echo(as_json([dataclasses.asdict(item) for item in findings]))
    else:
        for finding in findings:
            click.echo(str(finding))
    count_findings(findings)
    if any(finding.severity == "error" for finding in findings):
        sys.exit(1)
