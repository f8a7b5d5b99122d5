"""A resource: a list of rows of one kind, what may be asked of it, and how it is answered. Knows no kind of row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec
from flask import Response, request

from mapserver.snapshot import Snapshot
from mapserver.web import addresses
from mapserver.web.api.parameter import Paged, Query, Spoken, parameters_of
from mapserver.web.api.reading import read
from mapserver.web.body import Body
from mapserver.web.rendering import PAGE_COMPRESSION, send
from mapserver.web.sharing import site_root
from mapserver.web.site import current_site, published

if TYPE_CHECKING:
    from collections.abc import Hashable


Q = TypeVar("Q", bound=Paged)
X = TypeVar("X")

JSON = "application/json"
#: Numbers that JSON does not have never reach a row: a build refuses them.
_encoder = msgspec.json.Encoder()


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a list: `items` from `offset`, of `total` rows; `next` and `previous` are addresses of other parts.

    The order is the same for all parts of one `snapshot`; where that changes on the way, start again.
    """

    snapshot: str
    total: int
    limit: int
    offset: int
    next: str | None
    previous: str | None


@dataclass(frozen=True)
class Linked(Body):
    """A body with the links that its answer names in a header."""

    links: str = ""


@dataclass(frozen=True)
class Resource(Generic[Q, X]):
    """A list under ``/api/<name>``: `find` returns what a query asks for in its order, `row` writes one of it.

    `query` and `page` are the models that the description is made of. `examples` are queries that people try first.
    `item` names the parts of an address that lead to one row, where rows have addresses: together they are what `kind`
    says (see `known_names`).
    """

    name: str
    summary: str
    query: type[Q]
    page: type[Page]
    row_type: type[msgspec.Struct]
    find: Callable[[Snapshot, Q], Sequence[X]]
    row: Callable[[Snapshot, Q, X], msgspec.Struct]
    examples: tuple[str, ...] = ()
    item: tuple[str, ...] = ()
    kind: str = ""
    one: Callable[[Snapshot, str], X] | None = None

    @property
    def path(self) -> str:
        """Return the address of the list."""
        return f"/api/{self.name}"

    def item_path(self, before: str, after: str) -> str:
        """Return the address of one row, its parts between two signs."""
        return "/".join((self.path, *(f"{before}{part}{after}" for part in self.item)))

    def answer(self) -> Response:
        """Answer the current request for the list."""
        snapshot = published()
        query = read(self.query, request.args, snapshot)
        return answer((self.path, query), lambda root: self._page(snapshot, query, root))

    def answer_one(self, **parts: str) -> Response:
        """Answer the current request for one row; Unknown where there is none of that name."""
        name = "/".join(parts[part] for part in self.item)
        snapshot = published()
        if self.one is None:
            raise TypeError(f"rows of {self.name} have no addresses")
        spoken = read(Spoken, request.args, snapshot)
        found = self.one(snapshot, name)
        # What a list's query asks for besides the language is for lists; what it needs, it has no default for.
        query = msgspec.convert({"lang": spoken.lang}, self.query)
        return answer(
            (self.path, name, query), lambda _: (_encoder.encode(self.row(snapshot, query, found)) + b"\n", "")
        )

    def _page(self, snapshot: Snapshot, query: Q, root: str) -> tuple[bytes, str]:
        found = self.find(snapshot, query)
        start, end = query.offset, query.offset + query.limit
        before = max(0, start - query.limit)
        following = root + self._address(query, end) if end < len(found) else None
        previous = root + self._address(query, before) if start else None
        page = self.page(
            snapshot=snapshot.id,
            total=len(found),
            limit=query.limit,
            offset=start,
            next=following,
            previous=previous,
            items=tuple(self.row(snapshot, query, item) for item in found[start:end]),  # type: ignore[call-arg]
        )
        links = {"next": following, "prev": previous}
        header = ", ".join(f'<{address}>; rel="{name}"' for name, address in links.items() if address)
        return _encoder.encode(page) + b"\n", header

    def _address(self, query: Q, offset: int) -> str:
        return addresses.with_query(self.path, asked(msgspec.structs.replace(query, offset=offset)))


def asked(query: Query) -> dict[str, object]:
    """Return the parameters of a query that are not what they are without being given, in canonical order."""
    found: dict[str, object] = {}
    for item in parameters_of(type(query)):
        value: Any = getattr(query, item.attribute)
        if value == item.default:
            continue
        if item.several:
            value = ",".join(f"{part:g}" if isinstance(part, float) else part for part in value)
        found[item.name] = str(value).lower() if isinstance(value, bool) else value
    return found


def answer(key: Hashable, write: Callable[[str], tuple[bytes, str]], mimetype: str = JSON) -> Response:
    """Answer what `write` makes of the address of the site: bytes, and the links of their header.

    It is kept under the snapshot and `key`, which holds everything else that `write` reads.
    """
    site, root = current_site(), site_root()
    full = (published().id, "api", root, key)
    body = site.exports.get(full)
    if body is None:
        content, links = write(root)
        made = Linked.of(content, mimetype, level=PAGE_COMPRESSION)
        body = replace(made, links=links) if isinstance(made, Linked) else made
        site.exports.put(full, body)
    sent = send(body, f"public, max-age={site.settings.page_max_age}")
    if isinstance(body, Linked) and body.links:
        sent.headers["Link"] = body.links
    return sent
