"""学习资源 and 培训需求: teachers, places, courses and texts with where they were used; what members ask for."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Entity, SoftDeleted, code, not_negative, reference
from models.enums import Audience, ResourceKind, TeacherTitle, Topic
from models.keys import Key


class StudyResource(Entity, Base):
    """A teacher, a place of red education, a course or a text; `title` is a teacher's."""

    __tablename__ = "study_resources"

    kind: Mapped[ResourceKind] = mapped_column(code(ResourceKind, "kind"))
    name: Mapped[str] = mapped_column(String(200))
    title: Mapped[TeacherTitle | None] = mapped_column(code(TeacherTitle, "title"))
    topic: Mapped[Topic | None] = mapped_column(code(Topic, "topic"))
    origin: Mapped[str] = mapped_column(String(200), default="", server_default="")
    phone: Mapped[str] = mapped_column(String(40), default="", server_default="")
    note: Mapped[str] = mapped_column(String, default="", server_default="")


class SessionResource(SoftDeleted, Base):
    """A session used a resource."""

    __tablename__ = "session_resources"
    __table_args__ = ({"sqlite_with_rowid": False},)

    session_id: Mapped[Key] = reference("sessions.id", primary_key=True)
    resource_id: Mapped[Key] = reference("study_resources.id", primary_key=True)


class TrainingNeed(Entity, Base):
    """培训需求: how many asked for a subject in the survey of a year, by topic and class of person."""

    __tablename__ = "training_needs"
    __table_args__ = (not_negative("votes"),)

    year: Mapped[int] = mapped_column(index=True)
    subject: Mapped[str] = mapped_column(String(300))
    topic: Mapped[Topic | None] = mapped_column(code(Topic, "topic"))
    audience: Mapped[Audience | None] = mapped_column(code(Audience, "audience"))
    organization_id: Mapped[Key | None] = reference("organizations.id", nullable=True)
    votes: Mapped[int]
    note: Mapped[str] = mapped_column(String, default="", server_default="")
