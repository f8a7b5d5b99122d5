"""Bundles hold what our modules need, once and in order, and refuse what they cannot link."""

import posixpath
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from mapserver.maps.bundle import IMPORT, modules_of, script_bundle, style_bundle

MAIN = "map/main.js"


def reader(**files: str) -> Callable[[str], str]:
    return {f"{name}.js": text for name, text in files.items()}.__getitem__


def test_every_module_of_the_map_is_in_its_bundle(repo: Path) -> None:
    files = {f"map/{path.name}" for path in (repo / "static" / "map").glob("*.js")}
    assert set(modules_of([MAIN])) == files


def test_each_comes_after_those_that_it_needs_at_once() -> None:
    known = modules_of([MAIN])
    order = list(known)
    for position, (name, text) in enumerate(known.items()):
        needed = {posixpath.normpath(f"{posixpath.dirname(name)}/{link}") for _, link in IMPORT.findall(text)}
        assert needed <= set(order[:position])


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


def test_it_runs_as_the_modules_would(page: Page) -> None:
    """Scopes of their own, new names, a module that is used twice and runs once, and one that waits to be asked for."""
    read = reader(
        shared=(
            'export const log = [];\nconst own = "shared";\nlog.push(own);\n'
            "export function say(word) { log.push(word); }"
        ),
        first='// a comment\nimport { say as tell } from "./shared.js";\nconst own = "first";\ntell(own);',
        second=(
            'import {\n  log,\n  say,\n} from "./shared.js";\nsay("second");\n'
            'globalThis.heard = async () => { const { late } = await import("./later.js"); return [...log, late]; };'
        ),
        later=(
            'import { log } from "./shared.js";\nlog.push("later");\nexport class Late {}\n'
            "export const late = `${log.length} // kept`;"
        ),
    )
    script = script_bundle(["first.js", "second.js"], read)
    assert "a comment" not in script
    page.add_script_tag(content=script)
    assert page.evaluate("heard()") == ["shared", "first", "second", "later", "4 // kept"]


def test_an_entry_that_fails_stops_no_other(page: Page) -> None:
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(error.message))
    page.add_script_tag(
        content=script_bundle(["a.js", "b.js"], reader(a="undefinedName();", b="globalThis.ran = true;"))
    )
    assert page.evaluate("globalThis.ran")
    assert problems == ["undefinedName is not defined"]


@pytest.mark.parametrize(
    "text",
    [
        'import all from "./b.js";',
        'import * as all from "./b.js";',
        "export default 1;",
        "export let changing = 1;",
        "export { a };",
        "const there = import.meta.url;",
        "import(name);",
        'const later = import ("./b.js");',
        "  export const inner = 1;",
        'await fetch("/");',
        'const got = await fetch("/");',
        "export const one = 1, two = 2;",
        "const text = `x ${list.map((b) => `y // ${b}`)} z`;",
    ],
)
def test_what_it_cannot_link_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match=r"a\.js: `.*` cannot be bundled"):
        script_bundle(["a.js"], reader(a=text, b=""))


@pytest.mark.parametrize("name", ["nothing", "default as b", "inner"])
def test_what_a_module_does_not_export_is_missed(name: str) -> None:
    read = reader(a=f'import {{ {name} }} from "./b.js";', b="const inner = 1;\nexport const outer = inner;")
    with pytest.raises(ValueError, match=r"a\.js: b\.js exports no (nothing|default|inner)"):
        script_bundle(["a.js"], read)


def test_a_module_may_later_import_the_one_that_needs_it(page: Page) -> None:
    read = reader(
        a='import { b } from "./b.js";\nexport const a = "a";\nglobalThis.both = b;',
        b='export const b = async () => (await import("./a.js")).a + "b";',
    )
    page.add_script_tag(content=script_bundle(["a.js"], read))
    assert page.evaluate("both()") == "ab"


def test_an_import_in_a_comment_is_none() -> None:
    read = reader(a='/*\nimport { b } from "./gone.js";\n*/\n// import("./gone.js")\nexport const a = 1;')
    assert list(modules_of(["a.js"], read)) == ["a.js"]


def test_modules_that_need_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match=r"a\.js needs itself: a\.js, b\.js"):
        modules_of(["a.js"], reader(a='import { b } from "./b.js";', b='import { a } from "./a.js";'))


def test_what_a_style_sheet_links_to_is_found_from_the_bundle() -> None:
    sheets = {"vendor/x/x.css": "a{background:url(images/a.png)}", "b.css": "b{behavior:url(#default#VML)}"}
    assert style_bundle(sheets, "bundle", sheets.__getitem__) == (
        "a{background:url(../vendor/x/images/a.png)}\nb{behavior:url(#default#VML)}"
    )


@pytest.mark.parametrize("link", ['url("i.png")', "url('data:x')", "url(/static/q.png)", "url(https://h.test/x.png)"])
def test_a_link_that_would_be_lost_is_refused(link: str) -> None:
    with pytest.raises(ValueError, match=r"a\.css: `.*` cannot be bundled"):
        style_bundle(["a.css"], "bundle", {"a.css": f"a{{background:{link}}}"}.__getitem__)


def test_a_sheet_that_imports_another_is_refused() -> None:
    with pytest.raises(ValueError, match="@import"):
        style_bundle(["a.css"], "bundle", {"a.css": "@import url(b.css);"}.__getitem__)
