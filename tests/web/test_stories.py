"""Stories as pages and as a feed: numbers that lead to their maps, in the reader's language, with sources."""

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import feedparser
import pytest
from flask.testing import FlaskClient

from mapserver.model import StoryBlock, StoryEntry, StoryFigure, StoryMap, StoryText
from mapserver.snapshot import Published, Snapshot, Store, build
from mapserver.web import Settings, create_app
from mapserver.web.story_parts import figure_words
from tests.catalogue.folder import make_folder
from tests.catalogue.stories import write_story
from tests.maps.conftest import HOSTILE
from tests.web.world import ToySnapshot, ToySource, make_app

LIFE = "/stories/years-of-life"
FEED = "/stories/feed.atom"


@pytest.fixture(scope="module")
def shipped_client(built_state: Path) -> FlaskClient:
    return create_app(Settings(state=built_state), Published(Store(built_state))).test_client()


def story(title: str = "A title", slug: str = "a-story", **more: object) -> StoryEntry:
    figures = (
        StoryFigure("number", 5.25, 1, "toy", "unemployment_rate", 2015, "", ("NO073",), (("NO073", 2015, 5.25),)),
        StoryFigure("unsigned", -1.5, 1, "toy", "unemployment_rate", 2015, "", (),
                    (("NO073", 2012, 5.0), ("NO073", 2015, 3.5))),
        StoryFigure("number", 3, 0, "toy"),
        StoryFigure("year", 2019, 0, "toy", "unemployment_rate", 2019),
        StoryFigure("number", 9, 0, "toy", "unemployment_rate"),
    )  # fmt: skip
    prose = StoryBlock(("<p>", 1, " and ", 2, " in ", 3, " or ", 4, ' <a href="/units/NO073">unit</a></p>\n'))
    text = StoryText(title, ("Lead with ", 0, "."), (prose, StoryBlock(map=0)))
    maps = (StoryMap("toy", "unemployment_rate", {"year": "2015", "k": "4"}),)
    held = {"author": "Ann", "date": "2026-08-01", "updated": "", "areas": ("toy",), **more}
    return StoryEntry(slug=slug, texts={"en": text}, figures=figures, maps=maps, guards=2, sources=(), **held)  # type: ignore[arg-type]


def client_of(*stories: StoryEntry, **settings: object) -> FlaskClient:
    return make_app(ToySource(ToySnapshot(stories=stories)), **settings).test_client()


def links(text: str) -> list[tuple[str, str, str]]:
    found = re.findall(r'<a class="story-figure" href="([^"]*)" title="([^"]*)">([^<]*)</a>', text)
    return [(unescape(address), unescape(title), words) for address, title, words in found]


def test_each_number_leads_to_the_map_that_it_is_from() -> None:
    client = client_of(story())
    found = links(client.get("/stories/a-story?lang=nb").text)
    path = "/areas/toy/unemployment_rate"
    assert [(address, words) for address, _, words in found] == [
        (f"{path}?year=2015&unit=NO073&lang=nb", "5.2"),
        (f"{path}?year=2015&transform=change&from=2012&lang=nb", "1.5"),
        ("/areas/toy?lang=nb", "3"),
        (f"{path}?year=2019&lang=nb", "2019"),
        (f"{path}?view=definition&lang=nb", "9"),
    ]
    assert found[0][1] == "Unemployment rate, % of the labour force. Nordland 2015: 5.2"
    for address, _, _ in found:
        assert client.get(address).status_code == 200, address


def test_numbers_are_written_in_the_language_of_the_text() -> None:
    figure = story().figures[0]
    assert figure_words(figure, "ru") == "5,2"
    assert figure_words(figure, "en") == "5.2"


def test_links_to_pages_of_the_site_keep_the_language() -> None:
    client = client_of(story())
    assert '<a href="/units/NO073">' in client.get("/stories/a-story").text
    assert '<a href="/units/NO073?lang=fi">' in client.get("/stories/a-story?lang=fi").text


def test_a_map_is_a_still_figure_with_its_words_and_its_address() -> None:
    text = client_of(story()).get("/stories/a-story").text
    assert '<figure class="map still" id="map-1"' in text
    assert "/areas/toy/unemployment_rate?year=2015&amp;k=4" in text
    assert "leaflet" not in text.lower()
    assert text.count("<script") == 2, "the script of every page, and the block of data"


def test_the_addresses_of_a_map_have_its_year_also_where_it_is_the_usual_one() -> None:
    year = ToySnapshot().layer("toy", "unemployment_rate").default_year
    client = client_of(replace(story(), maps=(StoryMap("toy", "unemployment_rate", {}),)))
    page = client.get("/stories/a-story").text
    address = f"/areas/toy/unemployment_rate?year={year}"
    assert f'<a href="{address}">Open the interactive map' in page
    assert f"/areas/toy/unemployment_rate.card.png?year={year}" in page
    content = feedparser.parse(client.get(FEED).data).entries[0].content[0].value
    assert re.findall(r'(?:href|src)="http://localhost(/areas/toy/[^"]*)"', content)[-2:] == [
        address, f"/areas/toy/unemployment_rate.png?year={year}",
    ]  # fmt: skip
    assert client.get(address).status_code == 200


def test_a_map_is_drawn_once_for_its_page_and_never_for_the_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    monkeypatch.setattr("mapserver.web.story_parts.still_figure", lambda *parts: drawn.append(parts[4]) or "")
    client = client_of(story())
    assert "<img" in feedparser.parse(client.get(FEED).data, sanitize_html=False).entries[0].content[0].value
    assert "a-story" in client.get("/stories").text
    assert drawn == []
    assert "og:image" in client.get("/stories/a-story").text
    assert drawn == ["map-1"]


def test_a_state_that_is_no_longer_known_leaves_its_map_out() -> None:
    old = story()
    gone = replace(old, maps=(StoryMap("toy", "unemployment_rate", {"year": "1900"}),))
    answer = client_of(gone).get("/stories/a-story")
    assert answer.status_code == 200
    assert "map still" not in answer.text
    assert "og:image" not in answer.text


def test_an_unknown_story_leads_to_others(shipped_client: FlaskClient) -> None:
    answer = shipped_client.get("/stories/years-of-lief?lang=nb")
    assert answer.status_code == 404
    assert "/stories/years-of-life" in answer.text
    assert shipped_client.get("/stories/../stories").status_code == 404
    assert shipped_client.get(f"{LIFE}?year=2015").status_code == 400
    assert shipped_client.get("/stories?lang=xx").status_code == 400


def test_stories_are_found_from_home_and_area(shipped_client: FlaskClient, shipped: Snapshot) -> None:
    home, barents = (shipped_client.get(path).text for path in ("/", "/areas/barents"))
    for item in shipped.stories:
        assert f'href="/stories/{item.slug}"' in home
        assert (f'href="/stories/{item.slug}"' in barents) == ("barents" in item.areas)
        assert f'href="/stories/{item.slug}"' in shipped_client.get("/stories").text
    for page in (home, barents, shipped_client.get("/units/NO071").text):
        assert 'type="application/atom+xml"' in page
        assert 'href="/stories"' in page


def test_a_site_without_stories_does_not_speak_of_them() -> None:
    client = client_of()
    assert "/stories" not in client.get("/").text
    assert "/stories" not in client.get("/areas/toy").text
    assert client.get("/stories").status_code == 200
    assert not feedparser.parse(client.get(FEED).data).entries


def test_every_story_is_written_in_languages_of_its_area(shipped: Snapshot) -> None:
    assert {area for item in shipped.stories for area in item.areas} >= {"barents", "bulgaria", "carpathians"}
    for item in shipped.stories:
        spoken = {tag for area in item.areas for tag in shipped.area(area).languages}
        assert len((set(item.texts) - {"en"}) & spoken) >= 2, item.slug


def test_shipped_stories_have_the_length_of_a_story(shipped: Snapshot) -> None:
    for item in shipped.stories:
        assert 2 <= len(item.maps) <= 3, item.slug
        assert item.guards > 10
        blocks = [part for block in item.texts["en"].blocks for part in block.prose]
        words = re.sub(r"<[^>]*>", " ", " ".join(map(str, (*item.texts["en"].lead, *blocks)))).split()
        assert 400 <= len(words) <= 700, (item.slug, len(words))


def test_a_story_in_another_language_and_one_that_is_not_translated(shipped_client: FlaskClient) -> None:
    russian = shipped_client.get(f"{LIFE}?lang=ru").text
    assert '<h1 lang="ru">Граница' in russian
    assert "not been translated" not in russian
    northern = shipped_client.get(f"{LIFE}?lang=fi").text
    assert '<h1 lang="en">A border' in northern
    assert '<p class="notice">' in northern
    assert '<p class="notice">' not in shipped_client.get(LIFE).text
    for tag in ("nb", "ru"):
        assert f'<a href="{LIFE}?lang={tag}" hreflang="{tag}"' in northern


def test_the_numbers_of_a_shipped_story_are_those_of_the_map(shipped_client: FlaskClient, shipped: Snapshot) -> None:
    layer = shipped.layer("barents", "life_expectancy")
    place = next(index for index in layer.drawn(2018) if layer.places[index].code == "NO07")
    shown = f"{layer.cell(place, 2018).value:.1f}"
    found = links(shipped_client.get(LIFE).text)
    assert found[0][2] == shown
    assert found[0][1].endswith(f"Northern Norway 2018: {shown}")
    assert links(shipped_client.get(f"{LIFE}?lang=ru").text)[0][2] == shown.replace(".", ",")


def test_every_link_of_every_story_leads_somewhere(shipped_client: FlaskClient, shipped: Snapshot) -> None:
    found = {
        address
        for item in shipped.stories
        for tag in item.texts
        for address, _, _ in links(shipped_client.get(f"/stories/{item.slug}?lang={tag}").text)
    }
    assert len(found) > 60
    english = sorted(address for address in found if "lang=" not in address)
    assert [address for address in english if shipped_client.get(address).status_code != 200] == []


def test_a_story_names_its_sources_and_how_they_compare(shipped_client: FlaskClient) -> None:
    text = shipped_client.get(LIFE).text
    sources = text.partition('id="sources"')[2]
    assert "Eurostat" in sources
    assert "Rosstat" in sources
    assert "CC BY 4.0" in sources
    told = text.partition('id="before-comparing"')[2].partition("</section>")[0]
    physicians = [line for line in told.splitlines() if "Physicians (" in line]
    assert len(physicians) == 2, "the two sides, and the countries of one source among themselves"
    assert all("): similar." in line for line in physicians)
    assert len({line.partition("): similar.")[0] for line in physicians}) == 2
    assert 'id="numbers"' in text


def test_what_a_story_says_of_itself(shipped_client: FlaskClient, shipped: Snapshot) -> None:
    text = shipped_client.get(f"{LIFE}?lang=nb").text
    block = json.loads(text.split('<script type="application/ld+json">')[1].partition("</script>")[0])
    assert (block["@type"], block["headline"], block["inLanguage"]) == ("Article", "En grense målt i leveår", "nb")
    assert (block["datePublished"], block["version"]) == ("2026-08-03", shipped.id)
    assert block["author"] == {"@type": "Organization", "name": "Borders in figures"}
    assert '<meta property="og:type" content="article">' in text
    assert block["image"] in unescape(text.split('<meta property="og:image" content="')[1].partition('"')[0])
    assert shipped_client.get(block["image"].removeprefix("http://localhost")).mimetype == "image/png"


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_a_title_or_an_author_is_markup(text: str) -> None:
    client = client_of(story(title=text, author=text))
    for address in ("/stories/a-story", "/stories", "/", "/areas/toy"):
        page = client.get(address).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert page.count("</html>") == 1
    entry = feedparser.parse(client.get(FEED).data, sanitize_html=False).entries[0]
    assert unescape(entry.title) == unescape(text)


@pytest.mark.parametrize("lang", ["en", "ru", "tr"])
def test_the_feed_is_atom_with_the_whole_of_each_story(
    shipped_client: FlaskClient, shipped: Snapshot, lang: str
) -> None:
    answer = shipped_client.get(FEED if lang == "en" else f"{FEED}?lang={lang}")
    assert answer.mimetype == "application/atom+xml"
    found = feedparser.parse(answer.data)
    assert found.version == "atom10"
    assert not found.bozo
    assert found.feed.id.startswith("urn:uuid:")
    assert found.feed.updated == max(item.changed for item in shipped.stories) + "T00:00:00Z"
    assert [link.rel for link in found.feed.links] == ["self", "alternate"]
    assert len({entry.id for entry in found.entries}) == len(shipped.stories)
    for entry, item in zip(found.entries, shipped.stories, strict=True):
        tag = lang if lang in item.texts else "en"
        assert (entry.title, entry.published[:10]) == (item.texts[tag].title, item.date)
        assert entry.author == item.author
        assert entry.link.startswith(f"http://localhost/stories/{item.slug}")
        assert entry.summary
        content = entry.content[0]
        assert (content.type, content.language) == ("text/html", tag)
        addresses = re.findall(r'(?:href|src)="([^"]*)"', content.value)
        assert addresses
        assert all(address.startswith("http://localhost/") for address in addresses)
        assert content.value.count("<img") == len(item.maps)


def test_identifiers_in_the_feed_do_not_depend_on_the_host() -> None:
    held = []
    for host in ("one.test", "two.test"):
        client = client_of(story(), trusted_hosts=("one.test", "two.test"))
        found = feedparser.parse(client.get(FEED, base_url=f"https://{host}").data)
        assert found.entries[0].link == f"https://{host}/stories/a-story"
        held.append((found.feed.id, found.entries[0].id))
    assert held[0] == held[1]


def test_a_picture_of_the_feed_is_there(shipped_client: FlaskClient) -> None:
    entry = feedparser.parse(shipped_client.get(FEED).data).entries[0]
    picture = unescape(re.findall(r'src="([^"]*)"', entry.content[0].value)[0])
    assert shipped_client.get(picture.removeprefix("http://localhost")).mimetype == "image/png"


def test_a_changed_figure_changes_the_page(tmp_path: Path) -> None:
    folder, store = make_folder(tmp_path / "data"), Store(tmp_path / "state")
    write_story(folder)
    client = create_app(Settings(state=store.state), Published(store)).test_client()
    for old, value, words in (("200", "200", ["200.0", "4.0", "150.0"]), ("200", "123.4", ["123.4", "2.5", "73.4"])):
        folder.replace("layers/wage/aland.csv", f"AA04,2024,2020,{old},p", f"AA04,2024,2020,{value},p")
        build(folder.path, store)
        assert [shown for _, _, shown in links(client.get("/stories/two-wages").text)][:3] == words
    assert links(client.get("/stories/two-wages?lang=nb").text)[0][2] == "123,4"
