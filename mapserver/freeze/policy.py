"""The policy of a page as a page can carry it: a web host sends none, and a file has no headers."""

from __future__ import annotations

#: What a page cannot say of itself: a browser takes these from headers only.
HEADERS_ONLY = ("frame-ancestors", "sandbox", "report-uri", "report-to")
#: What may be read from disk too. There a page is of no origin, of which some browsers say that no file is its own.
ON_DISK = ("script-src", "style-src", "img-src", "font-src", "frame-src", "media-src")


def page_policy(sent: str) -> str:
    """Return the policy that a page was sent with, as it stands in the page: nothing more is allowed, and no form."""
    directives = []
    for directive in sent.split(";"):
        name, *sources = directive.split()
        if name in HEADERS_ONLY:
            continue
        if name == "form-action":
            sources = ["'none'"]
        elif name in ON_DISK and "'self'" in sources:
            sources = [*sources, "file:"]
        directives.append(" ".join((name, *sources)))
    return "; ".join(directives)
