"""The text of a file: size, encoding and characters that have no place in it. Knows neither CSV nor TOML."""

from __future__ import annotations

import re
import stat
from typing import TYPE_CHECKING

from mapserver.catalogue.report import quoted

if TYPE_CHECKING:
    from pathlib import Path

    from mapserver.catalogue.report import FileReport

MOST_BYTES = 50_000_000

#: Control characters, line and paragraph separators, overrides of the writing direction, misplaced byte-order marks,
#: non-characters, and the sign that a conversion leaves where it lost a letter.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffd\ufffe\uffff\ud800-\udfff]"
)


def read_text(path: Path, report: FileReport, most: int = MOST_BYTES) -> str | None:
    """Return the text of a UTF-8 file without its byte-order mark; None, with findings, where that is impossible.

    A file of more than `most` bytes is not opened.
    """
    raw = _read_bytes(path, report, most)
    if raw is None:
        return None
    if not raw.strip():
        report.error(0, "the file is empty", "fill it as README.md describes, or delete it")
        return None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw[:200].count(0) * 4 > len(raw[:200]):
        report.error(1, "the file is UTF-16, not UTF-8", _save_as("UTF-16"))
        return None
    if raw.startswith(b"\xef\xbb\xbf"):
        report.note(1, "the file begins with a byte-order mark", "accepted; save as UTF-8 without BOM to be rid of it")
        raw = raw[3:]
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        _report_encoding(raw, fault.start, report)
        return None


def forbidden_lines(text: str, report: FileReport) -> frozenset[int]:
    """Return the lines that hold forbidden characters, each with a finding; empty for nearly every file."""
    lines: dict[int, str] = {}
    line, position = 1, 0
    match = FORBIDDEN.search(text)
    while match:
        line += text.count("\n", position, match.start())
        lines[line] = match.group()
        position = text.find("\n", match.end())
        match = FORBIDDEN.search(text, position) if position >= 0 else None
    for line, letter in lines.items():
        report.error(line, f"forbidden character {describe(letter)}", remedy(letter), kind="forbidden character")
    return frozenset(lines)


def describe(letter: str) -> str:
    """Name a forbidden character."""
    special = {"\0": "NUL", "\ufffd": "a conversion lost a letter here", "\ufeff": "byte-order mark inside the text"}
    return f"U+{ord(letter):04X} ({special.get(letter, 'control character')})"


def remedy(letter: str) -> str:
    """Say what to do about a forbidden character."""
    if letter == "\ufffd":
        return "fetch the original again and save it as UTF-8; the letter cannot be told from this file"
    return "delete the character; text in a table is one line of plain letters"


def _read_bytes(path: Path, report: FileReport, most: int) -> bytes | None:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            report.error(0, "this is not a regular file", "put a plain text file here")
            return None
        if status.st_size > most:
            report.error(
                0,
                f"the file has {status.st_size / 1e6:.1f} MB, more than {most / 1e6:g} MB",
                "keep the countries and years that the border areas need, or divide it into several series",
            )
            return None
        return path.read_bytes()
    except FileNotFoundError:
        report.error(0, "the file is missing", "write it as README.md describes")
    except OSError as fault:
        report.error(0, f"the file cannot be read ({fault.strerror})", "check its permissions")
    return None


def _report_encoding(raw: bytes, start: int, report: FileReport) -> None:
    """Name the probable encoding: Cyrillic text has high bytes in rows, Western text has them one by one."""
    sample = raw[start : start + 100_000]
    high = len(re.findall(rb"[\x80-\xff]", sample))
    in_rows = sum(len(match) for match in re.findall(rb"[\xa8\xb8\xc0-\xff]{2,}", sample))
    is_cyrillic = in_rows * 2 > high
    name, also = ("windows-1251", "Cyrillic") if is_cyrillic else ("windows-1252", "or windows-1250, windows-1254")
    line = raw.count(b"\n", 0, start) + 1
    row = raw[raw.rfind(b"\n", 0, start) + 1 :][:200].split(b"\n")[0].strip().decode(name, errors="replace")
    report.error(
        line,
        f"the file is not UTF-8, probably {name} ({also}): this line would read {quoted(row)}",
        _save_as(name),
    )


def _save_as(encoding: str) -> str:
    return f"save as 'CSV UTF-8' in the spreadsheet, or convert: iconv -f {encoding} -t UTF-8 old.csv > new.csv"
