"""The page 修改记录: the steps of work with what each changed, taken back from the list; the recycle bin."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTabWidget

from models.typing_override import override
from services.changes import Changes
from services.history.rows import DeletedRow, HistoryEntry, StepRow, StepState
from services.history.service import HistoryService
from services.history.steps import StepService
from ui.window.desk import Desk
from ui.window.history.lines import FIELD_COLUMNS, ChangeLine, change_lines, counts_text, moment_text
from ui.window.history.undoing import Undoing
from ui.window.look import Icon, Tone
from ui.window.pages.page import Page
from ui.window.widgets.buttons import button
from ui.window.widgets.listing import Listing
from ui.window.widgets.table import Column

AT_ONCE: Final = 200
SHOWN_RECORDS: Final = 60
STATES: Final = {StepState.DONE: "", StepState.UNDONE: "已撤销", StepState.FIXED: "不可撤销"}
STEP_COLUMNS: Final[tuple[Column[StepRow], ...]] = (
    Column("时间", lambda row: moment_text(row.taken_at), lambda row: row.code, width=136),
    Column("步骤", lambda row: row.label, width=260),
    Column("涉及的记录", lambda row: counts_text(row.counts), width=300),
    Column("谁", lambda row: row.who, width=150),
    Column("来源", lambda row: "本机" if row.is_local else "合并而来", width=84),
    Column(
        "状态",
        lambda row: "" if row.undoes else STATES[row.state],
        width=96,
        tone=lambda row: Tone.WAITING if row.state is StepState.UNDONE else None,
    ),
)
DELETED_COLUMNS: Final[tuple[Column[DeletedRow], ...]] = (
    Column("类别", lambda row: row.table_label, width=130),
    Column("记录", lambda row: row.record, width=320),
    Column("删除时间", lambda row: moment_text(row.taken_at), width=136),
    Column("步骤", lambda row: row.step, width=220),
    Column("谁", lambda row: row.who, width=150),
)


class HistoryPage(Page):
    """Steps above, what the chosen one changed below; a second tab with deleted records."""

    def __init__(self, desk: Desk, steps: StepService, history: HistoryService) -> None:
        super().__init__(
            desk, "修改记录", "谁在什么时候改了什么；做过的步骤可以撤销，删除的记录可以恢复。", frozenset()
        )
        self._steps = steps
        self._history = history
        self._limit = AT_ONCE
        self._undoing = Undoing(desk, steps, self.message_bar.say, self)
        self._build_steps()
        self._build_deleted()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("修改记录")
        self.tabs.addTab(self._split, "步骤")
        self.tabs.addTab(self.deleted, "回收站")
        self.body.addWidget(self.tabs, 1)

    def _build_steps(self) -> None:
        self.steps: Listing[StepRow] = Listing(
            "步骤表", STEP_COLUMNS, 2, ("还没有修改", "录入或导入之后，每一步都列在这里。"), Icon.HISTORY
        )
        self.more = button("更早的", None, self.show_more)
        self.steps.tools.addWidget(self.more)
        self.steps.add_row_button(
            button("重做这一步…", Icon.ARROW_FORWARD, self.ask_redo), lambda row: row.state is StepState.UNDONE
        )
        self.steps.add_row_button(
            button("撤销这一步…", Icon.ARROW_BACK, self.ask_undo), lambda row: row.state is StepState.DONE
        )
        self.changes: Listing[ChangeLine] = Listing(
            "这一步的改动", FIELD_COLUMNS, 0, ("先选一步", "这里列出它改动的内容。"), Icon.HISTORY
        )
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setAccessibleName("步骤分栏")
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(12)
        self._split.addWidget(self.steps)
        self._split.addWidget(self.changes)
        self._split.setSizes([380, 240])
        self.steps.table.selectionModel().selectionChanged.connect(lambda: self._load_changes())
        self.steps.model.modelReset.connect(self._load_changes)

    def _build_deleted(self) -> None:
        self.deleted: Listing[DeletedRow] = Listing(
            "回收站表", DELETED_COLUMNS, 1, ("回收站是空的", "删除的记录会出现在这里。"), Icon.TRASH
        )
        self.deleted.add_row_button(button("恢复", Icon.ARROW_BACK, self.restore))

    @override
    def hear(self, changes: Changes) -> None:
        """Reload after every write: each is a step."""
        self._stale = True
        if self.isVisible():
            self._reload()

    @override
    def load(self) -> None:
        self.read(lambda: self._steps.steps(self._limit), self._show_steps)
        self.read(self._history.recycle_bin, self._show_deleted)

    def _show_steps(self, rows: tuple[StepRow, ...]) -> None:
        self.steps.show_rows(rows, lambda row: row.code.encode())
        self.more.setVisible(len(rows) == self._limit)
        self.steps.summary.setText(f"最近 {len(rows)} 步，最近的在前")

    def _show_deleted(self, rows: tuple[DeletedRow, ...]) -> None:
        self.deleted.show_rows(rows, lambda row: row.table.encode() + row.key)
        self.deleted.summary.setText(f"共 {len(rows)} 条；随同删除的内容一并恢复")

    def _load_changes(self) -> None:
        row = self.steps.chosen()
        if row is None:
            self._show_changes(())
        else:
            self.read(lambda: self._history.of_step(row.code, SHOWN_RECORDS), self._show_changes)

    def _show_changes(self, entries: tuple[HistoryEntry, ...]) -> None:
        lines = change_lines(entries)
        self.changes.show_rows(lines, lambda line: f"{line}".encode())
        row = self.steps.chosen()
        total = 0 if row is None else sum(count.made + count.changed for count in row.counts)
        first = f"，列出前 {SHOWN_RECORDS} 条" if total > SHOWN_RECORDS else ""
        self.changes.summary.setText(f"涉及 {total} 条记录{first}" if total else "")

    def show_more(self) -> None:
        """List earlier steps too."""
        self._limit += AT_ONCE
        self.load()

    def ask_undo(self) -> None:
        """Take the chosen step back, once its plan was confirmed."""
        row = self.steps.chosen()
        if row is not None:
            self._undoing.undo(row.code)

    def ask_redo(self) -> None:
        """Do the chosen step again, once its plan was confirmed."""
        row = self.steps.chosen()
        if row is not None:
            self._undoing.redo(row.code)

    def restore(self) -> None:
        """Bring the chosen record back."""
        row = self.deleted.chosen()
        if row is not None:
            self.write(lambda: self._history.restore(row.table, row.key), f"已恢复：{row.table_label}“{row.record}”。")
