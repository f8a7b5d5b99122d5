"""Other forms of one concept at a border (price bases, purchasing power, long series) that judge its gap otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mapserver.maps.border_words import trend_ends, trend_years, verdict
from mapserver.model import Text
from mapserver.translation import N_, tell
from mapserver.web import addresses
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapserver.model import AreaEntry
    from mapserver.model.border_figures import BorderIndicator, BorderRecord

OTHERWISE = N_("Other forms of this indicator are judged otherwise, or their gap goes the other way:")


class OtherForm(NamedTuple):
    """Another form: its title and measure, what is said of its gap, over which years from how much to how much
    (`course`), and where its page is."""

    title: Text
    measure: Text
    verdict: str
    course: str
    address: str


def other_forms(area: AreaEntry, record: BorderRecord, row: BorderIndicator, kept: str) -> tuple[OtherForm, ...]:
    """Return the forms of an indicator whose gap is judged otherwise or goes the other way: those whose gap is measured
    alike first, else in the order of the list.

    `kept` is the language as addresses have it. Of figures that are not compared there is nothing to name.
    """
    scales = {item.indicator: item.scale for item in record.indicators}
    found = sorted(_other_forms(area, record, row, kept), key=lambda item: scales[item[0]] != row.scale)
    return tuple(form for _, form in found)


def _other_forms(
    area: AreaEntry, record: BorderRecord, row: BorderIndicator, kept: str
) -> Iterator[tuple[str, OtherForm]]:
    entries = {entry.indicator: entry for entry in area.layers}
    own = entries.get(row.indicator)
    if own is None or row.judgement == "different":
        return
    for other in record.indicators:
        entry = entries.get(other.indicator)
        if entry is None or other.indicator == row.indicator or entry.concept != own.concept:
            continue
        if other.judgement != "different" and other.trend and _contradict(row, other):
            lang = kept or INTERFACE
            form = OtherForm(
                entry.title,
                entry.measure_of(*(other.latest.series if other.latest else ())),
                verdict(other, lang),
                f"{trend_years(other.trend)}: {_course(other, lang)}",
                addresses.border(record.border, kept, other.indicator),
            )
            yield other.indicator, form


def _course(other: BorderIndicator, lang: str) -> str:
    """Write from how much to how much a gap went; ratios have a sign, so that they are not taken for differences."""
    times = "\u00d7" if other.scale == "ratio" else ""
    return " \u2192 ".join(f"{end}{times}" for end in trend_ends(other, lang))


def forms_sentence(forms: tuple[OtherForm, ...], lang: str) -> str:
    """Name other forms in a sentence; nothing where there is none."""
    named = [f"{form.title.say(lang)}: {form.verdict} ({form.course})" for form in forms]
    return f"{tell(lang, OTHERWISE)} {'; '.join(named)}." if named else ""


def _contradict(row: BorderIndicator, other: BorderIndicator) -> bool:
    """Say whether two trends have other verdicts, or none but gaps that go opposite ways."""
    one, two = row.trend, other.trend
    if one is None or two is None:
        return False
    if (one.direction, row.is_past) != (two.direction, other.is_past):
        return one.direction != "unclear" or two.direction != "unclear"
    opposite = one.slope * two.slope < 0 and (one.end - one.start) * (two.end - two.start) < 0
    return opposite and not one.turns and not two.turns
