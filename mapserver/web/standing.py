"""The figures of a unit as its page lists them: by theme, each line with its sparkline and the ends of its runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapserver.model import Message, Observation
from mapserver.model.entry import UnitLine
from mapserver.translation import tell
from mapserver.web.sparkline import Sparkline
from mapserver.web.wording import INTERFACE, theme_name, theme_order

if TYPE_CHECKING:
    from mapserver.model import UnitEntry


@dataclass(frozen=True)
class Row:
    """A year of a line; `end` says why the run before it ended, empty as above it, None where the run goes on."""

    observation: Observation
    end: Message | None


@dataclass(frozen=True)
class Standing:
    """A line of a unit."""

    line: UnitLine

    @property
    def latest(self) -> Observation | None:
        """Return the newest observation with a value."""
        return next((item for item in reversed(self.line.observations) if item.value is not None), None)

    @property
    def rank_year(self) -> int:
        """Return the year of the ranks where it is not that of the latest value, else 0."""
        drawn, latest = self.line.drawn, self.latest
        return drawn.year if drawn is not None and (latest is None or latest.year != drawn.year) else 0

    @property
    def several_divisions(self) -> bool:
        """Say whether the observations are of more than one vintage, so that a year can stand twice."""
        return len({item.vintage for item in self.line.observations}) > 1

    @property
    def sparkline(self) -> Sparkline:
        """Return the line as a small picture."""
        return Sparkline.of(self.line.observations)

    def rows(self) -> list[Row]:
        """Return the observations, the newest first, each first one of a run with the reason why it begins.

        A reason that is the same as that of the run above it is not said again.
        """
        reasons = {end.run: end.reason for end in self.line.ends}
        ends = [reasons.pop(item.run, None) if item.value is not None else None for item in self.line.observations]
        rows = []
        said = Message("")
        for item, end in zip(reversed(self.line.observations), reversed(ends), strict=True):
            rows.append(Row(item, Message("") if end is not None and end == said else end))
            said = said if end is None else end
        return rows


@dataclass(frozen=True)
class Theme:
    """The lines of one theme; `drawn` says whether maps show them."""

    title: str
    drawn: bool
    standings: tuple[Standing, ...]

    @property
    def percent(self) -> int:
        """Return how many of the years that its indicators have are filled, in %; 100 only where all are."""
        known = sum(min(item.line.known, item.line.span) for item in self.standings)
        span = sum(item.line.span for item in self.standings)
        return 100 * known // span if span else 0


def themes(unit: UnitEntry, lang: str) -> tuple[Theme, ...]:
    """Return the unit's lines by theme, for a reader of `lang`; those that no map draws come last, together."""
    lines = sorted(
        unit.lines,
        key=lambda line: (
            not line.area,
            theme_order(line.theme),
            line.title.say(INTERFACE),
            line.series_title.say(INTERFACE),
        ),
    )
    groups: dict[str, list[Standing]] = {}
    for line in lines:
        groups.setdefault(line.theme if line.area else "", []).append(Standing(line))
    return tuple(
        Theme(theme_name(theme, lang) if theme else tell(lang, "Not drawn on maps"), bool(theme), tuple(standings))
        for theme, standings in groups.items()
    )
