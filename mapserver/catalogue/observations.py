"""`layers/<indicator>/<series>.csv` into observations. Calculates nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mapserver.catalogue.number import NUMBER, YEARS, number_fault, year_fault
from mapserver.catalogue.report import listed, quoted
from mapserver.catalogue.table import Row, read_table
from mapserver.catalogue.territories import missing_territory
from mapserver.model import Message, Observation, no_data_reason, split_flags, territory_key
from mapserver.model.figures import FLAGS, LARGEST

if TYPE_CHECKING:
    from pathlib import Path

    from mapserver.catalogue.report import FileReport
    from mapserver.model import Catalogue, Series

COLUMNS = ("unit", "vintage", "year", "value", "flag")
OPTIONAL = ("edition",)
FLAG_REMEDY = "say why in 'flag': ':' not available, 'c' confidential"


@dataclass
class _Subjects:
    """Things in which many rows go wrong alike: first line and number of rows of each."""

    lines: dict[tuple[str, ...], list[int]] = field(default_factory=dict)

    def count(self, subject: tuple[str, ...], line: int, number: int = 1) -> None:
        """Count a row, or several."""
        self.lines.setdefault(subject, [line, 0])[1] += number

    def rows(self, subject: tuple[str, ...]) -> str:
        """Say in how many rows, `""` for a single one."""
        number = self.lines[subject][1]
        return f" (in {number} rows)" if number > 1 else ""


def read_observations(path: Path, report: FileReport, series: Series, catalogue: Catalogue) -> tuple[Observation, ...]:
    """Return the observations of a series in the order of the file; rows with errors are left out."""
    table = read_table(path, report, COLUMNS, OPTIONAL)
    if table is None:
        return ()
    if not table.rows:
        report.warning(0, "the file has no rows", "put the figures below the header line, or delete the series")
        return ()
    sole = series.editions[0].id if len(series.editions) == 1 else ""
    if not sole and series.editions and "edition" not in table.columns:
        message = f"the series has {len(series.editions)} editions, but the file has no column 'edition'"
        report.error(1, message, f"add it: each row names one of {_editions(series)}")
        sole = "-"
    return _without_withheld(_read_rows(table.rows, report, series, catalogue, sole), report, series)


def _without_withheld(observations: list[Observation], report: FileReport, series: Series) -> tuple[Observation, ...]:
    """Take the value of the figures that the series withholds; the reason becomes their note."""
    reasons = {
        (unit, remark.year): Message.quoting(remark.reason) for remark in series.withheld for unit in remark.units
    }
    if not reasons:
        return tuple(observations)
    shown = tuple(
        row._replace(value=None, reason="withheld", note=reasons[place])
        if (place := (row.unit, row.year)) in reasons
        else row
        for row in observations
    )
    for unit, year in sorted(reasons.keys() - {(row.unit, row.year) for row in observations}):
        message = f"the figure of {quoted(unit)} for {year} is withheld and not here"
        report.warning(0, message, f"delete it from [[series.withheld]] of series {quoted(series.id)}")
    return shown


def _read_rows(
    rows: list[Row], report: FileReport, series: Series, catalogue: Catalogue, sole: str
) -> list[Observation]:
    """Turn rows into observations in one tight loop: the usual row takes two microseconds."""
    places = _places(series, catalogue)
    editions = {edition.id: edition.id for edition in series.editions}
    if sole:
        editions[""] = sole.strip("-")
    reasons: dict[str, str] = {}
    seen: dict[tuple[str, str, str], int] = {}
    units, wrong_editions, flags = _Subjects(), _Subjects(), _Subjects()
    observations: list[Observation] = []
    keep, years, is_number = observations.append, YEARS, NUMBER.fullmatch
    for line, (unit, vintage, year_text, value_text, flag, edition_text) in rows:
        year, edition = years.get(year_text), editions.get(edition_text)
        if (unit, vintage) not in places:
            units.count((unit, vintage), line)
            continue
        if edition is None:
            wrong_editions.count((edition_text,), line)
            continue
        if year is None:
            report.error(line, *year_fault(year_text), kind="year")
            continue
        first = seen.setdefault((unit, vintage, year_text), line)
        if first != line:
            _report_duplicate(line, first, unit, vintage, year_text, report)
            continue
        if flag:
            flags.count((flag,), line)
        if is_number(value_text):
            value = float(value_text)
            if -LARGEST <= value <= LARGEST:
                keep(Observation(unit, vintage, year, value, flag, edition))
                if ":" in flag:
                    _report_value_with_colon(line, value_text, flag, report)
                continue
        if value_text:
            _report_value(line, unit, value_text, report)
            continue
        reason = reasons.get(flag)
        if reason is None:
            reason = reasons[flag] = no_data_reason(flag)
        if not flag:
            message = f"{quoted(unit)} {year_text} has neither value nor flag"
            report.warning(line, message, FLAG_REMEDY, kind="empty value")
        keep(Observation(unit, vintage, year, None, flag, edition, reason))
    _report_units(units, report, series, catalogue)
    _report_editions(wrong_editions, report, series)
    _report_flags(flags, report)
    return observations


def _places(series: Series, catalogue: Catalogue) -> set[tuple[str, str]]:
    """Return what (unit, vintage) a row may name: territories of the countries of the series, and each country."""
    countries = set(series.countries) & set(catalogue.countries)
    places = {(item.code, item.vintage) for item in catalogue.territories.values() if item.country in countries}
    return places | {(country, "") for country in countries}


def _report_duplicate(line: int, first: int, unit: str, vintage: str, year: str, report: FileReport) -> None:
    message = f"{quoted(unit)} in vintage {quoted(vintage)} has {year} twice"
    report.error(line, message, f"delete one of the lines {first} and {line}", kind="duplicate")


def _report_value_with_colon(line: int, value: str, flag: str, report: FileReport) -> None:
    message = f"value {value} has the flag {quoted(flag)}, which means not available"
    report.warning(line, message, "delete the value or the ':'", kind="value with ':'")


def _report_value(line: int, unit: str, text: str, report: FileReport) -> None:
    message, remedy = number_fault(text)
    report.error(line, f"{quoted(unit)}: {message}", remedy, kind="value")


def _report_units(units: _Subjects, report: FileReport, series: Series, catalogue: Catalogue) -> None:
    """Report unknown territories, each once; silent on countries whose boundaries have findings of their own."""
    unreadable = tuple(country for country in series.countries if country not in catalogue.countries)
    foreign = _Subjects()
    for subject, (line, number) in units.lines.items():
        unit, vintage = subject
        territory = catalogue.territories.get(territory_key(unit, vintage))
        country = territory.country if territory else unit if unit in catalogue.countries and not vintage else ""
        if country:
            foreign.count((country,), line, number)
        elif not (unreadable and unit.startswith(unreadable)):
            message, remedy = missing_territory(unit, vintage, catalogue.territories)
            if not vintage and remedy.startswith("vintages"):
                message = f"unit {quoted(unit)} has no vintage: only a country as a whole may leave it empty"
            report.error(line, message + units.rows(subject), remedy, kind="unknown unit")
    for subject, (line, _) in foreign.lines.items():
        message = f"units of {subject[0]}, which the series does not cover, are left out{foreign.rows(subject)}"
        report.warning(line, message, f'add "{subject[0]}" to the countries of the series, or delete the rows')


def _report_editions(wrong: _Subjects, report: FileReport, series: Series) -> None:
    for subject, (line, _) in wrong.lines.items():
        message = f"edition {quoted(subject[0])} is not declared" if subject[0] else "the row names no edition"
        known = f"write one of {_editions(series)}, or " if series.editions else ""
        remedy = f"{known}add a [[series.edition]] to indicator.toml"
        report.error(line, message + wrong.rows(subject), remedy, kind="edition")


def _report_flags(flags: _Subjects, report: FileReport) -> None:
    for subject, (line, _) in flags.lines.items():
        unknown = [part for part in split_flags(subject[0]) if part not in FLAGS]
        if unknown:
            message = f"flag {quoted(subject[0])}: {listed(map(quoted, unknown))} is unknown{flags.rows(subject)}"
            report.note(line, message, f"kept, and shown as unknown; known flags are {' '.join(FLAGS)}", kind="flag")


def _editions(series: Series) -> str:
    return listed([edition.id for edition in series.editions], 20)
