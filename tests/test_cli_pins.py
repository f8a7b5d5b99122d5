"""The commands on pinned maps, as an operator uses them."""

from __future__ import annotations

import json

from mapserver.snapshot import Pins


def test_pins_are_listed_and_given_up_only_when_that_is_confirmed(run, folder):
    state = folder.path / ".mapserver"
    identifier = run("build", "--jobs", "1").stdout.strip()
    assert run("pins").stdout == ""
    address = f"/embed/border/wage?snapshot={identifier}"
    store = Pins(state)
    store.keep(address, identifier, "", b"<p>", {}, 10)
    listed = run("pins")
    assert (listed.exit_code, listed.stdout.split()[1:]) == (0, [identifier, address])
    assert json.loads(run("pins", "--format", "json").stdout)[0]["address"] == address
    unknown = run("unpin", "nothing")
    assert unknown.exit_code == 1
    assert "mapserver pins" in unknown.stderr
    refused = run("unpin", identifier)
    assert refused.exit_code == 1
    assert address in refused.stdout
    assert "will break in the articles" in refused.stderr
    assert store.get(address) is not None
    assert run("unpin", identifier, "--yes").exit_code == 0
    assert store.all() == ()


def test_a_pin_whose_bytes_were_changed_is_a_finding(run, folder):
    pin = Pins(folder.path / ".mapserver").keep("/embed/a/b", "0" * 16, "", b"<p>", {}, 10)
    next((folder.path / ".mapserver" / "pins" / "objects").glob(f"*/{pin.page}")).write_bytes(b"spoilt")
    result = run("pins")
    assert result.exit_code == 1
    assert "was changed" in result.stdout
