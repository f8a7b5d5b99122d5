"""A data folder written by an attacker, built and served as any other: nothing of it runs, all of it is text."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from mapserver.snapshot import Published, Store, build
from mapserver.web import Settings, create_app
from tests.catalogue.folder import Folder, make_folder
from tests.web.reader import settled
from tests.web.serving import served

IMG = "<img src=x onerror=alert(1)>"
SCRIPT = "</script><script>alert(2)</script>"
STYLE = "</title></style><svg onload=alert(3)>"
QUOTE = "' onfocus='alert(4)' autofocus x='"
TEMPLATE = "{{ 7*7 }}${7*7}<%= 7*7 %>"
ADDRESS = "https://x.example/?'onfocus='alert(7)'autofocus='<svg/onload=alert(9)>"
PAGES = (
    "/", "/areas/border", "/areas/border/wage", "/areas/border/wage?year=2020&lang=nb",
    "/areas/border/wage?level=nuts2", "/units/AA04", "/units/BB-1?lang=bg", "/borders/AA-BB",
    "/areas/border/border_crossings", "/checkpoints/AA-BB-GATE", "/search?q=alert", "/search?q=%3Cimg%20src%3Dx%3E",
    "/areas/%3Cscript%3Ealert(5)%3C%2Fscript%3E",
    "/areas/border/wage?year=%3Cimg%20src%3Dx%20onerror%3Dalert(6)%3E",
)  # fmt: skip


def spoil(folder: Folder) -> None:
    """Write markup wherever a steward or a source may write words."""
    names = "boundaries/aa/names.csv"
    folder.replace(names, "AA01,nb,Vest,1,register", f"AA01,nb,{STYLE},1,register")
    folder.replace(names, "AA04,en,East,0,", f"AA04,en,{IMG},0,")
    folder.append(names, f"AA04,nb,{SCRIPT},1,register")
    folder.write("boundaries/aa/places.csv", f"code,place,lang,name,lon,lat,source\nAA04,x,nb,Havn{IMG},12.5,60.5,\n")
    folder.replace("boundaries/bb/names.csv", "BB-1,en,One,0,", f"BB-1,en,{QUOTE},0,")
    folder.replace("boundaries/bb/names.csv", "BB-1,bg,Едно,1,", f"BB-1,bg,{TEMPLATE},1,")
    area = "boundaries/areas/border.toml"
    folder.replace(area, 'en = "The border"', f'en = "{IMG} border"')
    folder.replace(area, 'en = "A border."', f'en = "{SCRIPT}"')
    wage = "layers/wage/indicator.toml"
    folder.replace(wage, 'en = "Wage"', f'en = "Wage {SCRIPT}{TEMPLATE}"')
    folder.replace(wage, 'en = "national currency"', f'en = "{QUOTE}"')
    folder.replace(wage, 'en = "What people earn."', f'en = "{STYLE}"')
    folder.replace(wage, '{ en = "Aland\'s office" }', f'{{ en = "{IMG} office" }}')
    folder.replace(wage, '{ en = "Different surveys." }', f'{{ en = "{SCRIPT}" }}')
    folder.replace(wage, '{ en = "New method" }', f'{{ en = "{IMG}" }}')
    text = folder.text(wage).replace('licence = "CC BY 4.0"', f'licence = "{IMG}"')
    text = text.replace('publisher = "Office"', f'publisher = "{STYLE}"').replace(
        'title = "Wages"', f'title = "{SCRIPT}"'
    )
    folder.write(wage, text.replace('retrieved = "2025"', f'retrieved = "2025"\naddress = "{ADDRESS}"'))
    crossings = "layers/checkpoints/checkpoints.toml"
    folder.replace(crossings, 'en = "Border crossings"', f'en = "Crossings {SCRIPT}"')
    folder.replace(crossings, 'en = "Gaps are gaps."', f'en = "{IMG}"')
    folder.replace(crossings, "https://news.example/guards", ADDRESS)
    folder.replace(crossings, 'publisher = "Newspaper"', f'publisher = "{STYLE}"')
    folder.replace("layers/checkpoints/names.csv", "AA-BB-GATE,AA,en,Gate", f"AA-BB-GATE,AA,en,{IMG}")
    folder.replace("layers/checkpoints/names.csv", "AA-BB-GATE,BB,en,Vrata", f"AA-BB-GATE,BB,en,{QUOTE}")
    folder.replace("layers/checkpoints/checkpoints.csv", "60.4,0,a map", f"60.4,0,{SCRIPT}")
    folder.replace(
        "layers/checkpoints/crossings.csv", "GATE,2019,2000,r,", 'GATE,2019,2000,"""><script>alert(8)</script>",'
    )
    folder.replace("boundaries/borders.toml", 'source = "An atlas"', f'source = "{IMG}"')
    folder.replace("layers/wage/aland.csv", "AA04,2024,2020,,:c,A2", "AA04,2024,2020,12,<b>x,A2")
    folder.replace("layers/wage/beland.csv", "BB-1,2021,2020,50,", 'BB-1,2021,2020,50,"""><script>alert(8)</script>"')


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = make_folder(tmp_path_factory.mktemp("hostile") / "data")
    spoil(folder)
    state = tmp_path_factory.mktemp("state")
    build(folder.path, Store(state))
    source = Published(Store(state))
    snapshot = source.current()
    assert snapshot is not None, "the hostile folder was not published: it is no longer a test"
    with served(create_app(Settings(state=Path(state)), source)) as address:
        yield address


@pytest.mark.parametrize("path", PAGES)
def test_nothing_that_data_say_is_run(window: Callable[..., Page], hostile_server: str, path: str) -> None:
    page = window(bypass_csp=True)
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: ran.append(str(error)))
    settled(page, hostile_server + path)
    for details in page.query_selector_all("details"):
        details.evaluate("(element) => { element.open = true; }")
    units = page.locator(".leaflet-pane path.unit")
    for index in range(units.count()):
        units.nth(index).hover(force=True)
    for other in page.locator(".map-strip a[data-year]").all():
        other.click(force=True)
    foreign = page.evaluate(
        "() => [...document.querySelectorAll('img, script, svg, [autofocus], style')].filter((part) =>"
        " part.matches('img:not(.leaflet-container *), script:not([src]):not([type$=json]), style, [onload], [onerror],"
        " [autofocus]'))"
        ".map((part) => part.outerHTML)"
    )
    links = page.evaluate("() => [...document.links].map((link) => link.protocol)")
    assert ran == []
    assert foreign == []
    assert set(links) <= {"http:", "https:"}


def test_a_suggestion_is_read_as_it_was_written(window: Callable[..., Page], hostile_server: str) -> None:
    page = window(bypass_csp=True)
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    settled(page, hostile_server)
    page.focus("#search")
    page.keyboard.type("havn")
    option = page.locator("[role=option]").first
    option.wait_for()
    assert option.locator(".search-name").inner_text() == f"Havn{IMG}"
    assert IMG in option.locator(".search-note").inner_text()
    assert page.locator("[role=option] img").count() == 0
    assert ran == []


def test_what_data_say_is_read_as_it_was_written(window: Callable[..., Page], hostile_server: str) -> None:
    page = settled(window(), f"{hostile_server}/areas/border/wage?year=2020")
    assert page.locator("h1").inner_text() == f"Wage {SCRIPT}{TEMPLATE}"
    assert IMG in page.locator("#table-rows").inner_text()
    assert page.locator(".map-frame.live").count() == 1
    text = page.locator("main").inner_text()
    for words in (SCRIPT, STYLE, IMG, QUOTE):
        assert words in text
