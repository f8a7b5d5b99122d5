"""Numbers as text: what is one, and what else people write. Knows no file."""

from __future__ import annotations

import math
import re

from mapserver.catalogue.report import quoted
from mapserver.model.figures import LARGEST

NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
FIRST_YEAR, LAST_YEAR = 1800, 2100
#: Every year that a file may name, by its text.
YEARS = {str(year): year for year in range(FIRST_YEAR, LAST_YEAR + 1)}

_NOTHING = {"na", "n/a", "n.a.", "null", "none", "-", "--", "..", "...", ":", "x", "*", "."}
_NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity)|#(div/0|value|ref|num)!|#n/a", re.IGNORECASE)
_SPACES = re.compile("[ \u00a0\u2009\u202f'\u2019]")


def read_number(text: str) -> float | None:
    """Return a finite number of a size that a figure can have, None for anything else."""
    if not NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value if abs(value) <= LARGEST else None


def number_fault(text: str) -> tuple[str, str]:
    """Return message and remedy for text that is not a number."""
    said = quoted(text)
    plain = text.strip().replace("\u2212", "-")
    if _NOT_FINITE.fullmatch(plain) or (NUMBER.fullmatch(plain) and not math.isfinite(float(plain))):
        return f"{said} is not a finite number", "leave the value empty and put ':' or the source's sign into 'flag'"
    if NUMBER.fullmatch(plain) and abs(float(plain)) > LARGEST:
        return f"{said} is larger than any figure of a district", "write the number that the source gives"
    if plain.lower() in _NOTHING:
        return f"{said} is not a number", "leave the value empty and put ':' or the source's sign into 'flag'"
    if NUMBER.fullmatch(plain):
        return f"{said} has a space or a sign that is not a minus", f"write {plain}"
    tight = _SPACES.sub("", plain)
    if re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+", tight):
        point = tight.replace(".", "").replace(",", ".")
        return f"{said} has thousands separators and a decimal comma", f"write {point}"
    if re.fullmatch(r"-?[0-9]{1,3}(,[0-9]{3})+\.[0-9]+|-?[0-9]{1,3}(,[0-9]{3}){2,}", tight):
        return f"{said} has thousands separators", f"write {tight.replace(',', '')}"
    if re.fullmatch(r"-?[1-9][0-9]{0,2},[0-9]{3}", plain):
        remedy = f"write {plain.replace(',', '.')} or {plain.replace(',', '')}, whichever the source means"
        return f"{said} has a decimal comma or a thousands separator", remedy
    if re.fullmatch(r"-?[0-9]+,[0-9]+", tight):
        return f"{said} has a decimal comma", f"write {tight.replace(',', '.')}"
    if tight != plain and NUMBER.fullmatch(tight):
        return f"{said} has thousands separators", f"write {tight}"
    if re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{3}){2,}", tight):
        return f"{said} has thousands separators", f"write {tight.replace('.', '')}"
    return f"{said} is text, not a number", "write a number with a decimal point; signs belong into 'flag'"


def year_fault(text: str) -> tuple[str, str]:
    """Return message and remedy for text that is not a year."""
    if re.fullmatch(r"-?[0-9]+", text):
        return f"year {quoted(text)} is not between {FIRST_YEAR} and {LAST_YEAR}", "write the year with four digits"
    if re.fullmatch(r"[0-9]{4}\.0+", text):
        return f"year {quoted(text)} is not an integer", f"write {text[:4]}"
    return f"year {quoted(text)} is not a year", "write four digits: a row holds a whole year"
