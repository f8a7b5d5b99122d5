"""Translations of what the data say: read, checked, brought up to date without losing any."""

from mapserver.catalogue.translations import texts_of, update_texts
from tests.catalogue.folder import Folder

FILE = "layers/translations/nb.po"


def english(folder: Folder) -> str:
    catalogue, _ = folder.read()
    return next(iter(texts_of(catalogue.indicators.values())))["en"]


def po(english: str, said: str) -> str:
    return f'msgid "{english}"\nmsgstr "{said}"\n'


def test_a_translation_is_found_by_its_english_text(folder: Folder) -> None:
    text = english(folder)
    folder.write(FILE, po(text, "På norsk"))
    assert folder.read()[0].texts[text] == {"nb": "På norsk"}


def test_a_folder_without_translations_is_sound(folder: Folder) -> None:
    catalogue, findings = folder.read()
    assert catalogue.texts == {}
    assert not [finding for finding in findings if "translations" in finding.file]


def test_what_is_not_translated_and_what_stands_nowhere_is_noted(folder: Folder) -> None:
    folder.write(FILE, po("Nobody says this", "Ingen sier dette"))
    folder.finding(FILE, 0, "note", "texts are not translated", "mapserver translations")
    folder.finding(FILE, 0, "note", "1 texts stand in no indicator", "Nobody says this")


def test_a_broken_file_is_an_error_that_names_it(folder: Folder) -> None:
    folder.write(FILE, 'msgid "A"\nunit,year\n')
    folder.finding(FILE, 2, "error", "no gettext catalogue", "mend it")
    folder.write(FILE, b"\xff\xfe\x00")
    folder.finding(FILE, 0, "error", "no gettext catalogue")


def test_an_update_keeps_what_is_translated_and_drops_what_is_gone(folder: Folder) -> None:
    text = english(folder)
    folder.write(FILE, po(text, "På norsk") + "\n" + po("Nobody says this", "Ingen sier dette"))
    catalogue, _ = folder.read()
    counts = update_texts(catalogue.indicators.values(), folder.path / "layers" / "translations")
    assert counts["nb"][0] == 1 and counts["fi"][0] == 0 and counts["nb"][1] > 1
    held = folder.text(FILE)
    assert "På norsk" in held and "Nobody says this" not in held
    update_texts(catalogue.indicators.values(), folder.path / "layers" / "translations")
    assert folder.text(FILE) == held
