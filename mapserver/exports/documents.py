"""Documents of an extract for programs: JSON with metadata, JSON-stat 2.0."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mapserver.exports.metadata import metadata

if TYPE_CHECKING:
    from mapserver.exports.extract import Extract


def as_json(document: object) -> bytes:
    """Return a document as JSON; ValueError for numbers that JSON does not have."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def metadata_document(extract: Extract) -> bytes:
    """Return what must be known of the figures, without them."""
    return as_json(metadata(extract))


def json_document(extract: Extract) -> bytes:
    """Return the observations as objects, after what must be known of them."""
    names = [column.name for column in extract.columns]
    return as_json({**metadata(extract), "observations": [dict(zip(names, row, strict=True)) for row in extract.table]})


def jsonstat_document(extract: Extract) -> bytes:
    """Return a JSON-stat 2.0 dataset: units by years, with flags as `status` and everything else in `extension`.

    A unit of two vintages that are drawn in different years has one row. Source: https://json-stat.org/full/
    """
    units = {row.unit: row.name for row in extract.observations}
    cells = {(row.unit, row.year): row for row in extract.observations}
    order = [cells.get((unit, year)) for unit in units for year in extract.years]
    told = metadata(extract)
    dataset: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": told["title"],
        "source": extract.attribution,
        "id": ["indicator", "unit", "year"],
        "size": [1, len(units), len(extract.years)],
        "role": {"time": ["year"], "geo": ["unit"], "metric": ["indicator"]},
        "dimension": {
            "indicator": {
                "label": "Indicator",
                "category": {
                    "index": [extract.layer.indicator],
                    "label": {extract.layer.indicator: told["indicator"]["title"]},
                    "unit": {
                        extract.layer.indicator: {
                            "label": told["indicator"]["measure"],
                            "decimals": extract.layer.decimals,
                        }
                    },
                },
            },
            "unit": {"label": "Unit", "category": {"index": list(units), "label": units}},
            "year": {"label": "Year", "category": {"index": [str(year) for year in extract.years]}},
        },
        "value": [None if row is None else row.value for row in order],
        "status": {
            str(place): row.flag or row.reason for place, row in enumerate(order) if row and (row.flag or row.reason)
        },
        "extension": {
            **told,
            "cells": [
                None
                if row is None
                else {
                    "series": row.series,
                    "run": row.run,
                    "edition": row.edition,
                    "vintage": row.vintage,
                    "reference_date": row.reference_date,
                }
                for row in order
            ],
        },
    }
    return as_json(dataset)
