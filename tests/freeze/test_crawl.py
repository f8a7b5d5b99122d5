"""The crawl finds pages that nobody told it of, and turns what they lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import Flask, redirect, request

from mapserver.freeze import Choice, FreezeError
from mapserver.freeze.address import Address
from mapserver.freeze.copy import Copy
from mapserver.freeze.crawl import crawl
from mapserver.freeze.scope import Scope
from mapserver.freeze.turn import Turner
from mapserver.freeze.visit import Visitor
from tests.freeze.conftest import Silent
from tests.freeze.links import tree

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Site</title>{head}</head>'
    "<body><header></header><main>{main}</main></body></html>"
)
BODIES = {
    "/": (
        '<h1>Home</h1><a id="story" href="/stories/one">One</a><a id="gone" href="/stories/gone">Gone</a>'
        '<a id="live" href="/api/stories">Interface</a><a id="out" href="https://else.example/">Else</a>'
        '<a id="moved" href="/old">Old</a><a id="slashed" href="//else.example">Else</a>'
        '<a id="same" href="/?k=5">Five</a>'
    ),
    "/stories/one": (
        '<h1>One</h1><iframe src="/embed/toy/wage?theme=dark"></iframe><img src="/stories/one.png" alt="">'
        '<svg><a href="/stories/gone"><circle r="1"></circle></a></svg>'
        '<form action="/stories/one" method="get"><label for="view">View</label><select id="view" name="view">'
        "<option selected>map</option><option>table</option><option>lost</option></select><button>Go</button></form>"
        '<form action="/send"><input name="q"><button>Send</button></form>'
    ),
    "/embed/toy/wage": "<p>Embedded</p>",
    "/search": '<article data-contents><form action="/search"><input name="q"></form></article>',
}


def site() -> Flask:
    app = Flask("site")

    @app.get("/", defaults={"path": ""})
    @app.get("/<path:path>")
    def page(path: str) -> object:
        if path == "old":
            return redirect("/stories/one")
        if path == "stories/one.png":
            return b"picture", 200, {"Content-Type": "image/png"}
        if path == "broken":
            return "no", 500
        body = BODIES.get(f"/{path}")
        if body is None or request.args.get("view") == "lost":
            return "nothing", 404
        answer = PAGE.format(head='<link rel="canonical" href="/">' if not path else "", main=body)
        return answer, 200, {"Content-Security-Policy": "default-src 'none'; frame-src 'self'"}

    return app


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    scope = Scope(Choice())
    start = [Address("/"), Address("/search")]
    visits = crawl(start, Visitor(site().test_client(), tmp_path, scope).visit, 1, Silent())
    made = Copy(visits, scope, "Site", "0123456789abcdef")
    for visit in made.pages:
        Turner(made, tmp_path, "/thaw.js").turn(visit)
    return tmp_path


def test_what_is_linked_and_what_is_shown_inside_is_found(copy: Path) -> None:
    found = {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    assert found == {
        "index.html", "search/index.html", "stories/one/index.html", "stories/one/view/table/index.html",
        "stories/one/view/map/index.html", "stories/one.png", "embed/toy/wage/index.html",
    }  # fmt: skip


def test_links_lead_on_or_become_text(copy: Path) -> None:
    def link(name: str) -> tuple[str, str | None]:
        (element,) = tree(copy / "index.html").xpath("//*[@id=$name]", name=name)
        return element.tag, element.get("href")

    assert link("story") == ("a", "stories/one/index.html")
    assert link("moved") == ("a", "stories/one/index.html")
    assert link("gone") == link("live") == link("same") == ("span", None)
    assert link("out") == ("a", "https://else.example/")
    assert link("slashed") == ("a", "//else.example")


def test_a_page_inside_of_a_page_is_a_file_too(copy: Path) -> None:
    story = tree(copy / "stories/one/index.html")
    assert story.xpath("//iframe/@src") == ["../../embed/toy/wage/index.html"]
    assert "frame-src 'self' file:" in story.xpath("//meta[@http-equiv]/@content")[0]
    assert story.xpath("//img/@src") == ["../one.png"]
    assert story.xpath("//svg//a") == [] and len(story.xpath("//svg/g/circle")) == 1


def test_a_form_with_choices_is_a_list_of_those_that_are_there_and_another_one_goes(copy: Path) -> None:
    story = tree(copy / "stories/one/index.html")
    assert story.xpath("//form|//select|//button|//input") == []
    assert [(item.text, item.get("href"), item.get("aria-current")) for item in story.xpath("//details//a")] == [
        ("map", "view/map/index.html", "true"),
        ("table", "view/table/index.html", None),
    ]
    assert story.xpath("string(//details/summary)") == "View: map"


def test_the_list_of_all_pages_has_kinds_that_nobody_knows(copy: Path) -> None:
    search = tree(copy / "search/index.html")
    assert search.xpath("//h2/text()") == ["Stories", "Other pages"]
    assert set(search.xpath("//article//a/@href")) == {"../stories/one/index.html", "../embed/toy/wage/index.html"}


def test_an_error_of_the_site_stops_the_freezing(tmp_path: Path) -> None:
    visitor = Visitor(site().test_client(), tmp_path, Scope(Choice()))
    with pytest.raises(FreezeError, match="/broken cannot be frozen: the application answers 500"):
        crawl([Address("/broken")], visitor.visit, 1, Silent())
