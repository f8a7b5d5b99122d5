"""`mapserver translations`: the texts of the data, brought into the translation file of every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mapserver.cli.options import data_option, stop_on_errors

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@data_option
def translations(data: Path) -> None:
    """Bring new texts of indicators and series into layers/translations/, one file a language.

    What is translated stays; what stands in no indicator any more leaves the files. Prints how much is translated.
    """
    from mapserver.catalogue import read_concepts
    from mapserver.catalogue.translations import FOLDER, update_texts

    catalogue, findings = read_concepts(data)
    stop_on_errors(findings, "The indicators have errors; nothing was written.")
    for tag, (done, count) in update_texts(catalogue.indicators.values(), data / "layers" / FOLDER).items():
        click.echo(f"{tag}: {done} of {count}")
