"""Use cases of campaigns: keeping them, their texts with who finished them, their measures; one of them whole."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, false, func, select
from sqlalchemy.orm import Session

from models.campaign_texts import CampaignMeasure, CampaignReading, CampaignText
from models.change_log.steps import Step
from models.database import Database
from models.enums import PlanKind, PlanLevel, StepKind, WorkState
from models.keys import Key, new_key
from models.materials import Material
from models.people import Person
from models.plans import Plan
from models.sessions import Campaign, StudySession
from services.campaigns.errors import CampaignAmbiguousError, CampaignUnknownError
from services.campaigns.listing import WHAT, list_campaigns, load_report
from services.campaigns.report import CampaignReport
from services.campaigns.rows import (
    CampaignDraft,
    CampaignMeasureDraft,
    CampaignRow,
    CampaignTextDraft,
    ReadingMark,
)
from services.changes import Changes
from services.clock import Clock
from services.drafts import field_values, fill, live, require, require_order
from services.errors import DuplicateError, InUseError, InvalidFieldError

_TEXT: Final = "必读书目"
_MEASURE: Final = "专题教育举措"
_CAMPAIGNS: Final = frozenset({Campaign.__tablename__})
_TEXTS: Final = frozenset({CampaignText.__tablename__, CampaignReading.__tablename__})
_READINGS: Final = frozenset({CampaignReading.__tablename__})
_MEASURES: Final = frozenset({CampaignMeasure.__tablename__})
_HANGING: Final[tuple[tuple[str, Any], ...]] = (
    ("学习活动", StudySession.campaign_id),
    ("计划", Plan.campaign_id),
    ("宣传与资料", Material.campaign_id),
    ("必读书目", CampaignText.campaign_id),
    ("举措", CampaignMeasure.campaign_id),
)


@dataclass(frozen=True, slots=True)
class CampaignService:
    """Campaigns of every year; progress, reading and lateness are told as of the clock's today."""

    database: Database
    clock: Clock

    def list(self) -> tuple[CampaignRow, ...]:
        """List the campaigns, the newest first."""
        with self.database.reading() as connection:
            return list_campaigns(connection)

    def find(self, name: str) -> CampaignRow:
        """Find a campaign by its name, or by a part of it that no other has; raises the errors of `errors.py`."""
        wanted = name.strip()
        campaigns = self.list()
        found = [row for row in campaigns if row.name == wanted] or [row for row in campaigns if wanted in row.name]
        if not wanted or not found:
            raise CampaignUnknownError(name)
        if len(found) > 1:
            raise CampaignAmbiguousError(name, tuple(row.name for row in found))
        return found[0]

    def report(self, key: Key) -> CampaignReport:
        """Give a campaign whole; RecordMissingError if it is gone."""
        with self.database.reading() as connection:
            return load_report(connection, key, self.clock.today())

    def add(self, draft: CampaignDraft) -> Changes:
        """Add a campaign."""
        with self.database.transaction(Step(StepKind.CAMPAIGN, draft.name)) as session:
            _check(session.connection(), draft, own_key=None)
            campaign = Campaign(id=new_key(), **field_values(draft))
            session.add(campaign)
            return Changes(_CAMPAIGNS, campaign.id)

    def change(self, key: Key, draft: CampaignDraft) -> Changes:
        """Change a campaign."""
        with self.database.transaction(Step(StepKind.CAMPAIGN, draft.name)) as session:
            campaign = live(session, Campaign, key, WHAT)
            _check(session.connection(), draft, own_key=key)
            fill(campaign, field_values(draft))
            return Changes(_CAMPAIGNS, key)

    def delete(self, key: Key) -> Changes:
        """Delete a campaign entered by mistake; InUseError while anything belongs to it."""
        with self.database.transaction(StepKind.CAMPAIGN) as session:
            campaign = live(session, Campaign, key, WHAT)
            used_by = tuple(label for label, column in _HANGING if _is_used(session, column, key))
            if used_by:
                raise InUseError(WHAT, campaign.name, used_by)
            campaign.deleted = True
            return Changes(_CAMPAIGNS, key)

    def start_plans(self, key: Key) -> Changes:
        """Begin the plans of committee and branch level, without items; a level that has one is left as it is."""
        with self.database.transaction(StepKind.CAMPAIGN) as session:
            campaign = live(session, Campaign, key, WHAT)
            year = (campaign.starts_on or self.clock.today()).year
            have = set(session.scalars(select(Plan.level).where(Plan.campaign_id == key, Plan.deleted == false())))
            for level in PlanLevel:
                if level not in have:
                    name = f"{campaign.name}{level.label}层面计划"
                    plan = Plan(
                        id=new_key(), year=year, name=name, level=level, kind=PlanKind.CAMPAIGN, campaign_id=key
                    )
                    session.add(plan)
                    session.flush()  # in this order
            return Changes(frozenset({Plan.__tablename__}), key)

    def add_text(self, campaign: Key, draft: CampaignTextDraft) -> Changes:
        """Add a text at the end of a campaign's list."""
        with self.database.transaction(StepKind.CAMPAIGN) as session:
            live(session, Campaign, campaign, WHAT)
            require(_TEXT, title=("书名", draft.title))
            place = _next_place(session, CampaignText, campaign)
            text = CampaignText(id=new_key(), campaign_id=campaign, position=place, **field_values(draft))
            session.add(text)
            return Changes(_TEXTS, text.id)

    def change_text(self, key: Key, draft: CampaignTextDraft) -> Changes:
        """Change a text; who finished it stays so."""
        with self.database.transaction(StepKind.CAMPAIGN) as session:
            text = live(session, CampaignText, key, _TEXT)
            require(_TEXT, title=("书名", draft.title))
            fill(text, field_values(draft))
            return Changes(_TEXTS, key)

    def delete_text(self, key: Key) -> Changes:
        """Delete a text, and that people finished it."""
        with self.database.transaction(StepKind.CAMPAIGN) as session:
            live(session, CampaignText, key, _TEXT).deleted = True
            query = select(CampaignReading).where(CampaignReading.text_id == key, CampaignReading.deleted == false())
            for reading in session.scalars(query).all():
                reading.deleted = True
            return Changes(_TEXTS, key)

    def mark(self, marks: Collection[ReadingMark]) -> Changes:
        """Say of many people and texts at once who has finished what, and take it back where it was said wrongly."""
        with self.database.transaction(StepKind.CAMPAIGN) as session:
            for text in {mark.text for mark in marks}:
                live(session, CampaignText, text, _TEXT)
            for person in {mark.person for mark in marks}:
                live(session, Person, person, "人员")
            for mark in marks:
                if mark.finished:
                    self._check_day(_TEXT, mark.finished_on)
                _write_mark(session, mark)
            return Changes(_READINGS)

    def add_measure(self, campaign: Key, draft: CampaignMeasureDraft) -> Changes:
        """Add a measure at the end of a campaign's list."""
        with self.database.transaction(StepKind.CAMPAIGN) as session:
            live(session, Campaign, campaign, WHAT)
            self._check_measure(draft)
            place = _next_place(session, CampaignMeasure, campaign)
            measure = CampaignMeasure(id=new_key(), campaign_id=campaign, position=place, **field_values(draft))
            session.add(measure)
            return Changes(_MEASURES, measure.id)

    def change_measure(self, key: Key, draft: CampaignMeasureDraft) -> Changes:
        """Change a measure."""
        with self.database.transaction(StepKind.CAMPAIGN) as session:
            measure = live(session, CampaignMeasure, key, _MEASURE)
            self._check_measure(draft)
            fill(measure, field_values(draft))
            return Changes(_MEASURES, key)

    def delete_measure(self, key: Key) -> Changes:
        """Delete a measure entered by mistake."""
        with self.database.transaction(StepKind.CAMPAIGN) as session:
            live(session, CampaignMeasure, key, _MEASURE).deleted = True
            return Changes(_MEASURES, key)

    def _check_measure(self, draft: CampaignMeasureDraft) -> None:
        require(_MEASURE, content=("举措", draft.content))
        if draft.completed_on is not None and draft.state is not WorkState.DONE:
            shown = draft.completed_on.isoformat()
            raise InvalidFieldError(_MEASURE, "完成日期", shown, f"状态为“{draft.state.label}”时应留空")
        self._check_day(_MEASURE, draft.completed_on)

    def _check_day(self, what: str, day: date | None) -> None:
        if day is not None and day > self.clock.today():
            raise InvalidFieldError(what, "完成日期", day.isoformat(), "不应晚于今天")


def _check(connection: Connection, draft: CampaignDraft, own_key: Key | None) -> None:
    require(WHAT, name=("专题名称", draft.name))
    require_order(WHAT, draft.starts_on, draft.ends_on)
    name = draft.name.strip()
    if any(row.name == name and row.key != own_key for row in list_campaigns(connection)):
        raise DuplicateError(WHAT, "专题名称", name)


def _is_used(session: Session, column: Any, key: Key) -> bool:
    hanging = select(func.count()).where(column == key, column.class_.deleted == false())
    return bool(session.scalar(hanging))


def _next_place(session: Session, table: type[CampaignText | CampaignMeasure], campaign: Key) -> int:
    last = select(func.max(table.position)).where(table.campaign_id == campaign, table.deleted == false())
    return (session.scalar(last) or 0) + 1


def _write_mark(session: Session, mark: ReadingMark) -> None:
    reading = session.get(CampaignReading, (mark.text, mark.person))
    if reading is not None:
        fill(reading, {"deleted": not mark.finished, "finished_on": mark.finished_on if mark.finished else None})
    elif mark.finished:
        session.add(CampaignReading(text_id=mark.text, person_id=mark.person, finished_on=mark.finished_on))
