"""The tabs of a person's card: for each kind of dated record its columns, its form, and a table with buttons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services.people.rows import PersonDetail, RecordKind
from ui.window.dialogs.record_forms import (
    AppointmentForm,
    CertificateForm,
    DatedRecordForm,
    ExclusionForm,
    ExemptionForm,
    MembershipForm,
    StageForm,
)
from ui.window.look import Icon
from ui.window.texts import NONE, day_text
from ui.window.widgets.buttons import button, quiet_button
from ui.window.widgets.table import Column, RowModel, TableView


@dataclass(frozen=True, slots=True)
class TabFacts:
    """What tells one kind of record from another."""

    kind: RecordKind
    form: type[DatedRecordForm]
    rows: Callable[[PersonDetail], Sequence[Any]]
    columns: tuple[Column[Any], ...]
    ends: bool = True


def _start(row: Any) -> str:
    return day_text(row.draft.starts_on) if row.draft.starts_on else "一直"


def _end(row: Any) -> str:
    return day_text(row.draft.ends_on) if row.draft.ends_on else "至今"


def _words(name: str) -> Callable[[Any], str]:
    return lambda row: getattr(row.draft, name) or NONE


_SPAN: Final = (Column[Any]("起", _start, width=110), Column[Any]("止", _end, width=110))
_APPROVED: Final = (
    Column[Any]("原因", _words("reason"), width=220),
    *_SPAN,
    Column[Any]("批准", _words("approved_by"), width=160),
)

TABS: Final = (
    TabFacts(
        RecordKind.MEMBERSHIP,
        MembershipForm,
        lambda detail: detail.memberships,
        (
            Column[Any]("组织", lambda row: row.organization_name, width=180),
            *_SPAN,
            Column[Any]("转来", _words("source"), width=110),
            Column[Any]("转往", _words("destination"), width=110),
            Column[Any]("事由", _words("reason"), width=100),
        ),
    ),
    TabFacts(
        RecordKind.STAGE,
        StageForm,
        lambda detail: detail.stages,
        (
            Column[Any]("阶段", lambda row: row.draft.kind.label, width=160),
            Column[Any]("日期", lambda row: day_text(row.draft.reached_on), width=140),
        ),
        ends=False,
    ),
    TabFacts(
        RecordKind.APPOINTMENT,
        AppointmentForm,
        lambda detail: detail.appointments,
        (
            Column[Any]("组织", lambda row: row.organization_name, width=180),
            Column[Any]("职务", lambda row: row.draft.post.label, width=110),
            Column[Any]("分工", _words("portfolio"), width=110),
            *_SPAN,
        ),
    ),
    TabFacts(RecordKind.EXEMPTION, ExemptionForm, lambda detail: detail.exemptions, _APPROVED),
    TabFacts(RecordKind.EXCLUSION, ExclusionForm, lambda detail: detail.exclusions, _APPROVED),
    TabFacts(
        RecordKind.CERTIFICATE,
        CertificateForm,
        lambda detail: detail.certificates,
        (
            Column[Any]("证书", _words("name"), width=260),
            Column[Any]("取得日期", lambda row: day_text(row.draft.obtained_on), width=130),
            Column[Any]("有效期至", lambda row: day_text(row.draft.valid_until) if row.draft.valid_until else "长期"),
        ),
        ends=False,
    ),
)


class RecordTab(QWidget):
    """The records of one kind in a table, with the buttons that work on the selected one."""

    add_wanted = Signal()
    change_wanted = Signal(object)
    end_wanted = Signal(object)
    delete_wanted = Signal(object)

    def __init__(self, facts: TabFacts) -> None:
        super().__init__()
        self.facts = facts
        self.setObjectName("plain")
        kind = facts.kind.value
        self.model = RowModel[Any](facts.columns)
        self.table = TableView(f"{kind}表")
        self.table.show_model(self.model, sortable=False)
        self._on_one = [
            button("修改", Icon.PENCIL, lambda: self._with_row(self.change_wanted.emit)),
            quiet_button("删除", Icon.TRASH, lambda: self._with_row(self.delete_wanted.emit)),
        ]
        if facts.ends:
            self._on_one.insert(1, button("终止", None, lambda: self._with_row(self.end_wanted.emit)))
        bar = QHBoxLayout()
        add = button("新增", Icon.PLUS, self.add_wanted.emit)
        for made in (add, *self._on_one):
            made.setAccessibleName(f"{made.text()}{kind}")
            bar.addWidget(made)
        bar.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(bar)
        layout.addWidget(self.table, 1)
        self.table.activated_row.connect(lambda number: self.change_wanted.emit(self.model.rows[number]))
        self.table.selectionModel().selectionChanged.connect(self._allow)
        self._allow()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show the records."""
        self.model.show_rows(rows)
        self._allow()

    def _allow(self) -> None:
        for made in self._on_one:
            made.setEnabled(self.table.selected_row() is not None)

    def _with_row(self, act: Callable[[Any], object]) -> None:
        number = self.table.selected_row()
        if number is not None:
            act(self.model.rows[number])
