"""Forms of a person's dated records: memberships, stages, posts, exemptions, exclusions, certificates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from models.enums import Post, StageKind
from models.keys import Key
from models.typing_override import override
from services.changes import Changes
from services.errors import RequiredFieldError
from services.organizations.rows import OrganizationRow
from services.people.rows import (
    AppointmentDraft,
    CertificateDraft,
    ExclusionDraft,
    ExemptionDraft,
    MembershipDraft,
    RecordDraft,
    RecordKind,
    StageDraft,
)
from services.people.service import PeopleService
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.inputs import Choice, DayEdit, TextEdit, enum_options
from ui.window.widgets.labels import wrapped_label
from ui.window.widgets.organization_choice import organization_options

OPEN_START = "不填：一直如此"
OPEN_END = "不填：至今"


@dataclass(frozen=True, slots=True)
class RecordSubject:
    """Whose record it is, and where such records can lie."""

    service: PeopleService
    person: Key
    tree: Sequence[OrganizationRow]


class DatedRecordForm(RecordForm):
    """Adds a record of one kind, or corrects one; subclasses say in `draft` what was entered."""

    kind: RecordKind

    def __init__(
        self, desk: Desk, subject: RecordSubject, record_key: Key | None, old: Any, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, f"{'新增' if record_key is None else '修改'}{self.kind.value}", parent)
        self._subject = subject
        self._record_key = record_key
        self.build(old, subject.tree)

    def build(self, old: Any, tree: Sequence[OrganizationRow]) -> None:
        """Add the inputs, filled from the old draft where there is one."""
        raise NotImplementedError

    def draft(self) -> RecordDraft:
        """Check the inputs and make the draft."""
        raise NotImplementedError

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = self.draft()
        service, person, record_key = self._subject.service, self._subject.person, self._record_key
        if record_key is None:
            return lambda: service.add_record(person, draft)
        return lambda: service.change_record(record_key, draft)

    def add_day(self, text: str, day: date | None, *, required: bool = False, hint: str = "") -> DayEdit:
        """Add an input for a day."""
        field = self.add(text, DayEdit(self.kind.value, text, day, required=required), required=required)
        if hint:
            field.setPlaceholderText(hint)
        return field

    def add_text(self, text: str, value: str, *, required: bool = False) -> TextEdit:
        """Add an input for a text."""
        return self.add(text, TextEdit(self.kind.value, text, value, required=required), required=required)

    def chosen(self, field: Choice[Key]) -> Key:
        """Give the chosen organisation; refuse none."""
        key = field.choice()
        if key is None:
            raise RequiredFieldError(what=self.kind.value, field=field.accessibleName())
        return key


class MembershipForm(DatedRecordForm):
    """组织关系."""

    kind = RecordKind.MEMBERSHIP

    @override
    def build(self, old: MembershipDraft | None, tree: Sequence[OrganizationRow]) -> None:
        chosen = old.organization_id if old else None
        self.organization = self.add("所在组织", Choice("所在组织", organization_options(tree), chosen))
        self.start = self.add_day("转入日期", old.starts_on if old else None, hint="不填：自入党之日起")
        self.end = self.add_day("转出日期", old.ends_on if old else None, hint=OPEN_END)
        self.source = self.add_text("从何处转来", old.source if old else "")
        self.destination = self.add_text("转往何处", old.destination if old else "")
        self.reason = self.add_text("事由", old.reason if old else "")

    @override
    def draft(self) -> RecordDraft:
        return MembershipDraft(
            self.chosen(self.organization),
            self.start.day(),
            self.end.day(),
            self.source.value(),
            self.destination.value(),
            self.reason.value(),
        )


class StageForm(DatedRecordForm):
    """发展阶段."""

    kind = RecordKind.STAGE

    @override
    def build(self, old: StageDraft | None, tree: Sequence[OrganizationRow]) -> None:
        self.stage = self.add("阶段", Choice("阶段", enum_options(StageKind), old.kind if old else None))
        self.day = self.add_day("日期", old.reached_on if old else None, required=True)
        self.content.addWidget(wrapped_label("预备党员填入党日期，正式党员填转正日期。", "hint"))

    @override
    def draft(self) -> RecordDraft:
        return StageDraft(StageKind(self.stage.choice() or StageKind.ACTIVIST), self.day.required_day())


class AppointmentForm(DatedRecordForm):
    """任职."""

    kind = RecordKind.APPOINTMENT

    @override
    def build(self, old: AppointmentDraft | None, tree: Sequence[OrganizationRow]) -> None:
        chosen = old.organization_id if old else None
        self.organization = self.add("任职组织", Choice("任职组织", organization_options(tree), chosen))
        self.post = self.add("职务", Choice("职务", enum_options(Post), old.post if old else None))
        self.portfolio = self.add_text("分工", old.portfolio if old else "")
        self.portfolio.setPlaceholderText("委员的分工，例如：组织、宣传、纪检")
        self.start = self.add_day("任职日期", old.starts_on if old else None, hint=OPEN_START)
        self.end = self.add_day("免职日期", old.ends_on if old else None, hint=OPEN_END)

    @override
    def draft(self) -> RecordDraft:
        return AppointmentDraft(
            self.chosen(self.organization),
            Post(self.post.choice() or Post.COMMITTEE_MEMBER),
            self.portfolio.value(),
            self.start.day(),
            self.end.day(),
        )


class ExemptionForm(DatedRecordForm):
    """免学时."""

    kind = RecordKind.EXEMPTION

    @override
    def build(self, old: ExemptionDraft | ExclusionDraft | None, tree: Sequence[OrganizationRow]) -> None:
        self.reason = self.add_text("原因", old.reason if old else "", required=True)
        self.start = self.add_day("开始日期", old.starts_on if old else None, hint=OPEN_START)
        self.end = self.add_day("结束日期", old.ends_on if old else None, hint=OPEN_END)
        self.approved_by = self.add_text("批准", old.approved_by if old else "")

    @override
    def draft(self) -> RecordDraft:
        return ExemptionDraft(self.reason.value(), self.start.day(), self.end.day(), self.approved_by.value())


class ExclusionForm(ExemptionForm):
    """不计入应到: the same facts as an exemption."""

    kind = RecordKind.EXCLUSION

    @override
    def draft(self) -> RecordDraft:
        return ExclusionDraft(self.reason.value(), self.start.day(), self.end.day(), self.approved_by.value())


class CertificateForm(DatedRecordForm):
    """认证证书."""

    kind = RecordKind.CERTIFICATE

    @override
    def build(self, old: CertificateDraft | None, tree: Sequence[OrganizationRow]) -> None:
        self.name = self.add_text("证书名称", old.name if old else "", required=True)
        self.obtained = self.add_day("取得日期", old.obtained_on if old else None, required=True)
        self.valid_until = self.add_day("有效期至", old.valid_until if old else None, hint="不填：长期有效")

    @override
    def draft(self) -> RecordDraft:
        return CertificateDraft(self.name.value(), self.obtained.required_day(), self.valid_until.day())


class EndForm(RecordForm):
    """Ends a dated record on a day."""

    def __init__(
        self,
        desk: Desk,
        service: PeopleService,
        record_key: Key,
        kind: RecordKind,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, f"终止{kind.value}", parent, save_text="终止")
        self._service = service
        self._record_key = record_key
        self._kind = kind
        self.day = self.add(
            "终止日期", DayEdit(kind.value, "终止日期", desk.clock.today(), required=True), required=True
        )
        self.content.addWidget(wrapped_label("从这一天起不再有效；以前的记录保留。", "hint"))

    @override
    def collect(self) -> Callable[[], Changes]:
        day = self.day.required_day()
        return lambda: self._service.end_record(self._record_key, self._kind, day)
