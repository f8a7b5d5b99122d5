"""The language menu, and what a page offers to readers of another language."""

import re

from flask.testing import FlaskClient

from mapserver.translation import LANGUAGES

AREA = "/areas/toy"


def menu_of(text: str) -> str:
    menu = text[text.index('id="languages"') :]
    return menu[: menu.index("</details>")]


def test_what_the_area_speaks_comes_first_then_every_other_language_of_the_interface(client: FlaskClient) -> None:
    menu = menu_of(client.get(AREA).text)
    own, others = menu.split("More languages")
    assert re.findall(r'hreflang="([^"]+)"', own) == ["en", "nb", "se", "ru"]
    found = re.findall(r'hreflang="([^"]+)"', menu)
    assert len(found) == len(set(found))
    assert set(found) == set(LANGUAGES)
    assert re.findall(r'hreflang="([^"]+)"', others) == [
        tag for tag in LANGUAGES if tag not in ("en", "nb", "se", "ru")
    ]


def test_a_page_names_itself_in_every_language_of_the_interface(client: FlaskClient) -> None:
    text = client.get(f"{AREA}/unemployment_rate?year=2014&lang=ru").text
    found = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', text))
    assert set(found) == {*LANGUAGES, "x-default"}
    assert found["fi"] == f"{AREA}/unemployment_rate?year=2014&amp;lang=fi"
    assert found["x-default"] == found["en"] == f"{AREA}/unemployment_rate?year=2014"


def test_the_same_page_is_for_everyone(client: FlaskClient) -> None:
    """Neither Accept-Language nor a cookie changes a page: a shared cache may hand it to all."""
    plain = client.get(AREA)
    asked = client.get(AREA, headers={"Accept-Language": "fi, ru;q=0.8", "Cookie": "lang=fi"})
    assert asked.status_code == 200
    assert asked.data == plain.data
    assert asked.headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in asked.headers


def test_the_menu_knows_whom_to_offer_a_language(client: FlaskClient) -> None:
    menu = menu_of(client.get(AREA).text)
    served = dict(re.findall(r'hreflang="([^"]+)" lang="[^"]+" data-serves="([^"]+)"', menu))
    assert set(served) == set(LANGUAGES)
    assert {"no", "nb", "nn"} <= set(served["nb"].split())
    assert "sr" in served["sr-Cyrl"].split()
    everyone = [tag for tags in served.values() for tag in tags.split()]
    assert len(everyone) == len(set(everyone))


def test_an_error_can_be_read_in_another_language(client: FlaskClient) -> None:
    """An old link is often one in a language that its reader does not know; it is no page of its own for all that."""
    text = client.get("/areas/toy/unemployment_rate?year=1066").text
    assert 'href="/areas/toy/unemployment_rate?year=1066&amp;lang=nb"' in text
    assert 'rel="alternate"' not in text
    assert 'rel="canonical"' not in text
    long = client.get(f"/areas/toy/unemployment_rate?year={'9' * 600}").text
    assert 'href="/areas/toy/unemployment_rate?lang=nb"' in long
