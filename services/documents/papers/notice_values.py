"""What the names of the two notices stand for: how hours and duties stand, branch by branch."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Final

from models.database import Database
from models.enums import DutyState, HoursState, OrganizationKind
from models.keys import Key
from services.clock import Clock
from services.documents.papers.annual_values import FACT_NAMES, fact_values
from services.documents.papers.common_values import Occasion, common_values, figure_values, with_figures
from services.documents.papers.sentences import Numbers
from services.documents.templates.values import Item, Number, Rows, Values, Words
from services.documents.templates.vocabulary import Vocabulary, number, rows, text
from services.duties.rows import DutyRow
from services.duties.service import DutyService
from services.figures.rows import FigureKind
from services.figures.service import FigureService
from services.hours.rows import HoursRow
from services.hours.service import HoursService
from services.organizations.tree import OrganizationTree, load_tree

HOURS_NOTICE_NAMES: Final[Vocabulary] = with_figures(
    {
        **FACT_NAMES,
        "各支部": rows(
            "党支部学时情况",
            {
                "名称": text("党支部"),
                "人数": number("有学时要求的人数"),
                "达标": number("达标人数"),
                "达标率": number("达标率"),
                "人均": number("人均学时"),
                "未达标": number("未达标人数"),
            },
        ),
        "未达标支部": rows(
            "有人未达标的党支部",
            {"名称": text("党支部"), "人数": number("未达标人数"), "名单": text("未达标的人和所差学时")},
        ),
        "免学时人数": number("不作学时要求的人数"),
    }
)
_MISSED: Final[Vocabulary] = {
    "名称": text("党组织"),
    "次数": number("缺的次数"),
    "内容": text("缺的组织生活，如“主题党日（3月、5月）”"),
}
DUTY_NOTICE_NAMES: Final[Vocabulary] = with_figures(
    {
        **FACT_NAMES,
        "各支部": rows(
            "党支部组织生活情况",
            {
                "名称": text("党支部"),
                "应开展": number("应开展"),
                "已开展": number("已开展"),
                "完成率": number("完成率"),
                "缺": number("缺的次数"),
            },
        ),
        "缺项支部": rows("有缺项的党支部", _MISSED),
        "其他缺项": rows("党委和党小组的缺项", _MISSED),
        "待开展次数": number("党支部期限未到、待开展的次数"),
    }
)


def hours_notice_values(database: Database, clock: Clock, year: int, scope: Key | None) -> Values:
    """Give every name of the notice of hours its value."""
    told = HoursService(database, clock).hours(year, scope).rows
    counted = [row for row in told if row.state in {HoursState.MET, HoursState.BEHIND}]
    branches = [list(of) for _, of in groupby(counted, key=lambda row: row.branch)]
    return {
        **_common(database, clock, year, scope),
        "各支部": Rows(tuple(map(_branch_hours, branches))),
        "未达标支部": Rows(tuple(_behind(of) for of in branches if any(not row.met for row in of))),
        "免学时人数": Number(sum(row.state is HoursState.EXEMPT for row in told), "免学时人数", "人"),
    }


def _branch_hours(people: Sequence[HoursRow]) -> dict[str, Item]:
    met = sum(bool(row.met) for row in people)
    average = Fraction(sum(row.earned for row in people)) / len(people)
    return {
        "名称": Words(people[0].branch_name),
        "人数": Number(len(people), "人数", "人"),
        "达标": Number(met, "达标人数", "人"),
        "达标率": Number(Fraction(met, len(people)), "达标率", "", FigureKind.RATE),
        "人均": Number(average, "人均学时", "学时", FigureKind.AVERAGE),
        "未达标": Number(len(people) - met, "未达标人数", "人"),
    }


def _behind(people: Sequence[HoursRow]) -> dict[str, Item]:
    late = [row for row in people if not row.met]
    names = (
        f"{row.name}（差{Number((row.target or row.earned) - row.earned, '').piece(()).text}学时）" for row in late
    )
    return {
        "名称": Words(people[0].branch_name),
        "人数": Number(len(late), "未达标人数", "人"),
        "名单": Words("、".join(names)),
    }


def duty_notice_values(database: Database, clock: Clock, year: int, scope: Key | None) -> Values:
    """Give every name of the notice of duties its value."""
    with database.reading() as connection:
        tree = load_tree(connection)
    told = DutyService(database, clock).duties(year, scope=tree.root(scope))
    groups = [list(of) for _, of in groupby(told, key=lambda row: row.organization)]
    of_branches = [of for of in groups if _is_branch(tree, of)]
    others = [of for of in groups if not _is_branch(tree, of)]
    return {
        **_common(database, clock, year, scope),
        "各支部": Rows(tuple(_branch_duties(of) for of in of_branches if any(row.required for row in of))),
        "缺项支部": _missed(tree, of_branches),
        "其他缺项": _missed(tree, others),
        "待开展次数": Number(
            sum(row.required - row.counted for of in of_branches for row in of if row.state is DutyState.DUE),
            "待开展次数",
            "次",
        ),
    }


def _is_branch(tree: OrganizationTree, of: Sequence[DutyRow]) -> bool:
    return tree.nodes[of[0].organization].kind is OrganizationKind.BRANCH


def _branch_duties(of: Sequence[DutyRow]) -> dict[str, Item]:
    required, held = sum(row.required for row in of), sum(row.counted for row in of)
    missing = sum(row.required - row.counted for row in of if row.state is DutyState.MISSED)
    return {
        "名称": Words(of[0].organization_name),
        "应开展": Number(required, "应开展", "次"),
        "已开展": Number(held, "已开展", "次"),
        "完成率": Number(Fraction(held, required) if required else None, "完成率", "", FigureKind.RATE),
        "缺": Number(missing, "缺", "次"),
    }


def _missed(tree: OrganizationTree, groups: Iterable[Sequence[DutyRow]]) -> Rows:
    found: list[Values] = []
    for of in groups:
        missed = [row for row in of if row.state is DutyState.MISSED]
        if missed:
            by_kind = groupby(missed, key=lambda row: row.kind)
            what = (f"{kind.label}（{'、'.join(period_text(row.period) for row in each)}）" for kind, each in by_kind)
            count = sum(row.required - row.counted for row in missed)
            found.append(
                {
                    "名称": Words(_full_name(tree, of[0])),
                    "次数": Number(count, "次数", "次"),
                    "内容": Words("、".join(what)),
                }
            )
    return Rows(tuple(found))


def _full_name(tree: OrganizationTree, row: DutyRow) -> str:
    """Name a group with its branch: every branch has a first group."""
    above = tree.branch_of(row.organization)
    return row.organization_name if above == row.organization else tree.name(above) + row.organization_name


def period_text(period: str) -> str:
    """Write a period of a year as people say it: 2025-03 is 3月, 2025-Q1 第一季度, 2025-H2 下半年, 2025 全年."""
    part = period[5:]
    if not part:
        return "全年"
    if part.startswith("Q"):
        return f"第{'一二三四'[int(part[1]) - 1]}季度"
    if part.startswith("H"):
        return "上半年" if part == "H1" else "下半年"
    return f"{int(part)}月"


def _common(database: Database, clock: Clock, year: int, scope: Key | None) -> dict[str, Item]:
    figures = FigureService(database, clock)
    last, this = figures.spans((range(year - 1, year), range(year, year + 1)), scope)
    today = clock.today()
    over = today >= date(year, 12, 31)
    with database.reading() as connection:
        tree = load_tree(connection)
    root = tree.root(scope)
    occasion = Occasion(year, tree.name(root), tree.nodes[root].kind, today, over)
    numbers = Numbers(this.values, last.values, whole_year=over)
    return {**common_values(occasion), **figure_values(numbers), **fact_values(numbers)}
