"""A ledger from a stick in the window: saved, the stick pulled out and back, what others wrote merged first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from ui.window.look import Tone
from ui.window.stick.choices import StickChoice

if TYPE_CHECKING:  # not for the first paint
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

    from services.errors import AppError
    from services.stick.at_work import StickWork
    from services.stick.rows import HandedBack, Newer, StickState
    from services.stick.straight import StraightWork
    from ui.window.desk import Desk
    from ui.window.main_window import MainWindow
    from ui.window.pages.merging.dialog import MergeDialog
    from ui.window.services import Services
    from ui.window.stick.leaving import Leaving
    from ui.window.stick.straight_watch import StraightWatch

LOOK_MILLISECONDS: Final = 5000
STRAIGHT_QUESTION: Final = (
    "直接在U盘上编辑时，每次修改都写U盘：比较慢，写到一半拔出U盘，这一次修改就没有了。\n"
    "建议仍用本机副本，保存和关闭时自动存回U盘。\n\n确定要直接在U盘上编辑吗？"
)
COPY_QUESTION: Final = (
    "有的U盘、移动硬盘会被系统当成固定硬盘。\n"
    "选择后，这个台账在本机副本上编辑，保存（Ctrl+Shift+S）和关闭时存回原来的文件夹，保留最近三份。"
)


class StickMenu(QObject):
    """Offers what can be done with the open ledger's stick; `place_changed` says where the ledger is.

    `moved` speaks the ledger's path where its stick has another place now; `choice_wanted` asks for the ledger to be
    opened again, on a copy or straight on the stick.
    """

    place_changed = Signal(str)
    moved = Signal(object)
    choice_wanted = Signal(object, object)

    def __init__(self, window: MainWindow, desk: Desk, menu: QMenu) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._services: Services | None = None
        self._was_there = True
        self.dialog: MergeDialog | None = None
        self.watch: StraightWatch | None = None
        self.leaving: Leaving | None = None
        self.save = self._add(menu, "保存到U盘(&S)", self.hand_back)
        self.save.setProperty("shortcut", "Ctrl+Shift+S")  # setShortcut imports the Qt namespace, 25 ms
        self.straight = self._add(menu, "直接在U盘上编辑（不建议）…", self.ask_straight)
        self.copied = self._add(menu, "在本机副本上编辑（用于U盘）…", self.ask_copied)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        self._allow()

    def _add(self, menu: QMenu, text: str, act: Callable[[], None]) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda: act())
        return action

    @property
    def _work(self) -> StickWork | None:
        return None if self._services is None else self._services.stick

    def open(self, services: Services) -> None:
        """Act on a ledger."""
        self._services = services
        self._allow()
        if services.straight is not None:
            self._watch_straight(services.straight)
        if services.stick is None:
            self.place_changed.emit(
                "只读" if services.read_only else "U盘（直接编辑）" if services.straight else "本机"
            )
            return
        from ui.window.stick.words import opening_words  # noqa: PLC0415 - only for ledgers on sticks

        self._was_there = services.stick.copy.stick_is_there
        words, tone = opening_words(services.stick.copy)
        if words:
            self._window.workspace.say(words, tone)
        self.place_changed.emit("U盘工作副本")
        self.look()
        self._timer.start()

    def _watch_straight(self, work: StraightWork) -> None:
        from ui.window.stick.straight_watch import StraightWatch  # noqa: PLC0415 - only for ledgers on sticks

        self.watch = StraightWatch(self._window, self._desk, work)
        self.watch.place_changed.connect(self.place_changed)
        self.watch.moved.connect(self.moved)
        self.watch.reopen_wanted.connect(self._reopen)

    def _reopen(self) -> None:
        """Have the ledger opened as it is on the stick now."""
        if self._services is not None:
            self.choice_wanted.emit(self._services.opened_from, StickChoice.STRAIGHT)

    def close(self) -> None:
        """Act on nothing."""
        self._timer.stop()
        if self.watch is not None:
            self.watch.close()
            self.watch = None
        self._desk.runner.release(self)
        self._services = None
        self._allow()
        self.place_changed.emit("")

    def may_close(self) -> bool:
        """Tell whether the window may close now: a ledger from a stick goes there first."""
        if self._services is None:
            return True
        if self.leaving is None:
            from ui.window.stick.leaving import Leaving  # noqa: PLC0415 - not for the first paint

            self.leaving = Leaving(self._window, self._desk)
        return self.leaving.may_close()

    def _allow(self) -> None:
        services = self._services
        copied = self._work is not None
        self.save.setEnabled(copied)
        self.straight.setVisible(copied)
        self.copied.setVisible(services is not None and not copied and not services.read_only)

    def look(self) -> None:
        """Look, on the worker, whether the stick is there and whether there is something to hand back."""
        if self._work is not None:
            self._desk.runner.run(self, self._work.state, self._show)

    def _show(self, state: StickState) -> None:
        from ui.window.stick.words import moved_words, state_words  # noqa: PLC0415 - only for ledgers on sticks

        self.place_changed.emit(state_words(state))
        came_back = state.is_there and not self._was_there
        if self._was_there and not state.is_there:
            self._window.workspace.say("U盘已拔出。可以继续工作，修改都保存在本机，插回U盘后自动存回。", Tone.WAITING)
        if state.moved_to is not None:
            self.moved.emit(state.moved_to)
            self._window.workspace.say(moved_words(state.moved_to), Tone.GOOD)
        self._was_there = state.is_there
        if came_back and state.has_news:
            self.hand_back()

    def hand_back(self) -> None:
        """Save to the stick."""
        if self._work is not None:
            self._desk.runner.run(self, self._work.hand_back, self._handed_back, self._refused)

    def _handed_back(self, handed: HandedBack | None) -> None:
        words = "没有新的修改，U盘上已是最新。" if handed is None else f"已存到U盘：{handed.path.name}，读回核对无误。"
        self._window.workspace.say(words, Tone.GOOD)
        self.look()

    def _refused(self, error: AppError | None) -> None:
        from services.stick.errors import NewerOnStickError  # noqa: PLC0415 - only for ledgers on sticks
        from ui.window.stick.words import kept_words  # noqa: PLC0415 - only for ledgers on sticks

        self.look()
        if isinstance(error, NewerOnStickError) and self._work is not None:
            self._desk.runner.run(self, self._work.newer, self._merge)
        elif error is not None:
            self._window.workspace.say(kept_words(error), Tone.WAITING)

    def _merge(self, newer: Newer | None) -> None:
        """Show what the stick's newer content would bring; once it is merged, ours follows it to the stick."""
        if self._services is None or newer is None or newer.known:
            self._follow(newer)
            return
        from ui.window.pages.merging.dialog import MergeDialog  # noqa: PLC0415 - only for ledgers on sticks

        self.dialog = MergeDialog(self._desk, self._services.merging, newer.generation.path, self._window)
        self.dialog.message_bar.say("U盘上有别处新写的内容：先合并进来，再存回U盘，两边都不会丢。", Tone.NEUTRAL)
        self.dialog.accepted.connect(lambda: self._follow(newer))
        self.dialog.open()

    def _follow(self, newer: Newer | None) -> None:
        if self._work is not None and newer is not None:
            self._work.merged(newer)
        self.hand_back()

    def ask_straight(self) -> None:
        """Ask whether the ledger is to be edited straight on the stick."""
        self._ask("直接在U盘上编辑", STRAIGHT_QUESTION, "直接编辑", StickChoice.STRAIGHT)

    def ask_copied(self) -> None:
        """Ask whether a ledger that the system says is on a fixed disk is to be treated as one on a stick."""
        self._ask("在本机副本上编辑", COPY_QUESTION, "用本机副本", StickChoice.COPY)

    def _ask(self, title: str, question: str, action: str, choice: StickChoice) -> None:
        from ui.window.dialogs.confirm import confirmed  # noqa: PLC0415 - not for the first paint

        if self._services is not None and confirmed(self._window, title, question, action):
            self.choice_wanted.emit(self._services.opened_from, choice)
