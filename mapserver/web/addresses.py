"""Addresses of the site: the only place that writes them, so that no template joins text into a link."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping


#: What the addresses of pages begin with that stand in pages of others.
EMBEDS = "/embed/"
#: Addresses kept ready: a page names the same units and years as the one before.
KEPT = 4096


@lru_cache(maxsize=KEPT)
def _joined(*parts: str) -> str:
    return "/" + "/".join(quote(part, safe="") for part in parts)


def with_query(path: str, query: Mapping[str, object] | None = None) -> str:
    """Append a query in the given order; empty values are left out."""
    pairs = [_pair(name, str(value)) for name, value in (query or {}).items() if value not in (None, "")]
    return f"{path}?{'&'.join(pairs)}" if pairs else path


def quoted(path: str) -> str:
    """Return the path of a request as it may stand in a link; never an address of another host."""
    return "/" + quote(path.lstrip("/\\"), safe="/")


@lru_cache(maxsize=KEPT)
def _suffix(name: str) -> str:
    return quote(name, safe=".")


@lru_cache(maxsize=KEPT)
def _pair(name: str, value: str) -> str:
    return urlencode({name: value}, safe=",")


def home(lang: str = "") -> str:
    """Return the address of the first page."""
    return with_query("/", {"lang": lang})


def area(identifier: str, lang: str = "", sides: str = "", anchor: str = "") -> str:
    """Return the address of a border area, of its list of indicators filtered by `sides`, at a place on the page."""
    address = with_query(_joined("areas", identifier), {"sides": sides, "lang": lang})
    return f"{address}#{quote(anchor)}" if anchor else address


def layer(area_id: str, indicator: str, query: Mapping[str, object] | None = None) -> str:
    """Return the address of a map page."""
    return with_query(_joined("areas", area_id, indicator), query)


def file(area_id: str, indicator: str, suffix: str, query: Mapping[str, object] | None = None) -> str:
    """Return the address of a file of a map; `query` is that of the map."""
    return with_query(f"{_joined('areas', area_id, indicator)}.{_suffix(suffix)}", query)


def embed(area_id: str, indicator: str, query: Mapping[str, object] | None = None) -> str:
    """Return the address of a map for a frame in another page."""
    return with_query(_joined("embed", area_id, indicator), query)


def share(address: str) -> str:
    """Return where one takes along what stands at an address of a map, a border or a unit."""
    return f"/share{address}"


def borders(lang: str = "", indicator: str = "") -> str:
    """Return the address of the list of borders, in an indicator."""
    return with_query("/borders", {"indicator": indicator, "lang": lang})


def border(identifier: str, lang: str = "", indicator: str = "", year: int | str = "") -> str:
    """Return the address of a border, ``NO-RU``, or of one indicator there, in a year."""
    return with_query(_joined("borders", identifier), {"indicator": indicator, "year": year, "lang": lang})


def border_file(identifier: str, suffix: str, query: Mapping[str, object] | None = None) -> str:
    """Return the address of a file of a border; `query` is that of its page."""
    return with_query(f"{_joined('borders', identifier)}.{_suffix(suffix)}", query)


def border_embed(identifier: str, query: Mapping[str, object] | None = None) -> str:
    """Return the address of a border for a frame in another page."""
    return with_query(_joined("embed", "borders", identifier), query)


def crossings(area_id: str, lang: str = "", year: int | str = "") -> str:
    """Return the address of an area's border crossings."""
    return with_query(_joined("areas", area_id, "border_crossings"), {"year": year, "lang": lang})


def checkpoint(code: str, lang: str = "") -> str:
    """Return the address of a checkpoint, ``NO-RU-STORSKOG``."""
    return with_query(_joined("checkpoints", code), {"lang": lang})


def stories(lang: str = "") -> str:
    """Return the address of the list of stories."""
    return with_query("/stories", {"lang": lang})


def story(slug: str, lang: str = "") -> str:
    """Return the address of a story."""
    return with_query(_joined("stories", slug), {"lang": lang})


def story_feed(lang: str = "") -> str:
    """Return the address of the stories as a feed."""
    return with_query("/stories/feed.atom", {"lang": lang})


def unit(code: str, lang: str = "") -> str:
    """Return the address of a unit."""
    return with_query(_joined("units", code), {"lang": lang})


def regions(query: Mapping[str, object] | None = None, suffix: str = "") -> str:
    """Return the address of own regions, or of a file of them."""
    return with_query(f"/regions.{_suffix(suffix)}" if suffix else "/regions", query)


def unit_file(code: str, suffix: str, lang: str = "") -> str:
    """Return the address of the figures of a unit as a file."""
    return with_query(f"{_joined('units', code)}.{_suffix(suffix)}", {"lang": lang})


def compare(query: Mapping[str, object] | None = None) -> str:
    """Return the address of units side by side."""
    return with_query("/compare", query)


def compare_file(suffix: str, query: Mapping[str, object] | None = None) -> str:
    """Return the address of a file of units side by side; `query` is that of the page."""
    return with_query(f"/compare.{_suffix(suffix)}", query)


def similar(query: Mapping[str, object] | None = None) -> str:
    """Return the address of the districts that are most like one."""
    return with_query("/similar", query)


def similar_chosen() -> str:
    """Return the address that the form of the indicators of a profile is sent to."""
    return "/similar/chosen"


def search(query: str = "", area_id: str = "", lang: str = "") -> str:
    """Return the address of the search, of what it finds where a query is given; `area_id` is what comes first."""
    return with_query("/search", {"q": query, "area": area_id, "lang": lang})


def suggestions() -> str:
    """Return the address that answers suggestions for a search as JSON."""
    return "/api/search"


def carried_units(area_id: str) -> str:
    """Return the address that answers which units the indicators of an area have, as JSON."""
    return _joined("api", "areas", area_id, "missing-units")


def data(name: str) -> str:
    """Return the address of an immutable file, ``<sha256>.<ext>``."""
    return _joined("data", name)


def shell(digest: str) -> str:
    """Return the address of the script of a map's shell."""
    return f"/shell/{digest}.js"
