"""Issued documents: the very file comes back, figures stay as they were, what differs today is told, corrections."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from models.enums import SessionKind
from services.clock import FixedClock
from services.documents.issuing.errors import (
    CorrectsOtherKindError,
    GapsLeftError,
    IssuedNumberTakenError,
    IssuedUnknownError,
)
from services.documents.issuing.rows import IssueDraft
from services.documents.issuing.service import IssuingService
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.errors import RecordMissingError, RequiredFieldError
from services.figures.service import FigureService
from tests.services.office import Office, key_of

CLOCK = FixedClock(datetime(2027, 1, 8, 9, tzinfo=UTC))
NOTICE = DocumentRequest("hours_notice", 2026)


@pytest.fixture
def issuing(office: Office) -> IssuingService:
    office.person("张伟", number="D001")
    return IssuingService(office.database, CLOCK, DocumentService(office.database, CLOCK, FontBook()))


def test_the_very_file_comes_back(issuing: IssuingService, office: Office) -> None:
    key = key_of(issuing.issue(NOTICE, IssueDraft("某党〔2027〕1号")))
    first = issuing.content(key)
    assert first.startswith(b"%PDF")
    office.person("王玥", number="D002")
    assert issuing.content(key) == first
    assert issuing.find("某党〔2027〕1号") == key


def test_figures_stay_as_issued_and_differences_are_told(issuing: IssuingService, office: Office) -> None:
    issuing.issue(NOTICE, IssueDraft("1号"))
    (row,) = issuing.list()
    assert row.figures
    assert row.differences == ()
    office.person("王玥", number="D002")
    (row,) = issuing.list()
    by_key = {one.key: one for one in row.differences or ()}
    assert (by_key["hours.members.people"].issued, by_key["hours.members.people"].today) == ("1人", "2人")
    assert FigureService(office.database, CLOCK).figures(2026).values["hours.members.people"] == 2


def test_a_correction_is_the_next_revision(issuing: IssuingService, office: Office) -> None:
    first = key_of(issuing.issue(NOTICE, IssueDraft("1号")))
    office.person("王玥", number="D002")
    second = key_of(issuing.issue(NOTICE, IssueDraft(corrects="1号", note="补登一人")))
    newest, oldest = issuing.list()
    assert (newest.key, newest.name, newest.replaced, newest.differences) == (second, "1号（第2版）", False, ())
    assert (oldest.key, oldest.name, oldest.replaced) == (first, "1号", True)
    assert oldest.differences
    assert issuing.find("1号") == second
    assert issuing.find("1号", 1) == first
    assert issuing.content(first) != issuing.content(second)


def test_a_correction_says_why_and_is_of_the_same_kind(issuing: IssuingService) -> None:
    issuing.issue(NOTICE, IssueDraft("1号"))
    with pytest.raises(RequiredFieldError):
        issuing.issue(NOTICE, IssueDraft(corrects="1号", note=" "))
    with pytest.raises(CorrectsOtherKindError):
        issuing.issue(DocumentRequest("roster", 2026), IssueDraft(corrects="1号", note="补登一人"))
    assert len(issuing.list()) == 1


def test_what_was_issued_of_a_document_is_found_by_what_it_is_about(issuing: IssuingService, office: Office) -> None:
    branch = office.first_branch
    issuing.issue(NOTICE, IssueDraft("1号"))
    issuing.issue(replace(NOTICE, format="docx", scope=branch), IssueDraft("2号"))
    issuing.issue(replace(NOTICE, year=2025), IssueDraft("3号"))
    assert [row.number for row in issuing.of(NOTICE)] == ["1号"]
    assert [row.number for row in issuing.of(replace(NOTICE, scope=branch))] == ["2号"]
    assert issuing.of(DocumentRequest("duty_notice", 2026)) == ()
    office.person("王玥", number="D002")
    (row,) = issuing.of(NOTICE)
    assert row.differences
    assert [one.differences for one in issuing.list(compare=False)] == [None] * 3
    (same,) = issuing.compare(row.period)
    assert same.differences == row.differences


def test_numbers_are_given_and_never_twice(issuing: IssuingService) -> None:
    for _ in range(2):
        issuing.issue(NOTICE, IssueDraft())
    assert [row.number for row in issuing.list()] == ["2027-002", "2027-001"]
    with pytest.raises(IssuedNumberTakenError):
        issuing.issue(NOTICE, IssueDraft("2027-001"))
    with pytest.raises(IssuedUnknownError):
        issuing.issue(NOTICE, IssueDraft(corrects="9号", note="补登"))
    with pytest.raises(IssuedUnknownError):
        issuing.find("9号")
    with pytest.raises(RecordMissingError):
        issuing.content(b"x" * 16)


def test_what_is_not_filled_in_is_not_issued_by_chance(issuing: IssuingService) -> None:
    summary = DocumentRequest("annual_summary", 2026)
    with pytest.raises(GapsLeftError) as refusal:
        issuing.issue(summary, IssueDraft())
    assert "【待补：党务工作者培训】" in refusal.value.gaps
    assert issuing.list() == ()
    issuing.issue(summary, IssueDraft(with_gaps=True))
    assert len(issuing.list()) == 1


def test_tables_and_word_files_are_issued_too(issuing: IssuingService, office: Office) -> None:
    office.session("集中培训", SessionKind.TRAINING_CLASS, number="HD-1")
    issuing.issue(DocumentRequest("roster", 2026, format="xlsx"), IssueDraft())
    issuing.issue(DocumentRequest("hours_notice", 2026, format="docx"), IssueDraft())
    sheet = DocumentRequest("sign_in_sheet", 2026, session="HD-1")
    issuing.issue(sheet, IssueDraft())
    told = {row.kind: row for row in issuing.list()}
    assert told["roster"].figures == 0
    assert told["sign_in_sheet"].about == "HD-1"
    assert issuing.content(told["hours_notice"].key).startswith(b"PK")
