"""What stands in a story: its text with numbers as the language writes them, each a link to its map, and its maps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from flask import current_app
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from mapserver.maps.formats import isolated, number
from mapserver.maps.names import country_title
from mapserver.maps.state import MapState
from mapserver.maps.still import still_figure
from mapserver.maps.summary import summary
from mapserver.model import AreaEntry, Layer
from mapserver.translation import SOURCE, interface_language
from mapserver.web import addresses
from mapserver.web.errors import BadParameter
from mapserver.web.figure_page import frame_titles
from mapserver.web.lookup import find_layer
from mapserver.web.map_state import PARAMETERS, dated_query, in_order, read_state
from mapserver.web.query import Query
from mapserver.web.wording import INTERFACE, unit_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapserver.model import Prose, StoryEntry, StoryFigure, StoryMap, StoryText
    from mapserver.snapshot import Snapshot

#: The links of a text to pages of this site, which its reader's language is added to.
OWN_LINK = re.compile(r'(<a href=")(/[^"?#]*)(")')
FIGURE = Markup('<a class="story-figure" href="{}" title="{}">{}</a>')


@dataclass(frozen=True)
class ShownMap:
    """A map of a story, which is not drawn yet: its title, its address, those of a PNG and of a share card of it.

    `name` is what its figure is called on the page. The addresses have the year, also where the map would start with
    it: they lead to the same map when there are newer figures.
    """

    title: str
    address: str
    picture: str
    card: str
    name: str
    area: AreaEntry
    layer: Layer
    state: MapState

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return what it says in words."""
        return summary(self.layer, self.state, self.area.pairs)


@dataclass(frozen=True)
class Part:
    """A part of a story as it is shown: prose, or a map."""

    html: Markup
    map: ShownMap | None = None


def text_of(story: StoryEntry, lang: str) -> tuple[str, StoryText]:
    """Return the language in which a reader of `lang` reads a story, and the text: English where theirs has none."""
    read = interface_language(lang)
    return (read, story.texts[read]) if read in story.texts else (SOURCE, story.texts[SOURCE])


class StoryWriter:
    """Writes a story in one of its languages, for readers of `lang`; `root` stands before each address."""

    def __init__(self, snapshot: Snapshot, story: StoryEntry, lang: str, root: str = "") -> None:
        """Choose the language of the text."""
        self._snapshot, self._story, self._lang, self._root = snapshot, story, lang, root
        self.language, self.text = text_of(story, lang)
        self._kept = "" if lang == INTERFACE else lang

    def lead(self) -> Markup:
        """Return the lead as HTML."""
        return self.prose(self.text.lead)

    def lead_words(self) -> str:
        """Return the lead as plain text."""
        return self.lead().striptags()

    def parts(self) -> Iterator[Part]:
        """Yield the parts below the lead in their order."""
        for block in self.text.blocks:
            if block.map is None:
                yield Part(self.prose(block.prose))
            else:
                shown = self._map(self._story.maps[block.map], block.map + 1)
                if shown is not None:
                    yield Part(Markup(""), shown)

    def first_map(self) -> ShownMap | None:
        """Return the first map, for those who show one picture of the story."""
        maps = (self._map(item, place + 1) for place, item in enumerate(self._story.maps))
        return next((item for item in maps if item is not None), None)

    def prose(self, prose: Prose) -> Markup:
        """Return prose with its figures. The HTML is that of our parser, which lets none through."""
        pieces = (self._figure(self._story.figures[part]) if isinstance(part, int) else part for part in prose)
        html = "".join(str(piece) for piece in pieces)
        if self._kept or self._root:
            html = OWN_LINK.sub(self._own_link, html)
        return Markup(html)  # noqa: S704 - see above

    def _own_link(self, found: re.Match[str]) -> str:
        address = addresses.with_query(found[2], {"lang": self._kept})
        return f"{found[1]}{self._root}{address}{found[3]}"

    def _figure(self, figure: StoryFigure) -> Markup:
        return FIGURE.format(
            self._root + self._address(figure), self._meaning(figure), figure_words(figure, self.language)
        )

    def _address(self, figure: StoryFigure) -> str:
        """Return the address of the map that a figure is from; of the area where it counts indicators."""
        if not figure.indicator:
            return addresses.area(figure.area, self._kept)
        years = sorted({year for _, year, _ in figure.parts})
        counts = not figure.parts
        query = {
            "view": "definition" if counts and figure.year is None else "",
            "year": "" if figure.year is None else str(figure.year),
            "transform": "change" if len(years) > 1 else "",
            "from": str(years[0]) if len(years) > 1 else "",
            "level": figure.level,
            "unit": ",".join(figure.units),
            "lang": self._kept,
        }
        return addresses.layer(figure.area, figure.indicator, in_order(query))

    def _meaning(self, figure: StoryFigure) -> str:
        """Say in words of the data what a figure is: indicator, measure, year, and the values that it is made of."""
        area = self._snapshot.area(figure.area)
        if not figure.indicator:
            return area.title.say(self.language)
        entry = find_layer(self._snapshot, area, figure.indicator)
        layer = self._snapshot.layer(figure.area, figure.indicator)
        if figure.parts:
            drawn = {(layer.places[at].code, year): at for _, year, _ in figure.parts for at in layer.drawn(year)}
            measure = layer.measure_of(drawn[code, year] for code, year, _ in figure.parts if (code, year) in drawn)
        else:
            measure = layer.measure_in(*(layer.years if figure.year is None else (figure.year,)))
        words = f"{entry.title.say(self.language)}, {measure.say(self.language)}"
        sides = "; ".join(
            f"{isolated(self._name(code))} {year}: {number(value, layer.decimals, self.language)}"
            for code, year, value in figure.parts
        )
        if sides:
            return f"{words}. {sides}"
        return words if figure.year is None else f"{words}, {figure.year}"

    def _name(self, code: str) -> str:
        if code in self._snapshot.units and len(code) > 2:
            return unit_text(self._snapshot.unit(code)).say(self.language)
        return country_title(code, self.language)

    def drawn(self, shown: ShownMap) -> Markup:
        """Draw a map: its picture with all that belongs to it."""
        drawings = self._snapshot.drawings(shown.area.id, shown.state.projection)
        titles = frame_titles(self._snapshot, shown.area, shown.state.lang)
        html = still_figure(shown.layer, shown.area, drawings, shown.state, shown.name, shown.words, titles)
        return Markup(html)  # noqa: S704 - made by our own renderer, which escapes what comes from data

    def _map(self, item: StoryMap, place: int) -> ShownMap | None:
        """Return a map; None where this version of the program does not know its state any more."""
        snapshot, area = self._snapshot, self._snapshot.area(item.area)
        query = {**item.query, "lang": self._lang}
        try:
            entry = find_layer(snapshot, area, item.indicator)
            layer, state = read_state(snapshot, area, entry, Query(MultiDict(query), PARAMETERS))
        except BadParameter as error:
            current_app.logger.warning("story %s: %s", self._story.slug, error)
            return None
        names, kept = (area.id, item.indicator), dated_query(layer, state)
        return ShownMap(
            f"{layer.title.say(self._lang)}, {state.year}",
            self._root + addresses.layer(*names, kept),
            self._root + addresses.file(*names, "png", kept),
            self._root + addresses.file(*names, "card.png", kept),
            f"map-{place}",
            area,
            layer,
            state,
        )


def figure_words(figure: StoryFigure, lang: str) -> str:
    """Write a figure as the language writes it: years without signs, others without one where the words say it."""
    if figure.kind == "year":
        return str(int(figure.value))
    return number(abs(figure.value) if figure.kind == "unsigned" else figure.value, figure.decimals, lang)
