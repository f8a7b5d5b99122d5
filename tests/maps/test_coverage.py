"""The picture of the coverage: every row, every year, every judgement."""

from __future__ import annotations

import re

from mapserver.maps.coverage import COLOURS, TOP, YEAR, coverage_picture
from mapserver.maps.judgements import WORDS
from mapserver.model import BothSides, Text
from mapserver.statistics.coverage import Coverage, CoverageRow


def _row(name, countries=("NO", "RU"), **both):
    sides = {border.replace("_", "-"): sides for border, sides in both.items()}
    return CoverageRow(name, name, "labour", Text(en=name), countries, sides)


def _boxes(picture, colour):
    """Return x and width of the strips of a colour; the key's own boxes stand above them."""
    pattern = rf'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="[\d.]+" fill="{colour}"/>'
    return [(float(x), float(width)) for x, y, width in re.findall(pattern, picture) if float(y) > TOP]


def test_each_run_of_years_is_a_box_as_wide_as_its_years():
    both = BothSides((2000, 2001, 2002, 2010), "similar")
    picture = coverage_picture(Coverage(("NO-RU",), (_row("rate", NO_RU=both),)), {"labour": "Labour market"})
    (first, wide), (second, narrow) = _boxes(picture, COLOURS["similar"])
    assert (wide, narrow, second - first) == (3 * YEAR, YEAR, 10 * YEAR)


def test_what_is_different_has_a_colour_of_its_own_and_is_not_counted():
    picture = coverage_picture(Coverage(("NO-RU",), (_row("rate", NO_RU=BothSides((2000,), "different")),)), {})
    assert len(_boxes(picture, COLOURS["different"])) == 1
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", picture)
    assert texts[texts.index("NO-RU") + 1] == "0"


def test_the_key_says_how_sources_compare_in_the_words_of_all_pages():
    picture = coverage_picture(Coverage((), ()), {})
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", picture)
    assert texts[1:5] == ["Sources compare:", *WORDS.values()]


def test_one_sided_indicators_say_so_and_titles_are_escaped():
    picture = coverage_picture(Coverage((), (_row("<b>beds</b> & more", ("RU",)),)), {})
    assert "&lt;b&gt;beds&lt;/b&gt; &amp; more (RU only)" in picture
    assert not re.search(r"<b>|<script", picture)


def test_nothing_makes_a_picture_too():
    assert coverage_picture(Coverage((), ()), {}).startswith("<svg ")
