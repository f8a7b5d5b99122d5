"""The stories as an Atom feed: each with its whole text, numbers written out and maps as pictures.

Source: RFC 4287.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from markupsafe import Markup

from mapserver.translation import interface_language, tell
from mapserver.web import addresses
from mapserver.web.story_parts import StoryWriter
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from mapserver.model import StoryEntry
    from mapserver.snapshot import Snapshot

MIMETYPE = "application/atom+xml; charset=utf-8"
ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: When a feed without stories was changed last.
NEVER = "1970-01-01"
PICTURE = Markup('<p><a href="{}"><img src="{}" alt="{}"></a></p>')

ElementTree.register_namespace("", ATOM)


def feed(snapshot: Snapshot, lang: str, root: str, title: str) -> str:
    """Return the feed for a reader of `lang`; `root` stands before each address, `title` is that of the site.

    A story that is not written in the language stands there in English, with the identifier that it has in English.
    """
    kept = "" if lang == INTERFACE else lang
    made = ElementTree.Element(f"{{{ATOM}}}feed", {LANG: interface_language(lang)})
    _add(made, "id", _identifier("", interface_language(lang)))
    _add(made, "title", tell(lang, "%(site)s: stories", site=title))
    _add(made, "updated", _moment(max((story.changed for story in snapshot.stories), default=NEVER)))
    _add(made, "link", rel="self", type="application/atom+xml", href=root + addresses.story_feed(kept))
    _add(made, "link", rel="alternate", type="text/html", href=root + addresses.stories(kept))
    author = _add(made, "author")
    _add(author, "name", title)
    for story in snapshot.stories:
        _entry(made, story, StoryWriter(snapshot, story, lang, root), root + addresses.story(story.slug, kept))
    text = ElementTree.tostring(made, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _entry(made: ElementTree.Element, story: StoryEntry, writer: StoryWriter, address: str) -> None:
    entry = ElementTree.SubElement(made, f"{{{ATOM}}}entry", {LANG: writer.language})
    _add(entry, "id", _identifier(story.slug, writer.language))
    _add(entry, "title", writer.text.title)
    _add(entry, "published", _moment(story.date))
    _add(entry, "updated", _moment(story.changed))
    _add(entry, "link", rel="alternate", type="text/html", hreflang=writer.language, href=address)
    author = _add(entry, "author")
    _add(author, "name", story.author)
    for area in story.areas:
        _add(entry, "category", term=area)
    _add(entry, "summary", writer.lead_words())
    _add(entry, "content", _content(writer), type="html")


def _content(writer: StoryWriter) -> str:
    parts = [Markup("<p>{}</p>").format(writer.lead())]
    for part in writer.parts():
        shown = part.map
        alternative = "" if shown is None else " ".join((shown.title, *shown.words[:2]))
        parts.append(part.html if shown is None else PICTURE.format(shown.address, shown.picture, alternative))
    return "".join(parts)


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text
    return element


def _identifier(slug: str, language: str) -> str:
    """Return an identifier that stays the same whatever host serves the story; without a slug that of the feed."""
    return uuid5(NAMESPACE_URL, f"mapserver:stories/{slug}/{language}").urn


def _moment(date: str) -> str:
    return f"{date}T00:00:00Z"
