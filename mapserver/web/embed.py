"""A map for a frame in another page: complete without a script, light, and as it was published where it is pinned."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from markupsafe import Markup

from mapserver.exports.tables import csv_table
from mapserver.maps.figure import AssetUrls, embed_figure, embed_style, values_name
from mapserver.maps.gap_texts import map_words
from mapserver.maps.measures import measure_words
from mapserver.maps.notes import comparability_notes, notes
from mapserver.maps.picture import place_title
from mapserver.maps.state import BORDERS, VIEWS, MapState, as_map
from mapserver.model import AreaEntry, Layer
from mapserver.model.clusters import ClusterLayer
from mapserver.web import addresses
from mapserver.web.controls import state_address
from mapserver.web.embed_code import COLUMN, natural_height
from mapserver.web.figure_page import frame_titles
from mapserver.web.lookup import find_area, find_layer
from mapserver.web.map_state import PARAMETERS, canonical_query, dated_query, read_state
from mapserver.web.pair_card import pair_addresses
from mapserver.web.pinning import KeptFiles, Written, answer_pinned, open_to_all
from mapserver.web.query import Query
from mapserver.web.rendering import EMBED_COMPRESSION, page, render
from mapserver.web.revised import revised_on
from mapserver.web.security import embed_policy
from mapserver.web.sharing import extract_of
from mapserver.web.site import current_site, published
from mapserver.web.values_file import values_address, values_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from werkzeug.datastructures import MultiDict
    from werkzeug.wrappers import Response as AnyResponse

    from mapserver.model import Drawing
    from mapserver.snapshot import Snapshot

log = logging.getLogger(__name__)
blueprint = Blueprint("embed", __name__)

#: Colours of the page around: as its reader's system has them, or one of them.
THEMES = ("auto", "light", "dark")
#: What a reader may use of it, and what stands for none of it.
CONTROLS, NONE = ("years", "zoom"), "none"
#: What an embed takes besides a map's state.
OWN = ("theme", "controls", "snapshot")
#: The views that a frame shows.
FRAMED = (VIEWS[0], BORDERS)
STYLE, SCRIPT = "bundle/embed.css", "bundle/embed.js"


@dataclass(frozen=True)
class Embed:
    """What is embedded: a layer in a state, in which colours, with which controls; of which snapshot where it is
    pinned."""

    area: AreaEntry
    layer: Layer
    state: MapState
    theme: str = THEMES[0]
    controls: tuple[str, ...] = CONTROLS
    snapshot: str = ""

    @property
    def address(self) -> str:
        """Return its address with the year said: the map of an article keeps it when a newer one is published."""
        query = {**dated_query(self.layer, self.state), **self._own}
        return addresses.embed(self.layer.area, self.layer.indicator, query)

    @property
    def key(self) -> str:
        """Return its canonical address with the parameters in the order of the alphabet."""
        return addresses.embed(self.layer.area, self.layer.indicator, dict(sorted(self._query(self.state).items())))

    def style(self, snapshot: Snapshot) -> str:
        """Return the style of its page that no file holds; its policy names it."""
        return embed_style(self.layer, snapshot.drawings(self.area.id, self.state.projection), self.state)

    def natural_height(self, drawings: Sequence[Drawing], width: int = COLUMN) -> int:
        """Return the height in pixels at which its maps fill a width in pixels."""
        has_years = "years" in self.controls and len(self.layer.years) > 1
        is_caution = bool(_cautions(self.layer, self.state))
        has_gaps = self.state.view == BORDERS
        return natural_height(drawings, width, years=has_years, caution=is_caution, gaps=has_gaps)

    def in_year(self, year: int) -> str:
        """Return its address in another year."""
        query = self._query(replace(self.state, year=year))
        return addresses.embed(self.layer.area, self.layer.indicator, query)

    def _query(self, state: MapState) -> dict[str, str]:
        return {**canonical_query(self.layer, state), **self._own}

    @property
    def _own(self) -> dict[str, str]:
        return {
            "theme": "" if self.theme == THEMES[0] else self.theme,
            "controls": "" if self.controls == CONTROLS else ",".join(self.controls) or NONE,
            "snapshot": self.snapshot,
        }


@blueprint.get("/embed/<area_id>/<indicator>")
def embed(area_id: str, indicator: str) -> Response | AnyResponse:
    """Show a map in a frame: as the published figures are, or as it was when it was pinned."""
    if "snapshot" in request.args:
        return answer_pinned(
            lambda snapshot: read_embed(snapshot, area_id, indicator, request.args).key,
            lambda snapshot: _pin(snapshot, read_embed(snapshot, area_id, indicator, request.args)),
        )
    snapshot = published()
    wanted = read_embed(snapshot, area_id, indicator, request.args)
    style = wanted.style(snapshot)
    answer = page(
        ("embed", wanted.state, wanted.theme, wanted.controls),
        lambda: _write(
            snapshot,
            wanted,
            current_site().assets.address,
            _data_link(snapshot, wanted),
            style,
            values_address(wanted.layer, wanted.state),
        ),
        level=EMBED_COMPRESSION,
    )
    return open_to_all(answer, embed_policy(style))


def read_embed(snapshot: Snapshot, area_id: str, indicator: str, given: MultiDict[str, str]) -> Embed:
    """Return what a query asks for; Unknown for names, BadParameter for parameters that the snapshot does not have."""
    area = find_area(snapshot, area_id)
    entry = find_layer(snapshot, area, indicator)
    query = Query(given, (*PARAMETERS, *OWN))
    theme = query.choose("theme", THEMES, THEMES[0])
    named = query.given("controls")
    kept = CONTROLS if named is None else () if named == NONE else query.several("controls", (*CONTROLS, NONE), 2)
    query.choose("view", FRAMED, VIEWS[0])
    layer, state = read_state(snapshot, area, entry, query)
    controls = tuple(name for name in CONTROLS if name in kept)
    return Embed(area, layer, as_map(state), theme, controls, given.get("snapshot", ""))


def _cautions(layer: Layer, state: MapState) -> tuple[str, ...]:
    """Return what stands below the map itself: which source measures what, and how the first of them compare."""
    return (*measure_words(layer, layer.valued(state.year), state.lang), *comparability_notes(layer, state)[:1])


def _pin(snapshot: Snapshot, wanted: Embed) -> Written:
    """Write the page with names of its own for all that it loads."""
    kept = KeptFiles()
    entry = find_layer(snapshot, wanted.area, wanted.layer.indicator)
    is_own = bool(values_address(wanted.layer, wanted.state))
    held = values_bytes(wanted.layer) if is_own else snapshot.file(values_name(entry, wanted.state)) or b""
    values = kept.put(held, "json")
    extract = extract_of(snapshot, wanted.area, wanted.layer, wanted.state, wanted.layer.years)
    table = "" if extract.refusals else kept.put(csv_table(extract), "csv")
    style = wanted.style(snapshot)
    written = _write(snapshot, wanted, kept.asset, table, style, values if is_own else "")
    return Written(wanted.key, written, embed_policy(style), kept.files)


def _data_link(snapshot: Snapshot, wanted: Embed) -> str:
    """Return where the figures that are shown can be had; nothing where they may not be given out."""
    if extract_of(snapshot, wanted.area, wanted.layer, wanted.state).refusals:
        return ""
    query = canonical_query(wanted.layer, wanted.state)
    return addresses.file(wanted.layer.area, wanted.layer.indicator, "csv", query)


def _write(snapshot: Snapshot, wanted: Embed, asset: Callable[[str], str], table: str, style: str, values: str) -> str:
    """Render the page; `asset` gives the addresses of its files, `table` is that of its figures, `style` its own.

    `values` is the address of what its script reads, where that is no file of the snapshot.
    """
    area, layer, state = wanted.area, wanted.layer, wanted.state
    sentences = map_words(layer, area, state)
    drawings = snapshot.drawings(area.id, state.projection)
    urls = AssetUrls(
        units="",
        year=_years(wanted) if "years" in wanted.controls else None,
        pair=pair_addresses(layer, state),
        leaves=True,
        values=values,
    )
    titles = frame_titles(snapshot, area, state.lang)
    return render(
        "embed.html",
        state.lang,
        title=place_title(layer, area, state),
        canonical=state_address(layer, state),
        figure=Markup(embed_figure(layer, area, drawings, state, urls, titles, sentences, whole=bool(wanted.snapshot))),  # noqa: S704 - escaped
        own_style=Markup(style),  # noqa: S704 - numbers and colours of ours
        summary=sentences,
        caution=" ".join(_cautions(layer, state)),
        cautions=notes(layer, state),
        year=state.year,
        table=table,
        theme=wanted.theme,
        is_pinned=bool(wanted.snapshot),
        controls=wanted.controls,
        revision="" if wanted.snapshot else revised_on(snapshot, area.id, (layer.indicator,), state.level, state.lang),
        style=asset(STYLE),
        # The script colours by values: it would take the classes of clusters away.
        script="" if isinstance(layer, ClusterLayer) else asset(SCRIPT),
    )


def _years(wanted: Embed) -> Callable[[int], str]:
    """Return what gives the address of another year: of a pinned map that of the site's own, which is not pinned."""
    if not wanted.snapshot:
        return wanted.in_year
    return lambda year: state_address(wanted.layer, replace(wanted.state, year=year))
