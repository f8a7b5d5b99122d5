"""Pages as bytes: rendered once per snapshot and canonical query, then answered from memory with an entity tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, render_template, request

from mapserver.translation import interface_language
from mapserver.web.body import Body
from mapserver.web.site import current_site, published
from mapserver.web.translator import speak
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

PAGE = "text/html; charset=utf-8"
#: An embed is read by many: it may take longer.
EMBED_COMPRESSION = 9
#: A page is compressed while its first reader waits: level 4 takes a third of the time of 6 for a twentieth more bytes.
PAGE_COMPRESSION = 4


def page(
    key: tuple[Hashable, ...],
    write: Callable[[], str],
    mimetype: str = PAGE,
    level: int = PAGE_COMPRESSION,
    *,
    aside: bool = False,
) -> Response:
    """Answer the page under `key`, rendering it where it is not kept.

    `key` holds everything that `write` reads besides the snapshot, in canonical form. One of so many that they would
    push out all others is kept `aside`.
    """
    site = current_site()
    shelf = site.asides if aside else site.pages
    full = (published().id, *key)
    body = shelf.get(full)
    if body is None:
        body = Body.of(write().encode(), mimetype, level=level)
        shelf.put(full, body)
    return send(body, f"public, max-age={site.settings.page_max_age}")


def passing(write: Callable[[], str]) -> Response:
    """Answer a page that is not kept: what a reader wrote makes every one of them another one."""
    body = Body.of(write().encode(), PAGE, level=PAGE_COMPRESSION)
    return send(body, f"public, max-age={current_site().settings.page_max_age}")


def render(template: str, lang: str, **context: object) -> str:
    """Render a template for a reader of `lang`; `lang_kept` is what its links carry on, nothing for the interface's."""
    speak(lang)
    return render_template(
        template,
        lang=lang,
        interface=interface_language(lang),
        lang_kept="" if lang == INTERFACE else lang,
        **context,
    )


def send(body: Body, cache_control: str) -> Response:
    """Answer a body to the current request."""
    status, headers, content = body.answer(request.environ, cache_control)
    return Response(content, status, headers)
