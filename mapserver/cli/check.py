"""`mapserver check`: what is wrong with the data."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import click

from mapserver.cli.options import as_json, count_findings, data_option, format_option


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@data_option
@format_option
def check(paths: tuple[Path, ...], data: Path, form: str) -> None:
    """Say what is wrong with the data folder, or with the files and folders PATHS in it.

    Example: mapserver check layers/my_indicator
    """
    from mapserver.catalogue import check_paths, read

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
