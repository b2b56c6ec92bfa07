"""检查台账: faults of the file in words, what can be mended, what can be read of a damaged one."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.typing_override import override
from services.checking.rows import CheckReport, Fault, Recovery
from services.errors import AppError
from ui.window.desk import Desk
from ui.window.files import LEDGERS
from ui.window.look import Icon, Tone
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.labels import label, wrapped_label
from ui.window.widgets.message_bar import MessageBar
from ui.window.widgets.table import Column, RowModel, TableView

if TYPE_CHECKING:  # it names what brings SQLAlchemy
    from ui.window.services import Services

NAMED: Final = 5  # tables named in one sentence


class CheckDialog(QDialog):
    """Checks the open ledger at once; `repair_wanted` comes when the officer wants mended what can be."""

    repair_wanted = Signal()

    def __init__(self, desk: Desk, services: "Services", parent: QWidget) -> None:
        super().__init__(parent)
        from ui.fault_words import fault_words  # noqa: PLC0415 - it brings SQLAlchemy

        self.desk = desk
        self._services = services
        self.setWindowTitle("检查台账")
        self.setAccessibleName("检查台账")
        self.resize(720, 420)
        self.message_bar = MessageBar(self)
        self.summary = label("正在检查…", "cardTitle")
        self.model = RowModel[Fault](
            (
                Column[Fault]("问题", fault_words, width=480),
                Column[Fault](
                    "怎么办",
                    lambda fault: "可以自动修复" if fault.repairable else "需要人工处理",
                    width=130,
                    tone=lambda fault: Tone.WAITING if fault.repairable else Tone.BAD,
                ),
            )
        )
        self.table = TableView("发现的问题")
        self.repair_button = primary_button("修复", Icon.CHECK, self._repair)
        self.recover_button = button("把能读出的存为新文件…", Icon.SAVE, self.ask_recover)
        self._build()
        desk.runner.run(self, services.care.check, self._show, self._refused)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 18)
        layout.setSpacing(12)
        layout.addWidget(self.summary)
        layout.addWidget(wrapped_label("检查文件结构、相互引用、出勤年度、附件和保护数据的机关；只看不改。", "hint"))
        layout.addWidget(self.message_bar)
        self.table.show_model(self.model, sortable=False)
        policy = self.table.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.table.setSizePolicy(policy)
        layout.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.recover_button)
        buttons.addStretch(1)
        buttons.addWidget(button("关闭", None, self.reject))
        buttons.addWidget(self.repair_button)
        layout.addLayout(buttons)
        self._offer(())

    def _offer(self, faults: tuple[Fault, ...]) -> None:
        self.table.setVisible(bool(faults))
        self.repair_button.setVisible(any(fault.repairable for fault in faults))
        self.recover_button.setVisible(any(not fault.repairable for fault in faults))

    def _show(self, report: CheckReport) -> None:
        count = len(report.faults)
        self.summary.setText(f"发现 {count} 个问题" if count else "没有发现问题")
        self.model.show_rows(report.faults)
        self._offer(report.faults)
        if count:
            self.message_bar.say("修复前会先备份；不能自动修复的，可以从较早的备份恢复。", Tone.WAITING)

    def _refused(self, error: AppError | None) -> None:
        self.summary.setText("没有检查完")
        if error is not None:
            from ui.error_texts import sentence  # noqa: PLC0415 - it knows the errors of every service, 20 ms

            self.message_bar.say(sentence(error), Tone.BAD)

    def _repair(self) -> None:
        self.accept()
        self.repair_wanted.emit()

    def ask_recover(self) -> None:
        """Ask where what can be read goes, and write it there; the ledger itself is only read."""
        proposed = self._services.path.with_name(f"{self._services.path.stem}-读出.db")
        path = self.desk.files.to_save(self, "把能读出的存为新文件", proposed, LEDGERS)
        if path is not None:
            self._recover(path)

    def _recover(self, target: Path) -> None:
        self.recover_button.setEnabled(False)
        self.desk.runner.run(self, lambda: self._services.care.recover(target), self._recovered, self._not_recovered)

    def _not_recovered(self, error: AppError | None) -> None:
        self.recover_button.setEnabled(True)
        self._refused(error)

    def _recovered(self, recovery: Recovery) -> None:
        from ui.fault_words import branch_words, saved_words  # noqa: PLC0415 - it brings SQLAlchemy

        self.recover_button.setEnabled(True)
        lost = [saved_words(row) for row in recovery.tables if not row.whole]
        branch = branch_words(recovery.branch)
        if not lost:
            tone = Tone.WAITING if branch else Tone.GOOD
            self.message_bar.say(f"所有记录都已读出，存为 {recovery.target}。{branch}", tone)
            return
        named = "、".join(f"{table}读出 {saved}/{there}" for table, saved, there in lost[:NAMED])
        more = f"等 {len(lost)} 种记录" if len(lost) > NAMED else ""
        self.message_bar.say(f"已存为 {recovery.target}，没有读全的：{named}{more}。{branch}", Tone.WAITING)

    @override
    def done(self, result: int) -> None:
        self.desk.runner.release(self)
        super().done(result)
        self.deleteLater()
