"""The figures of a build: every series' observations, derived ones included, each read or calculated once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.catalogue import Outlines, check_derivations, read_indicator
from mapserver.statistics import derive

if TYPE_CHECKING:
    from pathlib import Path

    from mapserver.model import Catalogue, Finding, Indicator, Observation, Series


class Figures:
    """The indicators of a data folder, read when they are asked for.

    `catalogue` holds the land, the editions that series share, and the rates.
    """

    def __init__(self, data: Path, catalogue: Catalogue) -> None:
        """Read from `data`: outlines at once, figures when they are asked for."""
        self._data, self._catalogue, self._outlines = data, catalogue, Outlines(data)
        self._indicators: dict[str, Indicator | None] = {}
        self._observations: dict[str, tuple[Observation, ...]] = {}
        self._findings: dict[str, list[Finding]] = {}

    def indicator(self, identifier: str) -> Indicator | None:
        """Return an indicator; None where its files are too broken to say what it is."""
        if identifier not in self._indicators:
            indicator, stored, findings = read_indicator(self._data, identifier, self._catalogue)
            self._indicators[identifier] = indicator
            self._observations.update(stored)
            self._findings[identifier] = findings
        return self._indicators[identifier]

    def findings(self, identifier: str) -> list[Finding]:
        """Return what reading an indicator found, and what is wrong with the series that it is calculated from."""
        return self._findings[identifier] + check_derivations(self._data, self.parts(identifier))

    def parts(self, identifier: str) -> dict[str, Indicator]:
        """Return an indicator and all that its series are calculated from, those that could be read."""
        parts = {name: self.indicator(name) for name in self._outlines.closure(identifier)}
        return {name: indicator for name, indicator in parts.items() if indicator is not None}

    def series(self, key: str) -> Series | None:
        """Return a series by its key (`indicator/series`), or None."""
        indicator = self.indicator(key.partition("/")[0])
        return next((series for series in indicator.series if series.key == key), None) if indicator else None

    def observations(self, key: str) -> tuple[Observation, ...]:
        """Return the observations of a series, calculated where it is derived."""
        series = self.series(key)
        if key not in self._observations:
            if series is None or series.derived is None:
                return ()
            self._observations[key] = ()
            parts = {part: self.observations(part) for part in series.derived.parts}
            land = self._catalogue
            self._observations[key] = derive(
                series, parts, land.rates, land.countries, land.territories, self._closure(key)
            )
        return self._observations[key]

    def related(self, indicator: Indicator) -> dict[str, Series]:
        """Return the series of an indicator and all that they are calculated from, by key."""
        return self._closure(*(series.key for series in indicator.series))

    def counted(self, indicator: Indicator) -> dict[str, Series]:
        """Return the series that the rates of an indicator are counted by, and all that these are calculated from."""
        return self._closure(*(key for series in indicator.series if series.counted for key in series.counted.parts))

    def _closure(self, *keys: str) -> dict[str, Series]:
        found: dict[str, Series] = {}
        waiting = list(keys)
        while waiting:
            series = self.series(waiting.pop())
            if series is not None and series.key not in found:
                found[series.key] = series
                waiting.extend(series.derived.parts if series.derived else ())
        return found
