"""The reviewed pairs against the coverage: every pair across a border is in both, with the same length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.model import Area, Catalogue, Finding, Segment

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE = "boundaries/pairs.csv"
#: A reviewed length that differs by more than this share, and by more than a kilometre, was reviewed on other polygons.
TOLERANCE = 0.05


def check_pairs(catalogue: Catalogue, area: Area, segments: Iterable[Segment]) -> list[Finding]:
    """Return what differs between `pairs.csv` and the segments of an area's newest territories."""
    countries = set(area.countries)
    reviewed = {
        (pair.unit_a, pair.unit_b): (line, pair)
        for line, pair in enumerate(catalogue.pairs, start=2)
        if set(pair.border.split("-")) <= countries
    }
    findings = []
    for segment in segments:
        if not segment.is_border:
            continue
        units = (segment.key_a.partition("@")[0], segment.key_b.partition("@")[0])
        name = f"{segment.country_a}-{segment.country_b}: {units[0]} and {units[1]}"
        line, pair = reviewed.pop(units, (0, None))
        if pair is None:
            row = f"{segment.country_a}-{segment.country_b},{units[0]},{units[1]},{segment.km:.1f},real,"
            findings.append(
                Finding(
                    FILE,
                    0,
                    "warning",
                    f"{name} share {segment.km:.1f} km and nobody has reviewed the pair",
                    f"look at a map and add the row: {row}",
                )
            )
        elif abs(pair.km - segment.km) > max(1.0, TOLERANCE * segment.km):
            findings.append(
                Finding(
                    FILE,
                    line,
                    "warning",
                    f"{name} were reviewed with {pair.km:.1f} km and share {segment.km:.1f} km",
                    "look at the line again and write the new length",
                )
            )
    for (unit_a, unit_b), (line, pair) in reviewed.items():
        if pair.status == "real":
            findings.append(
                Finding(
                    FILE,
                    line,
                    "error",
                    f"{pair.border}: {unit_a} and {unit_b} are reviewed as real and share no line in the coverage",
                    "check the polygons, or take the row out with the reason in the commit",
                )
            )
    return findings
