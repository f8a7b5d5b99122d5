"""Pictures by address: opened by other programs, bounded, and never in the way of pages."""

import struct
import subprocess
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mapserver.exports.pictures import PAPERS
from mapserver.snapshot import Published, Store
from mapserver.web import Settings, create_app
from tests.web.world import ToySource, make_app

ADDRESS = "/areas/barents/unemployment_rate"
TOY = "/areas/toy/unemployment_rate"


@pytest.fixture(scope="module")
def shipped(built_state: Path) -> FlaskClient:
    return create_app(Settings(state=built_state), Published(Store(built_state))).test_client()


def size_of(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("query", "width"), [("", 1600), ("?width=600", 600), ("?width=500&scale=2", 1000), ("?scale=4", 4000)]
)
def test_a_png_is_as_wide_as_it_was_asked_for(shipped: FlaskClient, query: str, width: int) -> None:
    answer = shipped.get(f"{ADDRESS}.png{query}")
    assert answer.content_type == "image/png"
    assert abs(size_of(answer.data)[0] - width) <= 1
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert "Content-Encoding" not in answer.headers


def test_the_card_has_the_size_that_sites_ask_for(shipped: FlaskClient) -> None:
    assert size_of(shipped.get("/areas/link/median_age.card.png?lang=ru").data) == (1200, 630)


def test_an_svg_has_its_text_as_text_and_a_policy_of_its_own(shipped: FlaskClient) -> None:
    answer = shipped.get(f"{ADDRESS}.svg?lang=se")
    assert "<text" in answer.text
    assert "http://localhost/areas/barents/unemployment_rate?lang=se" in answer.text
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert len(answer.data) < 200_000


@pytest.mark.parametrize("paper", ["sheet", *PAPERS])
def test_a_pdf_is_one_page_of_its_paper_with_text(shipped: FlaskClient, tmp_path: Path, paper: str) -> None:
    path = tmp_path / "map.pdf"
    path.write_bytes(shipped.get(f"{ADDRESS}.pdf?paper={paper}&lang=ru").data)
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1" in told
    size = next(line for line in told.splitlines() if line.startswith("Page size:"))
    if paper != "sheet":
        long, short = PAPERS[paper]
        assert {round(float(part)) for part in size.split()[2:5:2]} == {round(long), round(short)}
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "Мурманская" in text
    subprocess.run(["pdftoppm", "-r", "30", "-png", path, tmp_path / "page"], check=True)
    assert size_of((tmp_path / "page-1.png").read_bytes())[0] > 200


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (".png?width=0", "from 200 to 4000"),
        (".png?width=1000000000", "from 200 to 4000"),
        (".png?width=-5", "from 200 to 4000"),
        (".png?width=1e3", "from 200 to 4000"),
        (".png?width=3000&scale=2", "from 200 to 2000"),
        (".png?scale=9", "from 1 to 4"),
        (".pdf?paper=a5", "a5"),
        (".svg?width=600", "width"),
        (".png?year=1066", "1066"),
    ],
)
def test_what_cannot_be_drawn_is_named(shipped: FlaskClient, query: str, words: str) -> None:
    answer = shipped.get(f"{ADDRESS}{query}")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert words in answer.text


def test_a_crowd_is_told_to_come_again_and_pages_stay_fast(source: ToySource) -> None:
    """Two hundred pictures at once: a few are drawn, the rest answer 503 at once; pages are written meanwhile."""
    app = make_app(source)
    client = app.test_client()
    client.get(f"{TOY}.png?width=200")
    client.get(TOY)
    answers: list[tuple[int, str | None]] = []

    def ask(number: int) -> None:
        answer = app.test_client().get(f"{TOY}.png?width={400 + number}")
        answers.append((answer.status_code, answer.headers.get("Retry-After")))

    crowd = [threading.Thread(target=ask, args=(number,)) for number in range(200)]
    for one in crowd:
        one.start()
    time.sleep(0.2)
    start = time.perf_counter()
    assert client.get(f"{TOY}?year=2015").status_code == 200
    page = time.perf_counter() - start
    for one in crowd:
        one.join()
    found = Counter(status for status, _ in answers)
    assert set(found) <= {200, 503}
    assert found[200] >= 1
    assert found[503] >= 100
    assert all(after == "10" for status, after in answers if status == 503)
    assert page < 5
    assert client.get(f"{TOY}.png?width=777").status_code == 200
