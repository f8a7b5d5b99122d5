"""What a border divides, in words: levels of its sides, whether their gap closes, whether it is more than a normal one.

Countries stand before a colon or in a list, so that no language has to inflect them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.formats import listing, number, percent
from mapserver.maps.names import country_title
from mapserver.maps.ratios import ratio_text
from mapserver.model.context import BY_AREA, BY_DENOMINATOR, BY_PEOPLE, PLAIN
from mapserver.statistics.border_gaps import FEWEST_SEGMENTS, MOST_DISTRICTS
from mapserver.statistics.trends import CONFIDENCE, FEWEST_YEARS
from mapserver.translation import N_, tell, tell_plural

if TYPE_CHECKING:
    from mapserver.model import Layer
    from mapserver.model.border_figures import BorderIndicator, Effect, GapScale, SideLevel, SidesYear, Trend

DECIMALS_OF_P = 3
DIRECTIONS = {"closing": N_("Closing"), "widening": N_("Widening"), "unclear": N_("No clear direction")}
#: The same of years that are long over.
PAST_DIRECTIONS = {**DIRECTIONS, "closing": N_("Was closing"), "widening": N_("Was widening")}
TOO_SHORT = N_("Too short to say")
SINCE = N_("nothing is said of the years since")
ENDED = N_("%(verdict)s (%(years)s); nothing is said of the years since.")
#: How the mean of a side is made.
WEIGHTS = {
    BY_DENOMINATOR: N_("weighted with what the rate is divided by, so that it is the rate of these districts together"),
    BY_PEOPLE: N_("weighted with their population"),
    BY_AREA: N_("weighted with their area"),
    PLAIN: N_("not weighted, since their population in that year is not known"),
}
TIMES = N_("%(ratio)s times")
RATIO_THEN = N_(
    "%(years)s: the higher figure was %(start)s times the lower one at first, %(end)s times at last. On"
    " average the ratio changes by %(change)s in ten years (%(sure)s interval: %(low)s to %(high)s; %(p)s)."
)
DIFFERENCE_THEN = N_(
    "%(years)s: the sides were %(start)s apart at first, %(end)s at last. On average the difference changes by"
    " %(change)s in ten years (%(sure)s interval: %(low)s to %(high)s; %(p)s)."
)
TURNED = N_("Which side is the higher one changed in %(years)s.")
FEW_YEARS = N_(
    "No stretch of at least %(fewest)s years has the same districts on both sides, counted in the same way: nothing is"
    " said of a trend."
)
EFFECT = N_(
    "Gaps between neighbours across this border are on average %(times)s times those between neighbours inside"
    " %(countries)s (%(segments)s shared lines against %(homes)s)."
)
EFFECT_DOUBLINGS = N_(
    "Measured in doublings, gaps between neighbours across this border are on average %(times)s times those between"
    " neighbours inside %(countries)s (%(segments)s shared lines against %(homes)s)."
)
TESTED = N_(
    "Of %(count)s borders drawn at random through the same districts, %(real)s are the real one again. Among the rest"
    " are %(others)s different borders, of which %(larger)s divide as much or more (%(p)s; it cannot be lower than"
    " %(least)s here)."
)
ADJUSTED = N_("Adjusted for all %(tests)s tests of borders in this collection: %(p)s.")
NOT_TESTED = N_(
    "Fewer than %(fewest)s shared lines across the border have figures, too few for a test: see where they lie among"
    " the others."
)
TOO_MANY = N_(
    "There is no test: too many districts are drawn in the two countries (more than %(most)s), or too few other borders"
    " can be drawn through them."
)


def side_value(level: SideLevel | None, decimals: int, lang: str) -> str:
    """Write the level of a side; a dash for none."""
    return "\u2013" if level is None else number(level.value, decimals, lang)


def side_note(level: SideLevel, lang: str) -> str:
    """Say of how many districts a level is the mean, and how they are weighted; of one district nothing of that."""
    count = tell_plural(
        lang,
        "%(num)s of %(total)s district of the border area that touches the border",
        "%(num)s of %(total)s districts of the border area that touch the border",
        level.drawn,
        num=level.districts,
        total=level.drawn,
    )
    return count if level.districts == 1 else f"{count}, {tell(lang, WEIGHTS[level.weight])}"


def times_of(row: SidesYear) -> float | None:
    """Return how many times the lower side the higher one has; None where that tells nothing."""
    if row.ratio is None or row.ratio <= 0:
        return None
    return max(row.ratio, 1 / row.ratio)


def gap_text(row: SidesYear, decimals: int, lang: str) -> str:
    """Write how far the sides are apart: how many times, else the difference; nothing where they do not compare."""
    times = times_of(row)
    if times is not None:
        return tell(lang, TIMES, ratio=ratio_text(times, lang))
    return "" if row.diff is None else number(abs(row.diff), decimals, lang)


def verdict(row: BorderIndicator, lang: str) -> str:
    """Say in a word whether the gap closes, or closed in years that are long over."""
    words = PAST_DIRECTIONS if row.is_past else DIRECTIONS
    return tell(lang, words[row.trend.direction] if row.trend else TOO_SHORT)


def trend_years(trend: Trend) -> str:
    """Write the years of a trend."""
    return f"{trend.first}\u2013{trend.last}"


def trend_ends(row: BorderIndicator, lang: str) -> tuple[str, ...]:
    """Write how large the gap was in the first and in the last year of the trend."""
    size = _ratio_of if row.scale == "ratio" else _plain
    return tuple(size(end, row.decimals, lang) for end in (row.trend.start, row.trend.end)) if row.trend else ()


def trend_sentences(row: BorderIndicator, decimals: int, lang: str) -> tuple[str, ...]:
    """Say how the gap went over the latest stretch that can be compared, with how sure that is.

    Of a stretch that is long over it is said in the past.
    """
    trend = row.trend
    if trend is None:
        return (tell(lang, FEW_YEARS, fewest=FEWEST_YEARS),)
    size = _ratio_of if row.scale == "ratio" else _plain

    def change(slope: float) -> str:
        if row.scale == "ratio":
            return _signed(percent(100 * (2.0 ** (10 * slope) - 1), lang), slope)
        return _signed(number(10 * slope, decimals + 1, lang), slope)

    sentence = RATIO_THEN if row.scale == "ratio" else DIFFERENCE_THEN
    told = tell(
        lang,
        sentence,
        years=trend_years(trend),
        start=size(trend.start, decimals, lang),
        end=size(trend.end, decimals, lang),
        change=change(trend.slope),
        sure=percent(100 * CONFIDENCE, lang, 0),
        low=change(trend.low),
        high=change(trend.high),
        p=p_text(trend.p, lang),
    )
    turned = (tell(lang, TURNED, years=listing([str(year) for year in trend.turns], lang)),) if trend.turns else ()
    judged = f"{verdict(row, lang)}."
    if row.is_past:
        judged = tell(lang, ENDED, verdict=verdict(row, lang), years=trend_years(trend))
    return (f"{judged} {told}", *turned)


def effect_sentences(effect: Effect, scale: GapScale, countries: tuple[str, str], lang: str) -> tuple[str, ...]:
    """Say how gaps across a border compare with those at home, and what the test says where there is one.

    One gap has no mean: of a single shared line only its place among the others is shown.
    """
    told = []
    if effect.times is not None and effect.segments > 1:
        sentence = EFFECT_DOUBLINGS if scale == "ratio" else EFFECT
        told.append(
            tell(
                lang,
                sentence,
                times=ratio_text(effect.times, lang),
                countries=listing([country_title(code, lang) for code in countries], lang),
                segments=effect.segments,
                homes=effect.homes,
            )
        )
    if effect.segments < FEWEST_SEGMENTS:
        told.append(tell(lang, NOT_TESTED, fewest=FEWEST_SEGMENTS))
    elif effect.p is None or effect.least is None:
        told.append(tell(lang, TOO_MANY, most=MOST_DISTRICTS))
    else:
        told.append(
            tell(
                lang,
                TESTED,
                count=number(effect.permutations, 0, lang),
                real=number(effect.real, 0, lang),
                others=number(effect.others, 0, lang),
                larger=number(effect.larger, 0, lang),
                p=p_text(effect.p, lang),
                least=number(effect.least, DECIMALS_OF_P, lang),
            )
        )
        if effect.adjusted is not None:
            told.append(tell(lang, ADJUSTED, tests=number(effect.tests, 0, lang), p=p_text(effect.adjusted, lang)))
    return tuple(told)


def standing_sentence(share: float, homes: int, countries: tuple[str, str], lang: str) -> str:
    """Say where the gap of a pair lies among those at home; `share` is the percentage that are narrower."""
    return tell_plural(
        lang,
        "Of the gaps between neighbours inside %(countries)s (%(homes)s shared line), %(share)s are narrower than this"
        " one.",
        "Of the gaps between neighbours inside %(countries)s (%(homes)s shared lines), %(share)s are narrower than this"
        " one.",
        homes,
        countries=listing([country_title(code, lang) for code in countries], lang),
        homes=number(homes, 0, lang),
        share=percent(share, lang, 0),
    )


def size_text(size: float, scale: GapScale, layer: Layer, lang: str) -> str:
    """Write how large a gap is: a ratio from its doublings, or the difference."""
    if scale == "ratio":
        return tell(lang, TIMES, ratio=ratio_text(2.0**size, lang))
    return number(size, layer.decimals, lang)


def p_text(p: float, lang: str) -> str:
    """Write a p-value with DECIMALS_OF_P digits after the point, which tell what there is to tell."""
    return f"p\u202f<\u202f{number(0.001, 3, lang)}" if p < 0.001 else f"p\u202f=\u202f{number(p, DECIMALS_OF_P, lang)}"


def _ratio_of(size: float, decimals: int, lang: str) -> str:
    return ratio_text(2.0**size, lang)


def _plain(size: float, decimals: int, lang: str) -> str:
    return number(size, decimals, lang)


def _signed(text: str, value: float) -> str:
    return f"+{text}" if value > 0 else text
