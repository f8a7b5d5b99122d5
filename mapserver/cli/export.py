"""`mapserver export`: the files of a map, as the server gives them, without a server."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from mapserver.cli.options import data_option, state_of, state_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("area")
@click.argument("indicator")
@click.option("--format", "suffix", required=True, help="png, svg, pdf, html, csv, xlsx, geojson, gpkg, zip, ...")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="File to write; default: standard output.")
@click.option("--year", help="Year of the map; default: the one that it is first shown in.")
@click.option("--view", help="map, or borders: the gaps between neighbours on two sides of a border.")
@click.option("--lang", help="Language, as in nb or sr-Latn.")
@click.option("-p", "--param", "more", multiple=True, metavar="NAME=VALUE", help="Any parameter of the map's address.")
@data_option
@state_option
def export(
    area: str,
    indicator: str,
    suffix: str,
    output: str | None,
    year: str | None,
    view: str | None,
    lang: str | None,
    more: tuple[str, ...],
    data: Path,
    state: Path | None,
) -> None:
    """Write a map or its figures into a file: the one that the server gives at /areas/AREA/INDICATOR.FORMAT.

    Example: mapserver export barents unemployment_rate --format png --year 2019 -p width=2400 -o map.png
    """
    query = [("view", view), ("year", year), ("lang", lang), *(_pair(text) for text in more)]
    given = [(name, value) for name, value in query if value is not None]
    answer = _client(state_of(data, state)).get(f"/areas/{area}/{indicator}.{suffix}", query_string=given)
    if answer.status_code != 200:
        problem = answer.get_json(silent=True, force=True) or {}
        near = problem.get("suggestions") or problem.get("allowed") or []
        hint = (
            f" There are: {', '.join(map(str, near))}." if near and "Allowed" not in problem.get("detail", "") else ""
        )
        raise click.ClickException(f"{problem.get('detail', answer.status)}{hint}")
    if output is None and sys.stdout.isatty() and not (answer.mimetype or "").startswith("text/"):
        raise click.UsageError("This format is not for a terminal: name a file with -o.")
    with click.open_file(output or "-", "wb", atomic=output is not None and output != "-") as file:
        file.write(answer.data)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise click.BadParameter(f"{text!r} is no NAME=VALUE, as in scheme=equal_interval", param_hint="-p")
    return name, value


def _client(state: Path) -> Any:
    """Return what asks the application as a browser would; there is no address that others could follow."""
    from mapserver.snapshot import Published, Store
    from mapserver.web import Settings, create_app

    return create_app(Settings(state=state, address=""), Published(Store(state))).test_client()
