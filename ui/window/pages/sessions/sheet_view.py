"""The attendance of one session: its facts, the live counts, the grid, saving in one step."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.enums import AttendanceStatus, SessionKind
from models.keys import Key
from services.changes import Changes
from services.errors import AppError
from services.people.rows import PersonRow
from services.people.service import PeopleService
from services.sessions.rows import ExpectedPerson, SessionDetail, SheetRow, SittingMissEntry
from services.sessions.service import SessionService
from ui.error_texts import sentence
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.look import Icon, Tone
from ui.window.pages.sessions.misses_dialog import MissesDialog, MissesModel
from ui.window.pages.sessions.people_picker import PeoplePicker
from ui.window.pages.sessions.sheet_grid import STATUS_KEYS, SheetGrid
from ui.window.pages.sessions.sheet_model import SheetColumn, SheetModel
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.card import Card
from ui.window.widgets.inputs import SearchEdit
from ui.window.widgets.labels import Pill, label, wrapped_label
from ui.window.widgets.message_bar import MessageBar

HINT = "方向键选人，按 1 至 5 登记；请假、补学随即填写事由；回车到下一人，键入姓名可定位，Ctrl+S 保存"
REFLECTING = frozenset({SessionKind.CENTER_GROUP, SessionKind.READING_CLASS})
LEARNED = (AttendanceStatus.PRESENT, AttendanceStatus.OBSERVER, AttendanceStatus.MADE_UP)


class SheetView(QWidget):
    """Shows one session at a time; `left` asks for the list again."""

    left = Signal()

    def __init__(self, desk: Desk, sessions: SessionService, people: PeopleService, bar: MessageBar) -> None:
        super().__init__()
        self._desk = desk
        self._sessions = sessions
        self._people = people
        self._bar = bar
        self._session: SessionDetail | None = None
        self.misses_dialog: MissesDialog | None = None
        self.setAccessibleName("出勤登记")
        self.model = SheetModel()
        self.grid = SheetGrid(self.model)
        self.search = SearchEdit("按姓名或编号定位")
        self._title = wrapped_label("", "cardTitle")
        self._facts = wrapped_label("", "hint")
        self._state = Pill()
        self.counts_label = label("", "sectionTitle")
        self.save_button = primary_button("保存出勤", Icon.SAVE, self.save)
        self.misses_button = button("缺课…", Icon.CLOCK, self.ask_misses)
        self._build()
        self._connect()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        card = Card()
        head = QHBoxLayout()
        head.addWidget(button("返回列表", None, self.leave))
        head.addWidget(self._title, 1)
        head.addWidget(self._state)
        head.addWidget(self.save_button)
        card.body.addLayout(head)
        card.body.addWidget(self._facts)
        card.body.addWidget(self.counts_label)
        outer.addWidget(card)
        outer.addLayout(self._tools())
        outer.addWidget(label(HINT, "hint"))
        outer.addWidget(self.grid, 1)

    def _tools(self) -> QHBoxLayout:
        tools = QHBoxLayout()
        tools.setSpacing(6)
        self.search.setMaximumWidth(240)
        tools.addWidget(self.search, 1)
        for digit, status in STATUS_KEYS.items():
            tools.addWidget(button(f"{digit} {status.label}", None, self._marker(status)))
        line = QFrame()
        line.setFixedWidth(8)
        tools.addWidget(line)
        tools.addWidget(button("全部出席", Icon.CHECK, self.mark_all_present))
        tools.addWidget(button("添加人员…", Icon.USER_PLUS, self.ask_people))
        tools.addWidget(self.misses_button)
        tools.addStretch(1)
        return tools

    def _connect(self) -> None:
        self.model.edited.connect(self._show_counts)
        self.model.refused.connect(self._refuse)
        self.search.textChanged.connect(self.grid.go_to_person)
        self.search.returnPressed.connect(self.grid.setFocus)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        shortcut.activated.connect(self.save)

    def _marker(self, status: AttendanceStatus) -> Callable[[], None]:
        def mark() -> None:
            self.grid.setFocus()
            self.grid.mark(status)

        return mark

    @property
    def session_key(self) -> Key | None:
        """Give the key of the session that is shown."""
        return None if self._session is None else self._session.key

    def open(self, key: Key) -> None:
        """Read a session and its sheet, then show them."""

        def read() -> tuple[SessionDetail, tuple[SheetRow, ...]]:
            return self._sessions.get(key), self._sessions.sheet(key)

        self._desk.runner.run(self, read, self._show, self._refuse)

    def _show(self, found: tuple[SessionDetail, tuple[SheetRow, ...]]) -> None:
        detail, rows = found
        again = self._session is not None and self._session.key == detail.key
        row = self.grid.currentIndex().row() if again else 0
        self._session = detail
        self.model.show_sheet(rows)
        self._title.setText(detail.draft.title)
        self.misses_button.setVisible(bool(detail.draft.sittings))
        self._facts.setText(facts(detail))
        self.grid.setColumnHidden(SheetColumn.REFLECTIONS, not asks_reflections(detail, rows))
        self.grid.go_to(max(row, 0))
        self.grid.setFocus()

    def _show_counts(self) -> None:
        counts = self.model.counts()
        votes, votes_present = self.model.vote_counts()
        self.counts_label.setText(
            f"应到 {counts.expected}　实到 {counts.present}　请假 {counts.leave}　缺席 {counts.absent}　"
            f"补学 {counts.made_up}　列席 {counts.observer}　（有表决权应到 {votes}，实到 {votes_present}）"
        )
        if self.model.is_new:
            self._state.say("尚未登记，已按全部出席预填", Tone.WAITING)
        elif self.model.is_dirty:
            self._state.say("有改动未保存", Tone.WAITING)
        else:
            self._state.say("已保存", Tone.GOOD)
        self.save_button.setEnabled(self.model.is_dirty)

    def mark_all_present(self) -> None:
        """Make everybody expected present."""
        expected = [number for number, line in enumerate(self.model.lines) if line.expected]
        self.model.set_status(expected, AttendanceStatus.PRESENT)

    def ask_people(self) -> None:
        """Ask for people who came without being expected; they are entered as observers."""
        picker = PeoplePicker(self._desk, self._people, self)
        picker.picked.connect(self._add)
        picker.open()

    def _add(self, rows: list[PersonRow]) -> None:
        people = [
            ExpectedPerson(row.key, row.number, row.name, row.branch_name, row.category, has_vote=False) for row in rows
        ]
        place = self.model.add_people(people, AttendanceStatus.OBSERVER)
        if place is not None:
            self.grid.go_to(place)
            self.grid.setFocus()

    def ask_misses(self) -> None:
        """Ask who missed which sitting; only those who learned can miss one."""
        session = self._session
        if session is None:
            return
        learned = [line.person for line in self.model.lines if line.entry is not None and line.entry.status in LEARNED]

        def show(misses: tuple[SittingMissEntry, ...]) -> None:
            model = MissesModel(learned, session.draft.sittings, misses)
            self.misses_dialog = MissesDialog(self._desk, self._sessions, session.key, model, self)
            self.misses_dialog.open()

        self._desk.runner.run(self, lambda: self._sessions.misses(session.key), show, self._refuse)

    def save(self) -> None:
        """Write what differs, in one step."""
        if self._session is None or not self.model.is_dirty:
            return
        key, entries, removed = self._session.key, self.model.changed_entries(), self.model.removed_people()
        self.save_button.setEnabled(False)
        self._desk.runner.run(self, lambda: self._sessions.record(key, entries, removed), self._saved, self._refuse)

    def _saved(self, changes: Changes) -> None:
        self.model.mark_stored()
        self._desk.notifier.announce(changes)
        self._bar.say("出勤已保存。", Tone.GOOD)

    def _refuse(self, error: AppError | None) -> None:
        if error is not None:
            self._bar.say(sentence(error), Tone.BAD)
        self._show_counts()

    def leave(self) -> None:
        """Go back to the list; ask first where entries would be lost."""
        if self.model.is_touched and not confirmed(self, "返回列表", "有改动尚未保存，返回后将丢失。", "不保存，返回"):
            return
        self._session = None
        self.left.emit()


def asks_reflections(detail: SessionDetail, rows: Iterable[SheetRow]) -> bool:
    """Tell whether people hand in reflections: centre group, reading class, a campaign, or somebody has."""
    kinds = {detail.draft.kind, *detail.draft.further_kinds}
    entered = any(row.entry is not None and row.entry.reflections is not None for row in rows)
    return bool(kinds & REFLECTING) or detail.draft.campaign_id is not None or entered


def facts(detail: SessionDetail) -> str:
    """Say kind, day, organiser, hours and place in a line."""
    draft = detail.draft
    kinds = "、".join(kind.label for kind in (draft.kind, *draft.further_kinds))
    one_day = draft.ends_on in (None, draft.starts_on)
    days = str(draft.starts_on) if one_day else f"{draft.starts_on} 至 {draft.ends_on}"
    hours = "" if draft.hours is None else f"{draft.hours:f} 学时"
    parts = (draft.number, kinds, days, detail.organization_name, hours, draft.place, draft.state.label)
    return "　·　".join(part for part in parts if part)
