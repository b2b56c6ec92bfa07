"""Which held sessions look as if they were held for a plan item: its kind, unit, quarter, deadline and audience."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from models.enums import Audience
from models.keys import Key
from services.follow_up.deadlines import deadline_day
from services.organizations.tree import OrganizationTree
from services.plans.rows import PlanItemDraft
from services.sessions.held import HeldSession

_SEPARATORS: Final = re.compile(r"[、，,；;/\s]+")
# What plans call the classes of person besides their labels; the first that is contained tells.
_TELLING: Final = (
    ("领导班子", Audience.EXECUTIVES),
    ("中层", Audience.MIDDLE_MANAGERS),
    ("部门负责人", Audience.MIDDLE_MANAGERS),
    ("支部书记", Audience.SECRETARIES),
    ("支部委员", Audience.COMMITTEE_MEMBERS),
    ("支委", Audience.COMMITTEE_MEMBERS),
    ("党务", Audience.PARTY_WORKERS),
    ("发展对象", Audience.DEVELOPMENT_TARGETS),
    ("积极分子", Audience.ACTIVISTS),
    ("新党员", Audience.NEW_MEMBERS),
    ("党员", Audience.MEMBERS),
)


@dataclass(frozen=True, slots=True)
class Matching:
    """Matches items of one plan; `audiences` are those entered for sessions, none where nobody said."""

    tree: OrganizationTree
    owner: Key | None
    audiences: Mapping[Key, frozenset[Audience]]

    def fitting(self, item: PlanItemDraft, sessions: Iterable[HeldSession]) -> list[HeldSession]:
        """Take the sessions that fit an item; what is not entered on either side does not tell them apart."""
        organisers = self._organisers(item.responsible_unit)
        day = deadline_day(item.deadline)
        planned = audiences_named(item.audience)
        return [
            session
            for session in sessions
            if item.kind in {kind.label for kind in session.kinds}
            and session.organization in organisers
            and item.quarter in {None, (session.starts_on.month + 2) // 3}
            and (day is None or session.starts_on <= day)
            and (not planned or planned & self.audiences.get(session.key, planned))
        ]

    def _organisers(self, unit: str) -> frozenset[Key]:
        """Give the organisers that fit: the unit and what is below it; where it is no organisation, the plan's own."""
        named = [key for key, node in self.tree.nodes.items() if node.name == unit]
        root = self.owner or self.tree.top
        roots = named or ([] if root is None else [root])
        return frozenset(key for one in roots for key in self.tree.subtree(one))


def audiences_named(text: str) -> frozenset[Audience]:
    """Find the classes of person that a plan's words name (全体党员, 党支部书记、党务干部); none for other words."""
    found = set()
    for word in _SEPARATORS.split(text.strip()):
        known = next((audience for telling, audience in _TELLING if telling in word), None)
        if known is None:
            return frozenset()
        found.add(known)
    return frozenset(found)
