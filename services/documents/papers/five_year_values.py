"""What the names of the five-year evaluation's template stand for: figures of the span and of each year, targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from models.database import Database
from models.enums import MaterialKind
from models.keys import Key
from services.campaigns.report import CampaignReport
from services.campaigns.service import CampaignService
from services.clock import Clock
from services.documents.papers.annual_key_figures import KEY_FIGURES
from services.documents.papers.annual_values import FACT_NAMES, fact_values, span_text
from services.documents.papers.common_values import Occasion, common_values, figure_values, with_figures
from services.documents.papers.sentences import Numbers, ended
from services.documents.templates.values import Flag, Item, Number, Rows, Values, Words, figure
from services.documents.templates.vocabulary import (
    Vocabulary,
    figure_names,
    figure_vocabulary,
    flag,
    number,
    rows,
    text,
)
from services.figures.catalogue import CATALOGUE
from services.figures.rows import FigureKind, Figures, Value
from services.figures.service import FigureService
from services.organizations.tree import load_tree
from services.targets.rows import TargetRow, TargetState
from services.targets.service import TargetService
from services.targets.text import rate_text, target_text, unit_of, value_text

_FEN_PER_YUAN: Final = 100
_FEN_PER_TEN_THOUSAND: Final = 1_000_000
_PER_HEAD: Final = "funding.per_member"
_CAMPAIGN: Final[Vocabulary] = {
    "名称": text("名称"),
    "时间": text("起止时间，带括号"),
    "说明": text("登记的说明"),
    "计划": number("计划事项"),
    "活动": number("学习活动"),
    "参加": number("参加人次"),
    "读书班天数": number("读书班天数"),
    "书目": number("必读书目"),
    "发言": number("发言人次"),
    "心得体会": number("心得体会"),
    "讲课": number("党课和专题讲座"),
    "书籍": number("发放书籍"),
    "简报": number("简报"),
    "板报墙报": number("板报墙报"),
    "稿件": number("宣传稿件"),
    "阅读量": number("稿件阅读量"),
}
_ONE_YEAR: Final = rows("数据", {"值": number("数据")})
FIVE_YEAR_NAMES: Final[Vocabulary] = with_figures(
    {
        **FACT_NAMES,
        "起始年度": number("第一年"),
        "截止年度": number("最后一年"),
        "期间": text("如“2019—2023年”"),
        "期间已结束": flag("最后一年已经结束"),
        "各年": rows("逐年的指标", {"年度": number("年度"), **figure_vocabulary()}),
        "专题教育": rows("期间的专题教育，按年份先后", _CAMPAIGN),
        "目标": rows(
            "期间的目标",
            {
                "指标": text("指标"),
                "每年目标": text("每年目标"),
                "总目标": text("整个期间的目标"),
                "实际": text("实际"),
                "完成率": text("完成率"),
                "状态": text("状态"),
                "说明": text("说明"),
                "已达到": flag("已达到目标"),
            },
        ),
        "已达到目标数": number("已达到的目标"),
        "目标数": number("目标"),
        "年度数据": rows(
            "主要数据逐年对照",
            {"名称": text("项目"), "单位": text("计量单位"), "各年": _ONE_YEAR, "合计": number("期间合计")},
        ),
    }
)


@dataclass(frozen=True, slots=True)
class FiveYearSource:
    """Reads what the evaluation needs of the years `first..last` for a scope (empty: the whole)."""

    database: Database
    clock: Clock
    first: int
    last: int
    scope: Key | None

    def values(self) -> Values:
        """Give every name its value; PeriodOutOfOrderError, RecordMissingError for no such scope."""
        service = FigureService(self.database, self.clock)
        span, by_year = service.of_each_year(self.first, self.last, self.scope)
        today = self.clock.today()
        over = today >= date(self.last, 12, 31)
        numbers = Numbers(span.values, by_year[-2].values if len(by_year) > 1 else {}, whole_year=over)
        with self.database.reading() as connection:
            tree = load_tree(connection)
            root = tree.root(self.scope)
        occasion = Occasion(self.last, tree.name(root), tree.nodes[root].kind, today, over)
        counted = {(one.from_year, one.to_year): one.values for one in (span, *by_year)} if root == tree.top else {}
        targets = TargetService(self.database, self.clock).table(self.first, self.last, counted=counted).rows
        return {
            **common_values(occasion),
            **figure_values(numbers),
            **fact_values(numbers),
            "起始年度": Number(self.first, "起始年度"),
            "截止年度": Number(self.last, "截止年度"),
            "期间": Words(f"{self.first}—{self.last}年" if self.last > self.first else f"{self.first}年"),
            "期间已结束": Flag(over),
            "各年": Rows(tuple(map(_year, by_year))),
            "专题教育": Rows(tuple(map(_campaign, self._campaigns() if root == tree.top else ()))),
            "目标": Rows(tuple(map(_target, targets))),
            "目标数": Number(len(targets), "目标", "项"),
            "已达到目标数": Number(sum(row.overall.state is TargetState.MET for row in targets), "已达到的目标", "项"),
            "年度数据": Rows(tuple(_data(key, by_year, span) for key in KEY_FIGURES)),
        }

    def _campaigns(self) -> list[CampaignReport]:
        campaigns = CampaignService(self.database, self.clock)
        first, last = date(self.first, 1, 1), date(self.last, 12, 31)
        inside = [
            row
            for row in campaigns.list()
            if row.draft.starts_on is not None
            and row.draft.starts_on <= last
            and (row.draft.ends_on is None or row.draft.ends_on >= first)
        ]
        return [
            campaigns.report(row.key) for row in sorted(inside, key=lambda row: (row.draft.starts_on or first, row.key))
        ]


def _year(figures: Figures) -> Values:
    values: dict[str, Item] = {"年度": Number(figures.from_year, "年度")}
    for name, key in figure_names().items():
        values[name] = figure(key, figures.values.get(key), traced=False)
    return values


def _campaign(report: CampaignReport) -> Values:
    draft = report.campaign.draft
    return {
        "名称": Words(draft.name),
        "时间": Words(span_text(draft.starts_on, draft.ends_on)),
        "说明": Words(ended(draft.note) if draft.note.strip() else ""),
        "计划": Number(len(report.items()), "计划事项", "项"),
        "活动": Number(len(report.sessions), "学习活动", "次"),
        "参加": Number(report.there, "参加人次", "人次"),
        "读书班天数": Number(report.reading_class_days, "读书班天数", "天"),
        "书目": Number(len(report.texts), "必读书目", "种"),
        "发言": Number(report.speeches, "发言人次", "人次"),
        "心得体会": Number(report.reflections, "心得体会", "篇"),
        "讲课": Number(len(report.lectures), "党课和专题讲座", "场"),
        "书籍": Number(report.materials_of(MaterialKind.BOOK), "发放书籍", "套"),
        "简报": Number(report.materials_of(MaterialKind.BRIEF), "简报", "期"),
        "板报墙报": Number(report.materials_of(MaterialKind.POSTER), "板报墙报", "幅"),
        "稿件": Number(report.materials_of(MaterialKind.ARTICLE), "宣传稿件", "篇"),
        "阅读量": Number(report.reads, "稿件阅读量", "人次"),
    }


def _target(row: TargetRow) -> Values:
    draft, overall = row.draft, row.overall
    actual = "" if overall.actual is None else value_text(draft, overall.actual) + unit_of(draft)
    return {
        "指标": Words(draft.indicator),
        "每年目标": Words(target_text(draft, draft.yearly)),
        "总目标": Words(target_text(draft, draft.target)),
        "实际": Words(actual or "—"),
        "完成率": Words(rate_text(overall)),
        "状态": Words(overall.state.label),
        "说明": Words(draft.note),
        "已达到": Flag(overall.state is TargetState.MET),
    }


def _data(key: str, by_year: Sequence[Figures], span: Figures) -> Values:
    known = CATALOGUE[key]
    shown_whole = known.adds_years or known.kind in {FigureKind.RATE, FigureKind.AVERAGE}
    of_a_year = key.startswith("hours.")
    return {
        "名称": Words(known.label),
        "单位": Words("万元" if known.kind is FigureKind.MONEY and key != _PER_HEAD else known.unit or "%"),
        "各年": Rows(tuple({"值": _narrow(key, one.values.get(key))} for one in by_year)),
        "合计": _narrow(key, span.values.get(key) if shown_whole and not of_a_year else None),
    }


def _narrow(key: str, value: Value) -> Number:
    """Give a figure for a narrow column: money in 万元, money per head in whole yuan."""
    if CATALOGUE[key].kind is not FigureKind.MONEY or value is None:
        return figure(key, value, traced=False)
    if key == _PER_HEAD:
        return Number(round(Fraction(value) / _FEN_PER_YUAN), CATALOGUE[key].label, "元")
    return Number(Fraction(value) / _FEN_PER_TEN_THOUSAND, CATALOGUE[key].label, "万元", FigureKind.AVERAGE)
