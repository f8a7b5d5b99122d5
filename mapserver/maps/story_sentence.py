"""A sentence for a story: figures with their year, measure, sources, and how they compare. Chooses no figures.

Names of places stand as they are, before a colon or in brackets, so that no language has to inflect them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mapserver.maps.attribution import publishers
from mapserver.maps.formats import number
from mapserver.maps.judgements import judgement_words, judgements_on
from mapserver.maps.legend import flag_words
from mapserver.maps.measures import measure_words
from mapserver.maps.names import full_name, is_named
from mapserver.maps.telling import title_and_measure
from mapserver.model import Judgement
from mapserver.statistics.classification import CHANGE
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Layer, Place, Text, UnitEntry
    from mapserver.model.entry import UnitLine
    from mapserver.statistics.region import RegionLine

Kind = Literal["gap", "ends", "change", "unit"]
#: Judgements from the best to the worst.
WORSE = ("same", "similar", "different")
ONE_SOURCE, SOURCES = N_("Source: %(sources)s."), N_("Sources: %(sources)s.")
#: Letters of a measure that can stand behind a number in running text.
SHORT = 28


@dataclass(frozen=True)
class StorySentence:
    """Words that may be printed as they stand, and what they rest on.

    `kind` is ``gap`` (neighbours across a border), ``ends`` (the highest and the lowest), ``change`` (of a unit between
    two years) or ``unit`` (a unit and its rank). `units` are codes of the units that are named. `years` are those of
    the figures, `series` and `sources` (publishers) all that went into them: of an order in the area those of all its
    units. `judgement` says how the series compare, empty where one counts alone. `missing_names` are those of `units`
    that have no name in the language of the words: they are named in another one.
    """

    kind: Kind
    text: str
    years: tuple[int, ...]
    units: tuple[str, ...]
    series: tuple[str, ...]
    sources: tuple[str, ...]
    judgement: Judgement | Literal[""]
    missing_names: tuple[str, ...]

    @classmethod
    def of(
        cls,
        kind: Kind,
        layer: Layer,
        lang: str,
        parts: Sequence[str],
        named: Iterable[int],
        figures: Sequence[tuple[int, int]],
    ) -> StorySentence:
        """Put together what is told of the places `named`; `figures` are all that it rests on, by place and year."""
        rows = judgements_on(layer, (place for place, _ in figures))
        used = {layer.places[place].series for place, _ in figures}
        sources = publishers(layer, figures, lang)
        places = {layer.places[index].code: layer.places[index] for index in named}
        return cls(
            kind,
            " ".join(
                (
                    *parts,
                    *measure_words(layer, (place for place, _ in figures), lang),
                    *judgement_words(layer, rows, lang),
                    *source_words(_as_in_titles(layer, sources, lang), lang),
                )
            ),
            tuple(sorted({year for _, year in figures})),
            tuple(places),
            tuple(series.id for series in layer.series if series.id in used),
            sources,
            max((row[2] for row in rows), key=WORSE.index, default=""),
            tuple(code for code, place in places.items() if not is_named(place, lang)),
        )


def source_words(sources: Sequence[str], lang: str) -> tuple[str, ...]:
    """Name publishers in a sentence, apart by semicolons: a name may hold commas. Nothing where there are none."""
    if not sources:
        return ()
    return (tell(lang, ONE_SOURCE if len(sources) == 1 else SOURCES, sources="; ".join(sources)),)


def _as_in_titles(layer: Layer, sources: Iterable[str], lang: str) -> tuple[str, ...]:
    """Name publishers as the titles of series do in a language, so that both are the same word in one text."""
    heads = {
        series.title.say("en").partition(",")[0]: series.title.say(lang).partition(",")[0] for series in layer.series
    }
    return tuple(heads.get(source, source) for source in sources)


def heading(layer: Layer, state: MapState, places: Iterable[int]) -> str:
    """Say what figures of places are in the year of a state; a change of percentages is one of percentage points."""
    measure = layer.measure_of(places)
    if layer.kind == CHANGE and is_percentage(layer):
        words = tell(state.lang, "percentage points")
        return span_heading(layer.title.say(state.lang), words, (state.from_year, state.year), state.lang)
    return year_heading(layer, state.year, state.lang, measure)


def year_heading(subject: Layer | UnitLine | RegionLine, year: int, lang: str, own: Text | None = None) -> str:
    """Say what the figures of a year are, in their `own` measure where it is not that of the subject."""
    title, measure = title_and_measure(subject, lang, own)
    if measure:
        return ended(tell(lang, "%(title)s in %(year)s, %(measure)s.", title=title, year=year, measure=measure))
    return tell(lang, "%(title)s in %(year)s.", title=title, year=year)


def span_heading(title: str, measure: str, years: tuple[int | None, int], lang: str) -> str:
    """Say what changed from a year to another, and in which measure where the title does not say it."""
    words = {"title": title, "measure": measure, "from": years[0], "year": years[1]}
    if measure:
        return ended(tell(lang, "%(title)s, change from %(from)s to %(year)s, %(measure)s.", **words))
    return tell(lang, "%(title)s, change from %(from)s to %(year)s.", **words)


def ended(sentence: str) -> str:
    """Let one stop end a sentence whose last word is an abbreviation: a measure such as the Russian ``п. п.``"""
    return sentence[:-1] if sentence.endswith("..") else sentence


def is_percentage(layer: Layer, places: Iterable[int] = ()) -> bool:
    """Say whether the difference of two values, of places or of a layer, is one of percentage points."""
    return layer.measure_of(places).say("en").startswith(("%", "percentage points"))


def short_measure(layer: Layer, lang: str, places: Iterable[int]) -> str:
    """Return the measure of figures of places where it can stand behind a difference of two values, else nothing.

    Not one that begins with a number or says what is 100, nor a multiple of a figure that each place has of its own.
    """
    text = layer.measure_of(places)
    measure = text.say(lang)
    is_unit = measure[:1].isalpha() and "=" not in measure and not text.say("en").startswith("times ")
    return measure if is_unit and layer.kind != CHANGE and len(measure) <= SHORT else ""


def figure(layer: Layer, place: int, year: int, lang: str) -> tuple[str, ...]:
    """Return a figure as the reader writes it, then its flags in words; a change has its sign."""
    cell = layer.cell(place, year)
    return (signed(layer, cell.value or 0.0, lang, plus=layer.kind == CHANGE), *flag_words(cell.flag, lang))


def signed(layer: Layer, value: float, lang: str, *, plus: bool = True) -> str:
    """Write a value of a layer; with `plus` a positive one has its sign."""
    text = number(value, layer.decimals, lang)
    return f"+{text}" if plus and round(value, layer.decimals) > 0 else text


def named_figure(place: Place | UnitEntry, words: Sequence[str], lang: str) -> str:
    """Write a figure and its flags behind the name of its place: ``Lappi, Finland: 5.1 (provisional)``."""
    value, *flags = words
    flagged = f" ({'; '.join(flags)})" if flags else ""
    return f"{full_name(place, lang)}: {value}{flagged}"
