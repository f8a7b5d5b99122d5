"""The commands on what was built: publish, roll back, list, verify."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mapserver.cli.options import as_json, data_option, format_option, state_of, state_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("snapshot")
@data_option
@state_option
def publish(snapshot: str, data: Path, state: Path | None) -> None:
    """Move the pointer to SNAPSHOT, an id that `mapserver snapshots` lists."""
    from mapserver.snapshot import Store, StoreError

    store = Store(state_of(data, state))
    try:
        with store.writing():
            store.point_to(snapshot)
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    click.echo(snapshot)


@click.command()
@data_option
@state_option
def rollback(data: Path, state: Path | None) -> None:
    """Publish again what was published before the current snapshot."""
    from mapserver.snapshot import Store, StoreError

    store = Store(state_of(data, state))
    try:
        with store.writing():
            click.echo(store.roll_back())
    except StoreError as error:
        raise click.ClickException(str(error)) from error


@click.command()
@data_option
@state_option
@format_option
def snapshots(data: Path, state: Path | None, form: str) -> None:
    """List the snapshots that are kept, the newest last; the published one has a star."""
    from mapserver.snapshot import Store

    store = Store(state_of(data, state))
    kept, current, latest = store.snapshots(), store.pointer(), dict(store.history())
    rows = sorted(
        ({"snapshot": item, "published": latest.get(item, ""), "current": item == current} for item in kept),
        key=lambda row: str(row["published"]),
    )
    if form == "json":
        click.echo(as_json(rows))
        return
    for row in rows:
        click.echo(f"{'*' if row['current'] else ' '} {row['snapshot']}  {row['published']}")


@click.command()
@click.argument("snapshot", required=False)
@data_option
@state_option
def verify(snapshot: str | None, data: Path, state: Path | None) -> None:
    """Hash every file of SNAPSHOT (default: the published one) again and say what is wrong."""
    from mapserver.snapshot import Store, StoreError

    store = Store(state_of(data, state))
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
