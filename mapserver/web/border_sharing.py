"""What the page of a border says of itself to sites on which it is shared, and the files that it offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from mapserver.exports.linked import data_block
from mapserver.exports.media import MEDIA
from mapserver.web import addresses
from mapserver.web.border_detail import summary_of
from mapserver.web.border_extract import extract_of
from mapserver.web.sharing import Sharing, site_root
from mapserver.web.site import current_site
from mapserver.web.wording import border_text

if TYPE_CHECKING:
    from mapserver.web.border_state import BorderShown

#: Files of figures by suffix, in the order in which they are offered.
FIGURES = ("csv", "xlsx", "json", "geojson", "gpkg", "zip")


@dataclass(frozen=True)
class BorderFile:
    """A file of a border: what it is called and where it is."""

    words: str
    address: str


def files_of(shown: BorderShown) -> tuple[BorderFile, ...]:
    """Return the files that the page offers: figures that may be given out, then pictures, then how to cite it."""
    named = (*(() if extract_of(shown).is_refused else FIGURES), "svg", "png", "pdf", "txt")
    return tuple(
        BorderFile(suffix.upper(), addresses.border_file(shown.border.id, suffix, shown.query)) for suffix in named
    )


def border_sharing(shown: BorderShown) -> Sharing:
    """Return what a border says of itself, with its card and its frame."""
    root = site_root()
    page = root + shown.address

    def file(suffix: str) -> str:
        return root + addresses.border_file(shown.border.id, suffix, shown.query)

    words = description_of(shown)
    years = [item.year for row in shown.record.indicators for item in row.sides]
    document = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": shown.title,
        "description": words,
        "url": page,
        "version": shown.snapshot.id[:12],
        "inLanguage": shown.lang,
        "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": current_site().settings.title},
        **({"temporalCoverage": f"{min(years)}/{max(years)}"} if years else {}),
        "spatialCoverage": {"@type": "Place", "name": border_text(shown.border).say(shown.lang)},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": MEDIA[suffix].partition(";")[0], "contentUrl": file(suffix)}
            for suffix in FIGURES
        ],
    }
    return Sharing(
        shown.title,
        words,
        page,
        file("card.png"),
        Markup(data_block(document)),  # noqa: S704 - no sign in it can end the block
        root + addresses.with_query("/oembed", {"url": page}),
    )


def description_of(shown: BorderShown) -> str:
    """Return what is shown in a sentence or two: the levels of an indicator, or the sharpest contrasts."""
    if shown.row is not None:
        return " ".join(summary_of(shown))
    entries = {entry.indicator: entry.title.say(shown.lang) for entry in shown.area.layers}
    titles = [entries[item.indicator] for item in shown.border.contrasts if item.indicator in entries]
    return ": ".join(filter(None, (shown.title, ", ".join(titles))))
