"""The base of all forms: labelled inputs in a column, a bar for refusals, save and cancel."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.typing_override import override
from services.changes import Changes
from services.errors import AppError
from ui.window.desk import Desk
from ui.window.look import Icon, Tone
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.labels import label
from ui.window.widgets.message_bar import MessageBar

Input = TypeVar("Input", bound=QWidget)


class FormDialog(QDialog):
    """A form: labelled inputs, a bar for refusals, a button that does it and one that does not."""

    def __init__(self, desk: Desk, title: str, parent: QWidget | None = None, *, save_text: str = "保存") -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(460)
        self.message_bar = MessageBar(self)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(28)
        self.save_button = primary_button(save_text, Icon.CHECK, self.save)
        self.save_button.setDefault(True)
        self.cancel_button = button("取消", None, self.reject)
        self._build(title)

    def _build(self, title: str) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 18, 22, 18)
        outer.setSpacing(14)
        outer.addWidget(label(title, "cardTitle"))
        outer.addWidget(self.message_bar)
        self.content = QVBoxLayout()
        self.content.setSpacing(12)
        self.content.addLayout(self._columns)
        self.start_column()
        outer.addLayout(self.content, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        outer.addLayout(buttons)

    def start_column(self) -> None:
        """Put the inputs that follow into a column of their own, so that a long form fits a small screen."""
        self.form = QFormLayout()
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.form.setHorizontalSpacing(14)
        self.form.setVerticalSpacing(10)
        self._columns.addLayout(self.form, 1)

    def add(self, text: str, field: Input, *, required: bool = False) -> Input:
        """Add an input under its label; a required one is marked."""
        caption = label(f"{text} *" if required else text, "fieldLabel")
        caption.setBuddy(field)
        self.form.addRow(caption, field)
        return field

    def save(self) -> None:
        """Do what the form is for."""
        raise NotImplementedError

    def show_refusal(self, error: AppError | None) -> None:
        """Say what was refused; None: a bug, of which the crash dialog tells."""
        self.save_button.setEnabled(True)
        if error is not None:
            from ui.error_texts import sentence  # noqa: PLC0415 - it knows the errors of every service, 20 ms

            self.message_bar.say(sentence(error), Tone.BAD)

    @override
    def done(self, result: int) -> None:
        self.desk.runner.release(self)
        super().done(result)
        self.deleteLater()  # else every form of a working day would live on in its page


class RecordForm(FormDialog):
    """A form over a record: subclasses say in `collect` what saving does; `saved` carries its Changes."""

    saved = Signal(object)

    def collect(self) -> Callable[[], Changes]:
        """Check the inputs (an AppError is shown) and give the work that saves them; it runs on the worker."""
        raise NotImplementedError

    @override
    def save(self) -> None:
        try:
            work = self.collect()
        except AppError as error:
            self.show_refusal(error)
            return
        self.save_button.setEnabled(False)
        self.cancel_button.setEnabled(False)
        self.desk.runner.run(self, work, self._saved, self.show_refusal)

    @override
    def show_refusal(self, error: AppError | None) -> None:
        self.cancel_button.setEnabled(True)
        super().show_refusal(error)

    @override
    def reject(self) -> None:
        """Close without saving; while something is being saved the form waits for how that ends."""
        if self.cancel_button.isEnabled():
            super().reject()

    def _saved(self, changes: Changes) -> None:
        self.desk.notifier.announce(changes)
        self.saved.emit(changes)
        self.accept()


def scrolled(content: QWidget) -> QScrollArea:
    """Put what may grow higher than the window into a scroll area without a frame."""
    content.setObjectName("plain")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area
