"""A ledger edited straight on a stick: the window says calmly when the stick is out, and goes on when it is back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.window.look import Tone
from ui.window.widgets.buttons import button
from ui.window.widgets.labels import label, wrapped_label

if TYPE_CHECKING:  # not for the first paint
    from services.stick.rows import StraightState
    from services.stick.straight import StraightWork
    from ui.window.desk import Desk
    from ui.window.main_window import MainWindow

LOOK_MILLISECONDS: Final = 2000
OUT: Final = "请插回原来的U盘，程序会自动接着工作。已经保存的都在U盘上；正在填写的窗口请先开着，插回后再点一次“保存”。"
BACK: Final = "U盘已插回，可以接着工作；刚才没有存成的，请再点一次“保存”。"
GOT_THROUGH: Final = "U盘已插回。拔出时没有存成的那一次修改，其实已经写到U盘上，请先核对，不要重复填写。"


class StickStrip(QFrame):
    """A calm bar above the pages while the stick is out, or came back as another one."""

    def __init__(self, watch: StraightWatch) -> None:
        super().__init__()
        self.setObjectName("stickStrip")
        self.setProperty("tone", Tone.WAITING.value)
        self.title = label("", "cardTitle")
        self.words = wrapped_label("")
        self.look_button = button("重新查看", None, watch.look)
        self.reopen_button = button("重新打开台账", None, watch.reopen_wanted.emit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(26, 10, 26, 10)
        layout.setSpacing(12)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.title)
        texts.addWidget(self.words)
        layout.addLayout(texts, 1)
        layout.addWidget(self.look_button)
        layout.addWidget(self.reopen_button)
        self.hide()

    def say(self, title: str, words: str, *, reopens: bool) -> None:
        """Show what is the matter and what to do."""
        self.title.setText(title)
        self.words.setText(words)
        self.setAccessibleName(f"{title}：{words}")
        self.reopen_button.setVisible(reopens)
        self.look_button.setVisible(not reopens)
        self.show()


class StraightWatch(QObject):
    """Looks every two seconds, on the worker, whether the stick is there; `place_changed` says where the ledger is.

    `reopen_wanted` asks for the ledger to be closed and opened as it is on the stick now; `moved` speaks its path where
    the stick has another place now.
    """

    place_changed = Signal(str)
    moved = Signal(object)
    reopen_wanted = Signal()

    def __init__(self, window: MainWindow, desk: Desk, work: StraightWork) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._work = work
        self._was_out = False
        self.strip = StickStrip(self)
        window.workspace.put_above(self.strip)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def close(self) -> None:
        """Look no more; the ledger is closed."""
        self._timer.stop()
        self._desk.runner.release(self)
        self.strip.hide()
        self.strip.deleteLater()
        self.deleteLater()

    def look(self) -> None:
        """Look whether the stick is there."""
        self._desk.runner.run(self, self._work.state, self._show)

    def _show(self, state: StraightState) -> None:
        if not state.is_there:
            self._was_out = True
            self.strip.say("U盘已拔出", OUT, reopens=False)
            self.place_changed.emit("U盘已拔出（直接编辑）")
        elif state.refusal is not None:
            from ui.error_texts import sentence  # noqa: PLC0415 - it knows the errors of every service, 20 ms

            self._was_out = True
            self.strip.say("U盘上的台账有变化", sentence(state.refusal), reopens=True)
            self.place_changed.emit("U盘（直接编辑）· 台账有变化")
        else:
            self._go_on(state)

    def _go_on(self, state: StraightState) -> None:
        self.strip.hide()
        got_through = state.got_through
        if state.moved_to is not None:
            self._was_out = True
            self.moved.emit(state.moved_to)
        self.place_changed.emit("U盘（直接编辑）")
        if self._was_out or got_through:
            self._was_out = False
            self._window.workspace.quiet()
            self._desk.notifier.announce(self._work.came_back())
            self._window.workspace.say(*((GOT_THROUGH, Tone.WAITING) if got_through else (BACK, Tone.GOOD)))
