"""What a frozen site holds: languages, years, areas, files of a map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapserver.exports.formats import FORMATS
from mapserver.translation import SOURCE
from mapserver.web.pictures import PICTURES

if TYPE_CHECKING:
    from collections.abc import Collection

#: Files of a map by suffix, all that there are.
SUFFIXES = (*PICTURES, *FORMATS)
#: Those that a copy holds unless others are named: the map as a drawing and as a picture, its figures, what must be
#: known of them, and how to cite it.
USUAL_FILES = ("svg", "card.png", "csv", "metadata.json", "txt")


@dataclass(frozen=True)
class Choice:
    """What is frozen of a site.

    `languages` besides English, which is always there; `all_years` gives every year of a map a page of its own, else
    each has that of its default year. No `areas` stands for all. `files` are suffixes of `SUFFIXES`, made for maps in
    their default year. `address` is where the copy will be reached (``https://maps.example.org``), without a slash at
    its end; without one it knows no address of its own.
    """

    languages: tuple[str, ...] = ()
    all_years: bool = False
    areas: tuple[str, ...] = ()
    files: tuple[str, ...] = USUAL_FILES
    address: str = ""

    @property
    def all_languages(self) -> tuple[str, ...]:
        """Return the languages of the copy, English first."""
        return tuple(dict.fromkeys((SOURCE, *self.languages)))

    def kept_parameters(self, room: str = "") -> tuple[str, ...]:
        """Return the parameters of a page that become folders, in the order in which they do; `room` is what its path
        begins with."""
        own = ("indicator",) if room == "borders" else ("view", "sides")
        return (*own, *(("year",) if self.all_years else ()))

    def full_files(self) -> tuple[str, ...]:
        """Return the suffixes of files that are there with the figures of all years too."""
        return tuple(name for name in self.files if name in FORMATS and FORMATS[name].has_years and _has_figures(name))


def _has_figures(suffix: str) -> bool:
    return FORMATS[suffix].has_figures and suffix not in WHOLE


#: Files that are a map to take along rather than a table: one of all years is none of them.
WHOLE: Collection[str] = ("zip", "html")
