"""A Data Package (Frictionless, v1): figures, their description and whose they are, in one zip."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from mapserver.exports.columns import Column
from mapserver.exports.documents import as_json
from mapserver.exports.metadata import metadata
from mapserver.exports.tables import csv_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapserver.exports.extract import Extract

#: The oldest time that a zip can hold: the same files make the same bytes.
MADE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Table:
    """The table of a package: its name, its columns, and those that tell its rows apart."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def path(self) -> str:
        """Return the name of its file."""
        return f"{self.name}.csv"


def data_package(extract: Extract, files: Mapping[str, bytes]) -> bytes:
    """Return a zip of the figures as CSV, `datapackage.json`, what must be known of them, and `files` beside these."""
    told = metadata(extract)
    table = Table("values", extract.columns, ("unit", "vintage", "year"))
    content = {
        table.path: csv_table(extract),
        "metadata.json": as_json(told),
        "README.txt": readme(extract, told, table).encode(),
        **files,
    }
    content["datapackage.json"] = as_json(descriptor(extract, told, list(content), table))
    return zipped(content)


def zipped(content: Mapping[str, bytes]) -> bytes:
    """Return files as a zip, the same bytes for the same files."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as into:
        for name in sorted(content):
            into.writestr(zipfile.ZipInfo(name, MADE), content[name], zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def descriptor(extract: Extract, told: Mapping[str, Any], names: list[str], table: Table) -> dict[str, Any]:
    """Return the descriptor of a package of `names` with a table; `told` is what `metadata` returns.

    Source: https://specs.frictionlessdata.io/data-package/
    """
    sources = [source for series in told["series"] for source in series["sources"]]
    licences = dict.fromkeys(source.get("licence", "") for source in sources)
    return {
        "profile": "tabular-data-package",
        "name": extract.stem.lower().replace("_", "-"),
        "id": f"{extract.stem}@{extract.snapshot}",
        "title": told["title"],
        "description": " ".join([told["indicator"]["definition"], *told["notes"]]).strip(),
        **({"homepage": extract.page} if extract.page else {}),
        "licenses": [{"name": words, "title": words} for words in licences if words],
        "sources": [
            {
                "title": ", ".join(part for part in (source.get("publisher"), source.get("title")) if part),
                **({"path": source["address"]} if source.get("address", "").startswith("http") else {}),
            }
            for source in sources
        ],
        "resources": [
            {
                "name": table.name,
                "path": table.path,
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "mediatype": "text/csv",
                "schema": {
                    "fields": [column._asdict() for column in table.columns],
                    "primaryKey": list(table.key),
                    "missingValues": [""],
                },
            },
            *(
                {"name": name.replace(".", "-").lower(), "path": name}
                for name in names
                if name not in (table.path, "README.txt")
            ),
        ],
    }


def readme(extract: Extract, told: Mapping[str, Any], table: Table) -> str:
    """Return what a person reads first: what these figures are, how they compare, how to name their source."""
    lines = [told["title"], told["indicator"]["measure"], "", told["indicator"]["definition"], ""]
    lines += [*told["summary"], *told["notes"], ""]
    for row in told["comparability"]:
        lines.append(f"{' and '.join(row['series'])}: {row['judgement']}. {row['reason']}")
    lines += ["", told["attribution"], told["disclaimer"], "", f"Edition of the data: {extract.snapshot}"]
    lines += [f"Page: {extract.page}"] if extract.page else []
    lines += ["", f"Columns of {table.path} (UTF-8; text that looks like a formula begins with an apostrophe):"]
    lines += [f"  {column.name}: {column.description}" for column in table.columns]
    return "\n".join(lines) + "\n"
