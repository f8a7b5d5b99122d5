"""Builds: deterministic and incremental."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from mapserver.snapshot import Published, Store, StoreError, build, digest
from tests.catalogue.toy import collection, square


class Heard:
    """A progress that remembers what it was told."""

    def __init__(self):
        self.steps = 0
        self.fresh: list[str] = []
        self.remembered: list[str] = []

    def start(self, steps):
        self.steps = steps

    def done(self, name, *, fresh):
        (self.fresh if fresh else self.remembered).append(name)


def files(store: Store) -> dict[str, bytes]:
    """What a store holds, apart from the time of publishing."""
    return {
        str(path.relative_to(store.state)): path.read_bytes()
        for path in store.state.rglob("*")
        if path.is_file() and path.name != "published.jsonl"
    }


def test_two_builds_of_the_same_input_give_the_same_bytes(folder, store, tmp_path):
    other = Store(tmp_path / "other")
    first, second = build(folder.path, store), build(folder.path, other)
    assert first.snapshot == second.snapshot
    assert files(store) == files(other)


def test_the_order_of_hashes_in_a_process_does_not_matter(folder, tmp_path):
    code = "import sys; from pathlib import Path; from mapserver.snapshot import Store, build;"
    code += "print(build(Path(sys.argv[1]), Store(Path(sys.argv[2]))).snapshot)"
    found = set()
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        state = str(tmp_path / seed)
        command = [sys.executable, "-c", code, str(folder.path), state]
        found.add(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    assert len(found) == 1


def test_working_in_parallel_changes_nothing(folder, store, tmp_path):
    other = Store(tmp_path / "other")
    assert build(folder.path, store, jobs=1).snapshot == build(folder.path, other, jobs=2).snapshot


def test_the_list_says_in_which_years_each_country_has_figures_for_the_core(folder, store):
    build(folder.path, store)
    snapshot = Published(store).current()
    listed = [(area.id, entry) for area in snapshot.areas for entry in area.layers]
    assert listed
    for area, entry in listed:
        layer = snapshot.layer(area, entry.indicator)
        held = {
            (layer.places[index].country, year)
            for year in layer.years
            for index in layer.valued(year)
            if layer.places[index].core
        }
        assert {(country, year) for country, years in entry.years.items() for year in years} == held
        assert all(list(years) == sorted(years) for years in entry.years.values())
    assert any(entry.years for _, entry in listed)


def test_a_second_build_works_nothing_out(folder, store):
    first = build(folder.path, store)
    heard = Heard()
    second = build(folder.path, store, progress=heard)
    assert second.snapshot == first.snapshot
    assert heard.fresh == []
    assert len(heard.remembered) == heard.steps == first.steps


def test_one_changed_figure_rebuilds_what_is_calculated_from_it_and_nothing_else(folder, store):
    before = build(folder.path, store).snapshot
    folder.replace("layers/wage/aland.csv", "AA04,2024,2020,,:c,A2", "AA04,2024,2020,77,,A2")
    heard = Heard()
    after = build(folder.path, store, progress=heard).snapshot
    assert after != before
    assert set(heard.fresh) == {"wage", "double"}
    assert "border" in heard.remembered


def rebuilt(folder, store) -> set[str]:
    heard = Heard()
    build(folder.path, store, progress=heard)
    return set(heard.fresh)


def test_a_changed_name_rebuilds_the_layers_that_show_it_but_no_geometry(folder, store):
    build(folder.path, store)
    folder.replace("boundaries/bb/names.csv", "BB-2,en,Two", "BB-2,en,Second")
    assert rebuilt(folder, store) == {"wage", "double"}
    assert Published(store).current().unit("BB-2").names


def test_a_changed_reason_of_a_pair_rebuilds_no_layer(folder, store):
    before = build(folder.path, store).snapshot
    text = folder.text("boundaries/pairs.csv")
    folder.write("boundaries/pairs.csv", text.rstrip("\n") + " on every map\n")
    assert rebuilt(folder, store) <= {"border"}
    assert store.pointer() == before or store.verify(store.pointer()) == []


def test_a_changed_reform_is_in_the_units_without_rebuilding_a_step(folder, store):
    build(folder.path, store)
    assert Published(store).current().unit("AA02").reforms
    header = folder.text("boundaries/reforms.csv").splitlines()[0]
    folder.write("boundaries/reforms.csv", header + "\n")
    assert rebuilt(folder, store) == set()
    assert not Published(store).current().unit("AA02").reforms


def test_moved_land_rebuilds_the_area(folder, store):
    build(folder.path, store)
    moved = {"bb-one": square(13, 60), "bb-two": square(14, 60, 1.2)}
    folder.write("boundaries/bb/pieces.geojson", collection(moved))
    assert "border" in rebuilt(folder, store)


def test_a_build_after_a_change_gives_what_a_whole_build_gives(folder, store, tmp_path):
    """Titles of steps that were remembered come in another order of languages than those that were just read."""
    folder.replace("layers/wage/indicator.toml", "[title]\n", '[title]\nuk = "Zarplata"\nbg = "Заплата"\n')
    build(folder.path, store)
    folder.write("layers/double/indicator.toml", "# A remark.\n" + folder.text("layers/double/indicator.toml"))
    after = build(folder.path, store).snapshot
    assert build(folder.path, Store(tmp_path / "other")).snapshot == after


def test_a_file_that_is_saved_during_a_build_is_not_remembered_as_it_was(folder, store):
    """The build reads a file after it has hashed it; what is saved in between must not pass for the old text."""
    old, new = "AA04,2024,2020,,:c,A2", "AA04,2024,2020,77,,A2"

    class Saving(Heard):
        def done(self, name, *, fresh):
            super().done(name, fresh=fresh)
            if name == "border":
                folder.replace("layers/wage/aland.csv", old, new)

    build(folder.path, store, progress=Saving())
    folder.replace("layers/wage/aland.csv", new, old)
    assert rebuilt(folder, store) == {"wage", "double"}


@pytest.mark.parametrize(
    ("file", "old", "new", "steps"),
    [
        ("layers/sources.toml", "European Central Bank", "ECB", {"wage", "double"}),
        ("layers/wage/indicator.toml", 'judgement = "similar"', 'judgement = "same"', {"wage", "double"}),
        ("layers/rates/exchange.csv", "10.16", "10.20", {"wage"}),
        ("boundaries/areas/border.toml", '"BB-1"]', '"BB-1", "BB-2"]', {"wage", "double", "border"}),
    ],
)
def test_each_input_is_in_the_keys_of_what_depends_on_it(folder, store, file, old, new, steps):
    build(folder.path, store)
    folder.replace(file, old, new)
    assert rebuilt(folder, store) >= steps


def test_a_byte_order_mark_hides_no_input(folder, store):
    """Notepad writes one: what an indicator is calculated from must be found all the same."""
    path = folder.path / "layers/double/indicator.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    build(folder.path, store)
    folder.replace("layers/wage/aland.csv", "AA04,2024,2020,,:c,A2", "AA04,2024,2020,77,,A2")
    assert rebuilt(folder, store) == {"wage", "double"}


def test_force_works_everything_out_and_gives_the_same(folder, store):
    first = build(folder.path, store)
    again = build(folder.path, store, force=True)
    assert (again.snapshot, again.fresh) == (first.snapshot, again.steps)


def test_what_was_built_can_be_read(folder, store):
    identifier = build(folder.path, store).snapshot
    snapshot = Published(store).current()
    assert snapshot.id == identifier
    (area,) = snapshot.areas
    assert [entry.indicator for entry in area.layers] == ["double", "wage"]
    assert area.borders[0].id == "AA-BB"
    assert area.borders[0].km == pytest.approx(111.5, abs=1)
    assert area.core_units == ("AA04", "BB-1")
    layer = snapshot.layer("border", "wage")
    assert {place.code for place in layer.places} >= {"AA01", "AA04", "BB-1", "BB-2"}
    for topologies in area.topologies.values():
        assert snapshot.file(topologies["border"]).startswith(b'{"arcs"')
    assert [drawing.crs for drawing in snapshot.drawings("border", "mercator")] == ["EPSG:3857"]
    assert snapshot.file("0" * 64 + ".json") is None


def test_a_unit_knows_its_neighbours_its_reforms_and_its_figures(folder, store):
    build(folder.path, store)
    snapshot = Published(store).current()
    east = snapshot.unit("AA04")
    assert {(item.code, item.country) for item in east.neighbours} == {("BB-1", "BB"), ("AA03", "AA")}
    old = snapshot.unit("AA02")
    assert not old.is_current
    assert {reform.to_code for reform in old.reforms} == {"AA03"}
    assert snapshot.unit("AA01").figures["wage/aland"][0].value == 100.5


def test_readers_follow_the_pointer(folder, store):
    first = build(folder.path, store).snapshot
    published = Published(store)
    assert published.current().id == first
    folder.replace("layers/wage/beland.csv", "BB-1,2021,2020,50,", "BB-1,2021,2020,55,")
    second = build(folder.path, store).snapshot
    assert published.current().id == second
    store.roll_back()
    assert published.current().id == first


def test_an_open_snapshot_goes_on_when_the_pointer_is_broken(folder, store):
    identifier = build(folder.path, store).snapshot
    published = Published(store)
    published.current()
    (store.state / "current").write_text("0123456789abcdef\n")
    assert published.current().id == identifier


def test_nothing_was_published_yet(store):
    assert Published(store).current() is None


def test_a_file_of_an_older_snapshot_is_still_found(folder, store):
    build(folder.path, store)
    published = Published(store)
    old = published.current().area("border").layers[0].values["finest"]
    folder.replace("layers/wage/aland.csv", "AA01,2016,2018,100.5,,A1", "AA01,2016,2018,99,,A1")
    build(folder.path, store)
    assert old not in {name for entry in published.current().areas[0].layers for name in entry.values.values()}
    assert published.current().file(old) is not None
    assert published.current().file("../../current") is None


def test_a_state_of_another_version_is_built_over(folder, store):
    identifier = build(folder.path, store).snapshot
    (store.state / "snapshots" / f"{identifier}.json").unlink()
    other = b'{"format":0}'
    name = digest(other)[:16]
    (store.state / "snapshots" / f"{name}.json").write_bytes(other)
    (store.state / "current").write_text(name)
    for step in (store.state / "steps").glob("*.json"):
        step.write_bytes(b'{"objects":[]}')
    with pytest.raises(StoreError, match="another version of the program"):
        Published(store).current()
    assert build(folder.path, store).snapshot == identifier
    assert Published(store).current().id == identifier


def test_a_changed_exchange_rate_rebuilds_what_is_converted(folder, store):
    before = build(folder.path, store).snapshot
    folder.replace("layers/rates/exchange.csv", "10.72", "5.36")
    heard = Heard()
    assert build(folder.path, store, progress=heard).snapshot != before
    assert "wage" in heard.fresh
    converted = Published(store).current().unit("AA01").figures["wage/aland_eur"]
    assert {item.year: item.value for item in converted}[2020] == pytest.approx(-32 / 5.36)
