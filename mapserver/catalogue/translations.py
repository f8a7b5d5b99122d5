"""`layers/translations/<language>.po`: what indicators and series say in words, in the languages of the readers.

A gettext catalogue a language, keyed by the English text. What stands in an `indicator.toml` itself comes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.messages import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from mapserver.catalogue.report import quoted
from mapserver.model import Text
from mapserver.translation import CATALOGUES, latin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mapserver.catalogue.report import FileReport, Report
    from mapserver.model import Indicator

FOLDER = "translations"
#: Languages whose files are read: Serbian is written in Cyrillic and read in both scripts.
LANGUAGES = tuple(tag for tag in CATALOGUES if tag != "sr-Latn")
REMEDY = "run 'mapserver translations' and fill in what is empty"


def read_texts(data: Path, report: Report) -> dict[str, Text]:
    """Return the translations of each English text; a file that cannot be read is an error."""
    found: dict[str, dict[str, str]] = {}
    for tag in LANGUAGES:
        path = data / "layers" / FOLDER / f"{tag}.po"
        if not path.is_file():
            continue
        for english, said in _messages(path, report.of(f"layers/{FOLDER}/{path.name}")):
            found.setdefault(english, {})[tag] = said
            if tag == "sr-Cyrl":
                found[english]["sr-Latn"] = latin(said)
    return {english: Text(by_language) for english, by_language in sorted(found.items())}


def check_texts(texts: dict[str, Text], indicators: Iterable[Indicator], data: Path, report: Report) -> None:
    """Note for each language that has a file how many texts are not translated, and which stand for nothing."""
    known = {text["en"]: text for text in texts_of(indicators)}
    for tag in LANGUAGES:
        path = data / "layers" / FOLDER / f"{tag}.po"
        if not path.is_file():
            continue
        file = report.of(f"layers/{FOLDER}/{path.name}")
        missing = [english for english, text in known.items() if tag not in text and tag not in texts.get(english, ())]
        if missing:
            file.note(0, f"{len(missing)} of {len(known)} texts are not translated, as {quoted(missing[0])}", REMEDY)
        strange = sorted(english for english, text in texts.items() if tag in text and english not in known)
        if strange:
            file.note(0, f"{len(strange)} texts stand in no indicator, as {quoted(strange[0])}", REMEDY)


def texts_of(indicators: Iterable[Indicator]) -> list[Text]:
    """Return everything that indicators and their series say in English besides titles and measures, each once."""
    found: dict[str, Text] = {}
    for indicator in indicators:
        for text in _texts(indicator):
            if text.get("en"):
                found.setdefault(text["en"], text)
    return list(found.values())


def update_texts(indicators: Iterable[Indicator], folder: Path) -> dict[str, tuple[int, int]]:
    """Bring the texts of indicators into the file of every language, keeping what is translated.

    Return how many of how many are translated, by language. What stands in no indicator any more leaves the files.
    """
    known = texts_of(indicators)
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    for tag in LANGUAGES:
        path = folder / f"{tag}.po"
        held = _read(path, CATALOGUES[tag]) if path.is_file() else None
        fresh = _read(None, CATALOGUES[tag])
        for text in known:
            english = text["en"]
            old = held.get(english) if held is not None else None
            message = fresh.add(english, str(old.string) if old is not None else "")
            # Nothing is inserted into these: a per cent sign is one.
            message.flags.discard("python-format")
        with path.open("wb") as file:
            write_po(file, fresh, width=0, omit_header=True)
        said = {str(message.id) for message in fresh if message.string}
        done = sum(1 for text in known if tag in text or text["en"] in said)
        counts[tag] = (done, len(known))
    return counts


def _texts(indicator: Indicator) -> Iterator[Text]:
    yield indicator.definition
    yield indicator.notes
    for about in indicator.country_notes:
        yield about.note
    for judged in indicator.comparability:
        yield judged.reason
    for series in indicator.series:
        yield series.title
        yield series.definition
        yield series.measure
        for remark in series.breaks:
            yield remark.reason


def _messages(path: Path, file: FileReport) -> Iterator[tuple[str, str]]:
    try:
        held = _read(path, None)
    except (PoFileError, UnicodeDecodeError, ValueError) as fault:
        line = fault.lineno + 1 if isinstance(fault, PoFileError) else 0
        remedy = "mend it, or delete it and run 'mapserver translations'"
        file.error(line, f"this is no gettext catalogue: {fault}", remedy)
        return
    for message in held:
        if message.id and message.string and not message.fuzzy:
            yield str(message.id), str(message.string)


def _read(path: Path | None, locale: str | None) -> Catalog:
    """Read a catalogue, or make an empty one."""
    if path is None:
        return Catalog(locale=locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)
