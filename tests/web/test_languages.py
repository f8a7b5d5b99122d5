"""Every page in a language in which each message stands in brackets: no word of ours stands outside of them."""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from html import escape, unescape
from pathlib import Path

import pytest
from flask import Flask

from mapserver import translation
from mapserver.maps.formats import list_signs, locale_of
from mapserver.maps.palettes import palettes
from mapserver.maps.state import PROJECTIONS, TRANSFORMS, VIEWS
from mapserver.model import Calculation, Message, Rate, Rates, Text
from mapserver.statistics import calculation, money, national
from mapserver.web import translator
from mapserver.web.map_state import PARAMETERS
from tests.messages import extracted
from tests.pseudo import CLOSE, OPEN, PLACE, PseudoCatalogue, data_strings, unmarked
from tests.web.world import CODES, HOSTILE, ToySnapshot, ToySource, make_app

MAP = "/areas/toy/unemployment_rate"
KEPT = type(translation.interface_language)
#: Every kind of page, in the states in which it says something else.
PAGES = (
    "/", "/areas/toy", MAP, f"{MAP}?year=2012", f"{MAP}?year=2014&scheme=equal_interval&k=4&level=nuts2",
    f"{MAP}?view=chart", f"{MAP}?view=table", f"{MAP}?view=definition", f"{MAP}?view=definition&level=nuts2",
    f"{MAP}?transform=change&from=2012", f"{MAP}?transform=change&from=2012&view=chart",
    f"{MAP}?transform=change&from=2012&view=table", f"{MAP}?unit=NO073,RU-MUR", f"{MAP}?unit=NO073,RU-MUR&view=chart",
    "/areas/toy/poverty", "/areas/toy/hospital_beds", "/borders/FI-NO", "/borders/NO-RU", "/borders/FI-RU",
    "/borders/FI-NO?indicator=unemployment_rate", "/borders/FI-RU?indicator=poverty",
    "/embed/borders/FI-NO?indicator=unemployment_rate",
    "/embed/borders/NO-RU", "/borders/NO-RU?year=2015",
    "/units/NO073", "/units/RU-ARK", "/units/NO072", "/units/FI1D8", "/checkpoints/NO-RU-GATE",
    "/checkpoints/NO-RU-FORD", "/checkpoints/FI-RU-NEAR", "/checkpoints/NO-RU-ALL", "/areas/toy/border_crossings",
    "/areas/toy/border_crossings?year=2016",
    "/compare", "/compare?units=NO073", "/compare?units=NO072,RU-MUR,FI1D7", "/compare?units=NO073,RU-MUR&view=lines",
    "/compare?units=NO073,RU-MUR&view=maps", "/compare?units=NO073,FI1D7&theme=counts&year=2011", "/similar",
    "/similar?unit=NO073", "/similar?unit=FI1D8", "/similar?unit=NO072",
    # What is wrong
    "/areas/toi", "/areas/toy/unemployment", "/areas/toy/gdp", "/units/no073", "/borders/NO-SE",
    "/checkpoints/NO-RU-GAT",
    "/nothing/here", f"{MAP}?year=1999&colour=red&k=99&palette=pink", f"{MAP}?k=4&k=5", f"{MAP}?unit=NO07&from=2012",
    f"{MAP}?unit={','.join([*CODES, 'NO072'])}", "/?year=2012", "/areas/toy/border_crossings?year=2014",
)  # fmt: skip
#: Pages that other parts of the program may add.
SEARCHES = (
    "/search", "/search?q=finn", "/search?q=zzz", "/compare?add=finn", "/compare?add=zzz", "/similar?find=zzz",
)  # fmt: skip
#: What an answer to a wrong query repeats of it, and the names of parameters and values that are the same everywhere.
REPEATED = {
    *PARAMETERS, *VIEWS, *TRANSFORMS, *PROJECTIONS, *palettes(), "finest", "nuts2", "colour", "pink", "gdp", "toi",
    "toy", "unemployment", "no073", "NO07", "NO-SE", "NO-RU-GAT",
}  # fmt: skip
#: Flags are shown as the source writes them, beside their words; measures of length are the same in every language.
SIGNS = {"calc", "km"}
#: What was searched for is repeated.
SEARCHED = {"finn", "zzz"}


@pytest.fixture(scope="module")
def pseudo(repo: Path) -> PseudoCatalogue:
    return PseudoCatalogue(extracted(repo))


@pytest.fixture
def bracketed(monkeypatch: pytest.MonkeyPatch, pseudo: PseudoCatalogue) -> Iterator[None]:
    """Put the pseudo language in the place of every catalogue; what was kept of the others is forgotten."""
    for module in (translation, translator):
        monkeypatch.setattr(module, "catalogue", lambda language: pseudo)
    forget()
    yield
    forget()


def forget() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("mapserver."):
            for kept in vars(module).values():
                if isinstance(kept, KEPT):
                    kept.cache_clear()


def known_words(app: Flask, snapshot: ToySnapshot, lang: str) -> set[str]:
    """Return what the data, Unicode (names of languages and countries, words of lists) and the settings say."""
    layers = [snapshot.layer("toy", item.indicator) for item in snapshot.areas[0].layers]
    units = [snapshot.unit(code) for code in snapshot.units]
    words = set(data_strings([snapshot.areas, layers, units, snapshot.crossings, snapshot.similarity]))
    for tag in (lang, "en", *translation.LANGUAGES, *snapshot.languages):
        locale = locale_of(tag)
        words |= {str(locale.languages.get(name, "")) for name in locale.languages}
        words |= {name[:1].upper() + name[1:] for name in [locale.get_display_name(locale) or ""]}
    words |= {
        str(locale_of(tag).territories.get(code, "")) for tag in (lang, "en") for code in ("NO", "FI", "RU", "SE")
    }
    words |= {*snapshot.units, *CODES, "NO", "FI", "RU", "SE", *snapshot.languages, *translation.LANGUAGES}
    return (
        words
        | SIGNS
        | SEARCHED
        | {snapshot.id}
        | {sign.strip(" ,") for sign in list_signs(lang).values()}
        | {app.jinja_env.globals["site_title"]}
    )


@pytest.mark.parametrize("path", [*PAGES, *SEARCHES])
def test_no_page_says_a_word_that_is_no_message(bracketed: None, path: str) -> None:
    snapshot = ToySnapshot()
    app = make_app(ToySource(snapshot))
    lang = "nb"
    answer = app.test_client().get(path + ("&" if "?" in path else "?") + f"lang={lang}")
    assert answer.status_code in (200, 400, 404), answer.status_code
    assert OPEN in answer.text
    said = known_words(app, snapshot, lang) | (REPEATED if answer.status_code >= 400 else set())
    if answer.status_code == 400:
        said |= {name for item in snapshot.areas[0].layers for name in snapshot.layer("toy", item.indicator).breaks}
    found = unmarked(answer.text, said)
    assert not found, f"{len(found)} places:\n" + "\n".join(found)


def test_a_site_without_data_says_so_in_messages(bracketed: None) -> None:
    app = make_app(ToySource(None))
    text = app.test_client().get("/?lang=nb").text
    assert f"{OPEN}Nothing has been published yet.{CLOSE}" in text
    assert not unmarked(text, known_words(app, ToySnapshot(), "nb"))


#: A calculation with a term of every time, and what is remarked on its figures.
RATE = Calculation(
    "formula",
    ("population/count", "unemployment_rate/eurostat"),
    "next(a) - previous(a) / mid(a) * near(b) + latest(b) * 1000",
    ("a", "b"),
    titles={"population/count": Text(en="Population"), "unemployment_rate/eurostat": Text(en="Unemployment rate")},
)
NOTES = (
    Message(calculation.NO_FIGURE_BECAUSE, series="a", year=2015, reason=Message.quoting(Text(en="Population"))),
    Message.joined([Message(calculation.ALONE, series="b", year=2015), national.OF_COUNTRY]),
    money.exchange_quote(Rates(exchange={("NOK", "EUR"): {2015: Rate(2015, 9.5, "ECB")}}), "NOK", "EUR", 2015).note,
    money.exchange_quote(Rates(), "NOK", "EUR", 2015).note,
    money.parity_quote(Rates(ppp={"NO": {2015: Rate(2015, 9.5, "WB")}}), "NO", "", 2015).note,
)


def test_a_page_of_a_unit_says_in_messages_how_figures_are_calculated(bracketed: None) -> None:
    snapshot = ToySnapshot()
    unit = snapshot.unit("NO073")
    rate, count = unit.lines
    rows = tuple(row._replace(note=NOTES[at % len(NOTES)]) for at, row in enumerate(rate.observations))
    lines = [replace(rate, derived=RATE, observations=rows), count]
    for method in ("total", "ppp", "exchange"):
        shown = Calculation(method, ("population/count",), to="EUR")  # type: ignore[arg-type]
        lines.append(replace(count, series=method, derived=shown))
    snapshot._units["NO073"] = replace(unit, lines=tuple(lines))
    app = make_app(ToySource(snapshot))
    text = app.test_client().get("/units/NO073?lang=nb").text
    for words in ("mean", "of the year before", "only of 1 January", "annual average", "international dollar"):
        assert re.search(f"{OPEN}[^{CLOSE}]*{words}", text), words
    known = known_words(app, snapshot, "nb") | {"EUR", "NOK", "ECB", "WB", "population", "unemployment rate"}
    parts = re.findall(r'<p class="quiet">[^\n]*population[^\n]*</p>|<span class="measure">[^<]*2015[^<]*</span>', text)
    assert len(parts) > 5
    assert not unmarked("".join(parts), known)


def test_notes_and_the_text_alternative_insert_no_words_of_ours(bracketed: None) -> None:
    """Where a sentence inserts another one, that is a message, too: all that a map of the toy world can be missing."""
    from mapserver.maps.notes import notes
    from mapserver.maps.state import default_state
    from mapserver.maps.summary import summary
    from mapserver.statistics.change import change_layer

    snapshot = ToySnapshot()
    layer = snapshot.layer("toy", "unemployment_rate")
    odd = replace(
        layer,
        series=(replace(layer.series[0], reference="1 January", denomination="EUR", derived=RATE), *layer.series[1:]),
        periods=tuple(replace(item, level="oblast" if item.country == "RU" else "nuts3") for item in layer.periods),
        comparability=(("eurostat", "rosstat", "different", Text(en="Ages 15-74 against 15-72.")),),
    )
    app = make_app(ToySource(snapshot))
    data = known_words(app, snapshot, "nb") | {"EUR", "population", "unemployment rate"}
    for shown in (layer, odd):
        for year in (2010, 2014, 2015, 2020, 2031):
            state = replace(default_state(shown, "nb"), year=year)
            said = [*notes(shown, state), *summary(shown, state, snapshot.areas[0].pairs)]
            assert said
            assert not unmarked(f"<p>{'</p><p>'.join(said)}</p>", data)
        for first, year in ((2010, 2020), (2012, 2014), (2014, 2020)):
            state = replace(default_state(shown, "nb"), year=year, from_year=first, transform="change")
            said = summary(change_layer(shown, first), state)
            assert not unmarked(f"<p>{'</p><p>'.join(said)}</p>", data)


@pytest.mark.parametrize(
    ("page", "where"),
    [
        ("<p>%s and more</p>", "p: and more"),
        ('<p><b>%s</b> <span class="x">Left out</span></p>', "span: Left out"),
        ('<nav aria-label="Years">%s</nav>', "nav[aria-label]: Years"),
        ('<a title="%s, latest 2020" href="/x">2020</a>', "a[title]: latest"),
        ('<img alt="A map"><p>%s</p>', "img[alt]: A map"),
        ('<input placeholder="Search"><p>%s</p>', "input[placeholder]: Search"),
        ('<meta name="description" content="No data"><p>%s</p>', "meta[content]: No data"),
        ("<svg><title>%s</title><desc>no data</desc></svg>", "desc: no data"),
        ("<p>%s: as published, Norway</p>", "p: as published"),
    ],
)
def test_a_planted_sentence_is_found(page: str, where: str) -> None:
    planted = page.replace("%s", f"{OPEN}Figures for {CLOSE}Norway{OPEN} are calculated{CLOSE}")
    (found,) = unmarked(planted, {"Norway"})
    assert found.startswith(where)


def test_values_of_messages_and_data_are_no_finding(pseudo: PseudoCatalogue) -> None:
    said = pseudo.gettext("No data for %(count)s of the %(total)s units of the border area: %(reasons)s.")
    page = f"<p>{said % {'count': 1, 'total': 4, 'reasons': pseudo.gettext('confidential')}}</p><p>NO073 Lappi 2020</p>"
    assert unmarked(page, {"Lappi", "NO073"}) == []
    planted = f"<p>{said % {'count': 1, 'total': 4, 'reasons': 'confidential'}}</p>"
    assert len(unmarked(planted, {"Lappi"})) == 1, "a word that a message inserts is looked at"
    assert pseudo.gettext("Nobody marked this") == "Nobody marked this"


def test_the_words_of_the_script_are_messages(bracketed: None) -> None:
    text = make_app(ToySource(ToySnapshot())).test_client().get(f"{MAP}?lang=nb").text
    words = json.loads(unescape(re.search(r'data-words="([^"]*)"', text).group(1)))  # type: ignore[union-attr]
    assert words.pop("language") == "nb"
    leaves = [leaf for value in words.values() for leaf in (value.values() if isinstance(value, dict) else [value])]
    assert len(leaves) > 20
    page = "".join(f"<p>{escape(leaf)}</p>" for leaf in leaves if isinstance(leaf, str))
    assert not unmarked(PLACE.sub("", page), {sign.strip(" ,") for sign in list_signs("nb").values()})


def test_an_error_page_is_in_the_language_of_the_request(bracketed: None) -> None:
    client = make_app(ToySource(ToySnapshot())).test_client()
    text = client.get("/areas/toi?lang=nb").text
    assert '<html lang="nb">' in text and f"{OPEN}There is no area called “{CLOSE}toi" in text
    assert 'href="/?lang=nb"' in text
    assert '<html lang="en">' in client.get("/areas/toi?lang=xx").text
    problem = client.get("/data/x?lang=nb").json
    assert problem["title"] == "Not found" and OPEN not in problem["detail"], "scripts read English"
    assert not any(word in text for word in HOSTILE)
