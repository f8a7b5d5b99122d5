"""The pages of stories: the list, and each story with its maps, its sources and how its numbers were worked out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, request
from markupsafe import Markup

from mapserver.exports.linked import data_block
from mapserver.maps.judgements import WORDS
from mapserver.maps.reasons import judgement_reason
from mapserver.model import Text
from mapserver.translation import LANGUAGES, interface_language, tell
from mapserver.web import addresses
from mapserver.web.dates import date_text
from mapserver.web.errors import Unknown
from mapserver.web.lookup import find_layer, languages_of, languages_offered
from mapserver.web.query import read_lang
from mapserver.web.rendering import page, render
from mapserver.web.sharing import Sharing, site_root
from mapserver.web.site import current_site, published
from mapserver.web.story_feed import MIMETYPE, feed
from mapserver.web.story_parts import StoryWriter
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from mapserver.model import AreaEntry, StoryEntry
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("stories", __name__)

#: How many stories the first page has.
NEWEST = 3


@dataclass(frozen=True)
class StoryLine:
    """A story in a list: its title and lead in `language`, its date as written and in words, and its areas."""

    title: str
    lead: str
    language: str
    date: str
    date_words: str
    areas: tuple[Text, ...]
    address: str

    @classmethod
    def of(cls, snapshot: Snapshot, story: StoryEntry, lang: str) -> StoryLine:
        """Describe a story for a reader of `lang`."""
        writer = StoryWriter(snapshot, story, lang)
        known = {area.id: area.title for area in snapshot.areas}
        return cls(
            writer.text.title,
            writer.lead_words(),
            writer.language,
            story.date,
            date_text(story.date, lang),
            tuple(known[area] for area in story.areas if area in known),
            addresses.story(story.slug, "" if lang == INTERFACE else lang),
        )


@dataclass(frozen=True)
class UsedIndicator:
    """An indicator that a story uses, where it is defined, and the titles of the series that give its figures."""

    indicator: Text
    address: str
    titles: tuple[Text, ...]


@dataclass(frozen=True)
class Caution:
    """Series of an indicator that stand side by side: their titles, how they compare, in a word, and why."""

    indicator: Text
    titles: tuple[Text, ...]
    judgement: str
    reason: Text


def story_lines(snapshot: Snapshot, lang: str, area: str = "", most: int | None = None) -> list[StoryLine]:
    """Return the stories, the newest first: those about an area where one is named, `most` of them."""
    found = [story for story in snapshot.stories if not area or area in story.areas]
    return [StoryLine.of(snapshot, story, lang) for story in found[:most]]


@blueprint.get("/stories")
def stories() -> Response:
    """List the stories."""
    snapshot = published()
    lang = read_lang(snapshot, request.args)

    def write() -> str:
        return render(
            "stories.html",
            lang,
            stories=story_lines(snapshot, lang),
            languages=languages_of(snapshot),
            canonical=addresses.stories("" if lang == INTERFACE else lang),
        )

    return page(("stories", lang), write)


@blueprint.get("/stories/feed.atom")
def story_feed() -> Response:
    """Answer the stories as an Atom feed."""
    snapshot = published()
    lang = read_lang(snapshot, request.args)
    root, title = site_root(), current_site().settings.title
    return page(("stories.atom", lang, root), lambda: feed(snapshot, lang, root, title), MIMETYPE)


@blueprint.get("/stories/<slug>")
def story(slug: str) -> Response:
    """Show a story."""
    snapshot = published()
    entry = find_story(snapshot, slug)
    lang = read_lang(snapshot, request.args)

    def write() -> str:
        writer = StoryWriter(snapshot, entry, lang)
        areas = [area for area in snapshot.areas if area.id in entry.areas]
        kept = "" if lang == INTERFACE else lang
        return render(
            "story.html",
            lang,
            story=entry,
            text=writer.text,
            text_language=writer.language,
            is_translated=writer.language == interface_language(lang),
            lead=writer.lead(),
            parts=list(writer.parts()),
            drawn=writer.drawn,
            areas=areas,
            date=date_text(entry.date, lang),
            updated=date_text(entry.updated, lang) if entry.updated else "",
            versions=[
                (tag, addresses.story(slug, "" if tag == INTERFACE else tag)) for tag in LANGUAGES if tag in entry.texts
            ],
            sources=used_indicators(snapshot, entry, kept),
            publications=publications(entry),
            cautions=cautions(snapshot, entry, lang),
            languages=languages_offered(areas[0], lang) if areas else languages_of(snapshot),
            canonical=addresses.story(slug, kept),
            description=writer.lead_words(),
            share=sharing(snapshot, entry, areas, lang),
            others=[line for line in story_lines(snapshot, lang) if line.address != addresses.story(slug, kept)],
        )

    return page(("story", slug, lang, site_root()), write)


def find_story(snapshot: Snapshot, slug: str) -> StoryEntry:
    """Return a story; Unknown where there is none of that name."""
    known = {item.slug: item for item in snapshot.stories}
    if slug not in known:
        where = {item: addresses.story(item) for item in known}
        raise Unknown(
            "story", slug, where, lambda near: Text({tag: text.title for tag, text in known[near].texts.items()})
        )
    return known[slug]


def used_indicators(snapshot: Snapshot, story: StoryEntry, kept: str) -> list[UsedIndicator]:
    """Return the indicators that a story rests on; one that several areas draw stands once."""
    found: dict[str, UsedIndicator] = {}
    for item in story.sources:
        entry = find_layer(snapshot, snapshot.area(item.area), item.indicator)
        address = addresses.layer(item.area, item.indicator, {"view": "definition", "lang": kept})
        known = found.get(item.indicator, UsedIndicator(entry.title, address, ()))
        titles = tuple(dict.fromkeys((*known.titles, item.title)))
        found[item.indicator] = UsedIndicator(known.indicator, known.address, titles)
    return list(found.values())


def publications(story: StoryEntry) -> list[dict[str, str]]:
    """Return the publications that a story rests on, each once, by publisher and title."""
    found = {edition["id"]: edition for source in story.sources for edition in source.editions}
    return sorted(found.values(), key=lambda edition: (edition["publisher"], edition["title"], edition["id"]))


def cautions(snapshot: Snapshot, story: StoryEntry, lang: str) -> list[Caution]:
    """Return what must be known of figures from two sources before they are compared."""
    return [
        Caution(
            find_layer(snapshot, snapshot.area(item.area), item.indicator).title,
            item.titles,
            tell(lang, WORDS[item.judgement]),
            judgement_reason(item.reason, lang),
        )
        for item in story.comparisons
    ]


def sharing(snapshot: Snapshot, story: StoryEntry, areas: list[AreaEntry], lang: str) -> Sharing:
    """Return what a story says of itself where it is shared: its first map is its picture."""
    root, site = site_root(), current_site().settings.title
    writer = StoryWriter(snapshot, story, lang, root)
    shown = writer.first_map()
    image = "" if shown is None else shown.card
    address = root + addresses.story(story.slug, "" if lang == INTERFACE else lang)
    block: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": writer.text.title,
        "description": writer.lead_words(),
        "inLanguage": writer.language,
        "datePublished": story.date,
        "dateModified": story.changed,
        "author": {"@type": "Organization" if story.is_organization else "Person", "name": story.author},
        "publisher": {"@type": "Organization", "name": site},
        "mainEntityOfPage": address,
        "url": address,
        "version": snapshot.id,
        "isAccessibleForFree": True,
        "contentLocation": [{"@type": "Place", "name": area.title.say(writer.language)} for area in areas],
        "citation": sorted(
            {f"{edition['publisher']}, {edition['title']}" for source in story.sources for edition in source.editions}
        ),
    }
    if image:
        block["image"] = image
    return Sharing(
        writer.text.title,
        writer.lead_words(),
        address,
        image,
        Markup(data_block(block)),  # noqa: S704 - no sign in it can end the block
        kind="article",
    )
