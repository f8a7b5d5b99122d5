"""Preflight: what a browser asks before a page of another site may read our interfaces with own headers."""

from __future__ import annotations

from flask import Flask, Response, current_app, request

#: Files are read without own headers: nobody asks first.
ASKED = ("/api/", "/ogc/")
ANSWER = {
    "Allow": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def init_app(app: Flask) -> None:
    """Answer OPTIONS for every address of the interfaces that can be read; what else is asked for stays an error."""

    def allow() -> Response | None:
        if request.method != "OPTIONS" or not f"{request.path}/".startswith(ASKED):
            return None
        adapter = current_app.create_url_adapter(request)
        if adapter is None or not adapter.test(request.path, method="GET"):
            return None
        return Response(status=204, headers=ANSWER)

    app.before_request(allow)
