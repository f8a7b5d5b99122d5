"""Finding: in every language and script, with mistakes, in the right order, and whatever is asked."""

from __future__ import annotations

import random
import time
import unicodedata
from functools import cache

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mapserver.model import SearchEntry, SearchIndex, Text
from mapserver.snapshot.finder import EXACT, INSIDE, MISTYPED, PREFIX, WORD, Finder
from mapserver.snapshot.search_step import search_names
from mapserver.snapshot.skeleton import RULES, folded

EVERY = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def table(letters: str, latin: str, *others: dict[str, str], **more: str) -> dict[str, str]:
    """Return a transliteration: letters and what stands for each, other tables before, single letters after."""
    made = dict(zip(letters, latin.split(), strict=True))
    for other in reversed(others):
        made = {**other, **made}
    return {**made, **more}


#: Official and usual transliterations.
PLAIN = table("абвгдезийклмнопрстуфыэ", "a b v g d e z i y k l m n o p r s t u f y e")
HACEK = table("жчшюяй", "ž č š ju ja j")
RUSSIAN = table("ёжхцчшщюя", "yo zh kh ts ch sh shch yu ya", PLAIN, ъ="", ь="")
BULGARIAN = table("хщъь", "h sht a y", RUSSIAN)
UKRAINIAN = table("гґиійїєюя", "h g y i i i ie iu ia", RUSSIAN)
SERBIAN = table("ђжјљњћхцчџш", "đ ž j lj nj ć h c č dž š", PLAIN)
MACEDONIAN = table("ѓќѕжчшџ", "gj kj dz zh ch sh dzh", SERBIAN)
SYSTEMS = {
    "ru": (RUSSIAN, table("ёй", "e i", RUSSIAN), table("хц", "h c", HACEK, RUSSIAN)),
    "bg": (BULGARIAN, table("ъцщь", "u c št j", HACEK, BULGARIAN)),
    "uk": (UKRAINIAN, table("гицщ", "g i c šč", HACEK, UKRAINIAN)),
    "sr-Cyrl": (SERBIAN,),
    "mk": (MACEDONIAN, table("ѓќѕ", "gj kj dz", SERBIAN)),
}


def latin(text: str, system: dict[str, str]) -> str:
    return "".join(system.get(letter, letter) for letter in text.lower())


@pytest.fixture(scope="module")
def names(shipped):
    """Return every name of a unit with its code and language."""
    return [
        (entry.id, name)
        for entry, name, _ in shipped.finder._names
        if entry.kind == "unit" and name.kind in ("name", "other", "place")
    ]


@cache
def _found(finder, asked):
    return {hit.entry.id: hit.rank for hit in finder.find(asked)}


def test_a_name_finds_its_unit_as_it_is_without_marks_and_in_capitals(shipped, names):
    for code, name in random.Random(20260101).sample(names, 400):
        bare = "".join(
            letter for letter in unicodedata.normalize("NFD", name.text) if not unicodedata.combining(letter)
        )
        for asked in {name.text, bare, name.text.upper(), name.text.lower(), name.text.replace("-", " ")}:
            assert _found(shipped.finder, asked).get(code) == EXACT, (asked, code)


@pytest.mark.parametrize("language", sorted(SYSTEMS))
def test_a_cyrillic_name_is_found_by_its_transliterations(shipped, names, language):
    own = [(code, name.text) for code, name in names if name.language == language]
    assert len(own) > 10
    for code, text in own:
        for system in SYSTEMS[language]:
            asked = latin(text, system)
            assert _found(shipped.finder, asked).get(code, MISTYPED) <= EXACT + 1, (text, asked, code)


@EVERY
@given(st.data())
def test_one_mistake_in_a_long_name_is_forgiven(shipped, names, data):
    code, name = data.draw(st.sampled_from([item for item in names if len(folded(item[1].text)) >= 8]))
    text = name.text
    place = data.draw(st.integers(0, len(text) - 2))
    letter = data.draw(st.sampled_from("abdefgiklmnoprstuvz"))
    asked = data.draw(
        st.sampled_from(
            [
                text[:place] + text[place + 1 :],
                text[:place] + letter + text[place:],
                text[:place] + letter + text[place + 1 :],
                text[:place] + text[place + 1] + text[place] + text[place + 2 :],
            ]
        )
    )
    found = _found(shipped.finder, asked)
    # What is the beginning of another name is no mistake.
    assume(code in found or not any(rank < INSIDE for rank in found.values()))
    assert code in found, (text, asked)


@EVERY
@given(st.text(st.characters(exclude_categories=()), max_size=120) | st.text("щгъёшчabc щжžñøæ-’ ", max_size=120))
def test_no_query_raises(shipped, asked):
    hits = shipped.finder.find(asked)
    assert len({(hit.entry.kind, hit.entry.id) for hit in hits}) == len(hits)


@pytest.mark.parametrize(
    "asked", ["a" * 10_000, "щ" * 10_000, "kirkenes " * 1_200, "unemployment" * 900, "\u0301" * 10_000, "ﷺ" * 10_000]
)
def test_a_long_query_takes_no_longer_than_a_short_one(shipped, asked):
    shipped.finder.find("warm")
    begun = time.thread_time()
    shipped.finder.find(asked)
    assert time.thread_time() - begun < 1.5


def entry(code, *said, kind="unit", areas=("a",), current=True):
    return SearchEntry(kind, code, Text(en=said[0][0]), search_names(said), areas, current=current)


def finder(*entries):
    return Finder(SearchIndex(RULES, entries))


def ids(made, asked, **more):
    return [hit.entry.id for hit in made.find(asked, **more)]


def test_the_better_a_name_fits_the_earlier_it_stands():
    made = finder(
        entry("typo", ("Valderbag", "en", "name")),
        entry("inside", ("Kvalderborgen", "en", "name")),
        entry("word", ("North Valderborg", "en", "name")),
        entry("prefix", ("Valderborgia", "en", "name")),
        entry("exact", ("Valderborg", "en", "name")),
    )
    assert ids(made, "valderborg") == ["exact", "prefix", "word", "inside"]
    assert [hit.rank for hit in made.find("valderborg")] == [EXACT, PREFIX, WORD, INSIDE]
    found = {hit.entry.id: hit.rank for hit in made.find("valderbrog")}
    assert found == {"exact": 8, "prefix": 8, "word": 8, "typo": MISTYPED + 1, "inside": MISTYPED + 1}


def test_a_name_of_the_same_script_stands_before_a_transliteration():
    made = finder(entry("cyrillic", ("Нови", "mk", "name")), entry("latin", ("Novi", "en", "name")))
    assert ids(made, "novi") == ["latin", "cyrillic"]
    assert ids(made, "нови") == ["cyrillic", "latin"]


def test_what_the_area_shows_what_exists_and_the_core_stand_first():
    made = finder(
        entry("context", ("Nord", "en", "name"), areas=()),
        entry("gone", ("Nord", "en", "name"), current=False),
        entry("here", ("Nord", "en", "name"), areas=("b",)),
        entry("core", ("Nord", "en", "name")),
    )
    assert ids(made, "nord") == ["core", "here", "context", "gone"]
    assert ids(made, "nord", area="b")[0] == "here"


def test_the_name_that_is_shown_is_one_of_the_language_of_the_reader():
    made = finder(entry("X", ("Xby", "en", "name"), ("Havna", "sv", "other"), ("Havnen", "nb", "other")))
    assert [hit.name.text for hit in made.find("havn", lang="nb")] == ["Havnen"]
    assert [hit.name.text for hit in made.find("havn", lang="sv")] == ["Havna"]
    assert [hit.name.text for hit in made.find("havn")] == ["Havna"]


def test_an_own_name_is_told_before_a_place_of_the_same_name():
    made = finder(entry("X", ("Vidin", "en", "place"), ("Видин", "bg", "name")), entry("Y", ("Vidin Y", "en", "name")))
    assert [hit.name.kind for hit in made.find("видин")] == ["name", "name"]


def test_words_are_found_in_any_order():
    made = finder(entry("X", ("Troms og Finnmark", "nb", "name")))
    assert ids(made, "finnmark troms") == ["X"]
    assert ids(made, "finn tr") == ["X"]
    assert ids(made, "finn tb") == []


def test_spaces_and_hyphens_do_not_matter():
    made = finder(entry("X", ("Nord-Norge", "nb", "name")))
    assert ids(made, "nordnorge") == ids(made, "nord norge") == ids(made, "Nord–Norge") == ["X"]
    assert ids(finder(entry("X", ("Kirkkoniemi", "fi", "place"))), "kirkko niemi") == ["X"]


def test_a_code_is_found_by_its_beginning_only():
    made = finder(entry("NO073", ("Finnmark", "en", "name"), ("NO073", "", "code")))
    assert ids(made, "no073") == ids(made, "NO07") == ["NO073"]
    assert ids(made, "073") == []
    assert ids(made, "NO072") == []


def test_inside_of_titles_of_indicators_only_what_the_reader_may_mean_is_looked_for():
    made = finder(entry("rate", ("Rate", "en", "name"), ("Munkanélküliségi ráta", "hu", "name"), kind="indicator"))
    assert ids(made, "liseg") == []
    assert ids(made, "liseg", lang="hu") == ["rate"]
    assert ids(made, "munkanel") == ["rate"]


def test_a_theme_finds_what_belongs_to_it_after_what_is_called_so():
    made = finder(
        entry("a", ("Wages", "en", "name"), ("labour", "en", "theme"), kind="indicator"),
        entry("b", ("Labour force", "en", "name"), kind="indicator"),
    )
    assert ids(made, "labour") == ["b", "a"]


def test_short_words_are_not_guessed_at():
    made = finder(entry("X", ("Bor", "en", "name")))
    assert ids(made, "bar") == []


def test_nothing_is_found_for_nothing():
    made = finder(entry("X", ("Bor", "en", "name")))
    assert ids(made, "") == ids(made, " – ") == ids(made, "\u0301") == []


def test_names_that_were_reduced_by_other_rules_are_reduced_again():
    stale = SearchEntry("unit", "X", Text(en="Bor"), search_names([("Бор", "sr-Cyrl", "name")]))
    names = tuple(type(name)(name.text, name.language, name.kind, "old", ("older",)) for name in stale.names)
    made = Finder(SearchIndex(RULES + 1, (SearchEntry("unit", "X", stale.title, names),)))
    assert ids(made, "bor") == ["X"]
