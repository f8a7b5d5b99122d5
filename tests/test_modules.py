"""The client's own modules: what they say comes from the server."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mapserver.maps.bundle import EXPORT

#: What is given to a label or a title, up to the end of its line.
SAID = re.compile(r"""["'](?:aria-label|title)["'], (.*)|\.(?:ariaLabel|title) = (.*)""")
FUNCTION = re.compile(r"^(?:export )?function (\w+)\(([^)]*)\) \{$(.*?)^\}$", re.M | re.S)
#: What is taken from a module, now or later.
TAKEN = re.compile(r'\{([^{}]*)\}(?: from |[^;]*?import\()"(\.[^"]+)"')
TEXT = re.compile(r"""["'`]""")


def labels_by_position(source: str) -> Iterator[tuple[str, int]]:
    """Yield the functions that say what they are given, and which of what they are given it is."""
    for name, parameters, body in FUNCTION.findall(source):
        said = {(first or second).rstrip(");") for first, second in SAID.findall(body)}
        yield from ((name, place) for place, given in enumerate(parameters.split(", ")) if given in said)


def literals_said(source: str, functions: set[tuple[str, int]]) -> list[str]:
    """Return what a module says in words of its own, directly or by a function that says what it is given."""
    found = [first or second for first, second in SAID.findall(source)]
    for name, place in functions:
        for given in re.findall(rf"(?<!function )\b{name}\((.*)", source):
            found += given.split(", ")[place : place + 1]
    return [said for said in found if TEXT.match(said)]


@pytest.fixture(scope="module")
def modules(repo: Path) -> dict[str, str]:
    """Return our modules by their names."""
    static = repo / "static"
    files = (path for folder in ("map", "site") for path in sorted((static / folder).glob("*.js")))
    return {path.relative_to(static).as_posix(): path.read_text(encoding="utf-8") for path in files}


def test_what_a_module_exports_is_taken_by_another(modules: dict[str, str]) -> None:
    exported = {(name, export) for name, source in modules.items() for export in EXPORT.findall(source)}
    taken = {
        (posixpath.normpath(posixpath.join(posixpath.dirname(name), link)), taken.split(" as ")[0].strip())
        for name, source in modules.items()
        for listed, link in TAKEN.findall(source)
        for taken in listed.split(",")
    }
    assert exported - taken == set()


def test_no_module_names_a_thing_in_words_of_its_own(modules: dict[str, str]) -> None:
    """A label or a title in a module would be in one language on the pages of all."""
    functions = {found for source in modules.values() for found in labels_by_position(source)}
    assert len(functions) > 1
    said = {name: literals for name, source in modules.items() if (literals := literals_said(source, functions))}
    assert said == {}


@pytest.mark.parametrize(
    "source",
    [
        'button.setAttribute("aria-label", "Close");',
        "button.title = `Close`;",
        'function named(place, title) {\n  button.title = title;\n}\nnamed(1, "Close");',
    ],
)
def test_words_of_its_own_are_found(source: str) -> None:
    assert len(literals_said(source, set(labels_by_position(source)))) == 1
