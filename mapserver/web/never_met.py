"""Two sides of a border that never have a figure in the same year, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.names import country_title
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from mapserver.model.border_figures import BorderIndicator

NO_YEAR = N_(
    "No year has figures of both sides. Latest year of each: %(country_a)s %(year_a)s, %(country_b)s %(year_b)s."
)
NO_SIDE = N_("No year has figures of both sides. Without any at this border: %(country)s.")


def never_met(row: BorderIndicator, countries: tuple[str, str], lang: str) -> tuple[str, ...]:
    """Say that the two sides have no year in common, and the latest of each; nothing where they have one."""
    if row.common:
        return ()
    name_a, name_b = (country_title(code, lang) for code in countries)
    years_a = [item.year for item in row.sides if item.a]
    years_b = [item.year for item in row.sides if item.b]
    if not (years_a and years_b):
        return (tell(lang, NO_SIDE, country=name_b if years_a else name_a),)
    words = {"country_a": name_a, "year_a": years_a[-1], "country_b": name_b, "year_b": years_b[-1]}
    return (tell(lang, NO_YEAR, **words),)
