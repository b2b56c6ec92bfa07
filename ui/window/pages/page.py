"""The base of all pages: a heading with actions, reading and writing through the task runner, reloading on changes."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.typing_override import override
from services.changes import Changes
from services.errors import AppError
from ui.window.desk import Desk
from ui.window.look import Tone
from ui.window.widgets.labels import label
from ui.window.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from services.figures.behind import Behind
    from services.figures.rows import Record
    from ui.window.dialogs.form import RecordForm

Result = TypeVar("Result")


class Page(QWidget):
    """A page of the window: subclasses build into `body`, put buttons into `buttons` and say in `load` what to read.

    `concerns` are the tables that the page shows: it reloads when a write touched one of them, at once when it is
    in sight, else when it is shown next. `go_wanted` speaks the key of another page to go to, `record_wanted` a
    record that another page may have.
    """

    go_wanted = Signal(str)
    record_wanted = Signal(object)

    def __init__(self, desk: Desk, title: str, hint: str, concerns: frozenset[str]) -> None:
        super().__init__()
        self.desk = desk
        self.concerns = concerns
        self.form: RecordForm | None = None
        self._stale = True
        self.setObjectName("ground")
        self.setAccessibleName(title)
        self.message_bar = MessageBar(self)
        self.buttons = QHBoxLayout()
        self.body = QVBoxLayout()
        self._build_frame(title, hint)
        desk.notifier.changed.connect(self.hear)

    def _build_frame(self, title: str, hint: str) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(26, 20, 26, 20)
        outer.setSpacing(14)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(title, "pageTitle"))
        words.addWidget(label(hint, "pageHint"))
        head.addLayout(words, 1)
        self.buttons.setSpacing(8)
        head.addLayout(self.buttons)
        outer.addLayout(head)
        outer.addWidget(self.message_bar)
        self.body.setSpacing(12)
        outer.addLayout(self.body, 1)

    def load(self) -> None:
        """Read what the page shows, through `read`; called on the GUI thread."""
        raise NotImplementedError

    def show_record(self, record: "Record") -> None:
        """Show a record that is led to: filters make room for it, then it is opened."""
        self.seek(record)
        self.load()
        self.read(lambda: None, lambda _: self.open_record(record))  # after what was read for the list

    def seek(self, record: "Record") -> None:
        """Set year and filters so that a record is listed."""

    def open_record(self, record: "Record") -> None:
        """Choose a record in its list and open it; nothing happens where it is not listed."""

    def open_form(self, form: "RecordForm") -> None:
        """Open a form over the page, and keep it at hand."""
        self.form = form
        form.open()

    def show_past(self, behind: "Behind", figures: Sequence[str], chosen: str) -> None:
        """Show who changed the chosen one of the page's figures, and its records; the others can be chosen there."""
        from ui.window.dialogs.trace import TraceDialog  # noqa: PLC0415 - it knows the catalogue and the history

        dialog = TraceDialog(self.desk, behind, figures, chosen, self)
        dialog.show_changes()
        dialog.record_wanted.connect(self.record_wanted)
        dialog.open()

    def read(self, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        """Read on the worker thread, then hand the result to `done`."""
        self.desk.runner.run(self, work, done, self.show_refusal)

    def write(self, work: Callable[[], Changes], said: str = "") -> None:
        """Write on the worker thread, tell all pages, and say that it was done."""

        def done(changes: Changes) -> None:
            self.desk.notifier.announce(changes)
            if said:
                self.message_bar.say(said, Tone.GOOD)

        self.desk.runner.run(self, work, done, self.show_refusal)

    def show_refusal(self, error: AppError | None) -> None:
        """Say what was refused; None: a bug, of which the crash dialog tells."""
        if error is not None:
            from ui.error_texts import sentence  # noqa: PLC0415 - it knows the errors of every service, 20 ms

            self.message_bar.say(sentence(error), Tone.BAD)

    def hear(self, changes: Changes) -> None:
        """Reload, now or when next shown, if a write touched what the page shows."""
        if not changes.tables & self.concerns:
            return
        self._stale = True
        if self.isVisible():
            self._reload()

    def _reload(self) -> None:
        self._stale = False
        self.load()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._reload()
