"""The application: everything is handed in, nothing happens at import."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Flask, g
from jinja2 import StrictUndefined
from markupsafe import Markup

from mapserver.maps import names
from mapserver.maps.core_words import core_title
from mapserver.maps.formats import isolated
from mapserver.snapshot import Pins
from mapserver.translation import pattern
from mapserver.web import (
    addresses,
    border_embed,
    border_files,
    border_list,
    border_page,
    carried_units,
    checkpoint_page,
    compare_page,
    crossings_page,
    data,
    embed,
    exports,
    figure_files,
    map_page,
    oembed,
    operations,
    pages,
    preflight,
    problem,
    regions,
    search,
    security,
    share,
    sharing,
    shell,
    similar,
    stories,
    units,
    wording,
)
from mapserver.web.api import index as api
from mapserver.web.assets import Assets
from mapserver.web.immutable import Immutable
from mapserver.web.language_menu import alternates, language_menu
from mapserver.web.measure_pool import MeasurePool
from mapserver.web.ogc import routes as ogc
from mapserver.web.pace import Pace
from mapserver.web.raster_pool import RasterPool
from mapserver.web.report_pool import ReportPool
from mapserver.web.shelf import Shelf
from mapserver.web.site import Site
from mapserver.web.translator import Translator, reader_locale

if TYPE_CHECKING:
    from mapserver.web.settings import Settings
    from mapserver.web.site import Source

#: Nothing that this application reads has a body.
LARGEST_BODY = 16 * 2**10
#: Scripts of map shells: a few kilobytes an area.
SHELL_BYTES = 8 * 2**20

log = logging.getLogger(__name__)


def create_app(settings: Settings, source: Source) -> Flask:
    """Make the Flask application that serves the snapshot published by `source`."""
    app = Flask("mapserver.web", static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_BODY, PROVIDE_AUTOMATIC_OPTIONS=False)
    site = Site(
        settings,
        source,
        Assets(settings.static),
        pages=Shelf(settings.page_cache_bytes),
        files=Shelf(settings.file_cache_bytes),
        exports=Shelf(settings.export_cache_bytes),
        asides=Shelf(settings.aside_cache_bytes),
        raster=RasterPool(settings.picture_processes, settings.pictures_waiting),
        reports=ReportPool(settings.picture_processes),
        measuring=MeasurePool(settings.measuring_processes, settings.pictures_waiting),
        shells=Shelf(SHELL_BYTES),
        pins=None if settings.state is None else Pins(settings.state),
        pinning=Pace(settings.pins_a_minute),
    )
    app.extensions["mapserver"] = site
    problem.init_app(app)
    security.init_app(app, settings.trusted_hosts)
    preflight.init_app(app)
    figures = (map_page, embed, exports, carried_units, crossings_page, checkpoint_page, units, regions)
    borders = (border_list, border_page, border_files, border_embed)
    side_by_side = (compare_page, figure_files, similar)
    readers = (stories, search, share, sharing, oembed)
    for room in (pages, *figures, *borders, *side_by_side, *readers, shell, data, api, ogc, operations):
        app.register_blueprint(room.blueprint)
    Translator(app, locale_selector=reader_locale)
    _init_templates(app, site)
    app.wsgi_app = Immutable(app.wsgi_app, site)  # type: ignore[method-assign]
    return app


def _init_templates(app: Flask, site: Site) -> None:
    """Give the templates addresses and words; an unknown variable is an error, not an empty text."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["unbroken"] = wording.unbroken
    app.jinja_env.filters["country_name"] = names.country_name
    app.jinja_env.globals.update(
        address=addresses,
        asset=site.assets.address,
        icon=_icon(site.assets),
        site_title=site.settings.title,
        pattern=pattern,
        isolated=isolated,
        spoken=wording.spoken,
        figure_text=wording.figure_text,
        core_title=core_title,
        percent_text=wording.percent_text,
        explain=wording.explain,
        calculated=wording.calculated,
        note_words=wording.note_words,
        reference_name=wording.reference_name,
        border_name=wording.border_name,
        spoken_country=wording.spoken_country,
        spoken_countries=wording.spoken_countries,
        country_language=wording.country_language,
        language_name=wording.language_name,
        own_language=wording.own_language_name,
        language_menu=language_menu,
        alternates=alternates,
        mark=Markup(app.jinja_env.get_template("mark.svg").render()),  # noqa: S704 - our own file
    )

    @app.context_processor
    def frame() -> dict[str, object]:
        snapshot = g.get("snapshot")
        return {
            "lang": wording.INTERFACE,
            "interface": wording.INTERFACE,
            "lang_kept": "",
            "languages": (),
            "canonical": "",
            "here": "",
            "description": "",
            "share": None,
            "has_stories": bool(snapshot.stories) if snapshot is not None else False,
            "snapshot_id": snapshot.id if snapshot is not None else "",
            "has_unit": (lambda code: code in snapshot.units) if snapshot is not None else (lambda code: False),
        }


def _icon(assets: Assets) -> str:
    """Return the icon as an address that holds it: a browser asks for it anew whenever a page changes its address."""
    body = assets.get("site/icon.svg")
    return "" if body is None else f"data:image/svg+xml,{quote(body.content.decode())}"
