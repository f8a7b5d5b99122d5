"""What is said of own regions: how two of them compare, why indicators have no figure, and why there is nothing to add
up at all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mapserver.maps.judgements import BETWEEN
from mapserver.maps.reasons import judgement_reason
from mapserver.statistics.region_pairs import judged
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.model import Register
    from mapserver.statistics.region import RefusalReason, Region, RegionLine

#: Why an indicator has no figure for a region, in the order of telling.
REASONS: dict[RefusalReason, str] = {
    "no_parts": N_("published as a rate, a mean or an index, or calculated from such: what it is made of is not known"),
    "unlike": N_("calculated in different ways"),
    "different": N_("the sources measure different things"),
    "not_all": N_("not of all districts"),
}
#: How a figure was calculated, of what is not of this collection's own making.
SUM, RATE = N_("sum"), N_("rate of sums")
NO_FIGURES = N_("There is nothing to add up: this collection has no figures of these districts.")
NO_COUNTS = N_("There is nothing to add up, since these districts have no count in common: %(reasons)s.")
NO_YEARS = N_("There is nothing to add up: in no year do all of these districts have a figure of the same indicator.")


def nothing_words(region: Region, lang: str) -> str:
    """Say in a sentence why a region has no figure at all; nothing where it has one."""
    if any(line.latest for line in region.lines):
        return ""
    if region.lines:
        return tell(lang, NO_YEARS)
    if not region.refusals:
        return tell(lang, NO_FIGURES)
    counts = Counter(item.reason for item in region.refusals)
    said = (f"{tell(lang, words)} ({counts[name]})" for name, words in REASONS.items() if counts[name])
    return tell(lang, NO_COUNTS, reasons="; ".join(said))


def how_words(line: RegionLine, lang: str) -> str:
    """Say how the figures of a line were calculated."""
    return tell(lang, line.note or (RATE if line.formula else SUM))


def between_words(lines: Sequence[RegionLine], titles: Sequence[str], register: Register, lang: str) -> str:
    """Say how the figures of two regions compare, and why; nothing where they are the same, and of one region."""
    if len(lines) < 2:
        return ""
    judgement, reason = judged(lines, register)
    if judgement == "same":
        return ""
    why = judgement_reason(reason, lang).say(lang)
    sentence = tell(lang, BETWEEN[judgement], a=titles[0], b=titles[1])
    return f"{sentence} {why}{'' if why[-1:] in ('', '.', '!', '?') else '.'}".strip()
