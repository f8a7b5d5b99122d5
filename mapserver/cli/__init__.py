"""The `mapserver` command. Data on stdout, messages on stderr; exit 0 done, 1 findings or failure, 2 usage."""

from __future__ import annotations

import click

from mapserver.cli.build import build
from mapserver.cli.check import check
from mapserver.cli.export import export
from mapserver.cli.freeze import freeze
from mapserver.cli.import_ import import_
from mapserver.cli.pins import pins, unpin
from mapserver.cli.serve import serve
from mapserver.cli.snapshots import publish, rollback, snapshots, verify
from mapserver.cli.translations import translations


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="border-mapserver")
def main() -> None:
    """Serve maps of Europe's borders: boundaries and indicators as choropleth layers."""


COMMANDS = (
    build,
    check,
    export,
    freeze,
    import_,
    pins,
    publish,
    rollback,
    serve,
    snapshots,
    translations,
    unpin,
    verify,
)
for command in COMMANDS:
    main.add_command(command)
