"""Citations: plain, BibTeX and CSL-JSON say the same and survive any title."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from mapserver.exports.citation import Citation, citation_text, tex
from mapserver.exports.extract import Extract
from mapserver.maps.story import stories
from mapserver.model import Text
from tests.maps.conftest import HOSTILE


def test_a_citation_names_who_what_where_and_which_edition(extract: Extract) -> None:
    cited = Citation.of(extract)
    assert cited.plain == (
        f"Eurostat, Rosstat: Unemployment, {extract.area.title.say('en')}, 2020."
        f" Borders in figures, {extract.snapshot[:12]}. {extract.page}"
    )
    assert cited.csl["author"] == [{"literal": "Eurostat"}, {"literal": "Rosstat"}]
    assert cited.csl["type"] == "dataset"
    assert cited.csl["URL"] == extract.page
    for part in ("{Eurostat} and {Rosstat}", "@misc{", extract.snapshot[:12]):
        assert part in cited.bibtex


def test_the_newest_date_of_its_sources_is_that_of_the_citation(extract: Extract) -> None:
    for series, date in zip(extract.layer.series, ("2019", "2021-03"), strict=True):
        series.sources[0]["retrieved"] = date
    cited = Citation.of(extract)
    assert "(2021): " in cited.plain
    assert cited.csl["issued"] == {"date-parts": [[2021, 3]]}
    assert "year = {2021}" in cited.bibtex


@pytest.mark.parametrize("text", [*HOSTILE, "100 % & more_{less} $5 #1 ~ ^ \\ }"])
def test_any_title_leaves_the_entry_whole(extract_of: Callable[..., Extract], text: str) -> None:
    entry = Citation.of(extract_of(title=Text(en=text))).bibtex
    bare = re.sub(r"\\[{}\\]", "", entry)
    assert bare.count("{") == bare.count("}")
    assert entry.count("@") == 1 + text.count("@")


def test_an_address_is_written_as_it_is_followed(extract: Extract) -> None:
    address = "https://borders.example/areas/arctic/rate_a?year=2020&unit=NO02,RU-A#map_1"
    assert f"url = {{{address}}}" in Citation.of(replace(extract, page=address)).bibtex


def test_tex_reads_signs_as_they_are() -> None:
    assert tex("50 % of A&B_c") == r"50 \% of A\&B\_c"


def test_the_text_ends_with_references_that_programs_read(extract: Extract) -> None:
    text = citation_text(extract).decode()
    assert "Highest" in text
    assert extract.attribution in text
    assert json.loads(text[text.rindex("\n[") :])[0]["id"] == Citation.of(extract).key


def test_the_text_has_the_sentences_for_a_story_before_the_attribution(extract: Extract) -> None:
    paired = replace(extract, area=replace(extract.area, pairs=(("NO02", "RU-A"),)))
    text = citation_text(paired).decode()
    told = [item.text for item in stories(paired.layer, paired.state, paired.area.pairs)]
    assert len(told) == 2, "no run of the toy is long enough for a change"
    assert "\n".join(["", "Sentences for a story", *told, "", paired.attribution]) in text
    assert "1.80 times" in text


def test_without_figures_there_are_no_sentences(extract: Extract) -> None:
    cells = tuple(tuple(cell._replace(value=None) for cell in line) for line in extract.layer.cells)
    text = citation_text(replace(extract, layer=replace(extract.layer, cells=cells))).decode()
    assert "Sentences for a story" not in text
