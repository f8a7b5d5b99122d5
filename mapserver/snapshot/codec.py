"""Records of the model as bytes and back: JSON by msgspec, the same bytes for the same record."""

from __future__ import annotations

import gzip
import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from mapserver.model import Message, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")


def encode(record: object) -> bytes:
    """Encode a dataclass of the model (or plain data) as JSON; keys of mappings are sorted."""
    try:
        return _ordered.encode(record)
    except TypeError:
        # Keys that are numbers are ordered as text, which takes a second pass.
        return _plain.encode(msgspec.to_builtins(record, order="deterministic", str_keys=True, enc_hook=_encode_own))


def decode(data: bytes, kind: type[T], texts: Mapping[str, Text] | None = None) -> T:
    """Decode JSON into a dataclass of the model; raises ValueError where the bytes do not fit it.

    With `texts`, translations by the English text, what is said in English comes with its translations.
    """
    hook = partial(_decode_translated, texts) if texts else _decode_own
    try:
        return msgspec.json.decode(data, type=kind, dec_hook=hook)
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from error


def digest(data: bytes) -> str:
    """Return the sha256 of bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def compress(data: bytes) -> bytes:
    """Compress with gzip at the highest level and without a time, so that the bytes depend on the content alone."""
    return gzip.compress(data, compresslevel=9, mtime=0)


def _encode_own(value: Any) -> Any:
    if isinstance(value, Text | Message):
        return value.as_dict()
    raise NotImplementedError(f"cannot store a {type(value).__name__}")


def _decode_own(kind: type, value: Any) -> Any:
    if kind is Text:
        return Text(value)
    if kind is Message:
        return Message.read(value)
    raise NotImplementedError(f"cannot read a {kind.__name__}")


def _decode_translated(texts: Mapping[str, Text], kind: type, value: Any) -> Any:
    """Join texts, also those in messages, and their translations; what a text says itself comes first."""

    def translated(held: dict[str, str]) -> Text:
        more = texts.get(held.get("en", ""))
        if more is None:
            return Text(held)
        # Most texts are in English alone: all that say the same share one.
        return more if len(held) == 1 and "en" in more else Text({**more, **held})

    if kind is Text:
        return translated(value)
    return Message.read(value, translated) if kind is Message else _decode_own(kind, value)


_ordered = msgspec.json.Encoder(order="deterministic", enc_hook=_encode_own)
_plain = msgspec.json.Encoder()
