"""The take-away: a map as one HTML file that needs no network, and a zip with everything that a newsroom keeps."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mapserver.exports.citation import citation_text
from mapserver.exports.package import data_package
from mapserver.maps import notebook_map
from mapserver.maps.notes import notes
from mapserver.maps.still import still_document
from mapserver.model.clusters import ClusterLayer

if TYPE_CHECKING:
    from mapserver.exports.extract import Extract
    from mapserver.exports.ground import Ground

#: Nothing is asked for anywhere: what the file needs stands in it.
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"


def standalone_page(extract: Extract, ground: Ground) -> bytes:
    """Return the map as one HTML document with its picture, its figures of all years, what must be known before
    comparing, and the link to its page. Clusters are a still picture of their year.
    """
    if isinstance(extract.layer, ClusterLayer):
        document = still_document(extract.layer, extract.area, ground.drawings, extract.state)
    else:
        made = notebook_map(extract.layer, ground.drawings, ground.topologies, extract.state, extract.area.title)
        document = str(made.get_root().render())
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY, quote=True)}">'
        f"<title>{escape(extract.title)}</title>"
    )
    home = f' <a href="{escape(extract.page, quote=True)}">{escape(extract.page)}</a>' if extract.page else ""
    cautions = "".join(f"<p>{escape(note)}</p>" for note in notes(extract.layer, extract.state))
    foot = f"{cautions}<p><small>{escape(extract.site)}, {escape(extract.snapshot[:12])}.{home}</small></p>"
    document = document.replace("<html>", f'<html lang="{escape(extract.state.lang, quote=True)}">', 1)
    document = document.replace("<head>", f"<head>{head}", 1)
    return document.replace("</body>", f"{foot}</body>", 1).encode()


def take_away(extract: Extract, ground: Ground, pictures: dict[str, bytes]) -> bytes:
    """Return a zip: the page, `pictures` by file name, the figures with their description, and how to cite them."""
    files = {"map.html": standalone_page(extract, ground), "citation.txt": citation_text(extract), **pictures}
    return data_package(extract, files)
