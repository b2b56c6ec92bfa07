"""The attendance sheet while it is edited: a line a person, what is stored, what is entered."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from models.enums import AttendanceStatus, Speech
from models.keys import Key
from models.typing_override import override
from services.errors import AppError, InvalidFieldError
from services.sessions.rows import AttendanceCounts, AttendanceEntry, ExpectedPerson, SheetRow
from ui.window.look import Tone
from ui.window.widgets.table import LEFT, RIGHT, TONE_ROLE, Index

NOT_RECORDED: Final = "未登记"
WHAT: Final = "出勤"
TONES: Final = {
    AttendanceStatus.PRESENT: Tone.GOOD,
    AttendanceStatus.LEAVE: Tone.WAITING,
    AttendanceStatus.ABSENT: Tone.BAD,
    AttendanceStatus.MADE_UP: Tone.WAITING,
    AttendanceStatus.OBSERVER: Tone.NEUTRAL,
}


class SheetColumn(IntEnum):
    """The columns of the sheet."""

    NAME = 0
    NUMBER = 1
    BRANCH = 2
    STATUS = 3
    REASON = 4
    MADE_UP_ON = 5
    HOURS = 6
    SPEECH = 7
    SCORE = 8
    REFLECTIONS = 9


TITLES: Final = (
    "姓名",
    "人员编号",
    "所在党组织",
    "出勤状态",
    "请假事由、补学方式、备注",
    "补学日期",
    "学时",
    "发言",
    "成绩",
    "心得",
)
WIDTHS: Final = (84, 96, 150, 88, 210, 104, 64, 92, 64, 56)
_NUMERIC: Final = (SheetColumn.HOURS, SheetColumn.SCORE, SheetColumn.REFLECTIONS)


@dataclass(slots=True)
class Line:
    """One person on the sheet; `entry` is what the screen says, `stored` what the file says, `shown` what was shown."""

    person: ExpectedPerson
    expected: bool
    stored: AttendanceEntry | None
    entry: AttendanceEntry | None
    shown: AttendanceEntry | None = None


class SheetModel(QAbstractTableModel):
    """Holds the lines; `edited` speaks after every change, `refused` of an entry that cannot be right."""

    edited = Signal()
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []

    def show_sheet(self, rows: Sequence[SheetRow]) -> None:
        """Show a sheet; one that has no entry yet is filled in: everybody expected was present, others sat in."""
        fresh = all(row.entry is None for row in rows)
        self.beginResetModel()
        self.lines = [Line(row.person, row.expected, row.entry, row.entry) for row in rows]
        if fresh:
            for line in self.lines:
                status = AttendanceStatus.PRESENT if line.expected else AttendanceStatus.OBSERVER
                line.entry = AttendanceEntry(line.person.person_id, status)
        for line in self.lines:
            line.shown = line.entry
        self.endResetModel()
        self.edited.emit()

    @property
    def is_new(self) -> bool:
        """Tell whether nothing of the sheet is stored yet."""
        return bool(self.lines) and all(line.stored is None for line in self.lines)

    def changed_entries(self) -> list[AttendanceEntry]:
        """List the entries that differ from what is stored."""
        return [line.entry for line in self.lines if line.entry is not None and line.entry != line.stored]

    def removed_people(self) -> list[Key]:
        """List the people whose stored entry was taken away."""
        return [line.person.person_id for line in self.lines if line.entry is None and line.stored is not None]

    @property
    def is_dirty(self) -> bool:
        """Tell whether there is anything to save."""
        return bool(self.changed_entries() or self.removed_people())

    @property
    def is_touched(self) -> bool:
        """Tell whether the officer changed anything since the sheet was shown."""
        return any(line.entry != line.shown for line in self.lines)

    def mark_stored(self) -> None:
        """Take what the screen says as what is stored."""
        for line in self.lines:
            line.stored = line.shown = line.entry
        self.edited.emit()

    def counts(self) -> AttendanceCounts:
        """Count what the screen says."""
        return AttendanceCounts.of(line.entry.status for line in self.lines if line.entry is not None)

    def vote_counts(self) -> tuple[int, int]:
        """Count those with a vote: expected, and present."""
        voters = [line.entry.status for line in self.lines if line.entry is not None and line.person.has_vote]
        counts = AttendanceCounts.of(voters)
        return counts.expected, counts.present

    def set_status(self, numbers: Collection[int], status: AttendanceStatus) -> None:
        """Give lines a status; what only belonged to another status is taken away."""
        for number in numbers:
            line = self.lines[number]
            entry = line.entry or AttendanceEntry(line.person.person_id, status)
            line.entry = _with_status(entry, status)
        self._tell(numbers)

    def clear(self, numbers: Collection[int]) -> None:
        """Take entries away: the people then count as not recorded."""
        for number in numbers:
            self.lines[number].entry = None
        self._tell(numbers)

    def add_people(self, people: Iterable[ExpectedPerson], status: AttendanceStatus) -> int | None:
        """Put people on the sheet; give the line of the last one. Who is on it already keeps the entry."""
        place: int | None = None
        for person in people:
            known = [n for n, line in enumerate(self.lines) if line.person.person_id == person.person_id]
            if known:
                place = known[0]
                continue
            place = len(self.lines)
            self.beginInsertRows(QModelIndex(), place, place)
            entry = AttendanceEntry(person.person_id, status)
            self.lines.append(Line(person, expected=False, stored=None, entry=entry))
            self.endInsertRows()
        self.edited.emit()
        return place

    def line_of(self, text: str, after: int) -> int | None:
        """Find the next line, from `after` on, whose name or number begins with a text, else holds it."""
        wanted = text.strip().casefold()
        if not wanted:
            return None
        order: list[int] = [*range(after, len(self.lines)), *range(min(after, len(self.lines)))]
        fitting = (number for fits in (_begins, _holds) for number in order if fits(self.lines[number].person, wanted))
        return next(fitting, None)

    def _tell(self, numbers: Collection[int]) -> None:
        if numbers:
            last = len(SheetColumn) - 1
            self.dataChanged.emit(self.index(min(numbers), 0), self.index(max(numbers), last))
            self.edited.emit()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(SheetColumn)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        return (RIGHT if section in _NUMERIC else LEFT) if role == Qt.ItemDataRole.TextAlignmentRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        column = SheetColumn(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return _text(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column in _NUMERIC else LEFT
        if role == TONE_ROLE and column is SheetColumn.STATUS:
            return Tone.NEUTRAL if line.entry is None else TONES[line.entry.status]
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        line = self.lines[index.row()]
        return usual | Qt.ItemFlag.ItemIsEditable if _editable(line, SheetColumn(index.column())) else usual

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self.lines[index.row()]
        column = SheetColumn(index.column())
        if role != Qt.ItemDataRole.EditRole or line.entry is None:
            return False
        try:
            line.entry = _with_text(line.entry, column, str(value).strip())
        except AppError as error:
            self.refused.emit(error)
            return False
        self._tell([index.row()])
        return True


def _begins(person: ExpectedPerson, wanted: str) -> bool:
    return person.name.casefold().startswith(wanted) or person.number.casefold().startswith(wanted)


def _holds(person: ExpectedPerson, wanted: str) -> bool:
    return wanted in person.name.casefold() or wanted in person.number.casefold()


def _with_status(entry: AttendanceEntry, status: AttendanceStatus) -> AttendanceEntry:
    away = status in (AttendanceStatus.LEAVE, AttendanceStatus.MADE_UP)
    made_up = status is AttendanceStatus.MADE_UP
    return replace(
        entry,
        status=status,
        leave_reason=entry.leave_reason if away else "",
        approved_by=entry.approved_by if away else "",
        made_up_on=entry.made_up_on if made_up else None,
        made_up_how=entry.made_up_how if made_up else "",
    )


def _reason_field(entry: AttendanceEntry) -> str:
    if entry.status is AttendanceStatus.LEAVE:
        return "leave_reason"
    return "made_up_how" if entry.status is AttendanceStatus.MADE_UP else "note"


def _editable(line: Line, column: SheetColumn) -> bool:
    if line.entry is None or column < SheetColumn.REASON:
        return False
    return column is not SheetColumn.MADE_UP_ON or line.entry.status is AttendanceStatus.MADE_UP


def _text(line: Line, column: SheetColumn) -> str:
    person, entry = line.person, line.entry
    if column <= SheetColumn.BRANCH:
        return (person.name, person.number, person.branch_name)[column]
    if entry is None:
        return NOT_RECORDED if column is SheetColumn.STATUS else ""
    texts = {
        SheetColumn.STATUS: entry.status.label,
        SheetColumn.REASON: str(getattr(entry, _reason_field(entry))),
        SheetColumn.MADE_UP_ON: "" if entry.made_up_on is None else entry.made_up_on.isoformat(),
        SheetColumn.HOURS: "" if entry.hours is None else f"{entry.hours:f}",
        SheetColumn.SPEECH: "" if entry.speech is None else entry.speech.label,
        SheetColumn.SCORE: "" if entry.score is None else f"{entry.score:f}",
        SheetColumn.REFLECTIONS: "" if entry.reflections is None else str(entry.reflections),
    }
    return texts[column]


def _with_text(entry: AttendanceEntry, column: SheetColumn, text: str) -> AttendanceEntry:
    match column:
        case SheetColumn.REASON:
            fields: dict[str, Any] = {_reason_field(entry): text}
        case SheetColumn.MADE_UP_ON:
            fields = {"made_up_on": _day(text)}
        case SheetColumn.HOURS:
            fields = {"hours": _number("学时", text)}
        case SheetColumn.SCORE:
            fields = {"score": _number("成绩", text)}
        case SheetColumn.REFLECTIONS:
            fields = {"reflections": _whole("心得", text)}
        case _:
            fields = {"speech": next((speech for speech in Speech if speech.label == text), None)}
    return replace(entry, **fields)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InvalidFieldError(WHAT, "补学日期", text, "请填写真实的日期，例如 2026-03-05") from error


def _number(field: str, text: str) -> Decimal | None:
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal(-1)
    if not number.is_finite() or number < 0 or number != round(number, 3):
        raise InvalidFieldError(WHAT, field, text, "请填写不小于零的数字，最多三位小数")
    return number


def _whole(field: str, text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal():
        raise InvalidFieldError(WHAT, field, text, "请填写篇数，如 1")
    return int(text)
