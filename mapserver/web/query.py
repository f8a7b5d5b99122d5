"""The query of an address, read strictly: whatever is not allowed is an error that names what is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.web.errors import BadParameter, Fault
from mapserver.web.lookup import languages_known
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from werkzeug.datastructures import MultiDict

    from mapserver.snapshot import Snapshot

#: No allowed value is longer; the rest of a longer one is not repeated in the answer.
SHOWN = 40
#: Faults that an answer tells; a query may hold thousands.
TOLD = 8


class Query:
    """A query that is being read: what is wrong with it is gathered, so that one answer tells all of it."""

    def __init__(self, args: MultiDict[str, str], allowed: Sequence[str]) -> None:
        """Look for parameters that are not in `allowed` or stand twice."""
        self._args = args
        self._faults: list[Fault] = []
        self._faulty: set[str] = set()
        hint = f"It takes {', '.join(allowed)}." if allowed else "It takes none."
        for name in args:
            if name not in allowed:
                self._fault(name, f"This address takes no parameter “{name[:SHOWN]}”. {hint}", allowed)
            elif len(args.getlist(name)) > 1:
                self._fault(name, f"The parameter “{name}” stands more than once.", allowed)

    def given(self, name: str) -> str | None:
        """Return the text of a parameter; None where none is given or it is wrong already."""
        return self._args.get(name) if name not in self._faulty else None

    def drop(self, name: str) -> None:
        """Leave a parameter out of the way back: it is not wrong, but means nothing without one that is."""
        self._faulty.add(name)

    def choose(self, name: str, allowed: Iterable[str], default: str) -> str:
        """Return the value of a parameter; `default` where none is given or it is none of `allowed`."""
        if name not in self._args or name in self._faulty:
            return default
        options, given = tuple(allowed), self._args[name]
        if given in options:
            return given
        self._fault(name, f"“{given[:SHOWN]}” is not a value of “{name}”. Allowed: {_listed(options)}.", options)
        return default

    def several(self, name: str, allowed: Collection[str], most: int) -> tuple[str, ...]:
        """Return the values of a parameter that stand with commas between them, each once, `most` of them at most."""
        if name not in self._args or name in self._faulty:
            return ()
        given = [part for part in self._args[name].split(",") if part]
        unknown = next((part for part in given if part not in allowed), None)
        if unknown is not None or not given:
            self._fault(name, f"“{(unknown or '')[:SHOWN]}” is not a value of “{name}” here.", tuple(sorted(allowed)))
        elif len(given) > most:
            self._fault(name, f"“{name}” takes {most} values at most.", tuple(sorted(allowed)))
        else:
            return tuple(dict.fromkeys(given))
        return ()

    def text(self, name: str, longest: int) -> str:
        """Return the text of a parameter without spaces around it; empty where none is given or it is too long."""
        if name not in self._args or name in self._faulty:
            return ""
        given = self._args[name]
        if len(given) > longest:
            self._fault(name, f"“{name}” takes {longest} characters at most, not {len(given)}.", ())
            return ""
        return given.strip()

    def refuse(self, name: str, detail: str, allowed: Sequence[str]) -> None:
        """Note that a parameter is wrong where it stands beside the others."""
        if name not in self._faulty:
            self._fault(name, detail, allowed)

    def finish(self) -> None:
        """Raise BadParameter where anything was wrong."""
        if self._faults:
            raise BadParameter(self._faults[:TOLD], frozenset(self._faulty))

    def _fault(self, name: str, detail: str, allowed: Sequence[str]) -> None:
        self._faulty.add(name)
        self._faults.append(Fault(name[:SHOWN], detail, tuple(allowed)))


def read_lang(snapshot: Snapshot, args: MultiDict[str, str]) -> str:
    """Return the language that a query asks for; an address that takes nothing else."""
    query = Query(args, ("lang",))
    lang = query.choose("lang", languages_known(snapshot), INTERFACE)
    query.finish()
    return lang


def _listed(options: Sequence[str]) -> str:
    """Write a list of options; a run of years as a range."""
    years = [int(option) for option in options if option.isdecimal() and len(option) == 4]
    if len(years) == len(options) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]} to {years[-1]}"
    return ", ".join(options)
