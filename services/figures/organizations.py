"""Figures of organisations: how many of each kind there are on the state date."""

from models.enums import OrganizationKind
from services.figures.describe import organization_row
from services.figures.ledger import Ledger
from services.figures.measures import Measure, count_of


def organization_figures(ledger: Ledger) -> dict[str, Measure]:
    """Count the organisations in scope that are founded by, and not dissolved by, the state date."""
    day = ledger.state_date
    existing = [
        node
        for node in ledger.tree.of_kind(*OrganizationKind)
        if node.key in ledger.inside and node.exists_through(day, day)
    ]
    keys = {
        "org.committees": OrganizationKind.COMMITTEE,
        "org.general_branches": OrganizationKind.GENERAL_BRANCH,
        "org.branches": OrganizationKind.BRANCH,
        "org.groups": OrganizationKind.GROUP,
    }
    return {
        key: count_of((node for node in existing if node.kind is kind), organization_row) for key, kind in keys.items()
    }
