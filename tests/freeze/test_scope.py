"""What a copy holds of the addresses that pages write."""

import pytest

from mapserver.freeze import Choice
from mapserver.freeze.scope import Scope


def kept(text: str, **choice: object) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    found = Scope(Choice(**choice)).keep(text)  # type: ignore[arg-type]
    return None if found is None else (str(found[0].address), found[0].dropped)


def test_views_and_sides_are_kept_and_the_rest_of_a_state_is_dropped() -> None:
    assert kept("/areas/toy/wage?view=table&year=2015&palette=x&unit=A,B") == (
        "/areas/toy/wage?view=table",
        (("year", "2015"), ("palette", "x"), ("unit", "A,B")),
    )
    assert kept("/areas/toy?sides=both") == ("/areas/toy?sides=both", ())


def test_years_and_languages_are_kept_where_they_were_chosen() -> None:
    assert kept("/areas/toy/wage?year=2015&lang=fi") == ("/areas/toy/wage", (("year", "2015"), ("lang", "fi")))
    assert kept("/areas/toy/wage?lang=fi&year=2015", languages=("fi",), all_years=True) == (
        "/areas/toy/wage?year=2015&lang=fi",
        (),
    )
    assert kept("/areas/toy/wage?lang=en", languages=("fi",)) == ("/areas/toy/wage", ())


@pytest.mark.parametrize(
    "text",
    [
        "/api/search?q=a",
        "/api",
        "/livez",
        "/oembed?url=x",
        "https://else.example",
        "/units/..%2Fx/..",
        "/areas/toy/wage?edition=0123",
    ],
)
def test_what_only_a_server_answers_is_not_kept(text: str) -> None:
    assert kept(text) is None


def test_files_are_kept_in_the_state_that_they_are_made_in_or_not_at_all() -> None:
    """A file of another year under its link would be a wrong file."""
    assert kept("/areas/toy/wage.svg") == ("/areas/toy/wage.svg", ())
    assert kept("/areas/toy/wage.csv?scope=shown") == ("/areas/toy/wage.csv", ())
    assert kept("/areas/toy/wage.csv?scope=full") == ("/areas/toy/wage.csv?scope=full", ())
    assert kept("/areas/toy/wage.svg?year=2015") is None
    assert kept("/areas/toy/wage.svg?year=2015", all_years=True) is None
    assert kept("/areas/toy/wage.svg?lang=fi") is None
    assert kept("/areas/toy/wage.svg?lang=fi", languages=("fi",)) == ("/areas/toy/wage.svg?lang=fi", ())
    assert kept("/areas/toy/wage.xlsx") is None


def test_files_of_a_border_are_kept_like_those_of_a_map() -> None:
    assert kept("/borders/AA-BB.card.png") == ("/borders/AA-BB.card.png", ())
    assert kept("/borders/AA-BB.gpkg") is None
    assert kept("/borders/AA-BB.csv?indicator=wage") is None
    scope = Scope(Choice(areas=("toy",)), frozenset(), {"borders": frozenset({"AA-BB"})})
    assert scope.keep("/borders/AA-BB.csv") is not None
    assert scope.keep("/borders/CC-DD.csv") is None


def test_the_page_of_an_indicator_at_a_border_is_kept() -> None:
    assert kept("/borders/AA-BB?indicator=wage") == ("/borders/AA-BB?indicator=wage", ())
    assert kept("/borders?indicator=wage&lang=fi", languages=("fi",)) == ("/borders?indicator=wage&lang=fi", ())
    assert kept("/borders/AA-BB?indicator=wage&year=2015") == ("/borders/AA-BB?indicator=wage", (("year", "2015"),))
    assert kept("/borders/AA-BB?indicator=wage&year=2015", all_years=True) == (
        "/borders/AA-BB?indicator=wage&year=2015",
        (),
    )
    assert kept("/areas/toy/wage?indicator=wage") == ("/areas/toy/wage", (("indicator", "wage"),))


def test_pages_that_nobody_here_knows_are_kept() -> None:
    assert kept("/stories/one") == ("/stories/one", ())
    assert kept("/embed/toy/wage?theme=dark") == ("/embed/toy/wage", (("theme", "dark"),))


def test_other_areas_are_left_out_with_what_belongs_to_them() -> None:
    scope = Scope(Choice(areas=("toy",)), frozenset({"far"}), {"units": frozenset({"A"})})
    assert scope.keep("/areas/toy") and scope.keep("/units/A") and scope.keep("/")
    assert not any(map(scope.keep, ("/areas/far", "/areas/far/wage", "/embed/far/wage", "/units/B")))
