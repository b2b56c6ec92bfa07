"""Ledgers of sessions: 中心组学习档案目录, 三会一课台账, 教育培训台账; a row a held session."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from models.enums import SessionKind, Speech
from services.documents.ledgers.session_sources import SessionRecord, SessionYear
from services.documents.outline import Alignment, Column, TableDocument
from services.documents.papers.sentences import chinese_date
from services.documents.plots.of_records import sessions_plot
from services.figures.text import plain

THREE_MEETINGS: Final = (
    SessionKind.BRANCH_CONGRESS,
    SessionKind.BRANCH_COMMITTEE,
    SessionKind.GROUP_MEETING,
    SessionKind.PARTY_LECTURE,
)
TRAINING: Final = (
    SessionKind.READING_CLASS,
    SessionKind.TRAINING_CLASS,
    SessionKind.LECTURE,
    SessionKind.ONLINE_STUDY,
    SessionKind.EXAM,
)
_CENTER: Final = Alignment.CENTER
_SPACE: Final = "\u3000"
_COMPLETE: Final = "齐全"


class _Part(NamedTuple):
    column: Column
    text: Callable[[SessionRecord], str]


def _counts_text(record: SessionRecord) -> str:
    counts = record.row.counts
    return f"{counts.expected}/{counts.present}"


def _away_text(record: SessionRecord) -> str:
    counts = record.row.counts
    told = (("请假", counts.leave), ("缺席", counts.absent), ("补学", counts.made_up), ("列席", counts.observer))
    return "、".join(f"{word}{number}" for word, number in told if number)


def _day(record: SessionRecord) -> str:
    first, last = record.row.starts_on, record.row.ends_on
    return first.isoformat() if last in {None, first} else f"{first.isoformat()}至{last}"


def _speakers(record: SessionRecord) -> str:
    told = ((speech, record.speakers_text(speech)) for speech in Speech)
    words = [f"{speech.label}：{names}" for speech, names in told if names]
    return "；".join([*([f"主讲：{record.row.lecturer}"] if record.row.lecturer else []), *words])


def _reflections(record: SessionRecord) -> str:
    if record.written is None or record.written == record.reflections:
        return "" if record.reflections is None else str(record.reflections)
    return f"{'—' if record.reflections is None else record.reflections}（个人{record.written}）"


_DAY: Final = _Part(Column("日期", 20, _CENTER), _day)
_NUMBER: Final = _Part(Column("活动编号", 18, _CENTER), lambda record: record.row.number)
_UNIT: Final = _Part(Column("组织单位", 20), lambda record: record.unit)
_KINDS: Final = _Part(Column("类型", 16, _CENTER), lambda record: "、".join(kind.label for kind in record.kinds))
_TITLE: Final = _Part(Column("主题", 32), lambda record: record.row.title)
_TEXTS: Final = _Part(Column("学习内容", 36), lambda record: "；".join(record.texts))
_COUNTS: Final = _Part(Column("应到/实到", 15, _CENTER), _counts_text)
_AWAY: Final = _Part(Column("其他出勤", 19), _away_text)
_HOURS: Final = _Part(
    Column("学时", 9, _CENTER, number=True), lambda record: "" if record.row.hours is None else plain(record.row.hours)
)


def center_group_archive(told: SessionYear) -> TableDocument:
    """Set the list of a year's studies, with the papers in the folder and those that are missing."""
    form = _Part(Column("形式", 16, _CENTER), lambda record: "交流研讨" if record.row.discussion else "集中学习")
    parts = (
        _DAY,
        _TITLE,
        _TEXTS,
        _Part(Column("主讲、发言", 28), _speakers),
        form,
        _COUNTS,
        _AWAY,
        _Part(Column("心得", 10, _CENTER, number=True), _reflections),
        _Part(Column("已归档材料", 24), lambda record: record.filed),
        _Part(Column("缺件", 20), lambda record: record.missing or _COMPLETE),
    )
    lacking = sum(bool(record.missing) for record in told.records)
    discussions = sum(record.row.discussion for record in told.records)
    summary = f"共{len(told.records)}次，其中交流研讨{discussions}次；有缺件的{lacking}次。"
    notes = ("注：缺件按活动之日有效的归档清单确定；心得为活动登记篇数，与按人登记的合计不同时，合计写在括号内。",)
    return _ledger(f"{told.year}年党委理论学习中心组学习档案目录", told, parts, summary, notes)


def three_meetings_ledger(told: SessionYear) -> TableDocument:
    """Set the meetings and lectures of a year; a session of several kinds stands once and counts for each."""
    hosts = _Part(Column("主持、主讲", 20), _led_by)
    parts = (_DAY, _UNIT, _KINDS, _TITLE, _TEXTS, hosts, _COUNTS, _AWAY, _HOURS, _NUMBER)
    notes = ("注：一次活动兼作几类的只列一行，各类分别计次。",)
    return _plotted(_ledger(f"{told.year}年三会一课台账", told, parts, _by_kind(told, THREE_MEETINGS), notes), told)


def training_ledger(told: SessionYear) -> TableDocument:
    """Set the classes, lectures, online study and exams of a year."""
    parts = (
        _DAY,
        _KINDS,
        _TITLE,
        _UNIT,
        _Part(
            Column("方式", 9, _CENTER), lambda record: "" if record.row.delivery is None else record.row.delivery.label
        ),
        _Part(
            Column("天数", 9, _CENTER, number=True),
            lambda record: "" if record.row.days is None else plain(record.row.days),
        ),
        _HOURS,
        _Part(Column("授课人", 18), lambda record: record.row.lecturer),
        _TEXTS,
        _COUNTS,
        _AWAY,
        _NUMBER,
    )
    learned = sum(record.row.counts.present + record.row.counts.made_up for record in told.records)
    summary = f"{_by_kind(told, TRAINING)}参加{learned}人次（实到和补学）。"
    return _plotted(_ledger(f"{told.year}年党员教育培训台账", told, parts, summary, ()), told)


def _led_by(record: SessionRecord) -> str:
    names = dict.fromkeys(name for name in (record.host, record.row.lecturer) if name)
    return "、".join(names)


def _by_kind(told: SessionYear, kinds: Sequence[SessionKind]) -> str:
    counted = Counter(kind for record in told.records for kind in set(record.kinds))
    words = "、".join(f"{kind.label}{counted[kind]}次" for kind in kinds if counted[kind])
    return f"共{len(told.records)}次活动：{words}。" if words else "没有已举行的活动。"


def _ledger(
    title: str, told: SessionYear, parts: Sequence[_Part], summary: str, notes: tuple[str, ...]
) -> TableDocument:
    return TableDocument(
        title=title,
        columns=(Column("序号", 8, _CENTER, number=True), *(part.column for part in parts)),
        rows=tuple(
            (str(number), *(part.text(record) for part in parts)) for number, record in enumerate(told.records, 1)
        ),
        records=tuple(("sessions", record.row.key) for record in told.records),
        subtitle_lines=(f"单位：{told.scope_name}{_SPACE * 2}统计截至：{chinese_date(told.asof)}", summary),
        notes=notes,
    )


def _plotted(table: TableDocument, told: SessionYear) -> TableDocument:
    """Add the plot of what each unit held in each month."""
    held = [(record.branch, record.row.starts_on) for record in told.records]
    plot = sessions_plot(held, f"{told.scope_name}{told.year}年各单位各月开展活动次数")
    return replace(table, plots=(plot,) if held else ())
