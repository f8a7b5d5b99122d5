"""Other forms of one concept at a border (price bases, purchasing power, long series) that judge its gap otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mapserver.maps.border_words import trend_years, verdict
from mapserver.model import Text
from mapserver.translation import N_, tell
from mapserver.web import addresses
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapserver.model import AreaEntry
    from mapserver.model.border_figures import BorderIndicator, BorderRecord

OTHERWISE = N_("Other forms of this indicator say otherwise:")


class OtherForm(NamedTuple):
    """Another form: its title and measure, what is said of its gap over the years `span`, and where its page is."""

    title: Text
    measure: Text
    verdict: str
    span: str
    address: str


def other_forms(area: AreaEntry, record: BorderRecord, row: BorderIndicator, kept: str) -> tuple[OtherForm, ...]:
    """Return the forms of an indicator whose gap goes another way, in the order of the list.

    `kept` is the language as addresses have it. Of figures that are not compared, and of forms that show no direction
    beside one that shows none either, there is nothing to name.
    """
    return tuple(_other_forms(area, record, row, kept))


def _other_forms(area: AreaEntry, record: BorderRecord, row: BorderIndicator, kept: str) -> Iterator[OtherForm]:
    entries = {entry.indicator: entry for entry in area.layers}
    own = entries.get(row.indicator)
    if own is None or not _judged(row):
        return
    for other in record.indicators:
        entry = entries.get(other.indicator)
        if entry is None or other.indicator == row.indicator or entry.concept != own.concept:
            continue
        if _judged(other) and (_direction(other), other.is_past) != (_direction(row), row.is_past):
            yield OtherForm(
                entry.title,
                entry.measure,
                verdict(other, kept or INTERFACE),
                trend_years(other.trend) if other.trend else "",
                addresses.border(record.border, kept, other.indicator),
            )


def forms_sentence(forms: tuple[OtherForm, ...], lang: str) -> str:
    """Name other forms in a sentence; nothing where there is none."""
    named = [f"{form.title.say(lang)}: {form.verdict} ({form.span})" for form in forms]
    return f"{tell(lang, OTHERWISE)} {'; '.join(named)}." if named else ""


def _judged(row: BorderIndicator) -> bool:
    return row.trend is not None and row.judgement != "different"


def _direction(row: BorderIndicator) -> str:
    return row.trend.direction if row.trend else ""
