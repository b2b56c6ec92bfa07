"""专题教育计划: what a campaign plans on committee and branch level (13+5), and how far each item has come."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from models.enums import PlanLevel, WorkState
from services.campaigns.report import CampaignReport
from services.documents.outline import (
    Alignment,
    Block,
    Column,
    Heading,
    Paper,
    Paragraph,
    Run,
    Signature,
    Table,
    Title,
)
from services.documents.papers.campaign_words import days_text, deadline_text, name_parts, named, some
from services.documents.papers.sentences import (
    NOTHING,
    Clause,
    chinese_date,
    clause,
    enumerated,
    gap,
    paragraph,
    sentence,
    unended,
)
from services.figures.text import plain
from services.follow_up.deadlines import deadline_day
from services.plans.rows import PlanItemRow

_PARTS: Final = "一二三"
_STATES: Final = (
    (WorkState.DONE, "已完成"),
    (WorkState.IN_PROGRESS, "正在推进"),
    (WorkState.NOT_STARTED, "尚未开始"),
)
_CENTER: Final = Alignment.CENTER
_COLUMNS: Final = (
    Column("层面", 9, _CENTER),
    Column("序号", 9, _CENTER),
    Column("事项", 34),
    Column("完成时限", 15, _CENTER),
    Column("责任单位", 17, _CENTER),
    Column("进度", 9, _CENTER),
    Column("状态", 11, _CENTER),
)


def campaign_plan(report: CampaignReport, signed_on: date) -> Paper:
    """Compose the paper; a level without items is left out."""
    title = Title((report.organization_name, *name_parts(report.campaign.name), "计划安排"))
    parts: list[tuple[str, tuple[Block, ...]]] = [
        (f"{level.label}层面（{len(items)}项）", _items(items)) for level in PlanLevel if (items := report.items(level))
    ]
    if report.items():
        parts.append(("进展情况", (*progress(report), _table(report))))
    body: list[Block] = []
    for number, (name, blocks) in zip(_PARTS, parts, strict=False):
        body += [Heading(1, f"{number}、{name}"), *blocks]
    signature = Signature(report.organization_name, signed_on)
    return Paper("".join(title.parts), (title, *opening(report), *body, signature))


def opening(report: CampaignReport) -> tuple[Paragraph, ...]:
    """Say what the campaign is, when it runs and how many items are planned on which level."""
    name = report.campaign.name
    if not report.items():
        return paragraph(sentence(clause(f"{name}的计划安排：", gap("党委层面和支部层面的计划事项"))))
    numbers = [(level, len(report.items(level))) for level in PlanLevel]
    levels = [some(f"{level.label}层面", number, "项") for level, number in numbers]
    both = all(number for _, number in numbers)
    days = days_text(report.campaign.draft)
    return paragraph(
        sentence(clause(f"{name}{days}开展") if days else clause(f"{name}的时间为", gap("起止日期"))),
        sentence(
            clause("为组织好这次教育"),
            clause("安排", *enumerated(*levels)),
            clause(f"共{len(report.items())}项（“{report.pattern}”）") if both else NOTHING,
            clause("具体如下"),
        ),
    )


def _items(items: Sequence[PlanItemRow]) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph((Run(f"{number}. {unended(item.draft.title)}。"), *details(item)))
        for number, item in enumerate(items, 1)
    )


def details(item: PlanItemRow) -> Clause:
    """Say of an item for whom, how, how much, until when and by whom; time and unit must not be missing."""
    draft = item.draft
    texts = "、".join(line.strip() for line in draft.texts.splitlines() if line.strip())
    unit = draft.responsible_unit.strip()
    return sentence(
        clause(f"面向{draft.audience}") if draft.audience.strip() else NOTHING,
        clause(f"采取{draft.form}的形式") if draft.form.strip() else NOTHING,
        clause(f"学习{texts}") if texts else NOTHING,
        clause(f"开展{draft.times}次") if draft.times and draft.times > 1 else NOTHING,
        clause(f"安排{plain(draft.hours)}学时") if draft.hours else NOTHING,
        _until(draft.deadline.strip()),
        clause(f"由{unit}负责") if unit else clause(gap("责任单位")),
    )


def _until(deadline: str) -> Clause:
    if not deadline:
        return clause(gap("完成时限"))
    day = deadline_day(deadline)
    return clause(f"时限为{deadline}") if day is None else clause(f"{chinese_date(day)}前完成")


def progress(report: CampaignReport) -> tuple[Paragraph, ...]:
    """Say how many items are done, under way, not begun and overdue."""
    items, late = report.items(), report.items_late
    all_done = len(report.items_in(WorkState.DONE)) == len(items)
    states = (some(words, len(report.items_in(state)), "项") for state, words in _STATES)
    counted = clause("已全部完成") if all_done else enumerated(*states)
    return paragraph(
        sentence(clause(f"截至{chinese_date(report.asof)}"), (*clause(f"计划的{len(items)}项"), *counted)),
        sentence(clause(f"已过时限尚未完成的有{named([item.draft.title for item in late])}")) if late else NOTHING,
    )


def _table(report: CampaignReport) -> Table:
    rows = tuple(_rows(report))
    return Table(_COLUMNS, rows, caption=f"{report.campaign.name}计划进展情况表")


def _rows(report: CampaignReport) -> Iterator[tuple[Run, ...]]:
    for level in PlanLevel:
        for number, item in enumerate(report.items(level), 1):
            draft = item.draft
            yield (
                Run(level.label),
                Run(str(number)),
                Run(unended(draft.title)),
                Run(deadline_text(draft.deadline, report.campaign.year)),
                Run(draft.responsible_unit),
                Run(f"{item.held}/{item.needed}" if item.held or not item.done else "—"),
                Run("逾期" if item.days_late else item.shown_state.label),
            )
