"""A border as rows, taken out of the published snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.exports.border_extract import BorderExtract
from mapserver.exports.border_rows import LineRow, PlacedLine
from mapserver.maps.names import shown_name
from mapserver.web.border_line import unit_pairs
from mapserver.web.sharing import site_root
from mapserver.web.site import current_site

if TYPE_CHECKING:
    from mapserver.web.border_state import BorderShown


def extract_of(shown: BorderShown) -> BorderExtract:
    """Return a border as rows."""
    layer, gaps = (shown.layer, shown.gaps) if shown.row else (None, None)
    return BorderExtract(
        shown.border,
        shown.area,
        shown.title,
        shown.record,
        shown.snapshot.register,
        _today(shown),
        shown.snapshot.id,
        shown.lang,
        site_root() + shown.address if site_root() else "",
        current_site().settings.title,
        shown.state.indicator,
        shown.state.year,
        layer,
        gaps,
    )


def _today(shown: BorderShown) -> tuple[PlacedLine, ...]:
    """Return the shared lines of today's units, without figures."""
    lines = []
    for one, other in unit_pairs(shown.snapshot, shown.area, shown.border):
        km = sum(item.km for item in one.neighbours if item.code == other.code)
        name_a, name_b = (shown_name(unit, shown.lang)[0] for unit in (one, other))
        key_a, key_b = (f"{unit.code}@{unit.territories[-1].vintage}" for unit in (one, other))
        row = LineRow(
            shown.border.id, one.code, name_a, other.code, name_b, km, "", None,
            None, "", "", None, "", "", None, None, None, None, "", "", "", shown.snapshot.id,
        )  # fmt: skip
        lines.append(PlacedLine(key_a, key_b, row))
    return tuple(lines)
