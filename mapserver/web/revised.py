"""When published figures of what a frame shows were last changed, as it says below itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.web.dates import date_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapserver.snapshot import Snapshot


def revised_on(snapshot: Snapshot, area: str, indicators: Iterable[str], level: str, lang: str) -> str:
    """Return the last day on which figures of layers were changed that had been published; nothing where none were."""
    found = (snapshot.revision(area, indicator, level) for indicator in indicators)
    last = max((revision.day for revision in found if revision), default="")
    return date_text(last, lang) if last else ""
