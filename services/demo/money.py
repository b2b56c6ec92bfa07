"""The money: payroll, budget by source and category, expenses of which some are drafts, void, or not in order."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from models.enums import ExpenseCategory, ExpenseState, FundSourceCode, SessionKind
from models.keys import Key, fixed_key
from services.demo.book import Book, Event
from services.demo.cast import Cast, Unit
from services.demo.chance import Chance
from services.demo.expense_papers import make_expense_papers
from services.demo.lecture_pay import Lecture, make_lecture_pay
from services.demo.run import DemoRun

_STAFF_PER_MEMBER: Final = 3
_PAY_YUAN: Final = 112_000  # a year and head, in the first year
_GROWTH: Final = 1.045
_BUDGET_SHARE: Final = 0.0098  # of the payroll, from party work funds
_PARTY_WORK_SHARES: Final = 86  # what the shares of that source add up to
_CARRIED_SHARE: Final = 0.003  # of the payroll, into the first year
_CLASS_DAY_FEN: Final = 48_000  # what a person-day of a class costs at most, but for a class that was too dear
_TOO_DEAR: Final = 0.3
_DECIDED: Final = 0.85  # of the expenses from kept dues have the number of their meeting
_NOT_POSTED: Final = 0.05
_OWN_BILLS: Final = (ExpenseCategory.BOOKS, ExpenseCategory.OTHER, ExpenseCategory.VENUE)
_SESSION_KINDS: Final = {ExpenseCategory.TRAINING: SessionKind.TRAINING_CLASS}


@dataclass(frozen=True, slots=True)
class _Bill:
    """An expense to be written."""

    source: FundSourceCode
    category: ExpenseCategory
    day: date
    fen: int
    session: Key | None = None
    title: str = ""
    state: ExpenseState = ExpenseState.REIMBURSED
    branch: Unit | None = None


def make_money(run: DemoRun, book: Book, cast: Cast, year: int) -> None:
    """Write a year's payroll and budget, and what was spent of it by the day of the demo."""
    _MoneyYear(run, book, cast, year, run.chance("money", year)).write()


@dataclass(slots=True)
class _MoneyYear:
    run: DemoRun
    book: Book
    cast: Cast
    year: int
    chance: Chance
    spent_on_classes: dict[Key, int] = field(default_factory=dict)
    taught: set[Key] = field(default_factory=set)

    def write(self) -> None:
        """Write the year."""
        payroll = self.run.scale.people * _STAFF_PER_MEMBER * _PAY_YUAN * _GROWTH ** (self.year - self.run.first_year)
        payroll_fen = round(payroll / 10_000) * 1_000_000
        self.run.writer.add("payrolls", year=self.year, amount_fen=payroll_fen)
        if self.year == self.run.first_year:
            carried = round(payroll_fen * _CARRIED_SHARE / 100_000) * 100_000
            source = _source_key(FundSourceCode.PARTY_WORK)
            self.run.writer.add("carry_overs", year=self.year, fund_source_id=source, amount_fen=carried)
        for line in self.run.texts.work["budget"]:
            amount = round(payroll_fen * _BUDGET_SHARE * line["share"] / _PARTY_WORK_SHARES / 100_000) * 100_000
            source_code, category = FundSourceCode(line["source"]), ExpenseCategory(line["category"])
            self.run.writer.add(
                "budget_lines",
                year=self.year,
                fund_source_id=_source_key(source_code),
                category=category,
                amount_fen=amount,
            )
            if category is ExpenseCategory.ALLOCATION:
                self._allocate(source_code, amount)
            else:
                self._spend(source_code, category, round(amount * (0.7 + 0.27 * self.chance.random.random())))

    def _allocate(self, source: FundSourceCode, amount: int) -> None:
        """Hand money down to every branch in spring, and let the branches spend it."""
        day = self.run.chance("allocation", self.year).day(self.year, 3, 10)
        each = amount // len(self.cast.branches) // 10_000 * 10_000
        for branch in self.cast.branches:
            self._write(_Bill(source, ExpenseCategory.ALLOCATION, day, each, branch=branch))
            chance = self.run.chance("branch money", self.year, branch.name)
            for month in (5, 8, 11):
                fen = round(each * (0.15 + 0.2 * chance.random.random()) / 10) * 10
                bill_day = chance.day(self.year, month)
                self._write(_Bill(source, chance.pick(_OWN_BILLS), bill_day, fen, branch=branch))

    def _spend(self, source: FundSourceCode, category: ExpenseCategory, total: int) -> None:
        """Spend a line in several bills over the year, rounded to ten fen; a few more are drafts or void."""
        if category is ExpenseCategory.LECTURE_PAY:
            total -= self._pay_teachers(source, total)
        count = max(3, min(60, len(self.cast.branches) // 2))
        weights = [0.5 + self.chance.random.random() for _ in range(count)]
        for place, weight in enumerate(weights):
            amount = round(total * weight / sum(weights) / 10) * 10
            session, event = self._session(category, amount)
            month = 1 + (place * 11) // count + self.chance.between(0, 1)
            day = event.day if event else self.chance.day(self.year, month)
            bill = _Bill(source, category, day, amount, session, event.title if event else "")
            self._write(bill)
            if self.chance.happens(_NOT_POSTED):
                state = self.chance.pick((ExpenseState.VOID, ExpenseState.DRAFT))
                self._write(_Bill(source, category, day, amount, session, bill.title, state))

    def _session(self, category: ExpenseCategory, amount: int) -> tuple[Key | None, Event | None]:
        """Choose the session that a bill is for; a class that has cost enough gets none, but for one too dear."""
        kind = _SESSION_KINDS.get(category, SessionKind.SITE_VISIT)
        held = self.book.held.get((self.year, self.cast.top.key, kind), [])
        if not held:
            return None, None
        key, event = self.chance.pick(held)
        if category is ExpenseCategory.TRAINING:
            room = round(self.book.attended.get(key, 0) * event.days * _CLASS_DAY_FEN)
            spent = self.spent_on_classes.get(key, 0) + amount
            if spent > room and (not room or not self.chance.happens(_TOO_DEAR)):
                return None, None
            self.spent_on_classes[key] = spent
        return key, event

    def _pay_teachers(self, source: FundSourceCode, total: int) -> int:
        """Pay who taught at lectures and classes of the committee, as far as the line goes; give what that cost."""
        paid = 0
        for kind in (SessionKind.LECTURE, SessionKind.TRAINING_CLASS):
            for key, event in self.book.held.get((self.year, self.cast.top.key, kind), []):
                if key in self.taught or event.online:
                    continue
                lecture = Lecture.made_up(self.run, key, event)
                if paid + lecture.before_tax_fen > total:
                    return paid
                self.taught.add(key)
                paid += lecture.before_tax_fen
                bill = _Bill(source, ExpenseCategory.LECTURE_PAY, event.day, lecture.before_tax_fen, key, event.title)
                expense = self._write(bill)
                if expense is not None:
                    make_lecture_pay(self.run, lecture, expense)
        return paid

    def _write(self, bill: _Bill) -> Key | None:
        """Write an expense, if its day has come."""
        if bill.day > self.run.as_of:
            return None
        texts, branch = self.run.texts.work, bill.branch
        serial = self.run.writer.rows.get("expenses", 0) + 1
        summary = self.chance.pick(texts["summaries"][bill.category.value]).format(title=bill.title or "党员教育")
        payee = self.chance.pick(texts["payees"][bill.category.value])
        if branch is not None and bill.category is ExpenseCategory.ALLOCATION:
            summary, payee = f"下拨{branch.name}{self.year}年工作经费", branch.name
        posted = bill.state is ExpenseState.REIMBURSED
        key = self.run.writer.add(
            "expenses",
            number=f"{self.year}-Z{serial:05d}",
            spent_on=bill.day,
            amount_fen=bill.fen,
            fund_source_id=_source_key(bill.source),
            category=bill.category,
            summary=summary,
            organization_id=None if branch is None else branch.key,
            session_id=bill.session,
            voucher=f"记-{bill.day:%Y%m}-{serial % 1000:03d}" if posted else "",
            payee=payee,
            state=bill.state,
            decision_number=self._decision(bill),
        )
        if posted:
            make_expense_papers(self.run, key, bill.category, bill.day, bill.session)
        return key

    def _decision(self, bill: _Bill) -> str:
        if bill.source is not FundSourceCode.KEPT_DUES or not self.chance.happens(_DECIDED):
            return ""
        return f"党委会〔{self.year}〕{bill.day.month * 2 - self.chance.between(0, 1)}号"


def _source_key(source: FundSourceCode) -> Key:
    return fixed_key("fund_source", source.value)
