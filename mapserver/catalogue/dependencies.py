"""Which indicators another one is calculated from, by `indicator.toml` alone: a build asks before it reads figures."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from mapserver.catalogue.layers import indicator_ids

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PARTS = ("of", "numerator", "denominator")


def dependencies(data: Path, indicator: str) -> frozenset[str]:
    """Return an indicator and all that its derived series need, directly or through others.

    A file that cannot be read needs nothing: reading it gives the findings.
    """
    known = set(indicator_ids(data))
    found: set[str] = set()
    waiting = [indicator]
    while waiting:
        name = waiting.pop()
        if name in known and name not in found:
            found.add(name)
            waiting.extend(_parts(data / "layers" / name / "indicator.toml"))
    return frozenset(found)


def converts_money(data: Path, indicators: Iterable[str]) -> bool:
    """Say whether a series of these indicators is converted by exchange rates or purchasing power parities."""
    return any(
        derivation.get("method") in ("exchange", "ppp")
        for name in indicators
        for derivation in _derivations(data / "layers" / name / "indicator.toml")
    )


def _parts(path: Path) -> list[str]:
    return [_indicator(derivation.get(part)) for derivation in _derivations(path) for part in PARTS]


def _derivations(path: Path) -> list[dict[str, Any]]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    series = document.get("series")
    derived = [item.get("derived") for item in series if isinstance(item, dict)] if isinstance(series, list) else []
    return [item for item in derived if isinstance(item, dict)]


def _indicator(key: Any) -> str:
    return str(key or "").partition("/")[0]
