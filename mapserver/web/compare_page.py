"""The page of units side by side: a table, lines over the years, maps on one scale of values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from flask import Blueprint, redirect, request
from markupsafe import Markup

from mapserver.exports.compared_figures import ComparedFigures
from mapserver.maps.compared_lines import small_chart
from mapserver.maps.formats import listing
from mapserver.maps.names import shown_name
from mapserver.model import Text
from mapserver.statistics.comparison import Comparison
from mapserver.translation import N_, tell
from mapserver.web import addresses
from mapserver.web.compare_borders import shared_borders
from mapserver.web.compare_cells import Notes
from mapserver.web.compare_choice import LONGEST, NOBODY, FoundUnits, chosen_units, examples, found_units, suggestions
from mapserver.web.compare_maps import maps_parts
from mapserver.web.compare_overlaps import overlap_notes
from mapserver.web.compare_table import sections
from mapserver.web.compared import COUNTS, MOST, VIEWS, Compared, comparison_of, in_capitals, read_compared, themes_of
from mapserver.web.lookup import languages_of
from mapserver.web.rendering import page, passing, render
from mapserver.web.site import published
from mapserver.web.wording import theme_name, unit_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response as AnyResponse

    from mapserver.model import Edition
    from mapserver.snapshot import Snapshot
    from mapserver.statistics.comparison import Row

blueprint = Blueprint("compare", __name__)

VIEW_TITLES = {"table": N_("Table"), "lines": N_("Lines"), "maps": N_("Maps")}
#: Files of what is shown, with what they are called.
FILES = {
    "xlsx": N_("Excel (XLSX)"),
    "csv": N_("CSV"),
    "json": N_("JSON"),
    "pdf": N_("Report for print (PDF)"),
}


@dataclass(frozen=True)
class View:
    """A way to look at the units."""

    words: str
    address: str
    current: bool


@dataclass(frozen=True)
class Chart:
    """A small chart of an indicator."""

    title: Text
    measure: Text
    picture: Markup


@dataclass(frozen=True)
class ChartSection:
    """The charts of a theme."""

    theme: str
    title: str
    charts: tuple[Chart, ...]


@blueprint.get("/compare")
def compare() -> AnyResponse:
    """Show units side by side; with `add` lead to the comparison with one more unit, or ask which one is meant."""
    snapshot = published()
    compared, query = read_compared(snapshot, request.args, ("add",))
    wanted = query.text("add", LONGEST)
    query.finish()
    given = request.args.get("units", "")
    units = in_capitals(given, snapshot.units)
    if units != given:
        asked = {**compared.query, "units": units, **({"add": wanted} if wanted else {})}
        return redirect(addresses.compare(asked), 308)
    if not wanted:
        return page(("compare", compared), lambda: _render(snapshot, compared), aside=compared.is_rare)
    found = found_units(snapshot, compared, wanted)
    if found.is_sure and len(compared.units) < MOST:
        return redirect(found.units[0].address, 303)
    return passing(lambda: _render(snapshot, compared, wanted, found))


def heading(snapshot: Snapshot, compared: Compared) -> str:
    """Return the names of the units as a title."""
    names = [shown_name(snapshot.register.unit[code], compared.lang)[0] for code in compared.units]
    if len(names) > 4:
        return tell(compared.lang, "%(name)s and %(count)s others", name=names[0], count=len(names) - 1)
    return listing(names, compared.lang)


def _render(snapshot: Snapshot, compared: Compared, wanted: str = "", found: FoundUnits = NOBODY) -> str:
    lang = compared.lang
    comparison = comparison_of(snapshot, compared)
    notes = Notes()
    parts = PARTS[compared.view](snapshot, compared, comparison, notes)
    return render(
        "compare.html",
        lang,
        compared=compared,
        title=heading(snapshot, compared),
        chosen=chosen_units(snapshot, compared),
        gone=[(item.code, snapshot.register.unit[item.code], item.successors) for item in compared.gone],
        overlaps=list(overlap_notes(snapshot, compared)),
        name_of=lambda code: unit_text(snapshot.register.unit[code]),
        suggested=suggestions(snapshot, compared),
        wanted=wanted,
        found=found,
        across=shared_borders(snapshot, compared, comparison),
        examples=examples(snapshot, compared) if not compared.units else [],
        is_full=len(compared.units) >= MOST,
        most=MOST,
        views=[
            View(tell(lang, words), replace(compared, view=view).address, view == compared.view)
            for view, words in VIEW_TITLES.items()
        ],
        themes=[(theme, theme_name(theme, lang)) for theme in themes_of(snapshot)],
        counts=COUNTS,
        years=sorted(comparison.years(), reverse=True),
        files=[(tell(lang, words), compared.file(suffix)) for suffix, words in FILES.items()],
        sources=_sources(snapshot, compared, comparison, cast("Row | None", parts.get("map_row"))),
        is_set_aside=any(
            figure.against is not None and figure.against.judgement == "different"
            for row in comparison.rows
            for figure in row.figures
        ),
        with_different=replace(compared, different=True).address,
        without_different=replace(compared, different=False).address,
        notes=notes.words,
        languages=languages_of(snapshot),
        canonical=compared.address,
        **parts,
    )


def _sources(snapshot: Snapshot, compared: Compared, comparison: Comparison, only: Row | None) -> tuple[Edition, ...]:
    """Return the publications of the figures that are shown, of the row `only` where there is one."""
    shown = comparison if only is None else Comparison(comparison.subjects, (only,))
    return ComparedFigures(shown, snapshot.register, snapshot.id, compared.lang).sources


def _table(snapshot: Snapshot, compared: Compared, comparison: Comparison, notes: Notes) -> dict[str, object]:
    return {"sections": sections(snapshot, compared, comparison, notes, shared_borders(snapshot, compared, comparison))}


def _lines(snapshot: Snapshot, compared: Compared, comparison: Comparison, _: Notes) -> dict[str, object]:
    lang = compared.lang
    names = [shown_name(subject.unit, lang)[0] for subject in comparison.subjects]
    groups: dict[str, list[Row]] = {}
    for row in comparison.rows:
        # A chart has one scale: figures of different measures have none in common.
        if row.count and not row.is_mixed and _has_lines(row):
            groups.setdefault(row.record.indicator.theme, []).append(row)
    return {
        "chart_sections": [
            ChartSection(
                theme,
                theme_name(theme, lang),
                tuple(
                    Chart(row.line.title, row.line.measure, Markup(small_chart(row, names, lang)))  # noqa: S704 - our own
                    for row in sorted(groups[theme], key=lambda row: row.line.title.say("en"))
                ),
            )
            for theme in themes_of(snapshot)
            if theme in groups
        ]
    }


def _has_lines(row: Row) -> bool:
    """Say whether two units, or the only one, have figures of more than one year."""
    held = [figure.held for figure in row.figures if figure.held is not None]
    return len(held) >= min(2, len(row.figures)) and any(len(item.years) > 1 for item in held)


PARTS: dict[str, Callable[[Snapshot, Compared, Comparison, Notes], dict[str, object]]] = {
    VIEWS[0]: _table,
    VIEWS[1]: _lines,
    VIEWS[2]: maps_parts,
}
