"""The form that asks for the name of a version."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from models.typing_override import override
from services.changes import Changes
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.inputs import TextEdit

Write = Callable[[str], Changes]


class NameForm(RecordForm):
    """Asks for a name and does with it what was wanted."""

    def __init__(self, desk: Desk, title: str, name: str, write: Write, parent: QWidget) -> None:
        super().__init__(desk, title, parent)
        self._write = write
        self.name = self.add("模板名称", TextEdit("文档模板", "模板名称", name, required=True), required=True)

    @override
    def collect(self) -> Callable[[], Changes]:
        name = self.name.value()
        return lambda: self._write(name)
