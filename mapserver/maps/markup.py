"""HTML below the map: the legend and the strip of years. Text is escaped, nothing is styled inline."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mapserver.maps.picture import hatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapserver.maps.legend import Flagged, Legend, LegendClass, Missing
    from mapserver.model import Layer

#: How many heights a bar of the strip can have.
STEPS = 4
#: Years that are written out below the strip.
WRITTEN_EVERY = 5


def legend_markup(legend: Legend, hatch_name: str) -> str:
    """Return the legend: a swatch with range and count for each class, then what is missing, then what is flagged.

    It brings the hatch along under `hatch_name`, since a picture that is hidden does not lend its own.
    """
    classes = "".join(_class(entry) for entry in legend.classes)
    missing = "".join(_missing(entry, hatch_name) for entry in legend.missing)
    pattern = f'<svg class="map-pattern" width="0" height="0" aria-hidden="true"><defs>{hatch(hatch_name)}</defs></svg>'
    flags = "".join(_flag(entry) for entry in legend.flags)
    return (
        f'<div class="map-legend">{pattern}'
        f'<ol class="map-classes" aria-label="{escape(legend.measure)}">{classes}</ol>'
        f'<ul class="map-missing" aria-label="No data">{missing}</ul>'
        f'<ul class="map-flags" aria-label="Flags">{flags}</ul>'
        f'<p class="map-note">{escape(legend.note)}</p>'
        "</div>"
    )


def _class(entry: LegendClass) -> str:
    return (
        f'<li data-class="{entry.index}" tabindex="0"><svg class="swatch" width="40" height="12" aria-hidden="true">'
        f'<rect width="100%" height="100%" fill="{escape(entry.colour)}"/></svg>'
        f'<span class="range">{escape(entry.label)}</span> {_count(entry.count)}</li>'
    )


def _missing(entry: Missing, hatch_name: str) -> str:
    return (
        f'<li data-reason="{escape(entry.reason)}"><svg class="swatch" width="24" height="12" aria-hidden="true">'
        f'<rect width="100%" height="100%" fill="url(#{escape(hatch_name)})"/></svg>'
        f'<span class="range">no data: {escape(entry.words)}</span> {_count(entry.count)}</li>'
    )


def _flag(entry: Flagged) -> str:
    return (
        f'<li data-flag="{escape(entry.flag)}"><abbr>{escape(entry.flag)}</abbr> '
        f'<span class="range">{escape(entry.words)}</span> {_count(entry.count)}</li>'
    )


def _count(count: int) -> str:
    return f'<span class="count"><span class="count-number">{count}</span></span>'


def years_markup(layer: Layer, year: int, year_link: Callable[[int], str]) -> str:
    """Return the strip of years: one link a year, as tall as the core is covered, strong where both sides have data."""
    if len(layer.years) < 2:
        return ""
    both = {known for years in layer.both_sides.values() for known in years}
    links = "".join(_year(layer, known, year, known in both, year_link(known)) for known in layer.years)
    return f'<nav class="map-years" aria-label="Years"><div class="map-strip">{links}</div></nav>'


def _year(layer: Layer, year: int, shown: int, both: bool, link: str) -> str:
    core = [index for index in layer.drawn(year) if layer.places[index].core]
    known = sum(1 for index in core if layer.cell(index, year).value is not None)
    step = -(-known * STEPS // len(core)) if core else 0
    kinds = f"year h{step}{' both' if both else ''}{' written' if year % WRITTEN_EVERY == 0 else ''}"
    current = ' aria-current="true"' if year == shown else ""
    title = f"{year}: {known} of {len(core)} core units have a value"
    return (
        f'<a class="{kinds}" href="{escape(link, quote=True)}" data-year="{year}" title="{title}"{current}>'
        f'<span class="bar"></span><span class="number">{year}</span></a>'
    )
