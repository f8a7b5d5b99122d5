"""One indicator at a border: its gap over the years, its pairs, and where they lie among gaps at home."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from mapserver.maps.attribution import sources_line
from mapserver.maps.border_words import (
    effect_sentences,
    gap_text,
    side_note,
    side_value,
    size_text,
    times_of,
    trend_sentences,
)
from mapserver.maps.formats import number, percent
from mapserver.maps.gap_chart import gap_charts
from mapserver.maps.judgements import WORDS
from mapserver.maps.measures import series_words
from mapserver.maps.names import country_title, full_name, shown_name
from mapserver.maps.ratios import ratio_text
from mapserver.maps.strip_plot import strip_plots
from mapserver.model import LayerEntry, Text
from mapserver.model.border_figures import PAST_YEARS
from mapserver.statistics.border_gaps import FEWEST_SEGMENTS
from mapserver.statistics.compared import compared
from mapserver.statistics.random_borders import PERMUTATIONS
from mapserver.statistics.trends import FEWEST_YEARS
from mapserver.translation import N_, tell
from mapserver.web.border_rows import SidesRow
from mapserver.web.never_met import never_met
from mapserver.web.other_forms import OtherForm, forms_sentence, other_forms

if TYPE_CHECKING:
    from mapserver.model import Layer, Place
    from mapserver.model.border_figures import PairGap, SidesYear
    from mapserver.web.border_state import BorderShown

LEVELS = N_("%(year)s, %(measure)s. %(country_a)s: %(value_a)s. %(country_b)s: %(value_b)s.")
HIGHER_TIMES = N_("The higher figure is about %(ratio)s times the lower one.")
DIFFERENCE = N_("Difference: %(difference)s.")
CHART = N_("The gap from %(first)s to %(last)s; all years stand in the table below.")
WEIGHTED_APART = N_(
    "The two sides are weighted in different ways, so that a part of the gap between them may come from the weights."
)
STRIP = N_("%(homes)s gaps inside %(countries)s as dots, %(segments)s across the border as diamonds below them.")
#: How to read a border, a paragraph each.
METHODS = (
    N_(
        "A side is the mean of the districts of the border area that touch the border: weighted with what a rate is"
        " divided by where that is known, which gives the rate of all of them together, else with their population,"
        " else with nothing."
    ),
    N_(
        "Figures per km² are weighted with the area of the districts. A year in which a side is weighted in another way"
        " than in the year before begins a new stretch."
    ),
    N_(
        "Whether a gap closes is told of the latest stretch of at least %(years)s years in which the same districts are"
        " counted in the same way on both sides; of one that ended %(past)s or more years before the latest figures it"
        " is told in the past. The slope is the median of the slopes between all pairs of years (Theil and Sen), with"
        " its interval; the test is that of Mann and Kendall. Figures of neighbouring years hang together: both are"
        " widened by that (Hamed and Rao 1998). A direction is named only where both agree, the first and the last"
        " year do not contradict them, and the same side stays the higher one. Of figures that hang together strongly,"
        " one in seven still shows a direction that is none."
    ),
    N_(
        "A normal gap is one between two neighbours inside one of the two countries, from one source."
        " Ratios are compared by their doublings, so that twice as much and half as much are equally far apart."
    ),
    N_(
        "The border effect is the mean gap across the border over the mean gap at home. Where at least %(fewest)s"
        " shared lines across have figures it is tested: %(count)s borders are drawn at random through the same"
        " districts, each of which leaves two connected parts with as many districts as the two countries have. The"
        " p-value is the share of them that divide as much as the real one. It says how unusual this line is among"
        " lines that could be drawn here, not why. (After Fortin and Drapeau 1995; Jacquez, Maruca and Fortin 2000;"
        " DeFord, Duchin and Solomon 2021.)"
    ),
    N_(
        "Few districts can be parted in few ways only. The same borders are then drawn again and again, the real one"
        " among them, and the p-value cannot be lower than its share. A mean of few shared lines also varies more than"
        " one of many: a border with fewer lines than those that are drawn is found unusual too often, one with more"
        " too seldom."
    ),
    N_(
        "Every indicator is tested on its own: where a border divides nothing, one test in twenty still falls below"
        " %(level)s. In its latest year the p-value is therefore also adjusted for all tests of this collection"
        " (Benjamini and Hochberg 1995)."
    ),
)


def methods(lang: str) -> tuple[str, ...]:
    """Return how to read a border, in paragraphs."""
    values = {
        "years": FEWEST_YEARS,
        "fewest": FEWEST_SEGMENTS,
        "count": number(PERMUTATIONS, 0, lang),
        "level": number(0.05, 2, lang),
        "past": PAST_YEARS,
    }
    return tuple(tell(lang, paragraph, **values) for paragraph in METHODS)


@dataclass(frozen=True)
class PairLine:
    """A pair of districts in the year that is shown: names, values with flags, gap, and its place among those at
    home."""

    name_a: str
    code_a: str
    value_a: str
    flag_a: str
    name_b: str
    code_b: str
    value_b: str
    flag_b: str
    gap: str
    share: str
    km: float
    judgement: str


@dataclass(frozen=True)
class YearLine:
    """The sides in a year: levels, gap, how many districts, and whether it continues the year before it."""

    year: int
    a: str
    b: str
    gap: str
    districts: str
    continues: bool
    address: str


@dataclass(frozen=True)
class BorderDetail:
    """What the page of one indicator shows; `apart` says that its sides never meet. `measure` is that of the figures of
    its year; `chart` and `strip` are SVG, empty where there is nothing to draw."""

    entry: LayerEntry
    measure: Text
    year: int
    apart: tuple[str, ...]
    summary: tuple[str, ...]
    judgement: str
    reason: str
    is_different: bool
    sides: SidesRow
    chart: Markup
    trend: tuple[str, ...]
    forms: tuple[OtherForm, ...]
    strip: Markup
    effect: tuple[str, ...]
    pairs: tuple[PairLine, ...]
    years: tuple[YearLine, ...]
    notes: tuple[str, ...]
    sources: str
    map: str
    methods: tuple[str, ...]

    @classmethod
    def of(cls, shown: BorderShown) -> BorderDetail:
        """Write the page of the indicator that is shown."""
        row, entry, sides = shown.row, shown.entry, shown.sides
        if row is None or entry is None or sides is None:
            raise ValueError("a detail is one of an indicator that a side has figures of")
        lang, layer, kept = shown.lang, shown.layer, shown.state.kept
        gaps = shown.gap_year
        is_different = row.judgement == "different"
        known = (
            [(pair.size, _pair_name(layer, pair, lang)) for pair in gaps.pairs if pair.size is not None] if gaps else []
        )
        label = tell(lang, CHART, first=row.sides[0].year, last=row.sides[-1].year)
        strip = tell(
            lang,
            STRIP,
            homes=len(gaps.home) if gaps else 0,
            countries=", ".join(country_title(code, lang) for code in shown.countries),
            segments=len(known),
        )
        effect, apart = shown.effect, never_met(row, shown.countries, lang)
        return cls(
            entry,
            entry.measure_of(*sides.series),
            sides.year,
            apart,
            tuple(sentence for sentence in summary_of(shown) if sentence not in apart),
            tell(lang, WORDS[shown.judgement]) if shown.judgement else "",
            shown.reason(row) if shown.judgement else "",
            is_different,
            SidesRow.of(shown.area, shown.border.id, entry, row, kept, sides.year),
            Markup("" if is_different else gap_charts(row, shown.countries, sides.year, label, lang)),  # noqa: S704
            () if is_different else trend_sentences(row, row.decimals, lang),
            other_forms(shown.area, shown.record, row, kept),
            Markup(strip_plots(gaps.home, known, row.scale, strip, lang) if gaps else ""),  # noqa: S704
            effect_sentences(effect, row.scale, shown.countries, lang) if effect else (),
            tuple(_pair_line(shown, layer, pair) for pair in gaps.pairs) if gaps else (),
            _years(shown),
            notes_of(shown),
            sources_line(layer, lang, sides.year),
            SidesRow.of(shown.area, shown.border.id, entry, row, kept, sides.year).map,
            methods(lang),
        )


def summary_of(shown: BorderShown) -> tuple[str, ...]:
    """Say the levels of both sides and how far they are apart, in sentences that may be printed as they stand."""
    row, entry, sides = shown.row, shown.entry, shown.sides
    if row is None or entry is None or sides is None:
        return ()
    lang = shown.lang
    told = tell(
        lang,
        LEVELS,
        year=sides.year,
        measure=entry.measure_of(*sides.series).say(lang),
        country_a=country_title(shown.border.country_a, lang),
        country_b=country_title(shown.border.country_b, lang),
        value_a=side_value(sides.a, row.decimals, lang),
        value_b=side_value(sides.b, row.decimals, lang),
    )
    times = times_of(sides)
    if times is not None:
        return told, tell(lang, HIGHER_TIMES, ratio=ratio_text(times, lang))
    if sides.diff is not None:
        return told, tell(lang, DIFFERENCE, difference=number(abs(sides.diff), row.decimals, lang))
    return told, *never_met(row, shown.countries, lang)


def notes_of(shown: BorderShown) -> tuple[str, ...]:
    """Say of which districts the sides are made, what they measure where that differs, whether they are weighted in two
    ways, and what must be known of the indicator."""
    row, sides, lang = shown.row, shown.sides, shown.lang
    if row is None or sides is None:
        return ()
    made = tuple(
        f"{country_title(country, lang)}: {side_note(level, lang)}."
        for country, level in zip(shown.countries, (sides.a, sides.b), strict=True)
        if level is not None
    )
    apart = (tell(lang, WEIGHTED_APART),) if sides.weighted_apart and sides.diff is not None else ()
    measured = series_words(shown.layer, {name for item in row.sides for name in item.series}, lang)
    return (*made, *measured, *apart, *shown.known)


def trend_told(shown: BorderShown) -> tuple[str, ...]:
    """Say how the gap of the indicator went, and which of its other forms say otherwise."""
    row, lang = shown.row, shown.lang
    if row is None or row.judgement == "different":
        return ()
    forms = forms_sentence(other_forms(shown.area, shown.record, row, shown.state.kept), lang)
    return (*trend_sentences(row, row.decimals, lang), *filter(None, (forms,)))


def _years(shown: BorderShown) -> tuple[YearLine, ...]:
    row = shown.row
    found: list[YearLine] = []
    before: SidesYear | None = None
    for item in row.sides if row else ():
        counts = "/".join("\u2013" if level is None else str(level.districts) for level in (item.a, item.b))
        continues = before is not None and item.stretch >= 0 and before.stretch == item.stretch
        address = shown.at_year(item.year)
        decimals = row.decimals if row else 0
        a, b = (side_value(level, decimals, shown.lang) for level in (item.a, item.b))
        found.append(YearLine(item.year, a, b, gap_text(item, decimals, shown.lang), counts, continues, address))
        before = item
    return tuple(reversed(found))


def _pair_line(shown: BorderShown, layer: Layer, pair: PairGap) -> PairLine:
    year, lang = shown.state.year, shown.lang
    one, other = layer.places[pair.a], layer.places[pair.b]
    cell_a, cell_b = layer.cell(pair.a, year), layer.cell(pair.b, year)
    return PairLine(
        shown_name(one, lang)[0],
        one.code,
        "\u2013" if cell_a.value is None else number(cell_a.value, layer.decimals, lang),
        cell_a.flag,
        shown_name(other, lang)[0],
        other.code,
        "\u2013" if cell_b.value is None else number(cell_b.value, layer.decimals, lang),
        cell_b.flag,
        "" if pair.size is None else size_text(pair.size, shown.gaps.scale, layer, lang),
        "" if pair.share is None else percent(pair.share, lang, 0),
        pair.km,
        tell(lang, WORDS[compared(layer, pair.a, pair.b, year).judgement]),
    )


def _pair_name(layer: Layer, pair: PairGap, lang: str) -> str:
    names: list[Place] = [layer.places[pair.a], layer.places[pair.b]]
    return " \u2013 ".join(full_name(place, lang) for place in names)
