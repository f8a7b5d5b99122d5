"""What one takes along of a border: a frame for an article, pictures, figures, sentences, a citation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mapserver.exports.border_files import BORDER_FORMATS, citation_of
from mapserver.exports.pictures import MOST, USUAL
from mapserver.maps.border_words import effect_sentences
from mapserver.maps.state import default_state
from mapserver.maps.story_entries import border_stories
from mapserver.maps.story_gaps import pair_story
from mapserver.translation import tell
from mapserver.web import addresses
from mapserver.web.border_detail import summary_of, trend_told
from mapserver.web.border_embed import BorderEmbed
from mapserver.web.border_extract import extract_of
from mapserver.web.embed_code import frame_code
from mapserver.web.lookup import languages_offered
from mapserver.web.offer import (
    CONTROL_TITLES,
    FORMAT_TITLES,
    PINNED,
    TAKE_AWAYS,
    THEME_TITLES,
    Choice,
    Framing,
    Link,
    Offer,
    told,
    unnamed_in,
)
from mapserver.web.sharing import site_root

if TYPE_CHECKING:
    from mapserver.maps.story_sentence import StorySentence
    from mapserver.web.border_state import BorderShown

#: Files of figures that are offered, in order.
FIGURES = ("csv", "xlsx", "json", "geojson", "gpkg", "metadata.json")
PLAIN_TITLES = {"csv": "CSV", "gpkg": "GeoPackage"}


def sentences_of(shown: BorderShown) -> tuple[str, ...]:
    """Return sentences that may be printed as they stand: on the contrasts of a border, or on one indicator there."""
    if shown.row is None or shown.entry is None:
        return tuple(sentence.text for sentence in _contrasts(shown))
    title = f"{shown.title}."
    held = [" ".join((title, *summary_of(shown)))]
    if shown.row.judgement != "different" and shown.row.trend is not None:
        held.append(" ".join((title, *trend_told(shown), *shown.known)))
    if shown.effect is not None:
        year = f"{shown.title}, {shown.state.year}."
        told = effect_sentences(shown.effect, shown.row.scale, shown.countries, shown.lang)
        held.append(" ".join((year, *told)))
    return (*held, *(sentence.text for sentence in _widest(shown)))


def offer_of_border(shown: BorderShown, snapshot_id: str, chosen: dict[str, str], height: int) -> Offer:
    """Return what is taken along of a border in a state; `chosen` are the choices of the form by name, a `height` of 0
    is the one at which the frame shows all of it."""
    lang = shown.lang
    taken = replace(shown, state=replace(shown.state, lang=chosen["language"] or lang))
    extract = extract_of(taken)

    def file(suffix: str, **more: object) -> str:
        return addresses.border_file(shown.border.id, suffix, {**taken.query, **more})

    titles = {**FORMAT_TITLES, **PLAIN_TITLES}
    return Offer(
        taken.title,
        shown.address,
        extract.page,
        taken.lang,
        citation_of(extract),
        sentences_of(taken),
        unnamed_in((*_contrasts(taken), *_widest(taken))),
        _framing(shown, taken, snapshot_id, chosen, height),
        (
            Link(f"PNG, {USUAL} px", file("png")),
            Link(f"PNG, {MOST} px", file("png", width=MOST)),
            Link("SVG", file("svg")),
            Link("PDF", file("pdf")),
            Link(tell(lang, "Card for social media (PNG, 1200 × 630)"), file("card.png")),
        ),
        tuple(
            Link(tell(lang, titles[name]), file(name))
            for name in FIGURES
            if not (extract.is_refused and BORDER_FORMATS[name].has_figures)
        ),
        () if extract.is_refused else tuple(Link(tell(lang, words), file(name)) for name, words in TAKE_AWAYS.items()),
        extract.refusals,
    )


def _framing(shown: BorderShown, taken: BorderShown, snapshot_id: str, chosen: dict[str, str], height: int) -> Framing:
    is_pinned = chosen["figures"] == PINNED
    live = BorderEmbed(taken, chosen["theme"])
    wanted = replace(live, pin=snapshot_id) if is_pinned else live
    natural = wanted.natural_height()
    offered = languages_offered(shown.area, shown.lang)
    none = next(iter(CONTROL_TITLES))
    return Framing(
        frame_code(site_root() + wanted.address, taken.title, height or natural),
        live.address,
        taken.title,
        height or natural,
        {name: value for name, value in shown.query.items() if value},
        tuple(dict.fromkeys((*offered.own, *offered.others, taken.lang))),
        Choice((), none),
        Choice(told(THEME_TITLES, shown.lang), chosen["theme"]),
        is_pinned,
    )


def _contrasts(shown: BorderShown) -> tuple[StorySentence, ...]:
    """Return a sentence for each contrast of the border, where all of it is shown."""
    if shown.row is not None:
        return ()
    names = {item.indicator for item in shown.border.contrasts}
    layers = {name: shown.snapshot.layer(shown.area.id, name) for name in names}
    return border_stories(shown.border, layers, shown.lang)


def _widest(shown: BorderShown) -> tuple[StorySentence, ...]:
    """Return a sentence on the pair that is furthest apart in the year that is shown."""
    found = shown.gap_year if shown.row is not None else None
    pair = next((item for item in found.pairs if item.size is not None), None) if found else None
    if pair is None:
        return ()
    layer = shown.layer
    state = replace(default_state(layer, shown.lang), year=shown.state.year)
    return (pair_story(layer, state, pair.a, pair.b),)
