"""Which addresses the copy holds, and which state of a page stands for one that it does not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mapserver.freeze.address import Address, read_address
from mapserver.freeze.choice import SUFFIXES, Choice
from mapserver.translation import SOURCE

if TYPE_CHECKING:
    from mapserver.snapshot import Snapshot

#: Addresses that nothing but a server can answer.
LIVE_ONLY = ("api", "compare", "livez", "readyz", "metrics", "oembed", "ogc", "regions", "similar")
#: A page with one of these shows other figures than the copy: nothing stands for it.
UNLIKE = ("edition",)
#: The parameter of a file of figures that is kept: of the year that is shown, or of all years.
SCOPE = "scope"


@dataclass(frozen=True)
class Kept:
    """What the copy holds in place of an address; `dropped` is what that lacks of the state that was asked for."""

    address: Address
    dropped: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Scope:
    """The choice, and what a snapshot has of it: the areas that are left out, and by kind the names of what is in."""

    choice: Choice
    other_areas: frozenset[str] = frozenset()
    named: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, choice: Choice, snapshot: Snapshot) -> Scope:
        """Work out what belongs to the areas that were chosen; everything where none was."""
        if not choice.areas:
            return cls(choice)
        areas = [area for area in snapshot.areas if area.id in choice.areas]
        borders = {border.id for area in areas for border in area.borders}
        drawn = {
            place.code
            for area in areas
            for entry in area.layers
            for level in entry.values
            for place in snapshot.layer(area.id, entry.indicator, level).places
        }
        units = {code for area in areas for code in area.core_units} | drawn
        gates = {item.code for item in snapshot.crossings.checkpoints if item.border in borders}
        return cls(
            choice,
            frozenset(area.id for area in snapshot.areas) - set(choice.areas),
            {"borders": frozenset(borders), "units": frozenset(units), "checkpoints": frozenset(gates)},
        )

    def keep(self, text: str) -> tuple[Kept, str] | None:
        """Return what the copy has for an address that a page writes, with its fragment.

        None where the copy has nothing for it: another host, a foreign area, what a server only can answer. A file
        whose state is not kept is none either: it would hold other figures than its link says.
        """
        found = read_address(text, self.choice.address)
        if found is None or not self._holds(found[0]):
            return None
        address, fragment = found
        given = dict(address.query)
        if given.keys() & set(UNLIKE):
            return None
        suffix = suffix_of(address)
        names = (SCOPE,) if suffix else self.choice.kept_parameters(*address.segments[:1])
        kept = {name: given[name] for name in names if name in given}
        if suffix and kept.get(SCOPE) == "shown":
            del kept[SCOPE], given[SCOPE]
        lang = given.pop("lang", SOURCE)
        if lang in self.choice.languages and lang != SOURCE:
            kept["lang"] = lang
        elif lang != SOURCE:
            given["lang"] = lang
        dropped = tuple((name, value) for name, value in given.items() if name not in kept)
        if suffix and dropped:
            return None
        return Kept(address.with_query(kept), dropped), fragment

    def files_of(self, page: Address) -> list[tuple[str, Address, bool]]:
        """Return the files of a map by the address of its page: suffix, address, whether it holds all years.

        A year that is not the default one has those of all years only.
        """
        lang = {"lang": page.lang}
        is_default = "year" not in dict(page.query)
        found = [
            (suffix, Address(f"{page.path}.{suffix}").with_query(lang), False)
            for suffix in self.choice.files
            if is_default
        ]
        for suffix in self.choice.full_files():
            found.append((suffix, Address(f"{page.path}.{suffix}").with_query({SCOPE: "full", **lang}), True))
        return found

    def _holds(self, address: Address) -> bool:
        names = address.segments
        if any(set(name) <= {"."} for name in names):
            return False
        if not names:
            return True
        if names[0] in LIVE_ONLY:
            return False
        suffix = suffix_of(address)
        own = names[1].removesuffix(f".{suffix}") if len(names) > 1 else ""
        if own and names[0] in self.named and own not in self.named[names[0]]:
            return False
        area = names[1] if len(names) > 1 else ""
        return area not in self.other_areas and (not suffix or suffix in self.choice.files)


def suffix_of(address: Address) -> str:
    """Return the suffix of an address that is a file of a map or a border; empty for any other."""
    names = address.segments
    if len(names) < 2 or names[0] not in ("areas", "borders") or (names[0] == "areas" and len(names) < 3):
        return ""
    suffix = names[-1].partition(".")[2]
    return suffix if suffix in SUFFIXES else ""
