"""A file filled by plain rows, for figures: what is written is kept beside it, so that a test can count for itself."""

import json
import shutil
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert

from models.database import Database
from models.enums import (
    AttendanceStatus,
    DayPart,
    ExpenseCategory,
    ExpenseState,
    FundSourceCode,
    MaterialKind,
    OrganizationKind,
    Post,
    SessionKind,
    SessionState,
    ShortcomingState,
    StageKind,
    Topic,
    WorkState,
)
from models.keys import Key, fixed_key, new_key
from models.schema import metadata
from services.clock import FixedClock
from services.ledger_file import LedgerFiles

CLOCK = FixedClock(datetime(2026, 3, 5, 12, tzinfo=UTC))
JOINED = date(2010, 1, 1)


@cache
def _empty_file() -> tuple[TemporaryDirectory[str], Path]:
    folder = TemporaryDirectory(prefix="study-ledger-book-", ignore_cleanup_errors=True)
    path = Path(folder.name) / "empty.db"
    LedgerFiles(path.parent / "backups", CLOCK).create(path, "某某公司党委").close()
    return folder, path


class Book:
    """Rows by table as dictionaries; `save` writes those that are new into the file."""

    def __init__(self, folder: Path) -> None:
        path = folder / "book.db"
        shutil.copy(_empty_file()[1], path)
        self.database = Database(path)
        self.rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in metadata.sorted_tables}
        self._saved = dict.fromkeys(self.rows, 0)
        self.rules: dict[str, Any] = {}
        with self.database.reading() as connection:
            self.top = bytes(connection.exec_driver_sql("SELECT id FROM organizations").scalar_one())
        self.names = {self.top: "某某公司党委"}

    def add(self, table: str, **values: Any) -> Key:
        key = new_key()
        self.rows[table].append({"id": key, **values})
        return key

    def link(self, table: str, **values: Any) -> None:
        self.rows[table].append(values)

    def save(self) -> None:
        """Write what is new."""
        with self.database.transaction() as session:
            connection = session.connection()
            for table in metadata.sorted_tables:
                new = self.rows[table.name][self._saved[table.name] :]
                if new:
                    connection.execute(insert(table), new)
                self._saved[table.name] += len(new)
            for key, value in self.rules.items():
                connection.exec_driver_sql("UPDATE rules SET value = ? WHERE key = ?", (json.dumps(value), key))

    def close(self) -> None:
        self.database.close()

    def rule(self, key: str, value: Any) -> None:
        self.rules[key] = value

    def organization(
        self,
        name: str,
        kind: OrganizationKind = OrganizationKind.BRANCH,
        parent: Key | None = None,
        founded: date | None = None,
        dissolved: date | None = None,
    ) -> Key:
        key = self.add(
            "organizations",
            name=name,
            kind=kind,
            parent_id=parent or self.top,
            founded_on=founded,
            dissolved_on=dissolved,
        )
        self.names[key] = name
        return key

    def person(
        self,
        name: str,
        place: Key | None = None,
        category: StageKind = StageKind.FORMAL,
        *,
        joined: date | None = JOINED,
        since: date | None = None,
        until: date | None = None,
        **stages: date,
    ) -> Key:
        number = f"D{len(self.rows['people']) + 1:05d}"
        key = self.add("people", name=name, number=number, category=category)
        if joined is not None:
            self.stage(key, StageKind.PROBATIONARY, joined)
        for kind, day in stages.items():
            self.stage(key, StageKind(kind), day)
        if place is not None:
            self.membership(key, place, since, until)
        return key

    def stage(self, person: Key, kind: StageKind, day: date) -> None:
        self.add("stages", person_id=person, kind=kind, reached_on=day)

    def membership(self, person: Key, place: Key, since: date | None = None, until: date | None = None) -> None:
        self.add("memberships", person_id=person, organization_id=place, starts_on=since, ends_on=until)

    def post(
        self,
        person: Key,
        place: Key,
        post: Post = Post.SECRETARY,
        since: date | None = None,
        until: date | None = None,
    ) -> None:
        self.add("appointments", person_id=person, organization_id=place, post=post, starts_on=since, ends_on=until)

    def exempt(self, person: Key, since: date | None = None, until: date | None = None) -> None:
        self.add("exemptions", person_id=person, reason="年老体弱", starts_on=since, ends_on=until)

    def session(
        self,
        place: Key,
        day: date,
        kind: SessionKind = SessionKind.THEME_DAY,
        *,
        hours: str | None = "2",
        further: Iterable[SessionKind] = (),
        topics: Iterable[Topic] = (),
        items: int = 0,
        **fields: Any,
    ) -> Key:
        values = {
            "title": "学习",
            "number": f"H{len(self.rows['sessions']) + 1}",
            "ends_on": None,
            "days": None,
            "delivery": None,
            "discussion": False,
            "lecturer": "",
            "reflections": None,
            "pass_mark": None,
            "state": SessionState.HELD,
        }
        entered = None if hours is None else Decimal(hours)
        key = self.add("sessions", organization_id=place, starts_on=day, kind=kind, hours=entered, **values | fields)
        for other in further:
            self.link("session_further_kinds", session_id=key, kind=other)
        for topic in topics:
            self.link("session_topics", session_id=key, topic=topic)
        for position in range(items):
            self.add("study_items", session_id=key, position=position, title=f"文件{position}")
        return key

    def sitting(self, session: Key, number: int, hours: str, day: date, missed_by: Iterable[Key] = ()) -> Key:
        key = self.add(
            "sittings", session_id=session, number=number, held_on=day, hours=Decimal(hours), part=DayPart.MORNING
        )
        for person in missed_by:
            self.link("sitting_misses", sitting_id=key, person_id=person)
        return key

    def attend(
        self,
        session: Key,
        *people: Key,
        status: AttendanceStatus = AttendanceStatus.PRESENT,
        hours: str | None = None,
        minutes: int | None = None,
        **fields: Any,
    ) -> None:
        day = next(row["starts_on"] for row in self.rows["sessions"] if row["id"] == session)
        own = None if hours is None else Decimal(hours)
        values = {"speech": None, "score": None} | fields
        for person in people:
            self.link(
                "attendance",
                session_id=session,
                person_id=person,
                year=day.year,
                status=status,
                hours=own,
                minutes=minutes,
                **values,
            )

    def project(self, decided: date, session: Key | None = None) -> Key:
        return self.add("follow_up_projects", name="落实项目", decided_on=decided, session_id=session)

    def measure(self, project: Key, state: WorkState, completed: date | None = None) -> None:
        self.add("follow_up_measures", project_id=project, content="举措", state=state, completed_on=completed)

    def plan_item(
        self,
        year: int,
        state: WorkState = WorkState.NOT_STARTED,
        *,
        unit: str = "",
        place: Key | None = None,
        times: int | None = None,
        sessions: Iterable[Key] = (),
    ) -> None:
        plan = self.add("plans", year=year, name="学习计划", level=None, organization_id=place)
        item = self.add("plan_items", plan_id=plan, title="事项", responsible_unit=unit, times=times, state=state)
        for session in sessions:
            self.link("plan_item_sessions", plan_item_id=item, session_id=session)

    def problem(self, year: int, state: ShortcomingState, *, unit: str = "", completed: date | None = None) -> None:
        self.add("shortcomings", year=year, problem="问题", state=state, responsible_unit=unit, completed_on=completed)

    def budget(
        self,
        year: int,
        fen: int,
        source: FundSourceCode = FundSourceCode.PARTY_WORK,
        category: ExpenseCategory = ExpenseCategory.TRAINING,
        place: Key | None = None,
    ) -> None:
        self.add(
            "budget_lines",
            year=year,
            amount_fen=fen,
            fund_source_id=fixed_key("fund_source", source.value),
            category=category,
            organization_id=place,
        )

    def expense(
        self,
        day: date,
        fen: int,
        source: FundSourceCode = FundSourceCode.PARTY_WORK,
        category: ExpenseCategory = ExpenseCategory.TRAINING,
        place: Key | None = None,
        *,
        state: ExpenseState = ExpenseState.REIMBURSED,
    ) -> None:
        self.add(
            "expenses",
            spent_on=day,
            amount_fen=fen,
            fund_source_id=fixed_key("fund_source", source.value),
            category=category,
            organization_id=place,
            summary="支出",
            state=state,
        )

    def payroll(self, year: int, fen: int) -> None:
        self.add("payrolls", year=year, amount_fen=fen)

    def material(
        self, day: date, kind: MaterialKind, quantity: int, reads: int | None = None, place: Key | None = None
    ) -> None:
        self.add("materials", issued_on=day, kind=kind, quantity=quantity, reads=reads, organization_id=place)

    def score(self, person: Key, day: date, points: str) -> None:
        self.add("study_app_scores", person_id=person, scored_on=day, score=Decimal(points))

    def certificate(self, person: Key, obtained: date, until: date | None = None) -> None:
        self.add("certificates", person_id=person, name="书记培训合格证", obtained_on=obtained, valid_until=until)
