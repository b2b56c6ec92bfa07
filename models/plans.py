"""Plans and their items; shortcomings and the measures that mend them."""

from datetime import date
from decimal import Decimal

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Entity, SoftDeleted, code, not_negative, reference
from models.enums import PlanKind, PlanLevel, ShortcomingState, WorkState
from models.keys import Key
from models.types import Thousandths


class Plan(Entity, Base):
    """计划 of a year."""

    __tablename__ = "plans"

    year: Mapped[int] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(200))
    level: Mapped[PlanLevel | None] = mapped_column(code(PlanLevel, "level"))
    kind: Mapped[PlanKind | None] = mapped_column(code(PlanKind, "kind"))
    organization_id: Mapped[Key | None] = reference("organizations.id", nullable=True)
    campaign_id: Mapped[Key | None] = reference("campaigns.id", nullable=True)


class PlanItem(Entity, Base):
    """事项 of a plan: what, for whom, until when, how often; done when marked or linked to enough held sessions.

    `quarter` (1 to 4), `texts`, `speakers`, `form` and `observers` are what a centre group's plan says besides.
    """

    __tablename__ = "plan_items"
    __table_args__ = (not_negative("times"), not_negative("hours"), not_negative("budget_fen"))

    plan_id: Mapped[Key] = reference("plans.id", index=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    title: Mapped[str] = mapped_column(String(500))
    kind: Mapped[str] = mapped_column(String(80), default="", server_default="")
    audience: Mapped[str] = mapped_column(String(200), default="", server_default="")
    deadline: Mapped[str] = mapped_column(String(80), default="", server_default="")
    times: Mapped[int | None]
    hours: Mapped[Decimal | None] = mapped_column(Thousandths())
    budget_fen: Mapped[int | None]
    responsible_unit: Mapped[str] = mapped_column(String(200), default="", server_default="")
    state: Mapped[WorkState] = mapped_column(code(WorkState, "state"))
    quarter: Mapped[int | None]
    texts: Mapped[str] = mapped_column(String, default="", server_default="")
    speakers: Mapped[str] = mapped_column(String(200), default="", server_default="")
    form: Mapped[str] = mapped_column(String(80), default="", server_default="")
    observers: Mapped[str] = mapped_column(String(200), default="", server_default="")


class PlanItemSession(SoftDeleted, Base):
    """A session held for a plan item."""

    __tablename__ = "plan_item_sessions"
    __table_args__ = ({"sqlite_with_rowid": False},)

    plan_item_id: Mapped[Key] = reference("plan_items.id", primary_key=True)
    session_id: Mapped[Key] = reference("sessions.id", primary_key=True)


class Shortcoming(Entity, Base):
    """存在问题 found in a year, mended until when."""

    __tablename__ = "shortcomings"

    year: Mapped[int] = mapped_column(index=True)
    number: Mapped[str] = mapped_column(String(40), default="", server_default="")
    problem: Mapped[str] = mapped_column(String)
    responsible_unit: Mapped[str] = mapped_column(String(200), default="", server_default="")
    deadline: Mapped[str] = mapped_column(String(80), default="", server_default="")
    state: Mapped[ShortcomingState] = mapped_column(code(ShortcomingState, "state"))
    completed_on: Mapped[date | None]


class ShortcomingMeasure(Entity, Base):
    """整改措施 of a shortcoming."""

    __tablename__ = "shortcoming_measures"

    shortcoming_id: Mapped[Key] = reference("shortcomings.id", index=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    content: Mapped[str] = mapped_column(String)
