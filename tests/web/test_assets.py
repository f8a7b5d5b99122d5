"""What pages load holds what their parts are made for."""

import re
from pathlib import Path

from playwright.sync_api import Browser

from mapserver.maps.bundle import MAIN_JS
from mapserver.maps.shell import LEGEND_CSS, LIVE_CSS, MAP_CSS
from mapserver.web.assets import SCRIPTS, STYLES, Assets


def test_every_style_sheet_and_every_entry_is_in_a_bundle(repo: Path) -> None:
    static = repo / "static"
    sheets = {
        path.relative_to(static).as_posix()
        for folder in (".", "site", "map", "embed")
        for path in (static / folder).glob("*.css")
    }
    assert {name for names in STYLES.values() for name in names} == {*sheets, "vendor/leaflet/leaflet.css"}
    assert {MAP_CSS, LEGEND_CSS} <= {f"/static/{name}" for name in STYLES["bundle/site.css"]}
    assert LIVE_CSS.removeprefix("/static/") in STYLES["bundle/live.css"]
    assert MAIN_JS.removeprefix("/static/") in SCRIPTS["bundle/map.js"]


def test_every_bundle_is_a_script(repo: Path, browser: Browser) -> None:
    """What takes comments out must leave a program."""
    assets = Assets(repo / "static")
    with browser.new_context() as context:
        page = context.new_page()
        for name in SCRIPTS:
            body = assets.get(name)
            assert body is not None
            assert page.evaluate("(text) => typeof new Function(text)", body.content.decode()) == "function"


def test_every_module_reaches_a_page(repo: Path) -> None:
    """Each file of ours is in the script of some page, but for those that load the others."""
    assets = Assets(repo / "static")
    bundled = "".join(body.content.decode() for name in SCRIPTS if (body := assets.get(name)))
    modules = {
        path.relative_to(repo / "static").as_posix()
        for folder in ("site", "map", "embed")
        for path in (repo / "static" / folder).glob("*.js")
    }
    assert {name for name in modules if f'"{name}"()' not in bundled} == {"site/start.js", "site/thaw.js"}


def test_a_class_in_a_template_has_a_style_or_a_script(repo: Path) -> None:
    files = [path for folder in (".", "map", "site", "embed") for path in (repo / "static" / folder).iterdir()]
    known = "\n".join(path.read_text(encoding="utf-8") for path in files if path.suffix in {".css", ".js"})
    listed = set()
    for path in (repo / "mapserver" / "web" / "templates").rglob("*.html"):
        for names in re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8")):
            listed |= set(re.sub(r"\S*\{[{%].*?[%}]\}\S*", " ", names).split())
    assert len(listed) > 100
    # The row that ends a run looks like any other and is named all the same.
    assert {name for name in listed if not re.search(rf'[."]{name}(?![\w-])', known)} <= {"run-end"}
