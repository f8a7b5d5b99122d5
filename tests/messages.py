"""Messages as `make messages` gathers them, and what is wrong with a catalogue of their translations."""

from __future__ import annotations

import re
import shlex
from io import StringIO
from typing import TYPE_CHECKING

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from babel.messages.catalog import Message

PLACE = re.compile(r"%\(\w+\)[sd]|%%")
MARKUP = re.compile(r"</?\w[^>]*>|&\w+;")


def extracted(repo: Path) -> Catalog:
    """Gather the messages of the program with the mapping and the keywords of `make messages`."""
    recipe = (repo / "Makefile").read_text(encoding="utf-8")
    words = shlex.split(re.search(r"--keywords ('[^']*'|\S+)", recipe).group(1))[0].split()  # type: ignore[union-attr]
    mapping = (repo / "mapserver" / "web" / "translations" / "babel.cfg").read_text(encoding="utf-8")
    method_map, options_map = parse_mapping_cfg(StringIO(mapping))
    found = Catalog()
    for file, line, message, comments, context in extract_from_dir(
        repo / "mapserver", method_map, options_map, {**DEFAULT_KEYWORDS, **parse_keywords(words)}
    ):
        found.add(message, None, [(file, line)], auto_comments=comments, context=context)
    return found


def faults(catalogue: Catalog, messages: Catalog) -> Iterator[str]:
    """Yield what is wrong with a catalogue of the translations of `messages`, a sentence each."""
    for message in messages:
        if message.id:
            translated = catalogue.get(message.id, message.context)
            found = ["is missing"] if translated is None else _faults(catalogue, message, translated)
            yield from (f"{_shown(message)} {fault}" for fault in found)
    known = {(message.id, message.context) for message in messages}
    for message in catalogue:
        if message.id and (message.id, message.context) not in known and messages.get(message.id) is None:
            yield f"{_shown(message)} is in the catalogue and nowhere in the program"
    yield from (f"{_shown(message)} is obsolete" for message in catalogue.obsolete.values())


def _faults(catalogue: Catalog, message: Message, translated: Message) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    forms = [translated.string] if isinstance(translated.string, str) else list(translated.string)
    wanted = catalogue.num_plurals if message.pluralizable else 1
    if translated.fuzzy:
        yield "is fuzzy"
    if len(forms) != wanted:
        yield f"has {len(forms)} forms of {wanted}"
    if not all(form and form.strip() for form in forms):
        yield "is not translated"
        return
    original = message.id[-1] if message.pluralizable else message.id
    for form in forms:
        for what, pattern in (("places", PLACE), ("markup", MARKUP)):
            if sorted(pattern.findall(form)) != sorted(pattern.findall(original)):
                yield f"has other {what}: “{form}”"
        if form[:1].isspace() != original[:1].isspace() or form[-1:].isspace() != original[-1:].isspace():
            yield f"begins or ends with other space: “{form}”"
    yield from (str(error) for error in translated.check(catalogue))


def _shown(message: Message) -> str:
    return f"“{message.id[0] if message.pluralizable else message.id}”"
