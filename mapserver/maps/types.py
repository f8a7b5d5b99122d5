"""Types in words and colours: which of the three contexts a value lies above. Knows no page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mapserver.maps.formats import number
from mapserver.statistics.classification import TYPES
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from mapserver.model import Layer

#: What a type is called, from 1; a context that is not named is one that the value does not lie above.
TYPE_WORDS = (
    N_("above none of them"),
    N_("above the country only"),
    N_("above the border area only"),
    N_("above country and border area"),
    N_("above the neighbours only"),
    N_("above country and neighbours"),
    N_("above border area and neighbours"),
    N_("above all three"),
)
#: One colour a type, light where a value is above none of them and dark where it is above all; own colours, told apart
#: by lightness and by blue against orange, which colour-blind readers keep.
TYPE_COLOURS = ("#eef6e0", "#f5cf45", "#66c4f0", "#839d3a", "#a76183", "#7d1d12", "#2a48de", "#3f0a48")


def type_words(value: float, lang: str) -> str:
    """Return what a type is called, for a reader of `lang`."""
    return tell(lang, TYPE_WORDS[round(value) - 1])


def value_words(layer: Layer, value: float, lang: str) -> str:
    """Return a value of a layer as the reader writes it; a type by its name."""
    return type_words(value, lang) if layer.kind == TYPES else number(value, layer.decimals, lang)


def type_attributes(layer: Layer, lang: str) -> dict[str, str]:
    """Return what a client must know of types; nothing for other layers."""
    if layer.kind != TYPES:
        return {}
    return {"data-types": json.dumps([tell(lang, words) for words in TYPE_WORDS], ensure_ascii=False)}
