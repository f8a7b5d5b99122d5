"""Problems: errors as they are answered, in one table from class to status, as a page for people or JSON for scripts.

Text of exceptions that are not ours never reaches a client.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Flask, Response, current_app, g, redirect, render_template, request
from markupsafe import escape
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from mapserver.maps.messages import said
from mapserver.model import Message
from mapserver.translation import LANGUAGES, N_, SOURCE, interface_language, tell
from mapserver.web import addresses
from mapserver.web.errors import BadParameter, Busy, Forbidden, NotReady, RequestError, Suggestion, Unknown
from mapserver.web.lookup import languages_known, languages_of
from mapserver.web.security import CONTENT_POLICY, EMBED_HEADERS, embed_policy
from mapserver.web.translator import speak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.wrappers import Response as AnyResponse

log = logging.getLogger(__name__)

#: Addresses that scripts read; a last segment with a suffix is one too.
DATA_ADDRESS = re.compile(
    r"^/(data|static|shell|api|ogc|livez|readyz|metrics|oembed)(/|$)|\.[a-z][a-z0-9.]*$", re.IGNORECASE
)

#: A longer query is not repeated in each link of the language menu.
LONGEST_QUERY = 500
#: Class -> (status, code for scripts, title).
STATUS: dict[type[RequestError], tuple[int, str, str]] = {
    BadParameter: (400, "bad-parameter", N_("A parameter is not understood")),
    Busy: (503, "busy", "Too many pictures are being drawn"),
    Forbidden: (403, "forbidden", "Not given out"),
    Unknown: (404, "unknown-name", N_("Not found")),
    NotReady: (503, "not-ready", N_("Not ready")),
}

#: What HTTP errors of the framework are called, in words of ours.
TITLES = {
    400: ("bad-request", N_("The request is not understood")),
    404: ("not-found", N_("Not found")),
    405: ("method-not-allowed", N_("This address can only be read")),
    413: ("too-large", N_("The request is too large")),
    500: ("internal-error", N_("Something went wrong on our side")),
}

#: Ways back from a faulty query.
NEAREST = N_("The nearest that there is: %(changes)s")
WITHOUT = N_("This page without what is not understood")
FRESH = N_("This page as it is shown first")

DETAILS = {
    404: N_("There is nothing at this address."),
    405: N_("Use GET or HEAD."),
    500: N_("The error has been written down. The number below helps to find it."),
}


def request_id() -> str:
    """Return the number of this request, made on first use."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(8)
    return str(g.request_id)


def reader_of_request() -> str:
    """Return the language that the request asks for, where it is one that we know; else that of the interface."""
    lang = request.args.get("lang", SOURCE)
    snapshot = g.get("snapshot")
    return lang if lang in (LANGUAGES if snapshot is None else languages_known(snapshot)) else SOURCE


@dataclass(frozen=True)
class Problem:
    """An error as it is told: `title` is a message."""

    status: int
    code: str
    title: str
    detail: Message
    facts: Mapping[str, object]
    suggestions: tuple[Suggestion, ...] = ()
    sentences: tuple[Message, ...] = ()

    def respond(self) -> Response:
        """Write it as problem+json for data addresses, as a page for people; never kept by a cache."""
        if DATA_ADDRESS.search(request.path):
            shape = {
                "type": "about:blank",
                "title": self.title,
                "status": self.status,
                "detail": str(self.detail),
                "instance": request.path,
                "code": self.code,
                "request_id": request_id(),
                **self.facts,
            }
            body = json.dumps(shape, ensure_ascii=False, allow_nan=False) + "\n"
            response = Response(body, self.status, mimetype="application/problem+json")
        else:
            response = Response(self._page(), self.status)
            if request.path.startswith(addresses.EMBEDS):
                # A refusal must be read where the map would stand.
                response.headers[CONTENT_POLICY] = embed_policy()
                response.headers.extend(EMBED_HEADERS)
        response.headers["Cache-Control"] = "no-store"
        if self.status == HTTPStatus.SERVICE_UNAVAILABLE:
            response.headers["Retry-After"] = "10"
        return response

    def _page(self) -> str:
        try:
            lang = reader_of_request()
            speak(lang)
            snapshot = g.get("snapshot")
            return render_template(
                "embed_error.html" if request.path.startswith(addresses.EMBEDS) else "error.html",
                lang=lang,
                interface=interface_language(lang),
                lang_kept="" if lang == SOURCE else lang,
                languages=languages_of(snapshot) if snapshot is not None else (),
                here=_here(),
                status=self.status,
                title=tell(lang, self.title),
                sentences=[said(sentence, lang) for sentence in self.sentences or (self.detail,)],
                suggestions=[(_words(item.words, lang), item.address, item.title) for item in self.suggestions],
                request_id=request_id(),
            )
        except Exception:  # the last resort must not fail: whatever broke the page may break this one too
            log.exception("request %s: the error page cannot be rendered", request_id())
            return f"<!doctype html><title>{escape(self.title)}</title><p>{escape(str(self.detail))} ({request_id()})"


def _here() -> str:
    """Return the address that was asked for, for links to it in other languages; without a query that is long."""
    query = dict(request.args.items()) if len(request.query_string) <= LONGEST_QUERY else {}
    return addresses.with_query(addresses.quoted(request.path), query)


def _words(words: str | Message, lang: str) -> str:
    return said(words, lang) if isinstance(words, Message) else words


def told(error: RequestError) -> Response:
    """Answer an error of ours."""
    status, code, title = STATUS[type(error)]
    suggestions = error.suggestions
    sentences: tuple[Message, ...] = ()
    if isinstance(error, BadParameter):
        named = {item.address for item in suggestions}
        suggestions += tuple(item for item in _ways_back(error) if item.address not in named)
        sentences = error.sentences
    return Problem(status, code, title, error.detail, error.facts, suggestions, sentences).respond()


def _ways_back(error: BadParameter) -> Iterator[Suggestion]:
    """Yield the address that was asked for with the nearest values for those that are wrong, then the plain page."""
    path = addresses.quoted(request.path)
    given = {name: value for name, value in request.args.items() if name not in error.faulty}
    kept = {name: error.nearest.get(name) or given.get(name, "") for name in request.args}
    changes = ", ".join(f"{name}={value}" for name, value in error.nearest.items())
    words = Message(NEAREST, changes=changes) if changes else Message(WITHOUT)
    nearest = addresses.with_query(path, kept)
    yield Suggestion(words, nearest)
    plain = addresses.with_query(path, {"lang": given.get("lang", "")})
    if plain != nearest:
        yield Suggestion(Message(FRESH), plain)


def http_error(error: HTTPException) -> AnyResponse:
    """Answer an error or redirect of the framework."""
    if isinstance(error, RequestRedirect):
        return error.get_response()
    if isinstance(error, NotFound):
        moved = _without_slash()
        if moved is not None:
            return moved
    status = error.code or 500
    code, title = TITLES.get(status, ("http-error", HTTPStatus(status).phrase))
    detail = DETAILS.get(status) or (error.description if isinstance(error.description, str) else title)
    # What the framework says may hold a percent sign: then it is no message.
    message = Message("%(words)s", words=detail) if "%" in detail else Message(detail)
    response = Problem(status, code, title, message, {}).respond()
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def unexpected(error: Exception) -> Response:
    """Answer what nobody foresaw: the log gets the traceback, the client a number."""
    log.error("request %s: %s %s", request_id(), request.method, request.path, exc_info=error)
    code, title = TITLES[500]
    return Problem(500, code, title, Message(DETAILS[500]), {}).respond()


def _without_slash() -> AnyResponse | None:
    """Redirect an address with a slash at its end to the one without, where that one exists on this server."""
    path = request.path.rstrip("/")
    if not path or path == request.path or not re.fullmatch(r"(/[\w.~-]+)+", path, re.ASCII):
        return None
    adapter = current_app.create_url_adapter(request)
    if adapter is None or not adapter.test(path, method="GET"):
        return None
    query = request.query_string.decode("ascii", "replace")
    return redirect(path + ("?" + query if query else ""), 308)


def init_app(app: Flask) -> None:
    """Attach the handlers."""
    for kind in STATUS:
        app.register_error_handler(kind, told)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, unexpected)

    def name_the_request(response: AnyResponse) -> AnyResponse:
        response.headers["X-Request-Id"] = request_id()
        return response

    app.after_request(name_the_request)
