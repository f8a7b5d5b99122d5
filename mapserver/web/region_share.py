"""What one takes along of own regions: their link, sentences on their figures, files, a citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.exports.citation import Citation
from mapserver.maps.region_story import region_stories
from mapserver.translation import tell
from mapserver.web import addresses
from mapserver.web.offer import Link, Offer
from mapserver.web.regions import FORMATS, extract_of
from mapserver.web.sharing import site_root
from mapserver.web.site import current_site
from mapserver.web.unit_offer import UNIT_FILES

if TYPE_CHECKING:
    from mapserver.snapshot import Snapshot
    from mapserver.web.region_state import Wanted


def offer_of_regions(snapshot: Snapshot, wanted: Wanted) -> Offer:
    """Return what is taken along of regions, in the language of their page.

    Their figures follow what is published; the citation names the edition that they are of now.
    """
    lang, address, extract = wanted.lang, addresses.regions(wanted.figures), extract_of(snapshot, wanted)
    title, edition = " · ".join(extract.regions), snapshot.id[:12]
    link = site_root() + address if site_root() else ""
    publishers = tuple(dict.fromkeys(item.publisher for item in extract.used))
    date = max((item.retrieved for item in extract.used), default="")
    site = current_site().settings.title
    is_refused = bool(extract.left_out) and all(row.value is None for row in extract.rows())
    files = (Link(tell(lang, UNIT_FILES[name]), addresses.regions(wanted.figures, name)) for name in FORMATS)
    return Offer(
        title,
        address,
        link,
        lang,
        Citation(
            publishers, title, site, edition, date, link, lang, f"regions-{'-'.join(wanted.units[0][:4])}-{edition}"
        ),
        (*extract.remarks.values(), *region_stories(extract.regions, extract.editions, extract.register, lang)),
        figures=() if is_refused else tuple(files),
        refused=extract.left_out,
    )
