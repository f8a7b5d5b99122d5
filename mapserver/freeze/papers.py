"""The papers of the copy: what it is, for people, for programs, for web hosts and for search engines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from mapserver.freeze.folder import FORMAT, MANIFEST, RECORD
from mapserver.freeze.notes import README

if TYPE_CHECKING:
    from pathlib import Path

    from mapserver.freeze.copy import Copy

CATALOGUE = "/catalog.jsonld"
#: What hosts that read such a file (Netlify, Cloudflare Pages) send; the policy stands in the pages.
HEADERS = """/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
/data/*
  Access-Control-Allow-Origin: *
  Cache-Control: public, max-age=31536000, immutable
/static/*
  Access-Control-Allow-Origin: *
  Cache-Control: public, max-age=31536000, immutable
"""
TEXT = """{title}
{line}

This folder is a frozen copy of a site of maps: all of its pages as plain files, made with `mapserver freeze`.
Start with index.html.

Edition of the data: {edition}
{newest}Languages: {languages}
Years: {years}
Areas: {areas}
Files of each map: {files}
Pages: {pages}
Address: {address}

How to read it
  From disk: open index.html in a browser. Every page, picture and table is there without scripts.
  From a web host: put the folder at any address, also below another site. Maps then answer the pointer and move
  through the years, tables are sorted and searched. No other host is asked for anything.
  To try that: python3 -m http.server --directory THIS_FOLDER
  A state is a path: areas/AREA/INDICATOR/view/table/index.html, in Finnish fi/areas/...
  On a web host an address of the server that this was copied from, as /areas/AREA/INDICATOR?view=table&year=2015,
  leads to the state that the copy has of it. Files of a map (.png, .csv) are those of its default year, whatever
  their address says after the question mark.
  _headers holds what a host may send with the files; each page has its content security policy in it.

What it cannot do
  Search (search/index.html lists all pages), colours and classes of one's own, changes between years, figures of a
  district beside the map, files of other years than the default one, anything below /api/.

What it is made of
  {manifest} holds the SHA-256 of every file; `sha256sum --check {manifest}` tests them.
  {record} says what was frozen, for programs. catalog.jsonld describes the data sets (DCAT).

How to cite
  {title}. Edition of the data: {edition}. Address: {cited}
  Cite the source of a figure with it: every map and every table names publisher, publication, date and licence.

Licences
  The program, its scripts and styles: Apache License 2.0; those of others: static/*/vendor/*/LICENSE.
  The figures: of each series its own, named on every map and in its metadata.json. In this copy:
{licences}
Publishers
{publishers}"""


def write_papers(folder: Path, copy: Copy, newest: str) -> None:
    """Write the papers into the folder of a copy; `newest` is the date of its newest figures."""
    choice = copy.scope.choice
    areas = sorted(
        page.address.last for page in copy.pages if _is_area(page.address.segments) and not page.address.query
    )
    publishers = sorted({name for page in copy.pages for name in page.terms[0] if name})
    licences = sorted({name for page in copy.pages for name in page.terms[1] if name})
    years = "every year of every map" if choice.all_years else "each map in its default year"
    record = {
        "frozen_site": FORMAT,
        "title": copy.site,
        "edition": copy.edition,
        "newest_figures": newest,
        "address": choice.address,
        "languages": list(choice.all_languages),
        "all_years": choice.all_years,
        "areas": areas,
        "files": list(choice.files),
        "pages": len(copy.pages),
        "licences": licences,
        "publishers": publishers,
    }
    (folder / RECORD).write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    text = TEXT.format(
        title=copy.site,
        line="=" * len(copy.site),
        edition=copy.edition,
        newest=f"Newest figures: retrieved {newest}\n" if newest else "",
        languages=", ".join(choice.all_languages),
        years=years,
        areas=", ".join(areas),
        files=", ".join(choice.files) or "none",
        pages=len(copy.pages),
        address=choice.address or "not known when the copy was made",
        cited=choice.address or "(where this copy is kept)",
        manifest=MANIFEST,
        record=RECORD,
        licences="".join(f"  - {name}\n" for name in licences),
        publishers="".join(f"  - {name}\n" for name in publishers),
    )
    (folder / README).write_text(text, encoding="utf-8")
    (folder / "_headers").write_text(HEADERS, encoding="utf-8")
    if choice.address:
        (folder / "sitemap.xml").write_text(_sitemap(copy), encoding="utf-8")


def _sitemap(copy: Copy) -> str:
    """Return all pages by their full addresses. Source: https://www.sitemaps.org/protocol.html"""
    rows = "".join(f"<url><loc>{escape(copy.full(page.file))}</loc></url>\n" for page in copy.pages)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{rows}</urlset>\n'


def _is_area(names: tuple[str, ...]) -> bool:
    return len(names) == 2 and names[0] == "areas"
