"""Security headers and the check of the host name. One table for every answer, also in front of Flask."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from flask import Flask, request
from werkzeug.exceptions import SecurityError

from mapserver.translation import N_

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

CONTENT_POLICY = "Content-Security-Policy"


def content_policy(pictures: str = "") -> str:
    """Return the policy of a page; `pictures` is another origin that its pictures may come from."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data: {pictures}".rstrip(),
            "connect-src 'self'",
            "font-src 'self'",
            "frame-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def embed_policy(style: str = "") -> str:
    """Return the policy of a page that stands in pages of others; `style` is the text of its one style element.

    The only one that lets other sites frame a page.
    """
    digest = f" 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" if style else ""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self'{digest}",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors *",
        )
    )


#: Sent with every answer that has no policy of its own.
HEADERS = (
    (CONTENT_POLICY, content_policy()),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)

#: The policy of files that are opened by themselves: a picture may have its own style, nothing may run.
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'"

#: Sent besides with files that any page may read.
OPEN_HEADERS = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag, Link, X-Request-Id"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
)

#: Sent besides with pages that stand in pages of others, also in those that take in nothing unasked (COEP).
EMBED_HEADERS = (("Cross-Origin-Resource-Policy", "cross-origin"), ("Cross-Origin-Embedder-Policy", "require-corp"))

#: Addresses below these are what any page may read: nothing there depends on who asks.
OPEN_PREFIXES = ("/data/", "/static/", "/api/", "/ogc/")


def headers_for(path: str) -> tuple[tuple[str, str], ...]:
    """Return the headers that every answer at `path` carries."""
    return HEADERS + OPEN_HEADERS if f"{path}/".startswith(OPEN_PREFIXES) else HEADERS


def allow_pictures(response: Response, origin: str) -> None:
    """Let the pictures of an answer come from one other origin too, and nothing else of it."""
    response.headers[CONTENT_POLICY] = content_policy(origin)


def is_trusted(host: str, trusted: tuple[str, ...]) -> bool:
    """Say whether a Host header names one of `trusted`, with any port.

    Werkzeug's own list cuts names at the first colon, so that an IPv6 address never matches.
    """
    closing = host.rfind("]")
    colon = host.find(":", closing + 1)
    name = (host if colon < 0 else host[:colon]).lower()
    port = "" if colon < 0 else host[colon + 1 :]
    if not name or (port and not (port.isascii() and port.isdecimal())):
        return False
    return any(
        entry == "*" or name == entry or (entry.startswith(".") and (name.endswith(entry) or name == entry[1:]))
        for entry in (item.lower() for item in trusted)
    )


def init_app(app: Flask, trusted: tuple[str, ...]) -> None:
    """Refuse foreign host names and put the headers on every answer."""

    def refuse_foreign_host() -> None:
        if not is_trusted(request.environ.get("HTTP_HOST", "") or request.host, trusted):
            raise SecurityError(N_("This server does not answer under that host name."))

    def add_headers(response: Response) -> Response:
        for name, value in headers_for(request.path):
            response.headers.setdefault(name, value)
        return response

    app.before_request(refuse_foreign_host)
    app.after_request(add_headers)
