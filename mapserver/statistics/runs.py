"""Lines and runs: one series for one unit over time, and where no change may be calculated across. Draws nothing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from mapserver.model import Message, Observation, Remark, split_flags
from mapserver.statistics.land import country_of, land_of
from mapserver.translation import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mapserver.model import Catalogue, Edition, Series, Territory

#: Why a run ends; several can hold at once.
KINDS = ("edition", "land", "flag", "break")


@dataclass(frozen=True)
class Seam:
    """The end of a run and the beginning of the next: no change is calculated from `value_before` to `value_after`.

    `kinds` are those of KINDS that hold; `jump` is the change that is *not* one, in % of the value before, None where
    that is zero.
    """

    series: str
    unit: str
    last_year: int
    first_year: int
    kinds: tuple[str, ...]
    reason: Message
    value_before: float
    value_after: float
    jump: float | None


class _Step(NamedTuple):
    """An observation in its line: its run, the one before it (None: the line begins), what ended the run between."""

    row: Observation
    run: int
    before: Observation | None = None
    kinds: tuple[str, ...] = ()
    breaks: tuple[Remark, ...] = ()


def number_runs(
    series: Series, observations: Sequence[Observation], territories: Mapping[str, Territory]
) -> dict[tuple[str, str, int], int]:
    """Number the runs of every line from 0: (unit, vintage, year) -> run.

    A run ends where the edition changes and does not continue the one before, where the land is not that of the
    observation before (another vintage of the same pieces is the same land), before a year flagged `b` (unless the
    series says that its `b` is none) and before a declared break. An observation without value ends no run by its
    edition; a break that it is flagged with lies between the values on either side of it.
    """
    return {
        (step.row.unit, step.row.vintage, step.row.year): step.run for step in _steps(series, observations, territories)
    }


def seams(
    series: Series,
    observations: Sequence[Observation],
    territories: Mapping[str, Territory],
    catalogue: Catalogue | None = None,
) -> list[Seam]:
    """Return every end of a run, by unit and year; with a catalogue, what a reform moved is said."""
    found = []
    for step in _steps(series, observations, territories):
        before, after = step.before, step.row
        if before is None or not step.kinds or before.value is None or after.value is None:
            continue
        jump = (after.value - before.value) / abs(before.value) * 100 if before.value else None
        reason = _reason(series, step, before, catalogue)
        found.append(
            Seam(series.key, after.unit, before.year, after.year, step.kinds, reason, before.value, after.value, jump)
        )
    return found


def _steps(
    series: Series, observations: Sequence[Observation], territories: Mapping[str, Territory]
) -> Iterator[_Step]:
    """Walk through all lines, unit by unit, in the order of time."""
    ordered = sorted(observations, key=lambda row: (row.unit, row.year, row.vintage))
    origins = first_issues(series)
    for _, line in groupby(ordered, key=lambda row: row.unit):
        yield from _walk(series, list(line), territories, origins)


def first_issues(series: Series) -> dict[str, str]:
    """Return for each edition that continues another one the first of the issues before it."""
    return {
        edition.id: edition.first_issue
        for edition in series.editions
        if edition.first_issue and edition.first_issue != edition.id
    }


def issue_of(edition: str, origins: Mapping[str, str]) -> str:
    """Return the first issue of an edition, or of each that a calculated value rests on."""
    if not origins:
        return edition
    return "+".join(dict.fromkeys(origins.get(part, part) for part in edition.split("+")))


def _walk(
    series: Series, line: list[Observation], territories: Mapping[str, Territory], origins: Mapping[str, str]
) -> Iterator[_Step]:
    """Walk through one unit's observations.

    Two vintages of one year are two strands: each continues the one of the same land, if there is one.
    """
    lands = {vintage: land_of(territories, line[0].unit, vintage) for vintage in {row.vintage for row in line}}
    latest: list[_Step] = []
    marked: set[frozenset[str]] = set()
    count = 0
    for _, group in groupby(line, key=lambda row: row.year):
        steps = []
        for row in group:
            land = lands[row.vintage]
            before = _predecessor(latest, row, land, lands)
            if row.value is None:
                if is_flagged(series, row):
                    marked.add(land)
                yield _Step(row, before.run if before else max(count - 1, 0))
                continue
            kinds, breaks = _ends(series, before, row, lands, territories, origins) if before else ((), ())
            if before and land in marked and "flag" not in kinds:
                kinds = (*kinds, "flag")
            marked.discard(land)
            if before and not kinds:
                step = _Step(row, before.run, before.row)
            else:
                step = _Step(row, count, before.row if before else None, kinds, breaks)
                count += 1
            steps.append(step)
            yield step
        latest = steps or latest


def _predecessor(
    latest: list[_Step], row: Observation, land: frozenset[str], lands: dict[str, frozenset[str]]
) -> _Step | None:
    """Return the step that `row` comes after: same land, then same edition, then same vintage are preferred."""
    return max(
        latest,
        key=lambda step: (
            lands[step.row.vintage] == land,
            step.row.edition == row.edition,
            step.row.vintage == row.vintage,
        ),
        default=None,
    )


def _ends(
    series: Series,
    before: _Step,
    row: Observation,
    lands: dict[str, frozenset[str]],
    territories: Mapping[str, Territory],
    origins: Mapping[str, str],
) -> tuple[tuple[str, ...], tuple[Remark, ...]]:
    """Return what ends the run between two observations, and the declared breaks among it."""
    breaks = declared_breaks(series, before.row, row, territories)
    holds = {
        "edition": issue_of(before.row.edition, origins) != issue_of(row.edition, origins),
        "land": lands[before.row.vintage] != lands[row.vintage],
        "flag": is_flagged(series, row),
        "break": bool(breaks),
    }
    return tuple(kind for kind in KINDS if holds[kind]), breaks


def declared_breaks(
    series: Series, before: Observation, after: Observation, territories: Mapping[str, Territory]
) -> tuple[Remark, ...]:
    """Return the declared breaks that lie between two observations of a unit."""
    country = country_of(territories, after.unit, after.vintage)
    return tuple(
        declared
        for declared in series.breaks
        if before.year < declared.year <= after.year
        and declared.covers(after.unit, country)
        and _is_of(declared, before)
        and _is_of(declared, after)
    )


def is_flagged(series: Series, row: Observation) -> bool:
    """Say whether the source flags a break before an observation."""
    return series.flagged_breaks and "b" in split_flags(row.flag)


def _is_of(declared: Remark, row: Observation) -> bool:
    """Say whether a break holds for figures of an edition: for all, unless it is a part's of the first of several."""
    return not declared.editions or not declared.editions.isdisjoint(row.edition.split("+"))


def _reason(series: Series, step: _Step, before: Observation, catalogue: Catalogue | None) -> Message:
    """Say in words why a run ends; in the languages of a declared break where that alone ends it."""
    after = step.row
    parts = []
    if "edition" in step.kinds:
        parts.append(_edition_words(series, before, after))
    if "land" in step.kinds:
        parts.append(_land_words(before, after, catalogue))
    if "flag" in step.kinds:
        parts.append(Message(N_("the source flags a break in the series")))
    parts.extend(Message.quoting(declared.reason) for declared in step.breaks)
    return Message.joined(parts) or Message("")


def _edition_words(series: Series, before: Observation, after: Observation) -> Message:
    """Say which editions give way to which; those that a calculated value rests on before and after are left out."""
    known = {edition.id: edition for edition in series.editions}
    old, new = before.edition.split("+"), after.edition.split("+")
    gone = tuple(_edition_title(known.get(name), name) for name in old if name not in new)
    come = tuple(_edition_title(known.get(name), name) for name in new if name not in old)
    if gone and come:
        return Message(N_("another edition of the source: %(before)s, then %(after)s"), before=gone, after=come)
    if gone:
        return Message(N_("no longer with %(editions)s"), editions=gone)
    return Message(N_("from here on with %(editions)s"), editions=come)


def _edition_title(edition: Edition | None, name: str) -> str | Message:
    """Name an edition as the list of sources does, with the date it was retrieved."""
    if edition is None:
        return name or Message(N_("none named"))
    return f"{edition.publisher}, {edition.dataset or edition.title} ({edition.retrieved})"


def _land_words(before: Observation, after: Observation, catalogue: Catalogue | None) -> Message:
    """Say how a unit's land changed, with what a reform moved where one is on record."""
    reforms = catalogue.reforms if catalogue else ()
    moved = [
        reform.moved or reform.kind
        for reform in reforms
        if (reform.to_code, reform.to_vintage) == (after.unit, after.vintage)
        or (reform.from_code, reform.from_vintage) == (before.unit, before.vintage)
    ]
    words = {"before": before.vintage or "?", "after": after.vintage or "?"}
    if not moved:
        return Message(N_("other land: vintage %(before)s, then %(after)s"), **words)
    reform = "; ".join(dict.fromkeys(moved))
    return Message(N_("other land: vintage %(before)s, then %(after)s (%(reform)s)"), **words, reform=reform)
