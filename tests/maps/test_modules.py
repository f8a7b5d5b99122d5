"""The list of the client's modules is that of the files, and of what they import."""

from pathlib import Path

from mapserver.maps.modules import IMPORT, MAIN_JS, module_addresses, module_text

#: Asked for only where it is wanted.
LATER = ("/static/map/basemap.js", "/static/map/tiles.js")


def test_every_module_is_listed_once(repo: Path) -> None:
    files = {f"/static/map/{path.name}" for path in (repo / "static" / "map").glob("*.js")}
    assert sorted({*module_addresses(), *LATER}) == sorted(files)
    assert not set(module_addresses()) & set(LATER)


def test_each_comes_after_those_that_it_needs() -> None:
    known = module_addresses()
    assert known[-1] == MAIN_JS
    for position, address in enumerate(known):
        needed = {f"/static/map/{name}" for name in IMPORT.findall(module_text(address))}
        assert needed <= set(known[:position])
        assert module_text(address).count("import ") == len(needed), "an import that is written otherwise is not seen"
