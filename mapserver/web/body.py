"""A body: bytes ready to send, plain and compressed, with their entity tag. Knows WSGI headers, no framework."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
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
    """What is sent: `gzipped` is empty where compression does not make it smaller."""

    content: bytes
    gzipped: bytes
    etag: str
    mimetype: str

    @classmethod
    def of(cls, content: bytes, mimetype: str, level: int = 6) -> Body:
        """Compress and hash `content`; the same content gives the same bytes."""
        packed = gzip.compress(content, level, mtime=0) if len(content) >= WORTH_COMPRESSING else b""
        digest = hashlib.sha256(content).hexdigest()[:32]
        # Weak: the same tag stands for the plain and the compressed bytes.
        return cls(content, packed if len(packed) < len(content) else b"", f'W/"{digest}"', mimetype)

    @classmethod
    def ready(cls, content: bytes, gzipped: bytes, mimetype: str, digest: str) -> Body:
        """Take what was compressed and hashed before."""
        return cls(content, gzipped if len(gzipped) < len(content) else b"", f'W/"{digest[:32]}"', mimetype)

    @property
    def size(self) -> int:
        """Return how many bytes the body keeps in memory."""
        return len(self.content) + len(self.gzipped)

    def answer(self, environ: Mapping[str, object], cache_control: str) -> tuple[int, list[tuple[str, str]], bytes]:
        """Return status, headers and bytes for a GET request; 304 where the client has them already."""
        headers = [("ETag", self.etag), ("Cache-Control", cache_control), ("Vary", "Accept-Encoding")]
        known = str(environ.get("HTTP_IF_NONE_MATCH", ""))
        if known and (known == self.etag or parse_etags(known).contains_weak(self.etag[3:-1])):
            return 304, headers, b""
        packed = bool(self.gzipped) and accepts_gzip(str(environ.get("HTTP_ACCEPT_ENCODING", "")))
        content = self.gzipped if packed else self.content
        if packed:
            headers.append(("Content-Encoding", "gzip"))
        headers += [("Content-Type", self.mimetype), ("Content-Length", str(len(content)))]
        return 200, headers, content
