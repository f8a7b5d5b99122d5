"""The house keeps its shape: who may import whom, which library lives where, how long a file gets."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "mapserver"

# Each room, and the rooms that it may import. `__init__` is the Python interface.
ALLOWED: dict[str, set[str]] = {
    "model": set(),
    "sources": {"model"},
    "catalogue": {"model"},
    "geometry": {"model"},
    "statistics": {"model"},
    "snapshot": {"model", "catalogue", "geometry", "statistics"},
    "maps": {"model", "statistics"},
    "exports": {"model", "statistics", "maps"},
    "web": {"model", "statistics", "snapshot", "maps", "exports"},
    "freeze": {"model", "snapshot", "maps", "exports", "web"},
}
TOP = ("cli", "opened", "progress", "__init__", "__main__")
EVERYTHING = {*ALLOWED, *TOP}
ALLOWED |= dict.fromkeys(TOP, EVERYTHING)
# Leaves that every room may ask: where the shipped data and the static files lie, and what a message is in a language.
LEAVES = {"paths", "translation"}
ALLOWED = {room: rooms | LEAVES for room, rooms in ALLOWED.items()} | {"paths": set(), "translation": {"paths"}}

# A library, and the rooms that may import it.
HOMES: dict[str, set[str]] = {
    "folium": {"maps"},
    "branca": {"maps"},
    "flask": {"web"},
    "zipfile": {"sources", "catalogue", "snapshot", "exports"},
    "pyogrio": {"sources", "catalogue", "snapshot", "exports"},
}
READERS = {"read_csv", "read_excel", "read_file"}
READING_ROOMS = {"sources", "catalogue", "snapshot", "exports"}
MODEL_LIBRARIES = {"shapely"}

VAGUE = {"utils", "util", "helpers", "helper", "common", "manager"}
LONGEST = 300
# Translations are lists, not texts; pictures and fonts have no lines.
NOT_COUNTED = {".po", ".pot", ".mo", ".png", ".ico", ".woff2", ".gz", ".br"}

MODULES = sorted(PACKAGE.rglob("*.py"))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _room(path: Path) -> str:
    """Return the folder or the file directly below the package that a module belongs to."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes(), str(path))


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and absolute dotted name of everything that a module imports, in functions and for types too."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def _imported_room(name: str) -> str | None:
    """Return the room of an imported name, `__init__` for the package itself, nothing for foreign names."""
    first, *rest = name.split(".")
    if first != PACKAGE.name:
        return None
    return rest[0] if rest and rest[0] in ALLOWED else "__init__"


def test_every_module_belongs_to_a_room() -> None:
    homeless = [_name(path) for path in MODULES if _room(path) not in ALLOWED]
    assert not homeless, f"in no room of the house: {homeless}"


def test_a_room_imports_only_what_the_table_allows() -> None:
    wrong = [
        f"{_name(path)}:{line}: {_room(path)} imports {name}"
        for path in MODULES
        for line, name in _imports(path)
        if (other := _imported_room(name)) is not None and other != _room(path) and other not in ALLOWED[_room(path)]
    ]
    assert not wrong, "\n".join(wrong)


def test_a_library_stays_in_its_home() -> None:
    wrong = [
        f"{_name(path)}:{line}: {name} belongs to {', '.join(sorted(HOMES[library]))}"
        for path in MODULES
        for line, name in _imports(path)
        if (library := name.split(".")[0]) in HOMES and _room(path) not in HOMES[library]
    ]
    assert not wrong, "\n".join(wrong)


def test_files_are_parsed_only_where_files_are_read() -> None:
    wrong = []
    for path in (path for path in MODULES if _room(path) not in READING_ROOMS):
        used = [(node.lineno, node.attr) for node in ast.walk(_tree(path)) if isinstance(node, ast.Attribute)]
        used += [(line, name.rsplit(".", 1)[-1]) for line, name in _imports(path)]
        wrong += [f"{_name(path)}:{line}: {name}" for line, name in used if name in READERS]
    assert not wrong, "\n".join(wrong)


def test_the_model_needs_the_standard_library_and_shapely() -> None:
    known = {*sys.stdlib_module_names, *MODEL_LIBRARIES, PACKAGE.name}
    paths = [path for path in MODULES if _room(path) == "model"]
    assert paths
    wrong = [
        f"{_name(path)}:{line}: {name}"
        for path in paths
        for line, name in _imports(path)
        if name.split(".")[0] not in known
    ]
    assert not wrong, "\n".join(wrong)


def test_every_module_says_what_it_is() -> None:
    silent = [
        _name(path)
        for path in MODULES
        if not ast.get_docstring(_tree(path)) and (path.name != "__init__.py" or _tree(path).body)
    ]
    assert not silent, f"without a docstring: {silent}"


def test_no_module_has_a_vague_name() -> None:
    named = [*MODULES, *(path for path in PACKAGE.rglob("*") if path.is_dir())]
    assert not [_name(path) for path in named if VAGUE & set(path.stem.split("_"))]


def test_no_file_is_longer_than_one_sitting() -> None:
    vendor = ROOT / "static" / "vendor"
    long = {}
    for path in (*PACKAGE.rglob("*"), *(ROOT / "static").rglob("*")):
        skipped = path.suffix in NOT_COUNTED or vendor in path.parents or "__pycache__" in path.parts
        if path.is_file() and not skipped:
            lines = len(path.read_bytes().splitlines())
            if lines > LONGEST:
                long[_name(path)] = lines
    assert not long, f"longer than {LONGEST} lines: {long}"
