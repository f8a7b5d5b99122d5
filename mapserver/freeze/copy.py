"""What is known of the copy once all was visited: which file stands for which address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from mapserver.freeze.address import INDEX, Address, link_to, read_address
from mapserver.freeze.scope import Scope
from mapserver.freeze.visit import Visit

#: What scripts make of the query of a frozen map when it comes from a web host.
LIVE = ("year", "unit", "sort", "find")
#: Views that have no map and show one year.
STILL = ("table", "definition")


@dataclass(frozen=True)
class Target:
    """Where a link leads in the copy: the file, what of the state it lacks, and the fragment."""

    file: str
    is_page: bool
    dropped: tuple[tuple[str, str], ...]
    fragment: str

    def carried(self) -> tuple[tuple[str, str], ...]:
        """Return what of the dropped state a script can show all the same."""
        is_still = any(f"/view/{view}/" in self.file for view in STILL)
        return tuple(pair for pair in self.dropped if pair[0] in LIVE and not is_still) if self.is_page else ()


@dataclass(frozen=True)
class Copy:
    """The visits of a crawl, the site's title and the edition of its data."""

    visits: Mapping[Address, Visit]
    scope: Scope
    site: str
    edition: str

    @cached_property
    def pages(self) -> list[Visit]:
        """Return the pages, in the order of their files."""
        return sorted((item for item in self.visits.values() if item.file and item.is_page), key=lambda item: item.file)

    def target(self, text: str) -> Target | None:
        """Return where an address that a page writes leads: to its page, or the nearest state of it that the copy has.

        None where the copy has nothing of it.
        """
        found = self.scope.keep(text)
        if found is None:
            return None
        kept, fragment = found
        address, dropped = kept.address, kept.dropped
        for _ in range(len(address.query) + 2):
            visit = self._visit(address)
            if visit is not None:
                return Target(visit.file, visit.is_page, dropped, fragment)
            if not address.query or not self._is_page(address):
                return None
            *rest, last = address.query
            address, dropped = Address(address.path, tuple(rest)), (*dropped, last)
        return None

    def link(self, text: str, here: str) -> str | None:
        """Return a link from a file of the copy to what stands for an address; None where nothing does."""
        target = self.target(text)
        return None if target is None else link_to(target.file, here, target.carried(), target.fragment)

    def described(self, text: str, here: str) -> str | None:
        """Return a text of linked data as a file of the copy has it: addresses in full where that is known.

        None for the address of what the copy does not have.
        """
        if read_address(text, self.scope.choice.address) is None:
            return text
        target = self.target(text)
        return None if target is None else self.full(target.file) or link_to(target.file, here)

    def full(self, file: str) -> str:
        """Return the address at which a file of the copy is reached; nothing where that is not known."""
        root = self.scope.choice.address
        path = file.removesuffix(INDEX) if file.endswith(f"/{INDEX}") or file == INDEX else file
        return f"{root}/{path}" if root else ""

    def _visit(self, address: Address) -> Visit | None:
        visit = self.visits.get(address)
        for _ in range(3):
            if visit is None or visit.elsewhere is None:
                break
            visit = self.visits.get(visit.elsewhere)
        return visit if visit is not None and visit.file else None

    def _is_page(self, address: Address) -> bool:
        """Say whether an address without its state is a page of the copy."""
        visit = self._visit(Address(address.path))
        return visit is not None and visit.is_page
