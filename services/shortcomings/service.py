"""Use cases of shortcomings: found, mended by measures, closed on a day, carried into the next year."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from models.database import Database
from models.enums import ShortcomingState, StepKind
from models.keys import Key, new_key
from models.plans import Shortcoming, ShortcomingMeasure
from services.changes import Changes
from services.clock import Clock
from services.drafts import field_values, fill, live, next_number, require
from services.errors import InvalidFieldError, RecordMissingError
from services.figures.ledger import Ledger
from services.figures.plans import problem_figures
from services.follow_up.deadlines import deadline_day
from services.shortcomings.errors import AlreadyCarriedError, ShortcomingClosedError
from services.shortcomings.listing import list_shortcomings
from services.shortcomings.rows import ShortcomingDraft, ShortcomingRow, ShortcomingTotals

_WHAT: Final = "存在问题"
_FIRST_YEAR: Final = 1949
_LAST_YEAR: Final = 2999
_TABLES: Final = frozenset({Shortcoming.__tablename__, ShortcomingMeasure.__tablename__})


@dataclass(frozen=True, slots=True)
class ShortcomingService:
    """Shortcomings of every year; late or not is told as of the clock's today."""

    database: Database
    clock: Clock

    def years(self) -> tuple[int, ...]:
        """List the years that have shortcomings, and this year, the newest first."""
        query = select(Shortcoming.year).where(Shortcoming.deleted == false()).distinct()
        with self.database.reading() as connection:
            return tuple(sorted({*connection.execute(query).scalars(), self.clock.today().year}, reverse=True))

    def shortcomings(self, year: int | None = None, organization_id: Key | None = None) -> tuple[ShortcomingRow, ...]:
        """List the shortcomings of a year (None: all) with their measures, by number."""
        with self.database.reading() as connection:
            return list_shortcomings(connection, year, organization_id, self.clock.today())

    def overdue(self, organization_id: Key | None = None) -> tuple[ShortcomingRow, ...]:
        """List those of all years whose day has passed and that are not mended, the latest first."""
        late = [row for row in self.shortcomings(None, organization_id) if row.days_late]
        return tuple(sorted(late, key=lambda row: -row.days_late))

    def totals(self, year: int, organization_id: Key | None = None) -> ShortcomingTotals:
        """Give the figures problems.open and problems.closed of the catalogue."""
        with self.database.reading() as connection:
            ledger = Ledger(connection, range(year, year + 1), organization_id, self.clock.today())
            values = {key: measure.value for key, measure in problem_figures(ledger).items()}
            return ShortcomingTotals(int(values["problems.open"] or 0), int(values["problems.closed"] or 0))

    def add(self, draft: ShortcomingDraft) -> Changes:
        """Add a shortcoming with its measures."""
        with self.database.transaction(StepKind.SHORTCOMING) as session:
            return Changes(_TABLES, self._add(session, draft))

    def change(self, key: Key, draft: ShortcomingDraft) -> Changes:
        """Change a shortcoming; its measures become those of the draft."""
        with self.database.transaction(StepKind.SHORTCOMING) as session:
            stored = live(session, Shortcoming, key, _WHAT)
            self._check(draft)
            fill(stored, _values(session, draft))
            _write_measures(session, key, draft.measures)
            return Changes(_TABLES, key)

    def delete(self, key: Key) -> Changes:
        """Delete a shortcoming entered by mistake, with its measures."""
        with self.database.transaction(StepKind.SHORTCOMING) as session:
            stored = live(session, Shortcoming, key, _WHAT)
            _write_measures(session, key, ())
            stored.deleted = True
            return Changes(_TABLES, key)

    def close(self, key: Key, completed_on: date) -> Changes:
        """Say that it was mended, on a day not in the future."""
        with self.database.transaction(StepKind.SHORTCOMING) as session:
            stored = live(session, Shortcoming, key, _WHAT)
            self._check_day(stored.year, completed_on)
            fill(stored, {"state": ShortcomingState.CLOSED, "completed_on": completed_on})
            return Changes(_TABLES, key)

    def reopen(self, key: Key) -> Changes:
        """Take back that it was mended."""
        with self.database.transaction(StepKind.SHORTCOMING) as session:
            stored = live(session, Shortcoming, key, _WHAT)
            fill(stored, {"state": ShortcomingState.IN_PROGRESS, "completed_on": None})
            return Changes(_TABLES, key)

    def carry_over(self, key: Key) -> Changes:
        """Enter an open one for the next year too, with its measures; its text says where it came from.

        The one of this year stays as it is: it was not mended in this year. A deadline that lies in this year or
        before becomes the end of the next one.
        """
        with self.database.transaction(StepKind.SHORTCOMING) as session:
            rows = list_shortcomings(session.connection(), None, None, self.clock.today())
            row = next((row for row in rows if row.key == key), None)
            if row is None:
                raise RecordMissingError(what=_WHAT)
            if not row.is_open:
                raise ShortcomingClosedError(row.draft.problem)
            if row.carried:
                raise AlreadyCarriedError(row.draft.problem, row.draft.year + 1)
            return Changes(_TABLES, self._add(session, _carried(row)))

    def _add(self, session: Session, draft: ShortcomingDraft) -> Key:
        self._check(draft)
        stored = Shortcoming(id=new_key(), **_values(session, draft))
        session.add(stored)
        session.flush()
        _write_measures(session, stored.id, draft.measures)
        return stored.id

    def _check(self, draft: ShortcomingDraft) -> None:
        require(_WHAT, problem=("问题", draft.problem))
        if not _FIRST_YEAR <= draft.year <= _LAST_YEAR:
            raise InvalidFieldError(_WHAT, "年度", str(draft.year), "请填写四位数的年份")
        if draft.completed_on is None:
            return
        if draft.state is not ShortcomingState.CLOSED:
            shown = draft.completed_on.isoformat()
            raise InvalidFieldError(_WHAT, "完成日期", shown, f"状态为“{draft.state.label}”时应留空")
        self._check_day(draft.year, draft.completed_on)

    def _check_day(self, year: int, day: date) -> None:
        if not date(year, 1, 1) <= day <= self.clock.today():
            raise InvalidFieldError(_WHAT, "完成日期", day.isoformat(), f"应在{year}年1月1日至今天之间")


def _carried(row: ShortcomingRow) -> ShortcomingDraft:
    draft = row.draft
    day = deadline_day(draft.deadline)
    return replace(
        draft,
        year=draft.year + 1,
        problem=row.text_without_origin + draft.origin,
        number="",
        deadline=f"{draft.year + 1}-12-31" if day is not None and day.year <= draft.year else draft.deadline,
    )


def _values(session: Session, draft: ShortcomingDraft) -> dict[str, object]:
    values = field_values(draft, without=("measures",))
    if not values["number"]:
        values["number"] = next_number(session.scalars(select(Shortcoming.number)), draft.year)
    return values


def _write_measures(session: Session, shortcoming: Key, contents: tuple[str, ...]) -> None:
    query = select(ShortcomingMeasure).where(
        ShortcomingMeasure.shortcoming_id == shortcoming, ShortcomingMeasure.deleted == false()
    )
    wanted = [content.strip() for content in contents if content.strip()]
    stored = list(session.scalars(query.order_by(ShortcomingMeasure.position, ShortcomingMeasure.id)))
    for position, content in enumerate(wanted, 1):
        if position <= len(stored):
            fill(stored[position - 1], {"position": position, "content": content})
        else:
            session.add(ShortcomingMeasure(shortcoming_id=shortcoming, position=position, content=content))
    for extra in stored[len(wanted) :]:
        extra.deleted = True
