"""A border for a frame in another page: complete without a script, light, and as it was where it is pinned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request
from markupsafe import Markup

from mapserver.exports.border_files import border_csv
from mapserver.maps.attribution import sources_line
from mapserver.maps.gap_chart import gap_charts
from mapserver.maps.judgements import WORDS as JUDGED
from mapserver.translation import tell
from mapserver.web import addresses
from mapserver.web.border_detail import CHART, notes_of, summary_of, trend_told
from mapserver.web.border_extract import extract_of
from mapserver.web.border_line import line_map
from mapserver.web.border_picture import sharpest
from mapserver.web.border_rows import SidesRow
from mapserver.web.border_state import PARAMETERS, BorderShown, default_year, in_order, read_border
from mapserver.web.embed_code import COLUMN, HIGHEST, LOWEST
from mapserver.web.lookup import find_border
from mapserver.web.map_state import FINEST
from mapserver.web.pinning import KeptFiles, Written, answer_pinned, open_to_all
from mapserver.web.query import Query
from mapserver.web.rendering import EMBED_COMPRESSION, page, render
from mapserver.web.revised import revised_on
from mapserver.web.security import embed_policy
from mapserver.web.sharing import site_root
from mapserver.web.site import current_site, published

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.datastructures import MultiDict
    from werkzeug.wrappers import Response as AnyResponse

    from mapserver.snapshot import Snapshot

blueprint = Blueprint("border_embed", __name__)

THEMES = ("auto", "light", "dark")
OWN = ("theme", "snapshot")
#: What the page that needs no network may load: nothing.
ALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
STYLE, SCRIPT = "bundle/border-embed.css", "bundle/border-embed.js"
#: Heights in pixels of what stands in a frame: title, a bar with its words, sentences and the foot; of the map and the
#: chart as shares of the width.
HEAD, ROW, WORDS, FOOT = 84, 74, 150, 96
MAP_SHARE, CHART_SHARE = 0.62, 0.36


@dataclass(frozen=True)
class BorderEmbed:
    """What is embedded: a border in a state, in which colours; of which snapshot (`pin`) where it is pinned."""

    shown: BorderShown
    theme: str = THEMES[0]
    pin: str = ""

    @property
    def address(self) -> str:
        """Return its address with the year said: what stands in an article keeps it when a newer one is published."""
        state = self.shown.state
        dated = {**self.shown.query, "year": str(state.year) if state.indicator else ""}
        return addresses.border_embed(self.shown.border.id, {**dated, **self._own})

    @property
    def key(self) -> str:
        """Return its canonical address with the parameters in the order of the alphabet."""
        return addresses.border_embed(self.shown.border.id, dict(sorted({**self.shown.query, **self._own}.items())))

    @property
    def card(self) -> str:
        """Return the address of its picture."""
        return addresses.border_file(self.shown.border.id, "card.png", self.shown.query)

    def natural_height(self, width: int = COLUMN) -> int:
        """Return the height in pixels at which all of it is seen in a width in pixels."""
        is_one = bool(self.shown.state.indicator)
        drawn = width * (CHART_SHARE if is_one else MAP_SHARE)
        around = HEAD + FOOT + (ROW + WORDS if is_one else 3 * ROW)
        return int(min(max(round(drawn + around), LOWEST), HIGHEST))

    @property
    def _own(self) -> dict[str, str]:
        return {"theme": "" if self.theme == THEMES[0] else self.theme, "snapshot": self.pin}


@blueprint.get("/embed/borders/<identifier>")
def border_embed(identifier: str) -> Response | AnyResponse:
    """Show a border in a frame: as the published figures are, or as it was when it was pinned."""
    ordered = in_order(identifier)
    if ordered != identifier:
        find_border(published(), ordered, identifier)
        return redirect(addresses.border_embed(ordered, request.args), 308)
    if "snapshot" in request.args:
        return answer_pinned(
            lambda snapshot: read_border_embed(snapshot, identifier, request.args).key,
            lambda snapshot: _pin(read_border_embed(snapshot, identifier, request.args)),
        )
    wanted = read_border_embed(published(), identifier, request.args)
    answer = page(
        ("border-embed", wanted.shown.state, wanted.theme),
        lambda: _write(wanted, current_site().assets.address, _table(wanted)),
        level=EMBED_COMPRESSION,
    )
    return open_to_all(answer, embed_policy())


def read_border_embed(snapshot: Snapshot, identifier: str, given: MultiDict[str, str]) -> BorderEmbed:
    """Return what a query asks for; Unknown for names, BadParameter for parameters that there are not."""
    query = Query(given, (*PARAMETERS, *OWN))
    theme = query.choose("theme", THEMES, THEMES[0])
    return BorderEmbed(read_border(snapshot, identifier, query), theme, given.get("snapshot", ""))


def _table(wanted: BorderEmbed) -> str:
    """Return where the figures that are shown can be had; nothing where they may not be given out."""
    if extract_of(wanted.shown).is_refused:
        return ""
    return addresses.border_file(wanted.shown.border.id, "csv", wanted.shown.query)


def _pin(wanted: BorderEmbed) -> Written:
    """Write the page with names of its own for all that it loads."""
    kept = KeptFiles()
    extract = extract_of(wanted.shown)
    table = "" if extract.is_refused else kept.put(border_csv(extract), "csv")
    return Written(wanted.key, _write(wanted, kept.asset, table), embed_policy(), kept.files)


def standalone_border(shown: BorderShown) -> bytes:
    """Return a border as one HTML document that needs no network: its style stands in it, its links lead to the
    site."""
    wanted, root = BorderEmbed(shown), site_root()
    style = current_site().assets.get(STYLE)
    table = _table(wanted)
    return _write(wanted, str, table and root + table, root, style.content.decode() if style else " ").encode()


def _write(wanted: BorderEmbed, asset: Callable[[str], str], table: str, root: str = "", own_style: str = "") -> str:
    """Render the page; `asset` gives the addresses of its files, `table` is that of its figures.

    With `own_style` it loads nothing; its page has an address below `root`.
    """
    shown = wanted.shown
    lang, row, entry = shown.lang, shown.row, shown.entry
    chart, trend = "", tuple[str, ...]()
    if row is None or entry is None:
        found = sharpest(shown)
        indicators = tuple(made.indicator for made, _ in found)
        rows = [(item, SidesRow.of(shown.area, shown.border.id, item, made, shown.state.kept)) for made, item in found]
        sources = tuple(
            dict.fromkeys(
                sources_line(shown.snapshot.layer(shown.area.id, made.indicator), lang, default_year(made))
                for made, _ in found
            )
        )
    else:
        indicators = (row.indicator,)
        rows = [(entry, SidesRow.of(shown.area, shown.border.id, entry, row, shown.state.kept, shown.state.year))]
        if row.judgement != "different":
            label = tell(lang, CHART, first=row.sides[0].year, last=row.sides[-1].year)
            chart = gap_charts(row, shown.countries, shown.state.year, label, lang)
            trend = trend_told(shown)
        sources = (sources_line(shown.layer, lang, shown.state.year),)
    return render(
        "embed_border.html",
        lang,
        border=shown.border,
        title=shown.title,
        canonical=root + shown.address,
        entry=entry,
        year=shown.state.year,
        picture=Markup("" if chart else line_map(shown.snapshot, shown.area, shown.border, lang, linked=False)),  # noqa: S704
        chart=Markup(chart),  # noqa: S704 - escaped where it is made
        rows=rows,
        is_different=row is not None and row.judgement == "different",
        judgement=shown.judgement,
        judgement_words=tell(lang, JUDGED[shown.judgement]) if shown.judgement else "",
        reason=shown.reason(row) if row and shown.judgement else "",
        sentences=(*summary_of(shown)[1:], *trend),
        notes=notes_of(shown),
        sources=sources,
        table=table,
        theme=wanted.theme,
        is_pinned=bool(wanted.pin),
        revision="" if wanted.pin else revised_on(shown.snapshot, shown.area.id, indicators, FINEST, lang),
        own_style=Markup(own_style),  # noqa: S704 - a style sheet of ours
        edition=shown.snapshot.id[:12] if own_style else "",
        policy=ALONE,
        style=asset(STYLE),
        script=asset(SCRIPT),
    )
