"""Words that the client of a map writes by itself: of flags and reasons, of the legend, of lists, names of places."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mapserver.maps.formats import list_signs
from mapserver.maps.legend import legend_words
from mapserver.maps.names import shown_name
from mapserver.model.figures import FLAGS, REASONS, UNKNOWN_FLAG
from mapserver.translation import LANGUAGES, pattern, tell

if TYPE_CHECKING:
    from mapserver.model import Layer


@lru_cache(maxsize=len(LANGUAGES))
def client_words(lang: str) -> dict[str, object]:
    """Return the words of the client in the reader's language; it fills the places in them."""
    return {
        "flags": {flag: tell(lang, words) for flag, words in FLAGS.items()},
        "unknown_flag": pattern(lang, UNKNOWN_FLAG),
        "reasons": {reason: tell(lang, words) for reason, words in REASONS.items()},
        **legend_words(lang),
        **list_signs(lang),
    }


def other_names(layer: Layer, lang: str) -> dict[str, tuple[str, str]]:
    """Return the names, with their language, of places where they are not those that a client would choose.

    The client reads names from the values file, the reader's language before English.
    """
    chosen = ((index, place, shown_name(place, lang)) for index, place in enumerate(layer.places))
    return {str(index): name for index, place, name in chosen if name != place.names.spoken(lang)}
