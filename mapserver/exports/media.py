"""Media types of files by their suffix."""

from __future__ import annotations

MEDIA = {
    "csv": "text/csv; charset=utf-8; header=present",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "jsonstat": "application/json",
    "sdmx.csv": "application/vnd.sdmx.data+csv; version=1.0.0; charset=utf-8",
    "geojson": "application/geo+json",
    "topojson": "application/json",
    "gpkg": "application/geopackage+sqlite3",
    "zip": "application/zip",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "metadata.json": "application/json",
}
