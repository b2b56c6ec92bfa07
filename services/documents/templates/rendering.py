"""Renders a checked tree on the values of one document. It looks names up, compares numbers, and does nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from services.documents.templates.tree import (
    Body,
    Both,
    Choice,
    Compared,
    Condition,
    Each,
    Either,
    Given,
    Literal,
    Not,
    Path,
    Said,
)
from services.documents.templates.values import Item, Number, Piece, Rows, Values, Words, count, gap
from services.documents.templates.vocabulary import ORDINAL, OWN_TEXTS

MOST_STEPS: Final = 400_000
MOST_CHARACTERS: Final = 600_000


_SILENT: Final = Piece("")


@dataclass(frozen=True, slots=True)
class _Scope:
    """What names stand for where the rendering is: the document's values, and the rows of the loops around."""

    values: Values
    loops: dict[str, Values] = field(default_factory=dict)
    ordinal: int = 0

    def find(self, path: Path) -> Item | None:
        """Look a name up; None where the document has no such value."""
        first, _, rest = path.partition(".")
        if first in self.loops:
            return self.loops[first].get(rest)
        if path == ORDINAL:
            return count(self.ordinal, ORDINAL)
        return self.values.get(path) or (Words("", rest) if first == OWN_TEXTS else self.values.get(path))

    def within(self, variable: str, row: Values, ordinal: int) -> "_Scope":
        """Give the scope inside a loop."""
        return _Scope(self.values, {**self.loops, variable: row}, ordinal)


def render(body: Body, values: Values) -> tuple[Piece, ...]:
    """Make the pieces of a document's text; one that grows beyond all measure is cut with a mark."""
    made: list[Piece] = []
    characters = 0
    for steps, piece in enumerate(_pieces(body, _Scope(values))):
        characters += len(piece.text)
        if steps >= MOST_STEPS or characters > MOST_CHARACTERS:
            made.append(gap("内容过长，以下省略"))
            break
        if piece.text:
            made.append(piece)
    return tuple(made)


def _pieces(body: Body, scope: _Scope) -> Iterator[Piece]:
    """Give a piece a step, an empty one where a step says nothing, so that who takes them can end it."""
    for node in body:
        match node:
            case Literal():
                yield Piece(node.text, literal=True)
            case Said():
                yield _said(node, scope)
            case Choice():
                yield _SILENT
                chosen = (inside for condition, inside in node.branches if _holds(condition, scope))
                yield from _pieces(next(chosen, node.otherwise), scope)
            case Each():
                yield from _each(node, scope)


def _said(node: Said, scope: _Scope) -> Piece:
    found = scope.find(node.path)
    return found.piece(node.formats) if isinstance(found, Number | Words) else gap(node.path)


def _each(node: Each, scope: _Scope) -> Iterator[Piece]:
    found = scope.find(node.source)
    there = found.rows if isinstance(found, Rows) else ()
    for number, row in enumerate(there, start=1):
        yield _SILENT
        yield from _pieces(node.body, scope.within(node.variable, row, number))
    if not there:
        yield from _pieces(node.otherwise, scope)


def _holds(condition: Condition, scope: _Scope) -> bool:
    match condition:
        case Given():
            return bool(scope.find(condition.path))
        case Compared():
            found = scope.find(condition.path)
            return isinstance(found, Number) and found.holds(condition.how, condition.number)
        case Not():
            return not _holds(condition.condition, scope)
        case Both():
            return _holds(condition.left, scope) and _holds(condition.right, scope)
        case Either():
            return _holds(condition.left, scope) or _holds(condition.right, scope)
