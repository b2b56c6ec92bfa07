"""Use cases of targets: what a span of years promised, measured by the catalogue's figures."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection, false, func, select
from sqlalchemy.orm import Session

from models.database import Database
from models.enums import StepKind
from models.keys import Key, new_key
from models.targets import Target
from services.changes import Changes
from services.clock import Clock
from services.drafts import field_values, fill, live, require, require_number
from services.errors import InvalidFieldError
from services.figures.catalogue import CATALOGUE
from services.figures.errors import FigureUnknownError, PeriodOutOfOrderError
from services.figures.ledger import Ledger
from services.figures.rows import FigureKind, Value
from services.figures.service import measures_of
from services.organizations.tree import load_tree
from services.resources import load_json
from services.targets.measuring import achieved, as_value, from_years
from services.targets.rows import Achievement, TargetDraft, TargetRow, TargetState, TargetTable

_WHAT: Final = "目标"
_FIRST_YEAR: Final = 1949
_LAST_YEAR: Final = 2999
_CHANGES: Final = frozenset({Target.__tablename__})
_FIELDS: Final = tuple(TargetDraft.__dataclass_fields__)
_HUNDRED: Final = 100

Span = tuple[int, int]
Counted = Mapping[Span, Mapping[str, Value]]


@dataclass(frozen=True, slots=True)
class TargetService:
    """Targets of every span; measured for the top organisation."""

    database: Database
    clock: Clock

    def spans(self) -> tuple[Span, ...]:
        """List the spans that have targets, the latest first."""
        query = select(Target.from_year, Target.to_year).where(Target.deleted == false()).distinct()
        with self.database.reading() as connection:
            return tuple(sorted({(row.from_year, row.to_year) for row in connection.execute(query)}, reverse=True))

    def table(
        self, from_year: int, to_year: int, asof: date | None = None, counted: Counted | None = None
    ) -> TargetTable:
        """Measure the targets whose span touches these years; PeriodOutOfOrderError when they are reversed.

        A year is measured where it lies in the target's own span, the whole always over the target's own span.
        `counted` are figures of the top organisation that are known already, by span, as of the same day.
        """
        if to_year < from_year:
            raise PeriodOutOfOrderError(from_year, to_year)
        as_of = asof or self.clock.today()
        with self.database.reading() as connection:
            tree = load_tree(connection)
            stored = _load(connection, from_year, to_year)
            found = _count(connection, [draft for _, draft in stored], as_of, counted or {})
            rows = tuple(_row(key, draft, found, range(from_year, to_year + 1), as_of) for key, draft in stored)
            return TargetTable(from_year, to_year, tree.name(tree.root(None)), as_of, rows)

    def add(self, draft: TargetDraft) -> Changes:
        """Add an indicator at the end."""
        return self.add_all((draft,))

    def add_all(self, drafts: Collection[TargetDraft]) -> Changes:
        """Add several indicators at the end, in one step."""
        with self.database.transaction(StepKind.TARGET) as session:
            position = session.scalar(select(func.max(Target.position))) or 0
            key = None
            for draft in drafts:
                position, key = position + 1, new_key()
                session.add(Target(id=key, position=position, **_values(draft)))
            return Changes(_CHANGES, key)

    def change(self, key: Key, draft: TargetDraft) -> Changes:
        """Change an indicator."""
        with self.database.transaction(StepKind.TARGET) as session:
            fill(live(session, Target, key, _WHAT), _values(draft))
            return Changes(_CHANGES, key)

    def delete(self, key: Key) -> Changes:
        """Delete an indicator."""
        with self.database.transaction(StepKind.TARGET) as session:
            live(session, Target, key, _WHAT).deleted = True
            return Changes(_CHANGES, key)

    def move(self, key: Key, *, up: bool) -> Changes:
        """Move an indicator before the one above it, or behind the one below it, of the same span."""
        with self.database.transaction(StepKind.TARGET) as session:
            moved = live(session, Target, key, _WHAT)
            neighbours = _same_span(session, moved)
            place = neighbours.index(moved) + (-1 if up else 1)
            if not 0 <= place < len(neighbours):
                return Changes(frozenset(), key)
            other = neighbours[place]
            moved.position, other.position = other.position, moved.position
            return Changes(_CHANGES, key)

    def propose(self, from_year: int, to_year: int) -> tuple[TargetDraft, ...]:
        """Propose the usual indicators that this span has not yet, their targets unset; nothing is written."""
        with self.database.reading() as connection:
            known = {
                draft.figure_key
                for _, draft in _load(connection, from_year, to_year)
                if (draft.from_year, draft.to_year) == (from_year, to_year)
            }
        drafts = (TargetDraft(from_year, to_year, **entry) for entry in load_json("target_defaults.json"))
        return tuple(draft for draft in drafts if draft.figure_key not in known)


def _load(connection: Connection, from_year: int, to_year: int) -> list[tuple[Key, TargetDraft]]:
    table = Target.__table__.c
    query = (
        select(Target.__table__)
        .where(table.deleted == false(), table.from_year <= to_year, table.to_year >= from_year)
        .order_by(table.from_year, table.to_year, table.position, table.id)
    )
    return [(row.id, _draft(row)) for row in connection.execute(query)]


def _draft(row: Any) -> TargetDraft:
    return TargetDraft(*(getattr(row, field) for field in _FIELDS))


def _count(connection: Connection, drafts: Collection[TargetDraft], asof: date, known: Counted) -> Counted:
    """Count the figures of every span and single year that is asked for and has begun, each once."""
    measured = [draft for draft in drafts if draft.figure_key]
    spans = {(draft.from_year, draft.to_year) for draft in measured}
    spans |= {(year, year) for first, last in spans for year in range(first, last + 1)}
    keys = {draft.figure_key for draft in measured}
    begun = sorted(span for span in spans if span[0] <= asof.year)
    # A span that is still running is measured up to this year: what is known of the whole of it will not do.
    found = {span: known[span] for span in begun if span in known and span[1] <= asof.year}
    missing = [span for span in begun if span not in found]
    if missing:
        last = min(asof.year, max(span[1] for span in missing))
        whole = Ledger(connection, range(missing[0][0], last + 1), None, asof)
        for first, last in missing:
            measures = measures_of(whole.of(range(first, min(last, asof.year) + 1)))
            found[first, last] = {key: measures[key].value for key in keys}
    return found


def _row(key: Key, draft: TargetDraft, counted: Counted, shown: range, asof: date) -> TargetRow:
    every = {year: _of_year(draft, counted, year, asof) for year in range(draft.from_year, draft.to_year + 1)}
    years = {year: found for year, found in every.items() if year in shown}
    return TargetRow(key, draft, years, _overall(draft, counted, every, asof))


def _of_year(draft: TargetDraft, counted: Counted, year: int, asof: date) -> Achievement:
    return _judged(draft, counted, (year, year), draft.yearly, asof)


def _overall(draft: TargetDraft, counted: Counted, every: Mapping[int, Achievement], asof: date) -> Achievement:
    span = (draft.from_year, draft.to_year)
    if draft.figure_key and draft.target is None and draft.yearly is not None:
        return from_years(counted.get(span, {}).get(draft.figure_key), every.values())
    return _judged(draft, counted, span, draft.target, asof)


def _judged(draft: TargetDraft, counted: Counted, span: Span, target: Decimal | None, asof: date) -> Achievement:
    if not draft.figure_key:
        return Achievement(TargetState.IN_WORDS, target=target)
    promised = as_value(draft.figure_key, target)
    if span[0] > asof.year:
        return Achievement(TargetState.NOT_BEGUN, target=promised)
    actual = counted[span][draft.figure_key]
    return achieved(actual, promised, at_most=draft.at_most, last_day=date(span[1], 12, 31), asof=asof)


def _same_span(session: Session, target: Target) -> list[Target]:
    query = select(Target).where(
        Target.deleted == false(), Target.from_year == target.from_year, Target.to_year == target.to_year
    )
    return list(session.scalars(query.order_by(Target.position, Target.id)))


def _values(draft: TargetDraft) -> dict[str, object]:
    require(_WHAT, indicator=("指标", draft.indicator))
    for label, year in (("起始年度", draft.from_year), ("截止年度", draft.to_year)):
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise InvalidFieldError(_WHAT, label, str(year), "请填写四位数的年份")
    if draft.to_year < draft.from_year:
        raise PeriodOutOfOrderError(draft.from_year, draft.to_year)
    if draft.figure_key and draft.figure_key not in CATALOGUE:
        raise FigureUnknownError(draft.figure_key)
    for label, number in (("每年目标", draft.yearly), ("总目标", draft.target)):
        require_number(_WHAT, label, number)
        _require_whole_fen(draft, label, number)
    return field_values(draft)


def _require_whole_fen(draft: TargetDraft, label: str, number: Decimal | None) -> None:
    is_money = draft.figure_key and CATALOGUE[draft.figure_key].kind is FigureKind.MONEY
    if is_money and number is not None and number * _HUNDRED % 1:
        raise InvalidFieldError(_WHAT, label, str(number), "金额至多两位小数")
