"""Pinned maps: the bytes of an article do not change, whatever is published, deployed or thrown away."""

import re
from pathlib import Path

import pytest
from flask import Flask

from mapserver.snapshot import Pins, Published, Store, build
from mapserver.web import Settings, create_app
from tests.catalogue.folder import Folder

EMBED = "/embed/border/wage"


@pytest.fixture
def store(tmp_path: Path, folder: Folder) -> Store:
    made = Store(tmp_path / "state")
    build(folder.path, made, jobs=1)
    return made


def make(store: Store, **settings: object) -> Flask:
    return create_app(Settings(state=store.state, **settings), Published(store))


def loaded(text: str) -> list[str]:
    """Return everything that a page loads from its own host."""
    return sorted(set(re.findall(r'(?:href|src|data-values)="(/(?:data|static)/[^"]+)"', text)))


def test_publishing_other_figures_leaves_a_pinned_map_as_it_was(folder: Folder, store: Store) -> None:
    address = f"{EMBED}?snapshot={store.pointer()}"
    client = make(store).test_client()
    before = client.get(address)
    assert before.status_code == 200
    assert "immutable" in before.headers["Cache-Control"]
    files = {name: client.get(name).data for name in loaded(before.text)}
    assert {name.rpartition(".")[2] for name in files} == {"css", "js", "json", "csv"}
    assert all(files.values())
    folder.replace("layers/wage/beland.csv", "BB-1,2021,2020,50,", "BB-1,2021,2020,77,")
    build(folder.path, store, jobs=1)
    later = make(store).test_client()
    after = later.get(address)
    assert after.data == before.data
    assert after.headers["Content-Security-Policy"] == before.headers["Content-Security-Policy"]
    assert {name: later.get(name).data for name in files} == files
    live = later.get(EMBED)
    assert "77" in live.text
    assert "Figures revised: " in live.text
    assert "Figures revised: " not in after.text


def test_other_code_leaves_a_pinned_map_as_it_was(store: Store, tmp_path: Path, static: Path) -> None:
    address = f"{EMBED}?snapshot={store.pointer()}"
    first = make(store, static=static).test_client()
    before = first.get(address)
    files = {name: first.get(name).data for name in loaded(before.text)}
    for name in ("map.css", "embed/embed.css"):
        (static / name).write_text("body { color: red }\n")
    (static / "embed" / "main.js").write_text("console.log(1);\n")
    later = make(store, static=static).test_client()
    assert later.get(address).data == before.data
    assert {name: later.get(name).data for name in files} == files
    assert "/static/" not in "".join(files)


def test_it_stands_when_its_snapshot_and_indicator_are_gone(folder: Folder, store: Store) -> None:
    identifier = store.pointer()
    address = f"{EMBED}?snapshot={identifier}"
    before = make(store).test_client().get(address)
    folder.delete("layers/double/indicator.toml")
    folder.delete("layers/wage/aland.csv")
    for name in ("aland.csv", "beland.csv", "indicator.toml"):
        (folder.path / "layers/wage" / name).unlink(missing_ok=True)
    (store.state / "snapshots" / f"{identifier}.json").unlink()
    later = make(store).test_client()
    assert later.get(address).data == before.data
    values = next(name for name in loaded(before.text) if name.endswith(".json"))
    (store.state / "objects" / values[6:8] / values[6:]).unlink()
    assert make(store).test_client().get(values).status_code == 200


def test_other_words_for_the_same_map_lead_to_one_pin(store: Store) -> None:
    identifier = store.pointer()
    client = make(store).test_client()
    canonical = f"{EMBED}?lang=nb&theme=dark&snapshot={identifier}"
    wordy = f"{EMBED}?snapshot={identifier}&theme=dark&lang=nb&controls=years,zoom&year=2020"
    assert client.get(wordy).data == client.get(canonical).data
    assert client.get(f"{EMBED}?snapshot={identifier}&theme=dark&lang=nb").data == client.get(canonical).data
    assert len(Pins(store.state).all()) == 1
    (store.state / "snapshots" / f"{identifier}.json").unlink()
    assert make(store).test_client().get(wordy).status_code == 200, "also when nobody knows what it meant"


def test_a_pinned_page_leads_to_no_page_that_would_be_pinned(store: Store) -> None:
    text = make(store).test_client().get(f"{EMBED}?snapshot={store.pointer()}").text
    assert "snapshot=" not in text
    assert "data-apart" not in text, "it holds the units of all years itself"
    assert '<base target="_blank">' in text
    assert "Disallow: /*snapshot=" in make(store).test_client().get("/robots.txt").text


def test_who_only_asks_whether_it_is_there_pins_nothing(store: Store) -> None:
    assert make(store).test_client().head(f"{EMBED}?snapshot={store.pointer()}").status_code == 200
    assert Pins(store.state).all() == ()


def test_there_is_a_pace(store: Store) -> None:
    client = make(store, pins_a_minute=1).test_client()
    identifier = store.pointer()
    assert client.get(f"{EMBED}?snapshot={identifier}").status_code == 200
    hasty = client.get(f"{EMBED}?theme=dark&snapshot={identifier}")
    assert (hasty.status_code, bool(hasty.headers["Retry-After"])) == (503, True)
    assert client.get(f"{EMBED}?snapshot={identifier}").status_code == 200, "what is pinned is always there"


def test_what_was_given_up_says_so(store: Store) -> None:
    client = make(store).test_client()
    address = f"{EMBED}?snapshot={store.pointer()}"
    client.get(address)
    Pins(store.state).give_up({pin.address for pin in Pins(store.state).all()})
    answer = make(store).test_client().get(address)
    assert answer.status_code == 404
    assert "given up" in answer.text


@pytest.mark.parametrize("more", ["&theme=dark&theme=light", "&nonsense=", "&lang="])
def test_what_is_refused_elsewhere_is_refused_here(store: Store, more: str) -> None:
    client = make(store).test_client()
    address = f"{EMBED}?snapshot={store.pointer()}"
    assert client.get(address).status_code == 200
    assert client.get(address + more).status_code == 400


def test_a_content_system_gets_the_pinned_map_that_it_asks_for(store: Store) -> None:
    client = make(store).test_client()
    told = client.get("/oembed", query_string={"url": f"http://localhost{EMBED}?snapshot={store.pointer()}"}).get_json()
    assert f"snapshot={store.pointer()}" in told["html"]
    wrong = client.get("/oembed", query_string={"url": f"http://localhost{EMBED}?snapshot=nonsense"})
    assert wrong.status_code == 404


def test_an_edition_that_is_not_kept_is_said(store: Store) -> None:
    client = make(store).test_client()
    for name in ("0123456789abcdef", "../../etc/passwd", "<script>", "x" * 5000, ""):
        answer = client.get(EMBED, query_string={"snapshot": name})
        assert answer.status_code == 404, name
        assert "<script>" not in answer.text
    assert Pins(store.state).all() == ()


def test_what_is_wrong_is_never_pinned(store: Store) -> None:
    client = make(store).test_client()
    identifier = store.pointer()
    assert client.get(f"{EMBED}?year=1800&snapshot={identifier}").status_code == 400
    assert client.get(f"/embed/border/nothing?snapshot={identifier}").status_code == 404
    assert Pins(store.state).all() == ()


def test_there_is_an_end_to_what_can_be_pinned(store: Store) -> None:
    client = make(store, most_pins=1).test_client()
    identifier = store.pointer()
    assert client.get(f"{EMBED}?snapshot={identifier}").status_code == 200
    full = client.get(f"{EMBED}?theme=dark&snapshot={identifier}")
    assert full.status_code == 503
    assert client.get(f"{EMBED}?snapshot={identifier}").status_code == 200
    assert client.get(f"{EMBED}?theme=dark").status_code == 200


def test_an_earlier_snapshot_can_be_pinned_while_it_is_kept(folder: Folder, store: Store) -> None:
    first = store.pointer()
    folder.replace("layers/wage/beland.csv", "BB-1,2021,2020,50,", "BB-1,2021,2020,77,")
    build(folder.path, store, jobs=1)
    text = make(store).test_client().get(f"{EMBED}?snapshot={first}").text
    assert "77" not in re.sub(r"[0-9a-f]{16,}", "", text)


def test_figures_that_may_not_be_given_out_are_drawn_and_not_linked(folder: Folder, store: Store) -> None:
    folder.replace(
        "layers/wage/indicator.toml",
        'id = "B1"\n',
        'id = "B1"\nno_redistribution = "Not to be passed on."\n',
    )
    build(folder.path, store, jobs=1)
    client = make(store).test_client()
    for address in (EMBED, f"{EMBED}?snapshot={store.pointer()}"):
        text = client.get(address).text
        assert "Get the data" not in text
        assert ".csv" not in text
    shared = client.get("/share/areas/border/wage").text
    assert "may be shown and not be given out" in shared
    assert "Not to be passed on." in shared
    assert not re.search(r"\.(csv|xlsx|json|zip|gpkg)[?\"]", shared.replace("metadata.json", ""))


def test_a_pinned_map_of_a_context_keeps_the_figures_that_it_draws(store: Store) -> None:
    client = make(store).test_client()
    text = client.get(f"{EMBED}?transform=vs-area&core=touching&snapshot={store.pointer()}").text
    (name,) = [name for name in loaded(text) if name.endswith(".json")]
    held = client.get(name).get_json()
    live = client.get("/areas/border/wage.values.json?transform=vs-area&core=touching").get_json()
    assert held == live
    assert any(value not in (None, 100.0) for line in held["values"] for value in line)
