"""The list of borders: how far apart the two sides of each are in one indicator, the widest gap first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from mapserver.maps.border_words import times_of
from mapserver.maps.judgements import judged_words
from mapserver.maps.reasons import judgement_reason
from mapserver.model import AreaEntry, BorderEntry, LayerEntry, Text
from mapserver.model.border_figures import PAST_YEARS
from mapserver.web import addresses
from mapserver.web.border_rows import SidesRow
from mapserver.web.border_state import default_year
from mapserver.web.lookup import languages_known, languages_of
from mapserver.web.other_forms import OtherForm, other_forms
from mapserver.web.query import Query
from mapserver.web.rendering import page, render
from mapserver.web.site import published
from mapserver.web.wording import INTERFACE, theme_name, theme_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapserver.model.border_figures import BorderIndicator
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("border_list", __name__)

PARAMETERS = ("indicator", "lang")


@dataclass(frozen=True)
class BorderRow:
    """A border with its two sides in an indicator.

    `sides` is None where neither has a figure at the border. `unknown` are the countries without any there; `judgement`
    says how the sides compare, in a word, and `reason` why. `forms` has the first of the other forms of the indicator
    whose gap goes another way, where there is one; `is_older` says that its figures are years older than the newest.
    """

    border: BorderEntry
    area: AreaEntry
    sides: SidesRow | None
    unknown: tuple[str, ...]
    judgement: str
    reason: Text
    times: float
    forms: tuple[OtherForm, ...] = ()
    is_older: bool = False

    @property
    def is_compared(self) -> bool:
        """Say whether a gap is told."""
        return bool(self.sides and self.sides.gap)


@dataclass(frozen=True)
class Choice:
    """An indicator that borders can be listed by, with the number of borders that have it on both sides."""

    layer: LayerEntry
    borders: int


@blueprint.get("/borders")
def borders() -> Response:
    """Show all borders in an indicator."""
    snapshot = published()
    choices = choices_of(snapshot)
    query = Query(request.args, PARAMETERS)
    lang = query.language(languages_known(snapshot))
    usual = usual_choice(choices)
    indicator = query.choose("indicator", choices, usual)
    query.finish()
    kept = "" if lang == INTERFACE else lang

    def write() -> str:
        chosen = choices.get(indicator)
        return render(
            "borders.html",
            lang,
            rows=rows(snapshot, indicator, kept),
            chosen=chosen.layer if chosen else None,
            themes=by_theme(choices.values(), lang),
            languages=languages_of(snapshot),
            canonical=addresses.borders(kept, "" if indicator == usual else indicator),
        )

    return page(("borders", indicator, lang), write)


def choices_of(snapshot: Snapshot) -> dict[str, Choice]:
    """Return the indicators that a border has figures of on both sides, by name; each border counts once."""
    found: dict[str, tuple[LayerEntry, set[str]]] = {}
    for area in snapshot.areas:
        for layer in area.layers:
            held = {border.id for border in area.borders if layer.both_sides[border.id].comparable}
            if any(layer.both_sides[border.id].years for border in area.borders):
                found.setdefault(layer.indicator, (layer, set()))[1].update(held)
    return {name: Choice(layer, len(held)) for name, (layer, held) in found.items()}


def usual_choice(choices: dict[str, Choice]) -> str:
    """Return what is shown first: money, which people ask for, of most borders; without it what most borders have."""

    def rank(name: str) -> tuple[bool, int, str]:
        return choices[name].layer.kind != "money", -choices[name].borders, name

    return min(choices, key=rank, default="")


def by_theme(choices: Iterable[Choice], lang: str) -> list[tuple[str, list[Choice]]]:
    """Group what can be chosen by the name of its theme."""
    ordered = sorted(choices, key=lambda item: (theme_order(item.layer.theme), item.layer.title.say(lang)))
    return [
        (theme_name(theme, lang), list(items)) for theme, items in groupby(ordered, key=lambda item: item.layer.theme)
    ]


def rows(snapshot: Snapshot, indicator: str, kept: str) -> list[BorderRow]:
    """Return each border once, the widest gap first; those that are not compared come last, in alphabetical order.

    Their bars are on one scale.
    """
    found: dict[str, tuple[AreaEntry, BorderEntry, BorderIndicator | None]] = {}
    forms: dict[str, tuple[OtherForm, ...]] = {}
    for area in snapshot.areas:
        for border in area.borders:
            record = snapshot.border(border.id)
            if border.id not in found and record.area == area.id:
                row = next((item for item in record.indicators if item.indicator == indicator), None)
                found[border.id] = (area, border, row)
                forms[border.id] = other_forms(area, record, row, kept) if row else ()
    shown = [year for _, _, row in found.values() if row and (year := row.year(default_year(row)))]
    largest = max((abs(level.value) for year in shown for level in (year.a, year.b) if level), default=0.0)
    made = [_row(area, border, row, largest, kept) for area, border, row in found.values()]
    newest = max((item.sides.year for item in made if item.sides and item.is_compared), default=0)
    made = [
        replace(
            item,
            forms=forms[item.border.id][:1],
            is_older=item.is_compared and item.sides is not None and item.sides.year <= newest - PAST_YEARS,
        )
        for item in made
    ]
    return sorted(made, key=lambda item: (not item.is_compared, -item.times, item.border.id))


def _row(area: AreaEntry, border: BorderEntry, row: BorderIndicator | None, largest: float, kept: str) -> BorderRow:
    entry = next((item for item in area.layers if row and item.indicator == row.indicator), None)
    if row is None or entry is None:
        return BorderRow(border, area, None, (border.country_a, border.country_b), "", Text(), 0.0)
    lang = kept or INTERFACE
    year = row.year(default_year(row))
    sides = {border.country_a: [item.a for item in row.sides], border.country_b: [item.b for item in row.sides]}
    return BorderRow(
        border,
        area,
        SidesRow.of(area, border.id, entry, row, kept, largest=largest),
        tuple(country for country, levels in sides.items() if not any(levels)),
        judged_words(row, year, lang),
        judgement_reason(row.reason, lang, year.remarks if year else ()),
        (times_of(year) or abs(year.diff or 0.0)) if year else 0.0,
    )
