"""Rules: every number of the domain as a dated row with its basis, seeded from resources/rules.json."""

from datetime import date

from sqlalchemy import String, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Entity, code
from models.enums import OrganizationKind, PaperKind, PeriodKind, SessionKind


class Rule(Entity, Base):
    """A setting by its key, from `valid_from` (empty: always) to the day before `valid_to` (empty: still).

    `value` is JSON (a number as text "32", a list of codes); `own` marks 单位自定.
    """

    __tablename__ = "rules"

    key: Mapped[str] = mapped_column(String(80), index=True)
    value: Mapped[str] = mapped_column(String)
    basis: Mapped[str] = mapped_column(String(300), default="", server_default="")
    clause: Mapped[str] = mapped_column(String(80), default="", server_default="")
    own: Mapped[bool] = mapped_column(default=False, server_default=false())
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class DutyRule(Entity, Base):
    """How many sessions of a kind an organisation of a kind owes per period.

    `minimum_formal` (where not 0) is the number of formal members on the period's first day below which nothing is
    owed; `discussion_only` counts only sessions marked as discussions.
    """

    __tablename__ = "duty_rules"

    organization_kind: Mapped[OrganizationKind] = mapped_column(code(OrganizationKind, "organization_kind"))
    session_kind: Mapped[SessionKind] = mapped_column(code(SessionKind, "session_kind"))
    required: Mapped[int]
    period: Mapped[PeriodKind] = mapped_column(code(PeriodKind, "period"))
    minimum_formal: Mapped[int] = mapped_column(default=0, server_default="0")
    discussion_only: Mapped[bool] = mapped_column(default=False, server_default=false())
    basis: Mapped[str] = mapped_column(String(300), default="", server_default="")
    clause: Mapped[str] = mapped_column(String(80), default="", server_default="")
    own: Mapped[bool] = mapped_column(default=False, server_default=false())
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class ArchiveRule(Entity, Base):
    """归档清单: a paper that the folder of a session of this kind must hold, for sessions of its days."""

    __tablename__ = "archive_rules"

    session_kind: Mapped[SessionKind] = mapped_column(code(SessionKind, "session_kind"))
    paper: Mapped[PaperKind] = mapped_column(code(PaperKind, "paper"))
    basis: Mapped[str] = mapped_column(String(300), default="", server_default="")
    clause: Mapped[str] = mapped_column(String(80), default="", server_default="")
    own: Mapped[bool] = mapped_column(default=False, server_default=false())
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
