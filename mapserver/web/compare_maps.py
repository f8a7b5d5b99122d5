"""The maps of compared units: an indicator, of each unit the part of the map around it, one scale of values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from mapserver.maps.compared_maps import (
    PartName,
    ScaleClass,
    SharedScale,
    class_colour,
    frame_symbol,
    part_picture,
    scale_classes,
)
from mapserver.maps.compared_words import value_text
from mapserver.maps.hatch import hatch_id
from mapserver.maps.legend import flag_words, reason_words
from mapserver.maps.names import shown_name
from mapserver.maps.state import MapState
from mapserver.model import Drawing, Layer, Text, UnitEntry, territory_key
from mapserver.web.compared import comparison_of
from mapserver.web.units import map_address
from mapserver.web.wording import unit_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.model import Shape
    from mapserver.snapshot import Snapshot
    from mapserver.statistics.comparison import Comparison, Figure, Held, Row
    from mapserver.web.compare_cells import Notes
    from mapserver.web.compared import Compared


@dataclass(frozen=True)
class Part:
    """The map of a unit: `picture` is empty where no map shows it, without a value `reason` says why.

    `owner` is the larger unit that the figure is about.
    """

    unit: UnitEntry
    name: Text
    picture: Markup
    text: str
    flags: tuple[str, ...]
    year: int
    reason: str
    owner: UnitEntry | None
    address: str


@dataclass(frozen=True)
class Sheet:
    """A frame of an area as it is drawn once on the page: its layer on the common scale, in a state."""

    name: str
    layer: Layer
    state: MapState
    drawing: Drawing
    symbol: str

    @property
    def hatch(self) -> str:
        """Return the identifier of its pattern for no data."""
        return hatch_id(self.drawing)


def maps_parts(snapshot: Snapshot, compared: Compared, comparison: Comparison, _: Notes) -> dict[str, object]:
    """Return what the maps need: the indicators to choose from, the one that is shown, its maps and their legend."""
    every = comparison if not compared.theme else comparison_of(snapshot, replace(compared, theme=""))
    rows = [row for row in every.rows if any(_is_drawn(figure) for figure in row.figures)]
    # What most units have comes first.
    row = next((row for row in rows if row.id == compared.indicator), None) or max(
        rows, key=lambda row: (row.count, row.id == "population_density"), default=None
    )
    if row is None:
        return {"map_row": None, "map_choices": [], "parts": [], "symbols": "", "classes": [], "hatch": ""}
    parts, symbols, classes, hatch = _drawn(snapshot, compared, comparison, row)
    ordered = sorted(rows, key=lambda other: other.line.title.say(compared.lang))
    return {
        "map_row": row,
        "map_choices": [(other.id, other.line.title, other.count) for other in ordered],
        "parts": parts,
        "symbols": symbols,
        "classes": classes,
        "hatch": hatch,
    }


def _is_drawn(figure: Figure) -> bool:
    return figure.held is not None and bool(figure.held.line.area) and figure.value is not None


def _drawn(
    snapshot: Snapshot, compared: Compared, comparison: Comparison, row: Row
) -> tuple[list[Part], Markup, list[ScaleClass], str]:
    lang = compared.lang
    drawn = {
        (figure.held.line.area, figure.held.line.level)
        for figure in row.figures
        if figure.held is not None and _is_drawn(figure)
    }
    layers = {key: snapshot.layer(key[0], row.id, key[1]) for key in sorted(drawn)}
    scale = SharedScale.of(list(layers.values()))
    sheets: dict[tuple[str, str, int], Sheet] = {}
    parts = []
    for subject, figure in zip(comparison.subjects, row.figures, strict=True):
        picture = ""
        if scale is not None and figure.held is not None and _is_drawn(figure):
            key = (figure.held.line.area, figure.held.line.level, figure.year)
            if key not in sheets:
                sheets[key] = _sheet(snapshot, layers[key[:2]], figure.year, scale, lang)
            label = f"{shown_name(subject.unit, lang)[0]}: {value_text(figure, lang)}"
            picture = _picture(sheets[key], figure, label, [other for other in row.figures if other.held], lang)
        parts.append(_part(snapshot, compared, subject.unit, figure, picture))
    symbols = "".join(sheet.symbol for sheet in sheets.values())
    classes = scale_classes(scale, next(iter(layers.values())), lang) if scale is not None and layers else []
    hatch = next((sheet.hatch for sheet in sheets.values()), "")
    return parts, Markup(symbols), classes, hatch  # noqa: S704 - our own renderer, which escapes what comes from data


def _sheet(snapshot: Snapshot, layer: Layer, year: int, scale: SharedScale, lang: str) -> Sheet:
    drawing = snapshot.drawings(layer.area)[0]
    name = f"frame-{layer.area}-{layer.level}-{year}"
    # A pattern for no data is one of its frame: frames of several years have one each.
    own = replace(drawing, frame=f"{drawing.frame}-{layer.level}-{year}")
    shared, state = scale.state(layer, year, lang)
    return Sheet(name, shared, state, own, frame_symbol(name, shared, own, state))


def _picture(sheet: Sheet, figure: Figure, label: str, named: Sequence[Figure], lang: str) -> str:
    """Return the part of a sheet around the unit that a figure is about, with the names of those units that `named` are
    about; empty where the sheet does not show it."""
    shape = _shape(sheet, figure.held) if figure.held is not None else None
    if shape is None or figure.value is None:
        return ""
    names = {}
    for held in (other.held for other in named):
        found = _shape(sheet, held) if held is not None else None
        if held is not None and found is not None:
            x, y, _ = found.label
            names[held.owner.code] = PartName(shown_name(held.owner, lang)[0], x, y)
    colour = class_colour(sheet.layer, sheet.state, figure.value)
    return part_picture(sheet.name, sheet.drawing, shape, colour, label, tuple(names.values()))


def _shape(sheet: Sheet, held: Held) -> Shape | None:
    """Return the territory of a unit on a sheet: that which the map draws, else its last one that there is."""
    code, layer, shapes = held.owner.code, sheet.layer, sheet.drawing.shapes
    drawn = [layer.places[index].key for index in layer.drawn(sheet.state.year)]
    keys = [key for key in drawn if key.partition("@")[0] == code and key in shapes]
    keys += [territory_key(code, item.vintage) for item in reversed(held.owner.territories)]
    return next((shapes[key] for key in keys if key in shapes), None)


def _part(snapshot: Snapshot, compared: Compared, unit: UnitEntry, figure: Figure, picture: str) -> Part:
    held, lang = figure.held, compared.lang
    flag = figure.row.flag if figure.row is not None else ""
    return Part(
        unit,
        unit_text(unit),
        Markup(picture),  # noqa: S704 - our own renderer, which escapes what comes from data
        value_text(figure, lang),
        flag_words(flag, lang) if figure.value is not None else (),
        figure.year,
        "" if figure.value is not None else reason_words(figure.reason, lang),
        held.owner if held is not None and held.distance else None,
        map_address(snapshot, held.owner.code, held.line, lang) if held is not None and held.line.area else "",
    )
