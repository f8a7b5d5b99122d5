"""Contexts: what the figures of a map may be set against, and which units count as the border area. Knows no page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from mapserver.model.cell import Cell
from mapserver.model.text import Text

#: What figures are set against.
COUNTRY, AREA, NEIGHBOURS, TYPOLOGY = "vs-country", "vs-area", "vs-neighbours", "typology"
CONTEXTS = (COUNTRY, AREA, NEIGHBOURS, TYPOLOGY)
#: How: in per cent of the context, as the difference to it, or as how much of what is counted that difference is.
RELATIVE, ABSOLUTE, PARITY = "relative", "absolute", "parity"
#: What a mean of units is weighted by: what the ratio is counted by, inhabitants, area, or nothing.
BY_DENOMINATOR, BY_PEOPLE, BY_AREA, PLAIN = "denominator", "people", "area", "plain"
#: The figure of a country is no mean of ours.
PUBLISHED = "published"

#: Which units count as the border area: those of the area's own rule, or by where they lie.
PROGRAMME = "programme"
ORDERS = {"touching": 1, "order-2": 2, "order-3": 3}
DISTANCES = {"within-25": 25, "within-50": 50, "within-100": 100}
CORES = (PROGRAMME, *ORDERS, *DISTANCES)


@dataclass(frozen=True)
class Context:
    """What figures are set against: `kind` is one of CONTEXTS, `way` RELATIVE, ABSOLUTE or PARITY (empty for a
    typology).

    Neighbours are those up to a contiguity `order`, or, where `km` is not 0, all whose centres lie within so many
    kilometres; without `across` only those of the own country.
    """

    kind: str
    way: str = RELATIVE
    order: int = 1
    km: int = 0
    across: bool = True


class ContextFigure(NamedTuple):
    """What one figure is set against: `value` in the layer's measure, or None with a reason.

    `units` counts those that it is the mean of, `left_out` those that measure something else; `weights` says how they
    are weighted.
    """

    value: float | None
    weights: str = ""
    units: int = 0
    left_out: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Counted:
    """What a ratio is made of: it is `factor` times the numerator by the denominator.

    `numerator` is the measure of the upper part, as in persons or million EUR, empty where it has several;
    `denominator` is what the lower part is called, `scale` its measure. Without `is_own` the figures are a source's,
    which may count by others: they are not weighted by it, and `denominator` may be the upper part, which is known.
    """

    factor: float
    numerator: Text
    denominator: Text
    scale: str
    is_own: bool = True


@dataclass(frozen=True)
class Denominators:
    """What the ratios of a layer are counted by: `values[place][year index]`, and by series what they are made of."""

    values: tuple[tuple[float | None, ...], ...] = ()
    counted: dict[str, Counted] = field(default_factory=dict)


@dataclass(frozen=True)
class Against:
    """What the figures of a layer are set against: `figures[place][year index]`, and beside them the `own` values,
    in the layer's own measure with `decimals`.

    `ways` are those that the indicator allows, the usual one first. `parity[place][year index]` says how much of the
    numerator a unit has more than it would have at the level of its context, where that is known; its measure is that
    of the series in `counted`. `parts` are those of a typology: country, border area, neighbours. `cells` are the
    layer's own figures with their editions, `national` those of countries where they are the context.
    """

    context: Context
    ways: tuple[str, ...]
    decimals: int
    own: tuple[tuple[float | None, ...], ...]
    figures: tuple[tuple[ContextFigure, ...], ...] = ()
    parity: tuple[tuple[float | None, ...], ...] = ()
    counted: dict[str, Counted] = field(default_factory=dict)
    parts: tuple[tuple[tuple[ContextFigure, ...], ...], ...] = ()
    cells: tuple[tuple[Cell, ...], ...] = ()
    national: dict[str, tuple[Cell, ...]] = field(default_factory=dict)
