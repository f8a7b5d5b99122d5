"""A border in a frame, pinned and live, and how content systems find it."""

import html
import json
import re
from datetime import UTC, datetime
from gzip import decompress
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mapserver.snapshot import Published, Store, build
from mapserver.web import Settings, create_app
from mapserver.web.dates import date_text
from tests.catalogue.folder import Folder
from tests.web.test_embed import Links, directives

RATE = "/embed/borders/FI-NO?indicator=unemployment_rate"


@pytest.mark.parametrize("path", ["/embed/borders/FI-NO", RATE, "/embed/borders/FI-RU?indicator=poverty"])
def test_it_is_open_to_every_page_and_closed_to_everything_else(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    policy = directives(answer.headers["Content-Security-Policy"])
    assert policy["frame-ancestors"] == "*"
    assert policy["default-src"] == "'none'"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    links = Links(answer.text)
    assert len(links.loads) == 3, "a style, a script and an empty icon"
    assert all(link.get("target") == "_blank" for link in links.leads)
    assert "style=" not in answer.text and "form" not in links.tags


def test_it_says_all_that_an_article_must(client: FlaskClient) -> None:
    text = client.get(f"{RATE}&year=2015").text
    assert "<h1>Unemployment rate: Finnish–Norwegian border</h1>" in text
    for words in ("% of the labour force", ", 2015</p>", "Data: ", "CC BY 4.0", "Get the data", "Borders in figures"):
        assert words in text
    assert 'href="/borders/FI-NO.csv?indicator=unemployment_rate&amp;year=2015"' in text
    assert 'class="lines gap-chart' in text


def test_a_border_of_three_bars_names_the_year_of_each(client: FlaskClient) -> None:
    text = client.get("/embed/borders/NO-RU").text
    assert "Unemployment rate, 2019" in text
    assert client.get("/embed/borders/NO-TR").status_code == 404
    assert client.get("/embed/borders/NO-RU?theme=pink").status_code == 400


def test_the_theme_that_is_asked_for(client: FlaskClient) -> None:
    assert 'data-theme="dark"' in client.get("/embed/borders/FI-NO?theme=dark").text
    assert "data-theme" not in client.get("/embed/borders/FI-NO").text


def test_sharing_offers_code_pictures_and_files(client: FlaskClient) -> None:
    page = client.get("/share/borders/FI-NO?indicator=unemployment_rate&language=nb&theme=dark&figures=pinned").text
    code = html.unescape(re.search(r'id="taken-embed-code"[^>]*>(.*?)</textarea>', page, re.DOTALL)[1])  # type: ignore[index]
    source = html.unescape(re.search(r'src="http://localhost([^"]+)"', code)[1])  # type: ignore[index]
    assert source.startswith("/embed/borders/FI-NO?indicator=unemployment_rate&year=2020&lang=nb&theme=dark&snapshot=")
    assert 'loading="lazy"' in code and 'width="100%"' in code
    links = [html.unescape(link) for link in re.findall(r'<li><a href="([^"]+)" download>', page)]
    assert len(links) == 13
    assert "/borders/FI-NO.xlsx?indicator=unemployment_rate&lang=nb" in links
    preview = html.unescape(re.search(r'<iframe src="([^"]+)"', page)[1])  # type: ignore[index]
    assert "snapshot" not in preview, "looking at it pins nothing"
    assert client.get(preview).status_code == 200


def test_content_systems_find_the_frame(client: FlaskClient) -> None:
    for path in ("/borders/FI-NO", "/borders/FI-NO?indicator=unemployment_rate", RATE):
        answer = client.get("/oembed", query_string={"url": f"http://localhost{path}", "maxwidth": "400"})
        assert answer.status_code == 200
        told = json.loads(answer.data)
        assert told["type"] == "rich"
        assert (told["width"], type(told["height"])) == (400, int)
        assert "/embed/borders/FI-NO" in told["html"]
        assert told["thumbnail_url"].startswith("http://localhost/borders/FI-NO.card.png")
    page = client.get("/borders/FI-NO?indicator=unemployment_rate").text
    assert "/oembed?url=http%3A%2F%2Flocalhost%2Fborders%2FFI-NO%3Findicator%3Dunemployment_rate" in page
    assert 'property="og:image" content="http://localhost/borders/FI-NO.card.png?indicator=unemployment_rate"' in page
    for path in ("/borders/NO-TR", "/borders/FI-NO.csv", "/share/borders/FI-NO", "/borders/FI-NO?year=1"):
        assert client.get("/oembed", query_string={"url": f"http://localhost{path}"}).status_code == 404, path


def test_publishing_other_figures_leaves_a_pinned_border_as_it_was(folder: Folder, tmp_path: Path) -> None:
    store = Store(tmp_path / "state")
    build(folder.path, store, jobs=1)
    client = create_app(Settings(state=store.state), Published(store)).test_client()
    border = next(item.id for area in Published(store).current().areas for item in area.borders)  # type: ignore[union-attr]
    address = f"/embed/borders/{border}?indicator=wage&snapshot={store.pointer()}"
    before = client.get(address)
    assert before.status_code == 200
    assert "immutable" in before.headers["Cache-Control"]
    loads = re.findall(r'(?:href|src)="(/data/[^"]+)"', before.text)
    assert {name.rpartition(".")[2] for name in loads} == {"css", "js", "csv"}
    files = {name: client.get(name).data for name in loads}
    folder.replace("layers/wage/beland.csv", "BB-1,2021,2020,50,", "BB-1,2021,2020,77,")
    build(folder.path, store, jobs=1)
    later = create_app(Settings(state=store.state), Published(store)).test_client()
    assert later.get(address).data == before.data
    assert {name: later.get(name).data for name in files} == files
    assert later.get(f"/embed/borders/{border}?indicator=wage").data != before.data


def test_it_says_when_its_figures_were_revised(folder: Folder, tmp_path: Path) -> None:
    store = Store(tmp_path / "state")
    build(folder.path, store, jobs=1)
    border = next(item.id for area in Published(store).current().areas for item in area.borders)  # type: ignore[union-attr]
    address = f"/embed/borders/{border}?indicator=wage"

    def told() -> list[str]:
        client = create_app(Settings(state=store.state), Published(store)).test_client()
        return re.findall('<p class="revised">Figures revised: ([^<]+)</p>', client.get(address).text)

    assert told() == []
    folder.replace("layers/wage/beland.csv", "BB-1,2021,2020,50,", "BB-1,2021,2020,77,")
    build(folder.path, store, jobs=1)
    assert told() == [date_text(datetime.now(UTC).date().isoformat(), "en")]
    pinned = create_app(Settings(state=store.state), Published(store)).test_client()
    assert "revised" not in pinned.get(f"{address}&snapshot={store.pointer()}").text


@pytest.mark.parametrize("query", ["", "?indicator=unemployment_rate&lang=nb"])
def test_the_page_without_network_holds_all_that_it_shows(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/borders/FI-NO.html{query}")
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    assert "attachment" in answer.headers["Content-Disposition"]
    links = Links(answer.text)
    assert links.loads == ["data:,"], "an empty icon"
    assert "<script" not in answer.text and "url(" not in answer.text and "<style>" in answer.text
    assert "default-src &#39;none&#39;" in answer.text and "Borders in figures, toy-snapshot" in answer.text
    assert all(link["href"].startswith("http://localhost/") for link in links.leads)
    embedded = client.get(f"/embed/borders/FI-NO{query}").text
    assert between(answer.text, "<main>", "</main>") == between(embedded, "<main>", "</main>")


def between(text: str, start: str, end: str) -> str:
    return text[text.index(start) : text.index(end)]


@pytest.mark.parametrize("address", ["/embed/borders/FI-NO", "/embed/toy/unemployment_rate", "/embed/toy/none"])
def test_frames_begin_alike(client: FlaskClient, address: str) -> None:
    head = between(client.get(address).text, "<head>", "</head>")
    for part in ('charset="utf-8"', 'name="viewport"', 'content="noindex"', 'href="data:,"'):
        assert head.count(part) == 1, part


def test_every_shipped_border_is_light(built_state: Path) -> None:
    client = create_app(Settings(state=built_state), Published(Store(built_state))).test_client()

    def weigh(address: str) -> tuple[int, str]:
        answer = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, "gzip")
        return len(answer.data), decompress(answer.data).decode()

    snapshot = Published(Store(built_state)).current()
    assert snapshot is not None
    for border in {item.id for area in snapshot.areas for item in area.borders}:
        for path in (f"/embed/borders/{border}", f"/embed/borders/{border}?indicator=gdp_per_inhabitant"):
            first, text = weigh(path)
            assert first <= 35_000, path
            around = sum(weigh(name)[0] for name in re.findall(r'(?:href|src)="(/static/[^"]+)"', text))
            assert first + around <= 100_000, path


def test_a_border_whose_figures_are_kept_back_is_pinned_without_a_table(folder: Folder, tmp_path: Path) -> None:
    for name in ("A1", "B1"):
        folder.replace("layers/wage/indicator.toml", f'id = "{name}"\n', f'id = "{name}"\nno_redistribution = "No."\n')
    store = Store(tmp_path / "state")
    build(folder.path, store, jobs=1)
    client = create_app(Settings(state=store.state), Published(store)).test_client()
    border = next(item.id for area in Published(store).current().areas for item in area.borders)  # type: ignore[union-attr]
    answer = client.get(f"/embed/borders/{border}?indicator=wage&snapshot={store.pointer()}")
    assert answer.status_code == 200 and "Get the data" not in answer.text
    assert not re.search(r'"/data/[^"]+\.csv"', answer.text)
    assert client.get(f"/borders/{border}.csv?indicator=wage").status_code == 403
