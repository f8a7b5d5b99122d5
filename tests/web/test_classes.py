"""Classes in an address: schemes, own breaks, none at all; and the controls that lead there."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from mapserver.translation import tell
from mapserver.web.class_choice import UnreadableBreaks, breaks_field, breaks_text, parse_breaks

MAP = "/areas/toy/unemployment_rate"


def part(text: str, start: str, end: str) -> str:
    at = text.index(start)
    return text[at : text.index(end, at)]


def controls(text: str) -> str:
    return part(text, 'id="controls"', "</details>")


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        ("5,10,20", "en", (5, 10, 20)),
        ("5,10,20", "nb", (5, 10, 20)),
        ("5, 10, 20", "en", (5, 10, 20)),
        ("5, 10, 20", "nb", (5, 10, 20)),
        (" 5 ;10;  20; ", "en", (5, 10, 20)),
        ("5 10 20", "fi", (5, 10, 20)),
        ("2,5; 7,5", "nb", (2.5, 7.5)),
        ("2,5; 7,5", "en", (2.5, 7.5)),
        ("2,5 7,5 10", "fi", (2.5, 7.5, 10)),
        ("2,5, 7,5, 10", "sv", (2.5, 7.5, 10)),
        ("2.5 7.5", "nb", (2.5, 7.5)),
        ("1,000; 2,500", "en", (1000, 2500)),
        ("1,000; 2,500", "nb", (1, 2.5)),
        ("1 000; 2\u202f500; 3\u00a0000", "nb", (1000, 2500, 3000)),
        ("\u22122,5; 0; +4", "nb", (-2.5, 0, 4)),
        ("-2.50,0.000001", "en", (-2.5, 0.000001)),
        ("7", "en", (7,)),
        ("1;2;3;4;5;6;7;8", "en", (1, 2, 3, 4, 5, 6, 7, 8)),
    ],
)
def test_own_breaks_are_read_as_people_write_them(text: str, lang: str, found: tuple[float, ...]) -> None:
    breaks = parse_breaks(text, lang)
    assert breaks == found
    assert parse_breaks(breaks_text(breaks), lang) == breaks
    assert parse_breaks(breaks_field(breaks, lang) + ";", lang) == breaks


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There are no breaks"),
        (" ; ", "There are no breaks"),
        ("5;ten", "“ten” is not a number"),
        ("1e3", "“1e3” is not a number"),
        ("nan", "“nan” is not a number"),
        ("٣;٤", "“٣” is not a number"),
        ("1" * 16, "is not a number"),
        ("0.1234567", "is not a number"),
        ("5;5", "5 does not lie below 5"),
        ("10,5", "10 does not lie below 5"),
        ("1,000,2,000", "1 does not lie below 0"),
        ("1;2;3;4;5;6;7;8;9", "more breaks than colours can tell apart"),
    ],
)
def test_what_cannot_be_read_is_told_with_an_example(text: str, said: str) -> None:
    with pytest.raises(UnreadableBreaks) as problem:
        parse_breaks(text, "en")
    assert said in str(problem.value)
    assert "for example: 5; 7.5; 10" in str(problem.value)


def test_own_breaks_have_one_address(client: FlaskClient) -> None:
    answer = client.get(MAP, query_string={"scheme": "own", "breaks": "5; 7,50; 9", "year": "2014", "lang": "nb"})
    assert answer.status_code == 302
    assert answer.location == f"{MAP}?year=2014&scheme=own&breaks=5,7.5,9&lang=nb"
    text = client.get(answer.location).text
    assert f'<link rel="canonical" href="{MAP}?year=2014&amp;scheme=own&amp;breaks=5,7.5,9&amp;lang=nb">' in text
    labels = re.findall(r'class="range">([^<]*)<', part(text, "map-classes", "</ol>"))
    assert [label.replace("\u202f", "") for label in labels] == ["2,1–5,0", "5,0–7,5", "7,5–9,0", "9,0–11,7"]
    assert client.get(f"{MAP}?scheme=own&breaks=5,7.5&k=3").status_code == 200


def test_the_form_starts_with_the_breaks_that_are_shown_and_keeps_the_rest(client: FlaskClient) -> None:
    text = controls(client.get(f"{MAP}?year=2014&palette=ylorrd&lang=nb&scheme=own&breaks=5,7.5").text)
    form = part(text, "<form", "</form>")
    assert 'name="breaks" type="text" value="5; 7,5"' in form
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    assert hidden == {"scheme": "own", "year": "2014", "palette": "ylorrd", "lang": "nb"}
    assert f'action="{MAP}#controls"' in form
    assert tell("nb", "There is one class more than there are breaks.") in unescape(text)
    plain = part(controls(client.get(f"{MAP}?k=3").text), "<form", "</form>")
    inner = unescape(re.findall(r'name="breaks"[^>]*value="([^"]*)"', plain)[0])
    assert client.get(MAP, query_string={"scheme": "own", "breaks": inner}, follow_redirects=True).status_code == 200
    assert inner.count(";") == 1


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("scheme=own", "There are no breaks"),
        ("scheme=own&breaks=", "There are no breaks"),
        ("scheme=own&breaks=9;5", "9 does not lie below 5"),
        ("scheme=own&breaks=%3Cimg+src=x%3E", "is not a number"),
        ("breaks=5,9", "“breaks” goes with scheme=own"),
        ("scheme=quantiles&breaks=5,9", "“breaks” goes with scheme=own"),
        ("scheme=own&breaks=5,9&k=4", "Allowed: 3"),
        ("scheme=unclassed&k=4", "does not go with scheme=unclassed"),
        ("scheme=jenks", "own, unclassed"),
    ],
)
def test_wrong_classes_get_a_sentence_and_a_way_back(client: FlaskClient, query: str, said: str) -> None:
    answer = client.get(f"{MAP}?year=2014&{query}&palette=ylorrd")
    assert answer.status_code == 400
    assert said in answer.text
    assert "<img" not in answer.text
    way = unescape(re.search(r'<h2>Try</h2>\s*<ul class="plain">\s*<li><a href="([^"]+)"', answer.text).group(1))
    assert "year=2014" in way
    assert "palette=ylorrd" in way
    assert client.get(way).status_code == 200


def test_a_scheme_that_does_not_fit_says_why(client: FlaskClient) -> None:
    changes = f"{MAP}?transform=change&from=2012"
    answer = client.get(f"{changes}&scheme=head_tail")
    assert answer.status_code == 400
    assert "needs values that are not negative" in answer.text
    assert "quantiles" in answer.text
    text = controls(client.get(changes).text)
    assert "Head and tail" not in text
    assert "Classes of a change reach as far above zero as below" in text


def test_without_classes_the_table_shows_colours_and_no_numbers(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?scheme=unclassed&year=2014").text
    rows = part(text, 'id="table-rows"', "</tbody>")
    assert set(re.findall(r'data-shows="class">([^<]*)<', rows)) == {""}
    chips = re.findall(r'class="class-chip"[^>]*>\s*<rect[^>]*fill="(#\w+)"', rows)
    assert len(set(chips)) > 4
    fills = dict(re.findall(r'data-place="(\d+)" fill="(#\w+)"', text))
    assert set(chips) == set(fills.values())
    assert 'class="map-classes' not in text
    assert "Without classes each value has a colour of its own" in text
    assert 'data-unclassed="1"' in text


def test_every_scheme_is_offered_in_one_order_and_leads_to_its_map(client: FlaskClient) -> None:
    methods = part(controls(client.get(MAP).text), "choice-method", "</ul>")
    words = re.findall(r">\s*([^<>]+?)</a>", methods)
    assert words == [
        "Quantiles",
        "Equal intervals",
        "Natural breaks (Fisher-Jenks)",
        "Round numbers",
        "Standard deviations from the mean",
        "Head and tail",
        "No classes",
    ]
    for address in re.findall(r'href="([^"#]+)', methods):
        assert client.get(unescape(address)).status_code == 200


@pytest.mark.parametrize("scheme", ["std_mean", "head_tail"])
def test_a_method_that_chooses_the_number_says_so(client: FlaskClient, scheme: str) -> None:
    text = controls(client.get(f"{MAP}?scheme={scheme}").text)
    numbers = part(text, "choice-classes", "</div>")
    assert "decides by itself how many classes there are" in numbers
    assert "<a " not in numbers


def test_round_numbers_offer_the_numbers_that_they_give(client: FlaskClient) -> None:
    numbers = part(controls(client.get(f"{MAP}?scheme=pretty").text), "choice-classes", "</div>")
    assert "Round numbers give no other numbers of classes" in numbers
    assert 1 < numbers.count("<a ") < 8


def test_all_numbers_of_classes_need_no_word(client: FlaskClient) -> None:
    numbers = part(controls(client.get(f"{MAP}?scheme=fisher_jenks").text), "choice-classes", "</div>")
    assert re.findall(r">\s*(\d)</a>", numbers) == list("23456789")
    assert "choice-note" not in numbers


def test_another_level_keeps_own_breaks_and_chosen_units(client: FlaskClient) -> None:
    text = controls(client.get(f"{MAP}?scheme=own&breaks=5,7.5&unit=RU-MUR").text)
    assert f'href="{MAP}?scheme=own&amp;breaks=5,7.5&amp;level=nuts2&amp;unit=RU-MUR#controls"' in text


def test_a_histogram_stands_in_the_legend(client: FlaskClient) -> None:
    text = client.get(f"{MAP}?year=2014").text
    legend = part(text, 'class="map-legend"', "map-note")
    assert legend.index("map-histogram") < legend.index("map-classes")
    assert re.search(r'role="img" aria-label="Histogram of \d+ values from', legend)
    assert 'aria-label="Class 1 of 5: ' in legend


@pytest.mark.parametrize("scheme", ["quantiles", "equal_interval", "fisher_jenks", "pretty", "std_mean", "head_tail"])
def test_every_classification_can_be_taken_over_as_own_breaks(client: FlaskClient, scheme: str) -> None:
    for lang in ("en", "nb"):
        text = client.get(f"{MAP}?scheme={scheme}&lang={lang}").text
        form = part(controls(text), "<form", "</form>")
        query = {name: unescape(value) for name, value in re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', form)}
        taken = client.get(MAP, query_string=query, follow_redirects=True)
        assert taken.status_code == 200
        assert 'name="breaks" type="text" value="' + query["breaks"] in taken.text
