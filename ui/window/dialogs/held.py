"""A ledger that is open elsewhere: by whom, and what can be done: read it, or take it over once nobody is there."""

from pathlib import Path
from time import monotonic
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from services.errors import HeldError
from services.holding import STILL_SECONDS, Holder, read_holder
from ui.error_texts import sentence
from ui.window.desk import Desk
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.labels import wrapped_label

LOOK_MILLISECONDS: Final = 2000
LINES: Final = 3


class HeldDialog(QDialog):
    """Watches the holder's heartbeat; taking over is offered only when it has stood still long enough."""

    read_wanted = Signal(object)
    take_over_wanted = Signal(object, object)

    def __init__(self, desk: Desk, error: HeldError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._path = Path(error.path)
        self._seen: Holder | None = None
        self._still_since = 0.0
        self.setWindowTitle("台账正在使用")
        self.setAccessibleName("台账正在使用")
        self.setMinimumWidth(520)
        self.says = wrapped_label(sentence(error))
        self.state = wrapped_label("只读打开可以查看、打印和导出，不能修改。", "hint")
        self.state.setMinimumHeight(LINES * self.fontMetrics().lineSpacing())  # what it says changes while it is open
        self.read_button = primary_button("只读打开", None, self._read)
        self.take_over_button = button("接管…", None, self._take_over)
        self.take_over_button.setEnabled(False)
        self.take_over_button.hide()
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        self.finished.connect(self._timer.stop)
        self._timer.start()
        self.look()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self.says)
        layout.addWidget(self.state)
        row = QHBoxLayout()
        row.addWidget(self.take_over_button)
        row.addStretch(1)
        row.addWidget(button("取消", None, self.reject))
        row.addWidget(self.read_button)
        layout.addLayout(row)

    def look(self) -> None:
        """Read the heartbeat, off the GUI thread: a share may be slow."""
        self._desk.runner.run(
            self, lambda: read_holder(self._path), lambda holder: self.show_holder(holder, monotonic())
        )

    def show_holder(self, holder: Holder | None, now: float) -> None:
        """Say how things stand; `now` in seconds, of any beginning."""
        if holder is None or holder.is_dead:
            self.state.setText("对方已经关闭，可以关掉这个提示后重新打开。")
            return
        if holder.is_here:
            self.state.setText("是这台电脑上的另一个窗口或命令。只读打开可以查看、打印和导出，不能修改。")
            return
        if holder != self._seen:
            self._seen, self._still_since = holder, now
        still = now - self._still_since
        self.take_over_button.show()
        self.take_over_button.setEnabled(still >= STILL_SECONDS)
        if still >= STILL_SECONDS:
            self.state.setText("对方的程序已经没有动静，可能断电、死机或拔走了。确认对方没有在用，才可以接管。")
        else:
            self.state.setText(f"正在观察对方的程序是否还在运行（{int(still)} / {int(STILL_SECONDS)} 秒）。")

    def _read(self) -> None:
        self.read_wanted.emit(self._path)
        self.accept()

    def _take_over(self) -> None:
        self.take_over_wanted.emit(self._path, self._seen)
        self.accept()
