"""`layers/stories/` into Stories: one folder a story, with `story.toml` and one Markdown file a language."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from mapserver.catalogue.document import read_document
from mapserver.catalogue.plain_text import forbidden_lines, read_text
from mapserver.catalogue.report import listed, quoted
from mapserver.catalogue.schema import STORY
from mapserver.catalogue.story_calls import UNSIGNED, Names
from mapserver.catalogue.story_text import Marks, read_story_text
from mapserver.model import Story
from mapserver.translation import LANGUAGES, SOURCE

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from mapserver.catalogue.document import Document
    from mapserver.catalogue.report import FileReport, Report
    from mapserver.model import Catalogue, StoryText

FOLDER = "stories"
ABOUT = "story.toml"
#: Several times the longest story that anybody reads to its end.
MOST_BYTES = 60_000
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG = 60


def story_folders(data: Path) -> list[str]:
    """Return the names of the folders in `layers/stories/`, sorted."""
    return sorted(path.name for path in (data / "layers" / FOLDER).glob("*/"))


def read_stories(
    data: Path, catalogue: Catalogue, indicators: Collection[str], report: Report, only: Collection[str] | None = None
) -> dict[str, Story]:
    """Return the stories of a data folder by slug, of `only` these folders; those with errors are left out.

    `indicators` are the names of all indicators of the folder.
    """
    names = Names.of(catalogue, indicators)
    stories: dict[str, Story] = {}
    for slug in story_folders(data):
        if only is None or slug in only:
            story = _read_story(data, slug, names, report)
            if story is not None:
                stories[slug] = story
    return stories


def _read_story(data: Path, slug: str, names: Names, report: Report) -> Story | None:
    folder, place = data / "layers" / FOLDER / slug, f"layers/{FOLDER}/{slug}"
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        remedy = f"rename the folder: lower case, digits and single hyphens, {LONGEST_SLUG} letters at most"
        report.of(place).error(0, f"{quoted(slug)} is no address of a story", remedy)
        return None
    about = report.of(f"{place}/{ABOUT}")
    document = read_document(folder / ABOUT, about, STORY)
    if document is not None:
        _check_dates(document, about)
        _check_areas(document, about, names)
    marks = Marks()
    texts = _read_texts(folder, place, names, marks, report)
    if document is None or texts is None or about.errors:
        return None
    values = document.values
    return Story(
        slug,
        values["author"],
        values["date"],
        values.get("updated", ""),
        tuple(values["areas"]),
        texts,
        tuple(marks.calls),
        tuple(marks.maps),
        tuple(marks.guards),
        values.get("author_kind") == "organization",
    )


def _read_texts(folder: Path, place: str, names: Names, marks: Marks, report: Report) -> dict[str, StoryText] | None:
    """Return the texts by language, English first; None where any has an error."""
    files = {path.stem: path for path in sorted(folder.glob("*.md"))}
    for path in sorted(folder.iterdir()):
        if path.name != ABOUT and path.suffix != ".md" and not path.name.startswith("."):
            report.of(f"{place}/{path.name}").warning(0, "no story reads this file", f"keep {ABOUT} and <language>.md")
    if SOURCE not in files:
        report.of(f"{place}/{SOURCE}.md").error(0, "the story has no English text", f"write {SOURCE}.md first")
        return None
    texts: dict[str, StoryText] = {}
    english: set[str] = set()
    errors = 0
    for language in sorted(files, key=lambda tag: (tag != SOURCE, tag)):
        file = report.of(f"{place}/{language}.md")
        if language not in LANGUAGES:
            file.error(0, f"{quoted(language)} is no language of the interface", f"name it {listed(LANGUAGES, 20)}")
        elif files[language].stat().st_size > MOST_BYTES:
            size = f"{files[language].stat().st_size / 1e3:.0f} kB, more than {MOST_BYTES / 1e3:.0f} kB"
            file.error(0, f"the text has {size}", "divide it into several stories")
        text = None if file.errors else read_text(files[language], file)
        read = None if text is None or forbidden_lines(text, file) else read_story_text(text, file, names, marks)
        if read is not None:
            texts[language] = read
            if language == SOURCE:
                english = marks.heard
                _check_signs(marks, file)
            elif SOURCE in texts:
                _check_same(english, marks.heard, file)
        errors += file.errors
    return None if errors else texts


def _check_same(english: set[str], held: set[str], file: FileReport) -> None:
    """Report figures and maps that a translation has not, or that only it has: it says what the English text says."""
    missing, more = sorted(english - held), sorted(held - english)
    if missing:
        words = listed((f"{{{call}}}" for call in missing), 3)
        file.error(0, f"figures of {SOURCE}.md are missing: {words}", "translate the text as it is now")
    if more:
        words = listed((f"{{{call}}}" for call in more), 3)
        file.error(0, f"figures are not in {SOURCE}.md: {words}", f"add them to {SOURCE}.md, or leave them out")


def _check_signs(marks: Marks, file: FileReport) -> None:
    """Report figures without a sign whose direction no guard holds: the words say it, and must not go stale."""
    held = {
        (guard.left.name, guard.left.words)
        for guard in marks.guards
        if isinstance(guard.right, str) and guard.sign not in ("=", "!=")
    }
    for item in marks.calls:
        if item.call.name in UNSIGNED and (item.call.name, item.call.words) not in held:
            bare = " ".join((item.call.name, *item.call.words))
            message = f"{quoted('{' + str(item.call) + '}')} is written without its sign, which no guard holds"
            file.error(item.line, message, f"add a line {{check {bare} > 0}}, or < 0")


def _check_dates(document: Document, report: FileReport) -> None:
    found: dict[str, date] = {}
    for key in ("date", "updated"):
        written = document.at(key)
        if written is None or not document.sound(key):
            continue
        try:
            found[key] = date.fromisoformat(written)
        except ValueError:
            report.error(document.line(key), f"there is no day {quoted(written)}", "write year, month and day")
    if len(found) == 2 and found["updated"] < found["date"]:
        report.error(document.line("updated"), "it was updated before it was written", "exchange the dates")


def _check_areas(document: Document, report: FileReport, names: Names) -> None:
    for area in document.at("areas") if document.sound("areas") and document.at("areas") else ():
        if area not in names.catalogue.areas:
            known = listed(sorted(names.catalogue.areas)) or "none"
            report.error(document.line("areas"), f"area {quoted(area)} is unknown", f"name one of: {known}")
