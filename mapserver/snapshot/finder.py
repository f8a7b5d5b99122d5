"""A finder: what in a snapshot has a name like the one that is asked for, best first. Knows no page and no file.

It stands in this room because both sides of a comparison must be reduced by the same rules: the build reduces the
names, the snapshot that was opened reduces the query.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapserver.model import SearchEntry, SearchName
from mapserver.snapshot.lines import Lines
from mapserver.snapshot.skeleton import RULES, folded, skeletons
from mapserver.snapshot.spelling import edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mapserver.model import SearchIndex

#: How a name fits a query, best first. Between two of them stands what fits in another script or transliteration.
EXACT, PREFIX, WORD, INSIDE, MISTYPED = 0, 2, 4, 6, 8
OTHER_SCRIPT = 1
#: Shorter queries are not looked for in other scripts, inside of names, with mistakes.
LEAST_SKELETON, LEAST_INSIDE, LEAST_MISTYPED = 2, 3, 4
#: From this length on two mistakes are forgiven.
LONG = 8
#: Words of a query that are compared; the rest of a longer one is left out.
MOST_WORDS = 8

KIND_ORDER = {"unit": 0, "area": 1, "border": 2, "indicator": 3, "checkpoint": 4}
NAME_ORDER = {"name": 0, "code": 0, "other": 1, "place": 2, "theme": 3}


@dataclass(frozen=True)
class Hit:
    """Something that was found: by which of its names, and how well that fits (`rank`, 0 for the name itself)."""

    entry: SearchEntry
    name: SearchName
    rank: int


@dataclass(frozen=True)
class _Form:
    """A reduced name, with and without spaces; `script` is 1 for a skeleton."""

    text: str
    tight: str
    script: int

    @classmethod
    def of(cls, text: str, script: int) -> _Form:
        return cls(text, text.replace(" ", ""), script)


class Finder:
    """An index that was opened for searching. It is not changed by a search: threads may share it."""

    def __init__(self, index: SearchIndex) -> None:
        """Open an index; names that were reduced by other rules are reduced again."""
        self._names: list[tuple[SearchEntry, SearchName, tuple[_Form, ...]]] = []
        self._words: dict[str, set[int]] = defaultdict(set)
        for entry in index.entries:
            for stored in entry.names:
                name = stored if index.rules == RULES else _reduced(stored)
                forms = (_Form.of(name.folded, 0), *(_Form.of(text, OTHER_SCRIPT) for text in name.skeletons))
                if name.kind != "code":
                    for form in forms:
                        for word in (*form.text.split(), form.tight):
                            self._words[word].add(len(self._names))
                self._names.append((entry, name, forms))
        scripts = range(OTHER_SCRIPT + 1)
        every = [(form, place) for place, (_, _, forms) in enumerate(self._names) for form in forms]
        self._tight = [Lines((form.tight, place) for form, place in every if form.script == of) for of in scripts]
        self._apart = [Lines((f" {form.text}", place) for form, place in every if form.script == of) for of in scripts]
        self._pairs: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            for pair in _pairs(word):
                self._pairs[pair].append(word)

    def find(self, query: str, *, area: str = "", lang: str = "en") -> list[Hit]:
        """Return what has a name like `query`, best first, each once by its best name; nothing for an empty query.

        What fits equally well stands in this order: what `area` shows, what exists today before codes that were given
        up, units of a core before those around it, short names before long ones. Of the names of a thing that fit
        equally well it is one in `lang`. Inside of words only those are looked for that a reader of `lang` may mean:
        the titles of indicators in a dozen languages hold nearly every row of letters.
        """
        asked = _Form.of(folded(query), 0)
        if not asked.tight:
            return []
        # What loses most of its letters says too little.
        others = tuple(
            _Form.of(text, OTHER_SCRIPT)
            for text in skeletons(query)
            if len(text) >= max(LEAST_SKELETON, len(asked.tight) / 2)
        )
        found: dict[int, int] = {}
        for place in set().union(*(self._candidates(form) for form in (asked, *others))):
            entry, name, forms = self._names[place]
            within = entry.kind != "indicator" or name.language in (lang, "en")
            rank = _rank(name, forms, asked, others, within=within)
            if rank is not None:
                found[place] = rank
        if not any(rank < INSIDE for rank in found.values()):
            for place, mistakes in self._mistyped((asked, *others)).items():
                found.setdefault(place, MISTYPED + mistakes - 1)
        return self._best(found, area, lang)

    def _candidates(self, asked: _Form) -> set[int]:
        """Return all names that may fit, and some that do not."""
        tight, apart = self._tight[asked.script], self._apart[asked.script]
        longest = max(asked.text.split()[:MOST_WORDS], key=len)
        found = tight.beginning_with(asked.tight) | apart.holding(f" {longest}")
        return found | tight.holding(asked.tight) if len(asked.tight) >= LEAST_INSIDE else found

    def _best(self, found: dict[int, int], area: str, lang: str) -> list[Hit]:
        best: dict[tuple[str, str], tuple[tuple[int, bool, int, int], Hit]] = {}
        for place, rank in found.items():
            entry, name, _ = self._names[place]
            key = (rank, name.language != lang, NAME_ORDER[name.kind], len(name.folded))
            held = best.get((entry.kind, entry.id))
            if held is None or key < held[0]:
                best[entry.kind, entry.id] = key, Hit(entry, name, rank)
        hits = [hit for _, hit in best.values()]
        return sorted(hits, key=lambda hit: _order(hit, area))

    def _mistyped(self, asked: Iterable[_Form]) -> dict[int, int]:
        """Return the names that differ from a query by a mistake or two, and by how many.

        Each word of the query is like a word of the name or the beginning of one, or the whole like the whole.
        """
        found: dict[int, int] = {}
        for form in asked:
            words = form.text.split()[:MOST_WORDS]
            for parts in [words, [form.tight]] if len(words) > 1 else [words]:
                for place, mistakes in self._all_of(parts):
                    found[place] = min(mistakes, found.get(place, mistakes))
        return found

    def _all_of(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield the names that have something like each of the words, and the mistakes in all."""
        together: dict[int, int] | None = None
        for word in words:
            near: dict[int, int] = {}
            for other, mistakes in self._like(word):
                for place in self._words[other]:
                    near[place] = min(mistakes, near.get(place, mistakes))
            together = (
                near
                if together is None
                else {place: mistakes + near[place] for place, mistakes in together.items() if place in near}
            )
        yield from ((place, mistakes) for place, mistakes in (together or {}).items() if 1 <= mistakes <= 2)

    def _like(self, word: str) -> Iterator[tuple[str, int]]:
        """Yield the words that begin like `word` but for as many mistakes as its length allows."""
        allowed = 0 if len(word) < LEAST_MISTYPED else 1 if len(word) < LONG else 2
        shared: Counter[str] = Counter()
        asked = _pairs(word)
        for pair in asked:
            shared.update(self._pairs.get(pair, ()))
        # A mistake spoils two pairs of letters, an exchange of neighbours three.
        least = max(1, len(asked) - 2 * allowed - 1)
        for other, count in shared.items():
            if count >= least:
                mistakes = edits(word, other, allowed)
                if mistakes is not None:
                    yield other, mistakes


def _rank(
    name: SearchName, forms: Sequence[_Form], asked: _Form, others: Sequence[_Form], *, within: bool
) -> int | None:
    """Return how a name fits, inside of its words only where `within`; None where it does not."""
    if name.kind == "code":
        rank = _fit(forms[0], asked)
        return rank if rank is not None and rank < WORD else None
    ranks = [_fit(forms[0], asked), *(_fit(form, other) for form in forms[1:] for other in others)]
    best = min((rank for rank in ranks if rank is not None), default=None)
    if name.kind == "theme":
        # What belongs to a theme is not called by its name.
        return None if best is None or best >= WORD else WORD + best % 2
    return best if best is None or best < INSIDE or within else None


def _fit(form: _Form, asked: _Form) -> int | None:
    if form.tight.startswith(asked.tight):
        return (EXACT if len(form.tight) == len(asked.tight) else PREFIX) + form.script
    if f" {asked.text}" in f" {form.text}" or _begin_words(form.text, asked.text):
        return WORD + form.script
    if len(asked.tight) >= LEAST_INSIDE + form.script and asked.tight in form.tight:
        return INSIDE + form.script
    return None


def _begin_words(text: str, asked: str) -> bool:
    """Say whether each word that is asked for begins a word of a text, in any order."""
    words = asked.split()[:MOST_WORDS]
    return len(words) > 1 and all(f" {word}" in f" {text}" for word in words)


def _order(hit: Hit, area: str) -> tuple[int, bool, bool, bool, int, int, int, str]:
    entry = hit.entry
    return (
        hit.rank,
        bool(area) and area not in entry.areas,
        not entry.current,
        entry.kind == "unit" and not entry.areas,
        KIND_ORDER[entry.kind],
        NAME_ORDER[hit.name.kind],
        len(hit.name.folded),
        entry.id,
    )


def _reduced(name: SearchName) -> SearchName:
    return replace(name, folded=folded(name.text), skeletons=() if name.kind == "code" else skeletons(name.text))


def _pairs(word: str) -> set[str]:
    """Return the pairs of neighbouring letters, the beginning of the word counted as one."""
    return {f"{first}{second}" for first, second in zip(f" {word}", word, strict=False)}
