"""The offer of a background: which addresses are one, and what stands in the page before anybody agrees."""

import re

import pytest

from mapserver.maps.basemap import Basemap, basemap_markup


def test_openstreetmap_is_what_is_offered() -> None:
    basemap = Basemap()
    assert (basemap.origin, basemap.host) == ("https://tile.openstreetmap.org", "tile.openstreetmap.org")
    assert "OpenStreetMap contributors" in basemap.attribution


def test_a_port_belongs_to_the_host() -> None:
    basemap = Basemap("http://127.0.0.1:8123/{z}/{x}/{y}.png")
    assert (basemap.origin, basemap.host) == ("http://127.0.0.1:8123", "127.0.0.1:8123")


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/{z}/{x}.png", "https://a.example/{z}/{z}/{x}/{y}.png", "/tiles/{z}/{x}/{y}.png",
        "https://{s}.a.example/{z}/{x}/{y}.png", "javascript:alert(1)//{z}{x}{y}", "https:///{z}/{x}/{y}",
        "https://a.example; script-src *//{z}/{x}/{y}.png", "https://a.example,b.example/{z}/{x}/{y}.png",
        "https://user@a.example/{z}/{x}/{y}.png", "https://*/{z}/{x}/{y}.png", "data:image/png,{z}{x}{y}",
    ],
)  # fmt: skip
def test_an_address_without_one_fixed_host_or_a_number_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="write "):
        Basemap(address)


def test_an_attribution_leads_to_a_web_address_or_nowhere() -> None:
    with pytest.raises(ValueError, match="web address"):
        Basemap(link="javascript:alert(1)")
    assert "<a" not in basemap_markup(Basemap(link=""), "en")


def test_everything_stands_in_a_template_and_the_question_names_the_host() -> None:
    markup = basemap_markup(Basemap(), "en")
    assert markup.startswith("<template ")
    assert markup.endswith("</template>")
    question = re.sub(r"<[^>]+>", "", markup.split('<p id="basemap-question">')[1].split("</p>")[0])
    assert question == (
        "Show streets and places from tile.openstreetmap.org? Your browser will ask that host for pictures;"
        " it sees your address."
    )
    assert '<a href="https://www.openstreetmap.org/copyright">© OpenStreetMap contributors</a>' in markup


def test_what_an_operator_writes_stays_text() -> None:
    markup = basemap_markup(Basemap('https://a.example/{z}/{x}/{y}.png?"><img onerror=x>', "<b>ours</b>"), "en")
    assert "<img" not in markup
    assert "<b>" not in markup
