"""Immutable files, answered in front of Flask: data by their hash, scripts and styles by the edition in their path."""

from __future__ import annotations

import logging
import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from mapserver.web.assets import mimetype_of
from mapserver.web.body import Body
from mapserver.web.security import headers_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from mapserver.snapshot import Snapshot
    from mapserver.web.site import Site

DATA_NAME = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,10}", re.ASCII)

log = logging.getLogger(__name__)


class Immutable:
    """WSGI middleware; what it does not know is passed on, so that errors have one shape."""

    def __init__(self, inner: WSGIApplication, site: Site) -> None:
        """Wrap `inner`."""
        self._inner = inner
        self._site = site
        self._forever = f"public, max-age={site.settings.immutable_max_age}, immutable"
        self._shortly = f"public, max-age={site.settings.page_max_age}"

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a file or pass the request on."""
        path: str = environ.get("PATH_INFO", "")
        if environ.get("REQUEST_METHOD") in ("GET", "HEAD"):
            found = self._find(path)
            if found is not None:
                body, forever = found
                status, headers, content = body.answer(environ, self._forever if forever else self._shortly)
                headers.extend(headers_for(path))
                start_response(f"{status} {HTTPStatus(status).phrase}", headers)
                return [] if environ["REQUEST_METHOD"] == "HEAD" else [content]
        return self._inner(environ, start_response)

    def _find(self, path: str) -> tuple[Body, bool] | None:
        if path.startswith("/data/"):
            body = self._data(path[6:])
            return None if body is None else (body, True)
        if path.startswith("/static/"):
            return self._site.assets.find(path[8:])
        return None

    def _data(self, name: str) -> Body | None:
        if DATA_NAME.fullmatch(name) is None:
            return None
        body = self._site.files.get(name)
        if body is None:
            body = self._published(name) or self._pinned(name)
            if body is not None:
                self._site.files.put(name, body)
        return body

    def _published(self, name: str) -> Body | None:
        try:
            snapshot = self._site.source.current()
            content = None if snapshot is None else snapshot.file(name)
        except Exception:  # a broken state directory must end as a readable error, which Flask writes
            log.exception("cannot read data file %s", name)
            return None
        if snapshot is None or content is None:
            return None
        return Body.ready(content, _packed(snapshot, name), _mimetype(name), name[:64])

    def _pinned(self, name: str) -> Body | None:
        """Return a file that pinned pages load, whatever became of the snapshot that they show."""
        try:
            content = None if self._site.pins is None else self._site.pins.file(name)
        except OSError:
            log.exception("cannot read pinned file %s", name)
            return None
        return None if content is None else Body(content, f'W/"{name[:32]}"', _mimetype(name))


def _mimetype(name: str) -> str:
    return mimetype_of("." + name.rpartition(".")[2])


def _packed(snapshot: Snapshot, name: str) -> bytes:
    """Return the gzip form of a file; nothing where it is missing or broken, then the file is sent as it is."""
    try:
        return snapshot.file(name, packed=True) or b""
    except Exception:  # the file itself was read: a reader needs no more
        log.exception("cannot read the compressed form of data file %s", name)
        return b""
