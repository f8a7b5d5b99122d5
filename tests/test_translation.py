"""Messages in the languages of the interface: every catalogue is complete, and what is not translated is English."""

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po

from mapserver import translation
from mapserver.translation import (
    CATALOGUES,
    LANGUAGES,
    N_,
    interface_language,
    pattern,
    read_catalogue,
    tell,
    tell_plural,
)
from tests.messages import extracted, faults

#: Calls that hold a message, and which of what they are given it is; `tell` is given constants that were marked, too.
MARKERS = {"N_": slice(0, 1), "tell": slice(1, 2), "tell_plural": slice(1, 3)}
HEADER = (
    'msgid ""\nmsgstr ""\n"Language: sk\\n"\n'
    '"Plural-Forms: nplurals=3; plural=((n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2);\\n"\n\n'
)


@pytest.fixture(scope="module")
def messages(repo: Path) -> Catalog:
    return extracted(repo)


def template() -> Catalog:
    """Make a program of three messages."""
    made = Catalog()
    made.add("Highest: %(name)s")
    made.add(("%(num)s unit", "%(num)s units"))
    made.add("See <b>this</b>")
    return made


def slovak(text: str) -> Catalog:
    return read_po(BytesIO((HEADER + text).encode()), locale="sk")


GOOD = {
    "Highest": 'msgid "Highest: %(name)s"\nmsgstr "Najviac: %(name)s"\n',
    "units": (
        'msgid "%(num)s unit"\nmsgid_plural "%(num)s units"\n'
        'msgstr[0] "%(num)s okres"\nmsgstr[1] "%(num)s okresy"\nmsgstr[2] "%(num)s okresov"\n'
    ),
    "See": 'msgid "See <b>this</b>"\nmsgstr "Pozri <b>toto</b>"\n',
}


def test_a_complete_catalogue_has_no_fault() -> None:
    assert list(faults(slovak("\n".join(GOOD.values())), template())) == []


@pytest.mark.parametrize(
    ("part", "text", "fault"),
    [
        ("Highest", "", "is missing"),
        ("Highest", 'msgid "Highest: %(name)s"\nmsgstr ""\n', "is not translated"),
        ("Highest", 'msgid "Highest: %(name)s"\nmsgstr " "\n', "is not translated"),
        ("Highest", "#, fuzzy\n" + GOOD["Highest"], "is fuzzy"),
        ("Highest", GOOD["Highest"].replace("Najviac: %(name)s", "Najviac: %(meno)s"), "place"),
        ("Highest", GOOD["Highest"].replace("Najviac: %(name)s", "Najviac"), "has other places"),
        ("Highest", GOOD["Highest"].replace("Najviac", " Najviac"), "begins or ends with other space"),
        ("units", GOOD["units"].replace("%(num)s okresov", ""), "is not translated"),
        ("units", GOOD["units"].replace("%(num)s okresy", "okresy"), "has other places"),
        ("See", GOOD["See"].replace("<b>toto</b>", "toto"), "has other markup"),
        ("See", GOOD["See"] + '\nmsgid "Gone"\nmsgstr "Preč"\n', "nowhere in the program"),
        ("See", GOOD["See"] + '\n#~ msgid "Gone"\n#~ msgstr "Preč"\n', "is obsolete"),
    ],
)
def test_a_fault_of_a_catalogue_is_found(part: str, text: str, fault: str) -> None:
    found = list(faults(slovak("\n".join({**GOOD, part: text}.values())), template()))
    assert found, "nothing was found"
    assert all(fault in item for item in found), found


def test_the_messages_of_templates_and_of_the_program_are_gathered(messages: Catalog) -> None:
    for message in (
        "Districts that meet",
        "confidential",
        "Highest: %(highest)s (%(highest_value)s); lowest: %(lowest)s (%(lowest_value)s).",
    ):
        assert messages.get(message) is not None, message
    plural = messages.get("%(title)s in %(year)s: %(num)s unit of the border area has a value.")
    assert plural is not None and plural.pluralizable


def test_what_is_marked_is_gathered(repo: Path, messages: Catalog) -> None:
    """A call within an f-string, or one that is given no literal, would never come into a catalogue."""
    known = {form for message in messages for form in ([message.id] if isinstance(message.id, str) else message.id)}
    lost = []
    for path in sorted((repo / "mapserver").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            for given in node.args[MARKERS[name]] if isinstance(node, ast.Call) and name in MARKERS else ():
                literal = given.value if isinstance(given, ast.Constant) else None if name == "tell" else ""
                if literal is not None and literal not in known:
                    lost.append(f"{path.relative_to(repo)}:{node.lineno}: {ast.unparse(given)}")
    lost = [call for call in lost if not call.startswith("mapserver/translation.py")]
    assert not lost, "\n".join(lost)


@pytest.mark.parametrize("language", sorted(set(CATALOGUES.values())))
def test_every_message_is_translated(language: str, messages: Catalog) -> None:
    tag = next(tag for tag, folder in CATALOGUES.items() if folder == language)
    found = list(faults(read_catalogue(tag), messages))
    assert not found, f"{len(found)} faults, `make messages` and translate:\n" + "\n".join(found[:20])


@pytest.fixture
def half_translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let Slovak have one translation, one empty and one half of a plural."""
    text = (
        HEADER
        + GOOD["Highest"]
        + '\nmsgid "Lowest: %(name)s"\nmsgstr ""\n\n'
        + GOOD["units"].replace("%(num)s okresov", "")
    )
    file = tmp_path / "sk" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(translation, "FOLDER", tmp_path)
    translation.catalogue.cache_clear()
    yield
    translation.catalogue.cache_clear()


def test_what_is_not_translated_is_said_in_english(half_translated: None) -> None:
    assert tell("sk", "Highest: %(name)s", name="Lappi") == "Najviac: Lappi"
    assert tell("sk", "Lowest: %(name)s", name="Lappi") == "Lowest: Lappi"
    assert tell("sk", "Nobody knows %(name)s", name="Lappi") == "Nobody knows Lappi"
    assert pattern("sk", "Nobody knows %(name)s") == "Nobody knows %(name)s"
    assert [tell_plural("sk", "%(num)s unit", "%(num)s units", count) for count in (1, 5)] == ["1 okres", "5 units"]


@pytest.mark.parametrize("lang", ["en", "xx", "hu", "zh-Hant", ""])
def test_a_language_without_a_catalogue_is_told_in_english(lang: str) -> None:
    assert interface_language(lang) == "en"
    assert tell(lang, "Highest: %(name)s", name="Lappi") == "Highest: Lappi"
    assert tell_plural(lang, "%(num)s unit", "%(num)s units", 2) == "2 units"


def test_serbian_has_one_catalogue_in_two_scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = HEADER.replace("Language: sk", "Language: sr_Cyrl") + 'msgid "Map"\nmsgstr "Љуљашка џепа"\n'
    file = tmp_path / "sr_Cyrl" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(translation, "FOLDER", tmp_path)
    translation.catalogue.cache_clear()
    assert (tell("sr-Cyrl", N_("Map")), tell("sr-Latn", "Map")) == ("Љуљашка џепа", "Ljuljaška džepa")
    translation.catalogue.cache_clear()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_name_of_a_place_is_never_taken_for_a_place_in_a_message(lang: str) -> None:
    assert tell(lang, "Highest: %(name)s", name="100 %(x)s") == tell(lang, "Highest: %(name)s", name="?").replace(
        "?", "100 %(x)s"
    )
