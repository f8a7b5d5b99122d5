"""A sparkline: the values of a series over the years. Strokes connect what is of one run, none crosses its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.model import Observation

WIDTH = 132
HEIGHT = 28
EDGE = 3


@dataclass(frozen=True)
class Sparkline:
    """Dots as (x, y), strokes as path data and the places of seams, in a box `WIDTH` x `HEIGHT`; empty for fewer than
    three values.

    A stroke connects the dots of a run, `alone` are those that no stroke meets. A seam stands before the first dot of
    every run but the first.
    """

    dots: tuple[tuple[float, float], ...]
    seams: tuple[float, ...]
    strokes: tuple[str, ...] = ()
    alone: tuple[tuple[float, float], ...] = ()
    width: int = WIDTH
    height: int = HEIGHT

    @classmethod
    def of(cls, observations: Sequence[Observation], least: float | None = None) -> Sparkline:
        """Place the observations, in order of time, from the first year with a value to the last.

        The box begins at the lowest value, at `least` where that is lower.
        """
        known = [item for item in observations if item.value is not None]
        values = [item.value for item in known if item.value is not None]
        if len(values) < 3 or known[0].year == known[-1].year:
            return cls((), ())
        low, high = min(values if least is None else (*values, least)), max(values)
        step = (WIDTH - 2 * EDGE) / (known[-1].year - known[0].year)
        rise = (HEIGHT - 2 * EDGE) / (high - low) if high > low else 0.0
        dots = tuple(
            (round(EDGE + (item.year - known[0].year) * step, 1), round(HEIGHT - EDGE - (value - low) * rise, 1))
            for item, value in zip(known, values, strict=True)
        )
        begun = {known[0].run}
        seams = []
        for left, right, before, after in zip(dots, dots[1:], known, known[1:], strict=False):
            if after.run not in begun and after.year > before.year:
                seams.append(round((left[0] + right[0]) / 2, 1))
            begun.add(after.run)
        runs: dict[int, list[tuple[float, float]]] = {}
        for dot, item in zip(dots, known, strict=True):
            runs.setdefault(item.run, []).append(dot)
        strokes = tuple("M" + "L".join(f"{x} {y}" for x, y in held) for held in runs.values() if len(held) > 1)
        return cls(dots, tuple(seams), strokes, tuple(held[0] for held in runs.values() if len(held) == 1))
