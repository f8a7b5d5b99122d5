"""Exchange rates and purchasing power parities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapserver.catalogue import read_sources
from mapserver.model import Rates

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder

EXCHANGE = "layers/rates/exchange.csv"
PPP = "layers/rates/ppp.csv"


def test_rates_are_sorted_by_year(folder: Folder) -> None:
    _, rates, _ = read_sources(folder.path)
    assert list(rates.exchange["NOK", "EUR"]) == [2020, 2021]
    assert rates.editions["ECB"].publisher == "European Central Bank"


@pytest.mark.parametrize(
    ("file", "row", "words"),
    [
        (EXCHANGE, "kroner,EUR,2022,10,ECB", ("currency 'kroner'", "ISO 4217")),
        (EXCHANGE, "NOK,GBP,2022,10,ECB", ("per is 'GBP'", "EUR, USD")),
        (EXCHANGE, "NOK,EUR,22,10,ECB", ("year '22'",)),
        (EXCHANGE, 'NOK,EUR,2022,"10,5",ECB', ("decimal comma",)),
        (EXCHANGE, "NOK,EUR,2022,,ECB", ("no value", "leave the row out")),
        (EXCHANGE, "NOK,EUR,2022,nan,ECB", ("not a finite number",)),
        (EXCHANGE, "NOK,EUR,2022,0,ECB", ("not above zero",)),
        (EXCHANGE, "NOK,EUR,2022,10,IMF", ("edition 'IMF' is not declared", "ECB")),
        (EXCHANGE, "NOK,EUR,2020,10,ECB", ("2020 twice", "lines 3 and 4")),
        (PPP, "Aland,NOK,2022,10,ECB", ("country 'Aland'",)),
        (PPP, "AA,kr,2022,10,ECB", ("currency 'kr'",)),
    ],
)
def test_rows_that_are_refused(folder: Folder, file: str, row: str, words: tuple[str, ...]) -> None:
    line = folder.append(file, row)
    folder.finding(file, line, "error", *words)
    assert 2022 not in folder.read()[0].rates.exchange["NOK", "EUR"]


def test_parities_in_two_currencies(folder: Folder) -> None:
    folder.append(PPP, "AA,EUR,2020,1,ECB")
    folder.finding(PPP, 0, "error", "two currencies for 2020")


def test_without_the_folder_there_are_no_rates(folder: Folder) -> None:
    for name in ("exchange.csv", "ppp.csv"):
        folder.delete(f"layers/rates/{name}")
    (folder.path / "layers/rates").rmdir()
    assert read_sources(folder.path)[1:] == (Rates(), [])
