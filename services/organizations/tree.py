"""The tree of organisations in memory: scope, branches of groups, order, and who existed when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection, false, select

from models.enums import OrganizationKind
from models.keys import Key
from models.organizations import Organization
from services.errors import RecordMissingError

COMMITTEE_LIKE: Final = frozenset(
    {OrganizationKind.COMMITTEE, OrganizationKind.GENERAL_BRANCH, OrganizationKind.BRANCH}
)


@dataclass(frozen=True, slots=True)
class OrganizationNode:
    """An organisation; `dissolved_on` is the first day it exists no more."""

    key: Key
    name: str
    kind: OrganizationKind
    parent: Key | None
    founded_on: date | None
    dissolved_on: date | None

    def exists_through(self, first: date, last: date) -> bool:
        """Tell whether it existed on every day from the first to the last."""
        founded = self.founded_on is None or self.founded_on <= first
        return founded and (self.dissolved_on is None or self.dissolved_on > last)

    def exists_within(self, first: date, last: date) -> bool:
        """Tell whether it existed on any day from the first to the last."""
        founded = self.founded_on is None or self.founded_on <= last
        return founded and (self.dissolved_on is None or self.dissolved_on > first)


class OrganizationTree:
    """All organisations of a file; `in_order` lists each one before those below it, siblings by birth."""

    def __init__(self, nodes: Iterable[OrganizationNode]) -> None:
        """Arrange the organisations; keys sort by birth."""
        self.nodes = {node.key: node for node in sorted(nodes, key=lambda node: node.key)}
        self._children: dict[Key, list[Key]] = {}
        for node in self.nodes.values():
            if node.parent is not None:
                self._children.setdefault(node.parent, []).append(node.key)
        roots = [key for key, node in self.nodes.items() if node.parent is None]
        self.top: Key | None = roots[0] if roots else None
        self.in_order = tuple(key for root in roots for key in self._walk(root))
        self._position = {key: position for position, key in enumerate(self.in_order)}

    def _walk(self, root: Key) -> list[Key]:
        found: dict[Key, None] = {}
        waiting = [root]
        while waiting:
            key = waiting.pop()
            if key in self.nodes and key not in found:
                found[key] = None
                waiting.extend(reversed(self._children.get(key, ())))
        return list(found)

    def subtree(self, root: Key) -> frozenset[Key]:
        """Collect an organisation and everything below it, at any depth."""
        return frozenset(self._walk(root))

    def root(self, scope: Key | None) -> Key:
        """Give the organisation that a scope begins at: the top one where none is named; RecordMissingError if none."""
        key = self.top if scope is None else scope
        if key is None or key not in self.nodes:
            raise RecordMissingError(what="党组织")
        return key

    def branch_of(self, key: Key) -> Key:
        """Give the branch that an organisation belongs to as its group; every other one is its own."""
        node = self.nodes.get(key)
        is_group = node is not None and node.kind is OrganizationKind.GROUP and node.parent in self.nodes
        return node.parent if node is not None and is_group and node.parent is not None else key

    def name(self, key: Key) -> str:
        """Give the name; empty for one that is deleted."""
        node = self.nodes.get(key)
        return "" if node is None else node.name

    def position(self, key: Key) -> int:
        """Give the place in the order of the tree; those outside come last."""
        return self._position.get(key, len(self._position))

    def of_kind(self, *kinds: OrganizationKind) -> tuple[OrganizationNode, ...]:
        """List the organisations of these kinds in the order of the tree."""
        return tuple(self.nodes[key] for key in self.in_order if self.nodes[key].kind in kinds)


def load_tree(connection: Connection) -> OrganizationTree:
    """Read every organisation that is not deleted."""
    columns = select(
        Organization.id,
        Organization.name,
        Organization.kind,
        Organization.parent_id,
        Organization.founded_on,
        Organization.dissolved_on,
    ).where(Organization.deleted == false())
    return OrganizationTree(OrganizationNode(*row) for row in connection.execute(columns))
