"""The commands on pinned maps: list them, give them up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mapserver.cli.options import as_json, data_option, format_option, state_of, state_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@data_option
@state_option
@format_option
def pins(data: Path, state: Path | None, form: str) -> None:
    """List the maps that are pinned, the newest last, and say of each whether its bytes are as they were."""
    from mapserver.snapshot import Pins

    store = Pins(state_of(data, state))
    rows = [
        {
            "address": pin.address,
            "snapshot": pin.snapshot,
            "pinned": pin.pinned,
            "faults": store.faults(pin),
        }
        for pin in store.all()
    ]
    if form == "json":
        click.echo(as_json(rows))
    else:
        for row in rows:
            wrong = "".join(f"\n    {fault}" for fault in row["faults"])
            click.echo(f"{row['pinned']}  {row['snapshot']}  {row['address']}{wrong}")
    if any(row["faults"] for row in rows):
        raise click.ClickException("Some pinned maps are not as they were: restore the folder 'pins' from a backup.")


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="SNAPSHOT_OR_ADDRESS...")
@click.option("--yes", is_flag=True, help="Do not ask.")
@data_option
@state_option
def unpin(names: tuple[str, ...], yes: bool, data: Path, state: Path | None) -> None:
    """Give up pinned maps, by their addresses or by the snapshot that they show: articles that hold them lose them.

    It lists what will break and asks. Their addresses say from then on that they were given up. A snapshot that no map
    is pinned to is removed like others, in time.
    """
    from mapserver.snapshot import Pins, StoreError

    store = Pins(state_of(data, state))
    chosen = [pin for pin in store.all() if pin.address in names or pin.snapshot in names]
    unknown = [name for name in names if not any(name in (pin.address, pin.snapshot) for pin in chosen)]
    if unknown:
        raise click.ClickException(f"Nothing is pinned as {', '.join(unknown)}; 'mapserver pins' lists what is.")
    for pin in chosen:
        click.echo(pin.address)
    count = f"{len(chosen)} embedded {'map' if len(chosen) == 1 else 'maps'}"
    if not yes:
        click.confirm(f"{count} will break in the articles that hold them. Give them up?", abort=True, err=True)
    try:
        store.give_up(frozenset(pin.address for pin in chosen))
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{count} given up", err=True)
