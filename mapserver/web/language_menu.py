"""The language menu of a page: the same state in every language that it offers. Knows addresses, no page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from mapserver.translation import LANGUAGES, N_, STAND_IN, tell
from mapserver.web import addresses
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from mapserver.web.lookup import Languages

# Translators: say it of your own language, as "Lue tämä sivu suomeksi" does. It is offered to those whose browser
# prefers your language, on a page that is shown in English.
OFFER = N_("Read this page in English")
# Translators: the button beside "Read this page in (your language)". It says, in your language, that the reader stays
# with the English page and does not want to be asked again.
KEEP = N_("Keep the English page")


@dataclass(frozen=True)
class LanguageItem:
    """A language of the menu with the address of the page in it.

    `serves` are the tags of the readers to whom it may be offered, in `offer`'s words; nothing of that for a language
    of names only, in which the interface does not speak.
    """

    tag: str
    address: str
    serves: tuple[str, ...] = ()
    offer: str = ""
    keep: str = ""


def language_address(canonical: str, tag: str) -> str:
    """Return a canonical address in another language; the rest of its query stays.

    Made from the canonical address, never from the request's own: pages are kept under the canonical one.
    """
    path, query = _without_language(canonical)
    return addresses.with_query(path, {**query, "lang": "" if tag == INTERFACE else tag})


@lru_cache(maxsize=32)
def _without_language(canonical: str) -> tuple[str, dict[str, str]]:
    """Return path and query of an address, which a page asks for once for each language."""
    path, _, query = canonical.partition("?")
    return path, {name: value for name, value in parse_qsl(query) if name != "lang"}


def language_menu(languages: Languages, canonical: str) -> tuple[tuple[LanguageItem, ...], ...]:
    """Return the menu of a page in groups: what the area speaks and English, then the others; empty ones left out."""
    groups = (tuple(_item(canonical, tag) for tag in tags) for tags in (languages.own, languages.others))
    return tuple(group for group in groups if group)


def alternates(canonical: str) -> list[tuple[str, str]]:
    """Return the page's address for each language of the interface, and for readers of none of them (x-default)."""
    return [
        *((tag, language_address(canonical, tag)) for tag in LANGUAGES),
        ("x-default", language_address(canonical, INTERFACE)),
    ]


def _item(canonical: str, tag: str) -> LanguageItem:
    address = language_address(canonical, tag)
    if tag not in LANGUAGES:
        return LanguageItem(tag, address)
    return LanguageItem(tag, address, _served(tag), tell(tag, OFFER), tell(tag, KEEP))


@lru_cache(maxsize=32)
def _served(tag: str) -> tuple[str, ...]:
    """Return the languages whose readers read the interface in `tag`."""
    return (tag, *(other for other, stands in STAND_IN.items() if stands == tag))
