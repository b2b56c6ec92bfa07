"""People and what is dated about them; a transfer ends one membership and begins another."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Entity, code, not_negative, reference
from models.enums import Gender, Post, Rank, StageKind
from models.keys import Key
from models.types import Thousandths


class Person(Entity, Base):
    """人员; `category` is the category as written in the roster, used where no dated stage settles it.

    `united_into`: the person whom this record, typed in a second time, was united with.
    """

    __tablename__ = "people"

    number: Mapped[str] = mapped_column(String(40), default="", server_default="", index=True)
    name: Mapped[str] = mapped_column(String(80), index=True)
    gender: Mapped[Gender | None] = mapped_column(code(Gender, "gender"))
    ethnicity: Mapped[str] = mapped_column(String(40), default="", server_default="")
    born_on: Mapped[date | None]
    identity_number: Mapped[str] = mapped_column(String(18), default="", server_default="")
    education: Mapped[str] = mapped_column(String(40), default="", server_default="")
    category: Mapped[StageKind] = mapped_column(code(StageKind, "category"))
    administrative_post: Mapped[str] = mapped_column(String(80), default="", server_default="")
    rank: Mapped[Rank | None] = mapped_column(code(Rank, "rank"))
    phone: Mapped[str] = mapped_column(String(40), default="", server_default="")
    note: Mapped[str] = mapped_column(String, default="", server_default="")
    united_into: Mapped[Key | None] = reference("people.id", nullable=True)


class Stage(Entity, Base):
    """发展阶段: the day a person reached it (入党日期 is the day of PROBATIONARY, 转正日期 of FORMAL)."""

    __tablename__ = "stages"

    person_id: Mapped[Key] = reference("people.id", index=True)
    kind: Mapped[StageKind] = mapped_column(code(StageKind, "kind"))
    reached_on: Mapped[date]


class Membership(Entity, Base):
    """组织关系: from `starts_on` (empty: since joining, else always) to the day before `ends_on` (empty: still).

    The organisation is the branch, or one of its groups; the branch is then the group's parent.
    """

    __tablename__ = "memberships"

    person_id: Mapped[Key] = reference("people.id", index=True)
    organization_id: Mapped[Key] = reference("organizations.id", index=True)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(200), default="", server_default="")
    destination: Mapped[str] = mapped_column(String(200), default="", server_default="")
    reason: Mapped[str] = mapped_column(String(200), default="", server_default="")


class Appointment(Entity, Base):
    """任职: a party post in an organisation, to the day before `ends_on`; `portfolio` is 组织, 宣传, 纪检 and so on."""

    __tablename__ = "appointments"

    person_id: Mapped[Key] = reference("people.id", index=True)
    organization_id: Mapped[Key] = reference("organizations.id", index=True)
    post: Mapped[Post] = mapped_column(code(Post, "post"))
    portfolio: Mapped[str] = mapped_column(String(40), default="", server_default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]


class Exemption(Entity, Base):
    """免学时: no target of hours while it holds; without dates it holds always."""

    __tablename__ = "exemptions"

    person_id: Mapped[Key] = reference("people.id", index=True)
    reason: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    approved_by: Mapped[str] = mapped_column(String(200), default="", server_default="")


class Exclusion(Entity, Base):
    """不计入应到: a member who is not expected at meetings (卧病, 出国半年以上…) while it holds, with the approval."""

    __tablename__ = "exclusions"

    person_id: Mapped[Key] = reference("people.id", index=True)
    reason: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    approved_by: Mapped[str] = mapped_column(String(200), default="", server_default="")


class Certificate(Entity, Base):
    """认证证书: valid from `obtained_on` up to and including `valid_until` (empty: without end)."""

    __tablename__ = "certificates"

    person_id: Mapped[Key] = reference("people.id", index=True)
    name: Mapped[str] = mapped_column(String(200))
    obtained_on: Mapped[date]
    valid_until: Mapped[date | None]


class StudyAppScore(Entity, Base):
    """学习强国 score of a person as of a day."""

    __tablename__ = "study_app_scores"
    __table_args__ = (Index("ix_study_app_scores_person_id_scored_on", "person_id", "scored_on"), not_negative("score"))

    person_id: Mapped[Key] = reference("people.id")
    scored_on: Mapped[date]
    score: Mapped[Decimal] = mapped_column(Thousandths())
