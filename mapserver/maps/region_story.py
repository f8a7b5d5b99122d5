"""Sentences on own regions that may be printed: sums and rates with years, measure, what they are and their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.formats import number
from mapserver.maps.legend import flag_words
from mapserver.maps.names import shown_name
from mapserver.maps.reasons import judgement_reason
from mapserver.maps.region_words import between_words, how_words
from mapserver.maps.story_sentence import ended, source_words, year_heading
from mapserver.maps.telling import title_and_measure
from mapserver.model import split_flags
from mapserver.statistics.region_pairs import common_year
from mapserver.statistics.region_rates import OWN_RATE
from mapserver.statistics.totals import CALCULATED
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.model import Edition, Observation, Register
    from mapserver.statistics.region import Region, RegionLine

#: What is told of a region, first what is told first; of several in a row the first that there is.
TOLD = (
    ("population",),
    ("population_density",),
    ("share_65_plus", "old_age_dependency"),
    ("net_migration_rate", "population_change_rate"),
    ("gdp_per_inhabitant", "gdp"),
    ("unemployment_rate", "live_births"),
)
HOW = N_("Calculated here: %(how)s.")
SIMILAR = N_("The figures of these districts are similar, not the same.")


def region_stories(
    regions: Mapping[str, Region], editions: Mapping[str, Edition], register: Register, lang: str
) -> tuple[str, ...]:
    """Return what regions by title are made of, and a sentence on what they have figures of for each row of TOLD.

    Figures of two regions are those of the latest year that both have. `editions` are those of the figures by id:
    figures that may not be given out are in no sentence.
    """
    by_name = [
        {line.indicator: line for line in region.lines if line.latest is not None} for region in regions.values()
    ]
    told = [_made_of(title, region, register, lang) for title, region in regions.items()]
    for names in TOLD:
        name = next((name for name in names if any(name in lines for lines in by_name)), "")
        lines = [(title, held[name]) for title, held in zip(regions, by_name, strict=True) if name in held]
        year = common_year([line for _, line in lines])
        figures = [(title, line, _figure(line, year)) for title, line in lines]
        found = [(title, line.way(row.year), row) for title, line, row in figures]
        if found and not any(_is_kept(row, editions) for _, _, row in found):
            told.append(_sentence(found, editions, register, lang))
    return tuple(told)


def _made_of(title: str, region: Region, register: Register, lang: str) -> str:
    names = [f"{shown_name(register.unit[code], lang)[0]} ({code})" for code in region.units]
    area = tell(lang, "%(area)s km²", area=number(region.km2, 0, lang))
    return f"{title}: {', '.join(names)}; {area}."


def _sentence(
    found: Sequence[tuple[str, RegionLine, Observation]], editions: Mapping[str, Edition], register: Register, lang: str
) -> str:
    lines = [line for _, line, _ in found]
    years = {row.year for _, _, row in found}
    if len(years) == 1:
        heading = year_heading(lines[0], min(years), lang)
    else:
        heading = ended(f"{', '.join(filter(None, title_and_measure(lines[0], lang)))}.")
    figures = "; ".join(f"{title}: {_words(line, row, lang, len(years) > 1)}" for title, line, row in found)
    parts = [heading, f"{figures}.", *_how(lines, lang), *_judged(found, register, lang)]
    used = [editions[name] for _, _, row in found for name in row.edition.split("+") if name in editions]
    publishers = tuple(dict.fromkeys(edition.publisher for edition in used))
    return " ".join(filter(None, (*parts, *source_words(publishers, lang))))


def _how(lines: Sequence[RegionLine], lang: str) -> list[str]:
    """Say how figures were calculated; nothing of a figure that is a district's own."""
    ways = dict.fromkeys(how_words(line, lang) for line in lines if line.note != OWN_RATE)
    return [tell(lang, HOW, how="; ".join(ways))] if ways else []


def _judged(found: Sequence[tuple[str, RegionLine, Observation]], register: Register, lang: str) -> list[str]:
    """Say how the districts compare, and how two regions do, each with its reason once."""
    told: dict[str, None] = {}
    for _, line, _ in found:
        if line.judgement == "similar":
            # A rate of counts of different publications is not similar for the sake of its districts.
            words = [tell(lang, SIMILAR)] if line.reason or not line.remarks else []
            told |= dict.fromkeys((*words, judgement_reason(line.reason, lang, line.remarks).say(lang)))
    lines, titles = [line for _, line, _ in found], [title for title, _, _ in found]
    told[between_words(lines, titles, register, lang)] = None
    return [words if words[-1] in ".!?" else f"{words}." for words in told if words]


def _figure(line: RegionLine, year: int | None) -> Observation:
    """Return the figure of a year, the latest one without any."""
    return next(row for row in reversed(line.observations) if row.value is not None and year in (None, row.year))


def _words(line: RegionLine, row: Observation, lang: str, has_year: bool) -> str:
    """Return a figure with its year where the heading has none, and its flags but that it was calculated, which the
    sentence says."""
    flag = "; ".join(part for part in split_flags(row.flag) if part != CALCULATED)
    words = [*([str(row.year)] if has_year else []), *(flag_words(flag, lang) if flag else ())]
    return number(row.value or 0.0, line.decimals, lang) + (f" ({'; '.join(words)})" if words else "")


def _is_kept(row: Observation, editions: Mapping[str, Edition]) -> bool:
    return any(editions[name].no_redistribution for name in row.edition.split("+") if name in editions)
