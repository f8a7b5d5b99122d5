"""The page for those who write programs: every word of it is a message, every link leads somewhere."""

from __future__ import annotations

import re

from tests.web.test_languages import OPEN, bracketed, known_words, pseudo, unmarked
from tests.web.world import ToySnapshot, ToySource, make_app

__all__ = ["bracketed", "pseudo"]

HTML = {"Accept": "text/html"}


def test_the_page_says_no_word_that_is_no_message(bracketed):
    snapshot = ToySnapshot()
    app = make_app(ToySource(snapshot))
    text = app.test_client().get("/api/?lang=nb", headers=HTML).text
    assert '<html lang="nb">' in text and OPEN in text
    assert unmarked(text, known_words(app, snapshot, "nb")) == []


def test_every_link_of_the_page_leads_somewhere(shipped_app):
    client = shipped_app.test_client()
    text = client.get("/api/", headers=HTML).text
    links = {link.replace("&amp;", "&") for link in re.findall(r'<a href="(/[^"#]*)"', text)}
    assert len(links) > 12
    assert {link: status for link in links if (status := client.get(link).status_code) != 200} == {}
