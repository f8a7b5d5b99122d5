"""The change of a layer's figures since a year: a layer of its own, with classes that turn on zero.

No change is counted across the end of a run: a break in the series, a new edition, other land.
"""

from __future__ import annotations

from dataclasses import replace

from mapserver.model import BothSides, Cell, Layer, Text
from mapserver.statistics.classification import CHANGE, default_scheme, mirrored_breaks
from mapserver.statistics.measures import derived_measures
from mapserver.translation import N_, tell


def change_layer(layer: Layer, from_year: int) -> Layer:
    """Return the layer of differences between `from_year` and each year after it, in the measure of the layer.

    It has only those years: from a year to itself nothing changes, and what went before is no change since it. A place
    has a change where it is drawn in both years with values of one run; else a reason: ``run_ended`` where both years
    have a value and a run ends between them, that of the year without a value elsewhere, and ``unit_did_not_exist``
    where the place was not drawn then. KeyError for a year that the layer does not have, or after which it has none.
    """
    if from_year not in layer.years[:-1]:
        raise KeyError(from_year)
    years = layer.years[layer.years.index(from_year) + 1 :]
    at_first = frozenset(layer.drawn(from_year))
    cells = tuple(
        tuple(_change(layer, place, from_year, year, place in at_first) for year in years)
        for place in range(len(layer.places))
    )
    drawn = [
        (layer.places[place].core, value)
        for column, year in enumerate(years)
        for place in layer.drawn(year)
        if (value := cells[place][column].value) is not None
    ]
    core = [value for is_core, value in drawn if is_core]
    values = core or [value for _, value in drawn]
    breaks = mirrored_breaks(values, layer.decimals)
    changes = replace(
        layer,
        years=years,
        default_year=layer.default_year if layer.default_year in years else years[-1],
        kind=CHANGE,
        **derived_measures(layer, lambda measure: _measure(measure, from_year)),
        cells=cells,
        breaks=breaks,
        domain=len(values),
        domain_core=bool(core) or not values,
        low=min(values, default=None),
        high=max(values, default=None),
        scheme=default_scheme(breaks, None, values),
        national={},
    )
    return replace(changes, both_sides=sides_with_values(changes))


def _measure(measure: Text, from_year: int) -> Text:
    said = N_("%(measure)s, change since %(year)s")
    return Text({tag: tell(tag, said, measure=words, year=from_year) for tag, words in measure.items()})


def sides_with_values(changes: Layer) -> dict[str, BothSides]:
    """Return the years in which both sides of a border have not only figures but what is made of them, as changes."""
    known = {
        year: {changes.places[place].country for place in changes.valued(year) if changes.places[place].core}
        for year in changes.years
    }
    return {
        border: replace(
            sides, years=tuple(year for year in sides.years if known.get(year, set()).issuperset(border.split("-")))
        )
        for border, sides in changes.both_sides.items()
    }


def _change(layer: Layer, place: int, from_year: int, year: int, known: bool) -> Cell:
    now, then = layer.cell(place, year), layer.cell(place, from_year)
    if not known:
        return Cell(None, reason="unit_did_not_exist")
    if now.value is None or then.value is None:
        return Cell(None, reason=(now if now.value is None else then).reason)
    if now.run != then.run:
        return Cell(None, reason="run_ended")
    flags = " ".join(dict.fromkeys(filter(None, (now.flag, then.flag))))
    editions = "+".join(dict.fromkeys((*now.edition.split("+"), *filter(None, then.edition.split("+")))))
    return Cell(round(now.value - then.value, 10), flags, edition=editions, note=now.note, run=now.run)
