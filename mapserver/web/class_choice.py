"""The choice of classes in an address: scheme, number of classes, own breaks; read strictly, written canonically."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from mapserver.maps.formats import MINUS, number_signs
from mapserver.maps.state import OWN, SCHEME_TITLES, UNCLASSED, schemes
from mapserver.model import Message
from mapserver.statistics.classification import CLASS_COUNTS
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from mapserver.maps.state import MapState
    from mapserver.model import Layer
    from mapserver.web.query import Query

#: The most bounds between classes.
MOST_BREAKS = CLASS_COUNTS[-1] - 1
#: A bound as it may be written, once its decimal mark is a point.
NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,6})?", re.ASCII)
SPACES = re.compile(r"\s+")
#: What is repeated of a part that is no number.
SHOWN = 24
EXAMPLE = N_("Write 1 to %(most)s numbers that rise, with semicolons between them, for example: 5; 7.5; 10.")
NOT_FIT = {
    "head_tail": N_("“head_tail” needs values that are not negative, most below the mean. Allowed here: %(options)s."),
    UNCLASSED: N_("“unclassed” needs two different values. Allowed here: %(options)s."),
}


class UnreadableBreaks(ValueError):
    """Own breaks that cannot be read; the text is a sentence for the reader."""


def read_classes(query: Query, layer: Layer, base: MapState, lang: str) -> tuple[str, int, tuple[float, ...]]:
    """Return scheme, number of classes and own breaks that a query asks for; faults are noted in the query."""
    offered = schemes(layer)
    given, text = query.given("scheme"), query.given("breaks")
    if given in NOT_FIT and given not in offered:
        query.refuse("scheme", Message(NOT_FIT[given], options=", ".join(offered)), offered)
    scheme = query.choose("scheme", offered, base.scheme)
    if scheme == OWN:
        try:
            breaks = parse_breaks(text or "", lang)
        except UnreadableBreaks as problem:
            query.refuse("breaks", Message("%(sentence)s", sentence=str(problem)), ())
            query.drop("scheme")
            query.drop("k")
            return base.scheme, base.k, ()
        query.choose("k", (str(len(breaks) + 1),), "")
        return scheme, len(breaks) + 1, breaks
    if text is not None:
        query.refuse("breaks", Message(N_("“breaks” goes with scheme=own.")), ())
    if scheme == UNCLASSED:
        if query.given("k") is not None:
            query.refuse("k", Message(N_("“k” does not go with scheme=unclassed: there are no classes.")), ())
        return scheme, base.k, ()
    counts = layer.breaks.get(scheme, ())
    k = query.choose("k", map(str, counts), str(nearest_k(layer, scheme, base.k)))
    return scheme, int(k), ()


def classes_query(layer: Layer, state: MapState, base: MapState) -> dict[str, str]:
    """Return the part of a canonical query that leads to the classes of a state; defaults are empty."""
    is_made = state.scheme in layer.breaks
    k = state.k if is_made and state.k != nearest_k(layer, state.scheme, base.k) else ""
    return {
        "scheme": "" if state.scheme == base.scheme else state.scheme,
        "k": str(k),
        "breaks": breaks_text(state.breaks) if state.scheme == OWN else "",
    }


def nearest_k(layer: Layer, scheme: str, k: int) -> int:
    """Return the number of classes that `scheme` offers nearest to `k`; the smaller one of two."""
    return min(layer.breaks.get(scheme, ()), key=lambda count: (abs(count - k), count), default=k)


def scheme_title(scheme: str, lang: str) -> str:
    """Return what a scheme is called; one that has no title as it stands."""
    return tell(lang, SCHEME_TITLES[scheme]) if scheme in SCHEME_TITLES else scheme


def parse_breaks(text: str, lang: str) -> tuple[float, ...]:
    """Return the bounds that a reader of `lang` wrote; UnreadableBreaks where they are not numbers that rise.

    Between numbers stand semicolons, or commas, or spaces. Beside semicolons or spaces a comma is a decimal mark: with
    semicolons everywhere (unless `lang` groups digits with it, and it stands where such a group ends), with spaces in
    languages that write it so. Without them commas divide, as in the canonical form.
    """
    parts = [part for part in _parts(text.replace(MINUS, "-").strip(), lang) if part]
    example = tell(lang, EXAMPLE, most=MOST_BREAKS)
    for part in parts:
        if not NUMBER.fullmatch(part):
            raise UnreadableBreaks(" ".join((tell(lang, "“%(part)s” is not a number.", part=part[:SHOWN]), example)))
    if not parts:
        raise UnreadableBreaks(" ".join((tell(lang, "There are no breaks."), example)))
    if len(parts) > MOST_BREAKS:
        raise UnreadableBreaks(" ".join((tell(lang, "These are more breaks than colours can tell apart."), example)))
    found = tuple(float(part) + 0.0 for part in parts)
    for low, high in pairwise(found):
        if low >= high:
            words = tell(lang, "%(low)s does not lie below %(high)s.", low=written(low), high=written(high))
            raise UnreadableBreaks(f"{words} {example}")
    return found


def _parts(text: str, lang: str) -> list[str]:
    """Divide what a reader wrote into numbers with a point as decimal mark."""
    signs = number_signs(lang)
    if ";" in text:
        parts = [SPACES.sub("", part) for part in text.split(";")]
        if signs["group"] == ",":
            parts = [
                part.replace(",", "") if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", part) else part
                for part in parts
            ]
        return [part.replace(",", ".") for part in parts]
    if signs["point"] == "," and re.search(r"\s", re.sub(r",\s+", ",", text)) and not re.search(r",\s", text):
        return [part.replace(",", ".") for part in text.split()]
    if signs["point"] == "," and re.search(r",\s", text):
        return [part.replace(",", ".") for part in re.split(r",?\s+|,$", text)]
    return re.split(r"\s*,\s*|\s+", text)


def written(value: float) -> str:
    """Return a bound in its canonical form: a point, no exponent, no zeros at the end."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def breaks_text(breaks: tuple[float, ...]) -> str:
    """Return own breaks in their canonical form, ``5,7.5,10``."""
    return ",".join(map(written, breaks))


def breaks_field(breaks: tuple[float, ...], lang: str) -> str:
    """Return breaks as a reader of `lang` writes them into a field: semicolons between, the decimal mark of the
    language."""
    return "; ".join(written(value).replace(".", number_signs(lang)["point"]) for value in breaks)
