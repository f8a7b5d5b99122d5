"""The query of an address, read strictly: whatever is not allowed is an error that names what is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.web.errors import BadParameter
from mapserver.web.lookup import languages_of
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from werkzeug.datastructures import MultiDict

    from mapserver.snapshot import Snapshot

#: No allowed value is longer; the rest of a longer one is not repeated in the answer.
SHOWN = 40


def read(args: MultiDict[str, str], allowed: Sequence[str]) -> dict[str, str]:
    """Return the parameters by name; BadParameter for one that is not in `allowed` or stands twice."""
    for name in args:
        if name not in allowed:
            hint = f"It takes {', '.join(allowed)}." if allowed else "It takes none."
            raise BadParameter(name[:SHOWN], f"This address takes no parameter “{name[:SHOWN]}”. {hint}", allowed)
        if len(args.getlist(name)) > 1:
            raise BadParameter(name, f"The parameter “{name}” stands more than once.", allowed)
    return {name: args[name] for name in args}


def choose(name: str, given: str | None, allowed: Iterable[str], default: str) -> str:
    """Return `given` where it is one of `allowed`, `default` where nothing is given; else BadParameter."""
    if given is None:
        return default
    options = list(allowed)
    if given not in options:
        raise BadParameter(name, f"“{given[:SHOWN]}” is not a value of “{name}”. Allowed: {_listed(options)}.", options)
    return given


def read_lang(snapshot: Snapshot, args: MultiDict[str, str]) -> str:
    """Return the language that a query asks for; an address that takes nothing else."""
    return choose("lang", read(args, ("lang",)).get("lang"), languages_of(snapshot), INTERFACE)


def _listed(options: Sequence[str]) -> str:
    """Write a list of options; a run of years as a range."""
    years = [int(option) for option in options if option.isdecimal() and len(option) == 4]
    if len(years) == len(options) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]} to {years[-1]}"
    return ", ".join(options)
