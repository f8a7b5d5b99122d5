"""Messages that were kept, as the reader is told them."""

from mapserver.maps.messages import said
from mapserver.maps.reasons import judgement_reason
from mapserver.model import Message, Text
from mapserver.statistics.notes import UNJUDGED
from tests.maps.conftest import Translated

RATE = Message("1 %(to)s = %(rate)s %(currency)s", to="EUR", rate=1066.5, currency="RUB")


def test_numbers_lists_and_texts_are_those_of_the_reader(translated: Translated) -> None:
    translated({"1 %(to)s = %(rate)s %(currency)s": "1 %(to)s tilsvarer %(rate)s %(currency)s"})
    assert said(RATE, "en") == "1 EUR = 1,066.5 RUB"
    assert said(RATE, "nb") == "1 EUR tilsvarer 1\u202f066,5 RUB"
    listed = Message("%(editions)s", editions=("A", "B", Message.quoting(Text(en="last", nb="siste"))))
    assert said(listed, "nb") == "A, B og siste"
    assert said(listed, "en") == "A, B and last"


def test_a_message_in_a_message_is_translated_too(translated: Translated) -> None:
    translated({"national currency": "nasjonal valuta", "in %(money)s": "i %(money)s"})
    assert said(Message("in %(money)s", money=Message("national currency")), "nb") == "i nasjonal valuta"
    joined = Message.joined([RATE, Message("national currency")])
    assert joined is not None
    assert said(joined, "nb") == "1 EUR = 1\u202f066,5 RUB; nasjonal valuta"


def test_a_series_of_a_formula_is_named_by_its_title(translated: Translated) -> None:
    translated({"no figure in %(year)s: %(series)s": "ingen tall i %(year)s: %(series)s"})
    missing = Message("no figure in %(year)s: %(series)s", year=2015, series="older_people")
    assert said(missing, "nb", {"older_people": Text(en="Older people", nb="Eldre")}) == "ingen tall i 2015: Eldre"
    assert said(missing, "nb") == "ingen tall i 2015: older people"


def test_a_reason_of_the_build_is_translated_and_a_steward_s_is_his(translated: Translated) -> None:
    translated({UNJUDGED.say("en"): "Ulike kilder."})
    assert judgement_reason(UNJUDGED, "nb") == Text(nb="Ulike kilder.")
    assert judgement_reason(UNJUDGED, "hu") == Text(en=UNJUDGED.say("en"))
    own = Text(en="Ages 15-74.", fi="15-74-vuotiaat.")
    assert judgement_reason(own, "nb") is own
