"""HTML on and below the map: titles of frames, scale bar, strip of years. Text is escaped, nothing is styled inline."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

from mapserver.maps.formats import number
from mapserver.maps.mercator import ground_metres, is_mercator
from mapserver.translation import N_, tell, tell_plural

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapserver.model import Drawing, Layer

#: How many heights a bar of the strip can have.
STEPS = 4
#: Years that are written out below the strip.
WRITTEN_EVERY = 5
BAR_NOTE = N_("Taller bar: more core districts have a value.")
BOTH_NOTE = N_("Taller bar: more core districts have a value; dark: on both sides of a border.")
YEARS, YEAR, PLAY, PAUSE = N_("Years"), N_("Year"), N_("Play the years"), N_("Pause")
#: The scale bar is the longest round length up to this share of the width, and ends this far from the edge (per cent).
SCALE_SHARE, SCALE_END = 0.22, 98.5
LENGTH = "%(length)s"
SCALE, SCALE_AT_CENTRE = N_("%(length)s km"), N_("%(length)s km at the centre")


def scale_markup(drawing: Drawing, lang: str) -> str:
    """Return the scale bar of a frame; its lengths are shares of the width, so that it is right at any size.

    In Mercator a scale holds for one latitude, and the bar says for which.
    """
    kilometres = drawing.width * ground_metres(drawing) / 1000
    words = tell(lang, SCALE_AT_CENTRE if is_mercator(drawing) else SCALE, length=LENGTH)
    length = round_length(kilometres * SCALE_SHARE)
    start = f"{SCALE_END - 100 * length / kilometres:.2f}%"
    line = f'x1="{start}" x2="{SCALE_END}%" y1="17" y2="17"'
    return (
        f'<svg class="map-scale" width="100%" height="24" aria-hidden="true" data-words="{escape(words, quote=True)}">'
        f'<line class="halo" {line}/><line {line}/>'
        f'<text x="{SCALE_END}%" y="12" text-anchor="end">'
        f"{escape(words.replace(LENGTH, number(length, 0, lang)))}</text></svg>"
    )


def round_length(limit: float) -> float:
    """Return the largest of 1, 2 and 5 times a power of ten that does not exceed a limit; at least 1."""
    power = 10.0 ** math.floor(math.log10(max(limit, 1.0)))
    return power * max(step for step in (1, 2, 5) if step * power <= max(limit, 1.0))


def years_markup(layer: Layer, year: int, year_link: Callable[[int], str], lang: str) -> str:
    """Return the years as a strip: one link a year, as tall as the core is covered, strong where both sides have data.

    Years that the layer lacks keep their place, so that distances are those in time. The thumb that slides over the
    strip and the button that plays the years are hidden until a script takes them into use.
    """
    if len(layer.years) < 2:
        return ""
    both = {known for sides in layer.both_sides.values() for known in sides.years}
    known = frozenset(layer.years)
    links = "".join(
        _year(layer, at, year, at in both, year_link(at), lang) if at in known else '<span class="gap"></span>'
        for at in range(layer.years[0], layer.years[-1] + 1)
    )
    note = escape(tell(lang, BOTH_NOTE if both else BAR_NOTE), quote=True)
    return (
        f'<nav class="map-years" aria-label="{_told(lang, YEARS)}" title="{note}">{_play(lang)}'
        f'<div class="map-timeline"><div class="map-strip">{links}</div>{_thumb(layer, year, lang)}</div>'
        f'<p class="map-strip-note">{note}</p><p class="map-said" role="status"></p></nav>'
    )


def coverage_words(layer: Layer, year: int, lang: str) -> str:
    """Return a year and how many of the core districts have a value in it."""
    known, core = layer.core_counts[year]
    return tell_plural(
        lang,
        "%(year)s: %(known)s of %(num)s core district has a value",
        "%(year)s: %(known)s of %(num)s core districts have a value",
        core,
        year=year,
        known=known,
    )


def _year(layer: Layer, year: int, shown: int, both: bool, link: str, lang: str) -> str:
    known, core = layer.core_counts[year]
    step = -(-known * STEPS // core) if core else 0
    kinds = f"year h{step}{' both' if both else ''}{' written' if year % WRITTEN_EVERY == 0 else ''}"
    current = ' aria-current="true"' if year == shown else ""
    return (
        f'<a class="{kinds}" href="{escape(link, quote=True)}" data-year="{year}"'
        f' title="{escape(coverage_words(layer, year, lang), quote=True)}"{current}>'
        f'<span class="bar"></span><span class="number">{year}</span></a>'
    )


def _thumb(layer: Layer, year: int, lang: str) -> str:
    return (
        f'<input class="map-thumb" type="range" min="{layer.years[0]}" max="{layer.years[-1]}" step="1" value="{year}"'
        f' autocomplete="off" aria-label="{_told(lang, YEAR)}"'
        f' aria-valuetext="{escape(coverage_words(layer, year, lang), quote=True)}" hidden>'
    )


def _play(lang: str) -> str:
    play, pause = _told(lang, PLAY), _told(lang, PAUSE)
    return (
        f'<button class="map-play" type="button" aria-label="{play}" title="{play}" data-play="{play}"'
        f' data-pause="{pause}" hidden><svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        '<path class="go" d="M4.5 2.5v11l9-5.5z"/><path class="wait" d="M4 3h3v10H4zM9 3h3v10H9z"/></svg></button>'
    )


def _told(lang: str, message: str) -> str:
    return escape(tell(lang, message), quote=True)


def frame_title(title: str) -> str:
    """Return what stands above a frame where there are several; nothing for none."""
    return f'<p class="map-frame-title">{escape(title)}</p>' if title else ""
