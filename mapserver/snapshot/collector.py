"""The collector of cycles, which rests while a build makes millions of records without any."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def collector_resting() -> Iterator[None]:
    """Look for no cycles meanwhile: a build makes millions of records without any, and a fifth of a short one would go
    by in counting them over and over."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
