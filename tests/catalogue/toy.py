"""The files of a small data folder: two countries of square pieces, one area, two indicators, rates."""

from __future__ import annotations

import json


def square(west: float, south: float, size: float = 1.0) -> list[list[list[float]]]:
    """Return a GeoJSON square: west and south edge and size in degrees."""
    east, north = west + size, south + size
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def collection(features: dict[str, list[list[list[float]]]], key: str = "piece") -> str:
    """Return a FeatureCollection with one polygon a line."""
    lines = [
        json.dumps(
            {"type": "Feature", "properties": {key: name}, "geometry": {"type": "Polygon", "coordinates": rings}}
        )
        for name, rings in features.items()
    ]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


AA_PIECES = {"aa-west": square(10, 60), "aa-middle": square(11, 60), "aa-east": square(12, 60)}
BB_PIECES = {"bb-one": square(13, 60), "bb-two": square(14, 60)}

AA_COUNTRY = """\
format = 1
code = "AA"
levels = ["country", "region", "county"]
languages = ["nb"]
currency = "NOK"

[title]
en = "Aland"
nb = "Aaland"

[level_title.region]
en = "Region"

[level_title.county]
en = "County"

[[vintage]]
id = "2016"
title = "Two counties"
first_year = 1990
last_year = 2019

[[vintage]]
id = "2024"
title = "Three counties"
first_year = 2020

[origin]
title = "Drawn by hand"
licence = "Public domain"
"""
AA_TERRITORIES = """\
code,vintage,level,parent,pieces,note
AA,2016,country,,,
AA0,2016,region,AA,,
AA01,2016,county,AA0,aa-west,
AA02,2016,county,AA0,aa-middle aa-east,
AA,2024,country,,,
AA0,2024,region,AA,,
AA01,2024,county,AA0,aa-west,
AA03,2024,county,AA0,aa-middle,
AA04,2024,county,AA0,aa-east,
"""
AA_NAMES = """\
code,lang,name,official,source
AA,en,Aland,0,
AA0,en,The Region,0,
AA01,en,West,0,
AA01,nb,Vest,1,register
AA02,en,Middle and East,0,
AA03,en,Middle,0,
AA04,en,East,0,
"""
BB_COUNTRY = """\
format = 1
code = "BB"
levels = ["country", "oblast"]
languages = ["bg"]
currency = "BGN"

[title]
en = "Beland"
bg = "Беландия"

[[vintage]]
id = "2021"
title = "Two oblasts"
first_year = 1990

[origin]
title = "Drawn by hand"
licence = "Public domain"
"""
BB_TERRITORIES = """\
code,vintage,level,parent,pieces,note
BB,2021,country,,,
BB-1,2021,oblast,BB,bb-one,
BB-2,2021,oblast,BB,bb-two,
"""
BB_NAMES = """\
code,lang,name,official,source
BB-1,en,One,0,
BB-1,bg,Едно,1,
BB-2,en,Two,0,
"""
AREA = """\
format = 1
countries = ["AA", "BB"]
languages = ["en", "nb"]

[title]
en = "The border"
nb = "Grensa"

[summary]
en = "A border."
nb = "Ei grense."

[core]
rule = "list"
units = ["AA04", "BB-1"]
"""
WAGE = """\
format = 1
theme = "labour"
kind = "money"
direction = "higher"
decimals = 1

[title]
en = "Wage"
nb = "Lønn"

[measure]
en = "national currency"

[definition]
en = "What people earn."

[[series]]
id = "aland"
title = { en = "Aland's office" }
countries = ["AA"]
level = "county"
reference = "average"
denomination = "NOK, current prices"

[[series.edition]]
id = "A1"
publisher = "Office"
title = "Wages"
licence = "CC BY 4.0"
retrieved = "2024"

[[series.edition]]
id = "A2"
publisher = "Office"
title = "Wages, revised"
licence = "CC BY 4.0"
retrieved = "2025"

[[series.break]]
year = 2020
units = ["AA01"]
reason = { en = "New method" }

[[series]]
id = "beland"
title = { en = "Beland's office" }
countries = ["BB"]
reference = "average"
denomination = "BGN, current prices"

[[series.edition]]
id = "B1"
publisher = "Office"
title = "Wages"
licence = "CC BY 4.0"
retrieved = "2024"

[[series]]
id = "aland_eur"
title = { en = "Aland's office, in euro" }
countries = ["AA"]
reference = "average"
denomination = "EUR, current prices"

[series.derived]
method = "exchange"
of = "wage/aland"
to = "EUR"

[[comparability]]
series = ["aland", "beland"]
judgement = "similar"
reason = { en = "Different surveys." }
"""
ALAND = """\
unit,vintage,year,value,flag,edition
AA01,2016,2018,100.5,,A1
AA01,2016,2019,101,e,A1
AA01,2024,2020,-3.2e1,,A2
AA04,2024,2020,,:c,A2
AA,,2020,110,,A2
"""
BELAND = """\
unit,vintage,year,value,flag
BB-1,2021,2020,50,
BB-2,2021,2020,51,p
"""
DOUBLE = """\
format = 1
theme = "labour"
kind = "index"
direction = "neutral"
decimals = 0

[title]
en = "Double wage"
nb = "Dobbel lønn"

[measure]
en = "twice"

[definition]
en = "Twice the wage."

[[series]]
id = "aland"
title = { en = "Twice" }
countries = ["AA"]
reference = "average"

[series.derived]
method = "formula"
formula = "wage * 2"
of = { wage = "wage/aland" }
"""
SOURCES = """\
format = 1

[[edition]]
id = "ECB"
publisher = "European Central Bank"
title = "Reference rates"
licence = "Free reuse"
retrieved = "2026"
"""

CHECKPOINTS = """\
format = 1

[title]
en = "Border crossings"
nb = "Grensepasseringer"

[measure]
en = "persons"

[definition]
en = "Persons who crossed."

[notes]
en = "Gaps are gaps."

[[series]]
id = "crossings"
title = { en = "Guards" }
countries = ["AA", "BB"]
reference = "flow"

[[series.edition]]
id = "G1"
publisher = "Guards"
title = "Counts"
licence = "Licence not stated; facts quoted with source"
retrieved = "2024"

[[series.edition]]
id = "G2"
publisher = "Newspaper"
title = "Counts, quoted"
licence = "Licence not stated; facts quoted with source"
retrieved = "2025"
address = "https://news.example/guards"
"""

FILES = {
    "boundaries/aa/country.toml": AA_COUNTRY,
    "boundaries/aa/territories.csv": AA_TERRITORIES,
    "boundaries/aa/names.csv": AA_NAMES,
    "boundaries/aa/pieces.geojson": collection(AA_PIECES),
    "boundaries/bb/country.toml": BB_COUNTRY,
    "boundaries/bb/territories.csv": BB_TERRITORIES,
    "boundaries/bb/names.csv": BB_NAMES,
    "boundaries/bb/pieces.geojson": collection(BB_PIECES),
    "boundaries/bb/crosswalk.csv": (
        "source_file,source_name,source_fips,near,piece,code,iso,note\n"
        "BBB,One,BB01,,bb-one,BB-1,BB-1,\n"
        "BBB,Two,BB02,14.5 60.5,bb-two,BB-2,BB-2,\n"
    ),
    "boundaries/areas/border.toml": AREA,
    "boundaries/land/land.geojson": collection({"CC": square(15, 60)}, key="country"),
    "boundaries/pairs.csv": "border,unit_a,unit_b,km,status,reason\nAA-BB,AA04,BB-1,111.2,real,they meet\n",
    "boundaries/borders.toml": (
        'format = 1\n\n[[border]]\nid = "AA-BB"\npublished_km = 120\nsource = "An atlas"\n\n'
        '[border.title]\nen = "The border"\nnb = "Grensen"\n'
    ),
    "boundaries/reforms.csv": (
        "country,year,kind,from_code,from_vintage,to_code,to_vintage,moved,area_km2,approximated,source,note\n"
        "AA,2020,same,AA01,2016,AA01,2024,,,0,law,\n"
        "AA,2020,split,AA02,2016,AA03,2024,,12.5,1,law,\n"
    ),
    "layers/wage/indicator.toml": WAGE,
    "layers/wage/aland.csv": ALAND,
    "layers/wage/beland.csv": BELAND,
    "layers/double/indicator.toml": DOUBLE,
    "layers/sources.toml": SOURCES,
    "layers/checkpoints/checkpoints.toml": CHECKPOINTS,
    "layers/checkpoints/checkpoints.csv": (
        "code,border,kind,units,lon,lat,approximate,position_source\n"
        "AA-BB-GATE,AA-BB,road,AA04 BB-1,13.0,60.4,0,a map\n"
        "AA-BB-FORD,AA-BB,rail,AA02,13.0,60.6,1,the nearest village\n"
        "AA-BB-PASS,AA-BB,foot_bicycle,AA04,,,0,\n"
        "AA-BB-ALL,AA-BB,total,AA04 BB-1,,,0,\n"
    ),
    "layers/checkpoints/names.csv": (
        "code,country,lang,name\n"
        "AA-BB-GATE,AA,en,Gate\nAA-BB-GATE,AA,nb,Port\nAA-BB-GATE,BB,en,Vrata\nAA-BB-GATE,BB,bg,Врата\n"
        "AA-BB-FORD,AA,en,Ford\nAA-BB-FORD,BB,en,Brod\nAA-BB-PASS,AA,en,Pass\nAA-BB-ALL,AA,en,All of them\n"
    ),
    "layers/checkpoints/crossings.csv": (
        "checkpoint,year,value,flag,edition\n"
        "AA-BB-GATE,2018,1000,,G1\nAA-BB-GATE,2019,2000,r,G1\nAA-BB-GATE,2021,500,,G2\n"
        "AA-BB-FORD,2019,400,,G1\nAA-BB-ALL,2019,2500,calc,G1\n"
    ),
    "layers/rates/exchange.csv": "currency,per,year,value,edition\nNOK,EUR,2021,10.16,ECB\nNOK,EUR,2020,10.72,ECB\n",
    "layers/rates/ppp.csv": "country,currency,year,value,edition\nAA,NOK,2020,9.8,ECB\n",
}
