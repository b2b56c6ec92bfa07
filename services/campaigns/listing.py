"""Reading campaigns: the list, and all rows of one."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, false, select

from models.campaign_texts import CampaignMeasure
from models.campaign_texts import CampaignText as StoredText
from models.enums import OrganizationKind, PlanLevel, WorkState
from models.keys import Key
from models.materials import Material
from models.sessions import Campaign
from services.campaigns.reading import load_readers
from services.campaigns.report import CampaignReport, with_finished
from services.campaigns.rows import (
    CampaignDraft,
    CampaignMaterial,
    CampaignMeasureDraft,
    CampaignMeasureRow,
    CampaignPlan,
    CampaignRow,
    CampaignText,
    CampaignTextDraft,
)
from services.campaigns.sessions import load_campaign_sessions
from services.errors import RecordMissingError
from services.follow_up.deadlines import days_late
from services.organizations.tree import OrganizationTree, load_tree
from services.people.standing import load_standings
from services.plans.listing import list_plans
from services.plans.rows import PlanFilter, PlanRow

WHAT = "专题教育"


def list_campaigns(connection: Connection) -> tuple[CampaignRow, ...]:
    """List the campaigns, the newest first; those without a first day come last."""
    table = Campaign.__table__.c
    rows = connection.execute(
        select(table.id, table.name, table.starts_on, table.ends_on, table.note)
        .where(table.deleted == false())
        .order_by(table.starts_on.desc().nulls_last(), table.id.desc())
    )
    return tuple(CampaignRow(key, CampaignDraft(*fields)) for key, *fields in rows)


def load_report(connection: Connection, key: Key, asof: date) -> CampaignReport:
    """Read a campaign whole as of a day; RecordMissingError if it is gone."""
    campaign = next((row for row in list_campaigns(connection) if row.key == key), None)
    if campaign is None:
        raise RecordMissingError(what=WHAT)
    tree, people = load_tree(connection), load_standings(connection)
    texts = _texts(connection, key)
    readers = load_readers(connection, campaign.draft, [text.key for text in texts], (people, tree), asof)
    return CampaignReport(
        campaign,
        asof,
        tree.name(tree.root(None)),
        plans=_plans(connection, key, tree, asof),
        sessions=load_campaign_sessions(connection, key, (people, tree), asof),
        texts=with_finished(texts, readers),
        readers=readers,
        materials=_materials(connection, key, tree, asof),
        measures=_measures(connection, key, asof),
    )


def _plans(connection: Connection, key: Key, tree: OrganizationTree, asof: date) -> tuple[CampaignPlan, ...]:
    plans = [CampaignPlan(row, _level(row, tree)) for row in list_plans(connection, PlanFilter(campaign_id=key), asof)]
    order = list(PlanLevel)
    return tuple(sorted(plans, key=lambda plan: (order.index(plan.level), plan.row.draft.year, plan.row.key)))


def _level(plan: PlanRow, tree: OrganizationTree) -> PlanLevel:
    """Give the level entered, else that of the organisation."""
    if plan.draft.level is not None:
        return plan.draft.level
    node = tree.nodes.get(plan.draft.organization_id or tree.top or b"")
    below = node is not None and node.kind in (OrganizationKind.BRANCH, OrganizationKind.GROUP)
    return PlanLevel.BRANCH if below else PlanLevel.COMMITTEE


def _texts(connection: Connection, key: Key) -> tuple[CampaignText, ...]:
    table = StoredText.__table__.c
    rows = connection.execute(
        select(table.id, table.title, table.note)
        .where(table.campaign_id == key, table.deleted == false())
        .order_by(table.position, table.id)
    )
    return tuple(CampaignText(row.id, CampaignTextDraft(row.title, row.note), 0, 0) for row in rows)


def _materials(connection: Connection, key: Key, tree: OrganizationTree, asof: date) -> tuple[CampaignMaterial, ...]:
    table = Material.__table__.c
    rows = connection.execute(
        select(Material.__table__)
        .where(table.campaign_id == key, table.deleted == false(), table.issued_on <= asof)
        .order_by(table.issued_on, table.id)
    )
    return tuple(
        CampaignMaterial(
            row.id,
            row.issued_on,
            row.kind,
            row.name,
            row.quantity,
            row.reads,
            tree.name(row.organization_id or tree.root(None)),
        )
        for row in rows
    )


def _measures(connection: Connection, key: Key, asof: date) -> tuple[CampaignMeasureRow, ...]:
    table = CampaignMeasure.__table__.c
    rows = connection.execute(
        select(CampaignMeasure.__table__)
        .where(table.campaign_id == key, table.deleted == false())
        .order_by(table.position, table.id)
    )
    return tuple(_measure(row, asof) for row in rows)


def _measure(row: Any, asof: date) -> CampaignMeasureRow:
    draft = CampaignMeasureDraft(row.content, row.responsible_unit, row.deadline, row.state, row.completed_on)
    done = row.state is WorkState.DONE and (row.completed_on is None or row.completed_on <= asof)
    late = 0 if done else days_late(row.deadline, WorkState.NOT_STARTED, asof)
    return CampaignMeasureRow(row.id, draft, done, late)
