"""The papers of plans (培训计划, 中心组学习计划, 支部计划, 纪律教育计划): items as entered, tables behind them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from models.enums import OrganizationKind, PlanKind, WorkState
from services.documents.outline import (
    Addressee,
    Attachments,
    AttachmentStart,
    Block,
    Heading,
    Paper,
    Paragraph,
    Run,
    Signature,
    Title,
)
from services.documents.papers.annual_facts import PlanFact
from services.documents.papers.plan_facts import PlanFacts
from services.documents.papers.plan_tables import plan_table, progress_table
from services.documents.papers.plan_themes import theme_of
from services.documents.papers.plan_words import deadline, plan_item
from services.documents.papers.sentences import (
    NOTHING,
    Clause,
    chinese_date,
    clause,
    enumerated,
    gap,
    joined,
    paragraph,
    sentence,
    unended,
)
from services.figures.text import plain
from services.money.amounts import format_yuan
from services.plans.rows import PlanItemDraft, PlanItemRow, PlanRow

SUBJECTS: Final = {
    PlanKind.TRAINING: "党员教育培训",
    PlanKind.CENTER_GROUP: "党委理论学习中心组学习",
    PlanKind.BRANCH: "党支部学习",
    PlanKind.DISCIPLINE: "纪律教育",
}
QUARTERS: Final = {1: "第一季度", 2: "第二季度", 3: "第三季度", 4: "第四季度"}
_ALL_YEAR: Final = "全年安排"
_PARTS: Final = "一二三四五六七八九十"
_NAMED_LATE: Final = 10
Group = tuple[str, tuple[PlanItemRow, ...]]


def yearly_plan(facts: PlanFacts) -> Paper:
    """Write the paper; where there is no plan it says so as a gap."""
    title = Title(_title(facts))
    subject = f"{facts.year}年{SUBJECTS[facts.kind]}"
    blocks: list[Block] = [title, Addressee(addressee(facts))]
    if facts.items:
        blocks += paragraph(sentence(clause(f"现将{subject}计划安排如下")))
        blocks += _numbered(_parts(facts))
        tables = _attached(facts, subject)
        blocks += [Attachments(tuple("".join(name) for name, _ in tables)), Signature(facts.organization, facts.asof)]
        for number, (name, table) in enumerate(tables, start=1):
            label = f"附件{number}" if len(tables) > 1 else "附件"
            blocks += [AttachmentStart(label, Title(name)), table]
    else:
        blocks += paragraph(sentence(clause("台账中没有登记", gap(f"{subject}计划"))))
        blocks += [Signature(facts.organization, facts.asof)]
    return Paper("".join(title.parts), tuple(blocks))


def _title(facts: PlanFacts) -> tuple[str, ...]:
    """Name the paper as the plan is named; several plans by what they have in common."""
    if len(facts.plans) == 1:
        name = facts.plans[0].draft.name.strip()
        rest = name.removeprefix(facts.organization)
        return (facts.organization, rest) if rest else (name,)
    each = "各" if facts.kind is PlanKind.BRANCH and facts.organization_kind is not OrganizationKind.BRANCH else ""
    return (facts.organization, f"{facts.year}年", f"{each}{SUBJECTS[facts.kind]}计划")


def addressee(facts: PlanFacts) -> str:
    """Say who carries the plan out."""
    if facts.kind is PlanKind.CENTER_GROUP:
        return "理论学习中心组各成员"
    words = {
        OrganizationKind.COMMITTEE: "各基层党委",
        OrganizationKind.GENERAL_BRANCH: "各党总支",
        OrganizationKind.BRANCH: "各党支部",
    }
    return "、".join(words[kind] for kind in facts.below) or "全体党员"


def _parts(facts: PlanFacts) -> Iterator[tuple[str, Sequence[Block]]]:
    yield "总体安排", overall(facts.items)
    own = len(facts.plans) == 1 and facts.kind is not PlanKind.CENTER_GROUP
    for name, items in _groups(facts):
        yield name, [block for number, item in enumerate(items, 1) for block in said(facts.kind, number, item.draft)]
    if own:
        yield "责任分工", responsibilities(facts.items)
    yield "执行情况", progress(facts)


def _numbered(parts: Iterable[tuple[str, Sequence[Block]]]) -> Iterator[Block]:
    there = [(name, blocks) for name, blocks in parts if blocks]
    for number, (name, blocks) in enumerate(there):
        mark = _PARTS[number] if number < len(_PARTS) else chinese_number(number + 1)
        yield Heading(1, f"{mark}、{name}")
        yield from blocks


def chinese_number(number: int) -> str:
    """Write 11 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    return f"{_PARTS[tens - 1] if tens > 1 else ''}十{_PARTS[ones - 1] if ones else ''}"


def _groups(facts: PlanFacts) -> list[Group]:
    """Group the items: several plans by whose they are, a centre group's by quarter, others by theme."""
    if len(facts.plans) > 1:
        return [(_plan_heading(plan, facts), plan.items) for plan in facts.plans]
    if facts.kind is PlanKind.CENTER_GROUP:
        names = {item.key: QUARTERS.get(item.draft.quarter or 0, _ALL_YEAR) for item in facts.items}
        order = [*QUARTERS.values(), _ALL_YEAR]
    else:
        names = {item.key: theme_of(item.draft.kind).value for item in facts.items}
        order = list(dict.fromkeys(names.values()))
    return [(name, tuple(item for item in facts.items if names[item.key] == name)) for name in order]


def _plan_heading(plan: PlanRow, facts: PlanFacts) -> str:
    return plan.organization_name if facts.kind is PlanKind.BRANCH else plan.draft.name


def overall(items: Sequence[PlanItemRow]) -> tuple[Paragraph, ...]:
    """Say how much is planned; what nobody entered is left out."""
    drafts = [item.draft for item in items]
    times = sum(draft.times or 0 for draft in drafts)
    hours = sum(draft.hours or 0 for draft in drafts)
    budget = sum(draft.budget_fen or 0 for draft in drafts)
    themes = Counter(theme_of(draft.kind).value for draft in drafts)
    return paragraph(
        sentence(
            clause(f"全年安排{len(drafts)}项工作"),
            clause(f"计划开展活动{times}次") if times else NOTHING,
            clause(f"安排集中学习{plain(hours)}学时") if hours else NOTHING,
            clause(f"经费预算{format_yuan(budget)}元") if budget else NOTHING,
        ),
        sentence(enumerated(*(clause(f"{name}{count}项") for name, count in themes.items())))
        if len(themes) > 1
        else NOTHING,
    )


def said(kind: PlanKind, number: int, draft: PlanItemDraft) -> tuple[Paragraph, ...]:
    """Say one item; a centre group's with what is read, who speaks, who sits in."""
    words = _study(draft) if kind is PlanKind.CENTER_GROUP else plan_item(_fact(draft))
    return paragraph((Run(f"{number}. "), *words))


def _fact(draft: PlanItemDraft) -> PlanFact:
    return PlanFact(
        draft.title, draft.audience, draft.deadline, draft.times, draft.hours, draft.budget_fen, draft.responsible_unit
    )


def _study(draft: PlanItemDraft) -> Clause:
    texts = joined([clause(unended(line)) for line in draft.texts.splitlines() if unended(line)], "；")
    return (
        *sentence(
            clause(f"专题：{unended(draft.title)}"),
            clause(f"采取{draft.form}形式") if draft.form else NOTHING,
            clause(f"安排{draft.times}次") if draft.times else NOTHING,
            deadline(draft.deadline),
        ),
        *(sentence((*clause("学习书目："), *texts)) if texts else NOTHING),
        *sentence(
            clause(f"重点发言人：{draft.speakers}") if draft.speakers else NOTHING,
            clause(f"列席范围：{draft.observers}") if draft.observers else NOTHING,
        ),
    )


def responsibilities(items: Sequence[PlanItemRow]) -> tuple[Paragraph, ...]:
    """Say which unit answers for how many items; nothing where it is one for all, a gap for items without one."""
    units = Counter(item.draft.responsible_unit.strip() for item in items)
    without = units.pop("", 0)
    if len(units) + bool(without) <= 1 and not without:
        return ()
    return paragraph(
        sentence(*(clause(f"{unit}负责{count}项") for unit, count in units.most_common())),
        sentence(clause("另有", gap(f"{without}项的责任单位"))) if without else NOTHING,
    )


def has_begun(facts: PlanFacts) -> bool:
    """Tell whether there is anything to say of progress: something held, marked or late."""
    return any(item.held or item.days_late or item.draft.state is not WorkState.NOT_STARTED for item in facts.items)


def progress(facts: PlanFacts) -> tuple[Paragraph, ...]:
    """Say how far the items came by the as-of date; nothing of a plan that nobody has begun on."""
    if not has_begun(facts):
        return ()
    states = Counter(item.shown_state for item in facts.items)
    held = sum(item.held for item in facts.items)
    late = sorted((item for item in facts.items if item.days_late), key=lambda item: -item.days_late)
    names = "、".join(_late(item, facts) for item in late[:_NAMED_LATE])
    return paragraph(
        sentence(
            clause(f"截至{chinese_date(facts.asof)}"),
            *(clause(f"{state.label}{states[state]}项") for state in reversed(WorkState) if states[state]),
            clause(f"计入的学习活动{held}次") if held else NOTHING,
        ),
        sentence(clause(f"已逾期的{len(late)}项：{names}{'等' if len(late) > _NAMED_LATE else ''}"))
        if late
        else NOTHING,
    )


def _late(item: PlanItemRow, facts: PlanFacts) -> str:
    owner = next(plan.organization_name for plan in facts.plans if plan.key == item.plan)
    return f"{owner if len(facts.plans) > 1 else ''}“{unended(item.draft.title)}”（逾期{item.days_late}天）"


def _attached(facts: PlanFacts, subject: str) -> list[tuple[tuple[str, ...], Block]]:
    tables: list[tuple[tuple[str, ...], Block]] = [((subject, "计划表"), plan_table(facts))]
    if has_begun(facts):
        tables.append(((subject, "计划执行情况表"), progress_table(facts)))
    return tables
