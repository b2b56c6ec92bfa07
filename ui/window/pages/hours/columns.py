"""The columns of the lists on the page of hours."""

from decimal import Decimal
from typing import Final

from models.enums import AbsenceState, ForecastState, HoursState
from services.absences.rows import AbsenceRow, DoubleLifeRow, LongAbsenceRow, Taken
from services.hours.rows import ForecastRow, HoursRow, TheoryRow
from ui.window.dialogs.hours_sources import STATUS_TONES
from ui.window.look import Tone
from ui.window.texts import NONE, day_text, number_text, share_text
from ui.window.widgets.table import Column

HOURS_TONES: Final = {
    HoursState.MET: Tone.GOOD,
    HoursState.BEHIND: Tone.BAD,
    HoursState.EXEMPT: Tone.NEUTRAL,
    HoursState.LEFT: Tone.NEUTRAL,
}
FORECAST_TONES: Final = {
    ForecastState.SHORT: Tone.BAD,
    ForecastState.ON_TRACK: Tone.WAITING,
    ForecastState.MET: Tone.GOOD,
    ForecastState.NOT_BEGUN: Tone.NEUTRAL,
}
ABSENCE_TONES: Final = {
    AbsenceState.GRAVE: Tone.BAD,
    AbsenceState.WARNED: Tone.WAITING,
    AbsenceState.EXCUSED: Tone.NEUTRAL,
}

BOTH: Final = "双重参加"


def missing(row: HoursRow) -> Decimal | None:
    """Give the hours that a person still lacks, None where there is no target."""
    return None if row.target is None else max(row.target - row.earned, Decimal(0))


def took_part(taken: Taken) -> bool:
    """Tell whether somebody took part at all on one side of the double organisation life."""
    return bool(taken.present or taken.made_up or taken.sat_in)


def double_state(row: DoubleLifeRow) -> tuple[str, Tone]:
    """Say in a word on which sides a leading cadre took part; what nobody recorded or held is held against nobody."""
    if not took_part(row.as_member):
        silent = not row.branch_held and not row.as_member.expected
        return ("支部未开展", Tone.NEUTRAL) if silent else ("未参加支部", Tone.BAD)
    if not took_part(row.as_leader):
        return ("未参加班子", Tone.WAITING) if row.as_leader.expected else ("班子无记录", Tone.NEUTRAL)
    return BOTH, Tone.GOOD


HOURS_COLUMNS: Final = (
    Column[HoursRow]("姓名", lambda row: row.name, width=84),
    Column[HoursRow]("党支部", lambda row: row.branch_name, width=146),
    Column[HoursRow]("类别", lambda row: row.member_class.label, width=122),
    Column[HoursRow]("应学", lambda row: number_text(row.target), lambda row: row.target, 62, numeric=True),
    Column[HoursRow]("已学", lambda row: number_text(row.earned), lambda row: row.earned, 62, numeric=True),
    Column[HoursRow]("还差", lambda row: number_text(missing(row)), missing, 62, numeric=True),
    Column[HoursRow](
        "状态", lambda row: row.state.label, lambda row: row.state.value, 88, tone=lambda row: HOURS_TONES[row.state]
    ),
    Column[HoursRow]("编号", lambda row: row.number or NONE, width=84),
)
FORECAST_COLUMNS: Final[tuple[Column[ForecastRow], ...]] = (
    Column("姓名", lambda row: row.hours.name, width=90),
    Column("党支部", lambda row: row.hours.branch_name, width=170),
    Column("类别", lambda row: row.hours.member_class.label, width=130),
    Column("应学", lambda row: number_text(row.hours.target), lambda row: row.hours.target, 70, numeric=True),
    Column("已学", lambda row: number_text(row.hours.earned), lambda row: row.hours.earned, 70, numeric=True),
    Column("年底预计", lambda row: number_text(row.projected), lambda row: row.projected, 90, numeric=True),
    Column("还需", lambda row: number_text(row.needed), lambda row: row.needed, 70, numeric=True),
    Column("今后每月", lambda row: number_text(row.monthly), lambda row: row.monthly, 90, numeric=True),
    Column("", lambda _: "", width=16),
    Column(
        "预测",
        lambda row: row.state.label,
        lambda row: row.state.value,
        100,
        tone=lambda row: FORECAST_TONES[row.state],
    ),
)


def theory_columns(enough: "dict[bytes, bool | None]") -> tuple[Column[TheoryRow], ...]:
    """Make the columns of theory; `enough` tells by key whether the share is what the rule asks."""

    def state(row: TheoryRow) -> str:
        return {True: "达到", False: "未达到", None: NONE}[enough.get(row.key)]

    def tone(row: TheoryRow) -> Tone | None:
        return {True: Tone.GOOD, False: Tone.WAITING, None: None}[enough.get(row.key)]

    return (
        Column("姓名或党支部", lambda row: row.name, width=160),
        Column("编号", lambda row: row.number or NONE, width=100),
        Column("党支部", lambda row: row.branch_name or NONE, width=200),
        Column("理论学时", lambda row: number_text(row.theory), lambda row: row.theory, 100, numeric=True),
        Column("全部学时", lambda row: number_text(row.earned), lambda row: row.earned, 100, numeric=True),
        Column("占比", lambda row: share_text(row.share), lambda row: row.share, 90, numeric=True),
        Column("", lambda _: "", width=16),
        Column("要求", state, state, 100, tone=tone),
    )


ABSENCE_COLUMNS: Final[tuple[Column[AbsenceRow], ...]] = (
    Column("姓名", lambda row: row.member.name, width=84),
    Column("党支部", lambda row: row.member.branch_name, width=140),
    Column("日期", lambda row: day_text(row.held_on), lambda row: row.held_on, 100),
    Column("学习活动", lambda row: row.title, width=220),
    Column(
        "出勤",
        lambda row: row.status.label,
        lambda row: row.status.value,
        76,
        tone=lambda row: STATUS_TONES[row.status],
    ),
    Column("请假事由", lambda row: row.leave_reason or NONE, width=110),
    Column("补学日期", lambda row: day_text(row.made_up_on), lambda row: row.made_up_on, 100),
    Column("补学方式", lambda row: row.made_up_how or NONE, width=140),
)
LONG_COLUMNS: Final[tuple[Column[LongAbsenceRow], ...]] = (
    Column("姓名", lambda row: row.member.name, width=84),
    Column("党支部", lambda row: row.member.branch_name, width=150),
    Column("自", lambda row: day_text(row.since), lambda row: row.since, 100),
    Column("月数", lambda row: str(row.months), lambda row: row.months, 60, numeric=True),
    Column("期间支部开展", lambda row: f"{row.missed} 次", lambda row: row.missed, 104, numeric=True),
    Column("", lambda _: "", width=16),
    Column(
        "程度", lambda row: row.state.label, lambda row: row.state.value, 110, tone=lambda row: ABSENCE_TONES[row.state]
    ),
    Column(
        "最近一次参加",
        lambda row: "没有记录" if row.last is None else f"{row.last.day.isoformat()}　{row.last.title}",
        width=240,
    ),
    Column("正当理由", lambda row: row.reason or NONE, width=120),
)
DOUBLE_COLUMNS: Final[tuple[Column[DoubleLifeRow], ...]] = (
    Column("姓名", lambda row: row.member.name, width=80),
    Column("身份", lambda row: row.role, width=130),
    Column("所在党支部", lambda row: row.member.branch_name, width=130),
    Column("班子实到/应到", lambda row: _there(row.as_leader), lambda row: row.as_leader.rate, 112, numeric=True),
    Column("补学", lambda row: str(row.as_leader.made_up), lambda row: row.as_leader.made_up, 52, numeric=True),
    Column("支部实到/应到", lambda row: _there(row.as_member), lambda row: row.as_member.rate, 112, numeric=True),
    Column("补学", lambda row: str(row.as_member.made_up), lambda row: row.as_member.made_up, 52, numeric=True),
    Column("支部开展", lambda row: f"{row.branch_held} 次", lambda row: row.branch_held, 80, numeric=True),
    Column("", lambda _: "", width=14),
    Column("支部最近一次", lambda row: day_text(row.as_member.last_day), lambda row: row.as_member.last_day, 104),
    Column("情况", lambda row: double_state(row)[0], width=100, tone=lambda row: double_state(row)[1]),
)


def _there(taken: Taken) -> str:
    observers = f"（列席{taken.sat_in}）" if taken.sat_in else ""
    return f"{taken.present}/{taken.expected}{observers}"
