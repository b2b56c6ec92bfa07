"""Study sessions: one event, many kinds, many topics, hours once; its items, sittings and attendance."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Connection, Index, Integer, String, false, func, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import OUTSIDE_THE_LOG, Base, Entity, SoftDeleted, code, not_negative, reference
from models.enums import (
    AttendanceStatus,
    Audience,
    CostClass,
    DayPart,
    Delivery,
    SessionKind,
    SessionState,
    Speech,
    Topic,
)
from models.keys import Key
from models.types import Thousandths


class Campaign(Entity, Base):
    """专题教育: 主题教育, 党史学习教育…; sessions, plan items and materials can belong to it."""

    __tablename__ = "campaigns"

    name: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(String, default="", server_default="")


class StudySession(Entity, Base):
    """学习活动; `kind` is its primary kind, further kinds are SessionFurtherKind rows; hours as entered.

    `united_into`: the session that this record, typed in a second time, was united with.
    """

    __tablename__ = "sessions"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        not_negative("days"),
        not_negative("hours"),
        not_negative("reflections"),
    )

    number: Mapped[str] = mapped_column(String(40), default="", server_default="", index=True)
    kind: Mapped[SessionKind] = mapped_column(code(SessionKind, "kind"))
    title: Mapped[str] = mapped_column(String(300))
    organization_id: Mapped[Key] = reference("organizations.id", index=True)
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date | None]
    days: Mapped[Decimal | None] = mapped_column(Thousandths())
    hours: Mapped[Decimal | None] = mapped_column(Thousandths())
    delivery: Mapped[Delivery | None] = mapped_column(code(Delivery, "delivery"))
    discussion: Mapped[bool] = mapped_column(default=False, server_default=false())
    lecturer: Mapped[str] = mapped_column(String(200), default="", server_default="")
    host: Mapped[str] = mapped_column(String(80), default="", server_default="")
    recorder: Mapped[str] = mapped_column(String(80), default="", server_default="")
    place: Mapped[str] = mapped_column(String(200), default="", server_default="")
    campaign_id: Mapped[Key | None] = reference("campaigns.id", index=True, nullable=True)
    reflections: Mapped[int | None]
    pass_mark: Mapped[Decimal | None] = mapped_column(Thousandths())
    cost_class: Mapped[CostClass | None] = mapped_column(code(CostClass, "cost_class"))
    state: Mapped[SessionState] = mapped_column(code(SessionState, "state"))
    note: Mapped[str] = mapped_column(String, default="", server_default="")
    united_into: Mapped[Key | None] = reference("sessions.id", nullable=True)


class SessionFurtherKind(SoftDeleted, Base):
    """兼作类型: a kind that the session also counts as."""

    __tablename__ = "session_further_kinds"
    __table_args__ = ({"sqlite_with_rowid": False},)

    session_id: Mapped[Key] = reference("sessions.id", primary_key=True)
    kind: Mapped[SessionKind] = mapped_column(code(SessionKind, "kind"), primary_key=True)


class SessionTopic(SoftDeleted, Base):
    """内容分类 of a session; with two topics it counts in full under both."""

    __tablename__ = "session_topics"
    __table_args__ = ({"sqlite_with_rowid": False},)

    session_id: Mapped[Key] = reference("sessions.id", primary_key=True)
    topic: Mapped[Topic] = mapped_column(code(Topic, "topic"), primary_key=True)


class SessionAudience(SoftDeleted, Base):
    """培训对象 of a session: the classes of person it is for."""

    __tablename__ = "session_audiences"
    __table_args__ = ({"sqlite_with_rowid": False},)

    session_id: Mapped[Key] = reference("sessions.id", primary_key=True)
    audience: Mapped[Audience] = mapped_column(code(Audience, "audience"), primary_key=True)


class StudyItem(Entity, Base):
    """学习内容: one document or speech studied in a session."""

    __tablename__ = "study_items"

    session_id: Mapped[Key] = reference("sessions.id", index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(500))
    source: Mapped[str] = mapped_column(String(200), default="", server_default="")
    dated_on: Mapped[date | None]
    led_by: Mapped[str] = mapped_column(String(80), default="", server_default="")


class Sitting(Entity, Base):
    """场次: a half-day or course of a session; who missed it has a SittingMiss."""

    __tablename__ = "sittings"
    __table_args__ = (not_negative("hours"),)

    session_id: Mapped[Key] = reference("sessions.id", index=True)
    number: Mapped[int]
    held_on: Mapped[date]
    part: Mapped[DayPart | None] = mapped_column(code(DayPart, "part"))
    content: Mapped[str] = mapped_column(String(500), default="", server_default="")
    lecturer: Mapped[str] = mapped_column(String(200), default="", server_default="")
    hours: Mapped[Decimal] = mapped_column(Thousandths())


class SittingMiss(SoftDeleted, Base):
    """缺课: this person missed this sitting alone, and loses its hours."""

    __tablename__ = "sitting_misses"
    __table_args__ = ({"sqlite_with_rowid": False},)

    sitting_id: Mapped[Key] = reference("sittings.id", primary_key=True)
    person_id: Mapped[Key] = reference("people.id", primary_key=True)
    reason: Mapped[str] = mapped_column(String(200), default="", server_default="")


class Attendance(SoftDeleted, Base):
    """出勤: one row a person and session.

    `year` is derived from the session's first day and kept by triggers (the covering index needs it);
    `minutes` is what was attended where known, `hours` the person's own hours as entered, `reflections` the number
    of 心得体会 that the person handed in.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        not_negative("minutes"),
        not_negative("hours"),
        Index("ix_attendance_hours", "year", "person_id", "status", "session_id", "hours", "minutes", "deleted"),
        Index("ix_attendance_person_id", "person_id"),
        {"sqlite_with_rowid": False},
    )

    session_id: Mapped[Key] = reference("sessions.id", primary_key=True)
    person_id: Mapped[Key] = reference("people.id", primary_key=True)
    year: Mapped[int] = mapped_column(Integer, info=OUTSIDE_THE_LOG)
    status: Mapped[AttendanceStatus] = mapped_column(code(AttendanceStatus, "status"))
    leave_reason: Mapped[str] = mapped_column(String(200), default="", server_default="")
    approved_by: Mapped[str] = mapped_column(String(80), default="", server_default="")
    made_up_on: Mapped[date | None]
    made_up_how: Mapped[str] = mapped_column(String(200), default="", server_default="")
    minutes: Mapped[int | None]
    hours: Mapped[Decimal | None] = mapped_column(Thousandths())
    speech: Mapped[Speech | None] = mapped_column(code(Speech, "speech"))
    score: Mapped[Decimal | None] = mapped_column(Thousandths())
    reflections: Mapped[int | None]
    note: Mapped[str] = mapped_column(String, default="", server_default="")


def years_with_sessions(connection: Connection) -> frozenset[int]:
    """Collect the years that have sessions."""
    years = select(func.strftime("%Y", StudySession.starts_on)).where(StudySession.deleted == false()).distinct()
    return frozenset(int(year) for year in connection.execute(years).scalars())
