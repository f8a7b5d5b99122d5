"""Dates as exact as a source gives them, in the reader's language."""

import pytest

from mapserver.translation import LANGUAGES
from mapserver.web.dates import date_text


@pytest.mark.parametrize(
    ("written", "lang", "said"),
    [
        ("2026-08-06", "en", "6 August 2026"),
        ("2026-08", "en", "August 2026"),
        ("2026", "en", "2026"),
        ("2026-08-06", "fi", "6. elokuuta 2026"),
        ("2026-08", "nb", "august 2026"),
        ("2026-08", "fkv", "august 2026"),
        ("2026-08", "sr-Latn", "avgust 2026."),
    ],
)
def test_a_date_is_written_as_the_language_does(written: str, lang: str, said: str) -> None:
    assert date_text(written, lang) == said


@pytest.mark.parametrize("written", ["", "2026-13", "spring 2020", "2026-02-30", "2026-01-01-01", "0-1"])
def test_what_is_no_date_stays_as_it_is(written: str) -> None:
    assert date_text(written, "en") == written


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_of_the_interface_writes_a_month(lang: str) -> None:
    assert "2026" in date_text("2026-08", lang)
    assert "08" not in date_text("2026-08", lang)
