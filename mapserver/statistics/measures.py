"""What figures measure: a series may have a measure of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict

from mapserver.model import SeriesNote, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapserver.model import Indicator, Layer, Series


class Measures(TypedDict):
    """What a layer of derived figures has in place of the measures of its figures."""

    measure: Text
    series: tuple[SeriesNote, ...]


def measure_of(concept: Indicator, series: Series) -> Text:
    """Return what a series measures: its own measure, a denomination that the indicator's does not name, else the
    indicator's."""
    if series.measure:
        return series.measure
    unit_of_money = series.denomination.replace(",", " ").partition(" ")[0]
    if unit_of_money and unit_of_money not in concept.measure.say("en").split():
        return Text(en=series.denomination)
    return concept.measure


def derived_measures(layer: Layer, derive: Callable[[Text], Text]) -> Measures:
    """Return the measures of what is made of the figures of a layer, as changes, by what is made of one measure.

    What is the same of all of them, as per cent of a mean, is that of the layer alone, in all of its languages.
    """
    common = derive(layer.measure)

    def own(measure: Text) -> Text:
        made = derive(measure) if measure else Text()
        return Text() if made.say("en") == common.say("en") else made

    return {
        "measure": common,
        "series": tuple(replace(item, measure=own(item.measure)) for item in layer.series),
    }
