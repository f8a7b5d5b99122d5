"""Data and static addresses that no file answers: the files themselves are sent in front of Flask (`immutable`)."""

from __future__ import annotations

from typing import NoReturn

from flask import Blueprint

from mapserver.model import Message
from mapserver.web.errors import RequestError, Unknown
from mapserver.web.immutable import DATA_NAME
from mapserver.web.site import published

blueprint = Blueprint("data", __name__)


@blueprint.get("/data/<path:name>")
def data(name: str) -> NoReturn:
    """Say why there is no such file."""
    published()
    if DATA_NAME.fullmatch(name) is None:
        raise malformed(name)
    raise Unknown("data file", name, {})


@blueprint.get("/static/<path:name>")
def static(name: str) -> NoReturn:
    """Say that there is no such file."""
    raise Unknown("file", name, {})


def malformed(name: str) -> RequestError:
    """Return the error for a name that no data file can have."""
    error = Unknown("data file", name, {})
    named = "%(unknown)s Data files are named by their SHA-256, in lower case, and a suffix: /data/<sha256>.<ext>"
    error.detail = Message(named, unknown=error.detail)
    return error
