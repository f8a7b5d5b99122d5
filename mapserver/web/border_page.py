"""The page of a border: its line, both sides of all indicators, what only one side has, and which districts meet; and
the page of one indicator there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request
from markupsafe import Markup

from mapserver.maps.judgements import WORDS
from mapserver.maps.reasons import judgement_reason
from mapserver.model import LayerEntry, Text
from mapserver.statistics.compared import lowered
from mapserver.statistics.coverage import coverage
from mapserver.translation import N_, tell
from mapserver.web.border_detail import BorderDetail, methods
from mapserver.web.border_line import line_map, unit_pairs
from mapserver.web.border_rows import Completeness, SidesRow, TypicalGap, typical_gaps
from mapserver.web.border_sharing import border_sharing, files_of
from mapserver.web.border_state import PARAMETERS, BorderShown, default_year, in_order, read_border
from mapserver.web.checkpoints import CheckpointRow, of_border, spoken_name
from mapserver.web.contrast_lines import border_lines
from mapserver.web.lookup import find_border, languages_offered
from mapserver.web.meetings import Meeting
from mapserver.web.query import Query
from mapserver.web.rendering import page, render
from mapserver.web.sharing import site_root
from mapserver.web.site import published
from mapserver.web.wording import INTERFACE, border_text, theme_name, theme_order, unit_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapserver.model import AreaEntry, BorderEntry, BothSides
    from mapserver.model.border_figures import BorderIndicator, BorderRecord
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("border_page", __name__)

#: What is said of the pair that the border divides most, and of the one that it divides least.
EXTREMES = (N_("Sharpest pair:"), N_("Mildest pair:"))


@dataclass(frozen=True)
class SharedIndicator:
    """An indicator with figures on both sides: how they meet, in which years, and why they compare as they do.

    `sides` is its row of bars, None where the districts at the line itself have no figures.
    """

    layer: LayerEntry
    meeting: Meeting
    judgement: str
    judged: str
    reason: Text
    sides: SidesRow | None


@dataclass(frozen=True)
class PairRow:
    """Two districts that share a line across the border, in km."""

    unit_a: str
    names_a: Text
    unit_b: str
    names_b: Text
    km: float


@blueprint.get("/borders/<identifier>")
def border(identifier: str) -> Response:
    """Show a border; its name in the other order leads to the one in alphabetical order."""
    snapshot = published()
    ordered = in_order(identifier)
    find_border(snapshot, ordered, identifier)
    shown = read_border(snapshot, ordered, Query(request.args, PARAMETERS))
    if ordered != identifier:
        return redirect(shown.address, 308)  # type: ignore[return-value]
    write = _write_indicator if shown.row else _write
    return page(("border", shown.state, site_root()), lambda: write(shown))


def _write(shown: BorderShown) -> str:
    snapshot, area, entry, lang = shown.snapshot, shown.area, shown.border, shown.lang
    shared = shared_indicators(area, entry, lang, shown.record)
    typical = typical_gaps(area, shown.record)
    meeting = pairs(snapshot, area, entry)
    return render(
        "border.html",
        lang,
        **_frame(shown),
        picture=Markup(line_map(snapshot, area, entry, lang)),  # noqa: S704 - escaped where it is made
        areas=[other for other in snapshot.areas if any(item.id == entry.id for item in other.borders)],
        contrasts=border_lines(area, entry, lang),
        concepts=coverage([area]).comparable(entry.id),
        themes=by_theme((item for item in shared if not item.meeting.is_different), lang),
        different=[item for item in shared if item.meeting.is_different],
        never_together=never_together(area, entry),
        one_sided=[(country, one_sided(area, entry, country)) for country in shown.countries],
        pairs=meeting,
        typical=typical,
        extremes=[(tell(lang, words), row) for words, row in zip(EXTREMES, extremes(meeting, typical), strict=False)],
        completeness=[Completeness.of_side(area, shown.record, country) for country in shown.countries],
        checkpoints=[CheckpointRow.of(item) for item in of_border(snapshot.crossings, entry.id)],
        checkpoint_name=spoken_name,
        methods=methods(lang),
    )


def _write_indicator(shown: BorderShown) -> str:
    return render("border_indicator.html", shown.lang, **_frame(shown), detail=BorderDetail.of(shown))


def _frame(shown: BorderShown) -> dict[str, object]:
    """Return what both pages have in common."""
    return {
        "border": shown.border,
        "area": shown.area,
        "title": border_text(shown.border),
        "languages": languages_offered(shown.area, shown.lang),
        "canonical": shown.address,
        "share": border_sharing(shown),
        "files": files_of(shown),
    }


def shared_indicators(area: AreaEntry, border: BorderEntry, lang: str, record: BorderRecord) -> list[SharedIndicator]:
    """Return the indicators with a year on both sides of a border, by theme and title."""
    kept = "" if lang == INTERFACE else lang
    rows = {row.indicator: row for row in record.indicators}
    return [
        SharedIndicator(
            layer,
            Meeting.of(area, layer, border, kept),
            *_judged(layer.both_sides[border.id], rows.get(layer.indicator), lang),
            SidesRow.of(area, border.id, layer, rows[layer.indicator], kept) if layer.indicator in rows else None,
        )
        for layer in _in_order(layer for layer in area.layers if layer.both_sides[border.id].years)
    ]


def _judged(both: BothSides, row: BorderIndicator | None, lang: str) -> tuple[str, str, Text]:
    """Return how an indicator compares, in a word too, and why: in the year whose bars stand there."""
    item = row.year(default_year(row)) if row else None
    remarks = item.remarks if item else ()
    judgement, reason, _ = lowered(both.judgement or "similar", both.reason, remarks)
    return judgement, tell(lang, WORDS[judgement]), judgement_reason(reason, lang, remarks)


def by_theme(indicators: Iterable[SharedIndicator], lang: str) -> list[tuple[str, list[SharedIndicator]]]:
    """Group indicators, which stand in order, by the name of their theme."""
    groups = groupby(indicators, key=lambda item: item.layer.theme)
    return [(theme_name(theme, lang), list(items)) for theme, items in groups]


def one_sided(area: AreaEntry, border: BorderEntry, country: str) -> list[LayerEntry]:
    """Return the indicators that of a border's two countries only this one has figures of, for the core."""
    (other,) = {border.country_a, border.country_b} - {country}
    return _in_order(layer for layer in area.layers if country in layer.countries and other not in layer.countries)


def never_together(area: AreaEntry, border: BorderEntry) -> list[LayerEntry]:
    """Return the indicators that both countries have figures of, but never in one year on both sides of the border."""
    sides = {border.country_a, border.country_b}
    return _in_order(
        layer for layer in area.layers if sides <= set(layer.countries) and not layer.both_sides[border.id].years
    )


def pairs(snapshot: Snapshot, area: AreaEntry, border: BorderEntry) -> list[PairRow]:
    """Return the pairs of today's units across a border, the longest shared line first."""
    rows = []
    for unit, other in unit_pairs(snapshot, area, border):
        km = sum(item.km for item in unit.neighbours if item.code == other.code)
        rows.append(PairRow(unit.code, unit_text(unit), other.code, unit_text(other), km))
    return sorted(rows, key=lambda row: (-row.km, row.unit_a, row.unit_b))


def extremes(rows: list[PairRow], typical: dict[tuple[str, str], TypicalGap]) -> tuple[PairRow, ...]:
    """Return the pair whose gaps lie highest among those at home and the one whose lie lowest, of pairs with at least
    half as many indicators as that with most; nothing where these are not two."""
    known = [(typical[row.unit_a, row.unit_b], row) for row in rows if (row.unit_a, row.unit_b) in typical]
    most = max((gap.concepts for gap, _ in known), default=0)
    told = sorted(((gap, row) for gap, row in known if 2 * gap.concepts >= most), key=lambda item: -item[0].share)
    return (told[0][1], told[-1][1]) if told and told[0][0].share > told[-1][0].share else ()


def _in_order(layers: Iterable[LayerEntry]) -> list[LayerEntry]:
    return sorted(layers, key=lambda item: (theme_order(item.theme), item.title.say(INTERFACE)))
