"""A toy catalogue: Norway with the merger of 2020-2023, Russia with Arkhangelsk and Nenets, Finland without figures."""

from __future__ import annotations

from mapserver.model import (
    Area,
    Catalogue,
    Core,
    Country,
    Edition,
    Frame,
    Indicator,
    Name,
    Observation,
    Origin,
    Pair,
    Reform,
    Series,
    Territory,
    Text,
    Vintage,
    territory_key,
)

ORIGIN = Origin("toy", "Public domain")
COUNTIES = {"NO071": "nordland", "NO072": "troms", "NO073": "finnmark", "NO060": "trondelag"}


def text(words: str) -> Text:
    return Text(en=words)


def country(code: str, levels: tuple[str, ...], currency: str, *vintages: Vintage) -> Country:
    return Country(code, text(code), levels, {}, ("en",), currency, vintages, ORIGIN)


def territory(code: str, vintage: str, level: str, parent: str, pieces: str, children: str = "") -> Territory:
    return Territory(code, vintage, code[:2], level, parent, frozenset(pieces.split()), tuple(children.split()))


def norway(vintage: str) -> list[Territory]:
    """Halves in 2016 and 2024, the merged county in 2021."""
    north = "NO071 NO074" if vintage == "2021" else "NO071 NO072 NO073"
    pieces = {"NO074": "troms finnmark"} | COUNTIES
    return [
        territory("NO", vintage, "country", "", "nordland troms finnmark trondelag", "NO06 NO07"),
        territory("NO06", vintage, "nuts2", "NO", "trondelag", "NO060"),
        territory("NO07", vintage, "nuts2", "NO", "nordland troms finnmark", north),
        territory("NO060", vintage, "nuts3", "NO06", "trondelag"),
        *(territory(code, vintage, "nuts3", "NO07", pieces[code]) for code in north.split()),
    ]


def russia() -> list[Territory]:
    """Two oblasts that stand for themselves at the finer level, and one that has two okrugs."""
    return [
        territory("RU", "2014", "country", "", ""),
        territory("RU-MUR", "2014", "oblast", "RU", "murmansk"),
        territory("RU-KR", "2014", "oblast", "RU", "karelia"),
        territory("RU-ARK", "2014", "oblast", "RU", "arkhangelsk nenets", "RU-ARK-X-NEN RU-NEN"),
        territory("RU-ARK-X-NEN", "2014", "okrug", "RU-ARK", "arkhangelsk"),
        territory("RU-NEN", "2014", "okrug", "RU-ARK", "nenets"),
    ]


def finland() -> list[Territory]:
    return [
        territory("FI", "2016", "country", "", "lapland kainuu", "FI1D"),
        territory("FI1D", "2016", "nuts2", "FI", "lapland kainuu", "FI1D7 FI1D8"),
        territory("FI1D7", "2016", "nuts3", "FI1D", "lapland"),
        territory("FI1D8", "2016", "nuts3", "FI1D", "kainuu"),
    ]


def catalogue() -> Catalogue:
    everything = [*norway("2016"), *norway("2021"), *norway("2024"), *russia(), *finland()]
    nuts = ("country", "nuts2", "nuts3")
    return Catalogue(
        countries={
            "NO": country(
                "NO",
                nuts,
                "NOK",
                Vintage("2016", "", 1990, 2019),
                Vintage("2021", "", 2020, 2023),
                Vintage("2024", "", 2024, None),
            ),
            "RU": country("RU", ("country", "oblast", "okrug"), "RUB", Vintage("2014", "", 1990, None)),
            "FI": country("FI", nuts, "EUR", Vintage("2016", "", 1990, None)),
        },
        territories={one.key: one for one in everything},
        names={
            "NO073": (Name("NO073", "en", "Finnmark", False), Name("NO073", "se", "Finnmárku", True)),
            "RU-MUR": (Name("RU-MUR", "en", "Murmansk", False),),
        },
        reforms=(
            Reform("NO", 2020, "merge", "NO072", "2016", "NO074", "2021", "Tjeldsund", None, True, "", ""),
            Reform("NO", 2020, "merge", "NO073", "2016", "NO074", "2021", "", None, False, "", ""),
        ),
        pairs=(
            Pair("NO-RU", "NO073", "RU-MUR", 164.0, "real", ""),
            Pair("FI-NO", "FI1D7", "NO073", 0.5, "artefact", ""),
        ),
    )


#: Everything in the north: all of Russia's units, Norway without Trøndelag.
CORE = frozenset(
    [
        *(territory_key(code, vintage) for code in ("NO07", "NO071") for vintage in ("2016", "2021", "2024")),
        *(territory_key(code, vintage) for code in ("NO072", "NO073") for vintage in ("2016", "2024")),
        "NO074@2021",
        *(f"{code}@2014" for code in ("RU-MUR", "RU-KR", "RU-ARK", "RU-ARK-X-NEN", "RU-NEN")),
        "FI1D@2016",
        "FI1D7@2016",
    ]
)


def area(*countries: str) -> Area:
    return Area("toy", text("Toy"), text(""), countries, ("en",), Core("list"), (Frame("toy"),))


def edition(identifier: str, publisher: str = "Eurostat", retrieved: str = "2023") -> Edition:
    return Edition(identifier, publisher, "d", identifier, "https://example.org", "CC BY 4.0", retrieved)


def series(identifier: str = "eurostat", countries: tuple[str, ...] = ("NO",), **more: object) -> Series:
    return Series(
        id=identifier,
        indicator="births",
        title=text(identifier),
        countries=countries,
        reference="flow",
        **more,  # type: ignore[arg-type]
    )


def indicator(*implementations: Series, kind: str = "rate", **more: object) -> Indicator:
    return Indicator(
        id="births",
        theme="demography",
        kind=kind,  # type: ignore[arg-type]
        direction="neutral",
        decimals=1,
        title=text("Births"),
        measure=text("per 1000"),
        definition=text("Live births."),
        notes=Text(),
        series=implementations,
        **more,  # type: ignore[arg-type]
    )


def line(unit: str, vintage: str, values: dict[int, float | None], **more: str) -> tuple[Observation, ...]:
    """Return one observation a year."""
    return tuple(Observation(unit, vintage, year, value, **more) for year, value in values.items())


def constant(
    unit: str, vintage: str, first: int, last: int, value: float = 1.0, **more: str
) -> tuple[Observation, ...]:
    """Return the same value for every year from `first` to `last`."""
    return line(unit, vintage, dict.fromkeys(range(first, last + 1), value), **more)
