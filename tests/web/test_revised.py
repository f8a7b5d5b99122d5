"""The day on which published figures were last changed: the latest of all that are shown."""

from mapserver.snapshot.revisions import Revision
from mapserver.web.revised import revised_on

DAYS = {"birth_rate": "2026-03-02", "death_rate": "2026-10-11"}


class Revised:
    """A snapshot whose layers were changed on days of their own."""

    def revision(self, area: str, indicator: str, level: str) -> Revision | None:
        assert (area, level) == ("toy", "finest")
        day = DAYS.get(indicator)
        return Revision(day, 3) if day else None


def told(*indicators: str, lang: str = "en") -> str:
    return revised_on(Revised(), "toy", indicators, "finest", lang)  # type: ignore[arg-type]


def test_the_latest_of_several_is_told_in_the_language_of_the_reader() -> None:
    assert told("death_rate", "birth_rate", "median_age") == "11 October 2026"
    assert told("birth_rate", lang="nb") == "2. mars 2026"


def test_nothing_is_told_of_figures_that_never_changed() -> None:
    assert told("median_age") == told() == ""
