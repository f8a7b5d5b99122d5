"""Formulas of derived series: arithmetic over named series, each taken at a time. Knows names, no figures."""

from __future__ import annotations

import ast
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: When a series is taken, and the years that this looks at, counted from the year of the result. `mid` and `near` are
#: the mean of two 1 Januaries, `near` either of them where the other is missing; `latest` looks for a year of its own.
TIMES: dict[str, tuple[int, ...]] = {
    "": (0,),
    "next": (1,),
    "previous": (-1,),
    "mid": (0, 1),
    "near": (0, 1),
    "latest": (),
}
#: Times that give a mean, which is no change: what a formula compares are the others.
MEANS = frozenset({"mid", "near"})
LONGEST = 300

_SYMBOLS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_SPOKEN = {"+": "+", "-": "\u2212", "*": "\u00d7", "/": "/"}
_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2}


class FormulaError(ValueError):
    """A formula that cannot be read; the message says what is wrong with it."""


@dataclass(frozen=True)
class Term:
    """A series by its name in the formula, at a time (a key of TIMES)."""

    name: str
    time: str = ""


@dataclass(frozen=True)
class Operation:
    """Two parts and one of ``+ - * /``."""

    symbol: str
    left: Node
    right: Node


Node = float | Term | Operation


@dataclass(frozen=True)
class Ratio:
    """A formula as `factor` times what is counted by one series, `denominator`; `terms` are what is counted."""

    factor: float
    terms: tuple[Term, ...]
    denominator: Term


@dataclass(frozen=True)
class Formula:
    """A formula that was read: a tree of operations with numbers and terms as leaves."""

    root: Node

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return the terms in the order in which they stand, each once."""
        return tuple(dict.fromkeys(_terms(self.root)))

    @property
    def is_difference(self) -> bool:
        """Say whether what it gives, or the upper part of the fraction that it gives, is one figure less another.

        ``women - men`` and ``(births - deaths) / population`` are, ``100 - working_age`` is not.
        """
        signs = {sign for sign, _ in _summands(_numerator(self.root), 1)}
        return len(signs) > 1

    @property
    def ratio(self) -> Ratio | None:
        """Return it as a ratio of something to one series; None where it is none."""
        factor, above, below = _factors(self.root, 1)
        if len(above) != 1 or len(below) != 1 or not isinstance(below[0], Term) or not factor:
            return None
        return Ratio(factor, tuple(dict.fromkeys(_terms(above[0]))), below[0])

    def compared_years(self, name: str) -> tuple[int, ...]:
        """Return the years of a series whose values are set against each other; empty where there is but one."""
        years = {year for term in self.terms if term.name == name for year in _plain_years(term)}
        return tuple(sorted(years)) if len(years) > 1 else ()

    def value(self, of: Callable[[Term], float]) -> float:
        """Calculate; `of` gives the value of a term. Raises ZeroDivisionError."""
        return _value(self.root, of)

    def words(self, say: Callable[[Term], str], write: Callable[[float], str] = "{:,.10g}".format) -> str:
        """Write the formula for a reader; `say` names a term, `write` writes a number."""
        return _words(self.root, say, write, 0)


@lru_cache(maxsize=256)
def parse_formula(text: str) -> Formula:
    """Read a formula such as ``births / mid(population) * 1000``; raises FormulaError."""
    if len(text) > LONGEST:
        raise FormulaError(f"it has {len(text)} characters, more than {LONGEST}")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError("it is no arithmetic of names, numbers, + - * / and ( )") from error
    formula = Formula(_node(tree.body))
    if not formula.terms:
        raise FormulaError("it names no series")
    return formula


def _node(tree: ast.expr) -> Node:
    if isinstance(tree, ast.BinOp):
        symbol = _SYMBOLS.get(type(tree.op))
        if symbol is None:
            raise FormulaError("only + - * / are known")
        return Operation(symbol, _node(tree.left), _node(tree.right))
    if isinstance(tree, ast.Name):
        return Term(tree.id)
    if isinstance(tree, ast.Constant) and isinstance(tree.value, int | float) and not isinstance(tree.value, bool):
        return _finite(tree.value)
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name):
        name = tree.func.id
        times = ", ".join(sorted(time for time in TIMES if time))
        if name not in TIMES:
            raise FormulaError(f"'{name}' is no time; times are {times}")
        if len(tree.args) != 1 or tree.keywords or not isinstance(tree.args[0], ast.Name):
            raise FormulaError(f"{name}( ) takes the name of one series")
        return Term(tree.args[0].id, name)
    raise FormulaError("only names, numbers, + - * / and ( ) are known")


def _finite(number: float) -> float:
    try:
        value = float(number)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise FormulaError("a number is too large")
    return value


def _terms(node: Node) -> Iterator[Term]:
    if isinstance(node, Term):
        yield node
    elif isinstance(node, Operation):
        yield from _terms(node.left)
        yield from _terms(node.right)


def _factors(node: Node, power: int) -> tuple[float, list[Node], list[Node]]:
    """Part what is multiplied and divided into a number, what stands above the stroke and what below it."""
    if isinstance(node, float):
        return (node if power > 0 else 1 / node if node else 0.0), [], []
    if isinstance(node, Operation) and node.symbol in "*/":
        left = _factors(node.left, power)
        right = _factors(node.right, power if node.symbol == "*" else -power)
        return left[0] * right[0], left[1] + right[1], left[2] + right[2]
    held: list[Node] = [node]
    return (1.0, held, []) if power > 0 else (1.0, [], held)


def _plain_years(term: Term) -> tuple[int, ...]:
    return () if term.time in MEANS else TIMES[term.time]


def _numerator(node: Node) -> Node:
    """Return what is divided or multiplied: of a factor that is a number, the other one."""
    while isinstance(node, Operation) and node.symbol in "*/":
        node = node.right if node.symbol == "*" and isinstance(node.left, float) else node.left
    return node


def _summands(node: Node, sign: int) -> Iterator[tuple[int, Node]]:
    """Yield what is added (1) and what is taken away (-1), numbers left out."""
    if isinstance(node, Operation) and node.symbol in "+-":
        yield from _summands(node.left, sign)
        yield from _summands(node.right, -sign if node.symbol == "-" else sign)
    elif not isinstance(node, float):
        yield sign, node


def _value(node: Node, of: Callable[[Term], float]) -> float:
    if isinstance(node, Term):
        return of(node)
    if isinstance(node, float):
        return node
    left, right = _value(node.left, of), _value(node.right, of)
    if node.symbol == "+":
        return left + right
    if node.symbol == "-":
        return left - right
    return left * right if node.symbol == "*" else left / right


def _words(node: Node, say: Callable[[Term], str], write: Callable[[float], str], outer: int) -> str:
    if isinstance(node, Term):
        return say(node)
    if isinstance(node, float):
        return write(node)
    binds = _BINDS[node.symbol]
    # What stands right of - or / is a whole of its own: a - (b - c), a / (b * c).
    right = _words(node.right, say, write, binds + (node.symbol in "-/"))
    text = f"{_words(node.left, say, write, binds)} {_SPOKEN[node.symbol]} {right}"
    return f"({text})" if binds < outer else text
