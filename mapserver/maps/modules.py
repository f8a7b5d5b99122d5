"""The client's own modules: which there are, in the order in which they need each other, read from their imports."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath

from mapserver.paths import static_folder

#: Entry of our own modules.
MAIN_JS = "/static/map/main.js"
IMPORT = re.compile(r"^import \{[^}]*\} from \"\./(\w+\.js)\";", re.M)


@cache
def module_addresses() -> tuple[str, ...]:
    """Return the addresses of the entry and of all that it imports, each after those that it needs itself."""
    found: dict[str, None] = {}

    def visit(address: str) -> None:
        if address in found:
            return
        for name in IMPORT.findall(module_text(address)):
            visit(str(PurePosixPath(address).with_name(name)))
        found[address] = None

    visit(MAIN_JS)
    return tuple(found)


def module_text(address: str) -> str:
    """Return the text of a static file by its address."""
    return (static_folder() / address.removeprefix("/static/")).read_text(encoding="utf-8")
