"""The tables of the page of classes: their columns, and the words and tones of states."""

from fractions import Fraction
from typing import Final

from models.enums import AttendanceStatus, DutyState, SessionKind, SessionState
from services.classes.rows import ClassPerson, ClassRow, Coverage, HalfDay, NeverReached, TestPerson, TestRow
from services.training_duties.rows import CertificateRow, CertificateState, TrainingDutyRow
from ui.training_texts import STATE_WORDS, basis_text, demand_text
from ui.window.look import Tone
from ui.window.texts import NONE, average_text, day_text, number_text, share_text
from ui.window.widgets.table import Column

DUTY_TONES: Final = {
    DutyState.MET: Tone.GOOD,
    DutyState.DUE: Tone.WAITING,
    DutyState.MISSED: Tone.BAD,
    DutyState.NOT_REQUIRED: Tone.NEUTRAL,
}
CERTIFICATE_TONES: Final = {
    CertificateState.NONE: Tone.BAD,
    CertificateState.VALID: Tone.GOOD,
    CertificateState.EXPIRING: Tone.WAITING,
    CertificateState.EXPIRED: Tone.BAD,
}
STATUS_TONES: Final = {
    AttendanceStatus.PRESENT: Tone.GOOD,
    AttendanceStatus.OBSERVER: Tone.GOOD,
    AttendanceStatus.MADE_UP: Tone.GOOD,
    AttendanceStatus.LEAVE: Tone.WAITING,
    AttendanceStatus.ABSENT: Tone.BAD,
}
ALL_MEMBERS: Final = "党员（未注明对象）"
WELL_COVERED: Final = Fraction(9, 10)
COVERED: Final = Fraction(3, 5)


def kinds_text(kinds: tuple[SessionKind, ...]) -> str:
    """Name the kinds of a class, the primary one first."""
    return "、".join(kind.label for kind in kinds)


def audience_text(row: ClassRow) -> str:
    """Name whom a class is for."""
    return "、".join(audience.label for audience in row.audiences) or ALL_MEMBERS


def teachers_text(row: ClassRow) -> str:
    """Name the lecturer as entered, and the teachers of the list of resources with their titles."""
    known = [f"{one.name}（{one.title.label}）" if one.title else one.name for one in row.teachers]
    others = [row.lecturer] if row.lecturer and not any(one.name in row.lecturer for one in row.teachers) else []
    return "、".join((*others, *known)) or NONE


def half_day_name(half: HalfDay) -> str:
    """Name a half-day: 第1场 05-12 上午."""
    part = "" if half.part is None else f" {half.part.label}"
    return f"第{half.number}场 {half.held_on:%m-%d}{part}"


def _counted(row: ClassRow, number: int) -> str:
    return NONE if row.state is SessionState.PLANNED else str(number)


def _coverage_tone(row: Coverage) -> Tone | None:
    if row.rate is None:
        return None
    return Tone.GOOD if row.rate >= WELL_COVERED else Tone.WAITING if row.rate >= COVERED else Tone.BAD


def _leave_text(person: ClassPerson) -> str:
    if not person.missed:
        return NONE
    return f"{person.missed}场" + ("，超过规定" if person.too_much_leave else "")


def _leave_tone(person: ClassPerson) -> Tone | None:
    return Tone.BAD if person.too_much_leave else None


CLASS_COLUMNS: Final[tuple[Column[ClassRow], ...]] = (
    Column("日期", lambda row: day_text(row.starts_on), lambda row: row.starts_on, 96),
    Column("班次", lambda row: row.title, width=240),
    Column("类型", lambda row: kinds_text(row.kinds), width=110),
    Column("组织单位", lambda row: row.organization_name, width=130),
    Column("培训对象", audience_text, width=140),
    Column("应到", lambda row: str(row.expected), lambda row: row.expected, 56, numeric=True),
    Column("学到", lambda row: _counted(row, row.counts.learned), lambda row: row.counts.learned, 56, numeric=True),
    Column("没学到", lambda row: _counted(row, row.counts.never), lambda row: row.counts.never, 66, numeric=True),
    Column("", lambda _: "", width=10),
    Column(
        "状态",
        lambda row: row.state.label,
        width=84,
        tone=lambda row: Tone.GOOD if row.state is SessionState.HELD else Tone.WAITING,
    ),
)
PERSON_COLUMNS: Final[tuple[Column[ClassPerson], ...]] = (
    Column("姓名", lambda row: row.name, width=84),
    Column("所在党支部", lambda row: row.branch_name or NONE, width=150),
    Column(
        "出勤",
        lambda row: "未登记" if row.status is None else row.status.label,
        width=84,
        tone=lambda row: Tone.NEUTRAL if row.status is None else STATUS_TONES[row.status],
    ),
    Column("缺课", _leave_text, lambda row: row.missed, 130, tone=_leave_tone),
    Column("应到", lambda row: "是" if row.expected else "另外参加", width=84),
    Column("编号", lambda row: row.number or NONE, width=84),
)
COVERAGE_COLUMNS: Final[tuple[Column[Coverage], ...]] = (
    Column("培训对象", lambda row: row.audience.label, width=130),
    Column("人数", lambda row: str(row.people), lambda row: row.people, 64, numeric=True),
    Column("参加过", lambda row: str(row.reached), lambda row: row.reached, 74, numeric=True),
    Column("没参加过", lambda row: str(len(row.never)), lambda row: len(row.never), 84, numeric=True),
    Column("", lambda _: "", width=10),
    Column("覆盖率", lambda row: share_text(row.rate), lambda row: row.rate, 84, tone=_coverage_tone),
)
NEVER_COLUMNS: Final[tuple[Column[NeverReached], ...]] = (
    Column("姓名", lambda row: row.name, width=110),
    Column("所在党支部", lambda row: row.branch_name or NONE, width=200),
    Column("编号", lambda row: row.number or NONE, width=100),
)
DUTY_COLUMNS: Final[tuple[Column[TrainingDutyRow], ...]] = (
    Column("姓名", lambda row: row.name, width=72),
    Column("党组织", lambda row: row.organization_name, width=128),
    Column("要求", lambda row: row.kind.label, width=120),
    Column("起", lambda row: day_text(row.first_day), lambda row: row.first_day, 90),
    Column("期限", lambda row: day_text(row.until), lambda row: row.until, 90),
    Column("进度", lambda row: demand_text(row.demands) or NONE, width=136),
    Column(
        "状态",
        lambda row: STATE_WORDS[row.state],
        lambda row: tuple(STATE_WORDS).index(row.state),
        98,
        tone=lambda row: DUTY_TONES[row.state],
    ),
    Column("完成的活动", lambda row: _met_by(row), width=180),
    Column("依据", basis_text, width=84),
)
TEST_COLUMNS: Final[tuple[Column[TestRow], ...]] = (
    Column("日期", lambda row: day_text(row.held_on), lambda row: row.held_on, 90),
    Column("测试", lambda row: row.title, width=180),
    Column("及格线", lambda row: number_text(row.pass_mark), lambda row: row.pass_mark, 58, numeric=True),
    Column("应考", lambda row: str(row.expected), lambda row: row.expected, 48, numeric=True),
    Column("有成绩", lambda row: str(row.scored), lambda row: row.scored, 60, numeric=True),
    Column("合格", lambda row: number_text(row.passed), lambda row: row.passed, 48, numeric=True),
    Column("合格率", lambda row: share_text(row.rate), lambda row: row.rate, 64, numeric=True),
    Column("平均分", lambda row: average_text(row.average), lambda row: row.average, 58, numeric=True),
)
TEST_PERSON_COLUMNS: Final[tuple[Column[TestPerson], ...]] = (
    Column("姓名", lambda row: row.name, width=84),
    Column("所在党支部", lambda row: row.branch_name or NONE, width=150),
    Column("成绩", lambda row: number_text(row.score), lambda row: row.score, 60, numeric=True),
    Column("", lambda _: "", width=10),
    Column(
        "情况",
        lambda row: "没有成绩" if row.score is None else "不合格",
        width=88,
        tone=lambda row: Tone.WAITING if row.score is None else Tone.BAD,
    ),
)
CERTIFICATE_COLUMNS: Final[tuple[Column[CertificateRow], ...]] = (
    Column("党支部", lambda row: row.branch_name, width=200),
    Column("书记", lambda row: row.name, width=100),
    Column("编号", lambda row: row.number or NONE, width=100),
    Column("证书", lambda row: row.certificate or NONE, width=200),
    Column("取得日期", lambda row: day_text(row.obtained_on), lambda row: row.obtained_on, 110),
    Column(
        "有效期至",
        lambda row: "长期" if row.obtained_on and row.valid_until is None else day_text(row.valid_until),
        lambda row: row.valid_until,
        110,
    ),
    Column("状态", lambda row: row.state.label, width=100, tone=lambda row: CERTIFICATE_TONES[row.state]),
)


def _met_by(row: TrainingDutyRow) -> str:
    if row.session is None:
        return NONE
    late = "（逾期）" if row.state is DutyState.MISSED else ""
    return f"{row.session.held_on.isoformat()}{late} {row.session.title}"
