"""Attachments and issued documents that came with a package of others: nothing runs, nothing is written outside."""

import hashlib
from pathlib import Path

import pytest

from models.keys import Key
from services.attachments.errors import UnsafeContentError
from services.attachments.service import AttachmentService
from services.clock import FixedClock
from services.documents.issuing.rows import IssuedRow
from services.documents.issuing.service import IssuingService
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentService
from tests.services.attachments.files import old_office, pdf, picture, zipped
from tests.services.office import NOON, Office
from ui.error_texts import sentence

CLOCK = FixedClock(NOON)
KEY = Key(b"k" * 16)
PROGRAM = b"MZ" + bytes(200)


def plant(office: Office, name: str, content: bytes) -> None:
    """Put an attachment in as a merge does: no check of intake sees it."""
    sha256 = bytearray(hashlib.sha256(content).digest())
    session = bytearray(office.session())
    with office.database.transaction() as writing:
        execute = writing.connection().exec_driver_sql
        execute(
            "INSERT INTO attachment_contents (sha256, media_type, size, content) VALUES (?, 'application/pdf', ?, ?)",
            (sha256, len(content), content),
        )
        execute(
            "INSERT INTO attachments (id, sha256, paper, name, session_id, added_on) "
            "VALUES (?, ?, 'other', ?, ?, '2026-02-05')",
            (bytearray(KEY), sha256, name, session),
        )


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("../../outside.pdf", "outside.pdf"),
        ("/tmp/outside.pdf", "outside.pdf"),  # noqa: S108 - a hostile name
        ("C:\\Users\\Public\\outside.pdf", "outside.pdf"),
        ("决定.pdf.exe", "决定.pdf.exe.pdf"),
        ("NUL.pdf", "_NUL.pdf"),
        ("决定\u202efdp.exe", "决定fdp.exe.pdf"),
    ],
)
def test_a_copy_to_look_at_stays_in_its_folder_and_is_called_what_it_is(
    office: Office, tmp_path: Path, name: str, written: str
) -> None:
    plant(office, name, pdf())
    folder = tmp_path / "view"
    folder.mkdir()
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    made = AttachmentService(office.database, CLOCK).copy_to_view(KEY, folder)
    assert made == folder / written
    assert {path for path in tmp_path.rglob("*") if path.is_file()} - before <= {made, *tmp_path.glob("office.db*")}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("决定.pdf", PROGRAM),
        ("决定.exe", PROGRAM),
        ("决定.txt", b"#!/bin/sh\nrm -rf ~\n"),
        ("决定.bat", "del 台账.db".encode("gbk")),
        ("决定.html", b"<script>alert(1)</script>"),
        ("决定.docx", zipped("word/document.xml", "word/vbaProject.bin")),
        ("决定.doc", old_office("WordDocument", "_VBA_PROJECT")),
        ("决定.lnk", b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(60)),
    ],
)
def test_what_could_run_is_neither_opened_nor_saved(office: Office, tmp_path: Path, name: str, content: bytes) -> None:
    plant(office, name, content)
    service = AttachmentService(office.database, CLOCK)
    folder = tmp_path / "view"
    folder.mkdir()
    with pytest.raises(UnsafeContentError) as caught:
        service.copy_to_view(KEY, folder)
    assert sentence(caught.value).count("。") == 1
    with pytest.raises(UnsafeContentError):
        service.save_out(KEY, folder / "saved")
    assert list(folder.iterdir()) == []


def issued(office: Office, file_format: str, content: bytes) -> tuple[IssuingService, IssuedRow]:
    sha256 = bytearray(hashlib.sha256(content).digest())
    with office.database.transaction() as writing:
        execute = writing.connection().exec_driver_sql
        execute(
            "INSERT INTO attachment_contents (sha256, media_type, size, content) VALUES (?, 'application/pdf', ?, ?)",
            (sha256, len(content), content),
        )
        execute(
            "INSERT INTO issued_documents "
            "(id, number, revision, document_kind, format, title, year, issued_on, sha256) "
            "VALUES (?, '../../1号', 1, 'roster', ?, '../../名册', 2026, '2026-02-05', ?)",
            (bytearray(KEY), file_format, sha256),
        )
    service = IssuingService(office.database, CLOCK, DocumentService(office.database, CLOCK, FontBook()))
    return service, service.list()[0]


@pytest.mark.parametrize("file_format", ["pdf", "exe", "/../../x", "pdf/../../x.bat"])
def test_an_issued_document_is_called_what_it_is(office: Office, tmp_path: Path, file_format: str) -> None:
    service, row = issued(office, file_format, picture(kind="PNG"))
    folder = tmp_path / "view"
    folder.mkdir()
    made = service.copy_to_view(row, folder)
    assert (made.parent, made.suffix) == (folder, ".png")
    assert len(list(folder.iterdir())) == 1


def test_a_program_in_the_place_of_an_issued_document_is_not_opened(office: Office, tmp_path: Path) -> None:
    service, row = issued(office, "exe", PROGRAM)
    with pytest.raises(UnsafeContentError):
        service.copy_to_view(row, tmp_path)
    with pytest.raises(UnsafeContentError):
        service.save_out(row.key, tmp_path / "saved.exe")
    assert not list(tmp_path.glob("*.exe"))
