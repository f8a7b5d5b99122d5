"""Errors: what can go wrong with a request, in one table from class to status, and the two forms that an answer takes.

Whoever raises never thinks of HTTP. Text of exceptions that are not ours never reaches a client.
"""

from __future__ import annotations

import difflib
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

from mapserver.model import Text
from mapserver.web import addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from werkzeug.wrappers import Response as AnyResponse

log = logging.getLogger(__name__)

#: Addresses that scripts read; a last segment with a suffix is one too.
DATA_ADDRESS = re.compile(
    r"^/(data|static|shell|api|ogc|livez|readyz|metrics|oembed)(/|$)|\.[a-z][a-z0-9.]*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Suggestion:
    """Where a reader may go instead: a code or words, the address, and the name behind a code."""

    words: str
    address: str
    title: Text | None = None


@dataclass(frozen=True)
class Fault:
    """What is wrong with one parameter, in a sentence, and what is allowed."""

    parameter: str
    detail: str
    allowed: tuple[str, ...]


class RequestError(Exception):
    """Something that a client can be told: `detail` is a sentence, `facts` are added to the machine-readable form."""

    def __init__(self, detail: str, **facts: object) -> None:
        """Keep the sentence and the facts."""
        super().__init__(detail)
        self.detail = detail
        self.facts: Mapping[str, object] = facts
        self.suggestions: tuple[Suggestion, ...] = ()


class BadParameter(RequestError):
    """Query parameters that are unknown, repeated or malformed: all of them, `faulty` by their full names."""

    def __init__(self, faults: Sequence[Fault], faulty: Collection[str]) -> None:
        """Name the parameters and what is allowed."""
        first = faults[0]
        super().__init__(
            " ".join(item.detail for item in faults),
            parameter=first.parameter,
            allowed=list(first.allowed),
            parameters=[{"parameter": item.parameter, "allowed": list(item.allowed)} for item in faults],
        )
        self.faulty = faulty
        self.sentences = tuple(item.detail for item in faults)


class Unknown(RequestError):
    """A name that the published snapshot does not know."""

    def __init__(
        self,
        kind: str,
        name: str,
        known: Mapping[str, str],
        title: Callable[[str], Text] | None = None,
        suggest: int = 4,
    ) -> None:
        """Suggest close names out of `known`, a map from name to address; all of them where there are few.

        `title` gives what people call a suggested name.
        """
        near = close_names(name, known, suggest) or (sorted(known) if len(known) <= suggest + 2 else [])
        super().__init__(f"There is no {kind} called “{name}” here.", kind=kind, name=name, suggestions=near)
        self.suggestions = tuple(Suggestion(item, known[item], title(item) if title else None) for item in near)


class NotReady(RequestError):
    """There is no snapshot to answer from."""


#: Class -> (status, code for scripts, title).
STATUS: dict[type[RequestError], tuple[int, str, str]] = {
    BadParameter: (400, "bad-parameter", "A parameter is not understood"),
    Unknown: (404, "unknown-name", "Not found"),
    NotReady: (503, "not-ready", "Not ready"),
}

#: What HTTP errors of the framework are called, in words of ours.
TITLES = {
    400: ("bad-request", "The request is not understood"),
    404: ("not-found", "Not found"),
    405: ("method-not-allowed", "This address can only be read"),
    413: ("too-large", "The request is too large"),
    500: ("internal-error", "Something went wrong on our side"),
}

#: The way back from a faulty query.
WITHOUT = "This page without what is not understood"

DETAILS = {
    404: "There is nothing at this address.",
    405: "Use GET or HEAD.",
    500: "The error has been written down. The number below helps to find it.",
}


def close_names(name: str, known: Iterable[str], count: int) -> list[str]:
    """Return the names in `known` that look like `name`, best first, whatever their case."""
    folded = {item.casefold(): item for item in known}
    return [folded[item] for item in difflib.get_close_matches(name.casefold()[:100], folded, n=count, cutoff=0.5)]


def request_id() -> str:
    """Return the number of this request, made on first use."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(8)
    return str(g.request_id)


@dataclass(frozen=True)
class Problem:
    """An error as it is told."""

    status: int
    code: str
    title: str
    detail: str
    facts: Mapping[str, object]
    suggestions: tuple[Suggestion, ...] = ()
    sentences: tuple[str, ...] = ()

    def respond(self) -> Response:
        """Write it as problem+json for data addresses, as a page for people; never kept by a cache."""
        if DATA_ADDRESS.search(request.path):
            shape = {
                "type": "about:blank",
                "title": self.title,
                "status": self.status,
                "detail": self.detail,
                "instance": request.path,
                "code": self.code,
                "request_id": request_id(),
                **self.facts,
            }
            body = json.dumps(shape, ensure_ascii=False, allow_nan=False) + "\n"
            response = Response(body, self.status, mimetype="application/problem+json")
        else:
            response = Response(self._page(), self.status)
        response.headers["Cache-Control"] = "no-store"
        if self.status == HTTPStatus.SERVICE_UNAVAILABLE:
            response.headers["Retry-After"] = "10"
        return response

    def _page(self) -> str:
        try:
            return render_template("error.html", problem=self, request_id=request_id())
        except Exception:  # the last resort must not fail: whatever broke the page may break this one too
            log.exception("request %s: the error page cannot be rendered", request_id())
            return f"<!doctype html><title>{escape(self.title)}</title><p>{escape(self.detail)} ({request_id()})"


def told(error: RequestError) -> Response:
    """Answer an error of ours."""
    status, code, title = STATUS[type(error)]
    suggestions = error.suggestions
    sentences: tuple[str, ...] = ()
    if isinstance(error, BadParameter):
        suggestions, sentences = (_way_back(error),), error.sentences
    return Problem(status, code, title, error.detail, error.facts, suggestions, sentences).respond()


def _way_back(error: BadParameter) -> Suggestion:
    """Return the address that was asked for, without what is wrong with it."""
    kept = {name: value for name, value in request.args.items() if name not in error.faulty}
    return Suggestion(WITHOUT, addresses.with_query(addresses.quoted(request.path), kept))


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
    response = Problem(status, code, title, detail, {}).respond()
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def unexpected(error: Exception) -> Response:
    """Answer what nobody foresaw: the log gets the traceback, the client a number."""
    log.error("request %s: %s %s", request_id(), request.method, request.path, exc_info=error)
    code, title = TITLES[500]
    return Problem(500, code, title, DETAILS[500], {}).respond()


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
