"""Forms of a record of publicity or materials, and of one person's score."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from PySide6.QtWidgets import QWidget

from models.enums import MaterialKind
from models.keys import Key
from models.typing_override import override
from services.campaigns.rows import CampaignRow
from services.changes import Changes
from services.errors import RequiredFieldError
from services.materials.rows import MaterialDraft
from services.materials.service import MaterialService
from services.organizations.rows import OrganizationRow
from services.study_app.rows import ScoreDraft, ScoreRow
from services.study_app.service import StudyAppService
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.inputs import Choice, DayEdit, NumberEdit, TextEdit
from ui.window.widgets.labels import wrapped_label
from ui.window.widgets.organization_choice import organization_options

MATERIAL: Final = "宣传与资料"
SCORE: Final = "学习强国积分"
OWN: Final = "（本级）"
NO_CAMPAIGN: Final = "（无）"


class MaterialForm(RecordForm):
    """Adds a record (`key` empty) or changes one."""

    def __init__(  # noqa: PLR0913 - what the choices offer is read before the form opens
        self,
        desk: Desk,
        materials: MaterialService,
        draft: MaterialDraft,
        organizations: Sequence[OrganizationRow],
        campaigns: Sequence[CampaignRow],
        *,
        key: Key | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "新增资料" if key is None else "修改资料", parent)
        self._materials = materials
        self._draft = draft
        self._key = key
        kinds = [(f"{kind.label}", kind) for kind in MaterialKind]
        self.kind = self.add("类别", Choice("类别", kinds, draft.kind), required=True)
        self.name = self.add("名称", TextEdit(MATERIAL, "名称", draft.name))
        self.day = self.add("日期", DayEdit(MATERIAL, "日期", draft.issued_on, required=True), required=True)
        field = NumberEdit(MATERIAL, "数量", draft.quantity, required=True)
        self.quantity = self.add("数量", field, required=True)
        self.reads = self.add("阅读量", NumberEdit(MATERIAL, "阅读量", draft.reads))
        offered: list[tuple[str, Key | None]] = [(OWN, None), *organization_options(organizations)]
        self.organization = self.add("单位", Choice("单位", offered, draft.organization_id))
        named: list[tuple[str, Key | None]] = [(NO_CAMPAIGN, None), *((row.name, row.key) for row in campaigns)]
        self.campaign = self.add("专题教育", Choice("专题教育", named, draft.campaign_id))
        self.campaign.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.number = self.add("编号", TextEdit(MATERIAL, "编号", draft.number))
        self.note = self.add("备注", TextEdit(MATERIAL, "备注", draft.note))
        self.content.addWidget(wrapped_label("数量：书籍计套，简报计期，板报墙报计幅，宣传稿件计篇。", "hint"))

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = replace(
            self._draft,
            kind=self.kind.choice() or MaterialKind.BOOK,
            name=self.name.value(),
            issued_on=self.day.required_day(),
            quantity=self.quantity.whole() or 0,
            reads=self.reads.whole(),
            organization_id=self.organization.choice(),
            campaign_id=self.campaign.choice(),
            number=self.number.value(),
            note=self.note.value(),
        )
        key, materials = self._key, self._materials
        return (lambda: materials.add(draft)) if key is None else (lambda: materials.change(key, draft))


class ScoreForm(RecordForm):
    """Adds a score or changes one."""

    def __init__(
        self,
        desk: Desk,
        study_app: StudyAppService,
        rows: Sequence[ScoreRow],
        chosen: ScoreRow | None,
        parent: QWidget | None = None,
    ) -> None:
        """Make it; `rows` are the people to choose from; the score of the chosen one is changed, where there is one."""
        super().__init__(desk, "登记积分" if chosen is None or chosen.key is None else "修改积分", parent)
        self._study_app = study_app
        self._key = None if chosen is None else chosen.key
        draft = None if chosen is None else chosen.draft
        people = [(f"{row.name}（{row.branch_name}）", row.person_id) for row in rows]
        self.person = Choice("姓名", people, None if chosen is None else chosen.person_id)
        self.add("姓名", self.person, required=True)
        self.person.setEnabled(self._key is None)
        day = desk.clock.today() if draft is None else draft.scored_on
        self.day = self.add("截止日期", DayEdit(SCORE, "截止日期", day, required=True), required=True)
        value = None if draft is None else draft.score
        self.score = self.add("积分", NumberEdit(SCORE, "积分", value, required=True), required=True)

    @override
    def collect(self) -> Callable[[], Changes]:
        person = self.person.choice()
        if person is None:
            raise RequiredFieldError(what=SCORE, field="姓名")
        draft = ScoreDraft(person, self.day.required_day(), self.score.number() or Decimal(0))
        key, study_app = self._key, self._study_app
        return (lambda: study_app.add(draft)) if key is None else (lambda: study_app.change(key, draft))
