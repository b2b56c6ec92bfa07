import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.enums import ExpenseCategory, FundSourceCode, PaperKind
from services.attachments.errors import (
    ContentDamagedError,
    ContentGoneError,
    FileEmptyError,
    FileTooLargeError,
    FileUnreadableError,
    FolderInsteadOfFileError,
    HolderNumberAmbiguousError,
    HolderNumberUnknownError,
    MediaRefusedError,
)
from services.attachments.intake import check_files, read_again
from services.attachments.rows import AttachmentDraft, AttachmentSizes, FileDraft, Holder, HolderKind, KeptDraft
from services.attachments.service import AttachmentService
from services.clock import FixedClock
from services.errors import AppError, FileMissingError, RecordMissingError, RequiredFieldError
from services.history.steps import StepService
from services.money.rows import ExpenseDraft
from services.rulebook.rows import RuleChange
from services.rulebook.service import RuleService
from tests.services.attachments.files import pdf, picture, written
from tests.services.office import NOON, Office, key_of


@pytest.fixture
def service(office: Office) -> AttachmentService:
    return AttachmentService(office.database, FixedClock(NOON))


@pytest.fixture
def session(office: Office) -> Holder:
    return Holder(HolderKind.SESSION, office.session(number="2026-001"))


def _contents(office: Office) -> list[tuple[bytes, int]]:
    with office.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT content, size FROM attachment_contents ORDER BY size")
        return [(bytes(content), size) for content, size in rows]


def test_several_files_are_attached_at_once_each_as_what_it_is(
    service: AttachmentService, session: Holder, tmp_path: Path
) -> None:
    photo, notice = picture(), pdf()
    drafts = [
        FileDraft(written(tmp_path, "合影.jpg", photo), PaperKind.PHOTO),
        FileDraft(written(tmp_path, "通知.pdf", notice), PaperKind.NOTICE, "红头"),
    ]

    result = service.add_files(session, drafts)

    rows = service.list(session)
    assert (result.added, result.already) == (2, 0)
    assert [(row.draft.paper, row.draft.name, row.media, row.size) for row in rows] == [
        (PaperKind.NOTICE, "通知.pdf", "application/pdf", len(notice)),
        (PaperKind.PHOTO, "合影.jpg", "image/jpeg", len(photo)),
    ]
    assert rows[0].draft.note == "红头"
    assert rows[0].added_on == date(2026, 3, 5)
    assert all(row.thumbnail is not None and row.is_file for row in rows)
    assert [service.content(row.key) for row in rows] == [notice, photo]


def test_a_file_hangs_on_a_person_or_an_expense_too(office: Office, service: AttachmentService, tmp_path: Path) -> None:
    holder = Holder(HolderKind.PERSON, office.person("张三", number="D1"))
    service.add_files(holder, [FileDraft(written(tmp_path, "证书.png", picture(kind="PNG")), PaperKind.CERTIFICATE)])

    assert [row.draft.paper for row in service.list(holder)] == [PaperKind.CERTIFICATE]
    assert service.find(HolderKind.PERSON, "D1") == holder


def test_the_same_bytes_are_stored_once(
    office: Office, service: AttachmentService, session: Holder, tmp_path: Path
) -> None:
    other = Holder(HolderKind.SESSION, office.session("另一次"))
    one, two = written(tmp_path, "a.jpg", picture()), written(tmp_path, "b.jpg", picture())

    first = service.add_files(session, [FileDraft(one, PaperKind.PHOTO), FileDraft(two, PaperKind.PHOTO)])
    again = service.add_files(session, [FileDraft(two, PaperKind.PHOTO)])
    as_other = service.add_files(session, [FileDraft(two, PaperKind.BRIEF)])
    elsewhere = service.add_files(other, [FileDraft(one, PaperKind.PHOTO)])

    assert [(each.added, each.already) for each in (first, again, as_other, elsewhere)] == [
        (1, 1),
        (0, 1),
        (1, 0),
        (1, 0),
    ]
    assert again.tables == frozenset()
    size = len(picture())
    assert _contents(office) == [(picture(), size)]
    assert service.sizes(session) == AttachmentSizes(files=2, kept=0, size=size)
    assert service.sizes() == AttachmentSizes(files=3, kept=0, size=size)


@settings(max_examples=25, deadline=None)
@given(files=st.lists(st.tuples(st.text(min_size=1).map(str.encode), st.integers(0, 2)), min_size=1, max_size=8))
def test_every_attachment_gives_back_exactly_its_bytes(files: list[tuple[bytes, int]]) -> None:
    with TemporaryDirectory() as folder:
        office = Office.create(Path(folder))
        service = AttachmentService(office.database, FixedClock(NOON))
        holders = [Holder(HolderKind.SESSION, office.session(f"第{number}次")) for number in range(3)]
        given: dict[int, dict[bytes, None]] = {0: {}, 1: {}, 2: {}}
        for place, (text, chosen) in enumerate(files):
            content = b"%PDF-1.4\n" + text
            path = written(Path(folder), f"{place}.pdf", content)
            service.add_files(holders[chosen], [FileDraft(path, PaperKind.OTHER)])
            given[chosen][content] = None
            path.unlink()
        for number, holder in enumerate(holders):
            rows = service.list(holder)
            assert [service.content(row.key) for row in rows] == list(given[number])
            target = Path(folder) / "out.pdf"
            for row, content in zip(rows, given[number], strict=True):
                assert service.save_out(row.key, target).read_bytes() == content
        distinct = {content for contents in given.values() for content in contents}
        assert sorted(content for content, _ in _contents(office)) == sorted(distinct)
        office.database.close()


def test_a_paper_in_the_cabinet_is_noted_with_its_place(service: AttachmentService, session: Holder) -> None:
    service.add_kept(session, KeptDraft(PaperKind.SIGN_IN_SHEET, " 党办3号柜2026年第1卷 "))

    row = service.list(session)[0]
    assert row.draft == AttachmentDraft(PaperKind.SIGN_IN_SHEET, "签到表", "党办3号柜2026年第1卷")
    assert not row.is_file
    assert service.sizes(session) == AttachmentSizes(0, 1, 0)
    with pytest.raises(RecordMissingError):
        service.content(row.key)
    with pytest.raises(RequiredFieldError):
        service.add_kept(session, KeptDraft(PaperKind.NOTICE, "  "))
    with pytest.raises(RequiredFieldError):
        service.change(row.key, AttachmentDraft(PaperKind.NOTICE, "通知", ""))


def test_an_attachment_is_marked_as_another_paper_and_keeps_its_ending(
    service: AttachmentService, session: Holder, tmp_path: Path
) -> None:
    service.add_files(session, [FileDraft(written(tmp_path, "扫描.jpg", picture()), PaperKind.PHOTO)])
    row = service.list(session)[0]

    service.change(row.key, AttachmentDraft(PaperKind.SIGN_IN_SHEET, "../签到表.exe", note="原件存党办"))

    changed = service.list(session)[0]
    assert changed.draft == AttachmentDraft(PaperKind.SIGN_IN_SHEET, "签到表.exe.jpg", "", "原件存党办")
    assert service.content(row.key) == picture()


def test_what_is_removed_leaves_its_content_and_can_be_attached_again(
    office: Office, service: AttachmentService, session: Holder, tmp_path: Path
) -> None:
    draft = FileDraft(written(tmp_path, "扫描.jpg", picture()), PaperKind.PHOTO)
    service.add_files(session, [draft])

    service.remove(service.list(session)[0].key)

    assert service.list(session) == ()
    assert service.sizes() == AttachmentSizes(0, 0, 0)
    assert _contents(office) == [(picture(), len(picture()))]
    assert service.add_files(session, [draft]).added == 1


def _refused(tmp_path: Path, case: str) -> tuple[Path, type[AppError]]:
    match case:
        case "gone":
            return tmp_path / "没有.pdf", FileMissingError
        case "empty":
            return written(tmp_path, "空.pdf", b""), FileEmptyError
        case "folder":
            return tmp_path, FolderInsteadOfFileError
        case "large":
            return written(tmp_path, "大.pdf", pdf().ljust(20 * 1024 * 1024 + 1)), FileTooLargeError
        case "sound":
            return written(tmp_path, "录音.mp3", b"ID3"), MediaRefusedError
        case _:
            return Path("/dev/null"), FileUnreadableError


@pytest.mark.parametrize("case", ["gone", "empty", "folder", "large", "sound", "device"])
def test_one_bad_file_keeps_all_out(
    service: AttachmentService, session: Holder, tmp_path: Path, office: Office, case: str
) -> None:
    good = written(tmp_path, "合影.jpg", picture())
    bad, refusal = _refused(tmp_path, case)

    with pytest.raises(refusal) as refused:
        service.add_files(session, [FileDraft(good, PaperKind.PHOTO), FileDraft(bad, PaperKind.OTHER)])

    assert refused.value.path == bad  # type: ignore[attr-defined]
    assert service.list(session) == ()
    assert _contents(office) == []


def test_the_limit_is_the_rule_of_the_day(
    office: Office, service: AttachmentService, session: Holder, tmp_path: Path
) -> None:
    rules = RuleService(office.database, FixedClock(NOON))
    rules.change("attachments.largest_megabytes", RuleChange(Decimal(1), date(2026, 3, 1)))
    just = FileDraft(written(tmp_path, "刚好.pdf", pdf().ljust(1024 * 1024)), PaperKind.OTHER)
    over = FileDraft(written(tmp_path, "超了.pdf", pdf().ljust(1024 * 1024 + 1)), PaperKind.OTHER)

    assert service.add_files(session, [just]).added == 1
    with pytest.raises(FileTooLargeError) as refused:
        service.add_files(session, [over])
    assert (refused.value.path.name, refused.value.limit) == ("超了.pdf", "1 MB")


def test_a_file_that_changes_between_check_and_reading_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "通知.pdf", pdf())
    checked = check_files([FileDraft(path, PaperKind.NOTICE)], None)

    path.write_bytes(pdf(100, 100))

    with pytest.raises(FileUnreadableError):
        list(read_again(checked))


def test_a_copy_to_look_at_cannot_be_written_by_mistake(
    service: AttachmentService, session: Holder, tmp_path: Path
) -> None:
    service.add_files(session, [FileDraft(written(tmp_path, "通知.pdf", pdf()), PaperKind.NOTICE)])

    path = service.copy_to_view(service.list(session)[0].key, tmp_path / "查看")

    assert path == tmp_path / "查看" / "通知.pdf"
    assert path.read_bytes() == pdf()
    assert not path.stat().st_mode & 0o222


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("UPDATE attachment_contents SET content = NULL, thumbnail = NULL", ContentGoneError),
        ("UPDATE attachment_contents SET content = x'255044462d'", ContentDamagedError),
    ],
)
def test_content_that_is_gone_or_spoilt_is_told(  # noqa: PLR0917 - fixtures and the case
    office: Office,
    service: AttachmentService,
    session: Holder,
    tmp_path: Path,
    statement: str,
    refusal: type[AppError],
) -> None:
    draft = FileDraft(written(tmp_path, "通知.pdf", pdf()), PaperKind.NOTICE)
    service.add_files(session, [draft])
    with office.database.transaction() as writing:
        writing.connection().exec_driver_sql(statement)

    key = service.list(session)[0].key
    with pytest.raises(refusal):
        service.save_out(key, tmp_path / "出.pdf")
    assert not (tmp_path / "出.pdf").exists()


def test_a_purged_content_comes_back_when_the_file_is_attached_again(
    office: Office, service: AttachmentService, session: Holder, tmp_path: Path
) -> None:
    draft = FileDraft(written(tmp_path, "通知.pdf", pdf()), PaperKind.NOTICE)
    service.add_files(session, [draft])
    with office.database.transaction() as writing:
        writing.connection().exec_driver_sql("UPDATE attachment_contents SET content = NULL, thumbnail = NULL")
    service.remove(service.list(session)[0].key)

    service.add_files(session, [draft])

    assert service.content(service.list(session)[0].key) == pdf()
    assert hashlib.sha256(_contents(office)[0][0]).digest() == hashlib.sha256(pdf()).digest()


def test_holders_are_found_by_their_number(office: Office, service: AttachmentService, session: Holder) -> None:
    assert service.find(HolderKind.SESSION, " 2026-001 ") == session
    for number in ("2026-009", ""):
        with pytest.raises(HolderNumberUnknownError):
            service.find(HolderKind.SESSION, number)
    _double(office)
    with pytest.raises(HolderNumberAmbiguousError):
        service.find(HolderKind.SESSION, "2026-001")


def _double(office: Office) -> None:
    """Give another session the same number, as a merge would."""
    other = office.session("另一次")
    with office.database.transaction() as writing:
        writing.connection().exec_driver_sql(
            "UPDATE sessions SET number = '2026-001' WHERE id = ?", (bytearray(other),)
        )


def test_nothing_hangs_on_what_is_not_there(service: AttachmentService, session: Holder, office: Office) -> None:
    office.sessions.delete(session.key)

    with pytest.raises(RecordMissingError):
        service.add_kept(session, KeptDraft(PaperKind.NOTICE, "柜"))


@pytest.mark.parametrize("kind", list(HolderKind))
def test_papers_go_with_the_record_that_is_deleted(
    office: Office, service: AttachmentService, kind: HolderKind
) -> None:
    spent = ExpenseDraft(date(2026, 3, 1), 100, FundSourceCode.PARTY_WORK, ExpenseCategory.TRAINING, "书费")
    make = {
        HolderKind.SESSION: lambda: office.session("学习"),
        HolderKind.PERSON: lambda: office.person("张三"),
        HolderKind.EXPENSE: lambda: key_of(office.money.add_expense(spent)),
    }
    delete = {
        HolderKind.SESSION: office.sessions.delete,
        HolderKind.PERSON: office.people.delete,
        HolderKind.EXPENSE: office.money.delete_expense,
    }
    holder, other = Holder(kind, make[kind]()), Holder(kind, make[kind]())
    for each in (holder, other):
        service.add_kept(each, KeptDraft(PaperKind.OTHER, "3号柜"))

    changes = delete[kind](holder.key)

    assert "attachments" in changes.tables
    assert service.sizes() == AttachmentSizes(0, 1, 0)
    assert len(service.list(other)) == 1


def test_a_step_that_attached_files_can_be_taken_back(
    office: Office, service: AttachmentService, session: Holder, tmp_path: Path
) -> None:
    draft = FileDraft(written(tmp_path, "通知.pdf", pdf()), PaperKind.NOTICE)
    service.add_files(session, [draft])
    steps = StepService(office.database)

    assert steps.undo().step.label == "登记归档材料"
    assert service.list(session) == ()
    assert service.add_files(session, [draft]).added == 1

    row = service.list(session)[0]
    assert service.content(row.key) == pdf()
    with office.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT deleted FROM attachment_contents").scalar_one() == 0
