"""What the names of a plan's paper stand for: the items as entered, how far they came, the rows of its two tables."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from models.enums import OrganizationKind, PlanKind, WorkState
from services.documents.papers.common_values import COMMON_NAMES, Occasion, common_values
from services.documents.papers.plan_facts import PlanFacts
from services.documents.papers.plan_themes import theme_of
from services.documents.papers.plan_words import counted_text, deadline_text, short_deadline
from services.documents.papers.sentences import unended
from services.documents.templates.values import Flag, Item, Number, Rows, Values, Words
from services.documents.templates.vocabulary import Vocabulary, flag, number, rows, text
from services.figures.rows import FigureKind
from services.plans.rows import PlanItemRow, PlanRow

QUARTERS: Final = {1: "第一季度", 2: "第二季度", 3: "第三季度", 4: "第四季度"}
_ALL_YEAR: Final = "全年安排"
_NAMED_LATE: Final = 10
_NAMED_WHOLE: Final = 4  # so many sessions are named; of more only the days

_ITEM: Final[Vocabulary] = {
    "事项": text("事项"),
    "对象": text("面向哪些人"),
    "形式": text("学习形式"),
    "书目": text("学习书目，以分号相隔"),
    "发言人": text("重点发言人"),
    "列席范围": text("列席范围"),
    "季度": number("季度"),
    "次数": number("安排几次"),
    "学时": number("学时"),
    "预算": number("预算（元）", money=True),
    "时限": text("何时完成，如“2026年6月30日前完成”“每月开展”"),
    "责任单位": text("责任单位"),
}
PLAN_NAMES: Final[Vocabulary] = {
    **COMMON_NAMES,
    "下级.有党委": flag("下面有基层党委"),
    "下级.有党总支": flag("下面有党总支"),
    "下级.有党支部": flag("下面有党支部"),
    "计划.份数": number("计划的份数；没有计划时为0"),
    "计划.抬头": text("只有一份计划时，标题的第一行"),
    "计划.名称": text("只有一份计划时，除去单位名称的计划名称"),
    "计划.项数": number("事项的项数"),
    "计划.次数": number("计划开展活动的次数"),
    "计划.学时": number("安排集中学习的学时"),
    "计划.预算": number("经费预算（元）", money=True),
    "计划.已开始": flag("有事项已经开展、标记进度或逾期"),
    "各类": rows("两类以上时，各类事项的项数", {"名称": text("类别"), "项数": number("项数")}),
    "各部分": rows("事项分成的部分：按季度、类别或党组织", {"名称": text("这部分的标题"), "事项": rows("事项", _ITEM)}),
    "责任分工": rows("各单位负责的项数", {"单位": text("责任单位"), "项数": number("项数")}),
    "责任未定项数": number("没有填责任单位的项数"),
    "进度": rows("各种进度的项数", {"名称": text("已完成、进行中、未开始"), "项数": number("项数")}),
    "计入活动次数": number("计入进度的学习活动次数"),
    "逾期项数": number("逾期的项数"),
    "逾期事项": text("逾期的事项和天数"),
    "事项表": rows(
        "计划表的行",
        {
            **_ITEM,
            "党组织": text("党组织"),
            "专题": text("照原样的事项"),
            "全部书目": text("照原样的学习书目"),
            "简写时限": text("时限，日期不写年份"),
            "进度": text("进度，如“3/10次”"),
            "状态": text("状态，逾期的写天数"),
            "活动": text("计入的学习活动"),
        },
    ),
    "栏.党组织": flag("事项表需要“党组织”一栏"),
    "栏.进度党组织": flag("执行情况表需要“党组织”一栏"),
    **{f"栏.{name}": flag(f"有事项填了{name}") for name in ("对象", "时限", "次数", "学时", "预算", "责任单位")},
    **{f"栏.{name}": flag(f"有事项填了{name}") for name in ("季度", "书目", "发言人", "形式", "列席范围")},
}


def plan_values(facts: PlanFacts) -> Values:
    """Give every name of a plan's paper its value."""
    over = facts.asof >= date(facts.year, 12, 31)
    occasion = Occasion(facts.year, facts.organization, facts.organization_kind, facts.asof, over)
    return {
        **common_values(occasion),
        "下级.有党委": Flag(OrganizationKind.COMMITTEE in facts.below),
        "下级.有党总支": Flag(OrganizationKind.GENERAL_BRANCH in facts.below),
        "下级.有党支部": Flag(OrganizationKind.BRANCH in facts.below),
        **_whole(facts),
        "各部分": Rows(tuple(_part(name, items) for name, items in _groups(facts))),
        **_responsibilities(facts),
        **_progress(facts),
        **_columns(facts),
        "事项表": Rows(tuple(_row(plan, item, facts) for plan in facts.plans for item in plan.items)),
    }


def _whole(facts: PlanFacts) -> dict[str, Item]:
    """Say how much is planned, and what the paper is called where it is one plan's."""
    drafts = [item.draft for item in facts.items]
    themes = Counter(theme_of(draft.kind).value for draft in drafts)
    name = facts.plans[0].draft.name.strip() if len(facts.plans) == 1 else ""
    rest = name.removeprefix(facts.organization)
    return {
        "计划.份数": Number(len(facts.plans), "计划", "份"),
        "计划.抬头": Words(facts.organization if rest else name),
        "计划.名称": Words(rest),
        "计划.项数": Number(len(drafts), "计划事项", "项"),
        "计划.次数": Number(sum(draft.times or 0 for draft in drafts), "计划次数", "次"),
        "计划.学时": _hours(sum((draft.hours or Decimal(0) for draft in drafts), Decimal(0))),
        "计划.预算": _money(sum(draft.budget_fen or 0 for draft in drafts)),
        "各类": _counts("名称", themes.items() if len(themes) > 1 else ()),
    }


def _counts(label: str, counted: Iterable[tuple[str, int]]) -> Rows:
    return Rows(tuple({label: Words(name), "项数": Number(count, "项数", "项")} for name, count in counted))


def _hours(hours: Decimal | None) -> Number:
    return Number(hours, "学时", "学时", FigureKind.SUM)


def _money(fen: int | None) -> Number:
    return Number(fen, "预算", "元", FigureKind.MONEY)


def _groups(facts: PlanFacts) -> list[tuple[str, tuple[PlanItemRow, ...]]]:
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


def _part(name: str, items: Sequence[PlanItemRow]) -> dict[str, Item]:
    return {"名称": Words(name), "事项": Rows(tuple(map(_item, items)))}


def _item(item: PlanItemRow) -> dict[str, Item]:
    draft = item.draft
    return {
        "事项": Words(unended(draft.title)),
        "对象": Words(draft.audience),
        "形式": Words(draft.form),
        "书目": Words("；".join(unended(line) for line in draft.texts.splitlines() if unended(line))),
        "发言人": Words(draft.speakers),
        "列席范围": Words(draft.observers),
        "季度": Number(draft.quarter, "季度"),
        "次数": Number(draft.times, "次数", "次"),
        "学时": _hours(draft.hours),
        "预算": _money(draft.budget_fen),
        "时限": Words(deadline_text(draft.deadline)),
        "责任单位": Words(draft.responsible_unit),
    }


def _responsibilities(facts: PlanFacts) -> dict[str, Item]:
    """Say which unit answers for how many items; nothing where it is one for all, or where the plans are several."""
    units = Counter(item.draft.responsible_unit.strip() for item in facts.items)
    without = units.pop("", 0)
    of_one_plan = len(facts.plans) == 1 and facts.kind is not PlanKind.CENTER_GROUP
    told = of_one_plan and (len(units) > 1 or without)
    return {
        "责任分工": _counts("单位", units.most_common() if told else ()),
        "责任未定项数": Number(without if told else 0, "责任未定项数", "项"),
    }


def _progress(facts: PlanFacts) -> dict[str, Item]:
    states = Counter(item.shown_state for item in facts.items)
    late = sorted((item for item in facts.items if item.days_late), key=lambda item: -item.days_late)
    names = "、".join(_late(item, facts) for item in late[:_NAMED_LATE])
    told = [(state.label, states[state]) for state in reversed(WorkState) if states[state]]
    begun = any(item.held or item.days_late or item.draft.state is not WorkState.NOT_STARTED for item in facts.items)
    return {
        "计划.已开始": Flag(begun),
        "进度": _counts("名称", told),
        "计入活动次数": Number(sum(item.held for item in facts.items), "计入的学习活动", "次"),
        "逾期项数": Number(len(late), "逾期项数", "项"),
        "逾期事项": Words(f"{names}{'等' if len(late) > _NAMED_LATE else ''}"),
    }


def _late(item: PlanItemRow, facts: PlanFacts) -> str:
    owner = next(plan.organization_name for plan in facts.plans if plan.key == item.plan)
    return f"{owner if len(facts.plans) > 1 else ''}“{unended(item.draft.title)}”（逾期{item.days_late}天）"


_ENTERED: Final[dict[str, Callable[[PlanItemRow], object]]] = {
    "对象": lambda item: item.draft.audience.strip(),
    "时限": lambda item: item.draft.deadline.strip(),
    "次数": lambda item: item.draft.times,
    "学时": lambda item: item.draft.hours,
    "预算": lambda item: item.draft.budget_fen,
    "责任单位": lambda item: item.draft.responsible_unit.strip(),
    "季度": lambda item: item.draft.quarter,
    "书目": lambda item: item.draft.texts.strip(),
    "发言人": lambda item: item.draft.speakers.strip(),
    "形式": lambda item: item.draft.form.strip(),
    "列席范围": lambda item: item.draft.observers.strip(),
}


def _columns(facts: PlanFacts) -> dict[str, Item]:
    """Tell which columns have something in them; whose an item is, the column of units may tell already."""
    several = len(facts.plans) > 1
    units_tell = facts.kind is not PlanKind.CENTER_GROUP and all(
        item.draft.responsible_unit == plan.organization_name for plan in facts.plans for item in plan.items
    )
    return {
        "栏.党组织": Flag(several and not units_tell),
        "栏.进度党组织": Flag(several),
        **{f"栏.{name}": Flag(any(map(entered, facts.items))) for name, entered in _ENTERED.items()},
    }


def _row(plan: PlanRow, item: PlanItemRow, facts: PlanFacts) -> dict[str, Item]:
    named = _NAMED_WHOLE if len(facts.plans) == 1 else 0
    return {
        **_item(item),
        "党组织": Words(plan.organization_name),
        "专题": Words(item.draft.title),
        "全部书目": Words(item.draft.texts.replace("\n", "；")),
        "简写时限": Words(short_deadline(item.draft.deadline)),
        "进度": Words(f"{item.held}/{item.needed}次"),
        "状态": Words(f"逾期{item.days_late}天" if item.days_late else item.shown_state.label),
        "活动": Words(counted_text(facts.counted.get(item.key, ()), facts.year, named)),
    }
