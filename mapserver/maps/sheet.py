"""A sheet of paper that is filled from the top: paragraphs, words, parts. Lengths are CSS pixels; text is measured by
estimate, so that it needs no font here."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from mapserver.maps.labels import text_width

#: Its margin.
MARGIN = 40.0
INK, QUIET, PAPER, RULE = "#1b2227", "#4d575e", "#ffffff", "#b9c0c5"
#: Bold letters are this much wider than the estimate for regular ones.
BOLD = 1.08
LEADING = 1.32
#: Sizes of text.
TITLE, LEAD, TEXT, SMALL = 36.0, 21.0, 17.0, 14.5
SWATCH = 20.0


@dataclass
class Sheet:
    """A sheet that is filled from the top: parts that were put on it, and where the next one begins."""

    left: float
    width: float
    y: float = MARGIN
    parts: list[str] = field(default_factory=list)

    def lines(self, text: str, size: float, *, colour: str = INK, bold: bool = False, most: int = 0) -> None:
        """Put a paragraph on it, broken at spaces; of one that needs more than `most` lines the rest falls away."""
        lines = wrapped(text, self.width / size / (BOLD if bold else 1.0))
        if most and len(lines) > most:
            lines = [*lines[: most - 1], f"{lines[most - 1].rstrip('.,; ')}…"]
        for line in lines:
            self.y += size
            weight = ' font-weight="700"' if bold else ""
            self.parts.append(
                f'<text x="{self.left:g}" y="{self.y:.1f}" font-size="{size:g}" fill="{colour}"{weight}>'
                f"{escape(line)}</text>"
            )
            self.y += size * (LEADING - 1)


def words_at(x: float, y: float, size: float, words: str, anchor: str = "start") -> str:
    """Return words as markup."""
    ends = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{INK}"{ends}>{escape(words)}</text>'


def wrapped(text: str, width: float) -> list[str]:
    """Break a text at spaces into lines of at most `width` em; a word that is longer is broken where it must be."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
            continue
        while len(word) > 1 and text_width(word) > width:
            end = next(at for at in range(len(word) - 1, 0, -1) if at == 1 or text_width(word[:at]) <= width)
            lines.append(word[:end])
            word = word[end:]
        lines.append(word)
    return lines
