"""问题整改: what was found wanting in a year, until it is mended or carried into the next one."""

from dataclasses import dataclass
from typing import Final

from models.enums import ShortcomingState
from models.typing_override import override
from services.figures.rows import Record
from services.organizations.rows import OrganizationRow
from services.organizations.service import OrganizationService
from services.shortcomings.rows import ShortcomingDraft, ShortcomingRow, ShortcomingTotals
from services.shortcomings.service import ShortcomingService
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.look import Icon, Tone
from ui.window.pages.page import Page
from ui.window.pages.shortcomings.forms import CloseForm, ShortcomingForm
from ui.window.texts import day_text
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.listing import Listing
from ui.window.widgets.scope_choices import ScopeChoice, YearChoice
from ui.window.widgets.table import Column

CONCERNS: Final = frozenset({"shortcomings", "shortcoming_measures", "organizations"})
STATE_TONES: Final = {
    ShortcomingState.OPEN: Tone.NEUTRAL,
    ShortcomingState.IN_PROGRESS: Tone.WAITING,
    ShortcomingState.CLOSED: Tone.GOOD,
}
NOTHING: Final = ("这一年还没有登记问题", "点“新增问题”登记，并写明整改措施和完成时限。")


def _state_text(row: ShortcomingRow) -> str:
    if row.days_late:
        return f"逾期{row.days_late}天"
    return "已结转" if row.carried and row.is_open else row.draft.state.label


def _state_tone(row: ShortcomingRow) -> Tone:
    return Tone.BAD if row.days_late else STATE_TONES[row.draft.state]


COLUMNS: Final[tuple[Column[ShortcomingRow], ...]] = (
    Column("编号", lambda row: row.draft.number, width=96),
    Column("问题", lambda row: row.draft.problem, width=280),
    Column("整改措施", lambda row: "；".join(row.draft.measures), width=280),
    Column("责任单位", lambda row: row.draft.responsible_unit, width=120),
    Column("完成时限", lambda row: row.draft.deadline, width=98),
    Column("状态", _state_text, width=96, tone=_state_tone),
    Column("完成日期", lambda row: day_text(row.draft.completed_on), width=98),
)


@dataclass(frozen=True, slots=True)
class _Found:
    """What one reading brings."""

    years: tuple[int, ...]
    organizations: tuple[OrganizationRow, ...]
    rows: tuple[ShortcomingRow, ...]
    totals: ShortcomingTotals


class ShortcomingsPage(Page):
    """A year and a scope above, the shortcomings below."""

    def __init__(self, desk: Desk, shortcomings: ShortcomingService, organizations: OrganizationService) -> None:
        super().__init__(desk, "问题整改", "登记问题、措施和时限；完成后销号，未完成的结转下一年", CONCERNS)
        self._shortcomings = shortcomings
        self._organizations = organizations
        self._build_choices()
        self._build_list()
        self._connect()

    def _build_choices(self) -> None:
        self.year = YearChoice(self.desk.clock.today().year)
        self.organization = ScopeChoice()
        self.buttons.addWidget(self.year)
        self.buttons.addWidget(self.organization)

    def _build_list(self) -> None:
        self.listing = Listing("问题整改表", COLUMNS, 1, NOTHING, Icon.WARNING)
        add = self.listing.add_row_button
        self.close_button = add(button("销号…", Icon.CHECK, self.ask_close), lambda row: row.is_open)
        self.reopen_button = add(button("撤销销号", Icon.REFRESH, self.reopen), lambda row: not row.is_open)
        self.carry_button = add(
            button("结转下一年…", Icon.ARROWS_EXCHANGE, self.ask_carry_over),
            lambda row: row.is_open and not row.carried,
        )
        add(button("修改…", Icon.PENCIL, self.ask_change))
        add(button("删除…", Icon.TRASH, self.ask_delete))
        self.listing.tools.addWidget(primary_button("新增问题…", Icon.PLUS, self.ask_add))
        self.body.addWidget(self.listing, 1)

    def _connect(self) -> None:
        self.year.chosen.connect(self.load)
        self.organization.chosen.connect(self.load)
        self.listing.table.activated_row.connect(lambda _: self.ask_change())

    @override
    def load(self) -> None:
        year, organization = self.year.year, self.organization.choice()
        shortcomings, organizations = self._shortcomings, self._organizations

        def find() -> _Found:
            return _Found(
                shortcomings.years(),
                organizations.tree(),
                shortcomings.shortcomings(year, organization),
                shortcomings.totals(year, organization),
            )

        self.read(find, self._show)

    def _show(self, found: _Found) -> None:
        self.year.offer_years(found.years)
        self.organization.offer_organizations(found.organizations)
        self.listing.show_rows(found.rows, lambda row: row.key)
        late = sum(row.days_late > 0 for row in found.rows)
        totals = found.totals
        # By the end of the year shown, as the catalogue counts: what was mended later was still open then.
        words = f"年内已整改 {totals.closed} 个，未整改 {totals.still_open} 个"
        self.listing.summary.setText(words + (f"；逾期 {late} 个" if late else ""))

    @override
    def seek(self, record: Record) -> None:
        self.year.turn_to(record.year)
        self.organization.prefer(None)

    @override
    def open_record(self, record: Record) -> None:
        if self.listing.choose(lambda row: row.key == record.key):
            self.ask_change()

    def ask_add(self) -> None:
        """Open the form for a new shortcoming of the year shown."""
        self.open_form(
            ShortcomingForm(self.desk, self._shortcomings, ShortcomingDraft(self.year.year, ""), parent=self)
        )

    def ask_change(self) -> None:
        """Open the form of the chosen shortcoming."""
        row = self.listing.chosen()
        if row is not None:
            self.open_form(ShortcomingForm(self.desk, self._shortcomings, row.draft, key=row.key, parent=self))

    def ask_close(self) -> None:
        """Ask on which day the chosen shortcoming was mended."""
        row = self.listing.chosen()
        if row is not None:
            self.open_form(CloseForm(self.desk, self._shortcomings, row, self.desk.clock.today(), self))

    def reopen(self) -> None:
        """Take back that the chosen shortcoming was mended."""
        row = self.listing.chosen()
        if row is not None:
            self.write(lambda: self._shortcomings.reopen(row.key), "已撤销销号。")

    def ask_carry_over(self) -> None:
        """Carry the chosen shortcoming into the next year, once confirmed."""
        row = self.listing.chosen()
        if row is None:
            return
        question = f"把“{row.draft.problem}”结转到 {row.draft.year + 1} 年？本年的记录保持不变。"
        if confirmed(self, "结转下一年", question, "结转"):
            self.write(lambda: self._shortcomings.carry_over(row.key), f"已结转到 {row.draft.year + 1} 年。")

    def ask_delete(self) -> None:
        """Delete the chosen shortcoming, once confirmed."""
        row = self.listing.chosen()
        if row is not None and confirmed(self, "删除问题", f"删除“{row.draft.problem}”？只有录错了才删除。", "删除"):
            self.write(lambda: self._shortcomings.delete(row.key), "问题已删除。")
