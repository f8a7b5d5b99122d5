"""The translator of the templates: Flask-Babel over the catalogues that every room shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g
from flask_babel import Babel, Domain, refresh

from mapserver.maps.formats import locale_of
from mapserver.translation import SOURCE, catalogue, interface_language

if TYPE_CHECKING:
    from babel import Locale
    from babel.support import NullTranslations


class Catalogues(Domain):  # type: ignore[misc]
    """The catalogues, where Flask-Babel would look for compiled ones."""

    def get_translations(self) -> NullTranslations:
        """Return the messages of the page that is being written."""
        return catalogue(interface_language(reader_language()))


class Translator(Babel):  # type: ignore[misc]
    """Flask-Babel with our catalogues; gives the templates `_`, `gettext`, `ngettext` and `trans`."""

    domain_instance = Catalogues()


def speak(lang: str) -> None:
    """Write the rest of this request's page for a reader of `lang`."""
    g.reader_language = lang
    refresh()


def reader_language() -> str:
    """Return the language that the page is written for; English until `speak` was called."""
    return str(g.get("reader_language", SOURCE))


def reader_locale() -> Locale:
    """Return the locale of numbers and dates of the page that is being written."""
    return locale_of(reader_language())
