"""Pins: pages that were published once and stay as they are, byte for byte, with the files that they load.

    <state>/pins/<hash of the address>.json    what is pinned: address, snapshot, time, policy, names of its bytes
    <state>/pins/objects/ab/<sha256>.<ext>     the bytes: the page, its styles, script, values and table

Code, styles and libraries change, and snapshots are thrown away: a pin keeps what it needs by itself.
"""

from __future__ import annotations

import fcntl
import re
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from mapserver.snapshot.codec import decode, digest, encode
from mapserver.snapshot.objects import Objects, StoreError, write_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

#: Names of files that pinned pages load.
FILE = re.compile(r"[0-9a-f]{64}\.(?:css|js|json|csv)", re.ASCII)


class Pin(msgspec.Struct, frozen=True, kw_only=True):
    """A pinned page: the address at which it stands, the snapshot that it shows, when it was pinned (UTC).

    `page` and `files` name its bytes, none where it was given up; `policy` is the content security policy that it is
    sent with. The record lies under its address, and under other spellings of it.
    """

    address: str
    snapshot: str
    pinned: str
    policy: str
    page: str
    files: tuple[str, ...] = ()


class NoRoom(StoreError):
    """As many pages are pinned as the operator allows."""


class Pins:
    """The pins below a state directory; nothing is created before something is pinned."""

    def __init__(self, state: Path) -> None:
        """Use `state`."""
        self._folder = state / "pins"
        self._objects = Objects(self._folder)

    def get(self, address: str) -> Pin | None:
        """Return what is pinned at an address, None where nothing is; StoreError where its record cannot be read."""
        try:
            data = self._record(address).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return _read(data, address)

    def page(self, pin: Pin) -> bytes:
        """Return the bytes of a pinned page; StoreError where they are missing."""
        return self._objects.get(pin.page)

    def file(self, name: str) -> bytes | None:
        """Return a file that a pinned page loads; None where there is none of that name."""
        if FILE.fullmatch(name) is None:
            return None
        try:
            return self._objects.path(name).read_bytes()
        except FileNotFoundError:
            return None

    def keep(self, address: str, snapshot: str, policy: str, page: bytes, files: Mapping[str, bytes], most: int) -> Pin:
        """Pin a page with its files; what is pinned at the address already stays.

        Raises NoRoom where `most` pages are pinned, StoreError where the state directory cannot be written.
        """
        with self._alone():
            there = self.get(address)
            if there is not None:
                return there
            self._keep_to(most)
            for name, data in files.items():
                self._objects.put(data, name.partition(".")[2])
            pin = Pin(
                address=address,
                snapshot=snapshot,
                pinned=datetime.now(UTC).isoformat(timespec="seconds"),
                policy=policy,
                page=self._objects.put(page, "html"),
                files=tuple(sorted(files)),
            )
            # The record last: what it names is there.
            write_file(self._record(address), encode(pin))
        return pin

    def also_at(self, address: str, pin: Pin, most: int) -> None:
        """Let another spelling of its address lead to a pin, also when nobody knows what it meant; NoRoom as `keep`."""
        with self._alone():
            if not self._record(address).exists():
                self._keep_to(most)
                write_file(self._record(address), encode(pin))

    def all(self) -> tuple[Pin, ...]:
        """Return all pins once, in the order of their time; given up ones and damaged records are left out."""
        pins = {pin.address: pin for _, pin in self._all() if pin.page}
        return tuple(sorted(pins.values(), key=lambda pin: (pin.pinned, pin.address)))

    def snapshots(self) -> frozenset[str]:
        """Return the ids of the snapshots that are pinned."""
        return frozenset(pin.snapshot for pin in self.all())

    def faults(self, pin: Pin) -> list[str]:
        """Hash the bytes of a pin again and say what is wrong."""
        return [fault for fault in map(self._objects.fault, (pin.page, *pin.files)) if fault]

    def give_up(self, addresses: Collection[str]) -> int:
        """Give pins up, and the bytes that no other pin has; return how many there were.

        Their records stay without a page: nobody who opens an article pins them again. StoreError as `keep`.
        """
        with self._alone():
            held = [(path, pin) for path, pin in self._all() if pin.page]
            gone = [(path, pin) for path, pin in held if pin.address in addresses]
            kept = {name for _, pin in held if pin.address not in addresses for name in (pin.page, *pin.files)}
            for path, pin in gone:
                write_file(path, encode(msgspec.structs.replace(pin, page="", files=())))
            for name in {name for _, pin in gone for name in (pin.page, *pin.files)} - kept:
                self._objects.path(name).unlink(missing_ok=True)
        return len({pin.address for _, pin in gone})

    def _keep_to(self, most: int) -> None:
        if sum(1 for _ in self._folder.glob("*.json")) >= most:
            raise NoRoom(f"{most} pages are pinned here, and no more may be; 'mapserver pins' lists them")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Be the only one that writes; StoreError where nothing can be written."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / "lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise StoreError(f"cannot write to {self._folder} ({error.strerror})") from error

    def _record(self, address: str) -> Path:
        return self._folder / f"{digest(address.encode())}.json"

    def _all(self) -> Iterator[tuple[Path, Pin]]:
        for path in self._folder.glob("*.json"):
            try:
                yield path, decode(path.read_bytes(), Pin)
            except ValueError:
                continue


def _read(data: bytes, address: str) -> Pin:
    try:
        return decode(data, Pin)
    except ValueError as error:
        raise StoreError(f"the record of the page pinned at {address} was damaged ({error})") from error
