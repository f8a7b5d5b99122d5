"""The code that stands in an article: one frame, right without any script, and what it is as high as."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.model import Drawing

#: Column of an article that a height is worked out for, in pixels.
COLUMN = 640
#: Edge of the page, and what stands above and below a map: title, legend, years, sources, foot.
EDGE, AROUND, YEARS, CAUTION, GAPS = 12, 168, 52, 40, 104
#: Line with the title of one of several frames, and the room between them.
TITLE, BETWEEN = 26, 10
LOWEST, HIGHEST = 420, 1200
#: What makes frames as high as their maps wish, on pages that may run a script. The README describes the message.
LISTENER = """<script>
addEventListener("message", (event) => {
  if (event.data?.type !== "mapserver:height" || event.data.version !== 1) return;
  for (const frame of document.querySelectorAll("iframe"))
    if (frame.contentWindow === event.source) frame.height = event.data.height;
});
</script>"""


def natural_height(
    drawings: Sequence[Drawing], width: int = COLUMN, *, years: bool = True, caution: bool = False, gaps: bool = False
) -> int:
    """Return the height in pixels at which the maps of an embed fill a width in pixels; with years, a caution and the
    legend of gaps."""
    room = width - 2 * EDGE
    around = AROUND + (YEARS if years else 0) + (CAUTION if caution else 0) + (GAPS if gaps else 0)
    shares = [drawing.height / drawing.width for drawing in drawings]
    if len(shares) == 1:
        height = room * shares[0]
    elif width >= COLUMN:
        height = max(shares) * (room - BETWEEN * (len(shares) - 1)) / len(shares) + TITLE
    else:
        height = sum(room * share + TITLE + BETWEEN for share in shares)
    return int(min(max(round(height + around), LOWEST), HIGHEST))


def frame_code(address: str, title: str, height: int, width: int | str = "100%") -> str:
    """Return the frame; `address` is the full one of an embed."""
    return (
        f'<iframe src="{escape(address, quote=True)}" title="{escape(title, quote=True)}" width="{width}"'
        f' height="{height}" loading="lazy" style="border:0"></iframe>'
    )
