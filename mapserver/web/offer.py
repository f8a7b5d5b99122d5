"""What one takes along of a map: a frame for an article, pictures, figures, sentences, a citation, in one language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapserver.exports.citation import Citation
from mapserver.exports.formats import formats_of
from mapserver.exports.pictures import MOST, USUAL
from mapserver.maps.picture import place_title
from mapserver.maps.state import as_map
from mapserver.maps.story import stories
from mapserver.translation import N_, tell
from mapserver.web import addresses
from mapserver.web.controls import state_address
from mapserver.web.embed import CONTROLS, NONE, Embed
from mapserver.web.embed_code import HIGHEST, LISTENER, LOWEST, frame_code
from mapserver.web.lookup import languages_offered
from mapserver.web.map_state import canonical_query
from mapserver.web.sharing import extract_of, site_root

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapserver.maps.state import MapState
    from mapserver.maps.story_sentence import StorySentence
    from mapserver.model import AreaEntry, Layer
    from mapserver.snapshot import Snapshot

#: Whether the figures of an embed follow what is published.
LIVE, PINNED = "live", "pinned"
OWN = ("language", "theme", "controls", "figures", "height")
THEME_TITLES = {"auto": N_("As the reader's device has them"), "light": N_("Light"), "dark": N_("Dark")}
CONTROL_TITLES = {
    ",".join(CONTROLS): N_("Years and zoom"),
    "years": N_("Years"),
    "zoom": N_("Zoom"),
    NONE: N_("Nothing"),
}
#: What formats are called, in the order of offering; names that are the same in all languages are no messages.
FORMAT_TITLES = {
    "csv": N_("CSV, this year"),
    "csv-full": N_("CSV, all years"),
    "xlsx": "Excel (XLSX)",
    "json": "JSON",
    "jsonstat": "JSON-stat",
    "sdmx.csv": "SDMX-CSV",
    "geojson": "GeoJSON",
    "gpkg": N_("GeoPackage, styled for QGIS"),
    "topojson": "TopoJSON",
    "metadata.json": N_("Description of the figures (JSON)"),
}
TAKE_AWAYS = {
    "zip": N_("Everything as a zip: page without network, pictures, figures, licences"),
    "html": N_("The page without network alone (HTML)"),
}


@dataclass(frozen=True)
class Link:
    """Something to fetch: what it is called, where it is."""

    words: str
    address: str


@dataclass(frozen=True)
class Choice:
    """A choice of the form: its values with their words, and which of them is chosen."""

    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True)
class Framing:
    """The frame for an article: `code` for it, `preview` to look at, and what can be chosen.

    `kept` is the rest of the query that the form carries along. With `choices` the form stands there: the address of
    what one takes along of the map.
    """

    code: str
    preview: str
    title: str
    height: int
    kept: dict[str, str]
    languages: tuple[str, ...]
    controls: Choice
    theme: Choice
    is_pinned: bool
    listener: str = LISTENER
    lowest: int = LOWEST
    highest: int = HIGHEST
    choices: str = ""


@dataclass(frozen=True)
class Offer:
    """What is taken along of a page, in one language; `page` is its address on this host, `link` its full one.

    `unnamed` are codes of units in the sentences whose names are not known in that language, `refused` says by whom
    figures may not be given out, and why.
    """

    title: str
    page: str
    link: str
    lang: str
    citation: Citation
    sentences: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    framing: Framing | None = None
    pictures: tuple[Link, ...] = ()
    figures: tuple[Link, ...] = ()
    take_aways: tuple[Link, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


def offer_of_map(
    snapshot: Snapshot, area: AreaEntry, layer: Layer, state: MapState, chosen: dict[str, str], height: int
) -> Offer:
    """Return what is taken along of a map in a state; `chosen` are the choices of the form by name, a `height` of 0 is
    the one at which the map fills a column."""
    shown = replace(state, lang=chosen["language"] or state.lang)
    extract = extract_of(snapshot, area, layer, shown)
    query = canonical_query(layer, as_map(shown))
    titles = {name: tell(state.lang, words) for name, words in {**FORMAT_TITLES, **TAKE_AWAYS}.items()}

    def file(suffix: str, **more: object) -> str:
        return addresses.file(layer.area, layer.indicator, suffix, {**query, **more})

    offered = formats_of(shown)
    figures = [
        Link(titles[name], file(suffix, scope="full" if name != suffix else ""))
        for name, suffix in ((name, name.removesuffix("-full")) for name in FORMAT_TITLES)
        if suffix in offered and not (extract.refusals and offered[suffix].has_figures)
    ]
    sentences = stories(layer, shown, area.pairs)
    return Offer(
        extract.title,
        state_address(layer, shown),
        extract.page,
        shown.lang,
        Citation.of(extract),
        tuple(sentence.text for sentence in sentences),
        unnamed_in(sentences),
        _framing(snapshot, area, layer, state, shown, chosen, height),
        (
            Link(f"PNG, {USUAL} px", file("png")),
            Link(f"PNG, {MOST} px", file("png", width=MOST)),
            Link("SVG", file("svg")),
            Link("PDF", file("pdf")),
            Link(tell(state.lang, "Card for social media (PNG, 1200 × 630)"), file("card.png")),
        ),
        tuple(figures),
        () if extract.refusals else tuple(Link(titles[name], file(name)) for name in TAKE_AWAYS if name in offered),
        tuple(extract.refusals),
    )


def unnamed_in(sentences: Iterable[StorySentence]) -> tuple[str, ...]:
    """Return the codes of units in sentences whose names are not known in their language, each once."""
    return tuple(dict.fromkeys(code for sentence in sentences for code in sentence.missing_names))


def _framing(
    snapshot: Snapshot,
    area: AreaEntry,
    layer: Layer,
    state: MapState,
    shown: MapState,
    chosen: dict[str, str],
    height: int,
) -> Framing:
    controls = tuple(name for name in CONTROLS if name in chosen["controls"].split(","))
    live = Embed(area, layer, as_map(shown), chosen["theme"], controls)
    is_pinned = chosen["figures"] == PINNED
    wanted = replace(live, snapshot=snapshot.id) if is_pinned else live
    drawings = snapshot.drawings(area.id, state.projection)
    natural = wanted.natural_height(drawings)
    title = place_title(layer, area, shown)
    offered = languages_offered(area, state.lang)
    tags = tuple(dict.fromkeys((*offered.own, *offered.others, shown.lang)))
    return Framing(
        frame_code(site_root() + wanted.address, title, height or natural),
        live.address,
        title,
        height or natural,
        canonical_query(layer, state),
        tags,
        Choice(told(CONTROL_TITLES, state.lang), chosen["controls"]),
        Choice(told(THEME_TITLES, state.lang), chosen["theme"]),
        is_pinned,
    )


def told(titles: dict[str, str], lang: str) -> tuple[tuple[str, str], ...]:
    """Return the values of a choice with their words for a reader."""
    return tuple((name, tell(lang, words)) for name, words in titles.items())
