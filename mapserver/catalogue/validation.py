"""Violations of a JSON Schema in a steward's words. Knows no key by name."""

from __future__ import annotations

import difflib
import math
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from jsonschema.validators import extend

from mapserver.catalogue.report import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jsonschema.exceptions import ValidationError

    from mapserver.catalogue.report import FileReport

#: As JSON Schema has it, but 1.0 is no whole number: what counts years or digits would stumble over it.
_VALIDATOR = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine(
        "integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool)
    ),
)

Route = tuple[str | int, ...]

_TYPES = {
    "string": "text in quotes",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list in [ ]",
    "object": "a table",
}


def faults_of(
    values: Mapping[str, Any], schema: Mapping[str, Any], line_of: Callable[[Route], int], report: FileReport
) -> set[Route]:
    """Report every violation of the schema and return where they are; an unknown key is a warning and no fault."""
    faults: set[Route] = set()
    for error in _VALIDATOR(schema).iter_errors(values):
        for cause in _causes(error):
            faults.update(_report(cause, line_of, report))
    for route, number in _numbers(values, ()):
        if not math.isfinite(number):
            report.error(line_of(route), f"{_dotted(route)} is {number}, not a finite number", "write a number")
            faults.add(route)
    return faults


def _causes(error: ValidationError) -> Iterator[ValidationError]:
    """Resolve a choice between tables (`oneOf`) to the violations of the table that is meant."""
    stated: Any = error.validator_value
    branches: list[Any] = stated if error.validator == "oneOf" else []
    if not branches or not all("properties" in branch for branch in branches):
        yield error
        return
    method = error.instance.get("method") if isinstance(error.instance, dict) else None
    for number, branch in enumerate(branches):
        if branch["properties"].get("method", {}).get("const") == method:
            yield from (inner for inner in error.context or () if inner.relative_schema_path[0] == number)


def _report(error: ValidationError, line_of: Callable[[Route], int], report: FileReport) -> Iterator[Route]:
    """Report one violation and yield the routes that it spoils."""
    route: Route = tuple(error.absolute_path)
    kind = str(error.validator)
    instance: Any = error.instance
    stated: Any = error.validator_value
    if kind == "additionalProperties":
        known = sorted(error.schema["properties"]) if isinstance(error.schema, dict) else []
        for key in sorted(set(instance) - set(known)):
            near = difflib.get_close_matches(key, known, n=1)
            guess = f"'{near[0]}'? " if near else ""
            remedy = f"{guess}known keys here are {listed(known, 20)}"
            message = f"unknown key {quoted(_dotted((*route, key)))}"
            report.warning(line_of((*route, key)), message, remedy, kind="unknown key")
        return
    if kind == "required":
        for key in [name for name in stated if name not in instance]:
            what = "an English text" if key == "en" else f"the key '{key}'"
            message = f"{_dotted(route) or 'the file'} has no {'English text' if key == 'en' else quoted(key)}"
            report.error(line_of(route), message, f"add {what}", kind="missing key")
            yield (*route, key)
        return
    if "propertyNames" in error.schema_path:
        route = (*route, str(error.instance))
        report.error(line_of(route), f"{quoted(error.instance)} is not a language tag", "write BCP 47: en, nb, sr-Cyrl")
        yield route
        return
    message, remedy = _words(error, kind)
    report.error(line_of(route), f"{_dotted(route) or 'the file'} {message}", remedy)
    yield route


def _words(error: ValidationError, kind: str) -> tuple[str, str]:
    """Return message and remedy for a violation at one value."""
    allowed: Any = error.validator_value
    instance: Any = error.instance
    meaning = str(error.schema.get("description", "")) if isinstance(error.schema, dict) else ""
    shown = quoted(instance)
    if kind == "enum":
        return f"is {shown}, which is unknown", f"write one of {listed(allowed, 20)}"
    if kind == "const":
        return f"is {shown}", f"write {allowed}"
    if kind == "type":
        wanted = _TYPES.get(str(allowed), str(allowed))
        return f"is {shown}, not {wanted}", meaning or f"write {wanted}"
    if kind == "pattern":
        return f"is {shown}, which is malformed", meaning or f"it matches {allowed}"
    if kind == "maxLength":
        return f"is {shown}, longer than {allowed} characters", meaning or "shorten it"
    if kind in ("minLength", "minItems"):
        return "is empty", meaning or "fill it, or delete the key"
    if kind in ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"):
        return f"is {shown}, out of range ({kind} {allowed})", meaning or "write a number within the range"
    if kind == "uniqueItems":
        return f"is {shown}: something stands twice", "keep each entry once"
    if kind == "not" and isinstance(allowed, dict):
        both = " and ".join(allowed.get("required", ()))
        return (
            f"has both {both}",
            f"keep one of them: {allowed['description']}" if "description" in allowed else "keep one of them",
        )
    if kind == "anyOf":
        keys = [key for branch in allowed for key in branch.get("required", ())]
        return f"has none of {', '.join(keys)}", f"add one of {', '.join(keys)}"
    return f"is {shown}: {kind} {quoted(allowed)}", meaning or "see README.md"


def _numbers(value: Any, route: Route) -> Iterator[tuple[Route, float]]:
    if isinstance(value, float):
        yield route, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _numbers(inner, (*route, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _numbers(inner, (*route, position))


def _dotted(route: Route) -> str:
    """Return a route as people read it: `series[1].title`, counted from 1."""
    text = ""
    for step in route:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text
