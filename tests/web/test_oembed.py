"""oEmbed 1.0: what a content system is told of an address that an author pastes."""

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

MAP = "http://localhost/areas/toy/unemployment_rate"


def asked(client: FlaskClient, url: str, **more: object) -> dict[str, Any]:
    answer = client.get("/oembed", query_string={"url": url, **more})
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    return json.loads(answer.data)


def test_it_has_what_the_standard_asks_for(client: FlaskClient) -> None:
    told = asked(client, f"{MAP}?year=2015")
    assert (told["version"], told["type"]) == ("1.0", "rich")
    assert isinstance(told["width"], int) and isinstance(told["height"], int)
    assert told["width"] > 0 and told["height"] > 0, "a frame of no height is what others complain about"
    assert 'src="http://localhost/embed/toy/unemployment_rate?year=2015"' in told["html"]
    assert f'height="{told["height"]}"' in told["html"]
    assert told["provider_name"] == "Borders in figures"
    assert told["thumbnail_url"].startswith("http://localhost/areas/toy/unemployment_rate.card.png")


def test_the_most_that_is_asked_for_is_kept(client: FlaskClient) -> None:
    told = asked(client, MAP, maxwidth=300, maxheight=250)
    assert (told["width"], told["height"]) == (300, 250)
    assert asked(client, MAP, maxwidth=4000)["width"] == 640


def test_a_view_of_words_is_embedded_as_its_map(client: FlaskClient) -> None:
    assert "view" not in asked(client, f"{MAP}?view=table&sort=name")["html"]


def test_a_frame_is_known_by_its_own_address(client: FlaskClient) -> None:
    told = asked(client, "http://localhost/embed/toy/unemployment_rate?theme=dark&controls=none")
    assert "theme=dark&amp;controls=none" in told["html"]


def test_it_speaks_xml_too(client: FlaskClient) -> None:
    answer = client.get("/oembed", query_string={"url": MAP, "format": "xml"})
    assert answer.mimetype == "text/xml"
    root = ElementTree.fromstring(answer.data)  # noqa: S314 - our own answer
    told = {part.tag: part.text for part in root}
    assert told["type"] == "rich"
    assert told["html"] == asked(client, MAP)["html"]


@pytest.mark.parametrize(
    "url",
    ["http://elsewhere.example/areas/toy/unemployment_rate", "ftp://localhost/areas/toy/unemployment_rate",
     "http://localhost/units/NO074", "http://localhost/areas/toy/nothing", "http://localhost/areas/toy",
     "http://localhost/areas/toy/unemployment_rate.csv", "javascript:alert(1)",
     "//localhost/areas/toy/unemployment_rate",
     "http://localhost/areas/toy/unemployment_rate?year=1800", "http://[::1", "http://localhost:bad/areas/toy/x"],
)  # fmt: skip
def test_what_is_no_map_of_ours_is_not_found(client: FlaskClient, url: str) -> None:
    answer = client.get("/oembed", query_string={"url": url})
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    ("query", "named"),
    [({}, "url"), ({"url": ""}, "url"), ({"url": MAP, "maxwidth": "0"}, "maxwidth"),
     ({"url": MAP, "format": "no"}, "format"),
     ({"url": MAP, "maxheight": "9" * 30}, "maxheight"), ({"url": "x" * 3000}, "url"),
     ({"url": MAP, "callback": "f"}, "callback")],
)  # fmt: skip
def test_what_is_not_understood_is_said(client: FlaskClient, query: dict[str, str], named: str) -> None:
    answer = client.get("/oembed", query_string=query)
    assert answer.status_code == 400
    assert json.loads(answer.data)["parameter"] == named


def test_pages_say_where_it_is(client: FlaskClient) -> None:
    text = client.get("/areas/toy/unemployment_rate?year=2015").text
    found = re.search(r'type="application/json\+oembed" href="http://localhost([^"]+)"', text)
    assert found is not None
    told = json.loads(client.get(found[1].replace("&amp;", "&")).data)
    assert "year=2015" in told["html"]
