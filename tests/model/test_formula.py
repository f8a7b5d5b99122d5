"""Formulas: which of them give a difference."""

from __future__ import annotations

import pytest

from mapserver.model import parse_formula


@pytest.mark.parametrize(
    "formula",
    [
        "women - men",
        "(births - deaths) / mid(population) * 1000",
        "1000 * (births - deaths) / population",
        "(next(population) - population - births + deaths) / mid(population)",
        "100 - (a - b)",
    ],
)
def test_one_figure_less_another_is_a_difference(formula):
    assert parse_formula(formula).is_difference


@pytest.mark.parametrize(
    "formula",
    ["100 - working_age - above", "births / mid(population) * 1000", "a + b", "100 * a / (b - c)", "young / all_ages"],
)
def test_what_remains_of_a_whole_and_what_is_divided_are_none(formula):
    assert not parse_formula(formula).is_difference
