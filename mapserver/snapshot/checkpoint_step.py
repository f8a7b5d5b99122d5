"""The checkpoints of a snapshot: where they lie on the drawings, which units are beside them, their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.geometry.draw import points_on
from mapserver.model import EQUAL_AREA, CheckpointEntry, CrossingsEntry, Drawing, Text
from mapserver.snapshot.codec import decode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.model import Catalogue, Checkpoint, Crossings, Observation
    from mapserver.snapshot.area_step import AreaGeometry
    from mapserver.snapshot.store import Store


def gather_crossings(catalogue: Catalogue, areas: Mapping[str, AreaGeometry], store: Store) -> CrossingsEntry | None:
    """Return the checkpoints of a catalogue on the stored drawings of its areas; None where there are none."""
    if catalogue.crossings is None:
        return None
    names = {name: geometry.drawings[EQUAL_AREA] for name, geometry in areas.items()}
    drawings = {name: [decode(store.get(item), Drawing) for item in held] for name, held in names.items()}
    return build_crossings(catalogue.crossings, catalogue, drawings)


def build_crossings(
    crossings: Crossings, catalogue: Catalogue, drawings: Mapping[str, Sequence[Drawing]]
) -> CrossingsEntry:
    """Describe the checkpoints; `drawings` by area, of which those with the border of a checkpoint show it."""
    by_code: dict[str, list[Observation]] = {item.code: [] for item in crossings.checkpoints}
    for row in sorted(crossings.observations, key=lambda row: (row.unit, row.year)):
        by_code[row.unit].append(row)
    sheets = {f"{area}/{drawing.frame}": drawing for area, held in drawings.items() for drawing in held}
    points = _points(crossings.checkpoints, sheets)
    return CrossingsEntry(
        crossings.title,
        crossings.measure,
        crossings.definition,
        crossings.notes,
        tuple(
            _entry(item, crossings, catalogue, points[item.code], by_code[item.code]) for item in crossings.checkpoints
        ),
        {name: _ground(catalogue, drawing) for name, drawing in sheets.items()},
    )


def _entry(
    checkpoint: Checkpoint,
    crossings: Crossings,
    catalogue: Catalogue,
    points: dict[str, tuple[int, int]],
    observations: Sequence[Observation],
) -> CheckpointEntry:
    used = {row.edition for row in observations}
    units = dict.fromkeys(_today(catalogue, unit) for unit in checkpoint.units)
    return CheckpointEntry(
        checkpoint.code,
        checkpoint.border,
        checkpoint.kind,
        checkpoint.names,
        tuple((unit, Text(catalogue.unit_names(unit))) for unit in units),
        checkpoint.position,
        checkpoint.approximate,
        checkpoint.position_source,
        points,
        tuple(observations),
        tuple(edition for edition in crossings.series.editions if edition.id in used),
    )


def _points(checkpoints: Sequence[Checkpoint], sheets: Mapping[str, Drawing]) -> dict[str, dict[str, tuple[int, int]]]:
    """Return for each checkpoint where it lies on the drawings that have its border."""
    points: dict[str, dict[str, tuple[int, int]]] = {item.code: {} for item in checkpoints}
    for name, drawing in sheets.items():
        borders = {stroke.border for stroke in drawing.strokes}
        shown = [(item, item.position) for item in checkpoints if item.position and item.border in borders]
        for (item, _), point in zip(shown, points_on(drawing, [place for _, place in shown]), strict=True):
            if point is not None:
                points[item.code][name] = point
    return points


def _today(catalogue: Catalogue, code: str) -> str:
    """Return the unit of the newest vintage with most of the pieces of a unit; the unit itself where none has."""
    held = [item for item in catalogue.territories.values() if item.code == code]
    if not held:
        return code
    country = catalogue.countries[held[0].country]
    newest = country.vintages[-1].id
    if any(item.vintage == newest for item in held):
        return code
    land = held[-1].pieces
    tiling = catalogue.tiling(country.code, newest, held[-1].level)
    return max(tiling, key=lambda item: len(item.pieces & land)).code if tiling else code


def _ground(catalogue: Catalogue, drawing: Drawing) -> tuple[str, ...]:
    """Return the territories of today at the finest level that a drawing shows."""
    keys: list[str] = []
    for country in catalogue.countries.values():
        tiling = catalogue.tiling(country.code, country.vintages[-1].id, country.levels[-1])
        keys += [item.key for item in tiling if item.key in drawing.shapes]
    return tuple(keys)
