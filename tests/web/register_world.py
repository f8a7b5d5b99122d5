"""The register of the toy world: its units and indicators without figures."""

from collections.abc import Iterable
from dataclasses import replace

from mapserver.model import (
    Comparability,
    Edition,
    Indicator,
    IndicatorRecord,
    Register,
    Series,
    SeriesRecord,
    Text,
    UnitEntry,
)
from mapserver.model.similarity import ProfiledUnit, ProfileFigure, ProfileIndicator, Similarity, Trait, Twin

YEARS = (2010, 2020)
EDITION = Edition("E1", "Eurostat", "lfst", "Unemployment rates", "https://example.org", "CC BY 4.0", "2024-03")


def _series(indicator: str, name: str, countries: tuple[str, ...], measure: Text) -> SeriesRecord:
    series = Series(name, indicator, Text(en=f"{name.capitalize()}, survey"), countries, "average", editions=(EDITION,))
    return SeriesRecord(series, measure, 1, *YEARS, 4, 40)


def register_of(units: Iterable[UnitEntry], reason: Text) -> Register:
    """Return a register with a rate of two series that are similar for `reason`, and a count of one."""
    rate = Indicator(
        "unemployment_rate", "labour", "rate", "lower", 1, Text(en="Unemployment rate", nb="Arbeidsledighet"),
        Text(en="% of the labour force"), Text(), Text(), (),
    )  # fmt: skip
    count = replace(
        rate, id="population", theme="demography", kind="count", title=Text(en="Population"),
        measure=Text(en="thousand persons"),
    )  # fmt: skip
    records = (
        IndicatorRecord(
            rate,
            (
                _series("unemployment_rate", "eurostat", ("FI", "NO"), rate.measure),
                _series("unemployment_rate", "rosstat", ("RU",), rate.measure),
            ),
            True,
            (Comparability(("eurostat", "rosstat"), "similar", reason),),
        ),
        IndicatorRecord(count, (_series("population", "count", ("FI", "NO", "RU"), count.measure),)),
    )
    return Register(tuple(sorted((replace(unit, lines=()) for unit in units), key=lambda unit: unit.code)), records)


def similarity_of() -> Similarity:
    """Return profiles of two districts that are each other's twins."""
    figures = (ProfileFigure(5.0, 2019, "eurostat", "NO073"), ProfileFigure(6.0, 2020, "rosstat", "RU-MUR"))
    rate = ProfileIndicator(
        "unemployment_rate", "unemployment_rate", "labour", Text(en="Unemployment rate"),
        Text(en="% of the labour force"), 1, 2020, False, 5.0, 2.0, figures,
    )  # fmt: skip
    age = replace(rate, id="median_age", title=Text(en="Median age"), measure=Text(en="years"), theme="demography")
    traits = (Trait("unemployment_rate", 0.5), Trait("median_age", 0.5))
    turned = tuple(trait._replace(apart=-trait.apart) for trait in traits)
    return Similarity(
        tuple(ProfiledUnit(code, code[:2], ("toy",), ("toy",)) for code in ("NO073", "RU-MUR")),
        (rate, age),
        ("unemployment_rate", "median_age"),
        {"NO073": (Twin("RU-MUR", 0.5, traits),), "RU-MUR": (Twin("NO073", 0.5, turned),)},
        {"NO073": (), "RU-MUR": ()},
    )
