"""Pages for frames of others that stay as they are: kept with all that they load when they are first asked for."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, g, request

from mapserver.model import Message
from mapserver.snapshot import StoreError, digest
from mapserver.translation import N_
from mapserver.web import addresses
from mapserver.web.body import Body
from mapserver.web.errors import Busy, NotReady, Unknown
from mapserver.web.query import SHOWN
from mapserver.web.rendering import EMBED_COMPRESSION, PAGE, send
from mapserver.web.security import CONTENT_POLICY, EMBED_HEADERS
from mapserver.web.site import current_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response as AnyResponse

    from mapserver.snapshot import Snapshot

log = logging.getLogger(__name__)

NO_EDITION = N_("There is no edition “%(name)s” of the data here: it was never published, or is no longer kept.")
GIVEN_UP = N_("This map was pinned, and has been given up by those who run this site.")
MANY = N_("Many maps are being pinned at the moment. Try again in a minute.")
CANNOT_PIN = N_("This map cannot be pinned at the moment. The same map without “snapshot” can be embedded.")


@dataclass(frozen=True)
class Written:
    """A page that is kept: its canonical `key`, its policy, and the files that it loads by name."""

    key: str
    page: str
    policy: str
    files: dict[str, bytes]


@dataclass(frozen=True)
class KeptFiles:
    """Files of a page that is being written to be kept, by name."""

    files: dict[str, bytes] = field(default_factory=dict)

    def put(self, data: bytes, extension: str) -> str:
        """Keep a file; return its address."""
        name = f"{digest(data)}.{extension}"
        self.files[name] = data
        return addresses.data(name)

    def asset(self, name: str) -> str:
        """Keep one of our assets as it is now; return its address."""
        body = current_site().assets.get(name)
        return self.put(b"" if body is None else body.content, name.rpartition(".")[2])


def answer_pinned(key_of: Callable[[Snapshot], str], write: Callable[[Snapshot], Written]) -> Response | AnyResponse:
    """Answer what is pinned at this address; what is asked for here for the first time is pinned now.

    `key_of` reads the query and returns the canonical address in a snapshot, `write` writes the page. What is pinned is
    found by the address alone: the catalogue may know nothing of it any more.
    """
    site = current_site()
    pins = site.pins
    if pins is None:
        raise NotReady(CANNOT_PIN)
    asked = _asked()
    most = site.settings.most_pins
    try:
        pin = pins.get(asked)
        if pin is None:
            snapshot = edition(request.args["snapshot"])
            key = key_of(snapshot)
            pin = pins.get(key)
            if pin is None and request.method == "HEAD":
                # Who only asks whether there is something pins nothing.
                return Response()
            if pin is None and not site.pinning.allows():
                raise Busy(MANY)
            if pin is None:
                made = write(snapshot)
                pin = pins.keep(key, snapshot.id, made.policy, made.page.encode(), made.files, most)
            if key != asked:
                pins.also_at(asked, pin, most)
        if not pin.page:
            raise _gone(GIVEN_UP, pin.snapshot)
        body = site.pages.get(("pin", pin.page))
        if body is None:
            body = Body.of(pins.page(pin), PAGE, EMBED_COMPRESSION)
            site.pages.put(("pin", pin.page), body)
    except StoreError as error:
        log.exception("cannot pin %s", asked)
        raise NotReady(CANNOT_PIN) from error
    return open_to_all(send(body, f"public, max-age={site.settings.immutable_max_age}, immutable"), pin.policy)


def _asked() -> str:
    """Return the address that is asked for, with its parameters in the order of the alphabet."""
    pairs = sorted(request.args.items(multi=True))
    return f"{addresses.quoted(request.path)}?{urlencode(pairs, safe=',')}"


def edition(identifier: str) -> Snapshot:
    """Return a snapshot that is kept, for the rest of this request; Unknown where there is none of that name."""
    snapshot = current_site().source.edition(identifier)
    if snapshot is None:
        raise _gone(NO_EDITION, identifier)
    g.snapshot = snapshot
    return snapshot


def _gone(sentence: str, identifier: str) -> Unknown:
    error = Unknown("edition", identifier, {})
    error.detail = Message(sentence, name=identifier[:SHOWN])
    return error


def open_to_all(answer: Response, policy: str) -> Response:
    """Let any page frame an answer, and read it."""
    answer.headers.extend(EMBED_HEADERS)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers[CONTENT_POLICY] = policy
    return answer
