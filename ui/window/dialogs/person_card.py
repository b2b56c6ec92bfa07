"""A person's card: what is known, and every dated record, each to be added, corrected, ended or deleted."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from models.keys import Key
from models.typing_override import override
from services.changes import Changes
from services.errors import AppError
from services.masking import masked
from services.organizations.rows import OrganizationRow
from services.people.rows import PersonDetail, PersonDraft, RecordKind
from services.people.service import PeopleService
from ui.error_texts import sentence
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.dialogs.person import LeaveForm, PersonForm, TransferForm
from ui.window.dialogs.person_tabs import TABS, RecordTab
from ui.window.dialogs.record_forms import EndForm, RecordSubject
from ui.window.look import Icon, Tone
from ui.window.texts import NONE, day_text
from ui.window.widgets.buttons import button, quiet_button
from ui.window.widgets.labels import label
from ui.window.widgets.message_bar import MessageBar


class PersonCard(QDialog):
    """Shows one person; reloads whenever a write touched people; `purge_wanted` carries the name."""

    purge_wanted = Signal(str)

    def __init__(
        self,
        desk: Desk,
        service: PeopleService,
        tree: Sequence[OrganizationRow],
        key: Key,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._service = service
        self._tree = tree
        self._key = key
        self._detail: PersonDetail | None = None
        self.setWindowTitle("人员")
        self.setAccessibleName("人员")
        self.resize(820, 620)
        self.message_bar = MessageBar(self)
        self._name = label("", "pageTitle")
        self._facts = QGridLayout()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("人员记录")
        self._record_tabs: list[RecordTab] = []
        self._build()
        desk.notifier.changed.connect(self._hear)
        self._load()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 18, 22, 18)
        outer.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(button("修改资料", Icon.PENCIL, self.change))
        head.addWidget(button("组织关系转接", Icon.ARROWS_EXCHANGE, self.transfer))
        head.addWidget(button("转出", Icon.USER_MINUS, self.leave))
        outer.addLayout(head)
        outer.addWidget(self.message_bar)
        self._facts.setHorizontalSpacing(18)
        self._facts.setVerticalSpacing(6)
        for column in (1, 3, 5):
            self._facts.setColumnStretch(column, 1)
        outer.addLayout(self._facts)
        for facts in TABS:
            tab = RecordTab(facts)
            tab.add_wanted.connect(lambda kind=facts.kind: self._open_record(kind, None))
            tab.change_wanted.connect(lambda row, kind=facts.kind: self._open_record(kind, row))
            tab.end_wanted.connect(lambda row, kind=facts.kind: self._end(kind, row))
            tab.delete_wanted.connect(lambda row, kind=facts.kind: self._delete(kind, row))
            self._record_tabs.append(tab)
            self.tabs.addTab(tab, facts.kind.value)
        outer.addWidget(self.tabs, 1)
        foot = QHBoxLayout()
        foot.addWidget(quiet_button("删除此人", Icon.TRASH, self.delete_person))
        foot.addWidget(quiet_button("彻底清除个人信息…", None, lambda: self.purge_wanted.emit(self._name.text())))
        foot.addStretch(1)
        foot.addWidget(button("关闭", None, self.accept))
        outer.addLayout(foot)

    def _load(self) -> None:
        self._desk.runner.run(self, lambda: self._service.get(self._key), self._show, self._refuse)

    def _hear(self, changes: Changes) -> None:
        if changes.tables & CONCERNS:
            self._load()

    def _show(self, detail: PersonDetail) -> None:
        self._detail = detail
        self._name.setText(detail.draft.name)
        self._show_facts(detail.draft)
        for tab in self._record_tabs:
            tab.show_rows(tab.facts.rows(detail))

    def _show_facts(self, draft: PersonDraft) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        facts = (
            ("人员编号", draft.number),
            ("人员类别", draft.category.label),
            ("性别", draft.gender.label if draft.gender else ""),
            ("民族", draft.ethnicity),
            ("出生日期", day_text(draft.born_on)),
            ("学历", draft.education),
            ("行政职务", draft.administrative_post),
            ("职级", draft.rank.label if draft.rank else ""),
            ("联系电话", masked(draft.phone)),
            ("身份证号", masked(draft.identity_number)),
            ("备注", draft.note),
        )
        for place, (name, value) in enumerate(facts):
            row, column = divmod(place, 3)
            self._facts.addWidget(label(name, "fieldLabel"), row, column * 2, Qt.AlignmentFlag.AlignRight)
            self._facts.addWidget(label(value or NONE), row, column * 2 + 1)

    def change(self) -> None:
        """Change what is not dated."""
        if self._detail is not None:
            PersonForm(self._desk, self._service, self._key, self._detail.draft, self).open()

    def transfer(self) -> None:
        """Move the person to another organisation."""
        if self._detail is not None:
            name = self._detail.draft.name
            TransferForm(self._desk, self._service, self._key, name, tree=self._tree, parent=self).open()

    def leave(self) -> None:
        """End the running membership."""
        if self._detail is not None:
            LeaveForm(self._desk, self._service, self._key, self._detail.draft.name, self).open()

    def delete_person(self) -> None:
        """Delete a person entered by mistake."""
        if confirmed(self, "删除人员", "只有录错的人员才应删除；转走的请用“转出”。确定删除吗？", "删除"):
            self._write(lambda: self._service.delete(self._key), self.accept)

    def _open_record(self, kind: RecordKind, row: Any) -> None:
        facts = next(one for one in TABS if one.kind is kind)
        subject = RecordSubject(self._service, self._key, self._tree)
        facts.form(self._desk, subject, row.key if row else None, row.draft if row else None, self).open()

    def _end(self, kind: RecordKind, row: Any) -> None:
        EndForm(self._desk, self._service, row.key, kind, self).open()

    def _delete(self, kind: RecordKind, row: Any) -> None:
        if confirmed(self, f"删除{kind.value}", f"确定删除这条{kind.value}吗？只有录错的才应删除。", "删除"):
            self._write(lambda: self._service.delete_record(row.key, kind))

    def _write(self, work: Callable[[], Changes], then: Callable[[], None] | None = None) -> None:
        def done(changes: Changes) -> None:
            if then is not None:
                then()
            self._desk.notifier.announce(changes)

        self._desk.runner.run(self, work, done, self._refuse)

    def _refuse(self, error: AppError | None) -> None:
        if error is not None:
            self.message_bar.say(sentence(error), Tone.BAD)

    @override
    def done(self, result: int) -> None:
        self._desk.notifier.changed.disconnect(self._hear)
        self._desk.runner.release(self)
        super().done(result)
        self.deleteLater()


CONCERNS = frozenset(
    {"people", "memberships", "stages", "appointments", "exemptions", "exclusions", "certificates", "organizations"}
)
