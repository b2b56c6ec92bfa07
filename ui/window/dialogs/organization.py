"""Forms of party organisations: add or change one, dissolve one."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from models.enums import OrganizationKind
from models.keys import Key
from models.typing_override import override
from services.changes import Changes
from services.errors import RequiredFieldError
from services.organizations.rows import OrganizationDraft, OrganizationRow
from services.organizations.service import OrganizationService
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.inputs import Choice, DayEdit, TextEdit, enum_options
from ui.window.widgets.labels import wrapped_label

WHAT = "党组织"


class OrganizationForm(RecordForm):
    """Adds an organisation below `parent`, or changes `row`."""

    def __init__(  # noqa: PLR0913 - what a form is about
        self,
        desk: Desk,
        service: OrganizationService,
        tree: Sequence[OrganizationRow],
        *,
        row: OrganizationRow | None = None,
        parent_key: Key | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "新增党组织" if row is None else "修改党组织", parent)
        self._service = service
        self._row = row
        above: list[tuple[str, Key | None]] = [(one.path, one.key) for one in tree if row is None or one.key != row.key]
        if row is not None and row.parent_id is None:
            above.insert(0, ("（没有上级）", None))
        self.name = self.add(
            "组织名称", TextEdit(WHAT, "组织名称", row.name if row else "", required=True), required=True
        )
        kind = row.kind if row else OrganizationKind.BRANCH
        self.kind = self.add("组织类型", Choice("组织类型", enum_options(OrganizationKind), kind))
        self.above = self.add("上级组织", Choice("上级组织", above, row.parent_id if row else parent_key))
        self.founded = self.add("成立日期", DayEdit(WHAT, "成立日期", row.founded_on if row else None))
        self.term_ends = self.add("本届任期届满", DayEdit(WHAT, "本届任期届满", row.term_ends_on if row else None))
        self.note = self.add("备注", TextEdit(WHAT, "备注", row.note if row else ""))

    @override
    def collect(self) -> Callable[[], Changes]:
        kind = self.kind.choice()
        if kind is None:
            raise RequiredFieldError(what=WHAT, field="组织类型")
        draft = OrganizationDraft(
            name=self.name.value(),
            kind=OrganizationKind(kind),
            parent_id=self.above.choice(),
            founded_on=self.founded.day(),
            dissolved_on=self._row.dissolved_on if self._row else None,
            term_ends_on=self.term_ends.day(),
            note=self.note.value(),
        )
        if self._row is None:
            return lambda: self._service.add(draft)
        key = self._row.key
        return lambda: self._service.change(key, draft)


class DissolveForm(RecordForm):
    """Ends an organisation; its records stay."""

    def __init__(
        self, desk: Desk, service: OrganizationService, row: OrganizationRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, f"撤销{row.name}", parent, save_text="撤销")
        self._service = service
        self._row = row
        self.day = self.add("撤销日期", DayEdit(WHAT, "撤销日期", desk.clock.today(), required=True), required=True)
        self.content.addWidget(
            wrapped_label("从这一天起该组织不再存在；以前的活动、出勤、经费都保留。人员请另行转接。", "hint")
        )

    @override
    def collect(self) -> Callable[[], Changes]:
        day = self.day.required_day()
        return lambda: self._service.dissolve(self._row.key, day)
