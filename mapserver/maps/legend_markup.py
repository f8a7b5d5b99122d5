"""HTML of the legend: histogram, classes, missing values, flags. Text is escaped, nothing is styled inline."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mapserver.maps.formats import DASH
from mapserver.maps.hatch import hatch
from mapserver.maps.histogram_markup import histogram_markup
from mapserver.maps.palettes import CONTEXT_OPACITY, LAND
from mapserver.translation import tell

if TYPE_CHECKING:
    from mapserver.maps.legend import Flagged, Legend, NoData
    from mapserver.maps.legend_class import LegendClass

#: Classes stand side by side where a line of so many letters has room for the ends of their ranges; a line of so many
#: leaves room for the histogram before them.
LINE, SHORT_LINE = 100, 60


def legend_markup(legend: Legend, hatch_name: str, *, distribution: bool = True) -> str:
    """Return the legend: the histogram, a swatch with range and count for each class, what is missing, what is flagged.

    The histogram, the `distribution` of values, is left out where there is no room for it and colours have classes.

    It brings the hatch along under `hatch_name`, since a picture that is hidden does not lend its own.
    """
    classes = "".join(_class(entry, around=bool(legend.context)) for entry in legend.classes)
    missing = "" if legend.no_data is None else _missing(legend.no_data, hatch_name)
    pattern = f'<svg class="map-pattern" width="0" height="0" aria-hidden="true"><defs>{hatch(hatch_name)}</defs></svg>'
    flags = "".join(_flag(entry) for entry in legend.flags)
    longest = max((len(end) for entry in legend.classes for end in entry.label.split(DASH)), default=0)
    letters = longest * len(legend.classes)
    beside = 0 < letters <= SHORT_LINE and legend.histogram is not None
    kinds = "map-classes long" if letters > LINE else "map-classes" if beside else "map-classes whole"
    shown = legend.histogram if distribution or not legend.classes else None
    bars = histogram_markup(shown, legend.year, legend.values, beside=beside)
    no_data, flagged = tell(legend.lang, "No data"), tell(legend.lang, "Flags")
    note = " ".join(filter(None, (legend.counted, legend.context, legend.note)))
    listed = f'<ol class="{kinds}" aria-label="{escape(legend.measure)}">{classes}</ol>' if classes else ""
    return (
        f'<div class="map-legend">{pattern}{bars}{listed}'
        f'<ul class="map-missing" aria-label="{escape(no_data)}">{missing}</ul>'
        f'<ul class="map-flags" aria-label="{escape(flagged)}">{flags}</ul>'
        f'<p class="map-note">{escape(note)}</p>'
        "</div>"
    )


def _class(entry: LegendClass, *, around: bool) -> str:
    """Return a class; below its colour how that looks on units around the core, where there are any."""
    paler = (
        f'<rect class="ground" y="64%" width="100%" height="36%" fill="{LAND["light"]}"/>'
        f'<rect y="64%" width="100%" height="36%" fill="{escape(entry.colour)}" fill-opacity="{CONTEXT_OPACITY}"/>'
        if around
        else ""
    )
    return (
        f'<li data-class="{entry.index}" aria-label="{escape(entry.words)}">'
        f'<svg class="swatch" width="40" height="12" aria-hidden="true">'
        f'<rect width="100%" height="100%" fill="{escape(entry.colour)}"/>{paler}</svg>'
        f'<span class="range">{escape(entry.label)}</span> {_count(entry.count)}</li>'
    )


def _missing(entry: NoData, hatch_name: str) -> str:
    return (
        '<li><svg class="swatch" width="24" height="12" aria-hidden="true">'
        f'<rect width="100%" height="100%" fill="url(#{escape(hatch_name)})"/></svg>'
        f'<span class="range">{escape(entry.words)}</span> {_count(entry.count)}</li>'
    )


def _flag(entry: Flagged) -> str:
    return (
        f'<li data-flag="{escape(entry.flag)}"><abbr>{escape(entry.flag)}</abbr> '
        f'<span class="range">{escape(entry.words)}</span> {_count(entry.count)}</li>'
    )


def _count(count: int) -> str:
    return f'<span class="count"><span class="count-number">{count}</span></span>'
