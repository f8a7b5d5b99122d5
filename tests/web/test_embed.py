"""Maps in frames of other pages: complete without a script, open to every page, closed to everything else."""

import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from tests.web.world import ToySource, make_app

EMBED = "/embed/toy/unemployment_rate"


class Links(HTMLParser):
    """What a page loads and leads to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.leads: list[dict[str, str | None]] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if tag == "a":
            self.leads.append(given)
        elif tag in ("script", "img", "iframe") or (tag == "link" and given.get("rel") in ("stylesheet", "icon")):
            self.loads.append(given.get("src") or given.get("href") or "")


def directives(policy: str) -> dict[str, str]:
    return dict(part.partition(" ")[::2] for part in policy.split("; "))


def test_it_says_all_that_an_article_must(client: FlaskClient) -> None:
    answer = client.get(f"{EMBED}?year=2015")
    assert answer.status_code == 200
    text = answer.text
    assert '<h1 class="map-title" lang="en">Unemployment rate</h1>' in text
    assert "% of the labour force" in text
    assert 'data-shows="year">2015<' in text
    assert "Data: " in text
    assert 'href="/areas/toy/unemployment_rate.csv?year=2015"' in text
    assert 'href="/areas/toy/unemployment_rate?year=2015"' in text
    assert "In words" in text


def test_it_loads_two_files_of_its_own_and_leaves_the_frame_for_the_rest(client: FlaskClient) -> None:
    links = Links(client.get(EMBED).text)
    assert [re.sub(r"[0-9a-f]{16}", "*", item) for item in links.loads] == [
        "data:,", "/static/*/bundle/embed.css", "/static/*/bundle/embed.js",
    ]  # fmt: skip
    inside = [link for link in links.leads if link.get("target") != "_blank"]
    assert inside and all(str(link["href"]).startswith(EMBED) for link in inside), "only years stay in the frame"
    assert all(link.get("rel") == "noopener" for link in links.leads if link.get("target") == "_blank")
    assert "form" not in links.tags
    assert "topology" not in "".join(links.loads)


def test_any_page_may_frame_it_and_nothing_else_is_allowed(client: FlaskClient) -> None:
    answer = client.get(EMBED)
    policy = directives(answer.headers["Content-Security-Policy"])
    assert policy["frame-ancestors"] == "*"
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert "Set-Cookie" not in answer.headers
    for path in ("/", "/areas/toy", "/areas/toy/unemployment_rate", "/share/areas/toy/unemployment_rate", "/nothing"):
        other = directives(client.get(path).headers["Content-Security-Policy"])
        assert other["frame-ancestors"] == "'none'", path


def test_its_one_style_is_allowed_by_its_hash(client: FlaskClient) -> None:
    import base64
    import hashlib

    answer = client.get(EMBED)
    style = re.search("<style>(.*?)</style>", answer.text)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in answer.headers["Content-Security-Policy"]
    assert not re.search(r"\sstyle=", answer.text)


@pytest.mark.parametrize(
    ("query", "years", "zoom"),
    [("", True, "years zoom"), ("?controls=none", False, ""), ("?controls=zoom", False, "zoom"),
     ("?controls=years", True, "years"), ("?controls=zoom,years", True, "years zoom")],
)  # fmt: skip
def test_who_embeds_chooses_the_controls(client: FlaskClient, query: str, years: bool, zoom: str) -> None:
    text = client.get(EMBED + query).text
    assert ("map-years" in text) == years
    assert f'data-controls="{zoom}"' in text


def test_years_keep_what_was_chosen(client: FlaskClient) -> None:
    text = client.get(f"{EMBED}?theme=dark&controls=years&lang=nb").text
    assert "/embed/toy/unemployment_rate?year=2015&amp;lang=nb&amp;theme=dark&amp;controls=years" in text


def test_colours_may_be_asked_for(client: FlaskClient) -> None:
    assert '<html lang="en">' in client.get(EMBED).text
    assert 'data-theme="dark"' in client.get(f"{EMBED}?theme=dark").text
    assert 'data-theme="light"' in client.get(f"{EMBED}?theme=light").text


def test_it_holds_the_units_of_all_years(client: FlaskClient) -> None:
    """Its script has no other geometry."""
    text = client.get(EMBED).text
    units = set(re.findall(r'<path class="unit[^"]*" data-place="(\d+)"', text))
    other = client.get(f"{EMBED}?year=2010").text
    drawn = set(re.findall(r'<path class="unit [^"]*" data-place="(\d+)"', other))
    assert drawn
    assert drawn <= units


@pytest.mark.parametrize(
    ("query", "named"),
    [("?theme=blue", "theme"), ("?controls=all", "controls"), ("?year=1800", "year"), ("?view=chart", "view"),
     ("?height=9", "height"), ("?theme=dark&theme=dark", "theme"), ("?controls=years,none,zoom", "controls")],
)  # fmt: skip
def test_what_is_not_understood_is_said_where_the_map_would_stand(client: FlaskClient, query: str, named: str) -> None:
    answer = client.get(EMBED + query)
    assert answer.status_code == 400
    assert named in answer.text
    assert directives(answer.headers["Content-Security-Policy"])["frame-ancestors"] == "*"
    assert "<header" not in answer.text


@pytest.mark.parametrize("path", ["/embed/nowhere/unemployment_rate", "/embed/toy/withdrawn"])
def test_a_map_that_is_gone_is_said_in_the_frame(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert directives(answer.headers["Content-Security-Policy"])["frame-ancestors"] == "*"
    assert 'target="_blank"' in answer.text


def test_names_of_attackers_stay_text(hostile_client: FlaskClient) -> None:
    text = hostile_client.get(EMBED).text
    assert "<img src=x" not in text
    assert "<script>alert" not in text
    assert len(re.findall("<script", text)) == 1


def test_a_pin_needs_a_place_to_be_kept(source: ToySource) -> None:
    answer = make_app(source).test_client().get(f"{EMBED}?snapshot=toy-snapshot-1")
    assert answer.status_code == 503
    assert "cannot be pinned" in answer.text
    assert answer.headers["Retry-After"]
