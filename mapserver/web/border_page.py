"""The page of a border: what its two sides have in common, what only one of them has, and which districts meet."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from mapserver.maps.reasons import judgement_reason
from mapserver.model import LayerEntry, Text, border_of
from mapserver.statistics.coverage import coverage
from mapserver.translation import N_, tell
from mapserver.web import addresses
from mapserver.web.checkpoints import CheckpointRow, of_border, spoken_name
from mapserver.web.contrast_lines import border_lines
from mapserver.web.lookup import find_border, languages_offered
from mapserver.web.meetings import Meeting
from mapserver.web.query import read_lang
from mapserver.web.rendering import page, render
from mapserver.web.site import published
from mapserver.web.timeline import Timeline
from mapserver.web.wording import INTERFACE, border_text, theme_name, theme_order, unit_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapserver.model import AreaEntry, BorderEntry
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("border_page", __name__)

#: How two sources compare, in a word.
JUDGEMENTS = {"same": N_("same"), "similar": N_("similar"), "different": N_("different")}


@dataclass(frozen=True)
class SharedIndicator:
    """An indicator with figures on both sides: how they meet, in which years, and why they compare as they do."""

    layer: LayerEntry
    meeting: Meeting
    judgement: str
    reason: Text
    timeline: Timeline


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
    first, _, second = identifier.partition("-")
    ordered = border_of(first, second) if second else identifier
    area, entry = find_border(snapshot, ordered, identifier)
    lang = read_lang(snapshot, request.args)
    kept = "" if lang == INTERFACE else lang
    if ordered != identifier:
        return redirect(addresses.border(ordered, kept), 308)  # type: ignore[return-value]

    def write() -> str:
        shared = shared_indicators(area, entry, lang)
        return render(
            "border.html",
            lang,
            border=entry,
            area=area,
            title=border_text(entry),
            languages=languages_offered(area, lang),
            canonical=addresses.border(entry.id, kept),
            areas=[other for other in snapshot.areas if any(item.id == entry.id for item in other.borders)],
            contrasts=border_lines(area, entry, lang),
            concepts=coverage([area]).comparable(entry.id),
            themes=by_theme((item for item in shared if not item.meeting.is_different), lang),
            different=[item for item in shared if item.meeting.is_different],
            never_together=never_together(area, entry),
            one_sided=[(country, one_sided(area, entry, country)) for country in (entry.country_a, entry.country_b)],
            pairs=pairs(snapshot, area, entry),
            checkpoints=[CheckpointRow.of(item) for item in of_border(snapshot.crossings, entry.id)],
            checkpoint_name=spoken_name,
        )

    return page(("border", entry.id, lang), write)


def shared_indicators(area: AreaEntry, border: BorderEntry, lang: str) -> list[SharedIndicator]:
    """Return the indicators with a year on both sides of a border, by theme and title."""
    found = [layer for layer in area.layers if layer.both_sides[border.id].years]
    years = [year for layer in found for year in layer.both_sides[border.id].years]
    first, last = min(years, default=0), max(years, default=0)
    return [
        SharedIndicator(
            layer,
            Meeting.of(area, layer, border, "" if lang == INTERFACE else lang),
            tell(lang, JUDGEMENTS[layer.both_sides[border.id].judgement or "similar"]),
            judgement_reason(layer.both_sides[border.id].reason, lang),
            Timeline.of(layer.both_sides[border.id].years, first, last),
        )
        for layer in _in_order(found)
    ]


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
    for code_a, code_b in area.pairs:
        if code_a not in snapshot.units or code_b not in snapshot.units:
            continue
        unit, other = snapshot.unit(code_a), snapshot.unit(code_b)
        if unit.is_current and other.is_current and border_of(unit.country, other.country) == border.id:
            km = sum(item.km for item in unit.neighbours if item.code == code_b)
            rows.append(PairRow(code_a, unit_text(unit), code_b, unit_text(other), km))
    return sorted(rows, key=lambda row: (-row.km, row.unit_a, row.unit_b))


def _in_order(layers: Iterable[LayerEntry]) -> list[LayerEntry]:
    return sorted(layers, key=lambda item: (theme_order(item.theme), item.title.say(INTERFACE)))
