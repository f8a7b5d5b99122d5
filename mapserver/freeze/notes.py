"""What a frozen page says of itself: that it is a copy, of which year its words are, which files it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mapserver.freeze.address import link_to
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from mapserver.freeze.copy import Copy
    from mapserver.freeze.visit import Visit

#: What is told of the copy for people who have the folder.
README = "README.txt"
COPY_OF = N_("Frozen copy of %(site)s, edition %(edition)s.")
ABOUT = N_("About this copy")
FROM_DISK = N_(
    "Opened from disk, its maps are pictures of one year each;"
    " from a web host they answer the pointer and move through the years."
)
WORDS = N_("The words beside the map are of %(year)s: this copy has no page of the year that the map shows.")
FILES = N_("Files of this map")
ALL_YEARS = N_("%(file)s, all years")
#: Where the page says of which year its words are: above them, else below its title.
STALE_PLACES = (".//div[@class='sheet-side']", ".//header[@class='sheet-title']")
#: Suffixes as readers know them, where that is not the suffix in capitals.
NAMES = {"card.png": "PNG", "png": "PNG (1600)", "metadata.json": "metadata.json", "sdmx.csv": "SDMX-CSV"}


def add_note(root: Any, copy: Copy, visit: Visit, lang: str) -> None:
    """Say below the head of the page what it is a copy of."""
    note = root.makeelement("aside", {"class": "frozen-note", "aria-label": tell(lang, ABOUT)})
    box = root.makeelement("div", {"class": "measure-width"})
    line = root.makeelement("p")
    line.text = f"{tell(lang, COPY_OF, site=copy.site, edition=copy.edition[:12])} "
    disk = root.makeelement("span", {"class": "from-disk"})
    disk.text = f"{tell(lang, FROM_DISK)} "
    link = root.makeelement("a", {"href": link_to(README, visit.file)})
    link.text = tell(lang, ABOUT)
    line.extend([disk, link])
    box.append(line)
    note.append(box)
    head = root.find("body/header")
    if head is None:
        # A page without a head is shown inside of another one: there is room at its end.
        root.find("body").append(note)
    else:
        head.addnext(note)


def add_words(root: Any, lang: str) -> None:
    """Prepare what a script says when the map has left the year of the page's words."""
    figure = root.find(".//figure[@data-values]")
    place = next((found for path in STALE_PLACES if (found := root.find(path)) is not None), None)
    if figure is None or place is None:
        return
    words = root.makeelement(
        "p", {"class": "notice frozen-gone", "id": "frozen-words", "role": "status", "hidden": "hidden"}
    )
    words.text = tell(lang, WORDS, year=figure.get("data-year"))
    place.insert(0 if place.tag == "div" else len(place), words)


def add_files(root: Any, copy: Copy, visit: Visit, lang: str) -> None:
    """List the files that the copy has of a map, where the page does not lead to them itself."""
    here = {item.get("href") for item in root.iter("a")}
    rows = root.makeelement("ul")
    for suffix, address, is_full in copy.scope.files_of(visit.address):
        target = copy.target(str(address))
        link = None if target is None else link_to(target.file, visit.file)
        if link is None or link in here:
            continue
        row, anchor = root.makeelement("li"), root.makeelement("a", {"href": link})
        name = NAMES.get(suffix, suffix.upper())
        anchor.text = tell(lang, ALL_YEARS, file=name) if is_full else name
        row.append(anchor)
        rows.append(row)
    main = root.find(".//main")
    if main is None or not len(rows):
        return
    section = root.makeelement("section", {"class": "frozen-files", "aria-labelledby": "frozen-files"})
    heading = root.makeelement("h2", {"id": "frozen-files"})
    heading.text = tell(lang, FILES)
    section.extend([heading, rows])
    main.append(section)
