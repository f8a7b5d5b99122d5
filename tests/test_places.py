"""The shipped towns and other names: each lies in its unit, each core unit has some, the well-known ones are right."""

from __future__ import annotations

import pytest
import shapely
from pyproj import Transformer

from mapserver.catalogue.places import TOLERANCE_KM, distance_km
from mapserver.translation import LANGUAGES


def test_every_place_lies_in_its_unit_on_the_coverage_that_is_drawn(shipped, shipped_catalogue):
    checked = 0
    for area in ("barents", "bulgaria", "carpathians"):
        shapes, crs = shipped.territory_shapes(area)
        to_sheet = Transformer.from_crs(4326, crs, always_xy=True).transform
        newest = {key.partition("@")[0]: shape for key, shape in sorted(shapes.items())}
        for code, names in shipped_catalogue.other_names.items():
            if code not in newest:
                continue
            for name in names:
                if name.position:
                    metres = shapely.distance(newest[code], shapely.Point(to_sheet(*name.position)))
                    assert metres <= TOLERANCE_KM * 1000, (code, name.name, metres)
                    checked += 1
    assert checked > 600


def test_nearly_every_place_is_inside_not_merely_near(shipped_catalogue):
    places = {
        (name.code, name.place): name.position for names in shipped_catalogue.other_names.values() for name in names
    }
    land = {item.code: item for item in shipped_catalogue.territories.values()}
    outside = []
    for (code, place), position in places.items():
        if position:
            own = shipped_catalogue.pieces[land[code].country]
            if distance_km([own[piece] for piece in land[code].pieces], position) > 0:
                outside.append(place)
    # Towns on a coast or a border river, whose lines are generalised.
    assert len(outside) <= 12, outside


def test_every_core_unit_has_two_towns_at_least(shipped, shipped_catalogue):
    few = {
        code: len({name.place for name in shipped_catalogue.other_names.get(code, ()) if name.place})
        for area in shipped.areas
        for code in area.core_units
    }
    assert len(few) == 36
    assert not {code: count for code, count in few.items() if count < 2}


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        *[
            (name, "NO073")
            for name in ("Kirkenes", "Kirkkoniemi", "Girkonjárga", "Girkonjarga", "Киркенес", "KIRKENES")
        ],
        *[(name, "NO073") for name in ("Finnmárku", "Финмарк", "Ruija", "Vadso", "Vesisaari", "Guovdageaidnu")],
        *[(name, "RU-MUR") for name in ("Nickel", "Никель", "Nikel", "Petsamo", "Печенга", "Murmanskaya oblast")],
        *[(name, "FI1D7") for name in ("Tornio", "Torneå", "Tornea", "Duortnus", "Торнио")],
        *[(name, "SE332") for name in ("Haparanda", "Haaparanta", "Giron", "Лулео", "Gallivare")],
        *[(name, "RU-KR") for name in ("Petroskoi", "Петрозаводск", "Petrozavodsk", "Karelia", "Vienan Kemi")],
        *[(name, "TR212") for name in ("Edirne", "Одрин", "Odrin", "Adrianople", "Jedrene", "Uzunkopru")],
        *[(name, "TR213") for name in ("Kirklareli", "KIRKLARELİ", "Лозенград", "Lozengrad", "Luleburgaz")],
        *[(name, "RS228") for name in ("Vranje", "Врање", "Враня", "Vranya", "Bosilegrad", "Preshevë")],
        *[(name, "RS226") for name in ("Цариброд", "Caribrod", "Tsaribrod")],
        *[(name, "BG413") for name in ("Blagoevgrad", "Благоевград", "Gorna Djumaya", "Nevrokop", "Petric")],
        *[(name, "BG412") for name in ("Sofia Province", "Sofia Oblast", "Софийска област", "Slivnitsa")],
        *[(name, "BG411") for name in ("Sofia (capital)", "София (столица)", "Sofya", "Софија")],
        *[(name, "BG415") for name in ("Kyustendil", "Kjustendil", "Кюстендил", "Ќустендил", "Köstendil")],
        *[(name, "MK004") for name in ("Strumica", "Струмица", "Strumitsa", "Gevgelija", "Гевгели", "Djevdjelija")],
        *[
            (name, "UA-21")
            for name in ("Uzhhorod", "Ужгород", "Uzhgorod", "Uzgorod", "Ungvár", "Užhorod", "Закарпатье")
        ],
        *[
            (name, "SK042")
            for name in ("Košice", "Kosice", "Kassa", "Кошиці", "Koshytsi", "Kaschau", "Čierna nad Tisou")
        ],
    ],
)
def test_a_name_leads_to_its_unit(shipped, asked, code):
    hits = [hit.entry.id for hit in shipped.finder.find(asked) if hit.entry.kind == "unit"]
    assert hits[:1] == [code], hits[:5]


def test_two_towns_of_one_name_are_both_found(shipped):
    assert {"RS226", "BG422"} <= {hit.entry.id for hit in shipped.finder.find("Dimitrovgrad")}


@pytest.mark.parametrize("asked", ["Sofia", "София"])
def test_the_capital_and_the_province_around_it_share_a_name_for_the_search_alone(shipped, asked):
    """Eurostat calls the province Sofia, as everybody calls the city, which is another unit."""
    assert [hit.entry.id for hit in shipped.finder.find(asked)][:2] == ["BG412", "BG411"]
    names = {code: shipped.register.unit[code].names for code in ("BG411", "BG412")}
    for lang in LANGUAGES:
        capital, province = (names[code].say(lang) for code in ("BG411", "BG412"))
        assert asked not in (capital, province) and capital != province, lang
