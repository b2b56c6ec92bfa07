"""A purge and files: contents of attachments, issued documents, backups, packages, generations on a stick."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.enums import PaperKind, SessionKind, StageKind
from models.keys import Key
from services.attachments.rows import FileDraft, Holder, HolderKind
from services.attachments.service import AttachmentService
from services.backups.rows import Occasion
from services.clock import FixedClock
from services.documents.issuing.rows import IssueDraft
from services.documents.issuing.service import IssuingService
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.errors import FileNotWritableError, RecordMissingError, WrongPasswordError
from services.ledger_file import LedgerFiles
from services.packages.service import PackageService
from services.people.rows import MembershipDraft, PersonDraft
from services.protection.service import ProtectionService
from services.purging.rows import CopyKind, Mention, PersonalField, PurgeDraft
from services.purging.service import PurgeService
from services.sessions.rows import SessionDraft
from services.stick.at_work import StickWork
from services.stick.working_copy import WorkingCopies
from tests.services.office import NOON, Office, key_of
from tests.services.stick.failing import NOWHERE
from ui.error_texts import sentence

CLOCK = FixedClock(NOON)
NAME, PHONE = "欧阳独一无二", "13833334444"
INSIDE = "处分决定的全文在这里" * 900  # more than a page: it goes into pages of its own


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Office]:
    made = Office.create(tmp_path)
    yield made
    made.database.close()


@pytest.fixture
def person(room: Office) -> Key:
    draft = PersonDraft(NAME, StageKind.FORMAL, "D9", phone=PHONE)
    return key_of(room.people.add(draft, MembershipDraft(room.first_branch), ()))


@pytest.fixture
def service(room: Office, tmp_path: Path) -> PurgeService:
    files = LedgerFiles(tmp_path / "backups", CLOCK, second_backup_folder=tmp_path / "second")
    return PurgeService(room.database, files, room.database.path)


def as_it_is(number: str) -> IssueDraft:
    return IssueDraft(number, with_gaps=True)


def study(room: Office, title: str = "主题党日") -> Key:
    return key_of(room.sessions.add(SessionDraft(SessionKind.THEME_DAY, title, room.first_branch, date(2026, 2, 5))))


def attach(room: Office, holder: Holder, folder: Path) -> None:
    paper = folder / "决定.txt"
    paper.write_text(INSIDE, encoding="utf-8")
    AttachmentService(room.database, CLOCK).add_files(holder, [FileDraft(paper, PaperKind.OTHER)])
    paper.unlink()


def holding(folder: Path, *texts: str) -> set[str]:
    """Name the files of a folder that hold one of the texts anywhere."""
    wanted = [text.encode() for text in texts]
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and any(text in path.read_bytes() for text in wanted)
    }


def test_contents_of_attachments_leave_every_page_of_the_file(
    room: Office, person: Key, service: PurgeService, tmp_path: Path
) -> None:
    attach(room, Holder(HolderKind.PERSON, person), tmp_path)
    assert holding(tmp_path, INSIDE[:60])
    assert service.purge(PurgeDraft(person, whole=True)).contents == 1
    assert holding(tmp_path, INSIDE[:60], INSIDE[-60:], NAME, PHONE) == set()


def test_a_content_that_hangs_elsewhere_too_stays_there(
    room: Office, person: Key, service: PurgeService, tmp_path: Path
) -> None:
    session = study(room)
    for holder in (Holder(HolderKind.PERSON, person), Holder(HolderKind.SESSION, session)):
        attach(room, holder, tmp_path)
    assert service.purge(PurgeDraft(person, whole=True)).contents == 0
    attachments = AttachmentService(room.database, CLOCK)
    (row,) = attachments.list(Holder(HolderKind.SESSION, session))
    assert attachments.content(row.key).decode() == INSIDE
    assert attachments.list(Holder(HolderKind.PERSON, person)) == ()


def test_what_was_issued_about_the_person_goes_and_other_issued_documents_stay(
    room: Office, person: Key, service: PurgeService
) -> None:
    room.people.add(PersonDraft("王玥", StageKind.FORMAL, "D8"), MembershipDraft(room.first_branch), ())
    issuing = IssuingService(room.database, CLOCK, DocumentService(room.database, CLOCK, FontBook()))
    proof = DocumentRequest("hours_proof", 2025, member="D9")
    own = key_of(issuing.issue(proof, IssueDraft("1号", note=f"给{NAME}", with_gaps=True)))
    other = key_of(issuing.issue(replace(proof, member="D8"), as_it_is("2号")))
    roster = key_of(issuing.issue(DocumentRequest("roster", 2025), as_it_is("3号")))
    kept = {key: issuing.content(key) for key in (other, roster)}
    purged = service.purge(PurgeDraft(person, whole=True))
    assert (purged.contents, purged.issued) == (1, 2)
    with pytest.raises(RecordMissingError):
        issuing.content(own)
    assert {key: issuing.content(key) for key in (other, roster)} == kept
    shown = {row.number: (row.title, row.about, row.note) for row in issuing.list()}
    assert shown["1号"] == ("已清除", "", "")
    assert shown["2号"][1] == "D8"


def test_texts_of_others_that_name_the_person_are_counted_for_the_officer(
    room: Office, person: Key, service: PurgeService
) -> None:
    for title in (f"{NAME}讲党课", "主题党日"):
        study(room, title)
    with room.database.transaction() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO document_texts (id, document_kind, section, year, content) "
            "VALUES (zeroblob(16), 'annual_summary', 'opening', 2025, ?)",
            (f"由{NAME}同志执笔",),
        )
    purged = service.purge(PurgeDraft(person, whole=True))
    assert set(purged.mentions) == {Mention("学习活动", 1), Mention("文稿", 1)}


def test_backups_on_both_places_are_purged_after_a_fresh_one(
    room: Office, person: Key, service: PurgeService, tmp_path: Path
) -> None:
    for _ in range(2):
        service.files.back_up(room.database, Occasion.BY_HAND)
    shutil.copy(room.database.path, tmp_path / "office.20260101-120000.replaced.db")
    purged = service.purge(PurgeDraft(person, frozenset({PersonalField.PHONE})))
    assert len(holding(tmp_path, PHONE)) == 5
    copies = service.copies()
    kinds = [copy.kind for copy in copies]
    assert kinds == [CopyKind.BACKUP] * 2 + [CopyKind.SECOND_BACKUP] * 2 + [CopyKind.REPLACED]
    cleaned = service.clean(purged, copies)
    assert (cleaned.renewed, cleaned.removed, cleaned.left) == (5, 0, ())
    assert holding(tmp_path, PHONE) == set()
    backups = service.files.backups.rows(room.database.path)
    assert [row.occasion for row in backups] == [Occasion.PURGE, Occasion.BY_HAND, Occasion.BY_HAND]
    for row in backups:
        with closing(service.files.open_for_reading(row.path)) as then, then.reading() as connection:
            names = connection.exec_driver_sql("SELECT name, phone FROM people").all()
        assert [tuple(name) for name in names] == [(NAME, "")]


def test_a_backup_from_before_the_person_stays_as_it_is(room: Office, tmp_path: Path, service: PurgeService) -> None:
    made = service.files.back_up(room.database, Occasion.BY_HAND).path
    before = made.read_bytes()
    draft = PersonDraft(NAME, StageKind.FORMAL, "D9", phone=PHONE)
    person = key_of(room.people.add(draft, MembershipDraft(room.first_branch), ()))
    cleaned = service.clean(service.purge(PurgeDraft(person, whole=True)), service.copies())
    assert (cleaned.renewed, cleaned.left) == (0, ())
    assert made.read_bytes() == before


def test_without_a_fresh_backup_no_copy_is_touched(
    room: Office, person: Key, service: PurgeService, tmp_path: Path
) -> None:
    made = service.files.back_up(room.database, Occasion.BY_HAND).path
    purged = service.purge(PurgeDraft(person, whole=True))
    copies = service.copies()
    before = made.read_bytes()
    blocked = tmp_path / "a file, no folder"
    blocked.write_bytes(b"")
    with pytest.raises(FileNotWritableError):
        replace(service, files=replace(service.files, backup_folder=blocked)).clean(purged, copies)
    assert made.read_bytes() == before


def test_a_copy_that_does_not_open_is_left_and_told(
    room: Office, person: Key, service: PurgeService, tmp_path: Path
) -> None:
    made = service.files.back_up(room.database, Occasion.BY_HAND).path
    locked = tmp_path / "locked.db"
    shutil.copy(made, locked)
    ProtectionService(LedgerFiles(tmp_path / "b", CLOCK)).set_password(locked, "另一个密码啊啊")
    shutil.copy(locked, made)
    files = replace(service.files, password=lambda _path: "不是那个密码")
    purged = service.purge(PurgeDraft(person, whole=True))
    cleaned = replace(service, files=files).clean(purged, [copy for copy in service.copies() if copy.path == made])
    (left,) = cleaned.left
    assert left.path == made
    assert isinstance(left.error, WrongPasswordError)


@pytest.mark.parametrize("place", [0, 0.3, 0.6, 0.95])
def test_a_damaged_copy_is_left_and_told_and_the_others_are_done(
    room: Office, person: Key, service: PurgeService, place: float
) -> None:
    damaged, sound = (service.files.back_up(room.database, Occasion.BY_HAND).path for _ in range(2))
    content = bytearray(damaged.read_bytes())
    start = int(len(content) * place)
    content[start : start + 9000] = bytes(min(9000, len(content) - start))
    damaged.write_bytes(content)
    purged = service.purge(PurgeDraft(person, whole=True))
    cleaned = service.clean(purged, [copy for copy in service.copies() if copy.path in {damaged, sound}])
    assert {one.path for one in cleaned.left} <= {damaged}  # what was overwritten may have been empty
    assert cleaned.renewed + len(cleaned.left) == 2
    assert PHONE.encode() not in sound.read_bytes()
    if cleaned.left:
        assert damaged.read_bytes() == content
        assert sentence(cleaned.left[0].error)


def test_packages_that_this_ledger_gave_out_go_and_strange_ones_stay(
    room: Office, person: Key, service: PurgeService, tmp_path: Path
) -> None:
    PackageService(room.database, CLOCK, service.files).pack(tmp_path)
    elsewhere = Office.create(tmp_path / "elsewhere")
    strange = PackageService(elsewhere.database, CLOCK, service.files).pack(tmp_path).path
    elsewhere.database.close()
    purged = service.purge(PurgeDraft(person, whole=True))
    assert len(holding(tmp_path, PHONE)) == 1
    copies = service.copies()
    assert [copy.kind for copy in copies] == [CopyKind.PACKAGE]
    assert service.clean(purged, copies).removed == 1
    assert holding(tmp_path, PHONE) == set()
    assert [path.name for path in tmp_path.glob("*.slpack*")] in (
        [strange.name, f"{strange.name}.txt"],
        [f"{strange.name}.txt", strange.name],
    )


def test_a_stick_gets_the_purged_ledger_and_its_older_generations_are_purged(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    room = Office.create(stick)
    draft = PersonDraft(NAME, StageKind.FORMAL, "D9", phone=PHONE)
    person = key_of(room.people.add(draft, MembershipDraft(room.first_branch), ()))
    base = room.database.path
    room.database.close()
    files = LedgerFiles(tmp_path / "backups", CLOCK)
    copy = WorkingCopies(tmp_path / "working", files).open(base)
    (copy.path.parent / "incoming.db").write_bytes(base.read_bytes())
    with closing(files.open(copy.path)) as database:
        work = StickWork(copy, database, CLOCK, files, NOWHERE)
        service = PurgeService(database, files, base, work)
        purged = service.purge(PurgeDraft(person, whole=True))
        kinds = sorted(copy.kind for copy in service.copies())
        assert kinds == sorted((CopyKind.BACKUP, CopyKind.GENERATION, CopyKind.LEFTOVER))
        cleaned = service.clean(purged, service.copies())
        assert (cleaned.renewed, cleaned.removed, cleaned.left) == (2, 1, ())
        assert work.state().has_news is False
    assert holding(tmp_path, PHONE, NAME) == set()
