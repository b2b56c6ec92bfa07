"""登记补学: the day and the way in which an absence was made up."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from models.typing_override import override
from services.absences.rows import AbsenceRow
from services.changes import Changes
from services.sessions.service import SessionService
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.inputs import DayEdit, TextEdit
from ui.window.widgets.labels import wrapped_label

WHAT = "补学"


class MakeUpForm(RecordForm):
    """Says whose absence it is, and asks for day and way."""

    def __init__(self, desk: Desk, sessions: SessionService, row: AbsenceRow, parent: QWidget | None = None) -> None:
        super().__init__(desk, "登记补学", parent)
        self._sessions = sessions
        self._row = row
        words = f"{row.member.name}　{row.held_on.isoformat()}　{row.title}（{row.status.label}）"
        self.form.addRow(wrapped_label(words, "hint"))
        self.day = self.add("补学日期", DayEdit(WHAT, "补学日期", desk.clock.today(), required=True), required=True)
        self.how = self.add("补学方式", TextEdit(WHAT, "补学方式", required=True), required=True)
        self.how.setPlaceholderText("例如 自学并交心得")
        self.how.setFocus()

    @override
    def collect(self) -> Callable[[], Changes]:
        day, how = self.day.required_day(), self.how.value()
        row, sessions = self._row, self._sessions
        return lambda: sessions.make_up(row.session, row.member.person, day, how)
