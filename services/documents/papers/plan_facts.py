"""What the paper of a plan is made from: the plans of a kind and year, whose they are, the sessions that count."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from models.database import Database
from models.enums import OrganizationKind, PlanKind
from models.keys import Key
from services.clock import Clock
from services.organizations.tree import OrganizationTree, load_tree
from services.plans.kinds import owner_of
from services.plans.listing import list_plans
from services.plans.progress import sessions_for_items
from services.plans.rows import ItemSession, PlanFilter, PlanItemRow, PlanRow


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """All that the paper says is in here; `below` are the kinds of organisation that the paper goes to."""

    year: int
    kind: PlanKind
    organization: str
    organization_kind: OrganizationKind
    below: tuple[OrganizationKind, ...]
    plans: tuple[PlanRow, ...]
    counted: Mapping[Key, tuple[ItemSession, ...]]
    asof: date

    @property
    def items(self) -> tuple[PlanItemRow, ...]:
        """The items of all plans in order."""
        return tuple(item for plan in self.plans for item in plan.items)


def load_plan_facts(database: Database, clock: Clock, year: int, kind: PlanKind, scope: Key | None) -> PlanFacts:
    """Read the plans of a kind: the organisation's own; of branches also all below it."""
    today = clock.today()
    with database.reading() as connection:
        tree = load_tree(connection)
        root = tree.root(scope)
        plans = list_plans(connection, PlanFilter(year, kind), today)
        counted = sessions_for_items(connection, range(year, year + 1), today)
    wanted = tree.subtree(root) if kind is PlanKind.BRANCH else frozenset({root})
    return PlanFacts(
        year,
        kind,
        tree.name(root),
        tree.nodes[root].kind,
        _below(tree, root),
        tuple(sorted(_wanted(plans, wanted, root, tree), key=lambda plan: tree.position(owner_of(plan, tree)))),
        counted,
        today,
    )


def _wanted(plans: tuple[PlanRow, ...], wanted: frozenset[Key], root: Key, tree: OrganizationTree) -> list[PlanRow]:
    """Take the plans of these organisations; of a plan of several units the items that are the root's."""
    own = [plan for plan in plans if owner_of(plan, tree) in wanted]
    if own or root == tree.top:
        return own
    shared = (
        replace(plan, items=tuple(item for item in plan.items if item.draft.responsible_unit == tree.name(root)))
        for plan in plans
    )
    return [plan for plan in shared if plan.items]


def _below(tree: OrganizationTree, root: Key) -> tuple[OrganizationKind, ...]:
    there = {tree.nodes[key].kind for key in tree.subtree(root) - {root}}
    addressed = (OrganizationKind.COMMITTEE, OrganizationKind.GENERAL_BRANCH, OrganizationKind.BRANCH)
    return tuple(kind for kind in addressed if kind in there)
