"""What teachers got: mostly within what their title allows, now and then above."""

from dataclasses import dataclass
from typing import Final

from models.enums import TeacherTitle
from models.keys import Key
from services.demo.book import Event
from services.demo.run import DemoRun

_YUAN_AN_HOUR: Final = {
    TeacherTitle.ASSOCIATE_PROFESSOR: 500,
    TeacherTitle.PROFESSOR: 1000,
    TeacherTitle.OTHER: 400,
}
_TITLES: Final = {
    TeacherTitle.ASSOCIATE_PROFESSOR.value: 5,
    TeacherTitle.PROFESSOR.value: 4,
    TeacherTitle.OTHER.value: 1,
}
_SURNAMES: Final = "李王张刘陈杨赵黄周吴"
_HALF_DAY: Final = 4
_TOO_HIGH: Final = 0.15
_APPROVED: Final = 0.1
_RAISED: Final = 1.3
_TAXED: Final = 0.84  # what is left of the pay after tax, roughly


@dataclass(frozen=True, slots=True)
class Lecture:
    """Who taught at a session, for how long, and for how much after and before tax."""

    session: Key
    teacher: str
    unit: str
    title: TeacherTitle
    hours: int
    after_tax_fen: int
    before_tax_fen: int
    approved_by: str

    @classmethod
    def made_up(cls, run: DemoRun, session: Key, event: Event) -> "Lecture":
        """Make up the teacher of a session."""
        chance = run.chance("lecture pay", session.hex())
        title = TeacherTitle(chance.weighted(_TITLES))
        hours = min(_HALF_DAY, max(1, int(event.hours)))
        approved = chance.happens(_APPROVED)
        raised = approved or chance.happens(_TOO_HIGH)
        rate = _YUAN_AN_HOUR[title] * (_RAISED if raised else chance.pick((0.8, 0.9, 1.0)))
        after = round(rate * hours) * 100
        return cls(
            session=session,
            teacher=chance.pick(_SURNAMES) + ("老师" if title is TeacherTitle.OTHER else "教授"),
            unit=(event.lecturer or chance.pick(run.texts.studies["outside_lecturers"])).removesuffix("教师"),
            title=title,
            hours=hours,
            after_tax_fen=after,
            before_tax_fen=round(after / _TAXED / 100) * 100,
            approved_by="党委书记" if approved else "",
        )


def make_lecture_pay(run: DemoRun, lecture: Lecture, expense: Key) -> None:
    """Write what a teacher got."""
    run.writer.add(
        "lecture_pays",
        session_id=lecture.session,
        expense_id=expense,
        teacher=lecture.teacher,
        unit=lecture.unit,
        title=lecture.title,
        outside=True,
        approved_by=lecture.approved_by,
        half_days=1,
        class_hours=lecture.hours * 1000,
        after_tax_fen=lecture.after_tax_fen,
        before_tax_fen=lecture.before_tax_fen,
    )
