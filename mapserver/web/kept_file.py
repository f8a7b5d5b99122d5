"""Files as answers: written once per key, then answered from memory, open to scripts of other sites."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mapserver.web.body import Body
from mapserver.web.rendering import send
from mapserver.web.security import CONTENT_POLICY, FILE_POLICY, OPEN_HEADERS
from mapserver.web.site import current_site

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from flask import Response


def kept_file(
    key: tuple[Hashable, ...],
    mimetype: str,
    write: Callable[[], bytes],
    name: str = "",
    *,
    shown: bool = False,
    aside: bool = False,
) -> Response:
    """Answer the file under `key`, writing it where it is not kept.

    `key` holds everything that it is made of, the snapshot too. `name` is what a browser saves it as, which it does at
    once unless the file is `shown`. One of so many that they would push out all others is kept `aside`.
    """
    site = current_site()
    shelf = site.asides if aside else site.exports
    body = shelf.get(key)
    if body is None:
        body = Body.of(write(), mimetype)
        if not mimetype.startswith(("text/", "image/svg")) and "json" not in mimetype:
            # Packed already: it would only become larger.
            body = replace(body, stored=b"")
        shelf.put(key, body)
    answer = send(body, f"public, max-age={site.settings.page_max_age}")
    answer.headers.extend(OPEN_HEADERS)
    answer.headers[CONTENT_POLICY] = FILE_POLICY
    if name:
        answer.headers["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{name}"'
    return answer
