"""The whole folder, its parts, and the check of single paths."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mapserver import catalogue as room
from mapserver.model import Catalogue, Finding, Rate
from tests.catalogue.toy import FILES

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder


def test_a_sound_folder_has_no_findings(folder: Folder) -> None:
    assert folder.read()[1] == []


def test_everything_is_read(folder: Folder) -> None:
    catalogue, _ = folder.read()
    assert set(catalogue.countries) == {"AA", "BB"}
    assert catalogue.pieces["AA"]["aa-west"][0][0][0] == (10.0, 60.0)
    assert [name for name, _ in catalogue.land] == ["CC"]
    assert [reform.kind for reform in catalogue.reforms] == ["same", "split"]
    assert catalogue.reforms[1].area_km2 == 12.5 and catalogue.reforms[1].approximated
    assert [(pair.unit_a, pair.unit_b, pair.km) for pair in catalogue.pairs] == [("AA04", "BB-1", 111.2)]
    assert catalogue.areas["border"].core.units == ("AA04", "BB-1")
    assert set(catalogue.indicators) == {"double", "wage"}
    assert set(catalogue.observations) == {"wage/aland", "wage/beland"}
    assert catalogue.rates.exchange["NOK", "EUR"] == {2020: Rate(2020, 10.72, "ECB"), 2021: Rate(2021, 10.16, "ECB")}
    assert catalogue.rates.ppp["AA"][2020].value == 9.8


def test_the_parts_give_what_the_whole_gives(folder: Folder) -> None:
    whole, _ = folder.read()
    land, findings = room.read_land(folder.path)
    assert findings == [] and land.indicators == {}
    assert land.territories == whole.territories
    assert room.indicator_ids(folder.path) == ["double", "wage"]
    indicator, observations, findings = room.read_indicator(folder.path, "wage", land)
    assert (indicator, findings) == (whole.indicators["wage"], [])
    assert observations == whole.observations
    assert room.read_sources(folder.path) == (whole.editions, whole.rates, [])


def test_inputs_are_the_files_whose_bytes_decide(folder: Folder) -> None:
    files = {path.relative_to(folder.path).as_posix() for path in room.inputs_of_indicator(folder.path, "wage")}
    assert files == {"layers/wage/indicator.toml", "layers/wage/aland.csv", "layers/wage/beland.csv"}


@pytest.mark.parametrize("file", sorted(FILES))
@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"\xff\xfea\x00", b'{"a":[', b"[[[", b'a,b\n"', b"[" * 9000])
def test_a_broken_file_never_raises(folder: Folder, file: str, content: bytes) -> None:
    folder.write(file, content)
    findings = folder.read()[1]
    assert any(finding.severity == "error" and finding.file == file for finding in findings)
    assert all(finding.message and finding.remedy for finding in findings)


@pytest.mark.parametrize("file", sorted(FILES))
def test_a_missing_file_never_raises(folder: Folder, file: str) -> None:
    folder.delete(file)
    folder.read()


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    _, findings = room.read(tmp_path)
    errors = [finding.file for finding in findings if finding.severity == "error"]
    assert errors == ["boundaries", "layers"]


def test_a_folder_with_figures_and_without_a_concept_is_an_error(folder: Folder) -> None:
    folder.delete("layers/double/indicator.toml")
    assert folder.read()[1] == []
    folder.delete("layers/wage/indicator.toml")
    folder.finding("layers/wage", 0, "error", "figures", "indicator.toml")


def test_a_folder_without_areas_is_an_error(folder: Folder) -> None:
    folder.delete("boundaries/areas/border.toml")
    folder.finding("boundaries/areas", 0, "error", "no border areas")


def test_a_missing_background_is_said(folder: Folder) -> None:
    folder.delete("boundaries/land/land.geojson")
    folder.finding("boundaries/land/land.geojson", 0, "warning", "sea")


def test_a_number_that_no_figure_can_be_is_an_error(folder: Folder) -> None:
    folder.replace("layers/wage/beland.csv", "BB-1,2021,2020,50,", "BB-1,2021,2020,1e308,")
    folder.finding("layers/wage/beland.csv", 2, "error", "1e308", "larger")


def test_something_other_than_a_file_is_refused(folder: Folder) -> None:
    folder.delete("layers/wage/beland.csv")
    os.mkfifo(folder.path / "layers/wage/beland.csv")
    folder.finding("layers/wage/beland.csv", 0, "error", "not a regular file")


def _files(findings: list[Finding]) -> set[str]:
    return {finding.file for finding in findings}


def test_check_gives_the_findings_of_one_path(folder: Folder) -> None:
    folder.append("layers/wage/aland.csv", "XX,2024,2020,1,,A1")
    folder.append("layers/wage/beland.csv", "XX,2021,2020,1,")
    folder.append("boundaries/aa/names.csv", "XX,en,Nowhere,0,")
    folder.write("layers/rates/ppp.csv", "")

    def check(path: Path, places: list[Path]) -> list[Finding]:
        return room.read_paths(path, places)[1]

    assert _files(check(folder.path, [Path("layers/wage/aland.csv")])) == {"layers/wage/aland.csv"}
    assert _files(check(folder.path, [folder.path / "layers/wage"])) == {
        "layers/wage/aland.csv",
        "layers/wage/beland.csv",
    }
    assert _files(check(folder.path, [Path("boundaries")])) == {"boundaries/aa/names.csv"}
    assert _files(check(folder.path, [Path("layers/rates")])) == {"layers/rates/ppp.csv"}
    assert check(folder.path, [Path("layers/double")]) == []
    assert len(_files(check(folder.path, [folder.path]))) == 4


def test_check_follows_derivations_into_other_indicators(folder: Folder) -> None:
    line = folder.replace("layers/double/indicator.toml", '"wage/aland"', '"wage/nowhere"') - 3
    (finding,) = room.read_paths(folder.path, [Path("layers/double")])[1]
    assert (finding.line, finding.severity) == (line, "error") and "wage/nowhere" in finding.message


@pytest.mark.parametrize("path", ["layers/none", "../outside", "/etc/passwd"])
def test_check_refuses_what_is_not_in_the_folder(folder: Folder, path: str) -> None:
    (finding,) = room.read_paths(folder.path, [Path(path)])[1]
    assert finding.severity == "error" and "boundaries/ and layers/" in finding.remedy


def test_check_refuses_a_folder_without_a_description(folder: Folder) -> None:
    folder.write("layers/mine/figures.csv", "unit,vintage,year,value,flag\n")
    (finding,) = room.read_paths(folder.path, [Path("layers/mine")])[1]
    assert finding.severity == "error" and "indicator.toml" in finding.remedy


@pytest.mark.parametrize("name", ["..", "../boundaries", "", "a/b"])
def test_an_indicator_is_a_folder_in_layers(folder: Folder, name: str) -> None:
    land, _ = room.read_land(folder.path)
    indicator, observations, findings = room.read_indicator(folder.path, name, land)
    assert (indicator, observations) == (None, {}) and findings[0].severity == "error"


def test_the_shipped_data_are_readable(shipped_catalogue: Catalogue) -> None:
    assert len(shipped_catalogue.countries) >= 10
    assert all(series in shipped_catalogue.observations for series in ("population/eurostat", "physicians/eurostat"))
