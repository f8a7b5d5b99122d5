"""The start of the API: an index for programs, a page for those who write them, the description, and the routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from flask import Blueprint, Response, request

from mapserver.translation import tell
from mapserver.web import addresses
from mapserver.web.api.openapi import RESOURCES, description
from mapserver.web.api.parameter import Query, Spoken, parameters_of
from mapserver.web.api.reading import read
from mapserver.web.api.resource import answer
from mapserver.web.lookup import languages_of
from mapserver.web.rendering import PAGE, page, render
from mapserver.web.site import current_site, published
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("api", __name__)

OPENAPI = "application/vnd.oai.openapi+json;version=3.1"


@dataclass(frozen=True)
class ListWords:
    """A list as the page tells of it: `parameters` are the names of what it takes, `examples` addresses."""

    path: str
    summary: str
    parameters: tuple[str, ...]
    examples: tuple[str, ...]


def wants_page() -> bool:
    """Say whether the client reads HTML rather than JSON, as browsers say and programs do not."""
    accepted = request.accept_mimetypes
    return accepted.best_match(("application/json", "text/html"), "application/json") == "text/html"


@blueprint.get("/api/")
def index() -> Response:
    """Lead to every list and to the description: as a page for those who ask for HTML."""
    snapshot = published()
    lang = read(Spoken, request.args, snapshot).lang
    made = _page(snapshot, lang) if wants_page() else answer(("index",), lambda root: (_index(snapshot, root), ""))
    made.vary.add("Accept")
    return made


@blueprint.get("/api/openapi.json")
def openapi() -> Response:
    """Answer the description, OpenAPI 3.1."""
    snapshot = published()
    read(Query, request.args, snapshot)
    title = current_site().settings.title
    return answer(
        ("openapi",), lambda root: (msgspec.json.encode(description(snapshot, root, title)) + b"\n", ""), OPENAPI
    )


def _index(snapshot: Snapshot, root: str) -> bytes:
    links = {resource.name: root + resource.path for resource in RESOURCES}
    shape = {
        "title": current_site().settings.title,
        "snapshot": snapshot.id,
        "description": f"{root}/api/openapi.json",
        "features": f"{root}/ogc/",
        "catalogue": f"{root}/catalog.jsonld",
        "lists": links,
        "search": f"{root}/api/search",
    }
    return msgspec.json.encode(shape) + b"\n"


def _page(snapshot: Snapshot, lang: str) -> Response:
    kept = "" if lang == INTERFACE else lang

    def write() -> str:
        return render(
            "api.html",
            lang,
            lists=[
                ListWords(
                    item.path,
                    tell(lang, item.summary),
                    tuple(parameter.name for parameter in parameters_of(item.query)),
                    tuple(f"{item.path}?{example}" if example else item.path for example in item.examples),
                )
                for item in RESOURCES
            ],
            languages=languages_of(snapshot),
            canonical=addresses.with_query("/api/", {"lang": kept}),
        )

    return page(("api", lang), write, PAGE)


def _add_routes() -> None:
    for resource in RESOURCES:
        blueprint.add_url_rule(resource.path, f"list_{resource.name}", resource.answer, methods=["GET"])
        if resource.item:
            blueprint.add_url_rule(
                resource.item_path("<", ">"), f"one_{resource.name}", resource.answer_one, methods=["GET"]
            )


_add_routes()
