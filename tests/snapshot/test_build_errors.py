"""Builds of data with errors: nothing is published, and what is wrong is said."""

from __future__ import annotations

import pytest

from mapserver.snapshot import BuildFailedError, build


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("layers/wage/beland.csv", "BB-1,2021,2020,50,", "BB-1,2021,2020,fifty,", "layers/wage/beland.csv:2"),
        ("boundaries/bb/territories.csv", "bb-two", "bb-one", "boundaries/bb/territories.csv"),
    ],
    ids=["figure", "land"],
)
def test_an_error_keeps_the_published_snapshot(folder, store, file, old, new, place):
    before = build(folder.path, store).snapshot
    folder.replace(file, old, new)
    with pytest.raises(BuildFailedError, match="nothing was published") as caught:
        build(folder.path, store)
    assert any(f"{finding.file}:{finding.line}".startswith(place) for finding in caught.value.findings)
    assert store.pointer() == before
    assert store.verify(before) == []


def test_an_area_whose_countries_do_not_touch_is_an_error(folder, store):
    pieces = folder.text("boundaries/bb/pieces.geojson")
    folder.write(
        "boundaries/bb/pieces.geojson", pieces.replace("[13", "[23").replace("[14", "[24").replace("[15", "[25")
    )
    folder.write(
        "boundaries/bb/crosswalk.csv", folder.text("boundaries/bb/crosswalk.csv").replace("14.5 60.5", "24.5 60.5")
    )
    with pytest.raises(BuildFailedError) as caught:
        build(folder.path, store)
    message = "\n".join(map(str, caught.value.findings))
    assert "AA touches no other country of the area" in message
    assert "boundaries/areas/border.toml" in message


def test_a_pair_that_nobody_reviewed_is_said_with_the_row_to_add(folder, store):
    folder.write("boundaries/pairs.csv", "border,unit_a,unit_b,km,status,reason\n")
    findings = build(folder.path, store).findings
    (finding,) = [item for item in findings if item.file == "boundaries/pairs.csv"]
    assert finding.severity == "warning"
    assert "AA-BB,AA04,BB-1,111" in finding.remedy


def test_a_reviewed_pair_that_does_not_touch_is_an_error(folder, store):
    folder.append("boundaries/pairs.csv", "AA-BB,AA01,BB-2,50.0,real,by mistake")
    with pytest.raises(BuildFailedError) as caught:
        build(folder.path, store)
    assert any("AA01 and BB-2 are reviewed as real and share no line" in item.message for item in caught.value.findings)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"wage/aland"', '"wage/nowhere"', "'wage/nowhere' does not exist"),
        ('"wage/aland"', '"double/aland"', "it is calculated from itself"),
    ],
    ids=["unknown part", "circle"],
)
def test_a_series_calculated_from_nothing_or_from_itself_is_an_error(folder, store, old, new, message):
    folder.replace("layers/double/indicator.toml", old, new)
    with pytest.raises(BuildFailedError) as caught:
        build(folder.path, store)
    assert any(message in finding.message for finding in caught.value.findings)
