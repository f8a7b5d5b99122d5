"""How a map is cited: as a sentence, for BibTeX, and for programs that keep references (CSL-JSON)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mapserver.maps.context_notes import context_notes
from mapserver.maps.core_words import core_rule
from mapserver.maps.gap_texts import map_words
from mapserver.maps.story import stories
from mapserver.translation import tell

if TYPE_CHECKING:
    from mapserver.exports.extract import Extract

#: Signs that TeX reads as something else, and how they are written.
TEX = {
    "\\": r"\textbackslash{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True)
class Citation:
    """What a citation names: who publishes the figures, what they are, where and in which edition they stand.

    `date` is the newest date (year, year-month or day) of the publications that the figures were read from.
    """

    publishers: tuple[str, ...]
    title: str
    site: str
    edition: str
    date: str
    address: str
    language: str
    key: str

    @classmethod
    def of(cls, extract: Extract) -> Citation:
        """Cite an extract."""
        sources = [source for series in extract.used for source in series.sources]
        publishers = dict.fromkeys(source.get("publisher", "") for source in sources)
        return cls(
            tuple(name for name in publishers if name),
            extract.title,
            extract.site,
            extract.snapshot[:12],
            max((source.get("retrieved", "") for source in sources), default=""),
            extract.page,
            extract.state.lang,
            f"{extract.stem}-{extract.snapshot[:12]}",
        )

    @property
    def plain(self) -> str:
        """Return the citation as a sentence that needs no grammar of any language."""
        year = f" ({self.date[:4]})" if self.date else ""
        start = f"{', '.join(self.publishers)}{year}: " if self.publishers else ""
        return " ".join(filter(None, (f"{start}{self.title}.", f"{self.site}, {self.edition}.", self.address)))

    @property
    def bibtex(self) -> str:
        """Return a BibTeX entry."""
        fields = {
            "author": " and ".join(f"{{{tex(name)}}}" for name in self.publishers),
            "title": f"{{{tex(self.title)}}}",
            "year": self.date[:4],
            "publisher": tex(self.site),
            "version": self.edition,
            # What reads it takes an address as it stands.
            "url": self.address.replace("{", "%7B").replace("}", "%7D"),
            "language": self.language,
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        return f"@misc{{{re.sub(r'[^A-Za-z0-9-]', '-', self.key)},\n{lines}\n}}\n"

    @property
    def csl(self) -> dict[str, Any]:
        """Return an item as CSL-JSON has it. Source: https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html"""
        return {
            "id": self.key,
            "type": "dataset",
            "title": self.title,
            "author": [{"literal": name} for name in self.publishers],
            **({"issued": {"date-parts": [[int(part) for part in self.date.split("-")]]}} if self.date else {}),
            "publisher": self.site,
            "version": self.edition,
            **({"URL": self.address} if self.address else {}),
            "language": self.language,
        }


def tex(text: str) -> str:
    """Return text as TeX reads it."""
    return "".join(TEX.get(sign, sign) for sign in text)


def citation_text(extract: Extract) -> bytes:
    """Return citations, the text alternative of a map and sentences for a story, for people to copy."""
    cited, lang = Citation.of(extract), extract.state.lang
    words = (
        *map_words(extract.layer, extract.area, extract.state),
        *filter(None, (core_rule(extract.state.core, lang), *context_notes(extract.layer, extract.state))),
    )
    told = [item.text for item in stories(extract.layer, extract.state, extract.area.pairs)]
    sentences = [tell(lang, "Sentences for a story"), *told, ""] if told else []
    csl = json.dumps([cited.csl], ensure_ascii=False, indent=2)
    return "\n".join([cited.plain, "", *words, "", *sentences, extract.attribution, "", cited.bibtex, csl, ""]).encode()
