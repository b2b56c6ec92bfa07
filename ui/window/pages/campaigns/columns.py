"""The tables of the page of campaigns: their lines, columns and the words for states."""

from dataclasses import dataclass
from typing import Final

from models.enums import PlanLevel, WorkState
from services.campaigns.report import CampaignReport
from services.campaigns.rows import (
    BranchReading,
    CampaignMaterial,
    CampaignMeasureRow,
    CampaignReader,
    CampaignSession,
    CampaignText,
)
from services.plans.rows import PlanItemRow
from ui.window.look import Tone
from ui.window.texts import NONE, day_text, number_text, share_text
from ui.window.widgets.table import Column

STATE_TONES: Final = {
    WorkState.NOT_STARTED: Tone.NEUTRAL,
    WorkState.IN_PROGRESS: Tone.WAITING,
    WorkState.DONE: Tone.GOOD,
}


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A plan item with its level and its place in it."""

    level: PlanLevel
    place: int
    item: PlanItemRow


def item_lines(report: CampaignReport) -> tuple[ItemLine, ...]:
    """List the items of both levels, numbered within each."""
    return tuple(ItemLine(level, place, item) for level in PlanLevel for place, item in _numbered(report, level))


def _numbered(report: CampaignReport, level: PlanLevel) -> enumerate[PlanItemRow]:
    return enumerate(report.items(level), 1)


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """A member with how many of the texts are finished, and which are not."""

    reader: CampaignReader
    total: int
    missing: tuple[str, ...]


def reader_lines(report: CampaignReport, branch: bytes | None) -> tuple[ReaderLine, ...]:
    """List the readers of a branch."""
    return tuple(
        ReaderLine(
            reader,
            len(report.texts),
            tuple(text.draft.title for text in report.texts if text.key not in reader.finished),
        )
        for reader in report.readers
        if reader.branch_id == branch
    )


def _item_state(line: ItemLine) -> str:
    item = line.item
    return f"逾期{item.days_late}天" if item.days_late else item.shown_state.label


def _progress(line: ItemLine) -> str:
    """Say how often it was held; nothing for what was marked as done without a session."""
    item = line.item
    return f"{item.held}/{item.needed} 次" if item.held or not item.done else NONE


def _measure_state(row: CampaignMeasureRow) -> str:
    return f"逾期{row.days_late}天" if row.days_late else row.draft.state.label


def _kinds(row: CampaignSession) -> str:
    return "、".join(sorted((kind.label for kind in row.kinds), key=len, reverse=True))


def _reading_tone(line: ReaderLine) -> Tone:
    if not line.missing:
        return Tone.GOOD
    return Tone.WAITING if line.reader.finished else Tone.BAD


ITEM_COLUMNS: Final[tuple[Column[ItemLine], ...]] = (
    Column("层面", lambda line: line.level.label, lambda line: (list(PlanLevel).index(line.level), line.place), 64),
    Column("序号", lambda line: str(line.place), lambda line: line.place, 56),
    Column("事项", lambda line: line.item.draft.title, width=260),
    Column("对象", lambda line: line.item.draft.audience or NONE, width=150),
    Column("完成时限", lambda line: line.item.draft.deadline or NONE, width=100),
    Column("责任单位", lambda line: line.item.draft.responsible_unit or NONE, width=110),
    Column("进度", _progress, lambda line: line.item.held, 80, numeric=True),
    Column(
        "状态",
        _item_state,
        width=96,
        tone=lambda line: Tone.BAD if line.item.days_late else STATE_TONES[line.item.shown_state],
    ),
)
SESSION_COLUMNS: Final[tuple[Column[CampaignSession], ...]] = (
    Column("日期", lambda row: day_text(row.starts_on), width=100),
    Column("主题", lambda row: row.title, width=260),
    Column("类型", _kinds, width=170),
    Column("组织单位", lambda row: row.organization_name, width=190),
    Column("主讲人", lambda row: row.lecturer or NONE, width=96),
    Column("参加", lambda row: str(row.there), lambda row: row.there, 60, numeric=True),
    Column("发言", lambda row: str(row.speeches), lambda row: row.speeches, 60, numeric=True),
    Column("心得", lambda row: str(row.reflections), lambda row: row.reflections, 60, numeric=True),
)
TEXT_COLUMNS: Final[tuple[Column[CampaignText], ...]] = (
    Column("书目", lambda row: row.draft.title, width=220),
    Column("读完人数", lambda row: f"{row.finished}/{row.expected}", lambda row: row.finished, 84, numeric=True),
    Column("比例", lambda row: share_text(row.share), lambda row: row.share, 72, numeric=True),
)
BRANCH_COLUMNS: Final[tuple[Column[BranchReading], ...]] = (
    Column("党支部", lambda row: row.name, width=200),
    Column("全部读完", lambda row: f"{row.complete}/{row.members}", lambda row: row.complete, 84, numeric=True),
    Column("完成率", lambda row: share_text(row.share), lambda row: row.share, 72, numeric=True),
)
READER_COLUMNS: Final[tuple[Column[ReaderLine], ...]] = (
    Column("姓名", lambda line: line.reader.name, width=90),
    Column("人员编号", lambda line: line.reader.number, width=96),
    Column(
        "已读", lambda line: f"{len(line.reader.finished)}/{line.total}", lambda line: len(line.reader.finished), 72,
        tone=_reading_tone,
    ),
    Column("还没有读完", lambda line: "、".join(line.missing) or NONE, width=220),
)  # fmt: skip
MATERIAL_COLUMNS: Final[tuple[Column[CampaignMaterial], ...]] = (
    Column("日期", lambda row: day_text(row.issued_on), width=100),
    Column("类别", lambda row: row.kind.label, width=100),
    Column("名称", lambda row: row.name or NONE, width=300),
    Column("单位", lambda row: row.organization_name, width=230),
    Column("数量", lambda row: number_text(row.quantity), lambda row: row.quantity, 80, numeric=True),
    Column("阅读量", lambda row: number_text(row.reads), lambda row: row.reads, 90, numeric=True),
)
MEASURE_COLUMNS: Final[tuple[Column[CampaignMeasureRow], ...]] = (
    Column("举措", lambda row: row.draft.content, width=320),
    Column("责任单位", lambda row: row.draft.responsible_unit or NONE, width=150),
    Column("完成时限", lambda row: row.draft.deadline or NONE, width=110),
    Column(
        "状态",
        _measure_state,
        width=100,
        tone=lambda row: Tone.BAD if row.days_late else STATE_TONES[row.draft.state],
    ),
    Column("完成日期", lambda row: day_text(row.draft.completed_on), width=110),
)
