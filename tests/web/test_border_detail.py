"""One indicator at a border, and what a query of a border may say."""

import html
import re
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from mapserver.model.border_figures import SideLevel, SidesYear
from mapserver.web.border_detail import notes_of
from tests.maps.conftest import make_layer
from tests.web.world import ToySnapshot

RATE = "/borders/FI-NO?indicator=unemployment_rate"


def plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_it_says_both_levels_and_how_far_they_are_apart(client: FlaskClient) -> None:
    row = next(item for item in ToySnapshot().border("FI-NO").indicators if item.indicator == "unemployment_rate")
    sides = row.year(2020)
    assert sides is not None and sides.a is not None and sides.b is not None and sides.ratio is not None
    text = plain(client.get(RATE).text)
    assert f"Finland: {sides.a.value:.1f}. Norway: {sides.b.value:.1f}." in text
    times = max(sides.ratio, 1 / sides.ratio)
    assert f"about {times:.1f} times the lower one" in text
    assert "Finland: 2 of 2 districts of the border area that touch the border, not weighted" in text


def test_the_chart_the_pairs_and_every_year_stand_on_it(client: FlaskClient) -> None:
    text = client.get(RATE).text
    assert text.count('class="lines gap-chart') == 2, "for wide pages and for narrow ones"
    assert text.count('class="lines strip-plot') == 2
    assert text.count("<tr", text.index('id="years"')) == 1 + len(range(2010, 2021))
    pairs = text[text.index('<h2 id="pairs">') : text.index('<h2 id="years">')]
    assert "Lapland" in pairs and "Troms and Finnmark" in pairs
    assert "too few for a test" in text


def test_another_year_has_an_address_of_its_own(client: FlaskClient) -> None:
    first = client.get(RATE).text
    assert 'href="/borders/FI-NO?indicator=unemployment_rate&amp;year=2013"' in first
    other = client.get(f"{RATE}&year=2013").text
    assert "2013, % of the labour force." in plain(other)
    assert '<link rel="canonical" href="/borders/FI-NO?indicator=unemployment_rate&amp;year=2013">' in other
    usual = client.get(f"{RATE}&year=2020").text
    assert '<link rel="canonical" href="/borders/FI-NO?indicator=unemployment_rate">' in usual


def test_figures_that_measure_different_things_have_no_gap_and_no_common_scale(client: FlaskClient) -> None:
    text = client.get("/borders/FI-RU?indicator=poverty").text
    assert "nothing is said of a gap" in text
    assert "gap-chart" not in text
    assert "times the lower one" not in text
    bars = text[text.index('class="sides-large"') : text.index("</div>", text.index('class="sides-large"'))]
    assert "<rect" not in bars and "≠" in bars


def test_a_year_with_one_side_says_so(client: FlaskClient) -> None:
    text = client.get("/borders/FI-NO?indicator=population_density&year=2018").text
    assert "Norway: –." in plain(text)
    assert "times the lower one" not in text


def test_a_year_with_one_side_has_no_judgement(client: FlaskClient) -> None:
    for path in ("/borders/FI-NO", "/embed/borders/FI-NO"):
        both = client.get(f"{path}?indicator=population_density").text
        assert 'class="badge"' in both, path
        assert 'class="badge"' not in client.get(f"{path}?indicator=population_density&year=2018").text, path
    picture = "/borders/FI-NO.svg?indicator=population_density"
    assert "Sources compare" in client.get(picture).text
    assert "Sources compare" not in client.get(f"{picture}&year=2018").text


def test_the_values_of_both_sides_are_named_to_those_who_hear_them(client: FlaskClient) -> None:
    text = client.get(RATE).text
    large = text[text.index('class="sides-large"') : text.index("</div>", text.index('class="sides-large"'))]
    for country in ("Finland", "Norway"):
        assert f'<span class="visually-hidden">{country}: </span>' in large


def test_what_must_be_known_of_the_indicator_stands_with_it(client: FlaskClient) -> None:
    note = ToySnapshot().layer("toy", "unemployment_rate").notes.say("en")
    assert note
    for path in (RATE, f"/embed{RATE}", RATE.replace("?", ".svg?"), RATE.replace("?", ".txt?")):
        assert note.split()[0] in plain(client.get(path).text), path


def test_it_lies_below_its_border_and_the_list(client: FlaskClient) -> None:
    for path, steps in ((RATE, 4), ("/borders/FI-NO", 3)):
        text = client.get(path).text
        trail = text[text.index('<nav class="trail"') :].partition("</nav>")[0]
        assert plain(trail).startswith("Areas Borders Finnish\u2013Norwegian border"), path
        assert trail.count("<li>") == steps


@pytest.mark.parametrize(
    ("query", "named"),
    [("?year=2015", "year"), ("?indicator=nothing", "indicator"), ("?indicator=unemployment_rate&year=1850", "year"),
     ("?indicator=unemployment_rate&year=2020%27", "year"), ("?indicator=%3Cb%3E", "indicator"),
     ("?view=chart", "view"), ("?indicator=unemployment_rate&indicator=poverty", "indicator")],
)  # fmt: skip
def test_what_is_not_understood_is_said(client: FlaskClient, query: str, named: str) -> None:
    for path in ("/borders/FI-NO", "/borders/FI-NO.csv", "/embed/borders/FI-NO", "/share/borders/FI-NO"):
        answer = client.get(path + query)
        assert answer.status_code == 400, path
        assert named in answer.text
        assert answer.mimetype == "application/problem+json" or "“<b>" not in answer.text


def test_the_other_order_keeps_what_was_asked(client: FlaskClient) -> None:
    answer = client.get("/borders/NO-FI?indicator=unemployment_rate&year=2013&lang=nb")
    assert answer.status_code == 308
    assert answer.headers["Location"] == "/borders/FI-NO?indicator=unemployment_rate&year=2013&lang=nb"
    assert client.get("/borders/NO-FI.csv?indicator=poverty").headers["Location"] == (
        "/borders/FI-NO.csv?indicator=poverty"
    )


def test_names_of_attackers_stay_text(hostile_client: FlaskClient) -> None:
    for path in (RATE, "/borders/FI-NO", "/embed/borders/FI-NO", f"/embed{RATE}", "/borders/FI-NO.svg"):
        for lang in ("en", "nb"):
            text = hostile_client.get(path + ("&" if "?" in path else "?") + f"lang={lang}").text
            assert "<img src=x" not in text
            assert "<script>alert" not in text
            assert "49" not in re.findall(r"\{\{ ?7\*7 ?\}\}|\b49\b(?=;)", text)


def test_how_it_is_worked_out_can_be_read(client: FlaskClient) -> None:
    for path in (RATE, "/borders/FI-NO"):
        text = client.get(path).text
        methods = plain(text[text.index('<h2 id="methods">') :])
        for words in (
            "Theil and Sen",
            "Mann and Kendall",
            "Hamed and Rao 1998",
            "9,999 borders",
            "Fortin and Drapeau 1995",
            "not why",
        ):
            assert words in methods, words


def test_two_ways_of_weighting_are_said_where_a_gap_is_told() -> None:
    sides = SidesYear(2020, SideLevel(10.0, 2, 2, "people", "a"), SideLevel(20.0, 3, 3, "plain", "b"), 10.0, 2.0, 1.0)

    def told(shown: SidesYear) -> str:
        row = SimpleNamespace(sides=(shown,))
        state = SimpleNamespace(row=row, sides=shown, lang="en", countries=("FI", "RU"), layer=make_layer(), known=())
        return " ".join(notes_of(state))  # type: ignore[arg-type]

    assert (
        "Finland: 2 of 2 districts of the border area that touch the border, weighted with their population."
        in told(sides)
    )
    assert "weighted in different ways" in told(sides)
    assert "weighted in different ways" not in told(sides._replace(diff=None, ratio=None, log2_ratio=None))
    alone = SideLevel(20.0, 1, 3, "plain", "b")
    assert "weighted in different ways" not in told(sides._replace(b=alone))
    dense = [SideLevel(value, 2, 2, "area", "a") for value in (10.0, 20.0)]
    assert told(sides._replace(a=dense[0], b=dense[1])).count("weighted with their area") == 2
