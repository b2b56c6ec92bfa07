"""The preview of an import: every row with what would become of it; then all of it is written, or nothing."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from models.typing_override import override
from services.errors import AppError
from services.workbooks.rows import ImportPlan, ImportResult, Outcome, PlannedRow, RefusedCell, SheetPlan
from ui.error_texts import sentence
from ui.window.desk import Desk
from ui.window.look import Icon, Tone
from ui.window.texts import NONE
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.inputs import Choice
from ui.window.widgets.labels import label, wrapped_label
from ui.window.widgets.message_bar import MessageBar
from ui.window.widgets.table import Column, RowModel, TableView
from ui.window.workbooks import Workbooks

WORDS: Final = {
    Outcome.NEW: ("新增", Tone.GOOD),
    Outcome.CHANGED: ("更改", Tone.WAITING),
    Outcome.UNCHANGED: ("不变", Tone.NEUTRAL),
    Outcome.REFUSED: ("拒绝", Tone.BAD),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the preview: a row of a sheet, or one refused cell of it."""

    sheet: str
    row: int
    subject: str
    outcome: Outcome
    note: str


def _count_column(outcome: Outcome) -> Column[SheetPlan]:
    return Column[SheetPlan](WORDS[outcome][0], lambda sheet: f"{count_rows(sheet, outcome):,}", width=70, numeric=True)


SHEET_COLUMNS: Final = (
    Column[SheetPlan]("工作表", lambda sheet: sheet.title, width=150),
    *(_count_column(outcome) for outcome in WORDS),
    Column[SheetPlan]("不认识的列", lambda sheet: "、".join(sheet.unknown_columns) or NONE, width=160),
)

LINE_COLUMNS: Final = (
    Column[Line]("工作表", lambda line: line.sheet, width=100),
    Column[Line]("行", lambda line: str(line.row), lambda line: line.row, 56, numeric=True),
    Column[Line](
        "结果",
        lambda line: WORDS[line.outcome][0],
        lambda line: line.outcome.value,
        80,
        tone=lambda line: WORDS[line.outcome][1],
    ),
    Column[Line]("记录", lambda line: line.subject or NONE, width=240),
    Column[Line]("说明", lambda line: line.note or NONE, width=320),
)


class ImportDialog(QDialog):
    """Plans an import of one workbook, shows it, and carries it out."""

    def __init__(self, desk: Desk, workbooks: Workbooks, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._workbooks = workbooks
        self._path = path
        self.plan: ImportPlan | None = None
        self.setWindowTitle(f"导入 {path.name}")
        self.setAccessibleName("导入预览")
        self.resize(940, 640)
        self.message_bar = MessageBar(self)
        self.sheets = RowModel[SheetPlan](SHEET_COLUMNS)
        self.lines = RowModel[Line](LINE_COLUMNS)
        self.create_missing = QCheckBox("文件里提到而台账里没有的党组织，自动建立")
        self.create_missing.setAccessibleName("自动建立缺少的党组织")
        outcomes: list[tuple[str, Outcome | None]] = [("全部", None)]
        outcomes.extend((words, outcome) for outcome, (words, _) in WORDS.items())
        self.filter: Choice[Outcome | None] = Choice("结果筛选", outcomes)
        self.apply_button = primary_button("导入", Icon.CHECK, self.apply)
        self._build()
        self._work_out()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 18, 22, 18)
        outer.setSpacing(12)
        self._summary = label("正在读取…", "cardTitle")
        self._missing = wrapped_label("", "hint")
        outer.addWidget(self._summary)
        outer.addWidget(self.message_bar)
        outer.addWidget(self.create_missing)
        outer.addWidget(self._missing)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setAccessibleName("导入预览分栏")
        splitter.setChildrenCollapsible(False)
        self.sheet_table = TableView("工作表汇总")
        self.sheet_table.show_model(self.sheets, sortable=False)
        self.line_table = TableView("逐行预览")
        self.line_table.show_model(self.lines)
        splitter.addWidget(self.sheet_table)
        splitter.addWidget(self.line_table)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([170, 340])
        outer.addWidget(splitter, 1)
        foot = QHBoxLayout()
        foot.addWidget(label("显示", "fieldLabel"))
        foot.addWidget(self.filter)
        foot.addStretch(1)
        foot.addWidget(button("取消", None, self.reject))
        foot.addWidget(self.apply_button)
        outer.addLayout(foot)
        self.create_missing.toggled.connect(self._work_out)
        self.filter.chosen.connect(self._show_lines)

    def _work_out(self) -> None:
        wanted = self.create_missing.isChecked()
        self.apply_button.setEnabled(False)
        self._desk.runner.run(
            self, lambda: self._workbooks.plan(self._path, create_missing=wanted), self._show, self._refuse
        )

    def _show(self, plan: ImportPlan) -> None:
        self.plan = plan
        self.message_bar.hide()
        self.sheets.show_rows(plan.sheets)
        self._summary.setText(summary(plan))
        notes = []
        if plan.missing_organizations:
            notes.append(f"台账里没有的党组织：{'、'.join(plan.missing_organizations)}。")
        if plan.made:
            notes.append(f"将自动建立：{'、'.join(plan.made)}。")
        if plan.unknown_sheets:
            notes.append(f"不认识的工作表，不导入：{'、'.join(plan.unknown_sheets)}。")
        self._missing.setText("".join(notes))
        self._missing.setVisible(bool(notes))
        self.apply_button.setEnabled(not plan.refused and bool(written_rows(plan)))
        self._show_lines()

    def _show_lines(self) -> None:
        wanted = self.filter.choice()
        plan = self.plan
        lines = lines_of(plan) if plan is not None else []
        self.lines.show_rows([line for line in lines if wanted is None or line.outcome is wanted])

    def apply(self) -> None:
        """Write what is shown."""
        plan = self.plan
        if plan is not None:
            self.apply_button.setEnabled(False)
            self._desk.runner.run(self, lambda: self._workbooks.apply(plan), self._applied, self._refuse)

    def _applied(self, result: ImportResult) -> None:
        self._desk.notifier.announce(result.changes)
        self.accept()

    def _refuse(self, error: AppError | None) -> None:
        if error is not None:
            self.message_bar.say(sentence(error), Tone.BAD)
            self._summary.setText("没有可以导入的内容")

    @override
    def done(self, result: int) -> None:
        self._desk.runner.release(self)
        super().done(result)
        self.deleteLater()


def count_rows(sheet: SheetPlan, outcome: Outcome) -> int:
    """Count the rows of a sheet with an outcome; refused rows by their cells, where the whole sheet is refused."""
    if outcome is Outcome.REFUSED:
        return len({cell.row for cell in sheet.refused})
    return sheet.count(outcome)


def written_rows(plan: ImportPlan) -> int:
    """Count the rows that would be written."""
    return sum(sheet.count(Outcome.NEW) + sheet.count(Outcome.CHANGED) for sheet in plan.sheets)


def summary(plan: ImportPlan) -> str:
    """Say in one line what the import would do."""
    counts = {outcome: sum(count_rows(sheet, outcome) for sheet in plan.sheets) for outcome in WORDS}
    words = "，".join(f"{WORDS[outcome][0]} {number:,} 行" for outcome, number in counts.items() if number)
    if plan.refused:
        return f"{words}。有被拒绝的行，改正后才能导入。"
    return f"{words}。" if written_rows(plan) else f"{words or '没有数据'}。没有需要导入的内容。"


def lines_of(plan: ImportPlan) -> list[Line]:
    """List what is refused first, then all other rows in the order of the file."""
    refused = [_refused(sheet, cell) for sheet in plan.sheets for cell in sheet.refused]
    others = [_planned(sheet, row) for sheet in plan.sheets for row in sheet.rows if row.outcome is not Outcome.REFUSED]
    return refused + others


def _refused(sheet: SheetPlan, cell: RefusedCell) -> Line:
    return Line(
        sheet.title,
        cell.row,
        f"{cell.column}：{cell.value}" if cell.value else cell.column,
        Outcome.REFUSED,
        f"{cell.reason}，{cell.remedy}",
    )


def _planned(sheet: SheetPlan, row: PlannedRow) -> Line:
    changes = (f"{change.column}：{change.old or '（空）'} → {change.new or '（空）'}" for change in row.changes)
    return Line(sheet.title, row.row, row.subject, row.outcome, "；".join((*row.notes, *changes)))
