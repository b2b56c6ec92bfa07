"""结转 on the money page: what every source carried into the year, entered or worked out."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from models.typing_override import override
from services.changes import Changes
from services.money.rows import CarryOverDraft, CarryOverRow
from services.money.service import MoneyService
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.dialogs.form import RecordForm
from ui.window.look import Icon
from ui.window.pages.money.columns import CARRY_OVER_COLUMNS, NO_CARRY_OVER
from ui.window.pages.page import Page
from ui.window.texts import yuan_text
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.inputs import MoneyEdit, TextEdit
from ui.window.widgets.labels import wrapped_label
from ui.window.widgets.listing import Listing

CARRY_OVER: Final = "上年结转"


class CarryOverForm(RecordForm):
    """Enters what a source carried into a year."""

    def __init__(self, desk: Desk, money: MoneyService, row: CarryOverRow, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"录入年初结转：{row.year}年 {row.source.label}", parent)
        self._money = money
        self._row = row
        fen = row.entered_fen if row.entered_fen is not None else row.computed_fen
        amount = MoneyEdit(CARRY_OVER, "年初结转", None if fen is None or fen < 0 else fen, required=True)
        self.amount = self.add("年初结转（元）", amount, required=True)
        self.note = self.add("备注", TextEdit(CARRY_OVER, "备注", row.note))
        told = "没有上年数据，无法推算。"
        if row.computed_fen is not None:
            told = f"按上年结转加预算减支出推算为 {yuan_text(row.computed_fen)} 元；录入后以录入的为准。"
        self.content.addWidget(wrapped_label(told, "hint"))

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = CarryOverDraft(self._row.year, self._row.source, self.amount.required_fen(), self.note.value())
        money = self._money
        return lambda: money.enter_carry_over(draft)


class CarryOverTab(Listing[CarryOverRow]):
    """A line a source; always those of the whole enterprise."""

    def __init__(self, page: Page, money: MoneyService) -> None:
        super().__init__("结转表", CARRY_OVER_COLUMNS, 6, NO_CARRY_OVER, Icon.WALLET)
        self._page = page
        self._money = money
        self.summary.setText("按全单位计算，不受上面所选组织的影响；结余＝年初结转＋预算－支出（不含下拨支部）")
        self.add_row_button(button("取消录入…", Icon.TRASH, self.ask_delete), lambda row: row.key is not None)
        self.add_row_button(primary_button("录入年初结转…", Icon.PENCIL, self.ask_enter))
        self.table.activated_row.connect(lambda _: self.ask_enter())

    def show_carried(self, rows: Sequence[CarryOverRow]) -> None:
        """Show the sources of a year."""
        self.show_rows(rows, lambda row: row.source.value.encode())

    def ask_enter(self) -> None:
        """Open the form of the chosen source."""
        row = self.chosen()
        if row is not None:
            self._page.open_form(CarryOverForm(self._page.desk, self._money, row, self._page))

    def ask_delete(self) -> None:
        """Take back what was entered for the chosen source, once confirmed."""
        row = self.chosen()
        key = None if row is None else row.key
        if (
            row is not None
            and key is not None
            and confirmed(self, "取消录入", f"取消录入的{row.source.label}年初结转？以后按上年推算。", "取消录入")
        ):
            self._page.write(lambda: self._money.delete_carry_over(key), "已按上年推算。")
