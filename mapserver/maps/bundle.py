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
    from collections.abc import Callable, Iterable, Mapping

    #: Returns the text of a static file by its name, ``map/main.js``.
    Read = Callable[[str], str]

#: Entry of the map's own modules.
MAIN_JS = "/static/map/main.js"
IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)";', re.M)
LATER = re.compile(r'\bimport\("(\.[^"]+)"\)')
EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|const|class) (\w+)(?: |\())", re.M)
#: What is not linked: other imports and exports wherever they stand, waiting outside of a function, a template inside
#: of a template (which the one that takes comments out would cut), two names in one export.
UNKNOWN = (
    re.compile(r"^\s*(?:import|export)\b.*|\bimport\s*(?:\(|\.meta).*", re.M),
    re.compile(r"^(?:const \w+ = |let \w+ = )?await\b.*", re.M),
    re.compile(r"`[^`]*\$\{[^`}]*`.*"),
    re.compile(r"^export const [^=]+=[^;]*, \w+ =.*", re.M),
)
COMMENT = re.compile(r"^\s*/\*.*?\*/|^\s*//[^\n]*$", re.M | re.S)
URL = re.compile(r"url\(([^)]*)\)")
#: Links of style sheets that are rewritten: without quotes, to a file beside the sheet.
PLAIN_URL = re.compile(r"[\w./-]+")
#: A scope runs when it is first asked for; an entry that throws stops none of the others.
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

    ValueError for modules that need each other at once.
    """
    found: dict[str, str] = {}
    open_names: list[str] = []
    waiting = list(entries)

    def visit(name: str) -> None:
        if name in found:
            return
        if name in open_names:
            raise ValueError(f"{name} needs itself: {', '.join(open_names)}")
        open_names.append(name)
        text = COMMENT.sub("", read(name))
        for _, other in IMPORT.findall(text):
            visit(_beside(name, other))
        found[open_names.pop()] = text
        waiting.extend(_beside(name, other) for other in LATER.findall(text))

    while waiting:
        visit(waiting.pop(0))
    return found


def script_bundle(entries: Iterable[str], read: Read = static_text) -> str:
    """Return modules as one script without comments, each in a scope of its own; it runs the entries in their order.

    ValueError where an import or export is written in a way that is not linked, or names what is not there.
    """
    entries = tuple(entries)
    modules = modules_of(entries, read)
    exports = {name: frozenset(EXPORT.findall(text)) for name, text in modules.items()}
    scopes = ",\n".join(f'"{name}"() {{\n{_scope(name, text, exports)}\n}}' for name, text in modules.items())
    return str(jsmin(LINKED.format(scopes=scopes, entries=", ".join(f'"{entry}"' for entry in entries))))


def _scope(name: str, text: str, exports: Mapping[str, frozenset[str]]) -> str:
    """Return the body of a function that runs a module and returns what it exports."""
    for names, link in IMPORT.findall(text):
        missing = {part.split()[0] for part in names.split(",") if part.strip()} - exports[_beside(name, link)]
        if missing:
            raise ValueError(f"{name}: {_beside(name, link)} exports no {', '.join(sorted(missing))}")
    exported = EXPORT.findall(text)
    for strange in UNKNOWN[2:]:
        if found := strange.search(text):
            raise ValueError(f"{name}: `{found[0]}` cannot be bundled")
    text = IMPORT.sub(lambda link: f'const {{{_renamed(link[1])}}} = use("{_beside(name, link[2])}");', text)
    text = LATER.sub(lambda link: f'Promise.resolve().then(() => use("{_beside(name, link[1])}"))', text)
    text = EXPORT.sub("", text)
    for strange in UNKNOWN[:2]:
        if found := strange.search(text):
            raise ValueError(f"{name}: `{found[0].strip()}` cannot be bundled")
    return f"{text}\nreturn {{ {', '.join(exported)} }};"


def _renamed(names: str) -> str:
    return names.replace(" as ", ": ")


def _beside(name: str, link: str) -> str:
    """Return the name of a file that another one links to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), link))


def style_bundle(names: Iterable[str], folder: str, read: Read = static_text) -> str:
    """Return style sheets as one for a file in `folder`; what they link to is found from there.

    ValueError for links that are written otherwise than ``url(images/a.png)``.
    """

    def sheet(name: str) -> str:
        def moved(link: re.Match[str]) -> str:
            if link[1].startswith(("data:", "#")):
                return link[0]
            if not PLAIN_URL.fullmatch(link[1]) or link[1].startswith("/"):
                raise ValueError(f"{name}: `{link[0]}` cannot be bundled")
            return f"url({posixpath.relpath(_beside(name, link[1]), folder)})"

        text = read(name)
        if "@import" in text:
            raise ValueError(f"{name}: `@import` cannot be bundled")
        return URL.sub(moved, text)

    return "\n".join(map(sheet, names))
