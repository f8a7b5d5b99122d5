"""Sentences on compared units that may be printed: figures with years, measure, sources, and how they compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.compared_words import value_text
from mapserver.maps.judgements import BETWEEN
from mapserver.maps.legend import flag_words
from mapserver.maps.messages import said
from mapserver.maps.names import is_named
from mapserver.maps.reasons import judgement_reason
from mapserver.maps.story_sentence import WORSE, StorySentence, ended, named_figure, source_words, year_heading
from mapserver.maps.telling import title_and_measure
from mapserver.statistics.compared import STANDS_IN
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapserver.model.entry import UnitLine
    from mapserver.statistics.comparison import Comparison, Figure, Row

LARGER_UNITS = N_("Figures of larger units stand in: %(units)s.")


def compared_stories(
    comparison: Comparison, indicators: Sequence[Sequence[str]], lang: str
) -> tuple[StorySentence, ...]:
    """Return a sentence on the figures of the units for each row of `indicators`: on the first one of it that two of
    them have figures of in one measure."""
    rows = {row.id: row for row in comparison.rows if row.count > 1 and not row.is_mixed}
    told = []
    for names in indicators:
        row = next((rows[name] for name in names if name in rows), None)
        if row is not None:
            told.append(_sentence(comparison, row, lang))
    return tuple(told)


def _sentence(comparison: Comparison, row: Row, lang: str) -> StorySentence:
    known = [
        (subject.unit, figure)
        for subject, figure in zip(comparison.subjects, row.figures, strict=True)
        if figure.value is not None
    ]
    figures = [named_figure(unit, _words(row, figure, lang), lang) for unit, figure in known]
    sources = tuple(dict.fromkeys(name for _, figure in known for name in _publishers(figure)))
    parts = [_heading(row, lang), f"{'; '.join(figures)}.", *_judged(row, lang), *source_words(sources, lang)]
    judged = [figure.against.judgement for _, figure in known if figure.against is not None]
    return StorySentence(
        "gap",
        " ".join(parts),
        tuple(sorted({figure.year for _, figure in known})),
        tuple(unit.code for unit, _ in known),
        tuple(dict.fromkeys(figure.held.line.series for _, figure in known if figure.held is not None)),
        sources,
        max(judged, key=WORSE.index, default=""),
        tuple(unit.code for unit, _ in known if not is_named(unit, lang)),
    )


def _heading(row: Row, lang: str) -> str:
    if row.year:
        return year_heading(row.line, row.year, lang)
    return ended(f"{', '.join(filter(None, title_and_measure(row.line, lang)))}.")


def _words(row: Row, figure: Figure, lang: str) -> list[str]:
    """Return a figure with what stands behind it in brackets: its year, the larger unit, its flags."""
    held = figure.held
    words = [value_text(figure, lang)]
    if not row.year:
        words.append(str(figure.year))
    if held is not None and held.distance:
        words.append(held.owner.code)
    return [*words, *flag_words(figure.row.flag if figure.row is not None else "", lang)]


def _judged(row: Row, lang: str) -> Iterable[str]:
    """Say once of every two series how they compare, then what else stands between the figures."""
    first = next((figure.held for figure in row.figures if figure.held is not None), None)
    told: dict[str, None] = {}
    owners = [figure.held.owner.code for figure in row.figures if figure.held is not None and figure.held.distance]
    for figure in row.figures:
        if figure.against is None or figure.held is None or first is None:
            continue
        judgement, reason = row.record.comparison(first.side, figure.held.side)
        if first.line.series != figure.held.line.series or judgement != "same":
            sentence = tell(lang, BETWEEN[judgement], a=_series(first.line, lang), b=_series(figure.held.line, lang))
            told[f"{sentence} {judgement_reason(reason, lang).say(lang)}".strip()] = None
        remarks = (remark for remark in figure.against.remarks if remark.text != STANDS_IN or not owners)
        told.update(dict.fromkeys(said(remark, lang) for remark in remarks))
    if owners:
        told[tell(lang, LARGER_UNITS, units=", ".join(dict.fromkeys(owners)))] = None
    return told


def _series(line: UnitLine, lang: str) -> str:
    return line.series_title.say(lang).partition(",")[0]


def _publishers(figure: Figure) -> list[str]:
    if figure.held is None or figure.row is None:
        return []
    named = {*figure.row.edition.split("+"), *(figure.row.note.words if figure.row.note else ())}
    return [edition.publisher for edition in figure.held.owner.sources if edition.id in named]
