"""Forms of the archive list: a paper required from a day on, required no more, and what a demand rests on."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtWidgets import QWidget

from models.enums import PaperKind, SessionKind
from models.typing_override import override
from services.archive.rows import ArchiveRuleDraft, ArchiveRuleRow
from services.archive.rule_service import WHAT, ArchiveRuleService
from services.changes import Changes
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.inputs import Choice, DayEdit, TextEdit
from ui.window.widgets.labels import label, wrapped_label

SINCE: Final = "自某日起"
HINT: Final = "按活动开始的那一天计：该日以前的活动要求不变，往年的结果不会改写。"
NO_BASIS: Final = "文件名称；留空即单位自定"


class DemandForm(RecordForm):
    """Requires a paper of sessions of a kind from a day on."""

    def __init__(self, desk: Desk, rules: ArchiveRuleService, parent: QWidget | None = None) -> None:
        super().__init__(desk, "添加归档要求", parent)
        self._rules = rules
        kinds = [(kind.label, kind) for kind in SessionKind]
        self.kind = self.add("活动类型", Choice("活动类型", kinds, SessionKind.THEME_DAY), required=True)
        papers = [(paper.label, paper) for paper in PaperKind]
        self.paper = self.add("材料", Choice("材料", papers, PaperKind.BRIEF), required=True)
        since = desk.clock.today()
        self.since = self.add(SINCE, DayEdit(WHAT, SINCE, since, required=True), required=True)
        self.basis = self.add("依据", TextEdit(WHAT, "依据"))
        self.basis.setPlaceholderText(NO_BASIS)
        self.clause = self.add("条款", TextEdit(WHAT, "条款"))
        self.content.addWidget(wrapped_label(HINT, "hint"))

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = ArchiveRuleDraft(
            self.kind.choice() or SessionKind.OTHER,
            self.paper.choice() or PaperKind.OTHER,
            self.since.required_day(),
            self.basis.value(),
            self.clause.value(),
        )
        rules = self._rules
        return lambda: rules.demand(draft)


class EndDemandForm(RecordForm):
    """Requires a paper no more from a day on."""

    def __init__(
        self, desk: Desk, rules: ArchiveRuleService, rule: ArchiveRuleRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, "停止归档要求", parent, save_text="停止")
        self._rules = rules
        self._key = rule.key
        self.add("要求", label(f"{rule.session_kind.label}·{rule.paper.label}"))
        since = date(desk.clock.today().year + 1, 1, 1)
        self.since = self.add(SINCE, DayEdit(WHAT, SINCE, since, required=True), required=True)
        self.content.addWidget(wrapped_label(HINT, "hint"))

    @override
    def collect(self) -> Callable[[], Changes]:
        rules, key, since = self._rules, self._key, self.since.required_day()
        return lambda: rules.end(key, since)


class DemandBasisForm(RecordForm):
    """Corrects what a demand rests on; its days stay."""

    def __init__(
        self, desk: Desk, rules: ArchiveRuleService, rule: ArchiveRuleRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, "更正依据", parent)
        self._rules = rules
        self._key = rule.key
        self.basis = self.add("依据", TextEdit(WHAT, "依据", rule.basis))
        self.basis.setPlaceholderText(NO_BASIS)
        self.clause = self.add("条款", TextEdit(WHAT, "条款", rule.clause))

    @override
    def collect(self) -> Callable[[], Changes]:
        rules, key, basis, clause = self._rules, self._key, self.basis.value(), self.clause.value()
        return lambda: rules.correct(key, basis, clause)
