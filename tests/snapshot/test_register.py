"""The register: what a snapshot says of its units, indicators and series without their figures."""

from __future__ import annotations

from mapserver.snapshot import Published, build


def opened(folder, store):
    build(folder.path, store)
    return Published(store).current()


def test_every_unit_stands_in_the_register_as_it_does_in_the_pack_without_its_figures(folder, store):
    snapshot = opened(folder, store)
    assert [unit.code for unit in snapshot.register.units] == sorted(snapshot.units)
    for unit in snapshot.register.units:
        whole = snapshot.unit(unit.code)
        assert unit.lines == () == unit.sources
        assert (unit.names, unit.territories, unit.neighbours, unit.reforms, unit.areas) == (
            whole.names, whole.territories, whole.neighbours, whole.reforms, whole.areas,
        )  # fmt: skip


def test_a_series_is_counted_by_its_figures_that_have_a_value(folder, store):
    wage = opened(folder, store).register.indicator["wage"]
    assert wage.indicator.series == ()
    assert list(wage.by_id) == ["aland", "beland", "aland_eur"]
    own = wage.by_id["aland"]
    # AA04 has an observation without a value in 2020.
    assert (own.first_year, own.last_year, own.units, own.values) == (2018, 2020, 2, 4)
    assert own.measure.say("en") == "NOK, current prices"
    assert own.derived is None


def test_a_derived_series_has_its_calculation_and_the_editions_of_its_parts_and_rates(folder, store):
    register = opened(folder, store).register
    euro = register.indicator["wage"].by_id["aland_eur"]
    assert euro.derived is not None and euro.derived.to == "EUR"
    assert {edition.id for edition in euro.series.editions} == {"A1", "A2", "ECB"}
    assert (euro.first_year, euro.last_year) == (2020, 2020), "other years have no rate"


def test_whether_ratios_tell_something_is_said_of_every_indicator(folder, store):
    register = opened(folder, store).register
    assert {name: record.has_ratios for name, record in register.indicator.items()} == {"double": False, "wage": True}


def test_figures_are_those_of_every_series_and_kept(folder, store):
    snapshot = opened(folder, store)
    figures = snapshot.figures("wage")
    assert figures is snapshot.figures("wage")
    rows = [row for series in figures.series for held in series.observations.values() for row in held]
    assert ("AA", 2020, 110.0) in {(row.unit, row.year, row.value) for row in rows}, "no map draws a country"
