"""Use cases of people: adding, changing, transfers, posts, stages, exemptions; nothing dated is overwritten."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import false, func, select, update
from sqlalchemy.orm import Session

from models.change_log.steps import Step
from models.database import Database
from models.enums import StageKind, StepKind
from models.keys import Key
from models.people import Membership, Person, Stage, StudyAppScore
from services.changes import Changes
from services.clock import Clock
from services.drafts import field_values, fill, live, require, require_order
from services.errors import DuplicateError, InUseError, InvalidFieldError
from services.people.listing import list_people
from services.people.records import TABLES, check_record, load_detail, others, record_kind
from services.people.rows import (
    MembershipDraft,
    PersonDetail,
    PersonDraft,
    PersonRow,
    RecordDraft,
    RecordKind,
    StageDraft,
)

WHAT: Final = "人员"
_PEOPLE: Final = Person.__tablename__
_MEMBERSHIPS: Final = Membership.__tablename__
_IDENTITY_NUMBER: Final = re.compile(r"[0-9]{17}[0-9Xx]")


@dataclass(frozen=True, slots=True)
class PeopleService:
    """People and everything dated about them."""

    database: Database
    clock: Clock

    def list(
        self,
        organization_id: Key | None = None,
        *,
        text: str = "",
        category: StageKind | None = None,
        former: bool = False,
        day: date | None = None,
    ) -> tuple[PersonRow, ...]:
        """List people as of `day` (empty: today), of an organisation and everything below it (empty: all).

        `text` is looked for in names, numbers and posts; `former` also lists those who have left.
        """
        with self.database.reading() as connection:
            rows = list_people(connection, day or self.clock.today(), organization_id)
        wanted = text.strip().casefold()
        return tuple(
            row
            for row in rows
            if (former or not row.former)
            and (category is None or row.category is category)
            and (not wanted or any(wanted in part.casefold() for part in (row.name, row.number, *row.posts)))
        )

    def get(self, key: Key) -> PersonDetail:
        """Give a person with all dated records; RecordMissingError if gone."""
        with self.database.reading() as connection:
            return load_detail(connection, key)

    def add(self, draft: PersonDraft, membership: MembershipDraft, stages: Sequence[StageDraft] = ()) -> Changes:
        """Add a person with the first membership and the stages known."""
        with self.database.transaction(Step(StepKind.ADD_PERSON, draft.name)) as session:
            _check_person(session, draft, own_key=None)
            person = Person(**field_values(draft))
            session.add(person)
            session.flush()
            records: tuple[RecordDraft, ...] = (*stages, membership)
            for record in records:
                _add_record(session, person.id, record)
            return Changes(frozenset({_PEOPLE, _MEMBERSHIPS, Stage.__tablename__}), person.id)

    def change(self, key: Key, draft: PersonDraft) -> Changes:
        """Change what is not dated."""
        with self.database.transaction(Step(StepKind.CHANGE_PERSON, draft.name)) as session:
            person = live(session, Person, key, WHAT)
            _check_person(session, draft, own_key=key)
            fill(person, field_values(draft))
            return Changes(frozenset({_PEOPLE}), key)

    def delete(self, key: Key) -> Changes:
        """Delete a person entered by mistake, with the dated records; InUseError once there is attendance."""
        from models.attachments import Attachment  # noqa: PLC0415 - the same
        from models.center_group import CenterGroupMember  # noqa: PLC0415 - for a deletion only, not for the list
        from models.sessions import Attendance, SittingMiss  # noqa: PLC0415 - the same

        with self.database.transaction(StepKind.DELETE_PERSON) as session:
            person = live(session, Person, key, WHAT)
            rows = select(func.count()).where(Attendance.person_id == key, Attendance.deleted == false())
            if session.execute(rows).scalar_one():
                raise InUseError(what=WHAT, name=person.name, used_by=("出勤记录",))
            person.deleted = True
            below: tuple[Any, ...] = (*TABLES.values(), StudyAppScore, SittingMiss, CenterGroupMember, Attachment)
            for table in below:
                session.execute(update(table).where(table.person_id == key).values(deleted=True))
            return Changes(frozenset({_PEOPLE, *(table.__tablename__ for table in below)}), key)

    def transfer(  # noqa: PLR0913 - a transfer is these facts
        self, key: Key, to: Key, on: date, *, reason: str = "", source: str = "", destination: str = ""
    ) -> Changes:
        """End the running membership on a day and begin one in another organisation that day."""
        with self.database.transaction(StepKind.TRANSFER) as session:
            person = live(session, Person, key, WHAT)
            running = _running_membership(session, person, on)
            if running.organization_id == to:
                raise InvalidFieldError(what="组织关系转接", field="转入组织", value="", remedy="应是另一个党组织")
            begun = MembershipDraft(to, starts_on=on, ends_on=running.ends_on, source=source, reason=reason)
            fill(running, {"ends_on": on, "destination": destination.strip(), "reason": reason.strip()})
            session.flush()
            _add_record(session, key, begun)
            return Changes(frozenset({_MEMBERSHIPS}), key)

    def leave(self, key: Key, on: date, *, destination: str = "", reason: str = "") -> Changes:
        """End the running membership without beginning another; `on` is the first day away."""
        with self.database.transaction(StepKind.TRANSFER) as session:
            running = _running_membership(session, live(session, Person, key, WHAT), on)
            fill(running, {"ends_on": on, "destination": destination.strip(), "reason": reason.strip()})
            return Changes(frozenset({_MEMBERSHIPS}), key)

    def add_record(self, key: Key, draft: RecordDraft) -> Changes:
        """Add a dated record of any kind: a membership, an appointment, a stage, an exemption, and so on."""
        with self.database.transaction(StepKind.PERSON_RECORD) as session:
            live(session, Person, key, WHAT)
            record_key = _add_record(session, key, draft)
            return Changes(frozenset({TABLES[record_kind(draft)].__tablename__}), record_key)

    def change_record(self, record_key: Key, draft: RecordDraft) -> Changes:
        """Correct a dated record that was entered wrongly."""
        kind = record_kind(draft)
        with self.database.transaction(StepKind.PERSON_RECORD) as session:
            record = live(session, TABLES[kind], record_key, kind.value)
            check_record(session, record.person_id, draft, own_key=record_key)
            fill(record, field_values(draft))
            return Changes(frozenset({TABLES[kind].__tablename__}), record_key)

    def end_record(self, record_key: Key, kind: RecordKind, on: date) -> Changes:
        """End an appointment, an exemption, an exclusion or a membership; `on` is the first day without it."""
        with self.database.transaction(StepKind.PERSON_RECORD) as session:
            record = live(session, TABLES[kind], record_key, kind.value)
            if not hasattr(record, "ends_on"):
                raise InvalidFieldError(
                    what=kind.value, field="止", value=on.isoformat(), remedy="这类记录没有终止日期"
                )
            require_order(kind.value, record.starts_on, on)
            record.ends_on = on
            return Changes(frozenset({TABLES[kind].__tablename__}), record_key)

    def delete_record(self, record_key: Key, kind: RecordKind) -> Changes:
        """Delete a dated record that was entered by mistake; the last membership of a person stays."""
        with self.database.transaction(StepKind.PERSON_RECORD) as session:
            record = live(session, TABLES[kind], record_key, kind.value)
            if kind is RecordKind.MEMBERSHIP and not others(session, Membership, record.person_id, record_key):
                raise InvalidFieldError(
                    what=kind.value, field="组织关系", value="", remedy="至少保留一段组织关系；填错了请改正它"
                )
            record.deleted = True
            return Changes(frozenset({TABLES[kind].__tablename__}), record_key)


def _add_record(session: Session, person_id: Key, draft: RecordDraft) -> Key:
    check_record(session, person_id, draft, own_key=None)
    record = TABLES[record_kind(draft)](person_id=person_id, **field_values(draft))
    session.add(record)
    session.flush()
    key: Key = record.id
    return key


def _running_membership(session: Session, person: Person, on: date) -> Membership:
    """Find the membership that runs on a day and began before it."""
    found = session.scalars(
        select(Membership).where(
            Membership.person_id == person.id,
            Membership.deleted == false(),
            (Membership.starts_on.is_(None)) | (Membership.starts_on < on),
            (Membership.ends_on.is_(None)) | (Membership.ends_on > on),
        )
    ).one_or_none()
    if found is None:
        raise InvalidFieldError(
            what=RecordKind.MEMBERSHIP.value,
            field="日期",
            value=on.isoformat(),
            remedy="应在现有组织关系开始之后，并且该组织关系当日尚未结束",
        )
    return found


def _check_person(session: Session, draft: PersonDraft, own_key: Key | None) -> None:
    require(WHAT, name=("姓名", draft.name))
    identity_number = draft.identity_number.strip()
    if identity_number and not _IDENTITY_NUMBER.fullmatch(identity_number):
        raise InvalidFieldError(what=WHAT, field="身份证号", value=identity_number, remedy="应为18位，末位可以是X")
    for label, column, value in (
        ("人员编号", Person.number, draft.number.strip()),
        ("身份证号", Person.identity_number, identity_number),
    ):
        same = select(Person.id).where(column == value, Person.deleted == false())
        if value and any(other != own_key for other in session.scalars(same)):
            raise DuplicateError(what=WHAT, field=label, value=value)
