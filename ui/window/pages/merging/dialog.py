"""The preview of a merge: by table and record, with rows that can be left out; then one step that can be undone."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QTreeWidgetItem, QVBoxLayout, QWidget

from models.typing_override import override
from services.changes import Changes
from services.errors import AppError, PasswordNeededError, WrongPasswordError
from services.exchange.errors import BranchAheadError
from services.exchange.preview import MergePreview
from services.exchange.rows import MergeReport
from services.exchange.service import MergeService
from services.exchange.told_rows import RowTold
from ui.error_texts import sentence
from ui.window.desk import Desk
from ui.window.look import Icon, Tone
from ui.window.pages.merging.preview_tree import PreviewTree
from ui.window.pages.merging.words import merge_words, notes_of
from ui.window.safety.password_dialogs import PasswordEdit
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.labels import label, wrapped_label
from ui.window.widgets.message_bar import MessageBar


class MergeDialog(QDialog):
    """Works out what merging a file would do, shows it, and merges it; `merged` is then the report."""

    def __init__(self, desk: Desk, service: MergeService, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._service = service
        self._path = path
        self.merged: MergeReport | None = None
        self._asks_deletions = False
        self._preview: MergePreview | None = None
        self.setWindowTitle(f"合并 {path.name}")
        self.setAccessibleName("合并预览")
        self.resize(980, 660)
        self._build()
        self._connect()
        self._look()

    def _look(self) -> None:
        service = self._service
        self._desk.runner.run(self, lambda: service.preview_in_words(self._path), self._show, self._refuse)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 18, 22, 18)
        outer.setSpacing(12)
        self.message_bar = MessageBar(self)
        self._summary = label("正在比较两份台账…", "cardTitle")
        self._notes = wrapped_label("", "hint")
        self._notes.hide()
        self.tree = PreviewTree()
        self.password = PasswordEdit("对方文件的密码")
        self.unlock_button = button("打开", Icon.LOCK, self.unlock)
        self._lock_row = QWidget()
        self._lock_row.hide()
        self.allow_deletions = QCheckBox("")
        self.allow_deletions.setAccessibleName("同意删除较多记录")
        self.allow_deletions.setObjectName("danger")
        self.allow_deletions.hide()
        self.merge_button = primary_button("合并", Icon.MERGE, self.merge)
        self.merge_button.setEnabled(False)
        self.compare_button = button("整体比较", Icon.SEARCH, self.compare_whole)
        self.compare_button.setToolTip("从支部的数据里取回本台账丢失的修改，两边不同的列为冲突")
        self.compare_button.hide()
        foot = QHBoxLayout()
        foot.addWidget(self.compare_button)
        foot.addWidget(self.allow_deletions)
        foot.addStretch(1)
        foot.addWidget(button("取消", None, self.reject))
        foot.addWidget(self.merge_button)
        locked = QHBoxLayout(self._lock_row)
        locked.setContentsMargins(0, 0, 0, 0)
        locked.addWidget(label("对方文件的密码", "fieldLabel"))
        locked.addWidget(self.password, 1)
        locked.addWidget(self.unlock_button)
        for widget in (self._summary, self.message_bar, self._lock_row, self._notes):
            outer.addWidget(widget)
        outer.addWidget(self.tree, 1)
        outer.addLayout(foot)

    def _connect(self) -> None:
        self.allow_deletions.toggled.connect(lambda: self._allow())
        self.tree.itemChanged.connect(self._tick)
        self.tree.wanted.connect(self._list_records)
        self.password.returnPressed.connect(self.unlock)

    def unlock(self) -> None:
        """Try the password entered on the other file."""
        self._service = self._service.with_password(self.password.text())
        self._lock_row.hide()
        self.message_bar.hide()
        self._summary.setText("正在比较两份台账…")
        self._look()

    def compare_whole(self) -> None:
        """Look again, taking from the branch's report what this ledger lost."""
        self._service = self._service.comparing_whole()
        self.compare_button.hide()
        self.message_bar.hide()
        self._summary.setText("正在比较两份台账…")
        self._look()

    def _show(self, preview: MergePreview) -> None:
        self._preview = preview
        told = preview.told
        self._asks_deletions = told.asks_deletions
        with QSignalBlocker(self.tree):
            self.tree.show_merge(told)
        self.tree.open_single_table()
        self._summary.setText(merge_words(told.report) if told.report.applied else "对方的内容本台账都已经有了。")
        notes = notes_of(told)
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        if told.asks_deletions:
            self.allow_deletions.setText(f"同意删除 {told.report.deletions:,} 条记录")
            self.allow_deletions.show()
        self.merge_button.setEnabled(bool(told.report.applied) and not told.asks_deletions)

    def _list_records(self, table: str, offset: int) -> None:
        preview = self._preview
        if preview is not None:
            self._desk.runner.run(
                self, lambda: preview.page(table, offset), lambda rows: self._add_page(table, rows), self._refuse
            )

    def _add_page(self, table: str, rows: tuple[RowTold, ...]) -> None:
        with QSignalBlocker(self.tree):
            self.tree.add_page(table, rows)

    def _tick(self, _: QTreeWidgetItem, column: int) -> None:
        if column == 0 and self._asks_deletions:
            self.allow_deletions.setText(f"同意删除 {self.tree.deletions():,} 条记录")
            self._allow()

    def _allow(self) -> None:
        self.merge_button.setEnabled(self.allow_deletions.isChecked() or not self.tree.deletions())

    def merge(self) -> None:
        """Merge what is ticked, as one step."""
        preview = self._preview
        if preview is None:
            return
        listed, rest = self.tree.left_out(), self.tree.rest_left_out()
        allowed = self.allow_deletions.isChecked()
        self.merge_button.setEnabled(False)
        self._desk.runner.run(
            self,
            lambda: self._service.merge_previewed(
                preview, listed.union(*(preview.rest(*place) for place in rest)), allow_deletions=allowed
            ),
            self._done,
            self._refuse,
        )

    def _done(self, merged: tuple[MergeReport, Changes]) -> None:
        self.merged, changes = merged
        self._desk.notifier.announce(changes)
        self.accept()

    def _refuse(self, error: AppError | None) -> None:
        self._summary.setText("没有合并")
        if isinstance(error, PasswordNeededError | WrongPasswordError):
            self._lock_row.show()
            self.password.selectAll()
            self.password.setFocus()
        self.compare_button.setVisible(isinstance(error, BranchAheadError))
        if error is not None:
            self.message_bar.say(sentence(error), Tone.BAD)

    @override
    def done(self, result: int) -> None:
        if self._preview is not None:
            self._desk.runner.run(self, self._preview.close, lambda _: None)  # behind what still reads it
        self._desk.runner.release(self)
        super().done(result)
        self.deleteLater()
