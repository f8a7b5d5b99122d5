"""What every sentence says, and the figures and ranks of units: those of the table that is given out."""

from __future__ import annotations

import re

from tests.shipped_stories.tables import flags_of, of_kind

WARNINGS = {
    "same": "follow the same definition.",
    "similar": "are similar, not the same.",
    "different": "measure different things and should not be compared directly.",
}


def test_there_are_sentences_of_every_layer(told, sentences):
    layers = {(item.layer.area, item.layer.indicator) for item, _, _ in sentences}
    assert len(layers) > 0.9 * len(told)
    assert len(sentences) > 4000


def test_every_sentence_says_year_measure_sources_and_judgement(sentences):
    for item, _, sentence in sentences:
        text = sentence.text
        assert item.layer.title.say("en") in text
        words = re.findall(r"\w+", item.layer.measure.say("en").casefold())
        assert all(word in text.casefold() for word in words), text
        assert sentence.years and all(str(year) in text for year in sentence.years), text
        named = f"Source{'s' if len(sentence.sources) > 1 else ''}: {'; '.join(sentence.sources)}."
        assert sentence.sources and text.endswith(f" {named}"), text
        rows = [item.of_year[year][unit] for unit in sentence.units for year in sentence.years]
        assert {name for row in rows for name in row.publishers} <= set(sentence.sources), text
        assert {row.series for row in rows} <= set(sentence.series), text
        if len(sentence.series) > 1:
            assert sentence.judgement, text
        if sentence.judgement:
            assert WARNINGS[sentence.judgement] in text or "from country to country" in text, text
            reasons = [row[3].say("en") for row in item.layer.comparability if {row[0], row[1]} <= set(sentence.series)]
            assert any(reason in text for reason in reasons if reason), text
        assert "%(" not in text and "%s" not in text


def test_every_rank_is_that_of_the_table(sentences):
    ranked = 0
    for item, state, sentence in of_kind(sentences, "unit"):
        (unit,) = sentence.units
        rows = item.of_year[state.year]
        own = rows[unit]
        core = [row for row in rows.values() if row.core]
        words = f"{item.written(own.value)}{f' ({flags_of(own)})' if own.flag else ''}"
        assert f". {own.full_name}: {words}. " in sentence.text, sentence.text
        rank = re.search(r" Rank in the border area: (\d+) of (\d+), 1 is the highest\.", sentence.text)
        mixed = any(item.judgement(a, b) == "different" for a in core for b in core)
        assert bool(rank) == (own.core and not mixed), sentence.text
        if rank:
            ranked += 1
            better = sum(row.value > own.value for row in core)
            assert (int(rank[1]), int(rank[2])) == (better + 1, len(core)), sentence.text
    assert ranked > 100
