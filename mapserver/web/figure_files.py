"""Files of units: all figures of one, and units side by side, at the address of the page with a suffix."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from mapserver.exports.compared_figures import COMPARED_COLUMNS, ComparedFigures
from mapserver.exports.compared_report import report_pages
from mapserver.exports.comparison_sheet import comparison_sheet
from mapserver.exports.figure_tables import figures_csv, figures_json, figures_xlsx
from mapserver.exports.media import MEDIA
from mapserver.exports.unit_figures import UNIT_COLUMNS, UnitFigures
from mapserver.model import Message
from mapserver.web import addresses
from mapserver.web.compared import PARAMETERS, Compared, comparison_of, read_compared, themes_of
from mapserver.web.errors import Unknown, withheld
from mapserver.web.kept_file import kept_file
from mapserver.web.lookup import find_unit
from mapserver.web.query import read_lang
from mapserver.web.sharing import site_root
from mapserver.web.site import current_site, published
from mapserver.web.wording import INTERFACE, theme_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mapserver.snapshot import Snapshot

blueprint = Blueprint("figure_files", __name__)

#: Suffixes in the order of offering; a unit has no report.
SUFFIXES = ("csv", "xlsx", "json", "pdf")
UNIT_SUFFIXES = ("csv", "xlsx", "json")
NOTHING = "“units” takes the codes of the districts that are compared, with commas between them."


@blueprint.get("/units/<code>.<suffix>")
def unit_file(code: str, suffix: str) -> Response:
    """Answer all figures of a unit."""
    snapshot = published()
    unit = find_unit(snapshot, code)
    if suffix not in UNIT_SUFFIXES:
        raise Unknown("format", suffix, {item: addresses.unit_file(code, item) for item in UNIT_SUFFIXES}, suggest=3)
    lang = read_lang(snapshot, request.args)
    page = _full(addresses.unit(code, "" if lang == INTERFACE else lang))
    figures = UnitFigures(unit, snapshot.register, snapshot.id, lang)

    def write() -> bytes:
        _refuse(figures.refusals, is_refused=figures.is_refused)
        if suffix == "csv":
            return figures_csv(figures, UNIT_COLUMNS)
        if suffix == "json":
            return figures_json(figures, UNIT_COLUMNS, page)
        return figures_xlsx(figures, UNIT_COLUMNS, page)

    key = (snapshot.id, "unit", code, suffix, lang, page)
    return kept_file(key, MEDIA[suffix], write, f"{figures.stem}.{suffix}")


@blueprint.get("/compare.<suffix>")
def compare_file(suffix: str) -> Response:
    """Answer units side by side."""
    snapshot = published()
    if suffix not in SUFFIXES:
        raise Unknown("format", suffix, {item: addresses.compare_file(item) for item in SUFFIXES}, suggest=4)
    compared, query = read_compared(snapshot, request.args)
    if not compared.units:
        query.refuse("units", Message(NOTHING), PARAMETERS)
    query.finish()
    compared = replace(compared, view="table", indicator="")
    page = _full(compared.address)
    figures = compared_figures(snapshot, compared, page)

    def write() -> bytes:
        made = figures()
        _refuse(made.refusals, is_refused=made.is_refused)
        if suffix == "csv":
            return figures_csv(made, COMPARED_COLUMNS)
        if suffix == "json":
            return figures_json(made, COMPARED_COLUMNS, page)
        if suffix == "xlsx":
            return figures_xlsx(made, COMPARED_COLUMNS, page, comparison_sheet(made, themes_of(snapshot)))
        themes = {theme: theme_name(theme, compared.lang) for theme in themes_of(snapshot)}
        return current_site().reports.pdf(report_pages(made, themes), made.title)

    stem = "compare-" + "-".join(compared.units)
    key = (snapshot.id, "compare", suffix, compared, page)
    return kept_file(key, MEDIA[suffix], write, f"{stem}.{suffix}", aside=compared.is_rare)


def compared_figures(snapshot: Snapshot, compared: Compared, page: str) -> Callable[[], ComparedFigures]:
    """Return what makes the figures of a comparison, when they are needed."""
    return lambda: ComparedFigures(
        comparison_of(snapshot, compared),
        snapshot.register,
        snapshot.id,
        compared.lang,
        page,
        current_site().settings.title,
        {area.id: area.title for area in snapshot.areas},
    )


def _full(address: str) -> str:
    root = site_root()
    return root + address if root else ""


def _refuse(refusals: Sequence[tuple[str, str]], *, is_refused: bool) -> None:
    """Raise Forbidden where nothing of what is asked for may be given out; else what may not is left empty."""
    if is_refused:
        raise withheld(refusals)
