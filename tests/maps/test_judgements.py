"""How figures compare, for the places that they are of."""

from dataclasses import replace

from mapserver.maps.judgements import judgement_words, judgements_on
from mapserver.model import Layer, Text

#: Indexes of NO01, NO02 and RU-A in the layer.
WEST, NO02, SEA = 0, 1, 5
WITHIN = ("eurostat", "eurostat", "different", Text(en="Other elections."))


def test_two_series_are_judged_and_one_alone_is_not(layer: Layer) -> None:
    assert judgements_on(layer, (WEST, SEA)) == layer.comparability
    assert judgements_on(layer, (WEST, NO02)) == ()
    assert judgements_on(layer, ()) == ()


def test_a_series_is_judged_with_itself_where_it_counts_in_several_countries(layer: Layer) -> None:
    judged = replace(layer, comparability=(*layer.comparability, WITHIN))
    assert judgements_on(judged, (WEST, NO02)) == (), "one country"
    places = tuple(replace(place, country="FI") if place.code == "NO01" else place for place in layer.places)
    abroad = replace(judged, places=places)
    assert judgements_on(abroad, (WEST, NO02)) == (WITHIN,)
    assert judgements_on(abroad, (WEST, NO02, SEA)) == judged.comparability


def test_the_reason_follows_the_judgement(layer: Layer) -> None:
    assert judgement_words(layer, (*layer.comparability, WITHIN), "en") == (
        "The figures of Eurostat and of Rosstat are similar, not the same. Ages 15-74 against 15-72.",
        "The figures of Eurostat measure different things from country to country. Other elections.",
    )
