"""A body: bytes ready to send, plain and compressed, with their entity tag. Knows WSGI headers, no framework."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header, parse_etags

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Smaller bodies gain nothing from compression.
WORTH_COMPRESSING = 512


@lru_cache(maxsize=256)
def accepts_gzip(header: str) -> bool:
    """Say whether an Accept-Encoding header allows gzip."""
    return bool(header) and parse_accept_header(header, Accept)["gzip"] > 0


@dataclass(frozen=True)
class Body:
    """What is sent: `stored` is a compressed form that was made before; without one it is made for its first reader."""

    content: bytes
    etag: str
    mimetype: str
    level: int = 6
    stored: bytes | None = None

    @classmethod
    def of(cls, content: bytes, mimetype: str, level: int = 6) -> Body:
        """Hash `content`; it is compressed at `level` when a client first asks for that."""
        digest = hashlib.sha256(content).hexdigest()[:32]
        # Weak: the same tag stands for the plain and the compressed bytes.
        return cls(content, f'W/"{digest}"', mimetype, level)

    @classmethod
    def ready(cls, content: bytes, gzipped: bytes, mimetype: str, digest: str) -> Body:
        """Take what was compressed and hashed before."""
        return cls(content, f'W/"{digest[:32]}"', mimetype, stored=gzipped)

    @cached_property
    def gzipped(self) -> bytes:
        """Return the compressed form, the same bytes for the same content; empty where it is no smaller."""
        packed = self.stored
        if packed is None:
            small = len(self.content) < WORTH_COMPRESSING
            packed = b"" if small else gzip.compress(self.content, self.level, mtime=0)
        return packed if len(packed) < len(self.content) else b""

    @property
    def size(self) -> int:
        """Return how many bytes the body keeps in memory, the compressed form taken as a quarter where it is not
        made."""
        return len(self.content) + (len(self.content) // 4 if self.stored is None else len(self.stored))

    def answer(self, environ: Mapping[str, object], cache_control: str) -> tuple[int, list[tuple[str, str]], bytes]:
        """Return status, headers and bytes for a GET request; 304 where the client has them already."""
        headers = [("ETag", self.etag), ("Cache-Control", cache_control), ("Vary", "Accept-Encoding")]
        known = str(environ.get("HTTP_IF_NONE_MATCH", ""))
        if known and (known == self.etag or parse_etags(known).contains_weak(self.etag[3:-1])):
            return 304, headers, b""
        packed = accepts_gzip(str(environ.get("HTTP_ACCEPT_ENCODING", ""))) and bool(self.gzipped)
        content = self.gzipped if packed else self.content
        if packed:
            headers.append(("Content-Encoding", "gzip"))
        headers += [("Content-Type", self.mimetype), ("Content-Length", str(len(content)))]
        return 200, headers, content
