"""A comparison as a report for print: pages of A4 across as SVG, drawn without a browser, joined to one PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from pypdf import PdfReader, PdfWriter

from mapserver.exports.raster import pdf
from mapserver.maps.compared_words import badge, difference, ended_words, judgement_note, rank_words, times, value_text
from mapserver.maps.labels import text_width
from mapserver.maps.legend import reason_words
from mapserver.maps.names import full_name
from mapserver.maps.picture_names import FONT
from mapserver.maps.sheet import BOLD, INK, QUIET, RULE, wrapped
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mapserver.exports.compared_figures import ComparedFigures
    from mapserver.statistics.comparison import Figure, Row

#: A4 across in points, its margin, the column of the indicators.
WIDTH, HEIGHT, MARGIN, FIRST = 841.89, 595.28, 34.0, 190.0
LEADING = 1.3
#: Size of text, and in tables of more columns than that.
SIZE, SMALL, FEW = 8.0, 6.4, 6
TITLE, HEAD = 17.0, 10.5
FOOT = 26.0
PAGE = N_("Page %(page)s of %(pages)s")
HOW = N_(
    "Below each figure: how much more or less it is than that of the first district, how many times as much (×), and"
    " whether the two may be compared. Years are the latest that all have in common; other years stand beside the"
    " figure."
)


@dataclass(frozen=True)
class Block:
    """A part of a page that is not broken: its height, and what draws it with its top at a place.

    `head` is a heading, which never stands last on a page.
    """

    height: float
    draw: Callable[[float], str]
    head: bool = False


@dataclass
class Pages:
    """Pages that are filled with blocks from the top; each new one begins with `repeated`, where there is such."""

    repeated: Block | None = None
    parts: list[list[str]] = field(default_factory=lambda: [[]])
    y: float = MARGIN

    def put(self, blocks: Sequence[Block]) -> None:
        """Put blocks on the pages in turn."""
        for place, block in enumerate(blocks):
            after = blocks[place + 1].height if block.head and place + 1 < len(blocks) else 0.0
            if self.y + block.height + after > HEIGHT - MARGIN - FOOT and self.parts[-1]:
                self.turn()
            self.parts[-1].append(block.draw(self.y))
            self.y += block.height

    def turn(self) -> None:
        """Begin a new page."""
        self.parts.append([])
        self.y = MARGIN
        if self.repeated is not None:
            self.parts[-1].append(self.repeated.draw(self.y))
            self.y += self.repeated.height


def report_pages(figures: ComparedFigures, themes: Mapping[str, str]) -> list[str]:
    """Return the pages as SVG in points; `themes` are the titles of themes in their order."""
    lang = figures.lang
    size = SIZE if len(figures.units) <= FEW else SMALL
    wide = WIDTH - 2 * MARGIN
    column = (wide - FIRST) / max(1, len(figures.units))
    notes: dict[str, int] = {}
    pages = Pages()
    pages.put([_words(figures.title, TITLE, wide, bold=True)])
    named = "; ".join(f"{full_name(unit, lang)} ({unit.code})" for unit in figures.units)
    pages.put([_words(named, SIZE + 1, wide, colour=QUIET), _words(tell(lang, HOW), SIZE, wide, colour=QUIET), _gap(8)])
    head = _header([full_name(unit, lang) for unit in figures.units], column, size)
    pages.put([head])
    pages.repeated = head
    least = min(2, len(figures.units))
    for theme, title in themes.items():
        rows = [
            row
            for row in figures.comparison.rows
            if row.record.indicator.theme == theme and row.count >= least and not _is_refused(figures, row)
        ]
        if rows:
            pages.put(
                [
                    _words(title, HEAD, wide, bold=True, head=True),
                    *(_row(figures, r, notes, column, size) for r in rows),
                ]
            )
    pages.repeated = None
    if notes:
        told = (_words(f"{number}  {words}", SIZE, wide) for words, number in notes.items())
        pages.put([_gap(10), _words(tell(lang, "How the figures compare"), HEAD, wide, bold=True, head=True), *told])
    sources = [
        ", ".join(filter(None, (item.publisher, item.title, item.dataset, item.licence, item.retrieved)))
        for item in figures.sources
    ]
    if sources:
        listed = (_words(words, SIZE - 0.5, wide, colour=QUIET) for words in sources)
        pages.put([_gap(10), _words(tell(lang, "Sources"), HEAD, wide, bold=True, head=True), *listed])
    return [_document(parts, place, len(pages.parts), figures) for place, parts in enumerate(pages.parts, start=1)]


def report_pdf(pages: Sequence[str], title: str) -> bytes:
    """Return pages of SVG as one PDF; a page takes a fifth of a second, all of it for its text."""
    return joined_pdf((pdf(page, 1.0) for page in pages), title)


def joined_pdf(pages: Iterable[bytes], title: str) -> bytes:
    """Return PDF files of one page each as one file; the same pages make the same bytes."""
    writer = PdfWriter()
    for page in pages:
        writer.append(PdfReader(BytesIO(page)))
    writer.add_metadata({"/Title": title, "/Producer": "mapserver"})
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _is_refused(figures: ComparedFigures, row: Row) -> bool:
    """Say whether a figure of a row may not be given out: in a file it would be."""
    return any(figures.quoted(figure).refusal is not None for figure in row.figures)


def _gap(height: float) -> Block:
    return Block(height, lambda _: "")


def _words(text: str, size: float, width: float, *, colour: str = INK, bold: bool = False, head: bool = False) -> Block:
    lines = wrapped(text, width / size / (BOLD if bold else 1.0))
    space = size * (0.9 if head else 0.25)

    def draw(top: float) -> str:
        return _lines(lines, MARGIN, top + (size * 0.6 if head else 0.0), size, colour, bold=bold)

    return Block(len(lines) * size * LEADING + space, draw, head)


def _header(names: Sequence[str], column: float, size: float) -> Block:
    cells = [wrapped(name, (column - 6) / size / BOLD) for name in names]
    height = max(len(lines) for lines in cells) * size * LEADING + 5

    def draw(top: float) -> str:
        texts = "".join(
            _lines(lines, MARGIN + FIRST + place * column, top, size, INK, bold=True)
            for place, lines in enumerate(cells)
        )
        return f"{texts}{_rule(top + height - 2, 1.0)}"

    return Block(height, draw)


def _row(figures: ComparedFigures, row: Row, notes: dict[str, int], column: float, size: float) -> Block:
    lang = figures.lang
    year = str(row.year) if row.year else tell(lang, "several years")
    measure = "" if row.is_mixed else f"{row.line.measure.say(lang)}, "
    title = wrapped(row.line.title.say(lang), (FIRST - 8) / SIZE)
    ended = ended_words(row, figures.units, lang)
    told = wrapped(f"{measure}{year}{f' ({ended})' if ended else ''}", (FIRST - 8) / SMALL)
    cells = [_cell(figures, row, figure, notes, (column - 6) / size) for figure in row.figures]
    height = max(
        len(title) * SIZE * LEADING + len(told) * SMALL * LEADING, *(len(lines) * size * LEADING for lines in cells)
    )

    def draw(top: float) -> str:
        parts = [
            _lines(title, MARGIN, top, SIZE, INK),
            _lines(told, MARGIN, top + len(title) * SIZE * LEADING, SMALL, QUIET),
        ]
        for place, lines in enumerate(cells):
            left = MARGIN + FIRST + place * column
            parts.append(_lines(lines[:1], left, top, size, INK, bold=bool(row.figures[place].value is not None)))
            parts.append(_lines(lines[1:], left, top + size * LEADING, size, QUIET))
        return f"{''.join(parts)}{_rule(top + height + 1.5, 0.4)}"

    return Block(height + 4, draw)


def _cell(figures: ComparedFigures, row: Row, figure: Figure, notes: dict[str, int], width: float) -> list[str]:
    """Return the lines of a cell: the figure with flag and year, how it compares, whose it is, its rank."""
    lang = figures.lang
    if figure.value is None or figure.held is None:
        return wrapped(reason_words(figure.reason, lang), width)
    flag = figure.row.flag if figure.row is not None else ""
    year = "" if row.year else f"({figure.year})"
    measure = figure.held.line.measure.say(lang) if row.is_mixed else ""
    lines = [" ".join(filter(None, (value_text(figure, lang), flag, year)))]
    against = figure.against
    if against is not None:
        note = judgement_note(against, lang)
        number = str(notes.setdefault(note, len(notes) + 1)) if note else ""
        told = (
            "" if against.diff is None else difference(against.diff, figure.held.line.decimals, lang),
            "" if against.ratio is None else times(against.ratio, lang),
            f"{badge(against, lang)} {number}".strip(),
        )
        lines += _packed([part for part in told if part], width)
    if measure:
        lines += wrapped(measure, width)
    if figure.held.distance:
        lines += wrapped(tell(lang, "larger unit: %(name)s", name=figure.held.owner.code), width)
    ranked = rank_words(figure, figures.areas, lang)
    return lines + (wrapped(ranked, width) if ranked else [])


def _packed(parts: Sequence[str], width: float) -> list[str]:
    """Put parts on as few lines as they fit on, none of them broken."""
    lines: list[str] = []
    for part in parts:
        if lines and text_width(f"{lines[-1]}  {part}") <= width:
            lines[-1] = f"{lines[-1]}  {part}"
        else:
            lines.append(part)
    return lines


def _lines(lines: Sequence[str], x: float, top: float, size: float, colour: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return "".join(
        f'<text x="{x:.1f}" y="{top + size + place * size * LEADING:.1f}" font-size="{size:g}" fill="{colour}"{weight}>'
        f"{escape(line)}</text>"
        for place, line in enumerate(lines)
    )


def _rule(y: float, width: float) -> str:
    return f'<path d="M{MARGIN:g} {y:.1f}H{WIDTH - MARGIN:.1f}" stroke="{RULE}" stroke-width="{width:g}" fill="none"/>'


def _document(parts: Sequence[str], page: int, pages: int, figures: ComparedFigures) -> str:
    lang = figures.lang
    edition = f"{tell(lang, 'Edition of the data:')} {figures.snapshot[:12]}"
    foot = " · ".join(filter(None, (figures.site, edition, tell(lang, PAGE, page=page, pages=pages), figures.page)))
    lines = wrapped(foot, (WIDTH - 2 * MARGIN) / SMALL)
    below = HEIGHT - MARGIN - FOOT
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" width="{WIDTH:g}"'
        f' height="{HEIGHT:g}" lang="{escape(lang)}" font-family="{FONT}">'
        f'<rect width="{WIDTH:g}" height="{HEIGHT:g}" fill="#ffffff"/>{"".join(parts)}'
        f"{_rule(below + 6, 0.4)}{_lines(lines, MARGIN, below + 9, SMALL, QUIET)}</svg>"
    )
