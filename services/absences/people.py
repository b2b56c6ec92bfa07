"""Who belongs where on a day, for lists that stand by branch."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from models.keys import Key
from services.absences.rows import Member
from services.organizations.tree import OrganizationTree, load_tree
from services.people.standing import PersonStanding, last_membership, load_standings


@dataclass(frozen=True, slots=True)
class Office:
    """Everybody and every organisation of a file, seen on a day from one organisation."""

    tree: OrganizationTree
    people: dict[Key, PersonStanding]
    root: Key
    day: date

    @classmethod
    def load(cls, connection: Connection, scope: Key | None, day: date) -> "Office":
        """Read it; RecordMissingError for no such scope."""
        tree = load_tree(connection)
        return cls(tree, load_standings(connection), tree.root(scope), day)

    def members_inside(self) -> dict[Key, Member]:
        """Find the people whose branch (or last one) lies in the scope."""
        inside = self.tree.subtree(self.root)
        found = {}
        for person in self.people.values():
            membership = last_membership(person, self.day)
            if membership is not None and membership.organization in inside:
                branch = self.tree.branch_of(membership.organization)
                found[person.key] = Member(person.key, person.name, person.number, branch, self.tree.name(branch))
        return found

    def order(self, member: Member) -> tuple[int, str, str, str, Key]:
        """Order by branch in the order of the tree, then by name and number."""
        return (self.tree.position(member.branch), member.branch_name, member.name, member.number, member.person)
