"""The Markdown of a story into blocks: CommonMark without HTML, and two marks of ours, figures and maps in braces."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from mapserver.catalogue.plain_text import FORBIDDEN, describe, remedy
from mapserver.catalogue.report import quoted
from mapserver.catalogue.story_calls import YEAR, Names, read_call, read_guard
from mapserver.model import Guard, PlacedCall, StoryBlock, StoryText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from mapserver.catalogue.report import FileReport
    from mapserver.model import Prose

#: Lists in quotes in lists are no prose.
DEEPEST = 8
#: A line of its own with a map or a guard.
OWN_LINE = re.compile(r"\{(map|check)(?![a-z_])(.*)\}")
DIGITS = re.compile(r"[\d\u00bc-\u00be\u2150-\u215e]+")
TAG = re.compile(r"<[A-Za-z/!?]")
LINK = re.compile(r"https?://[^\s]+|/(?!/)[^\s\\]*", re.IGNORECASE)
#: Stands round the place of a figure while the text is made HTML: no file may hold it.
MARK = "\x00"


@dataclass
class Marks:
    """The figures, maps and guards of a story, filled text by text; equal figures stand once.

    `heard` has those of the text that was read last.
    """

    calls: list[PlacedCall] = field(default_factory=list)
    maps: list[PlacedCall] = field(default_factory=list)
    guards: list[Guard] = field(default_factory=list)
    heard: set[str] = field(default_factory=set)

    def place(self, found: PlacedCall) -> int:
        """Return the place of a figure or map among those of its kind, adding it where it is new."""
        self.heard.add(str(found.call))
        held = self.maps if found.call.name == "map" else self.calls
        for place, other in enumerate(held):
            if other.call == found.call:
                return place
        held.append(found)
        return len(held) - 1


def read_story_text(text: str, report: FileReport, names: Names, marks: Marks) -> StoryText | None:
    """Return a text with its title and lead; None, with findings, where something in it may not be shown."""
    before = report.errors
    marks.heard = set()
    try:
        tokens = _parser().parse(text)
    except RecursionError:
        report.error(0, "the text is nested too deeply", "write plain paragraphs, headings and lists")
        return None
    reader = _Reader(report, names, marks)
    for token in tokens:
        reader.check(token)
    opening = _opening(tokens, report)
    if report.errors > before or opening is None:
        return None
    title, lead, rest = opening
    return StoryText(title, reader.prose(lead), tuple(reader.blocks(rest)))


def _opening(tokens: Sequence[Token], report: FileReport) -> tuple[str, Sequence[Token], Sequence[Token]] | None:
    """Divide a text into title, what stands in its first paragraph, and the rest."""
    kinds = [token.type for token in tokens[:6]]
    if kinds[:3] != ["heading_open", "inline", "heading_close"] or tokens[0].tag != "h1":
        report.error(1, "the text has no title", "begin with a line '# Title'")
        return None
    title = tokens[1].children or []
    if any(token.type != "text" for token in title):
        report.error(1, "the title is not plain text", "write it without figures, links and emphasis")
        return None
    if kinds[3:] != ["paragraph_open", "inline", "paragraph_close"]:
        report.error(_line(tokens[3]) if tokens[3:] else 1, "there is no lead", "write a paragraph below the title")
        return None
    for token in tokens[6:]:
        if token.type == "heading_open" and token.tag not in ("h2", "h3"):
            report.error(_line(token), "this heading is none of a section", "write '## Section' or '### Part'")
    return "".join(token.content for token in title), [tokens[4]], tokens[6:]


class _Reader:
    """Reads the tokens of one text."""

    def __init__(self, report: FileReport, names: Names, marks: Marks) -> None:
        self._report, self._names, self._marks = report, names, marks

    def check(self, token: Token) -> None:
        """Report what may not stand in a story, and read its figures, maps and guards."""
        line = _line(token)
        if token.level > DEEPEST:
            self._report.error(line, "the text is nested too deeply", "write plain paragraphs and lists", kind="depth")
        elif token.type == "guard":
            guard = read_guard(token.content, line, self._report, self._names)
            self._marks.guards += [] if guard is None else [guard]
        elif token.type == "map":
            if token.level:
                self._report.error(line, "a map stands in a list or quote", "write it outside, on a line of its own")
            else:
                self._place(token, f"map{token.content}", line)
        for child in token.children or ():
            self._check_inline(child, line)
            line += child.type in ("softbreak", "hardbreak")

    def _check_inline(self, token: Token, line: int) -> None:
        error = self._report.error
        if token.type == "figure":
            if token.content.split()[:1] == ["map"]:
                error(line, "a map stands inside a line", "write it on a line of its own, at its beginning")
            else:
                self._place(token, token.content, line)
        elif token.type == "image":
            error(line, "a story has no pictures but maps", "write {map <area> <indicator>} on a line of its own")
        elif token.type == "link_open":
            address = str(token.attrs.get("href", ""))
            if not LINK.fullmatch(address) or FORBIDDEN.search(address):
                error(line, f"the link {quoted(address)} leads nowhere", "write https://... or /... for a page here")
            self._check_words(str(token.attrs.get("title", "")), line)
        elif token.type == "text":
            self._check_words(token.content, line)
        for child in token.children or ():
            self._check_inline(child, line)

    def _check_words(self, words: str, line: int) -> None:
        """Report digits that nobody looks up, and what looks like HTML or a brace that is not closed."""
        error = self._report.error
        for found in DIGITS.finditer(words):
            if not (YEAR.fullmatch(found.group()) and _stands_alone(words, found)):
                message = f"the number {quoted(_round(words, found))} is typed by hand"
                where = "let a figure give it, {value ...}, write it in words, or as code in backquotes"
                error(line, message, where, kind="typed number")
        if TAG.search(words):
            error(line, f"HTML has no place in a story: {quoted(words)}", "write Markdown, or `code` in backquotes")
        if "{" in words or "}" in words:
            error(line, f"a brace is not closed on its line: {quoted(words)}", "write {<figure> ...} on one line")
        forbidden = FORBIDDEN.search(words)
        if forbidden:
            error(line, f"forbidden character {describe(forbidden.group())}", remedy(forbidden.group()))

    def _place(self, token: Token, text: str, line: int) -> None:
        call = read_call(text, line, self._report, self._names)
        if call is not None:
            token.meta["place"] = self._marks.place(PlacedCall(call, self._report.file, line))

    def blocks(self, tokens: Sequence[Token]) -> Iterator[StoryBlock]:
        """Yield prose and maps in their order."""
        held: list[Token] = []
        for token in tokens:
            if token.type != "map":
                held.append(token)
                continue
            if held:
                yield StoryBlock(self.prose(held))
            held = []
            yield StoryBlock(map=token.meta["place"])
        if held:
            yield StoryBlock(self.prose(held))

    def prose(self, tokens: Sequence[Token]) -> Prose:
        """Return HTML with the places of its figures."""
        parser = _parser()
        html = parser.renderer.render(list(tokens), parser.options, {})
        pieces = html.split(MARK)
        parts = (int(piece) if odd % 2 else piece for odd, piece in enumerate(pieces))
        return tuple(part for part in parts if part != "")


def _stands_alone(words: str, found: re.Match[str]) -> bool:
    """Say whether no other digits are joined to these, as in 2,019 and 2019.5."""
    before, after = words[: found.start()], words[found.end() :]
    return not re.search(r"\d[.,\s'\u2019]$", before) and not re.match(r"[.,\s'\u2019]\d", after)


def _round(words: str, found: re.Match[str]) -> str:
    return words[max(0, found.start() - 12) : found.end() + 12].strip()


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0


def _parser() -> MarkdownIt:
    """Return a parser of CommonMark that passes HTML on as text and knows our marks.

    Every link is parsed, so that a faulty one is found; a text with one is not shown.
    """
    parser = MarkdownIt("commonmark", {"html": False})
    parser.block.ruler.before("fence", "story", _own_line, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.inline.ruler.before("emphasis", "figure", _figure)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.add_render_rule("figure", _figure_mark)
    parser.add_render_rule("guard", _nothing)
    return parser


def _own_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a line of its own: ``{map ...}`` or ``{check ...}``."""
    if state.is_code_block(start):
        return False
    words = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].strip()
    found = OWN_LINE.fullmatch(words)
    if found is None:
        return False
    if not silent:
        token = state.push("map" if found[1] == "map" else "guard", "", 0)
        token.content, token.map = found[2], [start, start + 1]
        state.line = start + 1
    return True


def _figure(state: StateInline, silent: bool) -> bool:
    """Read a figure inside a line: from one brace to the next."""
    if state.src[state.pos] != "{":
        return False
    end = state.src.find("}", state.pos)
    words = state.src[state.pos + 1 : max(end, 0)]
    if end < 0 or "{" in words or "\n" in words:
        return False
    if not silent:
        token = state.push("figure", "", 0)
        token.content = words
    state.pos = end + 1
    return True


def _figure_mark(self: RendererHTML, tokens: Sequence[Token], at: int, *_: object) -> str:
    return f"{MARK}{tokens[at].meta['place']}{MARK}"


def _nothing(self: RendererHTML, tokens: Sequence[Token], at: int, *_: object) -> str:
    return ""
