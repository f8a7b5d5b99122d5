"""What of a border is shown: all of its indicators, or one of them in a year. Reads the query strictly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from mapserver.maps.reasons import judgement_reason
from mapserver.model import AreaEntry, BorderEntry, Message, border_of
from mapserver.model.border_figures import BorderGaps, BorderRecord
from mapserver.snapshot import Snapshot
from mapserver.translation import N_
from mapserver.web import addresses
from mapserver.web.lookup import find_border, languages_known
from mapserver.web.wording import INTERFACE, border_text

if TYPE_CHECKING:
    from mapserver.model import Judgement, Layer, LayerEntry
    from mapserver.model.border_figures import BorderIndicator, Effect, GapYear, SidesYear
    from mapserver.web.query import Query

PARAMETERS = ("indicator", "year", "lang")
NEEDS_INDICATOR = N_("“year” needs an “indicator” here: a border as a whole has no year.")


@dataclass(frozen=True)
class BorderState:
    """A border for a reader of `lang`; with an `indicator` that one, in a `year` with a figure of either side."""

    border: str
    lang: str = INTERFACE
    indicator: str = ""
    year: int = 0

    @property
    def kept(self) -> str:
        """Return the language as an address has it."""
        return "" if self.lang == INTERFACE else self.lang


@dataclass(frozen=True)
class BorderShown:
    """A border in a state with what a snapshot holds of it, read when it is asked for."""

    snapshot: Snapshot
    area: AreaEntry
    border: BorderEntry
    record: BorderRecord
    state: BorderState

    @property
    def lang(self) -> str:
        """Return the language of the reader."""
        return self.state.lang

    @property
    def countries(self) -> tuple[str, str]:
        """Return both countries, A first."""
        return self.border.country_a, self.border.country_b

    @property
    def row(self) -> BorderIndicator | None:
        """Return the indicator that is shown, None for all of them."""
        return next((item for item in self.record.indicators if item.indicator == self.state.indicator), None)

    @property
    def entry(self) -> LayerEntry | None:
        """Return the list entry of the indicator that is shown, None for all of them."""
        return next((item for item in self.area.layers if item.indicator == self.state.indicator), None)

    @property
    def layer(self) -> Layer:
        """Return the layer of the indicator that is shown."""
        return self.snapshot.layer(self.area.id, self.state.indicator)

    @property
    def sides(self) -> SidesYear | None:
        """Return the sides in the year that is shown."""
        return self.row.year(self.state.year) if self.row else None

    @property
    def judgement(self) -> Judgement | Literal[""]:
        """Return how the sides compare in the year that is shown; empty where one of them has no level then."""
        row, sides = self.row, self.sides
        return row.judged(sides) if row and sides and sides.a and sides.b else ""

    @property
    def gaps(self) -> BorderGaps:
        """Return the gaps of the indicator that is shown, of every year."""
        return self.snapshot.border_gaps(self.border.id, self.state.indicator)

    @property
    def gap_year(self) -> GapYear | None:
        """Return the gaps of the year that is shown."""
        return self.gaps.year(self.state.year)

    @property
    def effect(self) -> Effect | None:
        """Return the border effect in the year that is shown; in the latest one its test is adjusted for all others."""
        latest = self.row.latest if self.row else None
        if self.row and latest and latest.year == self.state.year:
            return self.row.effect
        return self.gap_year.effect if self.gap_year else None

    @property
    def known(self) -> tuple[str, ...]:
        """Return what must be known of the indicator that is shown, of the figures of these two countries."""
        return tuple(note.say(self.lang) for note in self.layer.notes_on(self.countries))

    @property
    def query(self) -> dict[str, str]:
        """Return the query of the address: of an indicator its year is said where it is not the usual one."""
        usual = default_year(self.row) if self.row else 0
        year = str(self.state.year) if self.row and self.state.year != usual else ""
        return {"indicator": self.state.indicator, "year": year, "lang": self.state.kept}

    @property
    def address(self) -> str:
        """Return the address of the page."""
        query = self.query
        return addresses.border(self.border.id, query["lang"], query["indicator"], query["year"])

    def at_year(self, year: int) -> str:
        """Return the address of the indicator that is shown in another year."""
        return replace(self, state=replace(self.state, year=year)).address

    @property
    def title(self) -> str:
        """Return the title of the page."""
        border = border_text(self.border).say(self.lang)
        return border if self.entry is None else f"{self.entry.title.say(self.lang)}: {border}"

    def reason(self, row: BorderIndicator) -> str:
        """Return why the sides of an indicator compare as they do."""
        item = row.year(self.state.year)
        return judgement_reason(row.reason, self.lang, item.remarks if item else ()).say(self.lang)


def default_year(row: BorderIndicator) -> int:
    """Return the year that is shown of an indicator: the latest with both sides, else the latest of all."""
    return row.common[-1] if row.common else row.sides[-1].year


def indicator_address(record: BorderRecord, indicator: str, year: int, kept: str) -> str:
    """Return the address of an indicator of a border in a year, where it has figures of either side then; of the border
    as a whole where it has no such indicator."""
    row = next((item for item in record.indicators if item.indicator == indicator), None)
    if row is None:
        return addresses.border(record.border, kept)
    is_told = year != default_year(row) and any(side.year == year for side in row.sides)
    return addresses.border(record.border, kept, indicator, year if is_told else "")


def in_order(identifier: str) -> str:
    """Return the name of a border with its countries in capitals and in alphabetical order."""
    first, _, second = identifier.upper().partition("-")
    return border_of(first, second) if second else identifier


def read_border(snapshot: Snapshot, identifier: str, query: Query) -> BorderShown:
    """Return what an address asks for; Unknown for a border that no area has, BadParameter for a faulty query."""
    area, border = find_border(snapshot, identifier)
    record = snapshot.border(border.id)
    lang = query.language(languages_known(snapshot))
    rows = {row.indicator: row for row in record.indicators}
    indicator = query.choose("indicator", rows, "")
    year = 0
    if indicator:
        years = [str(item.year) for item in rows[indicator].sides]
        year = int(query.choose("year", years, str(default_year(rows[indicator]))))
    elif query.given("year") is not None:
        query.refuse("year", Message(NEEDS_INDICATOR), ())
    query.finish()
    return BorderShown(snapshot, area, border, record, BorderState(border.id, lang, indicator, year))
