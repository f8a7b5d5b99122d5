"""Names in the order of the alphabet of a language."""

import random

import pytest

from mapserver.maps.alphabet import alphabet_key


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("en", "Ähtäri Åland Bodø Østfold Oulu Zealand"),
        ("nb", "Alta Oslo Vadsø Zürich Ähtäri Ærø Östersund Østfold Ålesund"),
        ("fi", "Oulu Vaasa Åland Ähtäri Örebro Østfold"),
        ("se", "Akkar Áltá Cuoga Čáhci Deatnu Đávvi Nuorri Ŋuorri Sáčči Šiella Ålesund"),
        ("sk", "Cieľ Čadca Dargov Hont Chlmec Ilava Šaľa Tvrdošín Žilina"),
        ("sr-Latn", "Cer Čačak Ćuprija Dunav Džep Đerdap Lupar Ljig Niš Njegoš Šabac Zaječar Žabalj"),
        ("tr", "Çanakkale Çorum Denizli Iğdır Isparta İzmir Ordu Ödemiş Sinop Şırnak"),
        ("uk", "Вінниця Галич Ґрунь Донецьк Єнакієве Житомир Ивано Івано Їдло Київ Щастя Юр Яр Berlin"),
        ("mk", "Битола Делчево Ѓевгелија Елешец Кочани Струмица Ќојлија Уровци Џепчиште"),
        ("ru", "Алатырь Ейск Жуков Йошкар Калуга Ярцево"),
    ],
)
def test_names_stand_in_the_order_of_the_alphabet(lang: str, names: str) -> None:
    ordered = names.split()
    mixed = random.Random(1).sample(ordered, len(ordered))
    assert sorted(mixed, key=lambda name: alphabet_key(name, lang)) == ordered


def test_signs_come_before_letters_and_capitals_do_not_count() -> None:
    mixed = ["Severo", "severny", "Sever-Zapad", "Sever", "2 Sever"]
    assert sorted(mixed, key=lambda name: alphabet_key(name, "en")) == [
        "2 Sever", "Sever", "Sever-Zapad", "severny", "Severo",
    ]  # fmt: skip
