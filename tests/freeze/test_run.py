"""A frozen site: complete, closed in itself, the same each time."""

from __future__ import annotations

import filecmp
import json
import shutil
import subprocess
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from mapserver.freeze import Choice, FreezeError, freeze
from mapserver.freeze.crew import Crew
from tests.freeze.conftest import ADDRESS, FILES, Silent
from tests.freeze.links import broken, broken_styles, pages, tree, written

if TYPE_CHECKING:
    from pathlib import Path

    from mapserver.snapshot import Published

MAP = "areas/border/wage"


@pytest.fixture(params=["plain", "whole"])
def copy(request: pytest.FixtureRequest) -> Path:
    return request.getfixturevalue(request.param)


def test_every_link_of_every_page_leads_to_a_file_of_the_copy(copy: Path) -> None:
    found = pages(copy)
    assert len(found) > 20
    assert [line for page in found for line in broken(copy, page) if not line.endswith(_own(line))] == []
    assert broken_styles(copy) == []


def _own(line: str) -> str:
    """Return the end of a line that names the copy's own address, as only relations of a page do."""
    return f"={ADDRESS}" + line.partition(f"={ADDRESS}")[2] if ": link " in line and f"={ADDRESS}/" in line else "\0"


def test_relations_in_full_lead_to_pages_of_the_copy(whole: Path) -> None:
    full = [
        value for page in pages(whole) for tag, _, value in written(page) if tag == "link" and value.startswith("http")
    ]
    assert len(full) > 100
    for value in set(full):
        path = unquote(urlsplit(value.removeprefix(ADDRESS)).path).strip("/")
        assert value.startswith(f"{ADDRESS}/") and (whole / path / "index.html").is_file()


def test_no_attribute_holds_an_address_of_the_server(copy: Path) -> None:
    held = [
        (page.relative_to(copy).as_posix(), name, value)
        for page in pages(copy)
        for element in tree(page).iter()
        if isinstance(element.tag, str)
        for name, value in element.items()
        if value.startswith("/")
    ]
    assert held == []


def test_nothing_that_needs_a_server_is_left(copy: Path) -> None:
    for page in pages(copy):
        root = tree(page)
        assert root.xpath("//form[@action]|//*[@data-needs-server]|//a[starts-with(@href, '#unit')]") == []
        assert root.xpath("//form[not(@data-by-script)]|//*[@data-suggestions]") == []
        assert all(form.get("hidden") for form in root.xpath("//form"))


def test_every_page_says_what_it_is_and_carries_its_policy(copy: Path, source: Published) -> None:
    edition = source.current().id[:12]
    for page in pages(copy):
        root = tree(page)
        assert root.xpath("count(//aside[@class='frozen-note'])") == 1
        assert edition in root.xpath("//aside[@class='frozen-note']")[0].text_content()
        (policy,) = root.xpath("/html/head/meta[@http-equiv='Content-Security-Policy']/@content")
        assert "script-src 'self' file:" in policy and "unsafe" not in policy and "frame-ancestors" not in policy
        # A policy holds for what stands below it: nothing is loaded above.
        assert root.find("head")[1].get("http-equiv") == "Content-Security-Policy"
        assert root.xpath("//script[not(@src) and not(@type)]|//style|//*[@style]") == []


def test_scripts_wait_for_a_web_host(copy: Path) -> None:
    """A browser that reads a page from disk would refuse modules, with an error for each."""
    for page in pages(copy):
        root = tree(page)
        started = [item for item in root.xpath("//script[@src]") if not item.xpath("ancestor::template")]
        assert [item.get("src").rpartition("/")[2] for item in started] == ["thaw.js"]
        assert started[0].get("type") is None
        assert root.xpath("//template[@id='frozen-scripts']/script[@type='module']")


def test_what_is_there_in_the_default_year(plain: Path) -> None:
    for name in (
        "index.html", "search/index.html", "areas/border/index.html", "areas/border/sides/both/index.html",
        f"{MAP}/index.html", f"{MAP}/view/chart/index.html", f"{MAP}/view/table/index.html",
        f"{MAP}/view/definition/index.html", "areas/border/border_crossings/index.html", "borders/AA-BB/index.html",
        "units/AA02/index.html", "checkpoints/AA-BB-GATE/index.html", f"{MAP}.svg", f"{MAP}.csv",
        f"{MAP}.metadata.json",
        f"{MAP}.txt", f"{MAP}/scope/full/wage.csv", "catalog.jsonld", "README.txt", "_headers", "freeze.json",
    ):  # fmt: skip
        assert (plain / name).is_file(), name
    assert not list(plain.rglob("year")) and not (plain / "nb").exists() and not (plain / "sitemap.xml").exists()


def test_all_years_and_languages_are_folders(whole: Path) -> None:
    assert sorted(path.name for path in (whole / MAP / "year").iterdir()) == ["2018", "2019"]
    for name in (f"nb/{MAP}/index.html", f"{MAP}/year/2018/index.html", f"nb/{MAP}/view/table/year/2018/index.html"):
        assert (whole / name).is_file(), name
    assert tree(whole / f"nb/{MAP}/index.html").get("lang") == "nb"
    assert tree(whole / f"{MAP}/year/2018/index.html").xpath("string(//figure/@data-year)") == "2018"


def test_a_link_to_a_state_that_is_not_there_leads_to_the_map_and_tells_a_script_of_it(plain: Path) -> None:
    found = [value for tag, _, value in written(plain / "units/BB-1/index.html") if tag == "a" and "?" in value]
    assert found == ["../../areas/border/wage/index.html?unit=BB-1"]


def test_years_are_links_where_they_are_pages_and_plain_from_disk_where_they_are_not(plain: Path, whole: Path) -> None:
    bars = tree(plain / f"{MAP}/index.html").xpath("//a[@data-year]")
    assert len(bars) > 1
    assert {bar.get("data-live-href") for bar in bars if bar.get("href") is None} == {
        f"?year={bar.get('data-year')}" for bar in bars if bar.get("aria-current") is None
    }
    linked = tree(whole / f"{MAP}/index.html").xpath("//a[@data-year]/@href")
    assert len(linked) == len(bars) and all(link.endswith("index.html") for link in linked)
    # The table has no strip of years: its form has become a list.
    rows = tree(whole / f"{MAP}/view/table/index.html").xpath("//details[@class='frozen-choice']//a/@href")
    assert len(rows) == len(bars)
    assert not tree(plain / f"{MAP}/view/table/index.html").xpath("//details[@class='frozen-choice']")


def test_the_language_menu_has_what_is_there(plain: Path, whole: Path) -> None:
    assert tree(plain / "index.html").xpath("//*[@hreflang]") == []
    menu = tree(whole / f"{MAP}/index.html").xpath("//*[@id='languages']//a[@hreflang]")
    assert {item.get("hreflang") for item in menu} == {"en", "nb"}
    assert {item.get("hreflang") for item in tree(whole / "index.html").xpath("//link[@hreflang]")} == {
        "en", "nb", "x-default"
    }  # fmt: skip


def test_the_search_is_a_list_of_all_pages(whole: Path) -> None:
    listed = {
        (whole / "nb/search" / value).resolve()
        for tag, _, value in written(whole / "nb/search/index.html")
        if tag == "a" and not value.startswith("#")
    }
    states = {"view", "sides", "year"}
    first = {page for page in pages(whole / "nb") if not states & set(page.relative_to(whole).parts)}
    assert first <= set(listed)
    assert [item.text for item in tree(whole / "search/index.html").xpath("//article//h2")] == [
        "Border areas", "The border", "Borders", "Checkpoints", "Districts"
    ]  # fmt: skip


def test_files_of_a_map_are_listed_where_they_are_there(whole: Path, plain: Path) -> None:
    def files(page: Path) -> list[str]:
        return tree(page).xpath("//section[@class='frozen-files']//a/@href")

    assert files(plain / f"{MAP}/index.html") == [
        "../wage.svg", "../wage.csv", "../wage.metadata.json", "../wage.txt", "scope/full/wage.csv"
    ]  # fmt: skip
    # The files of a year are those of the default one.
    assert files(whole / f"{MAP}/year/2018/index.html") == ["../../scope/full/wage.csv"]


def test_linked_data_names_files_of_the_copy(plain: Path, whole: Path) -> None:
    (text,) = tree(whole / f"{MAP}/index.html").xpath("//script[@type='application/ld+json']/text()")
    data = json.loads(text)
    assert data["url"] == f"{ADDRESS}/{MAP}/"
    assert {item["contentUrl"] for item in data["distribution"]} == {f"{ADDRESS}/{MAP}.csv"}
    assert tree(whole / f"{MAP}/index.html").xpath("string(//meta[@property='og:image']/@content)") == (
        f"{ADDRESS}/{MAP}.card.png"
    )
    assert tree(plain / f"{MAP}/index.html").xpath("//meta[@property='og:image' or @property='og:url']") == []
    catalogue = json.loads((plain / "catalog.jsonld").read_text(encoding="utf-8"))
    for item in catalogue["dcat:dataset"]:
        assert (plain / item["@id"]).is_file()
        assert all((plain / part["dcat:downloadURL"]["@id"]).is_file() for part in item["dcat:distribution"])
        assert len(item["dcat:distribution"]) == 1


def test_the_papers_say_what_was_frozen_without_a_clock(plain: Path, whole: Path, source: Published) -> None:
    record = json.loads((whole / "freeze.json").read_text(encoding="utf-8"))
    assert record["edition"] == source.current().id
    assert (record["languages"], record["all_years"], record["address"]) == (["en", "nb"], True, ADDRESS)
    assert record["areas"] == ["border"] and record["licences"] == ["CC BY 4.0"]
    assert record["pages"] == len(pages(whole))
    text = (plain / "README.txt").read_text(encoding="utf-8")
    assert source.current().id in text and "CC BY 4.0" in text and "Office" in text
    sitemap = (whole / "sitemap.xml").read_text(encoding="utf-8")
    assert sitemap.count("<loc>") == record["pages"] and f"<loc>{ADDRESS}/{MAP}/</loc>" in sitemap


def test_the_manifest_holds(copy: Path) -> None:
    program = shutil.which("sha256sum")
    assert program
    command = [program, "--check", "--strict", "--quiet", "manifest-sha256.txt"]
    assert subprocess.run(command, cwd=copy, capture_output=True).returncode == 0
    named = {line.partition("  ")[2] for line in (copy / "manifest-sha256.txt").read_text().splitlines()}
    there = {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    assert there - named == {"manifest-sha256.txt"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_two_freezes_are_the_same_bytes(plain: Path, source: Published, tmp_path: Path, jobs: int) -> None:
    freeze(source, tmp_path / "again", Choice(files=FILES), jobs, Silent())
    names = [path.relative_to(plain).as_posix() for path in plain.rglob("*") if path.is_file()]
    assert sorted(names) == sorted(
        path.relative_to(tmp_path / "again").as_posix() for path in (tmp_path / "again").rglob("*") if path.is_file()
    )
    assert filecmp.cmpfiles(plain, tmp_path / "again", names, shallow=False) == (names, [], [])


def test_without_files_a_map_has_none(source: Published, tmp_path: Path) -> None:
    made = freeze(source, tmp_path / "copy", Choice(areas=("border",), files=()), 1, Silent())
    assert not list((tmp_path / "copy").rglob("wage.*"))
    assert made.pages == len(pages(tmp_path / "copy"))
    assert not tree(tmp_path / f"copy/{MAP}/index.html").xpath("//section[@class='frozen-files']")


@pytest.mark.parametrize(
    ("choice", "words"),
    [(Choice(areas=("nowhere",)), "border"), (Choice(("tlh",)), "no language of this site")],
)
def test_what_is_not_there_cannot_be_chosen(source: Published, tmp_path: Path, choice: Choice, words: str) -> None:
    with pytest.raises(FreezeError, match=words):
        freeze(source, tmp_path / "copy", choice, 1, Silent())
    assert list(tmp_path.iterdir()) == []


def _die(_: int) -> int:
    import os
    import signal

    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def test_a_process_that_is_killed_is_said() -> None:
    with Crew[int, int](2, _die) as crew:
        crew.give([1])
        with pytest.raises(FreezeError, match="--jobs 1"):
            list(crew.take())
