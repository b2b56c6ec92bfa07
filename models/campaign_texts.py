"""What a campaign asks to be read, and who has finished it."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Entity, SoftDeleted, code, reference
from models.enums import WorkState
from models.keys import Key


class CampaignText(Entity, Base):
    """必读书目: a book or document that everyone in the campaign reads."""

    __tablename__ = "campaign_texts"

    campaign_id: Mapped[Key] = reference("campaigns.id", index=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    title: Mapped[str] = mapped_column(String(300))
    note: Mapped[str] = mapped_column(String, default="", server_default="")


class CampaignReading(SoftDeleted, Base):
    """读完: this person finished this text on that day (empty: the day is not known)."""

    __tablename__ = "campaign_readings"
    __table_args__ = ({"sqlite_with_rowid": False},)

    text_id: Mapped[Key] = reference("campaign_texts.id", primary_key=True)
    person_id: Mapped[Key] = reference("people.id", primary_key=True)
    finished_on: Mapped[date | None]


class CampaignMeasure(Entity, Base):
    """专题教育的整改或办实事举措: what was promised, by whom, until when, and how it stands."""

    __tablename__ = "campaign_measures"

    campaign_id: Mapped[Key] = reference("campaigns.id", index=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    content: Mapped[str] = mapped_column(String)
    responsible_unit: Mapped[str] = mapped_column(String(200), default="", server_default="")
    deadline: Mapped[str] = mapped_column(String(80), default="", server_default="")
    state: Mapped[WorkState] = mapped_column(code(WorkState, "state"))
    completed_on: Mapped[date | None]
