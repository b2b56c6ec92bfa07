"""Forms of a person: add one with the first membership, change what is not dated, transfer, leave."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from models.enums import Gender, LabelledEnum, Rank, StageKind
from models.keys import Key
from models.typing_override import override
from services.changes import Changes
from services.errors import RequiredFieldError
from services.organizations.rows import OrganizationRow
from services.people.rows import MembershipDraft, PersonDraft, StageDraft
from services.people.service import PeopleService
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.inputs import Choice, DayEdit, TextEdit, enum_options
from ui.window.widgets.labels import wrapped_label
from ui.window.widgets.organization_choice import organization_options

WHAT = "人员"
UNKNOWN = "（未填）"


def existing_options(tree: Sequence[OrganizationRow], day: date) -> list[tuple[str, Key]]:
    """List the organisations that exist on a day."""
    return organization_options([row for row in tree if row.exists(day)])


class PersonInputs:
    """The inputs of what is not dated, shared by the forms that add and change."""

    def __init__(self, form: RecordForm, draft: PersonDraft | None) -> None:
        self.name = form.add("姓名", TextEdit(WHAT, "姓名", draft.name if draft else "", required=True), required=True)
        self.number = form.add("人员编号", TextEdit(WHAT, "人员编号", draft.number if draft else ""))
        category = draft.category if draft else StageKind.FORMAL
        self.category = form.add("人员类别", Choice("人员类别", enum_options(StageKind), category))
        genders: list[tuple[str, LabelledEnum | None]] = [(UNKNOWN, None), *enum_options(Gender)]
        self.gender = form.add("性别", Choice("性别", genders, draft.gender if draft else None))
        self.ethnicity = form.add("民族", TextEdit(WHAT, "民族", draft.ethnicity if draft else ""))
        self.born_on = form.add("出生日期", DayEdit(WHAT, "出生日期", draft.born_on if draft else None))
        form.start_column()
        self.identity = form.add("身份证号", TextEdit(WHAT, "身份证号", draft.identity_number if draft else ""))
        self.education = form.add("学历", TextEdit(WHAT, "学历", draft.education if draft else ""))
        self.post = form.add("行政职务", TextEdit(WHAT, "行政职务", draft.administrative_post if draft else ""))
        ranks: list[tuple[str, LabelledEnum | None]] = [(UNKNOWN, None), *enum_options(Rank)]
        self.rank = form.add("职级", Choice("职级", ranks, draft.rank if draft else None))
        self.phone = form.add("联系电话", TextEdit(WHAT, "联系电话", draft.phone if draft else ""))
        self.note = form.add("备注", TextEdit(WHAT, "备注", draft.note if draft else ""))

    def draft(self) -> PersonDraft:
        """Check the inputs and make the draft."""
        category, gender, rank = self.category.choice(), self.gender.choice(), self.rank.choice()
        return PersonDraft(
            name=self.name.value(),
            category=StageKind(category or StageKind.FORMAL),
            number=self.number.value(),
            gender=None if gender is None else Gender(gender),
            ethnicity=self.ethnicity.value(),
            born_on=self.born_on.day(),
            identity_number=self.identity.value(),
            education=self.education.value(),
            administrative_post=self.post.value(),
            rank=None if rank is None else Rank(rank),
            phone=self.phone.value(),
            note=self.note.value(),
        )


class NewPersonForm(RecordForm):
    """Adds a person with the first membership and the days of joining."""

    def __init__(
        self,
        desk: Desk,
        service: PeopleService,
        tree: Sequence[OrganizationRow],
        *,
        chosen: Key | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "新增人员", parent)
        self.setMinimumWidth(980)
        self._service = service
        self.inputs = PersonInputs(self, None)
        self.start_column()
        self.organization = self.add(
            "所在组织", Choice("所在组织", existing_options(tree, desk.clock.today()), chosen), required=True
        )
        self.since = self.add("转入日期", DayEdit(WHAT, "转入日期"))
        self.since.setPlaceholderText("不填：自入党之日起")
        self.joined = self.add("入党日期", DayEdit(WHAT, "入党日期"))
        self.formal = self.add("转正日期", DayEdit(WHAT, "转正日期"))

    @override
    def collect(self) -> Callable[[], Changes]:
        organization = self.organization.choice()
        if organization is None:
            raise RequiredFieldError(what=WHAT, field="所在组织")
        draft = self.inputs.draft()
        membership = MembershipDraft(organization, starts_on=self.since.day())
        days = ((StageKind.PROBATIONARY, self.joined.day()), (StageKind.FORMAL, self.formal.day()))
        stages = tuple(StageDraft(kind, day) for kind, day in days if day is not None)
        return lambda: self._service.add(draft, membership, stages)


class PersonForm(RecordForm):
    """Changes what is not dated."""

    def __init__(
        self, desk: Desk, service: PeopleService, key: Key, draft: PersonDraft, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, f"修改{draft.name}的资料", parent)
        self.setMinimumWidth(720)
        self._service = service
        self._key = key
        self.inputs = PersonInputs(self, draft)

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = self.inputs.draft()
        return lambda: self._service.change(self._key, draft)


class TransferForm(RecordForm):
    """Ends the running membership and begins one elsewhere; the old one stays in the records."""

    def __init__(  # noqa: PLR0913 - what a form is about
        self,
        desk: Desk,
        service: PeopleService,
        key: Key,
        name: str,
        *,
        tree: Sequence[OrganizationRow],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, f"{name}：组织关系转接", parent, save_text="转接")
        self._service = service
        self._key = key
        self.to = self.add("转入组织", Choice("转入组织", existing_options(tree, desk.clock.today())), required=True)
        self.day = self.add(
            "转接日期", DayEdit("组织关系", "转接日期", desk.clock.today(), required=True), required=True
        )
        self.reason = self.add("事由", TextEdit("组织关系", "事由"))
        self.content.addWidget(wrapped_label("原组织关系在这一天结束并保留在记录中，新的从这一天开始。", "hint"))

    @override
    def collect(self) -> Callable[[], Changes]:
        to, day, reason = self.to.choice(), self.day.required_day(), self.reason.value()
        if to is None:
            raise RequiredFieldError(what="组织关系", field="转入组织")
        return lambda: self._service.transfer(self._key, to, day, reason=reason)


class LeaveForm(RecordForm):
    """Ends the running membership: the person goes to another committee, or leaves."""

    def __init__(self, desk: Desk, service: PeopleService, key: Key, name: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"{name}：转出", parent, save_text="转出")
        self._service = service
        self._key = key
        self.day = self.add(
            "转出日期", DayEdit("组织关系", "转出日期", desk.clock.today(), required=True), required=True
        )
        self.destination = self.add("转往何处", TextEdit("组织关系", "转往何处"))
        self.reason = self.add("事由", TextEdit("组织关系", "事由"))

    @override
    def collect(self) -> Callable[[], Changes]:
        day, destination, reason = self.day.required_day(), self.destination.value(), self.reason.value()
        return lambda: self._service.leave(self._key, day, destination=destination, reason=reason)
