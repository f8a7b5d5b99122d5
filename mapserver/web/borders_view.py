"""The gaps of a map: what may be chosen of them, the card of a pair, and the table of all lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapserver.maps.alphabet import alphabet_key
from mapserver.maps.formats import number
from mapserver.maps.gap_lines import GapLine, gap_lines, kind_of
from mapserver.maps.gap_texts import DECIMALS, signed
from mapserver.maps.judgements import WORDS
from mapserver.maps.legend import flag_words, reason_words
from mapserver.maps.names import shown_name
from mapserver.maps.ratios import ratio_text
from mapserver.maps.state import LINES, as_map
from mapserver.statistics.gap_sizes import gap_kinds
from mapserver.translation import N_, tell
from mapserver.web import addresses
from mapserver.web.controls import Choice, state_address
from mapserver.web.gap_choice import GAP_SORTS
from mapserver.web.map_state import canonical_query
from mapserver.web.pair_card import pair_addresses, pair_card
from mapserver.web.table_view import Column
from mapserver.web.unit_panel import Named, Shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Cell, Layer
    from mapserver.model.border_figures import GapKind
    from mapserver.snapshot import Snapshot
    from mapserver.statistics import Gap

KIND_TITLES: dict[GapKind, str] = {"ratio": N_("Ratio"), "log2": N_("Doublings"), "diff": N_("Difference")}
LINE_TITLES = {"across": N_("Across borders"), "all": N_("Inside countries too")}
DIFFERENT_TITLES = {False: N_("Not compared"), True: N_("Compared nevertheless")}
#: Columns that the table can be put in the order of; that of sizes is called as the gap is measured.
COLUMNS = {
    "border": N_("Border"),
    "name": N_("District"),
    "diff": N_("Difference"),
    "size": N_("Ratio"),
    "km": N_("Shared line, km"),
}


#: Formats that lines are given out in, and those of them that hold one year.
FILES, ONE_YEAR = ("csv", "xlsx", "geojson", "gpkg", "json", "zip"), ("geojson",)


@dataclass(frozen=True)
class LineRow:
    """A line of the table: both units with their figures, the gap, how they compare.

    `difference` is B - A, `ratio` B / A, or the doublings from A to B where the map measures these. Empty where there
    is none to tell. `is_core` says whether one of the two belongs to the border area itself.
    """

    line: GapLine
    name_a: Named
    name_b: Named
    code_a: str
    code_b: str
    country_a: str
    country_b: str
    shown_a: Shown
    shown_b: Shown
    difference: str
    ratio: str
    km: str
    judged: str
    address: str
    is_current: bool
    is_core: bool


def borders_parts(snapshot: Snapshot, area: AreaEntry, layer: Layer, state: MapState) -> dict[str, object]:
    """Return what the view of gaps needs; the snapshot is read by its map alone."""
    address = pair_addresses(layer, state)
    rows = ordered([_row(layer, state, line, address) for line in gap_lines(layer, area, state)], state)
    return {
        "card": pair_card(snapshot, area, layer, state),
        "gap_choices": gap_choices(layer, state),
        "segments": [row for row in rows if row.is_core],
        "segments_around": [row for row in rows if not row.is_core],
        "segment_columns": {name: column(layer, state, name) for name in COLUMNS},
        "has_ratios": len(gap_kinds(layer)) > 1,
        "segment_files": {suffix: _file(layer, state, suffix) for suffix in FILES},
        "kind": kind_of(layer, state),
        "kind_title": tell(state.lang, KIND_TITLES[kind_of(layer, state)]),
    }


def gap_choices(layer: Layer, state: MapState) -> tuple[tuple[str, str, tuple[Choice, ...]], ...]:
    """Return what may be chosen: an identifier, what it is called, and its values as links."""
    kinds, lang = gap_kinds(layer), state.lang

    def choice(words: str, *, current: bool, **change: object) -> Choice:
        wanted = replace(state, **change)  # type: ignore[arg-type]
        return Choice(tell(lang, words), f"{state_address(layer, wanted)}#gap-choice", current)

    measured = tuple(
        choice(KIND_TITLES[kind], current=kind == kind_of(layer, state), gap="" if kind == kinds[0] else kind)
        for kind in kinds
    )
    shown = tuple(choice(LINE_TITLES[name], current=name == state.lines, lines=name) for name in LINES)
    found = [("measured", tell(lang, "The gap is measured as"), measured), ("lines", tell(lang, "Lines"), shown)]
    if any(judgement == "different" for _, _, judgement, _ in layer.comparability):
        words = tell(lang, "Figures that measure different things")
        insisted = tuple(
            choice(DIFFERENT_TITLES[value], current=value == state.different, different=value)
            for value in DIFFERENT_TITLES
        )
        found.append(("different", words, insisted))
    return tuple((name, words, choices) for name, words, choices in found if len(choices) > 1)


def column(layer: Layer, state: MapState, name: str) -> Column:
    """Return the head of a column: numbers begin with the highest, words with the first."""
    usual = GAP_SORTS[0]
    shown = state.sort or usual
    is_number = name in ("size", "diff", "km")
    first, turned = (f"-{name}", name) if is_number else (name, f"-{name}")
    wanted = turned if shown == first and turned in GAP_SORTS else first
    address = f"{state_address(layer, replace(state, sort='' if wanted == usual else wanted))}#segments"
    direction = "" if shown.lstrip("-") != name else "descending" if shown.startswith("-") else "ascending"
    words = KIND_TITLES["log2"] if (name, kind_of(layer, state)) == ("size", "log2") else COLUMNS[name]
    return Column(tell(state.lang, words), "number" if is_number else "text", address, direction)


def ordered(held: list[LineRow], state: MapState) -> list[LineRow]:
    """Return rows in the order of a state, those without such a number last; lines across borders stay first."""
    name, backwards = state.sort.lstrip("-"), state.sort.startswith("-")
    numbers: dict[str, Callable[[LineRow], float | None]] = {
        "size": lambda row: row.line.size,
        "diff": lambda row: row.line.gap.gap.diff if row.difference and row.line.gap.gap else None,
        "km": lambda row: row.line.gap.km,
    }
    if name in numbers:
        known = [(value, row) for row in held if (value := numbers[name](row)) is not None]
        known.sort(key=lambda item: item[0], reverse=backwards)
        held = [*(row for _, row in known), *(row for row in held if numbers[name](row) is None)]
    elif name == "name":
        held = sorted(held, key=lambda row: alphabet_key(row.name_a.words, state.lang), reverse=backwards)
    return [*(row for row in held if row.line.is_across), *(row for row in held if not row.line.is_across)]


def _file(layer: Layer, state: MapState, suffix: str) -> str:
    """Return the address of the lines of all years as a file; one of a single year has that of the map."""
    query = canonical_query(layer, replace(as_map(state), pair=()))
    scope = {} if suffix in ONE_YEAR else {"scope": "full"}
    return addresses.file(layer.area, layer.indicator, suffix, {**query, **scope})


def _row(layer: Layer, state: MapState, line: GapLine, address: Callable[[str], str]) -> LineRow:
    gap, lang = line.gap, state.lang
    a, b = layer.places[gap.a], layer.places[gap.b]
    between = gap.gap if line.kind != "different" else None
    pair = (a.code, b.code)
    return LineRow(
        line,
        Named(*shown_name(a, lang)),
        Named(*shown_name(b, lang)),
        a.code,
        b.code,
        a.country,
        b.country,
        _shown(layer, gap.cell_a, a.core, lang),
        _shown(layer, gap.cell_b, b.core, lang),
        signed(between.diff, layer.decimals, lang) if between else "",
        _ratio(between, kind_of(layer, state), lang),
        number(gap.km, 0, lang),
        tell(lang, WORDS[gap.judgement]) if gap.told else "",
        address(",".join(pair)),
        pair == state.pair,
        a.core or b.core,
    )


def _ratio(between: Gap | None, kind: GapKind, lang: str) -> str:
    """Return the ratio as a table has it: B / A, or the doublings from A to B."""
    if between is None or between.ratio is None:
        return ""
    if kind == "log2":
        return "" if between.log2_ratio is None else signed(between.log2_ratio, DECIMALS, lang)
    return ratio_text(between.ratio, lang)


def _shown(layer: Layer, cell: Cell, core: bool, lang: str) -> Shown:
    if cell.value is None:
        return Shown("", reason_words(cell.reason or "not_collected", lang), (), None, core)
    return Shown(number(cell.value, layer.decimals, lang), "", flag_words(cell.flag, lang), None, core)
