"""Revisions: a figure that was published and is another one now is told; a new one is none."""

from datetime import UTC, datetime

from mapserver.snapshot import Store
from mapserver.snapshot.build import build
from mapserver.snapshot.revisions import last_revision
from tests.catalogue.folder import Folder

BELAND = "layers/wage/beland.csv"


def revision(folder: Folder, store: Store):
    """Build and return what was revised in the wages."""
    identifier = build(folder.path, store, jobs=1).snapshot
    return last_revision(store, identifier, "border", "wage", "finest")


def test_what_was_published_once_is_no_revision(folder: Folder, store: Store) -> None:
    assert revision(folder, store) is None


def test_a_changed_figure_is_one_and_a_new_year_is_none(folder: Folder, store: Store) -> None:
    revision(folder, store)
    folder.append(BELAND, "BB-1,2021,2021,53,")
    assert revision(folder, store) is None
    folder.replace(BELAND, "BB-1,2021,2020,50,", "BB-1,2021,2020,49,")
    found = revision(folder, store)
    assert found is not None
    assert (found.day, found.count) == (datetime.now(UTC).date().isoformat(), 1)


def test_a_figure_that_was_taken_back_is_one(folder: Folder, store: Store) -> None:
    revision(folder, store)
    folder.replace(BELAND, "BB-2,2021,2020,51,p\n", "")
    found = revision(folder, store)
    assert found is not None and found.count == 1


def test_words_are_no_figures(folder: Folder, store: Store) -> None:
    revision(folder, store)
    folder.replace("layers/wage/indicator.toml", 'en = "What people earn."', 'en = "What people are paid."')
    assert revision(folder, store) is None


def test_an_earlier_revision_is_still_told(folder: Folder, store: Store) -> None:
    revision(folder, store)
    folder.replace(BELAND, "BB-1,2021,2020,50,", "BB-1,2021,2020,49,")
    first = revision(folder, store)
    folder.append(BELAND, "BB-1,2021,2021,53,")
    assert revision(folder, store) == first is not None


def test_a_layer_that_is_not_there_has_none(folder: Folder, store: Store) -> None:
    identifier = build(folder.path, store, jobs=1).snapshot
    assert last_revision(store, identifier, "border", "nothing", "finest") is None
    assert last_revision(store, "no such snapshot", "border", "wage", "finest") is None


def test_what_changes_behind_the_last_digit_that_is_shown_is_none(folder: Folder, store: Store) -> None:
    revision(folder, store)
    folder.replace(BELAND, "BB-1,2021,2020,50,", "BB-1,2021,2020,50.0000001,")
    assert revision(folder, store) is None
