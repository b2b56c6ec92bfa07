"""Forms of targets: one indicator, and the usual set to begin a span with."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from models.keys import Key
from models.typing_override import override
from services.changes import Changes
from services.errors import InvalidFieldError
from services.figures.catalogue import CATALOGUE
from services.figures.rows import FigureKind
from services.targets.rows import TargetDraft
from services.targets.service import TargetService
from services.targets.text import is_rate, unit_of
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.buttons import button
from ui.window.widgets.inputs import Choice, NumberEdit, TextEdit
from ui.window.widgets.labels import label, wrapped_label
from ui.window.widgets.tick_list import TickList

TARGET: Final = "目标"
IN_WORDS: Final = "（文字说明，不取数）"
PERCENT: Final = Decimal(100)
PLACES: Final = 3


def measured_in(figure_key: str) -> str:
    """Say in what a target of this figure is entered."""
    if not figure_key:
        return "数值"
    return "%" if is_rate(figure_key) else CATALOGUE[figure_key].unit


class TargetForm(RecordForm):
    """Adds an indicator (`key` empty) or changes one; shares are entered in per cent, money in yuan."""

    def __init__(
        self,
        desk: Desk,
        targets: TargetService,
        draft: TargetDraft,
        *,
        key: Key | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "新增目标" if key is None else "修改目标", parent)
        self._targets = targets
        self._draft = draft
        self._key = key
        self.setMinimumWidth(560)
        self.from_year = self._year("起始年度", draft.from_year)
        self.to_year = self._year("截止年度", draft.to_year)
        figures = [(IN_WORDS, ""), *((f"{one.label}（{measured_in(key)}）", key) for key, one in CATALOGUE.items())]
        self.figure = self.add("取数指标", Choice("取数指标", figures, draft.figure_key))
        named = TextEdit(TARGET, "指标", draft.indicator, required=True)
        self.indicator = self.add("指标名称", named, required=True)
        shown_in = PERCENT if is_rate(draft.figure_key) else 1
        self.yearly = self._number("每年目标", draft.yearly, shown_in)
        self.target = self._number("总目标", draft.target, shown_in)
        self.at_most = QCheckBox("不得高于目标（例如未整改问题）")
        self.at_most.setAccessibleName("不得高于目标")
        self.at_most.setChecked(draft.at_most)
        self.add("方向", self.at_most)
        self.note = self.add("说明", TextEdit(TARGET, "说明", draft.note))
        self._unit = wrapped_label("", "hint")
        self.content.addWidget(self._unit)
        self.figure.chosen.connect(self._name_figure)
        self._say_unit()

    def _year(self, field: str, value: int) -> NumberEdit:
        return self.add(field, NumberEdit(TARGET, field, value, required=True), required=True)

    def _number(self, field: str, value: Decimal | None, shown_in: Decimal | int) -> NumberEdit:
        return self.add(field, NumberEdit(TARGET, field, None if value is None else value * shown_in))

    def _name_figure(self) -> None:
        """Take over the figure's name where none of the officer's own was entered."""
        labels = {one.label for one in CATALOGUE.values()}
        key = self.figure.choice() or ""
        if key and (not self.indicator.text().strip() or self.indicator.text() in labels):
            self.indicator.setText(CATALOGUE[key].label)
        self._say_unit()

    def _say_unit(self) -> None:
        unit = measured_in(self.figure.choice() or "")
        self._unit.setText(
            f"目标按“{unit}”填写；每年目标对每一年，总目标对整个期间，可以只填一个。"
            "学时类指标不跨年累加，取期间最后一年，宜填每年目标。"
        )

    @override
    def collect(self) -> Callable[[], Changes]:
        figure = self.figure.choice() or ""
        draft = replace(
            self._draft,
            from_year=self.from_year.whole() or 0,
            to_year=self.to_year.whole() or 0,
            indicator=self.indicator.value(),
            figure_key=figure,
            yearly=_entered(self.yearly, figure),
            target=_entered(self.target, figure),
            at_most=self.at_most.isChecked(),
            note=self.note.value(),
        )
        key, targets = self._key, self._targets
        return (lambda: targets.add(draft)) if key is None else (lambda: targets.change(key, draft))


def _entered(field: NumberEdit, figure_key: str) -> Decimal | None:
    number = field.number()
    if number is None or not is_rate(figure_key):
        return number
    share = number / PERCENT
    if share != round(share, PLACES):
        raise InvalidFieldError(TARGET, field.field, field.value(), "百分比至多一位小数")
    return share


class UsualTargetsDialog(RecordForm):
    """Offers the usual indicators for a span; what stays ticked is written without targets, to be filled in."""

    def __init__(
        self, desk: Desk, targets: TargetService, from_year: int, to_year: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, f"{from_year}—{to_year}年常用指标", parent, save_text="写入")
        self._targets = targets
        self.resize(680, 620)
        headings = (("指标", 290), ("取数指标", 240), ("单位", 80))
        self.list: TickList[TargetDraft] = TickList("常用指标", headings, _texts)
        self.list.changed.connect(self._count)
        words = "写入后目标为空，请逐项修改填写；本期间已有的指标不再列出。"
        self.content.addWidget(wrapped_label(words, "hint"))
        self.content.addWidget(self.list, 1)
        foot = QHBoxLayout()
        self.summary = label("", "hint")
        foot.addWidget(self.summary, 1)
        foot.addWidget(button("全选", None, lambda: self.list.tick_all(ticked=True)))
        foot.addWidget(button("全不选", None, lambda: self.list.tick_all(ticked=False)))
        self.content.addLayout(foot)
        self.save_button.setEnabled(False)
        desk.runner.run(self, lambda: targets.propose(from_year, to_year), self._show, self.show_refusal)

    def _show(self, proposals: tuple[TargetDraft, ...]) -> None:
        self.list.show_rows(proposals, lambda _: True)

    def _count(self) -> None:
        ticked = len(self.list.ticked)
        self.save_button.setEnabled(ticked > 0)
        none = "常用指标都已在表中"
        self.summary.setText(f"共 {len(self.list.rows)} 项，写入 {ticked} 项" if self.list.rows else none)

    @override
    def collect(self) -> Callable[[], Changes]:
        kept, targets = self.list.ticked, self._targets
        return lambda: targets.add_all(kept)


def _texts(draft: TargetDraft) -> tuple[str, ...]:
    kind = CATALOGUE[draft.figure_key].kind
    unit = "%" if kind is FigureKind.RATE else unit_of(draft)
    return draft.indicator, CATALOGUE[draft.figure_key].label, unit
