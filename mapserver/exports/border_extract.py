"""A border as rows: its two sides by indicator and year, or the gaps across its shared lines in a year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mapserver.exports.border_rows import COLUMNS, LineRow, PlacedLine, SidesRow
from mapserver.exports.extract import refusals_of
from mapserver.maps.layout import DISCLAIMER
from mapserver.maps.names import shown_name
from mapserver.maps.reasons import judgement_reason
from mapserver.model import AreaEntry, BorderEntry, Layer, Register, Text
from mapserver.model.border_figures import PAST_YEARS, BorderGaps, BorderRecord
from mapserver.statistics.compared import compared
from mapserver.statistics.gaps import gap
from mapserver.statistics.random_borders import PERMUTATIONS
from mapserver.statistics.trends import FEWEST_YEARS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapserver.model import Cell, Edition
    from mapserver.model.border_figures import BorderIndicator, Effect, SideLevel, SidesYear

#: Why a figure stands in no file although it is known.
LICENCE = "licence"
METHOD = (
    "Sides: mean of the core districts that touch the border, weighted as the columns say. Gaps: diff = B - A, ratio ="
    " B / A, log2_ratio its doublings. No change may be calculated between years of two stretches. Trend: slope of"
    " Theil and Sen with its 95 % interval, test of Mann and Kendall, both widened for years that hang together (Hamed"
    f" and Rao 1998), on the size of the gap over the latest stretch of at least {FEWEST_YEARS} years; is_past says"
    f" that it ended {PAST_YEARS} or more years before the latest figures, and that nothing is said of the years since."
    f" Border effect: mean gap across over mean gap at home; p-value among {PERMUTATIONS} borders drawn at random"
    " through the same districts in connected parts of the same sizes. The real border is drawn `real` times, so that p"
    " cannot be lower than `least`; of the `others`, each counted once, `larger` divide as much or more. `adjusted` is"
    " p adjusted for all `tests` of the collection (Benjamini and Hochberg)."
)


@dataclass(frozen=True)
class BorderExtract:
    """What is taken out of a snapshot of a border: all indicators, or one of them and its gaps in a `year`.

    `lines` are today's shared lines, with no gap on them; `layer` and `gaps` those of the one indicator. `page` is the
    full address of the page, empty where it is not known.
    """

    border: BorderEntry
    area: AreaEntry
    title: str
    record: BorderRecord
    register: Register
    today: tuple[PlacedLine, ...]
    snapshot: str
    lang: str
    page: str
    site: str
    indicator: str = ""
    year: int = 0
    layer: Layer | None = None
    gaps: BorderGaps | None = None

    @property
    def stem(self) -> str:
        """Return the name of a file of this extract, without its suffix."""
        return "-".join(filter(None, (self.border.id, self.indicator, str(self.year or ""))))

    @cached_property
    def indicators(self) -> tuple[BorderIndicator, ...]:
        """Return the indicators that are taken."""
        return tuple(row for row in self.record.indicators if self.indicator in ("", row.indicator))

    @cached_property
    def sides(self) -> tuple[SidesRow, ...]:
        """Return the rows of both sides: indicators in the order of the list, years in turn."""
        return tuple(self._sides())

    @cached_property
    def refusals(self) -> tuple[tuple[str, str], ...]:
        """Return publishers whose figures of this extract may not be given out, each with the reason."""
        found = {
            (publisher, level.refused): None
            for row in self.indicators
            for level in _levels(row)
            if level.refused
            for publisher in self._refusing(row, level)
        }
        return tuple(found)

    @cached_property
    def is_refused(self) -> bool:
        """Say whether nothing of it may be given out; else what may not is left empty."""
        levels = [level for row in self.indicators for level in _levels(row)]
        return bool(levels) and all(level.refused for level in levels)

    @cached_property
    def decimals(self) -> dict[str, int]:
        """Return the decimals of each indicator."""
        return {row.indicator: row.decimals for row in self.indicators}

    @cached_property
    def lines(self) -> tuple[PlacedLine, ...]:
        """Return the shared lines: of today, or as they are drawn in the year of the indicator, with its gaps."""
        found = self.gaps.year(self.year) if self.gaps else None
        if self.layer is None or found is None:
            return self.today
        return tuple(self._lines(self.layer))

    def metadata(self) -> dict[str, Any]:
        """Return what must be known of the figures."""
        entries = {entry.indicator: entry for entry in self.area.layers}
        return {
            "title": self.title,
            "language": self.lang,
            "border": {
                "id": self.border.id,
                "countries": [self.border.country_a, self.border.country_b],
                "km": self.border.km,
                **({"published_km": self.border.published_km} if self.border.published_km else {}),
            },
            "area": {"id": self.area.id, "title": self.area.title.say(self.lang)},
            "method": METHOD,
            "indicators": [self._described(row, entries[row.indicator].title) for row in self.indicators],
            "disclaimer": DISCLAIMER,
            "columns": [column._asdict() for column in COLUMNS],
            "snapshot": self.snapshot,
            **({"page": self.page} if self.page else {}),
        }

    def _described(self, row: BorderIndicator, title: Text) -> dict[str, Any]:
        is_refused = any(level.refused for level in _levels(row))
        return {
            "id": row.indicator,
            "title": title.say(self.lang),
            "gap_scale": row.scale,
            "judgement": row.judgement,
            "reason": judgement_reason(row.reason, self.lang).say(self.lang),
            "years": list(row.common),
            # From a gap and one side the other side could be worked out.
            "trend": {**row.trend._asdict(), "is_past": row.is_past} if row.trend and not is_refused else None,
            "effect": _effect(row.effect) if row.effect and not is_refused else None,
            "sources": [
                {key: getattr(edition, key) for key in ("id", "publisher", "title", "address", "licence", "retrieved")}
                for edition in self._editions(row)
            ],
        }

    def _editions(self, row: BorderIndicator) -> list[Edition]:
        """Return the editions of the series of both sides, each once."""
        named = dict.fromkeys(level.series for level in _levels(row))
        records = [self.register.series.get(f"{row.indicator}/{name}") for name in named]
        return list({edition.id: edition for item in records if item for edition in item.series.editions}.values())

    def _refusing(self, row: BorderIndicator, level: SideLevel) -> tuple[str, ...]:
        """Return who keeps a level back; the series where its publishers are not known."""
        record = self.register.series.get(f"{row.indicator}/{level.series}")
        editions = record.series.editions if record else ()
        return tuple(dict.fromkeys(item.publisher for item in editions if item.no_redistribution)) or (level.series,)

    def _sides(self) -> Iterator[SidesRow]:
        entries = {entry.indicator: entry for entry in self.area.layers}
        for row in self.indicators:
            entry, editions = entries[row.indicator], self._editions(row)
            for item in row.sides:
                known = item.a and item.b and not (item.a.refused or item.b.refused)
                yield SidesRow(
                    self.border.id,
                    row.indicator,
                    entry.title.say(self.lang),
                    entry.measure_of(*item.series).say(self.lang),
                    entry.theme,
                    item.year,
                    self.border.country_a,
                    *_side(item.a),
                    self.border.country_b,
                    *_side(item.b),
                    *(_gap(item) if known else (None, None, None)),
                    row.judged(item) if item.a and item.b else "",
                    judgement_reason(row.reason, self.lang, item.remarks).say(self.lang) if item.a and item.b else "",
                    item.stretch,
                    "; ".join(dict.fromkeys(edition.publisher for edition in editions)),
                    "; ".join(dict.fromkeys(edition.licence for edition in editions)),
                    self.snapshot,
                    *(entry.measure_of(side.series).say(self.lang) if side else "" for side in (item.a, item.b)),
                )

    def _lines(self, layer: Layer) -> Iterator[PlacedLine]:
        found = self.gaps.year(self.year) if self.gaps else None
        tells = self.gaps is not None and self.gaps.scale == "ratio"
        for pair in found.pairs if found else ():
            a, b = layer.places[pair.a], layer.places[pair.b]
            one, other = layer.cell(pair.a, self.year), layer.cell(pair.b, self.year)
            (value_a, reason_a), (value_b, reason_b) = _given(layer, pair.a, one), _given(layer, pair.b, other)
            valued = [index for index, cell in ((pair.a, one), (pair.b, other)) if cell.value is not None]
            judgement, reason, remarks = compared(layer, pair.a, pair.b, self.year)
            is_told = value_a is not None and value_b is not None and judgement != "different"
            between = gap(value_a, value_b) if is_told else None  # type: ignore[arg-type]
            row = LineRow(
                self.border.id,
                a.code,
                shown_name(a, self.lang)[0],
                b.code,
                shown_name(b, self.lang)[0],
                pair.km,
                layer.indicator,
                self.year,
                value_a,
                one.flag,
                reason_a,
                value_b,
                other.flag,
                reason_b,
                between.diff if between else None,
                between.ratio if between and tells else None,
                between.log2_ratio if between and tells else None,
                pair.share if is_told else None,
                judgement,
                judgement_reason(reason, self.lang, remarks).say(self.lang),
                layer.measure_of(valued).say(self.lang),
                self.snapshot,
                *(layer.measure_of((index,)).say(self.lang) for index in (pair.a, pair.b)),
            )
            yield PlacedLine(a.key, b.key, row)


def _levels(row: BorderIndicator) -> list[SideLevel]:
    """Return all levels of both sides."""
    return [level for item in row.sides for level in (item.a, item.b) if level]


def _side(level: SideLevel | None) -> tuple[float | None, int, int, str, str, str, str]:
    """Return the cells of a side after its country."""
    if level is None:
        return None, 0, 0, "", "", "not_collected", ""
    value, reason = (None, LICENCE) if level.refused else (level.value, "")
    return value, level.districts, level.drawn, level.weight, level.flags, reason, level.series


def _effect(effect: Effect) -> dict[str, float | None]:
    return {**effect._asdict(), "least": effect.least, "times": effect.times}


def _gap(item: SidesYear) -> tuple[float | None, float | None, float | None]:
    return item.diff, item.ratio, item.log2_ratio


def _given(layer: Layer, place: int, cell: Cell) -> tuple[float | None, str]:
    """Return the value of a place as it may be given out, or why there is none."""
    if cell.value is None:
        return None, cell.reason or "not_collected"
    series = next((item for item in layer.series if item.id == layer.places[place].series), None)
    return (None, LICENCE) if refusals_of(series, cell.edition) else (cell.value, "")
