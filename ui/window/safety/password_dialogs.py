"""Forms that ask for passwords: to open a ledger, to set or change one, to confirm who is at the PC."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from models.typing_override import override
from services.errors import AppError, InvalidFieldError, RequiredFieldError
from services.protection.rules import refuse_short
from ui.window.desk import Desk
from ui.window.dialogs.form import FormDialog
from ui.window.services import Services
from ui.window.widgets.inputs import TextEdit
from ui.window.widgets.labels import wrapped_label

WHAT = "密码保护"


class PasswordEdit(TextEdit):
    """A password, shown as dots; blanks at its ends belong to it."""

    def __init__(self, field: str) -> None:
        super().__init__(WHAT, field, required=True)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    @override
    def value(self) -> str:
        if not self.text():
            raise RequiredFieldError(what=self.what, field=self.field)
        return self.text()


class WaitingForm(FormDialog):
    """A form that waits for an answer from the worker before it closes."""

    def wait(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        """Do the work; a refusal is said in the form, which can then be tried again."""
        self.message_bar.hide()
        self.save_button.setEnabled(False)
        self.cancel_button.setEnabled(False)
        self.desk.runner.run(self, work, done, self.show_refusal)

    @override
    def show_refusal(self, error: AppError | None) -> None:
        self.cancel_button.setEnabled(True)
        super().show_refusal(error)

    @override
    def reject(self) -> None:
        """Close without an answer; while one is awaited the form waits for it."""
        if self.cancel_button.isEnabled():
            super().reject()


class OpeningForm(WaitingForm):
    """Asks for the password of a ledger until it opens; `opened` carries its services."""

    opened = Signal(object)

    def __init__(self, desk: Desk, path: Path, open_it: Callable[[str], Services], parent: QWidget) -> None:
        super().__init__(desk, "打开有密码的台账", parent, save_text="打开")
        self._open_it = open_it
        self.content.insertWidget(0, wrapped_label(f"“{path.name}”有密码保护。", "hint"))
        self.password = self.add("密码", PasswordEdit("密码"), required=True)
        self.password.setFocus()
        self.content.addWidget(wrapped_label("忘记密码时，填写恢复单上的恢复码也能打开。", "hint"))

    @override
    def save(self) -> None:
        try:
            password = self.password.value()
        except AppError as error:
            self.show_refusal(error)
            return
        self.wait(lambda: self._open_it(password), self._done)

    @override
    def show_refusal(self, error: AppError | None) -> None:
        super().show_refusal(error)
        self.password.selectAll()
        self.password.setFocus()

    def _done(self, services: object) -> None:
        self.accept()
        self.opened.emit(services)


class PresentPasswordForm(WaitingForm):
    """Asks for the present password, to be sure who asks; `confirmed` comes once it was right."""

    confirmed = Signal()

    def __init__(
        self, desk: Desk, texts: tuple[str, str, str], check: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        """Show a title, a hint and the button's text."""
        title, hint, action = texts
        super().__init__(desk, title, parent, save_text=action)
        self._check = check
        self.content.insertWidget(0, wrapped_label(hint, "hint"))
        self.present = self.add("现在的密码", PasswordEdit("现在的密码"), required=True)
        self.present.setFocus()

    @override
    def save(self) -> None:
        try:
            present = self.present.value()
        except AppError as error:
            self.show_refusal(error)
            return
        self.wait(lambda: self._check(present), lambda _: self._done())

    def _done(self) -> None:
        self.accept()
        self.confirmed.emit()


class NewPasswordForm(WaitingForm):
    """Asks twice for a new password, and for the present one where `check` is given; `chosen` carries the new one."""

    chosen = Signal(str)

    def __init__(
        self, desk: Desk, title: str, check: Callable[[str], None] | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, title, parent, save_text=title)
        self._check = check
        self.present = self.add("现在的密码", PasswordEdit("现在的密码"), required=True) if check else None
        self.new = self.add("新密码", PasswordEdit("新密码"), required=True)
        (self.present or self.new).setFocus()
        self.again = self.add("再输一次", PasswordEdit("再输一次"), required=True)
        self.content.addWidget(
            wrapped_label(
                "整个文件（附件、修改记录也在内）和它的备份都会加密。\n"
                "密码忘了谁也帮不上忙，只有恢复单上的恢复码还能打开：设置后请马上打印恢复单，"
                "签字后锁进柜子，不要和台账放在一起。",
                "hint",
            )
        )
        self.known = QCheckBox("我知道：密码和恢复单都丢了，台账就再也打不开")
        self.known.setAccessibleName("我知道密码和恢复单都丢了就打不开")
        self.content.addWidget(self.known)
        self.known.toggled.connect(self.save_button.setEnabled)
        self.save_button.setEnabled(False)
        self.setMinimumWidth(540)

    @override
    def save(self) -> None:
        try:
            present = self.present.value() if self.present else ""
            new = self._new_password()
        except AppError as error:
            self.show_refusal(error)
            return
        check = self._check
        self.wait(lambda: check(present) if check else None, lambda _: self._done(new))

    def _new_password(self) -> str:
        new = self.new.value()
        refuse_short(new)
        if self.again.value() != new:
            raise InvalidFieldError(WHAT, self.again.field, "……", "两次输入的密码不一样，请重新输入")
        return new

    def _done(self, new: str) -> None:
        self.accept()
        self.chosen.emit(new)
