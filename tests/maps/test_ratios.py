"""How ratios are written: one rule for all of the house."""

import pytest

from mapserver.maps.compared_words import times
from mapserver.maps.ratios import ratio_text


@pytest.mark.parametrize(
    ("ratio", "written"),
    [
        (0.0486, "0.049"),
        (0.35, "0.35"),
        (1.004, "1.00"),
        (1.342, "1.34"),
        (1.56, "1.56"),
        (2.0, "2.0"),
        (3.71, "3.7"),
        (19.96, "20.0"),
        (25.6, "26"),
        (1234.5, "1,234"),
    ],
)
def test_a_ratio_has_as_many_decimals_as_tell_it_from_one(ratio: float, written: str) -> None:
    assert ratio_text(ratio, "en") == written


def test_a_comparison_writes_it_as_all_others_do() -> None:
    assert times(1.342, "en") == "\u00d71.34"
    assert times(0.65, "nb") == "\u00d70,65"
