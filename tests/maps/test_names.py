"""Names for a reader."""

from mapserver.maps.names import local_name, shown_name
from mapserver.model import Layer


def test_a_reader_sees_the_own_language_else_the_official_name(layer: Layer) -> None:
    fell, river = layer.places[0], layer.places[6]
    assert shown_name(fell, "se") == ("Oarjjit", "se")
    assert shown_name(fell, "fi") == ("Vestfjell", "nb")
    assert shown_name(river, "en") == ("Заречье", "ru")
    assert local_name(fell, "en") == ("Vestfjell", "nb")
    assert local_name(fell, "nb") == ("", "")
