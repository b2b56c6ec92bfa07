"""What kind of plan it is, and whose: as entered, else as its name and level tell (a workbook says neither)."""

from collections.abc import Iterable
from typing import Final

from models.enums import PlanKind, PlanLevel
from models.keys import Key
from services.organizations.tree import OrganizationTree
from services.plans.rows import PlanDraft, PlanRow

_TELLING_WORDS: Final = (
    ("中心组", PlanKind.CENTER_GROUP),
    ("纪律教育", PlanKind.DISCIPLINE),
    ("廉洁教育", PlanKind.DISCIPLINE),
    ("警示教育", PlanKind.DISCIPLINE),
    ("主题教育", PlanKind.CAMPAIGN),
    ("专题教育", PlanKind.CAMPAIGN),
)


def kind_of(plan: PlanDraft) -> PlanKind:
    """Give the kind: the one entered; else that of the campaign, of a telling word in the name, of the level."""
    if plan.kind is not None:
        return plan.kind
    if plan.campaign_id is not None:
        return PlanKind.CAMPAIGN
    named = next((kind for word, kind in _TELLING_WORDS if word in plan.name), None)
    if named is not None:
        return named
    return PlanKind.BRANCH if plan.level is PlanLevel.BRANCH else PlanKind.TRAINING


def owner_of(plan: PlanRow, tree: OrganizationTree) -> Key:
    """Give whose plan it is: as entered; else a branch's by its name in the plan's, or as the one unit of its items."""
    if plan.draft.organization_id is not None:
        return plan.draft.organization_id
    top = tree.root(None)
    if kind_of(plan.draft) is not PlanKind.BRANCH:
        return top
    named = [key for key, node in tree.nodes.items() if key != top and node.name in plan.draft.name]
    if named:
        return max(named, key=lambda key: len(tree.name(key)))
    return _only(
        [key for key, node in tree.nodes.items() if node.name in {item.draft.responsible_unit for item in plan.items}],
        top,
    )


def _only(keys: Iterable[Key], otherwise: Key) -> Key:
    found = list(keys)
    return found[0] if len(found) == 1 else otherwise
