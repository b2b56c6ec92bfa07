"""Forms of the centre group: a new member, a change of role, the end of a term."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QWidget

from models.enums import CenterGroupRole
from models.keys import Key
from models.typing_override import override
from services.center_group.rows import CenterGroupMemberDraft, CenterGroupMemberRow
from services.center_group.service import CenterGroupService
from services.changes import Changes
from services.errors import RequiredFieldError
from services.people.rows import PersonRow
from services.people.service import PeopleService
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.inputs import Choice, DayEdit, SearchEdit, enum_options
from ui.window.widgets.labels import wrapped_label

MEMBER: Final = "中心组成员"
PEOPLE_OFFERED: Final = 200


@dataclass(frozen=True, slots=True)
class MemberServices:
    """What the forms write to and read from."""

    center_group: CenterGroupService
    people: PeopleService


class MemberForm(RecordForm):
    """Adds a member to the group of an organisation."""

    def __init__(self, desk: Desk, services: MemberServices, organization_id: Key, parent: QWidget | None) -> None:
        super().__init__(desk, "新增中心组成员", parent)
        self._services = services
        self._organization_id = organization_id
        self.search = self.add("查找", SearchEdit("输入姓名、编号查找人员"))
        self.person: Choice[Key] = self.add("人员", Choice("人员"), required=True)
        self.role = self.add(
            "身份", Choice("身份", enum_options(CenterGroupRole), CenterGroupRole.MEMBER), required=True
        )
        self.start = self.add("任期开始", DayEdit(MEMBER, "任期开始", desk.clock.today()))
        self.start.setPlaceholderText("不填：一直如此")
        self.end = self.add("任期结束", DayEdit(MEMBER, "任期结束"))
        self.end.setPlaceholderText("不填：至今；填不再担任的第一天")
        hint = "组长、副组长、成员计入应到；学习秘书和列席旁听人员单独列出。"
        self.content.addWidget(wrapped_label(hint, "hint"))
        self.search.searched.connect(self.look)
        self.look("")

    def look(self, text: str) -> None:
        """Offer the people whose name, number or post holds a text."""
        people = self._services.people
        self.desk.runner.run(self, lambda: people.list(text=text), self._offer, self.show_refusal)

    def _offer(self, rows: Sequence[PersonRow]) -> None:
        offered = [(f"{row.name}（{row.number} {row.branch_name}）", row.key) for row in rows[:PEOPLE_OFFERED]]
        self.person.offer(offered, self.person.choice())

    @override
    def collect(self) -> Callable[[], Changes]:
        person = self.person.choice()
        if person is None:
            raise RequiredFieldError(what=MEMBER, field="人员")
        role = CenterGroupRole(self.role.choice() or CenterGroupRole.MEMBER)
        draft = CenterGroupMemberDraft(person, self._organization_id, role, self.start.day(), self.end.day())
        return lambda: self._services.center_group.add_member(draft)


class RoleForm(RecordForm):
    """Changes a member's role from a day on."""

    def __init__(
        self, desk: Desk, center_group: CenterGroupService, row: CenterGroupMemberRow, parent: QWidget | None
    ) -> None:
        super().__init__(desk, f"变更身份：{row.name}", parent)
        self._center_group = center_group
        self._row = row
        others = [role for role in CenterGroupRole if role is not row.draft.role]
        self.role = self.add("新身份", Choice("新身份", enum_options(others)), required=True)
        self.day = self.add("变动日期", DayEdit(MEMBER, "变动日期", desk.clock.today(), required=True), required=True)
        hint = f"从这一天起改任新身份；此前担任{row.draft.role.label}的一段保留。"
        self.content.addWidget(wrapped_label(hint, "hint"))

    @override
    def collect(self) -> Callable[[], Changes]:
        role = CenterGroupRole(self.role.choice() or CenterGroupRole.MEMBER)
        key, day, service = self._row.key, self.day.required_day(), self._center_group
        return lambda: service.change_role(key, role, day)


class EndTermForm(RecordForm):
    """Ends a member's term on a day."""

    def __init__(
        self, desk: Desk, center_group: CenterGroupService, row: CenterGroupMemberRow, parent: QWidget | None
    ) -> None:
        super().__init__(desk, f"结束任期：{row.name}", parent, save_text="结束")
        self._center_group = center_group
        self._row = row
        self.day = self.add("结束日期", DayEdit(MEMBER, "结束日期", desk.clock.today(), required=True), required=True)
        self.content.addWidget(wrapped_label("从这一天起不再是中心组成员；以前的任期保留。", "hint"))

    @override
    def collect(self) -> Callable[[], Changes]:
        key, day, service = self._row.key, self.day.required_day(), self._center_group
        return lambda: service.end_member(key, day)
