"""Forms of rules: another value from a day on, and what a value rests on."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from models.enums import SessionKind
from models.typing_override import override
from services.changes import Changes
from services.rulebook.rows import DutyDemand, RuleChange, RuleHistory, RuleValue, RuleVersion, ValueKind
from services.rulebook.service import RuleService
from ui.rule_texts import NOT_SET, PERCENT, value_text
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.inputs import DayEdit, NumberEdit, TextEdit
from ui.window.widgets.labels import label, wrapped_label
from ui.window.widgets.several_choice import SeveralChoice

WHAT = "规则"
WHEN_HOURS = "学时按年末有效的规则计算，自年中起修改的，当年全年都按新的取值。"
WHEN_DUTIES = "每个月、季度、年度按它第一天有效的规则要求，自期间中修改的，下一期起按新的取值。"
WHEN_OTHERS = "该日以前的结果不变。"


class ChangeRuleForm(RecordForm):
    """Gives a rule another value from a day on."""

    def __init__(self, desk: Desk, rules: RuleService, history: RuleHistory, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"修改规则：{history.subject.name}", parent)
        self._rules = rules
        self._subject = history.subject
        today = desk.clock.today()
        now = history.on(today)
        self.add("现行取值", label(NOT_SET if now is None else value_text(history.subject, now.value)))
        self._add_value(None if now is None else now.value)
        since = date(today.year + 1, 1, 1)
        self.since = self.add("自某日起", DayEdit(WHAT, "自某日起", since, required=True), required=True)
        self.basis = self.add("依据", TextEdit(WHAT, "依据"))
        self.basis.setPlaceholderText("文件名称；留空即单位自定")
        self.clause = self.add("条款", TextEdit(WHAT, "条款"))
        when = {ValueKind.DEMAND: WHEN_DUTIES}.get(history.subject.kind, WHEN_OTHERS)
        self.content.addWidget(wrapped_label(WHEN_HOURS if history.subject.code.startswith("hours.") else when, "hint"))

    def _add_value(self, value: RuleValue) -> None:
        subject = self._subject
        demand = value if isinstance(value, DutyDemand) else DutyDemand(0)
        kinds = value if isinstance(value, tuple) else ()
        number = value if isinstance(value, Decimal) else None
        if subject.kind is ValueKind.SHARE and number is not None:
            number *= PERCENT
        caption = f"新的取值（{subject.unit}）" if subject.unit else "新的取值"
        match subject.kind:
            case ValueKind.DEMAND:
                self.required = self.add(
                    caption, NumberEdit(WHAT, "新的取值", demand.required, required=True), required=True
                )
                self.minimum = self.add(
                    "正式党员不少于（人）", NumberEdit(WHAT, "正式党员不少于", demand.minimum_formal)
                )
            case ValueKind.SESSION_KINDS:
                options = [(kind.label, kind) for kind in SessionKind]
                self.kinds = self.add(caption, SeveralChoice("新的取值", options, kinds))
            case _:
                self.number = self.add(caption, NumberEdit(WHAT, "新的取值", number))
                self.number.setPlaceholderText("留空即不设定")

    def _value(self) -> RuleValue:
        match self._subject.kind:
            case ValueKind.DEMAND:
                return DutyDemand(self.required.whole() or 0, self.minimum.whole() or 0)
            case ValueKind.SESSION_KINDS:
                return self.kinds.values()
            case ValueKind.SHARE:
                percent = self.number.number()
                return None if percent is None else percent / PERCENT
            case _:
                return self.number.number()

    @override
    def collect(self) -> Callable[[], Changes]:
        change = RuleChange(self._value(), self.since.required_day(), self.basis.value(), self.clause.value())
        rules, code = self._rules, self._subject.code
        return lambda: rules.change(code, change)


class BasisForm(RecordForm):
    """Corrects what a value rests on; the value and its days stay."""

    def __init__(self, desk: Desk, rules: RuleService, version: RuleVersion, parent: QWidget | None = None) -> None:
        super().__init__(desk, "更正依据", parent)
        self._rules = rules
        self._key = version.key
        self.basis = self.add("依据", TextEdit(WHAT, "依据", version.basis))
        self.basis.setPlaceholderText("文件名称；留空即单位自定")
        self.clause = self.add("条款", TextEdit(WHAT, "条款", version.clause))
        self.content.addWidget(wrapped_label("只更正文字，取值和起止日期不变；填写依据后不再标为单位自定。", "hint"))

    @override
    def collect(self) -> Callable[[], Changes]:
        basis, clause = self.basis.value(), self.clause.value()
        rules, key = self._rules, self._key
        return lambda: rules.correct(key, basis, clause)
