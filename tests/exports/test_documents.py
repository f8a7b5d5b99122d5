"""Documents for programs: strict JSON, JSON-stat as its specification has it."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from mapserver.exports.documents import json_document, jsonstat_document, metadata_document
from mapserver.exports.extract import Extract
from tests.exports.conftest import SNAPSHOT
from tests.maps.conftest import HOSTILE


def strict(content: bytes) -> Any:
    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    return json.loads(content, parse_constant=refuse)


def test_json_holds_every_figure_and_what_must_be_known_of_it(full: Extract) -> None:
    document = strict(json_document(full))
    assert len(document["observations"]) == len(full.observations)
    assert document["observations"][0] == full.observations[0]._asdict()
    assert document["snapshot"] == SNAPSHOT
    assert document["page"] == full.page
    assert [series["id"] for series in document["series"]] == ["eurostat", "rosstat"]
    assert all(series["sources"][0]["licence"] for series in document["series"])
    assert document["comparability"] == [
        {"series": ["eurostat", "rosstat"], "judgement": "similar", "reason": "Ages 15-74 against 15-72."}
    ]
    assert strict(metadata_document(full)) == {key: document[key] for key in document if key != "observations"}


def test_json_stat_has_its_values_in_the_order_of_its_dimensions(full: Extract) -> None:
    """By hand: the position of a cell is that of its unit times the number of years, plus that of its year."""
    data = strict(jsonstat_document(full))
    assert (data["version"], data["class"]) == ("2.0", "dataset")
    assert data["size"] == [len(data["dimension"][name]["category"]["index"]) for name in data["id"]]
    units, years = (data["dimension"][name]["category"]["index"] for name in ("unit", "year"))
    assert len(data["value"]) == len(units) * len(years)
    for row in full.observations:
        place = units.index(row.unit) * len(years) + years.index(str(row.year))
        assert data["value"][place] == row.value
        assert data["status"].get(str(place), "") == (row.flag or row.reason)
        assert data["extension"]["cells"][place]["series"] == row.series
    assert data["role"] == {"time": ["year"], "geo": ["unit"], "metric": ["indicator"]}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(extract_of: Callable[..., Extract], text: str) -> None:
    extract = extract_of({"RU-A": {"en": text}})
    for write in (json_document, jsonstat_document):
        assert text in json.dumps(strict(write(extract)), ensure_ascii=False).replace('\\"', '"')


def test_metadata_has_the_sentences_with_what_they_rest_on(extract: Extract, full: Extract) -> None:
    paired = replace(extract, area=replace(extract.area, pairs=(("NO02", "RU-A"),)))
    gap, ends = strict(metadata_document(paired))["sentences"]
    assert ends["kind"] == "ends"
    assert gap.pop("text").startswith("Unemployment in 2020, % of the labour force. Neighbours across the border: ")
    assert gap == {
        "kind": "gap",
        "years": [2020],
        "units": ["RU-A", "NO02"],
        "series": ["eurostat", "rosstat"],
        "sources": ["Eurostat", "Rosstat"],
        "judgement": "similar",
        "missing_names": [],
    }
    assert strict(metadata_document(full))["sentences"] == [], "sentences are those of one year"
