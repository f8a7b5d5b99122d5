"""Translations of the data in a snapshot: opened with every text, and no step is worked out anew for them."""

from mapserver.catalogue.translations import texts_of
from mapserver.model import Message, Text
from mapserver.snapshot import Published, Snapshot, Store, build
from mapserver.snapshot.codec import decode, encode
from tests.catalogue.folder import Folder


def opened(store: Store) -> Snapshot:
    snapshot = Published(store).current()
    assert snapshot is not None
    return snapshot


def test_a_text_of_the_data_is_opened_with_its_translations(folder: Folder, store: Store) -> None:
    build(folder.path, store)
    area = opened(store).areas[0]
    indicator = area.layers[0].indicator
    english = opened(store).layer(area.id, indicator).definition["en"]
    folder.write("layers/translations/fi.po", f'msgid "{english}"\nmsgstr "Suomeksi"\n')
    again = build(folder.path, store)
    assert again.fresh == 0
    snapshot = opened(store)
    assert snapshot.layer(area.id, indicator).definition.spoken("fi") == ("Suomeksi", "fi")
    lines = [line for code in snapshot.units for line in snapshot.unit(code).lines if line.indicator == indicator]
    assert lines


def test_what_a_text_says_itself_comes_first() -> None:
    texts = {"A": Text(nb="B", fi="C")}
    assert decode(encode(Text(en="A", nb="own")), Text, texts) == {"en": "A", "nb": "own", "fi": "C"}
    assert decode(encode(Text(en="D")), Text, texts) == {"en": "D"}
    assert decode(encode(Text()), Text, texts) == {}


def test_what_a_steward_says_in_a_message_is_translated_too() -> None:
    stored = encode(Message.quoting(Text(en="A")))
    assert decode(stored, Message, {"A": Text(fi="C")}).values["text"] == {"en": "A", "fi": "C"}


def test_a_broken_translation_keeps_a_build_from_being_published(folder: Folder, store: Store) -> None:
    before = build(folder.path, store).snapshot
    folder.write("layers/translations/fi.po", 'msgid "A"\nunit,year\n')
    try:
        build(folder.path, store)
    except RuntimeError as error:
        assert "nothing was published" in str(error)
    else:
        raise AssertionError("published")
    assert store.pointer() == before


def test_all_texts_of_an_indicator_are_offered_once(folder: Folder) -> None:
    catalogue, _ = folder.read()
    held = [text["en"] for text in texts_of(catalogue.indicators.values())]
    assert len(held) == len(set(held)) > 3
