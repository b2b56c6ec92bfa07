"""Every printable document of a made-up committee, into one folder."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, false, select

from models.database import Database
from models.enums import AttendanceStatus, OrganizationKind, SessionKind, SessionState
from models.keys import Key
from models.organizations import Organization
from models.people import Person
from models.sessions import Attendance, StudySession
from services.campaigns.listing import list_campaigns
from services.clock import Clock
from services.demo.run import COMPLETE_YEARS
from services.documents.kinds import DocumentKind
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.files import write_whole

_OF_A_BRANCH: Final = frozenset({"hours_table", "roster", "branch_plan"})  # also printed for one branch
_ALSO_OF_A_SESSION: Final = frozenset({"archive_checklist"})

Progress = Callable[[int, int], None]  # documents done, documents in all


@dataclass(frozen=True, slots=True)
class _Sample:
    """One branch, one session of it in the last complete year, and a member who was there."""

    branch: Key
    branch_name: str
    session: str
    session_title: str
    campaign: str
    member: str


@dataclass(frozen=True, slots=True)
class DemoDocuments:
    """Prints the documents of a demo, as of the clock's day."""

    clock: Clock
    fonts: FontBook

    def print_all(self, path: Path, year: int, folder: Path, progress: Progress) -> tuple[Path, ...]:
        """Print every kind in every format for a year; give the files."""
        with closing(Database(path)) as database:
            service = DocumentService(database, self.clock, self.fonts)
            with database.reading() as connection:
                sample = _sample(connection, year)
            requests = [
                (name, request, kind.formats)
                for kind in service.kinds()
                for name, request in _requests(kind, year, sample)
            ]
            printed = []
            for done, (name, request, endings) in enumerate(requests, 1):
                outline = service.outline(request)
                for ending in endings:
                    path_made = folder / f"{name}.{ending}"
                    write_whole(path_made, service.draw(outline, ending))
                    printed.append(path_made)
                progress(done, len(requests))
        return tuple(printed)


def _requests(kind: DocumentKind, year: int, sample: _Sample) -> Iterator[tuple[str, DocumentRequest]]:
    """Give the documents of a kind, each with its file's name without ending."""
    if kind.of_session:
        yield f"{kind.name}（{sample.session}）", DocumentRequest(kind.key, year, session=sample.session)
        return
    if kind.of_person:
        yield from _of_person(kind, year, sample)
        return
    if kind.of_span:
        first = year - COMPLETE_YEARS + 1
        yield f"{kind.name}（{first}—{year}年）", DocumentRequest(kind.key, first, to_year=year)
        return
    if kind.of_campaign:
        if sample.campaign:
            yield f"{kind.name}（{sample.campaign}）", DocumentRequest(kind.key, year, campaign=sample.campaign)
        return
    yield f"{kind.name}（{year}年）", DocumentRequest(kind.key, year)
    if kind.key in _ALSO_OF_A_SESSION:
        yield f"{kind.name}（{sample.session}）", DocumentRequest(kind.key, year, session=sample.session)
    if kind.key in _OF_A_BRANCH:
        yield f"{kind.name}（{year}年，{sample.branch_name}）", DocumentRequest(kind.key, year, scope=sample.branch)


def _of_person(kind: DocumentKind, year: int, sample: _Sample) -> Iterator[tuple[str, DocumentRequest]]:
    first, last = (year - COMPLETE_YEARS + 1, year) if kind.of_span else (year, None)
    years = f"{year}年" if last is None else f"{first}—{last}年"
    request = DocumentRequest(kind.key, first, member=sample.member, to_year=last)
    yield f"{kind.name}（{sample.member}，{years}）", request
    if kind.of_scope:
        request = DocumentRequest(kind.key, first, scope=sample.branch, to_year=last)
        yield f"{kind.name}（{years}，{sample.branch_name}）", request


def _sample(connection: Connection, year: int) -> _Sample:
    """Choose the branch that held the year's last theme day, and that day; the newest campaign begun by then."""
    columns = select(Organization.id, Organization.name, StudySession.number, StudySession.title)
    held = columns.join(StudySession, StudySession.organization_id == Organization.id).where(
        Organization.kind == OrganizationKind.BRANCH,
        StudySession.kind == SessionKind.THEME_DAY,
        StudySession.state == SessionState.HELD,
        StudySession.starts_on.between(f"{year}-01-01", f"{year}-12-31"),
        StudySession.deleted == false(),
    )
    newest = next((one for one in list_campaigns(connection) if (one.year or year + 1) <= year), None)
    row = connection.execute(held.order_by(StudySession.starts_on.desc(), StudySession.id).limit(1)).one()
    member = connection.execute(
        select(Person.number)
        .join(Attendance, Attendance.person_id == Person.id)
        .join(StudySession, StudySession.id == Attendance.session_id)
        .where(StudySession.number == row.number, Attendance.status == AttendanceStatus.PRESENT, Person.number != "")
        .order_by(Person.number)
        .limit(1)
    ).scalar_one()
    return _Sample(*row, "" if newest is None else newest.name, member)
