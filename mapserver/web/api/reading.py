"""Reading a query into its model: what is not allowed is one error that tells all of it, an unknown name another."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from mapserver.model import Message
from mapserver.web import query as strict
from mapserver.web.api import parameter
from mapserver.web.api.parameter import Parameter, parameters_of
from mapserver.web.border_state import in_order
from mapserver.web.errors import BadParameter, Fault, Unknown
from mapserver.web.lookup import find_layer, languages_known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from werkzeug.datastructures import MultiDict

    from mapserver.model import AreaEntry, Layer
    from mapserver.snapshot import Snapshot

Q = TypeVar("Q", bound=parameter.Query)


class InYears(Protocol):
    """A query of one year, or of those from one to another."""

    @property
    def year(self) -> int | None:
        """Return the one year."""

    @property
    def from_year(self) -> int | None:
        """Return the first year."""

    @property
    def to_year(self) -> int | None:
        """Return the last year."""


NEEDED = "“%(name)s” is needed. %(words)s"
EMPTY = "“%(name)s” has an empty value. Leave it out, or name something."
COUNT = "“%(name)s” takes %(counts)s numbers with commas between them."
TURNED = "“from” is a later year than “to”."
FORM = "“%(value)s” is not of the form that “%(name)s” takes. %(words)s"


def read(model: type[Q], args: MultiDict[str, str], snapshot: Snapshot) -> Q:
    """Return a query; BadParameter for what is malformed, unknown or repeated, Unknown for names that nothing has."""
    described = parameters_of(model)
    query = strict.Query(args, [item.name for item in described])
    values: dict[str, Any] = {}
    for item in described:
        if item.names == "language":
            values[item.attribute] = query.language(languages_known(snapshot))
        elif item.name in args:
            given = _value(query, item)
            values[item.attribute] = in_order(given) if item.names == "border" and isinstance(given, str) else given
        elif item.required:
            query.refuse(item.name, Message(NEEDED, name=item.name, words=item.words), ())
    query.finish()
    for item in described:
        if item.names not in ("", "language") and item.name in args:
            given = values[item.attribute]
            _check_names(snapshot, item, given if item.several else (given,))
    first, last = values.get("from_year"), values.get("to_year")
    if first is not None and last is not None and first > last:
        raise refusal("from", TURNED)
    return model(**values)


def refusal(name: str, words: str, allowed: Sequence[str] = ()) -> BadParameter:
    """Return the error for a parameter that is well formed and does not fit here."""
    return BadParameter([Fault(name, Message(words), tuple(allowed))], frozenset({name}), {})


def asked_layer(snapshot: Snapshot, area: AreaEntry, indicator: str, level: str) -> Layer:
    """Return the layer of an indicator in an area; Unknown where there is none, BadParameter for a level without it."""
    entry = find_layer(snapshot, area, indicator)
    if level not in entry.values:
        raise refusal("level", "The map of “indicator” has no such level.", tuple(entry.values))
    return snapshot.layer(area.id, entry.indicator, level)


def is_asked(query: InYears, year: int) -> bool:
    """Say whether a query asks for a year."""
    return (query.from_year or 0) <= year <= (query.to_year or 9999) and query.year in (None, year)


def _value(query: strict.Query, item: Parameter) -> Any:
    """Return the value of a parameter that is given; where it is faulty, `query` knows."""
    if item.kind == "integer":
        given = query.given(item.name) or ""
        if item.clamped and re.fullmatch(r"[0-9]{1,18}", given) and int(given) > item.high:
            return item.high
        return query.number(item.name, item.low, item.high, item.low)
    if item.kind == "boolean":
        return query.choose(item.name, item.options, "false") == "true"
    if item.kind == "choice":
        return query.choose(item.name, item.options, item.options[0])
    return _texts(query, item)


def _texts(query: strict.Query, item: Parameter) -> Any:
    raw = query.given(item.name)
    text = query.text(item.name, (item.longest + 1) * item.most)
    parts = tuple(dict.fromkeys(text.split(","))) if item.several and item.kind == "text" else tuple(text.split(","))
    if not item.several:
        parts = (text,)
    if raw is None:
        return parts if item.several else ""
    if item.kind == "numbers":
        return _numbers(query, item, parts)
    wrong = next((part for part in parts if item.pattern and not re.search(item.pattern, part)), None)
    if "" in parts:
        query.refuse(item.name, Message(EMPTY, name=item.name), ())
    elif len(parts) > item.most:
        query.refuse(item.name, Message(strict.AT_MOST, name=item.name, most=item.most), ())
    elif wrong is not None:
        query.refuse(item.name, Message(FORM, value=wrong[: strict.SHOWN], name=item.name, words=item.words), ())
    return parts if item.several else text


def _numbers(query: strict.Query, item: Parameter, parts: tuple[str, ...]) -> tuple[float, ...]:
    found = []
    for part in parts:
        try:
            # Python would take underscores and other alphabets' digits.
            found.append(float(part) if re.fullmatch(r"[-+0-9.eE]{1,24}", part) else math.nan)
        except ValueError:
            found.append(math.nan)
    if not all(map(math.isfinite, found)) or len(found) not in (item.fewest, item.most):
        counts = " or ".join(dict.fromkeys((str(item.fewest), str(item.most))))
        query.refuse(item.name, Message(COUNT, name=item.name, counts=counts), ())
    return tuple(found)


def _check_names(snapshot: Snapshot, item: Parameter, given: Iterable[str]) -> None:
    known = known_names(snapshot, item.names)
    for name in given:
        if name not in known:
            error = Unknown(item.names, name, known)
            error.facts = {**error.facts, "parameter": item.name}
            raise error


def known_names(snapshot: Snapshot, kind: str) -> Mapping[str, str]:
    """Return what a snapshot has of a kind: names to the addresses that tell more, nothing where none does."""
    register = snapshot.register
    if kind == "area":
        return {area.id: f"/api/areas/{area.id}" for area in snapshot.areas}
    if kind == "border":
        return {border.id: f"/api/borders/{border.id}" for area in snapshot.areas for border in area.borders}
    if kind == "indicator":
        return {name: f"/api/indicators/{name}" for name in register.indicator}
    if kind == "series":
        return {key: f"/api/series/{key}" for key in register.series}
    if kind == "unit":
        return {code: f"/api/units/{code}" for code in register.unit}
    if kind == "country":
        return dict.fromkeys(sorted({unit.country for unit in register.units}), "")
    if kind == "level":
        return dict.fromkeys(sorted({unit.level for unit in register.units}), "")
    if kind == "theme":
        return dict.fromkeys(sorted({record.indicator.theme for record in register.indicators}), "")
    raise ValueError(f"nothing is called a {kind}")
