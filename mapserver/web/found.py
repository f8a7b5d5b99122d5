"""What was found as pages and scripts name it: a title, the name that fits, what it is and where, an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapserver.maps.names import country_name
from mapserver.model import Text
from mapserver.translation import N_, tell
from mapserver.web import addresses
from mapserver.web.wording import INTERFACE, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markupsafe import Markup

    from mapserver.snapshot import Hit, Snapshot

#: Kinds in the plural, as headings.
HEADINGS = {
    "unit": N_("Districts"),
    "indicator": N_("Indicators"),
    "area": N_("Border areas"),
    "border": N_("Borders"),
    "checkpoint": N_("Border crossings"),
}
#: Kinds in the singular, where the title does not tell them.
KINDS = {
    "indicator": N_("Indicator"),
    "area": N_("Border area"),
    "border": N_("Border"),
    "checkpoint": N_("Checkpoint"),
}
#: Results of a kind on the page; of the rest only the number is told.
MOST = 30


@dataclass(frozen=True)
class Result:
    """Something that was found; `matched` is the name that fits where it is another than the title.

    `is_place` where that is a place in the unit. `code` is shown where people know it, `notes` say what and where it
    is. `maps` are the areas that draw an indicator, with addresses; `address` is that of the first.
    """

    kind: str
    id: str
    title: tuple[str, str]
    matched: tuple[str, str]
    is_place: bool
    code: str
    notes: tuple[str, ...]
    address: str
    maps: tuple[tuple[Text, str], ...] = ()

    def spoken_title(self, lang: str) -> Markup:
        """Return the title as HTML, marked with its language."""
        return _marked(self.title, lang)

    def spoken_match(self, lang: str) -> Markup | str:
        """Return the name that fits as HTML, nothing where it is the title."""
        return _marked(self.matched, lang) if self.matched[0] else ""


@dataclass(frozen=True)
class Group:
    """The best results of a kind, and how many `more` there are."""

    kind: str
    words: str
    results: tuple[Result, ...]
    more: int


class Found:
    """How what is found in a snapshot is told to a reader of `lang`; what the border area `area` shows comes first."""

    def __init__(self, snapshot: Snapshot, lang: str, area: str = "") -> None:
        """Take the reader's language and the area at hand, if any."""
        self._lang, self._kept = lang, "" if lang == INTERFACE else lang
        # An area that shows several others comes last: an indicator is at home in the area of its own.
        ordered = sorted(snapshot.areas, key=lambda entry: (entry.id != area, len(entry.frames) > 1))
        self._areas = {entry.id: entry.title for entry in ordered}

    def groups(self, hits: Sequence[Hit]) -> list[Group]:
        """Return what was found by kind, the kind of the best first."""
        kinds: dict[str, list[Hit]] = {}
        for hit in hits:
            kinds.setdefault(hit.entry.kind, []).append(hit)
        return [
            Group(
                kind,
                tell(self._lang, HEADINGS[kind]),
                tuple(self._result(hit) for hit in found[:MOST]),
                max(0, len(found) - MOST),
            )
            for kind, found in kinds.items()
        ]

    def suggestion(self, hit: Hit) -> dict[str, object]:
        """Return what a script needs to suggest something: the name that fits, and what it is in few words."""
        result = self._result(hit)
        text, tag = result.matched if result.matched[0] else result.title
        notes = list(result.notes)
        if result.kind in KINDS:
            notes = [tell(self._lang, KINDS[result.kind]), *(title.say(self._lang) for title, _ in result.maps[:1])]
        if result.is_place:
            notes[:1] = [tell(self._lang, "in %(name)s", name=result.title[0])]
        elif result.matched[0]:
            notes.insert(0, result.title[0])
        return {
            "kind": result.kind,
            "id": result.id,
            "text": text,
            "text_lang": tag,
            "notes": notes,
            "address": result.address,
        }

    def _result(self, hit: Hit) -> Result:
        entry, name = hit.entry, hit.name
        maps = self._maps(hit)
        title = entry.title.spoken(self._lang)
        told_by_title = name.kind in ("code", "theme") or name.text == title[0]
        return Result(
            entry.kind,
            entry.id,
            title if title[0] else (entry.id, ""),
            ("", "") if told_by_title else (name.text, name.language),
            name.kind == "place" and not told_by_title,
            "" if entry.kind in ("indicator", "area") else entry.id,
            self._notes(hit),
            maps[0][1] if maps else self._address(hit),
            maps,
        )

    def _notes(self, hit: Hit) -> tuple[str, ...]:
        entry = hit.entry
        notes = [entry.detail.say(self._lang)]
        if entry.kind == "unit" and entry.country != entry.id:
            notes.append(country_name(entry.country, self._lang))
        if not entry.current:
            notes.append(tell(self._lang, "code no longer in use"))
        return tuple(note for note in notes if note)

    def _maps(self, hit: Hit) -> tuple[tuple[Text, str], ...]:
        """Return the areas that draw an indicator, the one at hand first."""
        if hit.entry.kind != "indicator":
            return ()
        return tuple(
            (title, addresses.layer(area, hit.entry.id, {"lang": self._kept}))
            for area, title in self._areas.items()
            if area in hit.entry.areas
        )

    def _address(self, hit: Hit) -> str:
        write: dict[str, Callable[[str, str], str]] = {
            "unit": addresses.unit,
            "area": addresses.area,
            "border": addresses.border,
            "checkpoint": addresses.checkpoint,
        }
        return write[hit.entry.kind](hit.entry.id, self._kept)


def _marked(said: tuple[str, str], lang: str) -> Markup:
    words, tag = said
    return spoken(Text({tag or INTERFACE: words}), lang)
