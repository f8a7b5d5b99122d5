"""The search: a page of everything that was found, and suggestions as JSON while a reader is writing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from mapserver.translation import tell, tell_plural
from mapserver.web import addresses
from mapserver.web.body import Body
from mapserver.web.found import HEADINGS, Found
from mapserver.web.lookup import languages_known, languages_of
from mapserver.web.query import Query
from mapserver.web.rendering import PAGE, PAGE_COMPRESSION, render, send
from mapserver.web.site import current_site, published
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from mapserver.snapshot import Hit, Snapshot

blueprint = Blueprint("search", __name__)

PARAMETERS = ("q", "area", "lang")
#: Suggestions may be asked for of one kind.
KIND = "kind"
#: Letters of a query; the field takes no more.
LONGEST_QUERY = 100
#: Suggestions under the field.
SUGGESTED = 8
#: Shown on the empty page where they are found: one town in three languages, and one across the map.
EXAMPLES = ("Kirkenes", "Kirkkoniemi", "Киркенес", "Одрин")


@dataclass(frozen=True)
class Asked:
    """What a reader searches for; `area` is the border area that comes first, `kept` the language that links carry,
    `kind` the only one that is wanted, if any."""

    query: str
    area: str
    lang: str
    kind: str = ""

    @property
    def kept(self) -> str:
        """Return the language of links, nothing for the interface's own."""
        return "" if self.lang == INTERFACE else self.lang

    @property
    def address(self) -> str:
        """Return the canonical address of the page."""
        return addresses.search(self.query, self.area, self.kept)


def read_asked(snapshot: Snapshot, more: tuple[str, ...] = ()) -> Asked:
    """Return what the current request asks for; BadParameter for what is not understood."""
    query = Query(request.args, (*PARAMETERS, *more))
    lang = query.language(languages_known(snapshot))
    area = query.choose("area", [area.id for area in snapshot.areas], "")
    text = query.text("q", LONGEST_QUERY)
    kind = query.choose(KIND, HEADINGS, "") if KIND in more else ""
    query.finish()
    return Asked(text, area, lang, kind)


@blueprint.get("/search")
def search() -> Response:
    """Show what was found. The page is not kept in memory: every query is another one."""
    snapshot = published()
    asked = read_asked(snapshot)
    groups = Found(snapshot, asked.lang, asked.area).groups(_hits(snapshot, asked))
    text = render(
        "search.html",
        asked.lang,
        query=asked.query,
        here=asked.area,
        groups=groups,
        count=sum(len(group.results) + group.more for group in groups),
        areas=snapshot.areas,
        examples=[] if asked.query else examples(snapshot, asked),
        languages=languages_of(snapshot),
        canonical=asked.address,
    )
    return _send(Body.of(text.encode(), PAGE, level=PAGE_COMPRESSION))


@blueprint.get("/api/search")
def suggest() -> Response:
    """Answer the best of what was found, in the words of the reader's language.

    `results` stand best first, each with `kind` (unit, indicator, area, border, checkpoint), `id`, `text` and
    `text_lang` (the name that fits, to be shown), `notes` (what it is and where), `address`. `told` says how many there
    are, `more` leads to all of them. With `kind` only those of one kind.
    """
    snapshot = published()
    asked = read_asked(snapshot, (KIND,))
    hits = _hits(snapshot, asked)
    found = Found(snapshot, asked.lang, asked.area)
    results = [found.suggestion(hit) for hit in hits[:SUGGESTED]]
    shape = {
        "query": asked.query,
        "count": len(hits),
        "results": results,
        "told": tell_plural(asked.lang, "%(num)s suggestion", "%(num)s suggestions", len(results)),
        "more": {
            "text": tell(asked.lang, "All results for “%(query)s”", query=asked.query),
            "address": asked.address,
        },
    }
    content = json.dumps(shape, ensure_ascii=False, allow_nan=False) + "\n"
    return _send(Body.of(content.encode(), "application/json"))


def examples(snapshot: Snapshot, asked: Asked) -> list[tuple[str, str]]:
    """Return examples with the addresses of what they find: those that find something in this snapshot."""
    return [(name, addresses.search(name, asked.area, asked.kept)) for name in EXAMPLES if snapshot.finder.find(name)]


def _hits(snapshot: Snapshot, asked: Asked) -> list[Hit]:
    hits = snapshot.finder.find(asked.query, area=asked.area, lang=asked.lang)
    return [hit for hit in hits if asked.kind in ("", hit.entry.kind)]


def _send(body: Body) -> Response:
    return send(body, f"public, max-age={current_site().settings.page_max_age}")
