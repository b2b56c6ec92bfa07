"""The annual summary with next year's plan: facts in, an outline out; every number comes from the catalogue."""

import re
from collections.abc import Callable, Iterator

from services.documents.outline import (
    Alignment,
    Attachments,
    AttachmentStart,
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
from services.documents.papers import annual_report as report
from services.documents.papers.annual_facts import AnnualFacts, PlanFact, Section, ShortcomingFact
from services.documents.papers.sentences import (
    NOTHING,
    Clause,
    Numbers,
    clause,
    gap,
    joined,
    paragraph,
    sentence,
    unended,
)
from services.figures.catalogue import CATALOGUE
from services.figures.text import plain, shown
from services.money.amounts import format_yuan

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_PARTS = "一二三四五六七八九十"

_DONE: tuple[tuple[str, tuple[tuple[str, Section, Callable[[AnnualFacts], tuple[Paragraph, ...]]], ...]], ...] = (
    (
        "理论学习",
        (
            ("第一议题", Section.FIRST_TOPIC, report.first_topic),
            ("党委理论学习中心组学习", Section.CENTER_GROUP, report.center_group),
        ),
    ),
    (
        "分层分类培训",
        (
            ("领导人员", Section.LEADERS, report.leaders),
            ("全体党员", Section.MEMBERS, report.members),
            ("党支部书记", Section.SECRETARIES, report.secretaries),
            ("党务工作者", Section.PARTY_WORKERS, report.party_workers),
        ),
    ),
    ("专题教育", (("", Section.CAMPAIGNS, report.campaigns),)),
    ("组织生活", (("", Section.ORGANIZATION_LIFE, report.organization_life),)),
    ("经费保障", (("", Section.MONEY, report.money),)),
)

_OF_COMMITTEES = {
    Section.FIRST_TOPIC: "first_topic.meetings",
    Section.CENTER_GROUP: "center_group.sessions",
    Section.SECRETARIES: "certification.secretaries",
    Section.PARTY_WORKERS: "",
}
"""Sections on what only committees do, each with the figure that shows that it was done all the same."""

KEY_FIGURES = (
    "org.branches",
    "people.members",
    "people.formal",
    "people.probationary",
    "first_topic.meetings",
    "first_topic.items",
    "first_topic.projects",
    "first_topic.measures",
    "first_topic.measures_done",
    "center_group.sessions",
    "center_group.discussions",
    "center_group.items",
    "three_meetings.sessions",
    "party_lecture.by_secretary",
    "theme_day.sessions",
    "reading_class.sessions",
    "training.sessions",
    "training.person_times",
    "training.coverage",
    "lecture.sessions",
    "lecture.person_times",
    "site_visit.sessions",
    "site_visit.person_times",
    "organization_life.sessions",
    "democratic_appraisal.sessions",
    "exam.sessions",
    "exam.pass_rate",
    "attendance.rate",
    "hours.members.people",
    "hours.members.met",
    "hours.members.rate",
    "hours.members.average",
    "hours.leaders.people",
    "hours.leaders.met",
    "hours.leaders.rate",
    "hours.leaders.average",
    "duties.required",
    "duties.held",
    "duties.rate",
    "plan.items",
    "plan.done",
    "plan.rate",
    "problems.open",
    "problems.closed",
    "certification.secretaries",
    "funding.budget",
    "funding.spent",
    "funding.execution",
    "funding.ratio",
    "funding.per_member",
)
"""The figures of the table at the end, in its order."""


def annual_summary(facts: AnnualFacts) -> Paper:
    """Write the paper."""
    table_name = f"{facts.year}年主要数据对照表"
    title = Title((facts.organization, f"{facts.year}年党员教育培训", f"工作总结和{facts.year + 1}年工作计划"))
    blocks: list[Block] = [title, *report.introduction(facts)]
    blocks += _what_was_done(facts)
    blocks += [Heading(1, "二、存在的问题"), *shortcomings(facts), *report.own_text(facts, Section.SHORTCOMINGS)]
    blocks += [Heading(1, f"三、{facts.year + 1}年工作计划"), *next_year(facts)]
    blocks += [Attachments((table_name,)), Signature(facts.organization, facts.signed_on)]
    blocks += [AttachmentStart("附件", Title((table_name,))), key_figures(facts.numbers, facts.year)]
    return Paper("".join(title.parts), tuple(blocks))


def _what_was_done(facts: AnnualFacts) -> Iterator[Block]:
    yield Heading(1, f"一、{facts.year}年工作情况")
    number = 0
    for heading, all_parts in _DONE:
        parts = [part for part in all_parts if _belongs(part[1], facts)]
        if not parts:
            continue
        yield Heading(2, f"（{_PARTS[number]}）{heading}")
        number += 1
        for position, (name, section, write) in enumerate(parts, start=1):
            if name:
                yield Heading(3, f"{position}. {name}")
            yield from write(facts)
            yield from report.own_text(facts, section)


def _belongs(section: Section, facts: AnnualFacts) -> bool:
    """Leave a committee's duties out of a branch's paper, unless the ledger or the officer has something on them."""
    return (
        facts.of_committee
        or section not in _OF_COMMITTEES
        or section in facts.texts
        or facts.numbers.some(_OF_COMMITTEES[section])
    )


def shortcomings(facts: AnnualFacts) -> tuple[Paragraph, ...]:
    """Name the shortcomings found in the year, a paragraph each, saying which are mended."""
    if not facts.shortcomings:
        if Section.SHORTCOMINGS in facts.texts:
            return ()
        return paragraph(sentence(clause(f"{facts.numbers.span}台账中没有登记存在的问题"), clause(gap("存在的问题"))))
    return tuple(
        Paragraph((Run(f"{number}. {unended(fact.problem)}{'（已整改）' if fact.closed else ''}。"),))
        for number, fact in enumerate(facts.shortcomings, start=1)
    )


def next_year(facts: AnnualFacts) -> Iterator[Block]:
    """Write next year's plan from its items, and from the shortcomings that are still open."""
    own = report.own_text(facts, Section.PLAN)
    unmended = [fact for fact in facts.shortcomings if not fact.closed]
    if unmended:
        yield Heading(2, "（一）重点工作安排")
    if facts.plan:
        for number, fact in enumerate(facts.plan, start=1):
            yield from paragraph((Run(f"{number}. "), *plan_item(fact)))
    elif not own:
        yield from paragraph(sentence(clause(gap(f"{facts.year + 1}年工作计划"))))
    yield from own
    if unmended:
        yield Heading(2, "（二）问题整改安排")
        for number, mending in enumerate(unmended, start=1):
            yield from paragraph((Run(f"{number}. "), *measures(mending)))


def plan_item(fact: PlanFact) -> Clause:
    """Say one item of the plan: what, for whom, how often, until when, who is responsible."""
    return sentence(
        clause(unended(fact.title)),
        clause(f"面向{fact.audience}") if fact.audience else NOTHING,
        clause(f"安排{fact.times}次") if fact.times else NOTHING,
        clause(f"计{plain(fact.hours)}学时") if fact.hours else NOTHING,
        clause(f"预算{format_yuan(fact.budget_fen)}元") if fact.budget_fen else NOTHING,
        deadline(fact.deadline),
        clause(f"由{fact.responsible_unit}负责") if fact.responsible_unit else NOTHING,
    )


def measures(fact: ShortcomingFact) -> Clause:
    """Say how a shortcoming will be mended; a gap where no measure is entered."""
    ways = joined([clause(unended(measure)) for measure in fact.measures if measure.strip()], "；")
    return sentence(
        clause(f"针对“{unended(fact.problem)}”的问题"),
        ways or clause(gap("整改措施")),
        deadline(fact.deadline),
        clause(f"由{fact.responsible_unit}负责") if fact.responsible_unit else NOTHING,
    )


def deadline(entered: str) -> Clause:
    """Say until when; a date becomes one in words, a rhythm (每月, 每季度) stays what it is."""
    text = unended(entered)
    if not text:
        return NOTHING
    if day := _DAY.fullmatch(text):
        year, month, number = map(int, day.groups())
        return clause(f"{year}年{month}月{number}日前完成")
    if text.startswith(("每", "全年", "常年", "长期")):
        return clause(f"{text}开展")
    return clause(text if text.endswith("完成") else f"{text}完成")


def key_figures(numbers: Numbers, year: int) -> Table:
    """Set the key figures of the year beside those of the year before."""
    columns = (
        Column("序号", 10, Alignment.CENTER),
        Column("项目", 50),
        Column("单位", 12, Alignment.CENTER),
        Column(f"{year}年" if numbers.whole_year else f"{year}年至今", 22, Alignment.RIGHT),
        Column(f"{year - 1}年", 22, Alignment.RIGHT),
    )
    rows = tuple(
        (
            Run(str(number)),
            Run(CATALOGUE[key].label),
            Run(CATALOGUE[key].unit or "%"),
            Run(_bare(shown(key, numbers.current.get(key))), figure=key),
            Run(_bare(shown(key, numbers.previous.get(key)))),
        )
        for number, key in enumerate(KEY_FIGURES, start=1)
    )
    return Table(columns, rows)


def _bare(text: str) -> str:
    """Take the sign off a rate: its column says the unit."""
    return text.removesuffix("%")
