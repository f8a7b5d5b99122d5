"""`mapserver freeze`: the whole published site as static files."""

from __future__ import annotations

import os
import time
from pathlib import Path
from urllib.parse import urlsplit

import click

from mapserver.cli.options import data_option, state_of, state_option
from mapserver.progress import Bar

#: An address that says so of missing pages at most.
TOLD = 5


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("frozen"),
    show_default=True,
    help="Folder to write: new, empty or an earlier copy, whose place the new one takes when it is complete.",
)
@click.option(
    "--years",
    type=click.Choice(["default", "all"]),
    default="default",
    show_default=True,
    help="Pages of every year, or of each map's default year; from a web host maps move through all years either way.",
)
@click.option(
    "--language", "languages", multiple=True, metavar="CODE", help="A language besides English, as in fi or sr-Latn."
)
@click.option("--languages", "every", type=click.Choice(["all"]), help="All languages of the interface.")
@click.option("--area", "areas", multiple=True, metavar="AREA", help="A border area; default: all.")
@click.option("--files", metavar="LIST", help="Files of each map, by suffix, with commas; none: an empty text.")
@click.option(
    "--address", default="", metavar="URL", help="Where the copy will be reached, for citations and search engines."
)
@click.option("--jobs", type=click.IntRange(1, 64), default=lambda: os.cpu_count() or 1, show_default="processors")
@data_option
@state_option
def freeze(
    output: Path,
    years: str,
    languages: tuple[str, ...],
    every: str | None,
    areas: tuple[str, ...],
    files: str | None,
    address: str,
    jobs: int,
    data: Path,
    state: Path | None,
) -> None:
    """Write the published site into a folder that needs no server: a web host serves it, a browser reads it from disk.

    Example: mapserver freeze -o copy --years all --language fi --files svg,png,csv
    """
    from mapserver.freeze import Choice, FreezeError
    from mapserver.freeze import freeze as run
    from mapserver.freeze.choice import USUAL_FILES
    from mapserver.snapshot import Published, Store, StoreError
    from mapserver.translation import LANGUAGES

    choice = Choice(
        tuple(dict.fromkeys((*languages, *(LANGUAGES if every else ())))),
        years == "all",
        tuple(dict.fromkeys(areas)),
        USUAL_FILES if files is None else _suffixes(files),
        _root(address),
    )
    begun = time.monotonic()
    try:
        with Bar("Freezing") as bar:
            made = run(Published(Store(state_of(data, state))), output, choice, jobs, bar)
    except (FreezeError, StoreError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        where = error.filename or output
        raise click.ClickException(f"{where}: {error.strerror or error}; {output} is as it was") from error
    seconds = time.monotonic() - begun
    for missing in made.missing[:TOLD]:
        click.echo(f"{missing} is linked to and does not exist", err=True)
    click.echo(
        f"Froze edition {made.edition}: {made.pages} pages, {made.files} files, {made.bytes / 1e6:.0f} MB"
        f" in {seconds:.0f} s ({made.pages / max(seconds, 0.001):.1f} pages a second).",
        err=True,
    )
    click.echo(output)


def _suffixes(text: str) -> tuple[str, ...]:
    from mapserver.freeze.choice import SUFFIXES

    given = tuple(dict.fromkeys(part.strip().removeprefix(".") for part in text.split(",") if part.strip()))
    unknown = [part for part in given if part not in SUFFIXES]
    if unknown:
        raise click.BadParameter(
            f"{unknown[0]!r} is no file of a map; there are: {', '.join(SUFFIXES)}", param_hint="--files"
        )
    return given


def _root(address: str) -> str:
    """Return the address of the copy without a slash at its end."""
    parts = urlsplit(address)
    if address and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
        raise click.BadParameter(
            f"{address!r} is no address as in https://maps.example.org/copy", param_hint="--address"
        )
    return address.rstrip("/")
