"""Addresses, the files that stand for them, and links between these."""

import pytest

from mapserver.freeze.address import Address, file_of, link_to, read_address


def of(text: str) -> Address:
    found = read_address(text)
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/?lang=fi", "fi/index.html"),
        ("/areas/toy", "areas/toy/index.html"),
        ("/areas/toy/wage?view=chart&year=2015&lang=nb", "nb/areas/toy/wage/view/chart/year/2015/index.html"),
        ("/units/RU-ARK-X-NEN", "units/RU-ARK-X-NEN/index.html"),
        ("/units/%2E%2E", "units/~2E~2E/index.html"),
        ("/units/a%2Fb", "units/a~2Fb/index.html"),
        ("/units/Ä", "units/~C3~84/index.html"),
    ],
)
def test_a_page_is_the_index_of_the_folder_of_its_state(address: str, file: str) -> None:
    assert file_of(of(address), is_page=True) == file


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/areas/toy/wage.csv", "areas/toy/wage.csv"),
        ("/areas/toy/wage.csv?scope=full", "areas/toy/wage/scope/full/wage.csv"),
        ("/areas/toy/wage.sdmx.csv?scope=full&lang=nb", "nb/areas/toy/wage/scope/full/wage.sdmx.csv"),
        ("/data/0a.json", "data/0a.json"),
    ],
)
def test_a_file_keeps_its_name_and_lies_with_the_page_that_it_is_of(address: str, file: str) -> None:
    assert file_of(of(address), is_page=False) == file


@pytest.mark.parametrize(
    "text", ["https://else.example/", "//else.example/", "/\\else.example", "#top", "a/b", "", "mailto:a@b"]
)
def test_what_is_no_address_of_the_site(text: str) -> None:
    assert read_address(text) is None
    assert read_address(text, "https://maps.example") is None


def test_an_address_in_full_is_one_of_the_site_where_its_root_is_known() -> None:
    root = "https://maps.example/old"
    assert read_address(f"{root}/areas/toy?sides=both#list", root) == (
        Address("/areas/toy", (("sides", "both"),)),
        "list",
    )
    assert read_address(root, root) == (Address("/"), "")
    assert read_address("https://maps.example/older", root) is None
    assert read_address(f"{root}/areas/toy") is None


@pytest.mark.parametrize(
    ("target", "here", "link"),
    [
        ("index.html", "areas/toy/index.html", "../../index.html"),
        ("areas/toy/index.html", "index.html", "areas/toy/index.html"),
        ("units/A/index.html", "units/A/index.html", "index.html"),
        ("data/0a.json", "nb/areas/toy/wage/index.html", "../../../../data/0a.json"),
    ],
)
def test_links_are_relative_and_name_the_file(target: str, here: str, link: str) -> None:
    assert link_to(target, here) == link


def test_a_link_may_have_a_query_for_scripts_and_a_place() -> None:
    assert link_to("a/index.html", "b/index.html", (("year", "2015"),), "list") == "../a/index.html?year=2015#list"
    assert link_to("a/index.html", "a/index.html", (), "list") == "#list"
