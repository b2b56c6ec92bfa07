"""The year that attendance carries is derived: it follows its session whoever writes, and whatever is written."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from models.database import Database
from models.enums import AttendanceStatus, OrganizationKind, SessionKind, SessionState, StageKind
from models.keys import new_key
from models.organizations import Organization
from models.people import Person
from models.sessions import Attendance, StudySession
from models.upgrade import upgrade


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = Database(tmp_path / "ledger.db")
    upgrade(database)
    return database


def test_year_follows_the_session(database: Database) -> None:
    committee, person, session_key = new_key(), new_key(), new_key()
    with database.transaction() as session:
        session.execute(insert(Organization).values(id=committee, name="党委", kind=OrganizationKind.COMMITTEE))
        session.execute(insert(Person).values(id=person, name="赵一", category=StageKind.FORMAL))
        session.execute(
            insert(StudySession).values(
                id=session_key,
                kind=SessionKind.THEME_DAY,
                title="主题党日",
                organization_id=committee,
                starts_on=date(2024, 12, 31),
                state=SessionState.HELD,
            )
        )
        wrong_year = {"session_id": session_key, "person_id": person, "year": 1999}
        session.execute(insert(Attendance).values(status=AttendanceStatus.PRESENT, **wrong_year))
    assert years(database) == [2024]
    with database.transaction() as session:
        session.execute(update(StudySession).values(starts_on=date(2025, 1, 2)))
    assert years(database) == [2025]


def years(database: Database) -> list[int]:
    with database.reading() as connection:
        return list(connection.execute(select(Attendance.year)).scalars())
