"""贯彻落实: what the committee decided on a first-topic item, and the measures that carry it out."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Entity, code, reference
from models.enums import WorkState
from models.keys import Key


class FollowUpProject(Entity, Base):
    """贯彻落实项目; it belongs to the year of `decided_on`."""

    __tablename__ = "follow_up_projects"

    session_id: Mapped[Key | None] = reference("sessions.id", index=True, nullable=True)
    name: Mapped[str] = mapped_column(String(300))
    decided_on: Mapped[date]
    result: Mapped[str] = mapped_column(String, default="", server_default="")
    closed_on: Mapped[date | None]


class FollowUpMeasure(Entity, Base):
    """细化举措; `deadline` is an ISO date where one was given, else the words as written (长期坚持)."""

    __tablename__ = "follow_up_measures"

    project_id: Mapped[Key] = reference("follow_up_projects.id", index=True)
    number: Mapped[str] = mapped_column(String(40), default="", server_default="")
    content: Mapped[str] = mapped_column(String)
    responsible_unit: Mapped[str] = mapped_column(String(200), default="", server_default="")
    responsible_person: Mapped[str] = mapped_column(String(80), default="", server_default="")
    deadline: Mapped[str] = mapped_column(String(80), default="", server_default="")
    state: Mapped[WorkState] = mapped_column(code(WorkState, "state"))
    completed_on: Mapped[date | None]


class FollowUpProgress(Entity, Base):
    """推进情况 of a measure: one dated note; the history is all of them."""

    __tablename__ = "follow_up_progress"

    measure_id: Mapped[Key] = reference("follow_up_measures.id", index=True)
    noted_on: Mapped[date]
    content: Mapped[str] = mapped_column(String)
