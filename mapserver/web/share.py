"""What one takes along of a page: its link, a frame for an article, pictures, figures, sentences, a citation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from mapserver.exports.citation import Citation
from mapserver.maps.compared_story import compared_stories
from mapserver.maps.story_entries import unit_stories
from mapserver.model import Message
from mapserver.web import addresses
from mapserver.web.border_share import offer_of_border
from mapserver.web.border_state import PARAMETERS as BORDER_PARAMETERS
from mapserver.web.border_state import in_order, read_border
from mapserver.web.compared import PARAMETERS as COMPARED
from mapserver.web.compared import read_compared
from mapserver.web.controls import state_address
from mapserver.web.embed import THEMES
from mapserver.web.embed_code import HIGHEST, LOWEST
from mapserver.web.figure_files import NOTHING, compared_figures
from mapserver.web.lookup import (
    find_area,
    find_border,
    find_layer,
    find_unit,
    languages_known,
    languages_of,
    languages_offered,
)
from mapserver.web.map_state import PARAMETERS, read_state
from mapserver.web.offer import CONTROL_TITLES, LIVE, OWN, PINNED, Offer, offer_of_map, unnamed_in
from mapserver.web.query import Query
from mapserver.web.region_share import offer_of_regions
from mapserver.web.region_state import FIGURES, read_regions
from mapserver.web.rendering import page, render
from mapserver.web.sharing import site_root
from mapserver.web.site import current_site, published
from mapserver.web.unit_offer import with_comparison, with_unit
from mapserver.web.unit_panel import KEY_INDICATORS
from mapserver.web.wording import INTERFACE, unit_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.wrappers import Response as AnyResponse

    from mapserver.maps.story_sentence import StorySentence
    from mapserver.model import AreaEntry
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("share", __name__)


@blueprint.get("/share/areas/<area_id>/<indicator>")
def share_map(area_id: str, indicator: str) -> Response:
    """Show what one takes along of a map."""
    snapshot = published()
    area = find_area(snapshot, area_id)
    entry = find_layer(snapshot, area, indicator)
    query = Query(request.args, (*PARAMETERS, *OWN))
    chosen, height = _read_choices(snapshot, query)
    layer, state = read_state(snapshot, area, entry, query)

    def write() -> str:
        return _render(
            snapshot,
            offer_of_map(snapshot, area, layer, state, chosen, height),
            area,
            state.lang,
            addresses.share(state_address(layer, state)),
        )

    return page(("share", state, *chosen.items(), height, site_root()), write)


@blueprint.get("/share/borders/<identifier>")
def share_border(identifier: str) -> AnyResponse:
    """Show what one takes along of a border, or of one indicator there."""
    snapshot = published()
    ordered = in_order(identifier)
    find_border(snapshot, ordered, identifier)
    if ordered != identifier:
        return redirect(addresses.share(addresses.with_query(addresses.border(ordered), request.args)), 308)
    query = Query(request.args, (*BORDER_PARAMETERS, *OWN))
    chosen, height = _read_choices(snapshot, query)
    shown = read_border(snapshot, identifier, query)

    def write() -> str:
        offer = offer_of_border(shown, snapshot.id, chosen, height)
        return _render(snapshot, offer, shown.area, shown.lang, addresses.share(shown.address))

    return page(("share", "border", shown.state, *chosen.items(), height, site_root()), write)


@blueprint.get("/share/units/<code>")
def share_unit(code: str) -> Response:
    """Show what one takes along of the page of a unit."""
    snapshot = published()
    unit = find_unit(snapshot, code)
    lang = _read_lang(snapshot)
    address = addresses.unit(code, _kept(lang))

    def write() -> str:
        told = unit_stories(unit, KEY_INDICATORS, lang)
        offer = _of_page(f"{unit_text(unit).say(lang)} ({code})", address, lang, told)
        offer = with_unit(snapshot, unit, lang, offer)
        return _render(snapshot, offer, None, lang, addresses.share(address))

    return page(("share", "unit", code, lang, site_root()), write)


@blueprint.get("/share/compare")
def share_comparison() -> Response:
    """Show what one takes along of units side by side."""
    snapshot = published()
    compared, query = read_compared(snapshot, request.args)
    if not compared.units:
        query.refuse("units", Message(NOTHING), COMPARED)
    query.finish()

    def write() -> str:
        figures = compared_figures(snapshot, compared, site_root() + compared.address)()
        told = compared_stories(figures.comparison, KEY_INDICATORS, compared.lang)
        offer = _of_page(figures.title, compared.address, compared.lang, told)
        publishers = tuple(dict.fromkeys(edition.publisher for edition in figures.sources))
        dates = max((edition.retrieved for edition in figures.sources), default="")
        cited = replace(
            offer.citation, publishers=publishers, date=dates, key=f"{figures.stem}-{figures.snapshot[:12]}"
        )
        offer = with_comparison(compared, figures, replace(offer, citation=cited))
        return _render(snapshot, offer, None, compared.lang, addresses.share(compared.address))

    return page(("share", compared, site_root()), write, aside=compared.is_rare)


@blueprint.get("/share/regions")
def share_regions() -> Response:
    """Show what one takes along of own regions."""
    snapshot = published()
    wanted = read_regions(snapshot, FIGURES, is_needed=True)

    def write() -> str:
        offer = offer_of_regions(snapshot, wanted)
        return _render(snapshot, offer, None, wanted.lang, addresses.share(offer.page))

    return page(("share", "regions", wanted, site_root()), write, aside=True)


def _read_choices(snapshot: Snapshot, query: Query) -> tuple[dict[str, str], int]:
    """Return the choices of the form by name, and the height of the frame, 0 where none is chosen."""
    chosen = {
        "language": query.choose("language", languages_known(snapshot), ""),
        "theme": query.choose("theme", THEMES, THEMES[0]),
        "controls": query.choose("controls", CONTROL_TITLES, next(iter(CONTROL_TITLES))),
        "figures": query.choose("figures", (LIVE, PINNED), LIVE),
    }
    return chosen, query.number("height", LOWEST, HIGHEST, 0) if "height" in request.args else 0


def _read_lang(snapshot: Snapshot) -> str:
    query = Query(request.args, ("lang", "vintage"))
    lang = query.language(languages_known(snapshot))
    query.finish()
    return lang


def _kept(lang: str) -> str:
    return "" if lang == INTERFACE else lang


def _of_page(title: str, address: str, lang: str, told: Sequence[StorySentence]) -> Offer:
    """Return what is taken along of a page that is no map."""
    link = site_root() + address if site_root() else ""
    site, edition = current_site().settings.title, published().id[:12]
    sentences = tuple(sentence.text for sentence in told)
    key = f"{address.partition('?')[0].strip('/').replace('/', '-')}-{edition}"
    return Offer(
        title, address, link, lang, Citation((), title, site, edition, "", link, lang, key), sentences, unnamed_in(told)
    )


def _render(snapshot: Snapshot, offer: Offer, area: AreaEntry | None, lang: str, here: str) -> str:
    return render(
        "share.html",
        lang,
        offer=offer,
        area=area,
        languages=languages_offered(area, lang) if area else languages_of(snapshot),
        here=here,
        edition=snapshot.id,
    )
