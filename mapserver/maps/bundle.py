"""Bundles of the client's own files: modules as one script, style sheets as one sheet.

Each file that a browser asks for costs it time, on a slow phone more than the bytes do. Our modules are written so
that no parser is needed to link them: imports and exports stand at the beginning of a line, imports name what they take
and a file beside them. What is written otherwise is an error here, before any browser sees it.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from rjsmin import jsmin

from mapserver.paths import static_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    #: Returns the text of a static file by its name, ``map/main.js``.
    Read = Callable[[str], str]

#: Entry of the map's own modules.
MAIN_JS = "/static/map/main.js"
IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)";', re.M)
LATER = re.compile(r'\bimport\("(\.[^"]+)"\)')
EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|const|class) (\w+))", re.M)
UNKNOWN = re.compile(r"^(?:import|export)\b.*|\bimport(?:\(|\.meta).*", re.M)
#: A scope runs when it is first asked for; an entry that fails stops none of the others.
LINKED = """(() => {{
"use strict";
const made = new Map();
const use = (name) => {{
  if (!made.has(name)) made.set(name, scopes[name]());
  return made.get(name);
}};
const scopes = {{
{scopes}
}};
for (const entry of [{entries}]) {{
  try {{ use(entry); }} catch (problem) {{ reportError(problem); }}
}}
}})();
"""


def static_text(name: str) -> str:
    """Return the text of one of our static files."""
    return (static_folder() / name).read_text(encoding="utf-8")


def modules_of(entries: Iterable[str], read: Read = static_text) -> dict[str, str]:
    """Return names and texts of modules and of all that they import, now or later, each after what it needs at once.

    ValueError for modules that need each other.
    """
    found: dict[str, str] = {}
    open_names: list[str] = []

    def visit(name: str) -> None:
        if name in found:
            return
        if name in open_names:
            raise ValueError(f"{name} needs itself: {', '.join(open_names)}")
        open_names.append(name)
        text = read(name)
        for _, other in IMPORT.findall(text):
            visit(_beside(name, other))
        found[open_names.pop()] = text
        for other in LATER.findall(text):
            visit(_beside(name, other))

    for entry in entries:
        visit(entry)
    return found


def script_bundle(entries: Iterable[str], read: Read = static_text) -> str:
    """Return modules as one script without comments, each in a scope of its own; it runs the entries in their order.

    ValueError where an import or export is written in a way that is not linked.
    """
    entries = tuple(entries)
    scopes = ",\n".join(f'"{name}"() {{\n{_scope(name, text)}\n}}' for name, text in modules_of(entries, read).items())
    return str(jsmin(LINKED.format(scopes=scopes, entries=", ".join(f'"{entry}"' for entry in entries))))


def _scope(name: str, text: str) -> str:
    """Return the body of a function that runs a module and returns what it exports."""
    exported = EXPORT.findall(text)
    text = IMPORT.sub(lambda link: f'const {{{_renamed(link[1])}}} = use("{_beside(name, link[2])}");', text)
    text = LATER.sub(lambda link: f'Promise.resolve().then(() => use("{_beside(name, link[1])}"))', text)
    text = EXPORT.sub("", text)
    if strange := UNKNOWN.search(text):
        raise ValueError(f"{name}: `{strange[0]}` cannot be bundled")
    return f"{text}\nreturn {{ {', '.join(exported)} }};"


def _renamed(names: str) -> str:
    return names.replace(" as ", ": ")


def _beside(name: str, link: str) -> str:
    """Return the name of a file that another one links to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), link))


def style_bundle(names: Iterable[str], folder: str, read: Read = static_text) -> str:
    """Return style sheets as one for a file in `folder`; what they link to is found from there."""

    def sheet(name: str) -> str:
        def moved(link: re.Match[str]) -> str:
            return f"url({posixpath.relpath(_beside(name, link[1]), folder)})"

        return re.sub(r"url\((?!data:|#)([^)]+)\)", moved, read(name))

    return "\n".join(map(sheet, names))
