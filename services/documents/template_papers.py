"""The papers that are made from templates: what each kind's template may name, and a paper from a template's text."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, false, or_, select

from models.database import Database
from models.enums import PlanKind
from models.keys import Key
from models.materials import DocumentText
from services.campaigns.report import CampaignReport
from services.center_group.service import CenterGroupService
from services.clock import Clock
from services.documents.kinds import KINDS
from services.documents.outline import Paper
from services.documents.papers.annual_facts import Section
from services.documents.papers.annual_sources import load_annual_facts
from services.documents.papers.annual_values import ANNUAL_NAMES, annual_values
from services.documents.papers.campaign_values import CAMPAIGN_NAMES, campaign_values
from services.documents.papers.center_group_values import CENTER_GROUP_NAMES, center_group_values
from services.documents.papers.common_values import own_texts
from services.documents.papers.five_year_values import FIVE_YEAR_NAMES, FiveYearSource
from services.documents.papers.notice_values import (
    DUTY_NOTICE_NAMES,
    HOURS_NOTICE_NAMES,
    duty_notice_values,
    hours_notice_values,
)
from services.documents.papers.parts import PREFIX, PaperParts, read_parts
from services.documents.papers.plan_facts import load_plan_facts
from services.documents.papers.plan_values import PLAN_NAMES, plan_values
from services.documents.papers.session_values import SESSION_NAMES, session_values
from services.documents.templates.layout import lay_out
from services.documents.templates.rendering import render
from services.documents.templates.stored import template_text
from services.documents.templates.values import Values
from services.documents.templates.vocabulary import Vocabulary
from services.organizations.tree import load_tree
from services.sessions.rows import SessionDetail
from services.sessions.service import SessionService

if TYPE_CHECKING:
    from collections.abc import Callable

TEMPLATE_NAMES: Final[dict[str, Vocabulary]] = {
    "annual_summary": ANNUAL_NAMES,
    "five_year_evaluation": FIVE_YEAR_NAMES,
    "hours_notice": HOURS_NOTICE_NAMES,
    "duty_notice": DUTY_NOTICE_NAMES,
    "minutes": SESSION_NAMES,
    "meeting_notice": SESSION_NAMES,
    "training_plan": PLAN_NAMES,
    "center_group_plan": PLAN_NAMES,
    "branch_plan": PLAN_NAMES,
    "discipline_plan": PLAN_NAMES,
    "center_group_attendance": CENTER_GROUP_NAMES,
    "campaign_plan": CAMPAIGN_NAMES,
    "campaign_report": CAMPAIGN_NAMES,
}
"""Kinds of document that are made from a template, each with the names that it may use."""

_PLANS: Final = {
    "training_plan": PlanKind.TRAINING,
    "center_group_plan": PlanKind.CENTER_GROUP,
    "branch_plan": PlanKind.BRANCH,
    "discipline_plan": PlanKind.DISCIPLINE,
}
_KIND_NAMES: Final = {kind.key: kind.name for kind in KINDS}
_SECTIONS: Final = {section.key: section.value for section in Section}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a paper is about: years and scope (empty: the whole), or a session, or a campaign."""

    year: int
    last_year: int
    scope: Key | None = None
    session: SessionDetail | None = None
    campaign: CampaignReport | None = None

    @property
    def year_of_texts(self) -> int:
        """Tell which year the officer's texts belong to; 0 for a campaign of which no day is known."""
        if self.session is not None:
            return self.session.draft.starts_on.year
        return self.last_year if self.campaign is None else self.campaign.campaign.year or 0

    @property
    def prefix_of_texts(self) -> str:
        """Give what the stored names of sections begin with: the number or name of what the paper is about."""
        if self.session is not None:
            return f"{self.session.draft.number}："
        return "" if self.campaign is None else f"{self.campaign.campaign.name}："


@dataclass(frozen=True, slots=True)
class TemplatePapers:
    """Makes papers from templates; raises TemplateRefusedError where a template breaks the rules."""

    database: Database
    clock: Clock

    def paper(self, kind: str, subject: Subject, version: str = "") -> Paper:
        """Make a paper from the version of its template that has this name, without one from the chosen version."""
        name, text = self.template(kind, version)
        return self.paper_from(kind, subject, text, f"{_KIND_NAMES[kind]}·{name}")

    def template(self, kind: str, version: str = "") -> tuple[str, str]:
        """Give name and text of a version, without a name of the chosen one; TemplateUnknownError."""
        with self.database.reading() as connection:
            return template_text(connection, kind, _KIND_NAMES[kind], version)

    def paper_from(self, kind: str, subject: Subject, text: str, name: str = "") -> Paper:
        """Make a paper from a template's text, which need not be kept anywhere."""
        # Jinja2 takes 0.1 s to import: only who makes a paper from a template pays for it.
        from services.documents.templates.checking import checked  # noqa: PLC0415

        body = checked(name or _KIND_NAMES[kind], text, TEMPLATE_NAMES[kind])
        return lay_out(render(body, self.values(kind, subject)), self.clock.today())

    def values(self, kind: str, subject: Subject) -> Values:
        """Give what the names stand for, with the officer's texts; RecordMissingError for no such scope."""
        return {**self._facts(kind, subject), **own_texts(self._texts(kind, subject))}

    def _facts(self, kind: str, subject: Subject) -> Values:
        database, clock, year, scope = self.database, self.clock, subject.year, subject.scope
        makers: dict[str, Callable[[], Values]] = {
            "annual_summary": lambda: annual_values(load_annual_facts(database, clock, year, scope)),
            "five_year_evaluation": lambda: FiveYearSource(database, clock, year, subject.last_year, scope).values(),
            "hours_notice": lambda: hours_notice_values(database, clock, year, scope),
            "duty_notice": lambda: duty_notice_values(database, clock, year, scope),
            "center_group_attendance": lambda: self._of_center_group(subject),
        }
        if kind in _PLANS:
            return plan_values(load_plan_facts(database, clock, year, _PLANS[kind], scope))
        if subject.campaign is not None:
            return campaign_values(subject.campaign)
        return makers[kind]() if kind in makers else self._of_session(subject)

    def _of_center_group(self, subject: Subject) -> Values:
        told = CenterGroupService(self.database, self.clock).year(subject.year, subject.scope)
        with self.database.reading() as connection:
            tree = load_tree(connection)
        kind = tree.nodes[tree.root(subject.scope)].kind
        return center_group_values(told, kind, self.clock.today())

    def _of_session(self, subject: Subject) -> Values:
        session = subject.session
        if session is None:
            return {}
        sheet = SessionService(self.database, self.clock).sheet(session.key)
        with self.database.reading() as connection:
            node = load_tree(connection).nodes[session.draft.organization_id]
        return session_values(session, sheet, node.kind, self.clock)

    def _texts(self, kind: str, subject: Subject) -> dict[str, str]:
        with self.database.reading() as connection:
            return load_texts(connection, kind, subject)


def load_texts(connection: Connection, kind: str, subject: Subject) -> dict[str, str]:
    """Read the officer's texts for a paper by the names of their sections, without its optional parts."""
    stored = _load_stored(connection, kind, subject)
    return {section: content for section, content in stored.items() if PREFIX not in section}


def load_parts(connection: Connection, kind: str, subject: Subject, about: str = "") -> PaperParts:
    """Read a paper's optional parts; those of a campaign's paper begin with its name, `about`."""
    stored = _load_stored(connection, kind, subject)
    return read_parts({name.removeprefix(about): text for name, text in stored.items() if name.startswith(about)})


def _load_stored(connection: Connection, kind: str, subject: Subject) -> dict[str, str]:
    """Read what is stored for a paper.

    Texts that name no organisation are the top one's; those about a session or a campaign begin with its name.
    """
    tree = load_tree(connection)
    session = subject.session
    root = tree.root(subject.scope if session is None else session.draft.organization_id)
    own = DocumentText.organization_id == root
    rows = connection.execute(
        select(DocumentText.section, DocumentText.content).where(
            DocumentText.deleted == false(),
            DocumentText.document_kind == kind,
            DocumentText.year == subject.year_of_texts,
            or_(own, DocumentText.organization_id.is_(None)) if root == tree.top else own,
        )
    )
    prefix = subject.prefix_of_texts
    return {
        _SECTIONS.get(section, section).removeprefix(prefix): content
        for section, content in rows
        if section.startswith(prefix) and content.strip()
    }
