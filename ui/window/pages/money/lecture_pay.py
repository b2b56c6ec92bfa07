"""讲课费 on the money page: the list and its form."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from PySide6.QtWidgets import QCheckBox, QWidget

from models.enums import TeacherTitle
from models.keys import Key
from models.typing_override import override
from services.changes import Changes
from services.errors import RequiredFieldError
from services.money.lecture_pay import LecturePayService
from services.money.rows import ExpenseRow, LecturePayDraft, LecturePayRow
from services.sessions.rows import SessionRow
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.dialogs.form import RecordForm
from ui.window.look import Icon
from ui.window.pages.money.columns import NO_PAY, PAY_COLUMNS
from ui.window.pages.money.forms import session_choice
from ui.window.pages.page import Page
from ui.window.texts import yuan_text
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.inputs import Choice, MoneyEdit, NumberEdit, TextEdit
from ui.window.widgets.labels import wrapped_label
from ui.window.widgets.listing import Listing

PAY: Final = "讲课费"
NOT_BOOKED: Final = "（没有对应的支出）"
CHOOSE: Final = "（请选择）"
HALF_DAY: Final = Decimal(4)


@dataclass(frozen=True, slots=True)
class PayOffers:
    """What the choices of the form offer."""

    sessions: tuple[SessionRow, ...] = ()
    expenses: tuple[ExpenseRow, ...] = ()


class LecturePayForm(RecordForm):
    """Adds lecture pay (`row` empty) or changes it; taxes are entered, not computed."""

    def __init__(
        self,
        desk: Desk,
        service: LecturePayService,
        offers: PayOffers,
        *,
        row: LecturePayRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "登记讲课费" if row is None else "修改讲课费", parent)
        self._service = service
        self._key = None if row is None else row.key
        self.setMinimumWidth(780)
        self._add_teacher(offers, row)
        self.start_column()
        self._add_pay(offers, row)
        hint = "税前、税后金额按实际发放填写，程序不计算个人所得税；标准按税后每学时核对，超过时只提醒。"
        self.content.addWidget(wrapped_label(hint, "hint"))

    def _add_teacher(self, offers: PayOffers, row: LecturePayRow | None) -> None:
        draft = None if row is None else row.draft
        linked = "" if row is None else f"{row.session_number} {row.session_title}".strip()
        chosen = None if draft is None else draft.session_id
        self.session = self.add("学习活动", session_choice(offers.sessions, chosen, linked, CHOOSE), required=True)
        teacher = TextEdit(PAY, "授课人", "" if draft is None else draft.teacher, required=True)
        self.teacher = self.add("授课人", teacher, required=True)
        self.unit = self.add("工作单位", TextEdit(PAY, "工作单位", "" if draft is None else draft.unit))
        titles = [(title.label, title) for title in TeacherTitle]
        chosen_title = TeacherTitle.OTHER if draft is None else draft.title
        self.title = self.add("职称", Choice("职称", titles, chosen_title), required=True)
        self.outside = QCheckBox("外请师资")
        self.outside.setAccessibleName("外请师资")
        self.outside.setChecked(draft is not None and draft.outside)
        self.form.addRow("", self.outside)
        approved = TextEdit(PAY, "批准人", "" if draft is None else draft.approved_by)
        approved.setPlaceholderText("提高标准时填写")
        self.approved_by = self.add("批准人", approved)

    def _add_pay(self, offers: PayOffers, row: LecturePayRow | None) -> None:
        draft = None if row is None else row.draft
        half_days = NumberEdit(PAY, "半天数", 1 if draft is None else draft.half_days, required=True)
        self.half_days = self.add("半天数", half_days, required=True)
        hours = NumberEdit(PAY, "学时", None if draft is None else draft.class_hours, required=True)
        self.hours = self.add("学时", hours, required=True)
        before = MoneyEdit(PAY, "税前金额", None if draft is None else draft.before_tax_fen)
        self.before_tax = self.add("税前金额（元）", before)
        after = MoneyEdit(PAY, "税后金额", None if draft is None else draft.after_tax_fen, required=True)
        self.after_tax = self.add("税后金额（元）", after, required=True)
        booked = None if draft is None else draft.expense_id
        label = "" if row is None else row.expense_label
        self.expense = self.add("对应支出", _expense_choice(offers.expenses, booked, label))
        self.note = self.add("备注", TextEdit(PAY, "备注", "" if draft is None else draft.note))

    @override
    def collect(self) -> Callable[[], Changes]:
        session = self.session.choice()
        if session is None:
            raise RequiredFieldError(what=PAY, field="学习活动")
        draft = LecturePayDraft(
            session_id=session,
            teacher=self.teacher.value(),
            title=self.title.choice() or TeacherTitle.OTHER,
            half_days=self.half_days.whole() or 0,
            class_hours=self.hours.number() or Decimal(),
            after_tax_fen=self.after_tax.required_fen(),
            before_tax_fen=self.before_tax.fen(),
            unit=self.unit.value(),
            outside=self.outside.isChecked(),
            approved_by=self.approved_by.value(),
            expense_id=self.expense.choice(),
            note=self.note.value(),
        )
        key, service = self._key, self._service
        return (lambda: service.add(draft)) if key is None else (lambda: service.change(key, draft))


def _expense_choice(expenses: Sequence[ExpenseRow], chosen: Key | None, linked: str) -> Choice[Key | None]:
    offered: list[tuple[str, Key | None]] = [(NOT_BOOKED, None)]
    offered += [
        (f"{row.draft.number} {row.draft.summary} {yuan_text(row.draft.amount_fen)}", row.key) for row in expenses
    ]
    if chosen is not None and all(row.key != chosen for row in expenses):
        offered.append((linked, chosen))
    choice = Choice("对应支出", offered, chosen)
    choice.setSizeAdjustPolicy(choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(18)
    return choice


class LecturePayTab(Listing[LecturePayRow]):
    """The lecture pay of a year, with what is done to it; `check` is told the key of what was saved."""

    def __init__(self, page: Page, service: LecturePayService, check: Callable[[Changes], None]) -> None:
        super().__init__("讲课费表", PAY_COLUMNS, 1, NO_PAY, Icon.WALLET)
        self._page = page
        self._service = service
        self._check = check
        self._offers = PayOffers()
        self.add_row_button(button("修改…", Icon.PENCIL, self.ask_change))
        self.add_row_button(button("删除…", Icon.TRASH, self.ask_delete))
        self.tools.addWidget(primary_button("登记讲课费…", Icon.PLUS, self.ask_add))
        self.table.activated_row.connect(lambda _: self.ask_change())

    def show_pay(self, rows: Sequence[LecturePayRow], offers: PayOffers) -> None:
        """Show the pay of a year."""
        self._offers = offers
        self.show_rows(rows, lambda row: row.key)
        paid = sum(row.draft.after_tax_fen for row in rows)
        self.summary.setText(f"共 {len(rows)} 项，税后合计 {yuan_text(paid)} 元")

    def ask_add(self) -> None:
        """Open the form for what another teacher got."""
        self._open(None)

    def ask_change(self) -> None:
        """Open the form of the chosen pay."""
        row = self.chosen()
        if row is not None:
            self._open(row)

    def ask_delete(self) -> None:
        """Delete the chosen pay, once confirmed."""
        row = self.chosen()
        if row is None:
            return
        words = f"删除 {row.draft.teacher} 的讲课费 {yuan_text(row.draft.after_tax_fen)} 元？"
        if confirmed(self, "删除讲课费", words, "删除"):
            self._page.write(lambda: self._service.delete(row.key), "讲课费已删除。")

    def _open(self, row: LecturePayRow | None) -> None:
        form = LecturePayForm(self._page.desk, self._service, self._offers, row=row, parent=self._page)
        form.saved.connect(self._check)
        self._page.open_form(form)
