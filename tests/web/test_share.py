"""What one takes along of a page: right code, true sentences, nothing of attackers."""

import html
import re

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect

MAP = "/share/areas/toy/unemployment_rate"


def text_of(page: str, name: str) -> str:
    found = re.search(rf'id="taken-{name}"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def test_the_code_is_one_frame_that_needs_no_script(client: FlaskClient) -> None:
    code = text_of(client.get(f"{MAP}?year=2015").text, "embed-code")
    found = re.fullmatch(
        r'<iframe src="http://localhost/embed/toy/unemployment_rate\?year=2015" title="([^"]+)" width="100%"'
        r' height="(\d+)" loading="lazy" style="border:0"></iframe>',
        code,
    )
    assert found is not None
    assert "Unemployment rate" in found[1]
    assert 420 <= int(found[2]) <= 1200


def test_what_is_chosen_stands_in_the_code(client: FlaskClient) -> None:
    page = client.get(f"{MAP}?year=2015&language=nb&theme=dark&controls=none&height=777&figures=pinned").text
    code = text_of(page, "embed-code")
    assert "?year=2015&amp;lang=nb&amp;theme=dark&amp;controls=none&amp;snapshot=toy-snapshot-1" in code
    assert 'height="777"' in code
    assert "Arbeidsledighet" in code


def test_looking_at_it_pins_nothing(client: FlaskClient) -> None:
    page = client.get(f"{MAP}?figures=pinned").text
    preview = re.search(r'<iframe src="([^"]+)"', page)
    assert preview is not None
    assert "snapshot" not in preview[1]


def test_the_code_opens(client: FlaskClient) -> None:
    for query in ("", "?year=2015&language=nb&theme=dark&controls=years", "?view=table&sort=name&find=lap"):
        code = text_of(client.get(MAP + query).text, "embed-code")
        address = re.search('src="http://localhost([^"]+)"', code)
        assert address is not None
        assert client.get(html.unescape(address[1])).status_code == 200


def test_it_offers_what_there_is(client: FlaskClient) -> None:
    page = client.get(f"{MAP}?year=2015").text
    links = [html.unescape(link) for link in re.findall(r'<li><a href="([^"]+)" download>', page)]
    assert len(links) == 17
    for link in links:
        # What needs shapes or draws is tried on the shipped data, by the tests of the files.
        if not re.search(r"\.(png|pdf|zip|geojson|topojson|gpkg)\b", link):
            assert client.get(link).status_code == 200, link
    assert "/areas/toy/unemployment_rate.csv?year=2015&scope=full" in links
    assert text_of(page, "link") == "http://localhost/areas/toy/unemployment_rate?year=2015"
    assert "Borders in figures" in text_of(page, "citation")
    assert text_of(page, "bibtex").startswith("@misc{")


def test_sentences_are_in_the_language_of_the_article(client: FlaskClient) -> None:
    page = client.get(f"{MAP}?year=2015&language=nb").text
    sentences = re.findall(r"<span data-copied-text>(.*?)</span>", page)
    assert sentences
    assert all("Arbeidsledighet" in sentence for sentence in sentences)
    assert "<h1" in page and ">Share<" in page, "the page itself stays in the language of its reader"


@pytest.mark.parametrize(
    ("query", "named"),
    [("?height=1", "height"), ("?height=1000000000", "height"), ("?height=tall", "height"),
     ("?figures=frozen", "figures"),
     ("?language=xx", "language"), ("?snapshot=1", "snapshot"), ("?controls=", "controls")],
)  # fmt: skip
def test_what_is_not_understood_is_said(client: FlaskClient, query: str, named: str) -> None:
    answer = client.get(MAP + query)
    assert answer.status_code == 400
    assert named in answer.text


def test_names_of_attackers_stay_text(hostile_client: FlaskClient) -> None:
    for path in (MAP, "/share/units/NO074", "/share/borders/NO-RU"):
        page = hostile_client.get(path).text
        assert "<img src=x" not in page
        assert "<script>alert" not in page


def test_borders_and_units_are_shared_too(client: FlaskClient) -> None:
    border = client.get("/share/borders/NO-RU").text
    assert text_of(border, "link") == "http://localhost/borders/NO-RU"
    assert 'src="http://localhost/embed/borders/NO-RU"' in text_of(border, "embed-code")
    unit = client.get("/share/units/NO074?lang=nb").text
    assert text_of(unit, "link") == "http://localhost/units/NO074?lang=nb"
    assert client.get("/share/units/XX999").status_code == 404
    assert client.get("/share/borders/NO-TR").status_code == 404


def test_pages_lead_to_it(client: FlaskClient) -> None:
    assert (
        'href="/share/areas/toy/unemployment_rate?year=2015"'
        in client.get("/areas/toy/unemployment_rate?year=2015").text
    )
    assert 'href="/share/borders/NO-RU"' in client.get("/borders/NO-RU").text
    assert 'href="/share/units/NO074"' in client.get("/units/NO074").text


def test_the_dialog_is_of_the_page_as_it_is_now(browser: Browser, live_server: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{live_server}/areas/barents/unemployment_rate?year=2019")
    page.locator(".map-frame.live").wait_for()
    page.select_option("#year", "2015")
    page.locator(".share-link").click()
    code = page.locator("#taken-embed-code")
    expect(code).to_have_value(re.compile("year=2015"))
    page.locator("#share-theme").focus()
    page.select_option("#share-theme", "dark")
    expect(code).to_have_value(re.compile("theme=dark"))
    assert page.evaluate("document.activeElement.id") == "share-theme", "the choice that was made keeps the focus"
    frame = page.frame_locator("#share-preview iframe")
    frame.locator(".map-frame.live").wait_for()
    expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator("#share-code [data-copies]").click()
    expect(page.locator("[data-share-said]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == code.input_value()
    page.keyboard.press("Escape")
    expect(page.locator("#share-dialog")).not_to_be_visible()
    assert page.url.endswith("year=2015")
    assert said == []
    context.close()
