"""专题教育开展情况报告: what was done in a campaign, each sentence only where the data say so."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from models.enums import MaterialKind, OrganizationKind, PlanLevel, SessionKind, WorkState
from services.campaigns.report import CampaignReport
from services.campaigns.rows import BranchReading, CampaignSession
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
from services.documents.papers.campaign_words import days_text, name_parts, named, some
from services.documents.papers.sentences import (
    NOTHING,
    Clause,
    chinese_date,
    clause,
    ended,
    enumerated,
    gap,
    paragraph,
    sentence,
)
from services.figures.text import plain, shown

_PARTS: Final = "一二三四五六"
_CENTER: Final = Alignment.CENTER
_TOLD_APART: Final = frozenset({SessionKind.PARTY_LECTURE, SessionKind.LECTURE, SessionKind.READING_CLASS})
_BRANCH_COLUMNS: Final = (
    Column("党支部", 34),
    Column("党员人数", 15, _CENTER),
    Column("全部读完人数", 20, _CENTER),
    Column("完成率", 15, _CENTER),
)


def campaign_report(report: CampaignReport, signed_on: date) -> Paper:
    """Compose the paper; a part of which nothing is recorded is left out."""
    title = Title((report.organization_name, "关于", *name_parts(report.campaign.name), "开展情况的报告"))
    parts: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("组织部署", planning(report)),
        ("学习活动", (*studying(report), *lectures(report))),
        ("必读书目", (*reading(report), *_branch_table(report))),
        ("宣传引导", publicity(report)),
        ("整改和为民办实事", measures(report)),
        ("尚需推进的工作", unfinished(report)),
    )
    body: list[Block] = []
    for number, (name, blocks) in zip(_PARTS, [part for part in parts if part[1]], strict=False):
        body += [Heading(1, f"{number}、{name}"), *blocks]
    signature = Signature(report.organization_name, signed_on)
    return Paper("".join(title.parts), (title, *opening(report), *body, signature))


def in_short(report: CampaignReport) -> Clause:
    """Tell a campaign in a few sentences, for a paper that is about more; nothing where nothing is recorded."""
    levels = [some(f"{level.label}层面", len(report.items(level)), "项") for level in PlanLevel]
    days, texts = report.reading_class_days, [_quoted(text.draft.title) for text in report.texts]
    committee = report.lectures_of_secretary(OrganizationKind.COMMITTEE)
    planned = clause("计划安排", *enumerated(*levels)) if any(levels) else NOTHING
    share = shown("attendance.rate", report.reading_share)
    return (
        *sentence(planned, some("已完成", len(report.items_in(WorkState.DONE)), "项") if planned else NOTHING),
        *sentence(
            some("开展学习活动", len(report.sessions), "次"),
            clause(f"其中读书班{plain(days)}天") if days else NOTHING,
            some("交流发言", report.speeches, "人次"),
        ),
        *sentence(
            clause(f"组织通读{'、'.join(texts)}") if texts else NOTHING,
            clause(f"按人和书目计算的完成率为{share}") if texts and report.readers else NOTHING,
        ),
        *(sentence(some("党委书记讲专题党课", len(committee), "次"), _subjects(committee)) if committee else NOTHING),
    )


def opening(report: CampaignReport) -> tuple[Paragraph, ...]:
    """Say what the campaign was, when it ran, and that this is a report on it, running or whole."""
    draft = report.campaign.draft
    days = days_text(draft)
    note = (Run(ended(draft.note)),) if draft.note.strip() else NOTHING
    told = "现将开展情况报告如下" if report.over else f"现将截至{chinese_date(report.asof)}的情况报告如下"
    nothing = not (report.plans or report.sessions or report.texts or report.materials or report.measures)
    return paragraph(
        sentence(clause(f"{days}，{report.organization_name}开展了{draft.name}" if days else f"开展了{draft.name}")),
        note,
        sentence(clause(told)),
        sentence(clause("台账中还没有这次教育的记录")) if nothing else NOTHING,
    )


def planning(report: CampaignReport) -> tuple[Paragraph, ...]:
    """Say what was planned on which level, and how much of it is done."""
    items = report.items()
    if not items:
        return ()
    done = len(report.items_in(WorkState.DONE))
    levels = [some(f"{level.label}层面安排", len(report.items(level)), "项") for level in PlanLevel]
    return paragraph(
        sentence(clause(f"制定专题教育计划{len(report.plans)}份"), *levels),
        sentence(
            clause(f"共{len(items)}项"),
            clause("已全部完成") if done == len(items) else clause(f"已完成{done}项"),
        ),
    )


def studying(report: CampaignReport) -> tuple[Paragraph, ...]:
    """Say which sessions were held, with days of reading class, speeches and reflections."""
    if not report.sessions:
        return ()
    kinds = [some(kind.label, len(report.of_kind(kind)), "次") for kind in report.kinds if kind not in _TOLD_APART]
    classes = report.of_kind(SessionKind.READING_CLASS)
    days = report.reading_class_days
    several = any(len(session.kinds) > 1 for session in report.sessions)
    return paragraph(
        sentence(
            clause(f"共开展学习活动{len(report.sessions)}次"),
            some("参加", report.there, "人次") or clause(gap("参加人次")),
        ),
        sentence(clause("包括", *enumerated(*kinds))) if any(kinds) else NOTHING,
        clause("（一次活动兼有几种类型的，在各类中分别计数。）") if any(kinds) and several else NOTHING,
        sentence(some("举办读书班", len(classes), "期"), clause(f"共{plain(days)}天") if days else NOTHING),
        sentence(enumerated(some("交流发言", report.speeches, "人次"), some("形成心得体会", report.reflections, "篇"))),
    )


def lectures(report: CampaignReport) -> tuple[Paragraph, ...]:
    """Say which lectures were given; those of the committee's secretary with their subjects."""
    committee = report.lectures_of_secretary(OrganizationKind.COMMITTEE)
    branches = report.lectures_of_secretary(OrganizationKind.GENERAL_BRANCH, OrganizationKind.BRANCH)
    party = report.of_kind(SessionKind.PARTY_LECTURE)
    public = report.of_kind(SessionKind.LECTURE)
    return paragraph(
        sentence(some("党委书记讲专题党课", len(committee), "次"), _subjects(committee)) if committee else NOTHING,
        sentence(
            some("各级党组织开展党课", len(party), "次"),
            some("其中党支部（党总支）书记讲党课", len(branches), "次"),
        ),
        sentence(
            some("举办专题讲座", len(public), "场"),
            some("听讲", sum(one.there for one in public), "人次"),
            _subjects(public),
        )
        if public
        else NOTHING,
    )


def _subjects(sessions: Sequence[CampaignSession]) -> Clause:
    """Name what was lectured on, each subject once."""
    titles = list(dict.fromkeys(_subject(one.title) for one in sessions))
    return clause(f"主题有{named(titles)}" if len(titles) > 1 else f"主题为{named(titles)}") if titles else NOTHING


def _subject(title: str) -> str:
    """Give what a lecture was about, without the words that only call it one: 专题党课：守纪律 is 守纪律."""
    before, _, after = title.partition("：")
    return after if after and "课" in before else title


def reading(report: CampaignReport) -> tuple[Paragraph, ...]:
    """Say what is to be read, and who has finished it."""
    texts = [_quoted(text.draft.title) for text in report.texts]
    if not texts:
        return ()
    listed = sentence(clause(f"列出必读书目{len(texts)}种：{'、'.join(texts)}"))
    if not report.readers:
        return paragraph(listed)
    everyone = report.complete_readers == len(report.readers)
    return paragraph(
        listed,
        sentence(
            clause(f"应读党员{len(report.readers)}人"),
            clause("已全部读完" if everyone else f"全部读完的{report.complete_readers}人"),
            NOTHING
            if everyone
            else clause(f"按人和书目计算的完成率为{shown('attendance.rate', report.reading_share)}"),
        ),
    )


def _quoted(title: str) -> str:
    return title if "《" in title else f"《{title}》"


def _branch_table(report: CampaignReport) -> tuple[Table, ...]:
    branches = report.branches
    if not report.texts or not branches:
        return ()
    return (Table(_BRANCH_COLUMNS, tuple(map(_branch_row, branches)), caption="各党支部读书情况表"),)


def _branch_row(row: BranchReading) -> tuple[Run, ...]:
    return (
        Run(row.name),
        Run(str(row.members)),
        Run(str(row.complete)),
        Run(shown("attendance.rate", row.share)),
    )


def publicity(report: CampaignReport) -> tuple[Paragraph, ...]:
    """Say which books and papers went out, and how often the articles were read."""
    return paragraph(
        sentence(
            some("发放学习书籍", report.materials_of(MaterialKind.BOOK), "套"),
            enumerated(
                some("编发简报", report.materials_of(MaterialKind.BRIEF), "期"),
                some("制作板报墙报", report.materials_of(MaterialKind.POSTER), "幅"),
                some("刊发宣传稿件", report.materials_of(MaterialKind.ARTICLE), "篇"),
            ),
            some("稿件阅读量", report.reads, "人次"),
        )
    )


def measures(report: CampaignReport) -> tuple[Paragraph, ...]:
    """Say how many measures were promised and how many are done, and what they were."""
    if not report.measures:
        return ()
    done = [row.draft.content for row in report.measures if row.done]
    whole = len(done) == len(report.measures)
    return paragraph(
        sentence(
            clause(f"确定整改和办实事举措{len(report.measures)}条"),
            clause("已全部完成") if whole else some("已完成", len(done), "条") or clause("尚未完成"),
        ),
        sentence(clause(f"完成的有{named(done)}")) if done else NOTHING,
    )


def unfinished(report: CampaignReport) -> tuple[Paragraph, ...]:
    """Say what the plan, the readers and the measures still lack."""
    items = [item.draft.title for item in report.items() if not item.done]
    measures_open = [row.draft.content for row in report.measures if not row.done]
    late = len(report.items_late) + len(report.measures_late)
    return paragraph(
        sentence(clause(f"计划事项还有{len(items)}项没有完成：{named(items)}")) if items else NOTHING,
        sentence(clause(f"举措还有{len(measures_open)}条没有完成：{named(measures_open)}"))
        if measures_open
        else NOTHING,
        sentence(some("以上事项和举措中已过时限的有", late, "项")),
        sentence(some("还有", len(report.behind), "名党员没有读完必读书目")) if report.readers else NOTHING,
    )
