"""`layers/` as a whole: indicators with their figures. Calculates nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.catalogue.derivations import check_derivations_of, parts_of
from mapserver.catalogue.indicators import read_concept
from mapserver.catalogue.observations import read_observations
from mapserver.catalogue.report import FileReport, Report, listed, quoted

if TYPE_CHECKING:
    from pathlib import Path

    from mapserver.model import Catalogue, Indicator, Observation

CONCEPT = "indicator.toml"
#: Folders of `layers/` that hold no indicator.
OTHER_FOLDERS = frozenset({"rates", "checkpoints", "stories", "translations"})


def indicator_ids(data: Path) -> list[str]:
    """Return the names of the folders in `layers/` that hold an indicator, sorted."""
    return sorted(path.parent.name for path in (data / "layers").glob(f"*/{CONCEPT}"))


def check_folders(data: Path, report: Report) -> None:
    """Report folders whose figures nobody would see, since the file that says what they mean is missing."""
    for folder in sorted((data / "layers").glob("*/")):
        if folder.name in OTHER_FOLDERS or (folder / CONCEPT).is_file() or not any(folder.glob("*.csv")):
            continue
        message = f"the folder has figures and no {CONCEPT}"
        remedy = f"add layers/{folder.name}/{CONCEPT}, or delete the folder"
        report.of(f"layers/{folder.name}").error(0, message, remedy)
    if not indicator_ids(data):
        report.of("layers").error(0, "there are no indicators", f"add layers/<indicator>/{CONCEPT}")


def inputs_of_indicator(data: Path, indicator: str) -> list[Path]:
    """Return the files whose bytes decide what `read_indicator` gives on the same land, sorted.

    The parts of derived series are files of other indicators.
    """
    folder = data / "layers" / indicator
    return sorted(path for path in (folder / CONCEPT, *folder.glob("*.csv")) if path.is_file())


def read_layer(
    data: Path, name: str, catalogue: Catalogue, report: Report
) -> tuple[Indicator | None, dict[str, tuple[Observation, ...]]]:
    """Return an indicator and the observations of its stored series by key."""
    folder = data / "layers" / name
    if "/" in name or "\\" in name or name in ("", ".", ".."):
        report.of("layers").error(0, f"{quoted(name)} names no folder in layers/", "write the name of a folder")
        return None, {}
    concept_report = report.of(f"layers/{name}/{CONCEPT}")
    indicator = read_concept(folder / CONCEPT, concept_report, catalogue)
    if indicator is None:
        return None, {}
    observations: dict[str, tuple[Observation, ...]] = {}
    for series in indicator.series:
        path = folder / f"{series.id}.csv"
        file = report.of(f"layers/{name}/{path.name}")
        if series.derived is None and not path.exists():
            message = f"series {quoted(series.id)} has neither figures nor a derivation"
            concept_report.error(0, message, f"add layers/{name}/{path.name}, or [series.derived]")
        elif series.derived is None:
            observations[series.key] = read_observations(path, file, series, catalogue)
        elif path.exists():
            file.warning(0, "the series is derived: this file is not read", "delete the file, or [series.derived]")
    _report_strangers(folder, indicator, report)
    return indicator, observations


def check_parts(data: Path, indicator: Indicator, report: Report) -> None:
    """Report what is wrong with the derivations of one indicator, following its parts through their concepts."""
    indicators = {indicator.id: indicator}
    waiting = list(parts_of(indicator))
    while waiting:
        name = waiting.pop()
        path = data / "layers" / name / CONCEPT
        if name not in indicators and path.is_file():
            part = read_concept(path, FileReport(CONCEPT, []), None)
            if part is not None:
                indicators[name] = part
                waiting.extend(parts_of(part))
    check_derivations_of(data / "layers", indicators, report)


def _report_strangers(folder: Path, indicator: Indicator, report: Report) -> None:
    """Report files that no series of the indicator reads."""
    known = {series.id for series in indicator.series}
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in known:
            message = "no usable series has this name"
            remedy = f"rename it to a series of {CONCEPT}: {listed(sorted(known), 20) or 'none'}"
            report.of(f"layers/{folder.name}/{path.name}").warning(0, message, remedy)
