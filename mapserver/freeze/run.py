"""The freezing itself: visit everything, turn the pages, write the papers, move the folder to its place."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mapserver.exports.linked import data_block
from mapserver.freeze.address import Address
from mapserver.freeze.copy import Copy
from mapserver.freeze.crawl import crawl
from mapserver.freeze.crew import Crew
from mapserver.freeze.folder import FreezeError, replacing, write_manifest
from mapserver.freeze.markup import ABSENT, rewritten
from mapserver.freeze.papers import CATALOGUE, write_papers
from mapserver.freeze.scope import Scope
from mapserver.freeze.turn import Turner
from mapserver.freeze.visit import Visit, Visitor
from mapserver.snapshot import Snapshot
from mapserver.translation import SOURCE
from mapserver.web import Settings, create_app
from mapserver.web.lookup import languages_known

if TYPE_CHECKING:
    from pathlib import Path

    from mapserver.freeze.choice import Choice
    from mapserver.freeze.crawl import Progress
    from mapserver.web.site import Source

#: Where the first script of a frozen page lies among the static files.
FIRST_SCRIPT = "site/thaw.js"
#: The terms of the scripts that are not ours.
VENDORED_TERMS = re.compile(r"vendor/[^/]+/LICENSE")
#: Pages that a process turns at once.
AT_ONCE = 16


@dataclass(frozen=True)
class Held:
    """The snapshot that is frozen, also where another one is published meanwhile."""

    snapshot: Snapshot

    def current(self) -> Snapshot:
        """Return the snapshot."""
        return self.snapshot

    def edition(self, identifier: str) -> Snapshot | None:
        """Return the snapshot where it is the one of that name: a copy is of one edition."""
        return self.snapshot if self.snapshot.id == identifier else None


@dataclass(frozen=True)
class Frozen:
    """What was written: pages, all files and their bytes; `missing` are addresses that are linked to and not there."""

    edition: str
    pages: int
    files: int
    bytes: int
    missing: tuple[str, ...]


def freeze(source: Source, folder: Path, choice: Choice, jobs: int, progress: Progress) -> Frozen:
    """Write the published site into a folder, which takes the place of an earlier copy when it is complete.

    FreezeError where there is nothing to freeze, where the choice names what is not there, or where the folder holds
    something else; OSError where it cannot be written.
    """
    snapshot = source.current()
    if snapshot is None:
        raise FreezeError("nothing was published yet; run 'mapserver build'")
    _check(choice, snapshot)
    # Pages are asked for once: nothing is gained by keeping them. A frozen page offers no other projection.
    settings = Settings(
        address=choice.address,
        basemap=None,
        page_cache_bytes=0,
        export_cache_bytes=0,
        aside_cache_bytes=0,
        picture_processes=0,
        measuring_processes=0,
    )
    app = create_app(settings, Held(snapshot))
    assets = app.extensions["mapserver"].assets
    first_script = assets.address(FIRST_SCRIPT)
    terms = [assets.address(name) for name in assets.names if VENDORED_TERMS.fullmatch(name)]
    scope = Scope.of(choice, snapshot)
    with replacing(folder) as partial:
        visitor = Visitor(app.test_client(), partial, scope)
        start = [Address("/"), Address("/search"), Address(CATALOGUE), *map(Address, (first_script, *terms))]
        start += [Address("/").with_query({"lang": lang}) for lang in choice.languages if lang != SOURCE]
        visits = crawl(start, visitor.visit, jobs, progress)
        copy = Copy(visits, scope, settings.title, snapshot.id)
        _turn(copy, Turner(copy, partial, first_script), jobs, progress)
        _turn_catalogue(copy, partial)
        write_papers(partial, copy, max((issue.retrieved for issue in snapshot.opening.issues), default=""))
        files, size = write_manifest(partial)
    missing = sorted(str(item.address) for item in visits.values() if item.status == 404)
    return Frozen(snapshot.id, len(copy.pages), files, size, tuple(missing))


def _check(choice: Choice, snapshot: Snapshot) -> None:
    areas = [area.id for area in snapshot.areas]
    for area in choice.areas:
        if area not in areas:
            raise FreezeError(f"there is no area called “{area}”; there are: {', '.join(areas)}")
    for lang in choice.languages:
        if lang not in languages_known(snapshot):
            raise FreezeError(
                f"“{lang}” is no language of this site; there are: {', '.join(languages_known(snapshot))}"
            )


def _turn(copy: Copy, turner: Turner, jobs: int, progress: Progress) -> None:
    pages = list(copy.pages)
    total, done = len(copy.visits) + len(pages), 0
    progress.start(total)
    with Crew[Visit, None](jobs, turner.turn) as crew:
        while done < len(copy.pages):
            while pages and crew.has_room:
                crew.give(pages[:AT_ONCE])
                del pages[:AT_ONCE]
            for _ in crew.take():
                done += 1
                progress.done(copy.pages[done - 1].address.path, fresh=True)


def _turn_catalogue(copy: Copy, folder: Path) -> None:
    path = folder / CATALOGUE.strip("/")

    made: Any = rewritten(json.loads(path.read_bytes()), lambda text: copy.described(text, path.name))
    if made is not ABSENT:
        path.write_text(data_block(made), encoding="utf-8")
