"""Reads what the annual summary needs beside the figures: titles studied, campaigns, plans, shortcomings, texts."""

from datetime import date

from sqlalchemy import Connection, false, or_, select

from models.database import Database
from models.enums import SessionKind, ShortcomingState
from models.keys import Key
from models.materials import DocumentText
from models.plans import Plan, PlanItem, Shortcoming, ShortcomingMeasure
from models.sessions import Campaign, StudyItem, StudySession
from services.campaigns.listing import load_report
from services.clock import Clock
from services.documents.papers.annual_facts import (
    AnnualFacts,
    CampaignFact,
    PlanFact,
    Section,
    ShortcomingFact,
    StudyFacts,
)
from services.documents.papers.sentences import Numbers
from services.figures.service import FigureService
from services.organizations.tree import load_tree
from services.sessions.held import HeldSession, counts_between, load_held_sessions

KIND = "annual_summary"
_TITLES_NAMED = 3


def load_annual_facts(database: Database, clock: Clock, year: int, scope: Key | None) -> AnnualFacts:
    """Gather the facts of a year; RecordMissingError for no such scope."""
    figures = FigureService(database, clock)
    last, this = figures.spans((range(year - 1, year), range(year, year + 1)), scope)
    today = clock.today()
    with database.reading() as connection:
        tree = load_tree(connection)
        root = tree.root(scope)
        whole = root == tree.top
        inside = tree.subtree(root)
        units = None if whole else frozenset(map(tree.name, inside))
        held = [
            session
            for session in load_held_sessions(connection, date(year, 1, 1), min(today, date(year, 12, 31))).values()
            if session.organization in inside
        ]
        return AnnualFacts(
            year=year,
            organization=tree.name(root),
            kind=tree.nodes[root].kind,
            signed_on=today,
            numbers=Numbers(this.values, last.values, whole_year=today >= date(year, 12, 31)),
            studied=StudyFacts(
                _titles(connection, held, SessionKind.FIRST_TOPIC), _titles(connection, held, SessionKind.CENTER_GROUP)
            ),
            campaigns=_campaigns(connection, year, inside, today, whole=whole),
            plan=_plan(connection, year + 1, root, units),
            shortcomings=_shortcomings(connection, year, units),
            texts=_texts(connection, year, root, whole=whole),
        )


def _titles(connection: Connection, held: list[HeldSession], kind: SessionKind) -> tuple[str, ...]:
    """Name the first things studied in sessions of a kind, each once."""
    order = {session.key: number for number, session in enumerate(held) if kind in session.kinds}
    if not order:
        return ()
    rows = connection.execute(
        select(StudyItem.session_id, StudyItem.title)
        .where(StudyItem.deleted == false(), StudyItem.session_id.in_(list(order)))
        .order_by(StudyItem.position)
    ).all()
    in_time = sorted(rows, key=lambda row: order[row.session_id])
    return tuple(dict.fromkeys(row.title for row in in_time))[:_TITLES_NAMED]


def _campaigns(
    connection: Connection, year: int, inside: frozenset[Key], asof: date, *, whole: bool
) -> tuple[CampaignFact, ...]:
    """List the campaigns that ran in the year by their dates, or that a session of the year belongs to."""
    first, last = date(year, 1, 1), min(asof, date(year, 12, 31))
    with_session = select(StudySession.campaign_id).where(
        counts_between(first, last), StudySession.organization_id.in_(inside), StudySession.campaign_id.is_not(None)
    )
    dated = Campaign.starts_on.is_not(None) & (
        (Campaign.starts_on <= last) & or_(Campaign.ends_on.is_(None), Campaign.ends_on >= first)
    )
    rows = connection.execute(
        select(Campaign.id, Campaign.name, Campaign.starts_on, Campaign.ends_on, Campaign.note)
        .where(Campaign.deleted == false(), or_(dated, Campaign.id.in_(with_session)))
        .order_by(Campaign.starts_on, Campaign.id)
    )
    found = []
    for row in rows.all():
        begun = row.starts_on is not None and row.starts_on.year == year
        work = load_report(connection, row.id, last) if whole and begun else None
        found.append(CampaignFact(row.name, row.starts_on, row.ends_on, row.note, work))
    return tuple(found)


def _plan(connection: Connection, year: int, root: Key, units: frozenset[str] | None) -> tuple[PlanFact, ...]:
    """List the items of the organisation's own plans, and those that its units (None: the whole) answer for.

    Plans that name no organisation are the top one's.
    """
    own = Plan.organization_id == root
    others = Plan.organization_id.is_(None) if units is None else PlanItem.responsible_unit.in_(units)
    rows = connection.execute(
        select(
            PlanItem.title,
            PlanItem.audience,
            PlanItem.deadline,
            PlanItem.times,
            PlanItem.hours,
            PlanItem.budget_fen,
            PlanItem.responsible_unit,
        )
        .join(Plan, Plan.id == PlanItem.plan_id)
        .where(
            PlanItem.deleted == false(),
            Plan.deleted == false(),
            Plan.year == year,
            own | others,
        )
        .order_by(Plan.id, PlanItem.position, PlanItem.id)
    )
    return tuple(PlanFact(*row) for row in rows)


def _shortcomings(connection: Connection, year: int, units: frozenset[str] | None) -> tuple[ShortcomingFact, ...]:
    """List the shortcomings that the figures problems.* count: all, or those that these units answer for."""
    last_day = date(year, 12, 31)
    measures: dict[Key, list[str]] = {}
    for key, content in connection.execute(
        select(ShortcomingMeasure.shortcoming_id, ShortcomingMeasure.content)
        .where(ShortcomingMeasure.deleted == false())
        .order_by(ShortcomingMeasure.position)
    ):
        measures.setdefault(key, []).append(content)
    rows = connection.execute(
        select(Shortcoming.__table__)
        .where(Shortcoming.deleted == false(), Shortcoming.year == year)
        .order_by(Shortcoming.number, Shortcoming.id)
    )
    return tuple(
        ShortcomingFact(
            problem=row.problem,
            closed=row.state == ShortcomingState.CLOSED and (row.completed_on is None or row.completed_on <= last_day),
            responsible_unit=row.responsible_unit,
            deadline=row.deadline,
            measures=tuple(measures.get(row.id, ())),
        )
        for row in rows
        if units is None or row.responsible_unit in units
    )


def _texts(connection: Connection, year: int, root: Key, *, whole: bool) -> dict[Section, str]:
    """Read the officer's texts; texts that name no organisation are the top one's."""
    own = DocumentText.organization_id == root
    rows = connection.execute(
        select(DocumentText.section, DocumentText.content).where(
            DocumentText.deleted == false(),
            DocumentText.document_kind == KIND,
            DocumentText.year == year,
            own | DocumentText.organization_id.is_(None) if whole else own,
        )
    )
    sections = {section.key: section for section in Section} | {section.value: section for section in Section}
    return {sections[name]: content for name, content in rows if name in sections and content.strip()}
