"""Contrasts in words and bars: what a snapshot chose, written for a reader, each with its map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapserver.maps.messages import said
from mapserver.maps.ratios import ratio_text
from mapserver.model import BorderEntry, Text
from mapserver.web import addresses
from mapserver.web.wording import INTERFACE, figure_text

if TYPE_CHECKING:
    from mapserver.model import AreaEntry, Contrast, ContrastSide, LayerEntry


@dataclass(frozen=True)
class Side:
    """A unit with its value in words; `share` is that of the higher value, 0 to 1, for a bar."""

    names: Text
    value: str
    flag: str
    share: float


@dataclass(frozen=True)
class ContrastLine:
    """A contrast to read: `times` in words, `remarks` on its two figures, `address` the map of its year with both units
    chosen."""

    title: Text
    measure: Text
    year: int
    a: Side
    b: Side
    times: str
    is_similar: bool
    remarks: tuple[str, ...]
    border: BorderEntry
    address: str

    @classmethod
    def of(cls, area: AreaEntry, contrast: Contrast, lang: str) -> ContrastLine:
        """Write a contrast of an area for a reader of `lang`; KeyError where the area has no such border or layer."""
        entry = _named(area, contrast)
        border = {item.id: item for item in area.borders}[contrast.border]
        highest = max(contrast.a.value, contrast.b.value)
        return cls(
            entry.title,
            entry.measure,
            contrast.year,
            _side(contrast.a, contrast.decimals, highest, lang),
            _side(contrast.b, contrast.decimals, highest, lang),
            ratio_text(contrast.times, lang),
            contrast.judgement == "similar",
            tuple(said(remark, lang) for remark in contrast.remarks),
            border,
            _address(area, entry, contrast, lang),
        )


def border_lines(area: AreaEntry, border: BorderEntry, lang: str) -> list[ContrastLine]:
    """Return the contrasts of a border for a reader, the sharpest first."""
    return [ContrastLine.of(area, item, lang) for item in border.contrasts]


def _named(area: AreaEntry, contrast: Contrast) -> LayerEntry:
    return {item.indicator: item for item in area.layers}[contrast.indicator]


def _side(side: ContrastSide, decimals: int, highest: float, lang: str) -> Side:
    return Side(
        side.names or Text(en=side.unit), figure_text(side.value, decimals, lang), side.flag, side.value / highest
    )


def _address(area: AreaEntry, entry: LayerEntry, contrast: Contrast, lang: str) -> str:
    """Return the canonical address of the map."""
    query = {
        "year": "" if contrast.year == entry.default_year else contrast.year,
        "unit": f"{contrast.a.unit},{contrast.b.unit}",
        "lang": "" if lang == INTERFACE else lang,
    }
    return addresses.layer(area.id, entry.indicator, query)
