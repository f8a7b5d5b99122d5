"""What other rooms call: a data folder, or a part of it, into the model, with findings. A broken file never raises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.catalogue.checkpoints import FOLDER as CHECKPOINTS
from mapserver.catalogue.checkpoints import read_crossings, read_crossings_concept
from mapserver.catalogue.derivations import check_derivations_of
from mapserver.catalogue.editions import FILE as SOURCES
from mapserver.catalogue.editions import read_sources_of
from mapserver.catalogue.indicators import read_concept
from mapserver.catalogue.land import read_land_of
from mapserver.catalogue.layers import CONCEPT, check_folders, check_parts, indicator_ids, read_layer
from mapserver.catalogue.outlines import check_concepts
from mapserver.catalogue.rates import read_rates_of
from mapserver.catalogue.report import Report
from mapserver.catalogue.stories import FOLDER as STORIES
from mapserver.catalogue.stories import read_stories as read_stories_of
from mapserver.catalogue.stories import story_folders
from mapserver.catalogue.translations import check_texts, read_texts
from mapserver.model import Catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from mapserver.model import Crossings, Edition, Finding, Indicator, Observation, Rates, Story, Text

_STORIES = f"layers/{STORIES}"


def read(data: Path) -> tuple[Catalogue, list[Finding]]:
    """Read everything a data folder holds."""
    report = Report()
    catalogue = read_land_of(data, report)
    catalogue.editions = _read_sources(data, report)
    catalogue.rates = read_rates_of(data / "layers" / "rates", report, catalogue.editions)
    catalogue.crossings = read_crossings(data, catalogue, report)
    for name in indicator_ids(data):
        indicator, observations = read_layer(data, name, catalogue, report)
        if indicator is not None:
            catalogue.indicators[name] = indicator
            catalogue.observations.update(observations)
    check_folders(data, report)
    check_concepts(data, report)
    check_derivations_of(data / "layers", catalogue.indicators, report)
    catalogue.texts = read_texts(data, report)
    check_texts(catalogue.texts, catalogue.indicators.values(), data, report)
    catalogue.stories = read_stories_of(data, catalogue, indicator_ids(data), report)
    return catalogue, report.findings()


def check_layers(data: Path) -> list[Finding]:
    """Return findings on `layers/` as a whole: folders that say nothing of what they hold, no indicator at all,
    concepts that do not exist."""
    report = Report()
    check_folders(data, report)
    check_concepts(data, report)
    return report.findings()


def read_land(data: Path) -> tuple[Catalogue, list[Finding]]:
    """Read the boundaries only: countries, territories, names, pieces, background, reforms, pairs, areas."""
    report = Report()
    return read_land_of(data, report), report.findings()


def read_concepts(data: Path) -> tuple[Catalogue, list[Finding]]:
    """Read everything but figures: an import fills the series that the concepts describe."""
    report = Report()
    catalogue = read_land_of(data, report)
    catalogue.editions = _read_sources(data, report)
    catalogue.crossings = read_crossings_concept(data, catalogue, report)
    for name in indicator_ids(data):
        path = data / "layers" / name / CONCEPT
        concept = read_concept(path, report.of(f"layers/{name}/{CONCEPT}"), catalogue)
        if concept is not None:
            catalogue.indicators[name] = concept
    return catalogue, report.findings()


def read_indicator(
    data: Path, indicator: str, catalogue: Catalogue
) -> tuple[Indicator | None, dict[str, tuple[Observation, ...]], list[Finding]]:
    """Read one indicator on the land of `catalogue`: the concept, observations by series key, findings.

    Derivations are the matter of `check_derivations`, which sees all indicators.
    """
    report = Report()
    concept, observations = read_layer(data, indicator, catalogue, report)
    return concept, observations, report.findings()


def read_sources(data: Path) -> tuple[dict[str, Edition], Rates, list[Finding]]:
    """Read the editions that series share, and the exchange rates and purchasing power parities."""
    report = Report()
    editions = _read_sources(data, report)
    return editions, read_rates_of(data / "layers" / "rates", report, editions), report.findings()


def read_translations(data: Path) -> tuple[dict[str, Text], list[Finding]]:
    """Read the translations of what indicators and series say, by the English text."""
    report = Report()
    return read_texts(data, report), report.findings()


def read_checkpoints(data: Path, catalogue: Catalogue) -> tuple[Crossings | None, list[Finding]]:
    """Read the checkpoints and their figures on the land and with the editions of `catalogue`."""
    report = Report()
    return read_crossings(data, catalogue, report), report.findings()


def read_stories(data: Path, catalogue: Catalogue) -> tuple[dict[str, Story], list[Finding]]:
    """Read the stories on the land of `catalogue`, by slug; their figures are looked up when a snapshot is built."""
    report = Report()
    return read_stories_of(data, catalogue, indicator_ids(data), report), report.findings()


def check_derivations(data: Path, indicators: Mapping[str, Indicator]) -> list[Finding]:
    """Return findings on derived series whose parts do not exist or that are calculated from themselves."""
    report = Report()
    check_derivations_of(data / "layers", indicators, report)
    return report.findings()


def read_paths(data: Path, paths: Sequence[Path]) -> tuple[Catalogue, list[Finding]]:
    """Read single files or folders inside the data folder on its land; the findings are those of these places only.

    The catalogue has the land where something stands on it, and the indicators, checkpoints and stories among the
    paths.
    """
    report = Report()
    base = data.resolve()
    wanted: list[str] = []
    for path in paths:
        inside = _inside(base, path, report)
        if inside is not None:
            wanted.append(inside)
    layers = [name for name in indicator_ids(data) if any(_touches(f"layers/{name}", place) for place in wanted)]
    crossings = any(_touches(f"layers/{CHECKPOINTS}", place) for place in wanted)
    found = Report()
    editions = _read_sources(data, found)
    check_concepts(data, found)
    catalogue = Catalogue()
    stories = [name for name in story_folders(data) if any(_touches(f"{_STORIES}/{name}", place) for place in wanted)]
    if layers or crossings or stories or any(_touches("boundaries", place) for place in wanted):
        catalogue = read_land_of(data, found)
        catalogue.editions = editions
    for name in layers:
        concept, observations = read_layer(data, name, catalogue, found)
        if concept is not None:
            catalogue.indicators[name] = concept
            catalogue.observations.update(observations)
            check_parts(data, concept, found)
    if crossings:
        catalogue.crossings = read_crossings(data, catalogue, found)
    catalogue.stories = read_stories_of(data, catalogue, indicator_ids(data), found, stories)
    if any(_touches("layers/rates", place) for place in wanted):
        catalogue.rates = read_rates_of(data / "layers" / "rates", found, editions)
    report.take(_of_places(found, wanted))
    for place in wanted:
        if not _is_ours(place, layers):
            remedy = "name a file or folder in boundaries/ or layers/; an indicator needs its indicator.toml"
            report.of(place).error(0, "this is no part of the data", remedy)
    return catalogue, report.findings()


def _read_sources(data: Path, report: Report) -> dict[str, Edition]:
    return read_sources_of(data / "layers", report.of(f"layers/{SOURCES}"))


def _inside(base: Path, path: Path, report: Report) -> str | None:
    """Return a path relative to the data folder, `""` for the folder itself; None, with a finding, for others."""
    for candidate in (base / path, path):
        place = candidate.resolve()
        if place.exists() and place.is_relative_to(base):
            return place.relative_to(base).as_posix().removeprefix(".")
    known = path.resolve().exists()
    message = "this lies outside the data folder" if known else "there is no such file or folder"
    remedy = f"name a file or folder in {base}, which has {_folders(base)}, or another folder with --data"
    report.of(path.as_posix()).error(0, message, remedy)
    return None


def _folders(base: Path) -> str:
    return " and ".join(f"{name}/" for name in ("boundaries", "layers") if (base / name).is_dir()) or "neither part"


def _touches(folder: str, place: str) -> bool:
    """Say whether one of two places lies in the other."""
    return not place or f"{folder}/".startswith(f"{place}/") or f"{place}/".startswith(f"{folder}/")


def _is_ours(place: str, layers: Sequence[str]) -> bool:
    parts = place.split("/")
    if parts[0] == "layers" and len(parts) > 1 and parts[1] not in ("README.md", "RUNS.md", SOURCES, "translations"):
        return parts[1] in ("rates", CHECKPOINTS, STORIES) or parts[1] in layers
    return parts[0] in ("", "boundaries", "layers")


def _of_places(report: Report, wanted: Sequence[str]) -> list[Finding]:
    """Return those findings of a report that concern the wanted places."""
    return [
        finding
        for finding in report.findings()
        if any(not place or f"{finding.file}/".startswith(f"{place}/") for place in wanted)
    ]
