"""Use cases of duties: how every organisation stands with every duty in every period of a year."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeAlias

from sqlalchemy import Connection, false, select

from models.database import Database
from models.enums import OrganizationKind, PeriodKind, SessionKind, StageKind
from models.keys import Key
from models.rules import DutyRule
from services.clock import Clock
from services.duties.matrix import Agenda, agenda
from services.duties.rows import DutyRow, DutySession
from services.duties.rules import DutyRuleRow, Period, duty_state, period_around, periods_of, rules_in_force
from services.organizations.tree import OrganizationNode, OrganizationTree, load_tree
from services.people.standing import PersonStanding, Span, load_standings
from services.sessions.held import HeldSession, load_held_sessions

_KINDS: Final = {kind: position for position, kind in enumerate(SessionKind)}
_OWING: Final = tuple(OrganizationKind)
# Organisation, kind, name of the period, discussions only.
_Held: TypeAlias = tuple[Key, SessionKind, str, bool]


@dataclass(frozen=True, slots=True)
class DutyService:
    """Reads the duties of a file; the as-of date is today where none is given."""

    database: Database
    clock: Clock

    def duties(self, year: int, asof: date | None = None, scope: Key | None = None) -> tuple[DutyRow, ...]:
        """List a row an organisation, duty and period, in the order of the tree.

        `scope` (empty: all) is an organisation with everything below it; RecordMissingError if it is gone.
        """
        as_of = asof or self.clock.today()
        with self.database.reading() as connection:
            last_day = min(as_of, date(year, 12, 31))
            tree = load_tree(connection)
            book = DutyBook(
                rules=load_duty_rules(connection),
                tree=tree,
                formal=FormalMembers(load_standings(connection), tree),
                sessions=load_held_sessions(connection, date(year, 1, 1), last_day).values(),
                asof=as_of,
            )
        inside = None if scope is None else tree.subtree(tree.root(scope))
        return tuple(row for row in book.rows(year) if inside is None or row.organization in inside)

    def agenda(self, scope: Key | None = None, asof: date | None = None) -> Agenda:
        """Tell what is due by the end of this month, and what last month let fall."""
        day = asof or self.clock.today()
        years = {(day.replace(day=1) - timedelta(days=1)).year, day.year}
        return agenda([row for year in sorted(years) for row in self.duties(year, day, scope)], day)

    def sessions(self, row: DutyRow, asof: date | None = None) -> tuple[DutySession, ...]:
        """List the sessions held for a duty, by date."""
        last_day = min(row.last_day, asof or self.clock.today())
        with self.database.reading() as connection:
            held = load_held_sessions(connection, row.first_day, last_day).values()
        return tuple(
            DutySession(one.key, one.number, one.title, one.starts_on, _primary_first(one))
            for one in held
            if one.organization == row.organization
            and row.kind in one.kinds
            and (one.discussion or not row.discussion_only)
        )


class FormalMembers:
    """How many formal members each branch had on a day."""

    def __init__(self, people: Mapping[Key, PersonStanding], tree: OrganizationTree) -> None:
        """Sort everyone's days as a formal member by branch."""
        self._spans: dict[Key, list[Span]] = {}
        for person in people.values():
            formal = person.begins.get(StageKind.FORMAL)
            for membership in person.memberships if formal is not None else ():
                span = membership.span.within(Span(formal or date.min))
                self._spans.setdefault(tree.branch_of(membership.organization), []).append(span)

    def count(self, branch: Key, day: date) -> int:
        """Count them."""
        return sum(span.first <= day < span.end for span in self._spans.get(branch, ()))


class DutyBook:
    """The duty rules of a file, ready to judge years by the sessions held in them."""

    def __init__(
        self,
        rules: Iterable[DutyRuleRow],
        tree: OrganizationTree,
        formal: FormalMembers,
        sessions: Iterable[HeldSession],
        asof: date,
    ) -> None:
        """Take what a file holds; the sessions are those up to the as-of date."""
        self._rules = tuple(rules)
        self._tree = tree
        self._formal = formal
        self._held = _held(self._rules, sessions)
        self._asof = asof

    def rows(self, year: int) -> list[DutyRow]:
        """Judge a year: organisations that existed in it, duties as in force on each period's first day."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        nodes = {kind: [one for one in self._tree.of_kind(kind) if one.exists_within(first, last)] for kind in _OWING}
        rows = [
            self._row(rule, node, period)
            for kind in PeriodKind
            for period in periods_of(year, kind)
            for rule in rules_in_force(self._rules, period.first_day)
            if rule.period is kind
            for node in nodes[rule.organization_kind]
        ]
        return sorted(rows, key=lambda row: (self._tree.position(row.organization), _KINDS[row.kind], row.first_day))

    def _row(self, rule: DutyRuleRow, node: OrganizationNode, period: Period) -> DutyRow:
        count = self._held[node.key, rule.session_kind, period.name, rule.discussion_only]
        required = self._required(rule, node, period)
        return DutyRow(
            organization=node.key,
            organization_name=node.name,
            kind=rule.session_kind,
            period=period.name,
            first_day=period.first_day,
            last_day=period.last_day,
            required=required,
            held=count,
            state=duty_state(required, count, period.last_day, self._asof),
            discussion_only=rule.discussion_only,
        )

    def _required(self, rule: DutyRuleRow, node: OrganizationNode, period: Period) -> int:
        if not node.exists_through(period.first_day, period.last_day):
            return 0
        enough = rule.minimum_formal == 0 or self._formal.count(node.key, period.first_day) >= rule.minimum_formal
        return rule.required if enough else 0


def _primary_first(session: HeldSession) -> tuple[SessionKind, ...]:
    return (session.kind, *(kind for kind in SessionKind if kind in session.kinds - {session.kind}))


def load_duty_rules(connection: Connection) -> tuple[DutyRuleRow, ...]:
    """Read every duty rule that is not deleted."""
    columns = select(
        DutyRule.organization_kind,
        DutyRule.session_kind,
        DutyRule.required,
        DutyRule.period,
        DutyRule.minimum_formal,
        DutyRule.discussion_only,
        DutyRule.valid_from,
        DutyRule.valid_to,
    ).where(DutyRule.deleted == false())
    return tuple(DutyRuleRow(*row) for row in connection.execute(columns.order_by(DutyRule.id)))


def _held(rules: Iterable[DutyRuleRow], sessions: Iterable[HeldSession]) -> Mapping[_Held, int]:
    wanted: dict[SessionKind, set[tuple[PeriodKind, bool]]] = {}
    for rule in rules:
        wanted.setdefault(rule.session_kind, set()).add((rule.period, rule.discussion_only))
    counted: Counter[_Held] = Counter()
    for session in sessions:
        for kind in session.kinds:
            for period, discussion_only in wanted.get(kind, ()):
                if session.discussion or not discussion_only:
                    name = period_around(session.starts_on, period)
                    counted[session.organization, kind, name, discussion_only] += 1
    return counted
