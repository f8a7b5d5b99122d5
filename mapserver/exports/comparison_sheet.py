"""The sheet of a comparison that is read: a line an indicator, with the figure of each unit, its year and remarks, and
how it compares with that of the first, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.exports.workbook import Front, Measured
from mapserver.maps.compared_words import badge, ended_words, judgement_note, rank_words
from mapserver.maps.legend import flag_words, reason_words
from mapserver.maps.names import shown_name
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapserver.exports.compared_figures import ComparedFigure, ComparedFigures
    from mapserver.statistics.comparison import Figure, Row

NAME = "Comparison"
#: What columns are called behind the name of their unit.
YEAR, REMARKS, HOW, WHY = N_("Year"), N_("Remarks"), N_("How the figures compare"), N_("Reason")
#: Widths of columns in letters: of a line, of a unit, and of how it compares.
LINE, UNIT, AGAINST = (38, 24), (13, 8, 34), (13, 10, 16, 44)
#: Decimals of ratios.
RATIO = 2


def comparison_sheet(figures: ComparedFigures, themes: Sequence[str]) -> Front:
    """Return the sheet; its lines stand by theme in the order of `themes`, then by title."""
    lang = figures.lang
    order = {theme: place for place, theme in enumerate(themes)}
    lines = sorted(
        figures.by_row,
        key=lambda held: (order.get(held[0].record.indicator.theme, len(order)), held[0].line.title.say(lang)),
    )
    others = len(figures.units) - 1
    return Front(
        NAME,
        list(_head(figures)),
        [list(_line(figures, row, items)) for row, items in lines],
        (*LINE, *UNIT, *(UNIT + AGAINST) * others),
    )


def _head(figures: ComparedFigures) -> Iterator[str]:
    lang = figures.lang
    yield tell(lang, "Indicator")
    yield tell(lang, "Measure")
    plain = [shown_name(unit, lang)[0] for unit in figures.units]
    pairs = zip(plain, figures.units, strict=True)
    names = [name if plain.count(name) == 1 else f"{name} ({unit.code})" for name, unit in pairs]
    for place, name in enumerate(names):
        yield name
        yield from (f"{name}: {tell(lang, words)}" for words in (YEAR, REMARKS))
        if place:
            yield from (f"{name} \u2212 {names[0]}", f"{name} \u00f7 {names[0]}")
            yield from (f"{name}: {tell(lang, words)}" for words in (HOW, WHY))


def _line(figures: ComparedFigures, row: Row, items: Sequence[ComparedFigure]) -> Iterator[object]:
    lang = figures.lang
    yield row.line.title.say(lang)
    # Without one measure in common each of them is named, and again beside its figures.
    yield "\n".join(dict.fromkeys(figure.held.line.measure.say(lang) for figure in row.figures if figure.held))
    for place, (figure, item) in enumerate(zip(row.figures, items, strict=True)):
        decimals = figure.held.line.decimals if figure.held is not None else 0
        yield _number(item.value, decimals)
        yield figure.year if item.value is not None else None
        ended = [ended_words(row, figures.units, lang)] if place in row.ended and item.value is not None else []
        yield "\n".join((*_remarks(figures, row, figure, item), *ended))
        if place:
            yield _number(item.diff, decimals)
            yield _number(item.ratio, RATIO)
            shown = figure.against if item.judgement else None
            yield badge(shown, lang) if shown is not None else None
            yield judgement_note(shown, lang) if shown is not None else None


def _remarks(figures: ComparedFigures, row: Row, figure: Figure, item: ComparedFigure) -> Iterator[str]:
    """Yield what must be known of a figure, or why there is none."""
    lang, held = figures.lang, figure.held
    if item.value is None:
        refusal = figures.quoted(figure).refusal
        yield f"{refusal[0]}: {refusal[1]}" if refusal is not None else reason_words(figure.reason, lang)
    elif row.is_mixed:
        yield item.measure
    if held is not None and held.distance:
        yield tell(lang, "larger unit: %(name)s", name=f"{item.of_name} ({item.of_unit})")
    if item.value is not None:
        yield from flag_words(item.flag, lang)
        ranked = rank_words(figure, figures.areas, lang)
        if ranked:
            yield ranked


def _number(value: float | None, decimals: int) -> Measured | None:
    return None if value is None else Measured(value, decimals)
