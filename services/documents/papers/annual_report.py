"""The first part of the annual summary: what was done, section by section, in small pure functions."""

from datetime import date

from models.enums import OrganizationKind
from services.documents.outline import Paragraph, Run
from services.documents.papers.annual_facts import AnnualFacts, CampaignFact, Section
from services.documents.papers.campaign_report import in_short
from services.documents.papers.sentences import (
    NOTHING,
    Clause,
    Numbers,
    chinese_date,
    clause,
    ended,
    enumerated,
    gap,
    joined,
    paragraph,
    sentence,
    unended,
)
from services.figures.catalogue import CATALOGUE
from services.figures.rows import Value

Paragraphs = tuple[Paragraph, ...]


def introduction(facts: AnnualFacts) -> Paragraphs:
    """Say who reports, on what, and how large the organisation is."""
    numbers = facts.numbers
    formal = numbers.known("正式党员", "people.formal")
    probationary = numbers.known("预备党员", "people.probationary")
    several = enumerated(formal, probationary)
    size = sentence(
        clause(f"截至{facts.year}年底" if numbers.whole_year else f"截至{chinese_date(facts.signed_on)}"),
        below(facts),
        numbers.needed("共有党员", "people.members"),
        clause("其中", *several) if formal and probationary else NOTHING,
    )
    opening = sentence(clause(f"现将{facts.year}年党员教育培训工作情况和{facts.year + 1}年工作计划报告如下"))
    return (*own_text(facts, Section.INTRODUCTION), *paragraph(size, opening))


def below(facts: AnnualFacts) -> Clause:
    """Say what the organisation has below it; it does not count itself."""
    parts: tuple[tuple[str, str], ...] = ()
    if facts.kind is OrganizationKind.COMMITTEE:
        parts = (("党总支", "org.general_branches"), ("党支部", "org.branches"))
    elif facts.kind is OrganizationKind.GENERAL_BRANCH:
        parts = (("党支部", "org.branches"),)
    elif facts.kind is OrganizationKind.BRANCH:
        parts = (("党小组", "org.groups"),)
    several = enumerated(*(facts.numbers.known(name, key) for name, key in parts))
    return clause("下设", *several) if several else NOTHING


def first_topic(facts: AnnualFacts) -> Paragraphs:
    """Say what was studied as the first topic of meetings, and what came of it."""
    numbers = facts.numbers
    if not numbers.some("first_topic.meetings"):
        return paragraph(sentence(clause(f"{facts.numbers.span}台账中没有第一议题学习记录")))
    studied = sentence(
        numbers.stated(f"{numbers.span}开展第一议题学习", "first_topic.meetings"),
        numbers.compared("first_topic.meetings"),
        numbers.needed("学习内容", "first_topic.items"),
        titles(facts.studied.first_topic, numbers.value("first_topic.items")),
    )
    return paragraph(studied, follow_up(numbers))


def follow_up(numbers: Numbers) -> Clause:
    """Say which projects and measures were decided, and how far they are."""
    if not numbers.some("first_topic.projects"):
        return NOTHING
    measures = numbers.known("细化举措", "first_topic.measures")
    if not measures:
        done = NOTHING
    elif numbers.same("first_topic.measures_done", "first_topic.measures"):
        done = clause("均已完成")
    elif numbers.some("first_topic.measures_done"):
        done = numbers.stated("其中已完成", "first_topic.measures_done")
    else:
        done = clause("均尚未完成")
    return sentence(numbers.stated("结合学习内容确定贯彻落实项目", "first_topic.projects"), measures, done)


def center_group(facts: AnnualFacts) -> Paragraphs:
    """Say how the centre group studied."""
    numbers = facts.numbers
    if not numbers.some("center_group.sessions"):
        return paragraph(sentence(clause(f"{facts.numbers.span}台账中没有中心组学习记录")))
    discussions = numbers.known("其中交流研讨", "center_group.discussions")
    held = sentence(
        numbers.stated(f"{numbers.span}组织中心组学习", "center_group.sessions"),
        numbers.compared("center_group.sessions"),
        discussions or clause("没有记录交流研讨"),
        numbers.known("累计", "center_group.days"),
        numbers.known("学习内容", "center_group.items"),
        titles(facts.studied.center_group, numbers.value("center_group.items")),
    )
    result = sentence(
        numbers.known("中心组学习中作主题发言和交流发言", "center_group.speeches"),
        numbers.known("形成心得体会", "center_group.reflections"),
    )
    return paragraph(held, result)


def titles(studied: tuple[str, ...], items: Value) -> Clause:
    """Name the first few things studied, saying whether there were more."""
    if not studied:
        return NOTHING
    return clause(f"包括{'、'.join(map(unended, studied))}{'' if items == len(studied) else '等'}")


def leaders(facts: AnnualFacts) -> Paragraphs:
    """Say how secretaries and committee members were trained."""
    numbers = facts.numbers
    reading = NOTHING
    if numbers.some("reading_class.sessions"):
        reading = sentence(
            numbers.stated("举办读书班", "reading_class.sessions"),
            numbers.needed("共", "reading_class.days"),
            enumerated(
                numbers.known("主题发言", "reading_class.keynote_speeches"),
                numbers.known("交流发言", "reading_class.exchange_speeches"),
            ),
        )
    told = paragraph(reading, hours(numbers, "leaders", "书记和班子成员"))
    return told or paragraph(sentence(clause("领导人员培训情况：", gap("领导人员培训"))))


def hours(numbers: Numbers, group: str, who: str) -> Clause:
    """Say how many of a class of members reached their hours; nothing where the class is empty."""
    if not numbers.some(f"hours.{group}.people"):
        return NOTHING
    met, people = f"hours.{group}.met", f"hours.{group}.people"
    if numbers.same(met, people):
        reached = clause("学时全部达标")
    elif numbers.some(met):
        reached = enumerated(
            numbers.stated("学时达标", met), numbers.stated("达标率", f"hours.{group}.rate"), mark="，"
        )
    else:
        reached = clause("年度学时均未达标")
    return sentence(
        numbers.stated(f"有学时要求的{who}", people), reached, numbers.known("人均", f"hours.{group}.average")
    )


def members(facts: AnnualFacts) -> Paragraphs:
    """Say how all members were trained."""
    numbers = facts.numbers
    told = (
        *paragraph(training(numbers), hours(numbers, "members", "普通党员")),
        *paragraph(lectures(numbers), site_visits(numbers), online_study(numbers), exams(numbers)),
        *paragraph(topics(numbers)),
    )
    return told or paragraph(sentence(clause(f"{facts.numbers.span}台账中没有培训班、讲座和现场学习记录")))


def training(numbers: Numbers) -> Clause:
    """Say how many training classes there were, and who came."""
    if not numbers.some("training.sessions"):
        return NOTHING
    online, offline = numbers.known("线上", "training.online"), numbers.known("线下", "training.offline")
    return sentence(
        numbers.stated("举办培训班", "training.sessions"),
        numbers.compared("training.sessions"),
        clause("其中", *enumerated(offline, online)) if online and offline else NOTHING,
        numbers.known("累计", "training.days"),
        numbers.needed("参训", "training.person_times"),
        numbers.known("党员培训覆盖率", "training.coverage"),
    )


def lectures(numbers: Numbers) -> Clause:
    """Say how many lectures there were; nobody on record is a gap."""
    if not numbers.some("lecture.sessions"):
        return NOTHING
    return sentence(
        numbers.stated("举办专题讲座（宣讲、辅导报告）", "lecture.sessions"),
        numbers.needed("参加", "lecture.person_times"),
    )


def site_visits(numbers: Numbers) -> Clause:
    """Say how many visits there were; nobody on record is a gap."""
    if not numbers.some("site_visit.sessions"):
        return NOTHING
    return sentence(
        numbers.stated("开展红色教育现场学习", "site_visit.sessions"),
        numbers.known("覆盖党支部", "site_visit.branches"),
        numbers.needed("参加", "site_visit.person_times"),
    )


def online_study(numbers: Numbers) -> Clause:
    """Say what was studied on line and in 学习强国."""
    return sentence(
        numbers.known("党员网络学习累计", "online_study.hours"), numbers.known("学习强国平均积分", "study_app.average")
    )


def exams(numbers: Numbers) -> Clause:
    """Say how many tests there were, and how they went."""
    if not numbers.some("exam.sessions"):
        return NOTHING
    return sentence(
        numbers.stated("组织理论测试", "exam.sessions"),
        numbers.needed("参加", "exam.person_times"),
        numbers.known("合格率", "exam.pass_rate"),
        numbers.known("平均", "exam.average"),
    )


def topics(numbers: Numbers) -> Clause:
    """Say how often each topic was taken up."""
    keys = [key for key in CATALOGUE if key.startswith("topics.") and key.endswith(".sessions")]
    listed = [numbers.known(CATALOGUE[key].label.removesuffix("场次"), key) for key in keys]
    several = joined(listed, "、")
    return sentence(clause("从教育内容看，开展", *several)) if several else NOTHING


def secretaries(facts: AnnualFacts) -> Paragraphs:
    """Say how many branch secretaries hold a certificate."""
    numbers = facts.numbers
    if not numbers.some("certification.secretaries"):
        return paragraph(sentence(clause("支部书记持证情况：", gap("支部书记认证情况"))))
    return paragraph(
        sentence(
            numbers.stated("持有有效认证证书的党支部书记", "certification.secretaries"),
            numbers.known("认证率", "certification.rate"),
        )
    )


def party_workers(facts: AnnualFacts) -> Paragraphs:
    """Leave a gap: the ledger has no figure on the training of party workers; the officer's text fills it."""
    if Section.PARTY_WORKERS in facts.texts:
        return ()
    return paragraph(sentence(clause("党务工作者培训情况：", gap("党务工作者培训"))))


def campaigns(facts: AnnualFacts) -> Paragraphs:
    """Name the campaigns of the year, and the materials that went out."""
    told = tuple(each for fact in facts.campaigns for each in paragraph(campaign(fact)))
    if not told and Section.CAMPAIGNS not in facts.texts:
        told = paragraph(sentence(clause(f"{facts.numbers.span}台账中没有登记专题教育")))
    return (*told, *paragraph(materials(facts.numbers)))


def campaign(fact: CampaignFact) -> Clause:
    """Say which campaign ran from when to when, with the officer's note on it and what was done."""
    span = _span(fact.starts_on, fact.ends_on)
    note = (Run(ended(fact.note)),) if fact.note.strip() else NOTHING
    work = NOTHING if fact.work is None else in_short(fact.work)
    return (*sentence(clause(f"开展{fact.name}{span}")), *note, *work)


def _span(starts_on: date | None, ends_on: date | None) -> str:
    """Write months in brackets; nothing where the beginning is not known."""
    if starts_on is None:
        return ""
    begun = f"{starts_on.year}年{starts_on.month}月"
    if ends_on is None:
        return f"（{begun}起）"
    if (starts_on.year, starts_on.month) == (ends_on.year, ends_on.month):
        return f"（{begun}）"
    year = "" if starts_on.year == ends_on.year else f"{ends_on.year}年"
    return f"（{begun}至{year}{ends_on.month}月）"


def materials(numbers: Numbers) -> Clause:
    """Say which books and papers went out."""
    return sentence(
        numbers.known("发放学习书籍", "materials.books"),
        enumerated(
            numbers.known("编发简报", "materials.briefs"),
            numbers.known("制作板报墙报", "materials.posters"),
            numbers.known("刊发宣传稿件", "materials.articles"),
        ),
        numbers.known("稿件阅读量", "materials.article_reads"),
    )


def organization_life(facts: AnnualFacts) -> Paragraphs:
    """Say how the branches met."""
    numbers = facts.numbers
    meetings = NOTHING
    if numbers.some("three_meetings.sessions"):
        kinds = enumerated(
            numbers.known("支部党员大会", "three_meetings.congress"),
            numbers.known("支部委员会", "three_meetings.committee"),
            numbers.known("党小组会", "three_meetings.group"),
            numbers.known("党课", "three_meetings.lecture"),
        )
        meetings = sentence(
            numbers.stated("开展三会一课", "three_meetings.sessions"),
            clause("包括", *kinds),
            numbers.known("书记讲党课", "party_lecture.by_secretary"),
        )
    others = sentence(
        numbers.known("开展主题党日", "theme_day.sessions"),
        numbers.known("召开组织生活会", "organization_life.sessions"),
        numbers.known("开展民主评议党员", "democratic_appraisal.sessions"),
    )
    told = paragraph(meetings, others, attendance(numbers), duties(numbers))
    return told or paragraph(sentence(clause(f"{facts.numbers.span}台账中没有组织生活记录")))


def attendance(numbers: Numbers) -> Clause:
    """Say how many of those expected came."""
    return sentence(numbers.known(f"{numbers.span}各类学习活动出勤率", "attendance.rate"))


def duties(numbers: Numbers) -> Clause:
    """Say how much of the organisation life asked for was held; more is not claimed when all was."""
    if not numbers.some("duties.required"):
        return NOTHING
    if numbers.same("duties.required", "duties.held"):
        return sentence(numbers.stated("按规定应开展的组织生活", "duties.required"), clause("全部开展"))
    return sentence(
        numbers.stated("按规定全年应开展组织生活", "duties.required"),
        numbers.known("已开展", "duties.held") or clause("均无开展记录"),
        numbers.known("完成率", "duties.rate"),
    )


def money(facts: AnnualFacts) -> Paragraphs:
    """Say what was planned and what was spent, from which source and on what."""
    numbers = facts.numbers
    if not any(map(numbers.some, ("funding.budget", "funding.spent", "funding.allocated"))):
        return paragraph(sentence(clause(f"{facts.numbers.span}台账中没有经费预算和已报销支出的记录")))
    plan = sentence(
        numbers.needed("全年安排经费预算", "funding.budget"),
        numbers.known("其中党组织工作经费占上年度职工工资总额的", "funding.ratio"),
    )
    spent = sentence(
        numbers.known("已报销支出", "funding.spent") or clause("尚无报销支出"),
        numbers.known("预算执行率", "funding.execution"),
        numbers.known("人均支出", "funding.per_member"),
        numbers.known("另下拨党支部", "funding.allocated"),
    )
    return paragraph(plan, spent, split(numbers, "source", "按经费来源"), split(numbers, "category", "按支出类别"))


def split(numbers: Numbers, by: str, opening: str) -> Clause:
    """Say how the spending divides; nothing where it all falls into one part."""
    keys = [key for key in CATALOGUE if key.startswith(f"funding.{by}.") and key.endswith(".spent")]
    parts = [numbers.known(_part(key), key) for key in keys]
    if sum(map(bool, parts)) <= 1:
        return NOTHING
    return sentence(clause(f"支出{opening}分，", *joined(parts, "、")))


def _part(key: str) -> str:
    """Take the source's or category's own name out of a split figure's label."""
    return CATALOGUE[key].label.partition("：")[2].rstrip("）")


def own_text(facts: AnnualFacts, section: Section) -> Paragraphs:
    """Give the officer's own text for a section, a paragraph a line."""
    lines = facts.texts.get(section, "").splitlines()
    return tuple(Paragraph((Run(line.strip()),)) for line in lines if line.strip())
