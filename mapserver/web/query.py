"""The query of an address, read strictly: whatever is not allowed is an error that names what is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mapserver.model import Message
from mapserver.translation import N_, interface_language
from mapserver.web.errors import BadParameter, Fault, close_names
from mapserver.web.lookup import languages_known
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from werkzeug.datastructures import MultiDict

    from mapserver.snapshot import Snapshot
    from mapserver.web.errors import Suggestion

    #: Returns the option that is nearest to a faulty value; nothing where none comes near.
    Nearest = Callable[[str, Sequence[str]], str]

#: No allowed value is longer; the rest of a longer one is not repeated in the answer.
SHOWN = 40
#: How alike a value must be that is taken for what was meant.
ALIKE = 0.6
#: Faults that an answer tells; a query may hold thousands.
TOLD = 8
TAKES = N_("This address takes no parameter “%(name)s”. It takes %(allowed)s.")
TAKES_NONE = N_("This address takes no parameter “%(name)s”. It takes none.")
NO_VALUE = N_("“%(value)s” is not a value of “%(name)s”. Allowed: %(allowed)s.")
NOT_HERE = N_("“%(value)s” is not a value of “%(name)s” here.")
IN_RANGE = N_("“%(value)s” is not a value of “%(name)s”: it takes a whole number from %(low)s to %(high)s.")
TOO_LONG = N_("“%(name)s” takes %(most)s characters at most, not %(given)s.")
AT_MOST = N_("“%(name)s” takes %(most)s values at most.")


class Query:
    """A query that is being read: what is wrong with it is gathered, so that one answer tells all of it."""

    def __init__(self, args: MultiDict[str, str], allowed: Sequence[str]) -> None:
        """Look for parameters that are not in `allowed` or stand twice."""
        self._args = args
        self._faults: list[Fault] = []
        self._faulty: set[str] = set()
        self._nearest: dict[str, str] = {}
        for name in args:
            if name not in allowed:
                message = Message(TAKES if allowed else TAKES_NONE, name=name[:SHOWN], allowed=", ".join(allowed))
                self._fault(name, message, allowed)
            elif len(args.getlist(name)) > 1:
                self._fault(name, Message(N_("The parameter “%(name)s” stands more than once."), name=name), allowed)

    def given(self, name: str) -> str | None:
        """Return the text of a parameter; None where none is given or it is wrong already."""
        return self._args.get(name) if name not in self._faulty else None

    def drop(self, name: str) -> None:
        """Leave a parameter out of the way back: it is not wrong, but means nothing without one that is."""
        self._faulty.add(name)

    def choose(self, name: str, allowed: Iterable[str], default: str, nearest: Nearest | None = None) -> str:
        """Return the value of a parameter, `default` where none is given.

        Where it is none of `allowed` it is a fault; then the nearest is returned, so that what else is read fits it.
        Which one that is, `nearest` says of the value and the options; `nearest_value` unless another rule is given.
        """
        if name not in self._args or name in self._faulty:
            return default
        options, given = tuple(allowed), self._args[name]
        if given in options:
            return given
        self._fault(name, Message(NO_VALUE, value=given[:SHOWN], name=name, allowed=_listed(options)), options)
        return self._nearer(name, (nearest or nearest_value)(given, options)) or default

    def language(self, known: Iterable[str]) -> str:
        """Return the language that is asked for, that of the interface where none is given.

        A faulty one leads to the language that its readers have here, as in ``nb-NO`` or ``sr``.
        """
        return self.choose("lang", known, INTERFACE, _language_of_readers)

    def number(self, name: str, low: int, high: int, default: int) -> int:
        """Return a whole number from `low` to `high`, `default` where none is given; the nearest for a faulty one."""
        given = self.given(name)
        if given is None:
            return default
        is_number = given.isascii() and given.isdecimal() and len(given) < SHOWN
        wanted = min(max(int(given), low), high) if is_number else default
        if is_number and wanted == int(given) and len(given) <= len(str(high)):
            return wanted
        self._fault(name, Message(IN_RANGE, value=given[:SHOWN], name=name, low=low, high=high), ())
        self._nearer(name, str(wanted) if is_number else "")
        return wanted

    def several(self, name: str, allowed: Collection[str], most: int, fewest: int = 1) -> tuple[str, ...]:
        """Return the values of a parameter that stand with commas between them, each once, `most` of them at most.

        Where one is unknown the nearest ones are offered, unless there are fewer than `fewest`.
        """
        if name not in self._args or name in self._faulty:
            return ()
        given = [part for part in self._args[name].split(",") if part]
        known = tuple(sorted(allowed))
        unknown = next((part for part in given if part not in allowed), None)
        if unknown is not None or not given:
            self._fault(name, Message(NOT_HERE, value=(unknown or "")[:SHOWN], name=name), known)
        elif len(given) > most:
            self._fault(name, Message(AT_MOST, name=name, most=most), known)
        else:
            return tuple(dict.fromkeys(given))
        near = (
            part if part in allowed else nearest_value(part, known)
            for part in given[: most if unknown is None else TOLD]
        )
        found = tuple(dict.fromkeys(part for part in near if part))[:most]
        self._nearer(name, ",".join(found) if len(found) >= fewest else "")
        return found

    def text(self, name: str, longest: int) -> str:
        """Return the text of a parameter without spaces around it; empty where none is given or it is too long."""
        if name not in self._args or name in self._faulty:
            return ""
        given = self._args[name]
        if len(given) > longest:
            self._fault(name, Message(TOO_LONG, name=name, most=longest, given=len(given)), ())
            return ""
        return given.strip()

    def refuse(self, name: str, detail: Message, allowed: Sequence[str], nearest: str = "") -> None:
        """Note that a parameter is wrong where it stands beside the others, and which value would do there."""
        if name not in self._faulty:
            self._fault(name, detail, allowed)
            self._nearer(name, nearest)

    def _nearer(self, name: str, value: str) -> str:
        """Remember the value that is nearest to a faulty one, where there is any."""
        if value:
            self._nearest[name] = value
        return value

    def finish(self, offered: Iterable[Suggestion] = ()) -> None:
        """Raise BadParameter where anything was wrong, with the addresses that are offered before all others."""
        if self._faults:
            error = BadParameter(self._faults[:TOLD], frozenset(self._faulty), self._nearest)
            error.suggestions = tuple(offered)
            raise error

    def _fault(self, name: str, detail: Message, allowed: Sequence[str]) -> None:
        self._faulty.add(name)
        self._faults.append(Fault(name[:SHOWN], detail, tuple(allowed)))


def read_lang(snapshot: Snapshot, args: MultiDict[str, str]) -> str:
    """Return the language that a query asks for; an address that takes nothing else."""
    query = Query(args, ("lang",))
    lang = query.language(languages_known(snapshot))
    query.finish()
    return lang


def nearest_value(given: str, options: Sequence[str]) -> str:
    """Return the option nearest to a value: of numbers the nearest one, the larger of two; else the closest name.

    Nothing where none comes near.
    """
    numbers = [int(option) for option in options if option.isdecimal()]
    if len(numbers) != len(options):
        return next(iter(close_names(given, options, 1, ALIKE)), "")
    try:
        wanted = float(given)
    except ValueError:
        return ""
    if not numbers or not math.isfinite(wanted):
        return ""
    return str(min(numbers, key=lambda number: (abs(number - wanted), -number)))


def _language_of_readers(given: str, _: Sequence[str]) -> str:
    """Return the language in which readers of another one read the interface; nothing where it is the usual one."""
    reader = interface_language(given)
    return "" if reader == INTERFACE else reader


def _listed(options: Sequence[str]) -> str | Message:
    """Write a list of options; a run of years as a range."""
    years = [int(option) for option in options if option.isdecimal() and len(option) == 4]
    if len(years) == len(options) > 2 and years[-1] - years[0] == len(years) - 1:
        return Message(N_("%(first)s to %(last)s"), first=years[0], last=years[-1])
    return ", ".join(options)
