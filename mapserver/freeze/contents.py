"""The contents of the copy: a list of all pages in a language, in place of the search, which a copy cannot have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mapserver.maps.alphabet import alphabet_key
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapserver.freeze.copy import Copy
    from mapserver.freeze.visit import Visit

TITLE = N_("All pages")
ADVICE = N_(
    "A frozen copy has no search. Here are all of its pages: the search of your browser finds words on this one."
)
OTHERS = N_("Other pages")
#: What the first name of an address stands for, in the order of the list; the maps of each area follow the areas.
KINDS = {
    "areas": N_("Border areas"),
    "borders": N_("Borders"),
    "checkpoints": N_("Checkpoints"),
    "units": N_("Districts"),
    "stories": N_("Stories"),
}


@dataclass(frozen=True)
class Line:
    """A page in the list; `code` is what its address calls it where people do so too."""

    title: str
    address: str
    code: str = ""


def contents(element: Any, copy: Copy, visit: Visit, lang: str) -> None:
    """Turn what leads to the search into a link to the list, and the page of the search into the list."""
    del element.attrib["data-contents"]
    for child in list(element):
        element.remove(child)
    if element.tag == "a":
        element.set("class", "contents-link")
        element.text = tell(lang, TITLE)
        return
    element.text = None
    heading = element.makeelement("h1")
    heading.text = tell(lang, TITLE)
    advice = element.makeelement("p", {"class": "lead"})
    advice.text = tell(lang, ADVICE)
    element.extend([heading, advice])
    for words, lines in groups(copy, visit.address.lang, lang):
        element.append(_group(element, words, lines))
    title = element.getroottree().getroot().find("head/title")
    title.text = f"{heading.text} · {copy.site}"


def groups(copy: Copy, folder: str, lang: str) -> list[tuple[str, list[Line]]]:
    """Return the pages of a language by what they are about, in the order of its alphabet; of each its first state."""
    pages = [page for page in copy.pages if page.address.lang == folder and not page.address.state]
    found: dict[tuple[str, str], list[Line]] = {}
    for page in pages:
        names = page.address.segments
        if len(names) < 2:
            continue
        area = names[1] if names[0] == "areas" and len(names) > 2 else ""
        code = "" if names[0] not in KINDS or names[0] == "areas" else names[1]
        kind = names[0] if names[0] in KINDS else ""
        found.setdefault((kind, area), []).append(Line(page.title, str(page.address), code))
    areas = {line.address.partition("?")[0].split("/")[2]: line.title for line in found.get(("areas", ""), [])}
    order = [*((kind, area) for kind in KINDS for area in ("", *_sorted(areas, areas.__getitem__, lang))), ("", "")]
    return [
        (
            areas.get(area) or tell(lang, KINDS.get(kind, OTHERS)),
            _sorted(found[kind, area], lambda line: line.title, lang),
        )
        for kind, area in order
        if (kind, area) in found
    ]


def _sorted(items: Iterable[Any], name: Any, lang: str) -> list[Any]:
    return sorted(items, key=lambda item: alphabet_key(name(item), lang))


def _group(element: Any, words: str, lines: list[Line]) -> Any:
    section = element.makeelement("section")
    heading = element.makeelement("h2")
    heading.text = words
    rows = element.makeelement("ul", {"class": "contents-list"})
    for line in lines:
        row, link = element.makeelement("li"), element.makeelement("a", {"href": line.address})
        link.text = line.title
        row.append(link)
        if line.code:
            code = element.makeelement("span", {"class": "code"})
            code.text = line.code
            link.tail = " "
            row.append(code)
        rows.append(row)
    section.extend([heading, rows])
    return section
