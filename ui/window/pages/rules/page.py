"""The page 规则: every number of the domain with its basis, its days, and who has set it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter

from models.typing_override import override
from services.rulebook.rows import RuleGroup, RuleHistory, RuleVersion
from services.rulebook.service import RuleService
from ui.rule_texts import NOT_SET, OWN, value_text
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.look import Icon, Tone
from ui.window.pages.page import Page
from ui.window.pages.rules.forms import BasisForm, ChangeRuleForm
from ui.window.pages.rules.texts import Standing, from_text, standing, to_text
from ui.window.texts import NONE
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.card import Card
from ui.window.widgets.inputs import Choice, SearchEdit
from ui.window.widgets.listing import Listing
from ui.window.widgets.table import Column

CONCERNS: Final = frozenset({"rules", "duty_rules"})
ALL_GROUPS: Final = "全部类别"
HISTORY_HEIGHT: Final = 190


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule with the value in force today; None where none is."""

    history: RuleHistory
    now: RuleVersion | None

    @property
    def value(self) -> str:
        """Write the value in force."""
        return NOT_SET if self.now is None else value_text(self.history.subject, self.now.value)

    @property
    def basis(self) -> str:
        """Write what it rests on."""
        return (f"{self.now.basis}{self.now.clause}" if self.now else "") or NONE

    @property
    def is_own(self) -> bool:
        """Tell whether the unit itself has set it."""
        return self.now is not None and self.now.is_own


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A value of the chosen rule, and how it stands today."""

    history: RuleHistory
    version: RuleVersion
    standing: Standing
    until: str


RULE_COLUMNS: Final[tuple[Column[RuleLine], ...]] = (
    Column("类别", lambda row: row.history.subject.group.label, width=84),
    Column("规则", lambda row: row.history.subject.name, width=230),
    Column("现行取值", lambda row: row.value, width=190),
    Column(
        "标记", lambda row: OWN if row.is_own else "", width=92, tone=lambda row: Tone.WAITING if row.is_own else None
    ),
    Column("依据和条款", lambda row: row.basis, width=260),
)
VERSION_COLUMNS: Final[tuple[Column[VersionLine], ...]] = (
    Column("状态", lambda row: row.standing.value, width=92, tone=lambda row: row.standing.tone),
    Column("取值", lambda row: value_text(row.history.subject, row.version.value), width=190),
    Column("自", lambda row: from_text(row.version), width=100),
    Column("至", lambda row: row.until, width=100),
    Column(
        "标记",
        lambda row: OWN if row.version.is_own else "",
        width=92,
        tone=lambda row: Tone.WAITING if row.version.is_own else None,
    ),
    Column("依据和条款", lambda row: f"{row.version.basis}{row.version.clause}" or NONE, width=240),
)


class RulesPage(Page):
    """The rules above, the history of the chosen one below."""

    def __init__(self, desk: Desk, rules: RuleService) -> None:
        super().__init__(
            desk, "规则", "学时、组织生活、经费等标准；修改要说明自哪一天起，不会改写往年的结果。", CONCERNS
        )
        self._rules = rules
        self._histories: tuple[RuleHistory, ...] = ()
        self._build_rules()
        self._build_history()
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setAccessibleName("规则分栏")
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(12)
        splitter.addWidget(self._rules_card)
        splitter.addWidget(self._history_card)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([430, 230])
        self.body.addWidget(splitter, 1)
        self._connect()

    def _build_rules(self) -> None:
        self._rules_card = Card()
        self.listing = Listing(
            "规则表", RULE_COLUMNS, 4, ("没有符合条件的规则", "换一个类别，或清空查找。"), Icon.SCALE
        )
        groups: list[tuple[str, RuleGroup | None]] = [(ALL_GROUPS, None)]
        self.group = Choice("规则类别", [*groups, *((group.label, group) for group in RuleGroup)])
        self.search = SearchEdit("按名称或依据查找")
        self.listing.filters.addWidget(self.group)
        self.listing.filters.addWidget(self.search, 1)
        self.listing.tools.addWidget(primary_button("修改（自某日起）…", Icon.PENCIL, self.ask_change))
        self._rules_card.body.addWidget(self.listing)

    def _build_history(self) -> None:
        self._history_card = Card()
        self.versions = Listing("历次取值", VERSION_COLUMNS, 5, ("先选一条规则", "这里列出它历次的取值。"), Icon.SCALE)
        self.versions.summary.setObjectName("cardTitle")
        self.versions.add_row_button(button("更正依据…", Icon.PENCIL, self.ask_correct))
        self.versions.add_row_button(
            button("撤回将生效的修改…", Icon.CLOSE, self.ask_take_back), lambda row: row.standing is Standing.TO_COME
        )
        self._history_card.body.addWidget(self.versions)

    def _connect(self) -> None:
        self.group.chosen.connect(self._filter)
        self.search.searched.connect(lambda _: self._filter())
        self.listing.table.selectionModel().selectionChanged.connect(lambda: self._show_history())
        self.listing.model.modelReset.connect(self._show_history)
        self.listing.table.activated_row.connect(lambda _: self.ask_change())
        self.versions.table.activated_row.connect(lambda _: self.ask_correct())

    @property
    def _today(self) -> date:
        return self.desk.clock.today()

    @override
    def load(self) -> None:
        self.read(self._rules.list, self._show)

    def _show(self, histories: Sequence[RuleHistory]) -> None:
        self._histories = tuple(histories)
        self._filter()

    def _filter(self) -> None:
        group, text = self.group.choice(), self.search.text().strip()
        lines = [RuleLine(history, history.on(self._today)) for history in self._histories]
        shown = [
            line
            for line in lines
            if group in (None, line.history.subject.group)
            and (not text or text in line.history.subject.name or text in line.basis)
        ]
        self.listing.show_rows(shown, lambda line: line.history.subject.code.encode())
        own = sum(line.is_own for line in shown)
        self.listing.summary.setText(f"共 {len(shown)} 条，其中{OWN} {own} 条；双击一条修改。")

    def _show_history(self) -> None:
        line = self.listing.chosen()
        self.versions.summary.setText("" if line is None else f"{line.history.subject.name}：历次取值")
        versions = () if line is None else line.history.versions
        self.versions.show_rows(
            [_version_line(line.history, each, self._today) for each in reversed(versions) if line],
            lambda row: row.version.key,
        )

    def ask_change(self) -> None:
        """Open the form that gives the chosen rule another value."""
        line = self.listing.chosen()
        if line is not None:
            self.open_form(ChangeRuleForm(self.desk, self._rules, line.history, self))

    def ask_correct(self) -> None:
        """Open the form that corrects what the chosen value rests on."""
        row = self.versions.chosen()
        if row is not None:
            self.open_form(BasisForm(self.desk, self._rules, row.version, self))

    def ask_take_back(self) -> None:
        """Take the chosen change back, once confirmed."""
        row = self.versions.chosen()
        if row is None:
            return
        words = f"撤回自 {from_text(row.version)} 起的取值 {value_text(row.history.subject, row.version.value)}？"
        if confirmed(self, "撤回修改", f"{words}此前的取值将继续有效。", "撤回"):
            self.write(lambda: self._rules.take_back(row.version.key), "修改已撤回。")


def _version_line(history: RuleHistory, version: RuleVersion, today: date) -> VersionLine:
    return VersionLine(history, version, standing(version, today), to_text(version, today))
