from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from models.enums import PaperKind, SessionKind, SessionState
from models.keys import Key
from services.archive.errors import PaperEndedAlreadyError, PaperRequiredAlreadyError, PaperRuleInForceError
from services.archive.rows import ArchiveRuleDraft, ArchiveRuleRow, FolderState
from services.archive.rule_service import ArchiveRuleService
from services.archive.service import ArchiveService
from services.attachments.rows import FileDraft, Holder, HolderKind, KeptDraft
from services.attachments.service import AttachmentService
from services.clock import FixedClock
from services.errors import RecordMissingError
from services.rulebook.errors import RuleChangeTooEarlyError
from tests.services.attachments.files import picture, written
from tests.services.office import NOON, Office

CLOCK = FixedClock(NOON)
COMMITTEE_MEETING = SessionKind.BRANCH_COMMITTEE  # must have 签到表 and 记录


@pytest.fixture
def archive(office: Office) -> ArchiveService:
    return ArchiveService(office.database, CLOCK)


@pytest.fixture
def rules(office: Office) -> ArchiveRuleService:
    return ArchiveRuleService(office.database, CLOCK)


def _keep(office: Office, session: Key, *papers: PaperKind) -> None:
    service = AttachmentService(office.database, CLOCK)
    for paper in papers:
        service.add_kept(Holder(HolderKind.SESSION, session), KeptDraft(paper, "3号柜"))


def test_what_is_missing_per_session_branch_and_year(office: Office, archive: ArchiveService, tmp_path: Path) -> None:
    whole = office.session("支委会一", COMMITTEE_MEETING)
    lacking = office.session("支委会二", COMMITTEE_MEETING, organization_id=office.second_branch)
    office.session("谈心", SessionKind.OTHER, organization_id=office.second_branch)
    _keep(office, whole, PaperKind.SIGN_IN_SHEET)
    scan = written(tmp_path, "记录.png", picture(kind="PNG"))
    service = AttachmentService(office.database, CLOCK)
    service.add_files(Holder(HolderKind.SESSION, whole), [FileDraft(scan, PaperKind.RECORD)])
    _keep(office, lacking, PaperKind.PHOTO)

    year = archive.year(2026)

    states = {folder.title: (folder.state, folder.missing) for folder in year.folders}
    sheet, record = PaperKind.SIGN_IN_SHEET, PaperKind.RECORD
    assert states == {
        "支委会一": (FolderState.COMPLETE, ()),
        "支委会二": (FolderState.INCOMPLETE, (sheet, record)),
        "谈心": (FolderState.NOTHING_REQUIRED, ()),
    }
    assert [(branch.name, branch.totals.rate, branch.totals.missing) for branch in year.branches] == [
        ("第一党支部", Fraction(1), ()),
        ("第二党支部", Fraction(0), ((sheet, 1), (record, 1))),
    ]
    totals = year.totals
    assert (totals.sessions, totals.asked, totals.complete, totals.missing_count) == (3, 2, 1, 2)
    assert totals.size == scan.stat().st_size
    assert archive.session(whole) == year.folders[0]


def test_only_held_sessions_of_the_scope_are_asked_for_papers(office: Office, archive: ArchiveService) -> None:
    office.session("一支部")
    office.session("二支部", organization_id=office.second_branch)
    office.session("小组", organization_id=office.group)
    office.session("计划", state=SessionState.PLANNED)
    cancelled = office.session("取消")
    office.sessions.cancel(cancelled)
    office.session("以后", starts_on=date(2026, 3, 6))
    office.session("去年", starts_on=date(2025, 12, 31))

    assert [folder.title for folder in archive.year(2026).folders] == ["一支部", "二支部", "小组"]
    assert [folder.title for folder in archive.year(2026, office.first_branch).folders] == ["一支部", "小组"]
    assert [folder.branch_name for folder in archive.year(2026, office.group).folders] == ["第一党支部"]
    with pytest.raises(RecordMissingError):
        archive.session(cancelled)


def test_a_session_of_two_kinds_needs_the_papers_of_both(office: Office, archive: ArchiveService) -> None:
    both = office.session("党课", COMMITTEE_MEETING, further_kinds=(SessionKind.PARTY_LECTURE,))

    folder = archive.session(both)

    assert folder.required == (
        PaperKind.SIGN_IN_SHEET,
        PaperKind.RECORD,
        PaperKind.OUTLINE,
        PaperKind.PHOTO,
    )


def test_an_attachment_that_was_removed_is_missing_again(office: Office, archive: ArchiveService) -> None:
    session = office.session("支委会", COMMITTEE_MEETING)
    _keep(office, session, PaperKind.SIGN_IN_SHEET, PaperKind.RECORD)
    service = AttachmentService(office.database, CLOCK)
    assert archive.session(session).state is FolderState.COMPLETE

    service.remove(service.list(Holder(HolderKind.SESSION, session))[0].key)

    assert archive.session(session).missing == (PaperKind.SIGN_IN_SHEET,)


def _rows(rules: ArchiveRuleService, paper: PaperKind) -> list[ArchiveRuleRow]:
    return [row for row in rules.list() if row.session_kind is COMMITTEE_MEETING and row.paper is paper]


def test_a_new_demand_never_asks_of_sessions_before_it(
    office: Office, archive: ArchiveService, rules: ArchiveRuleService
) -> None:
    before = office.session("二月", COMMITTEE_MEETING)
    after = office.session("三月", COMMITTEE_MEETING, starts_on=date(2026, 3, 2))

    rules.demand(ArchiveRuleDraft(COMMITTEE_MEETING, PaperKind.PHOTO, date(2026, 3, 1), "某某公司归档办法", "第三条"))

    assert PaperKind.PHOTO not in archive.session(before).required
    assert PaperKind.PHOTO in archive.session(after).required
    row = _rows(rules, PaperKind.PHOTO)[0]
    assert (row.basis, row.clause, row.is_own) == ("某某公司归档办法", "第三条", False)


def test_a_demand_that_ends_still_holds_for_sessions_before(
    office: Office, archive: ArchiveService, rules: ArchiveRuleService
) -> None:
    before = office.session("二月", COMMITTEE_MEETING)
    after = office.session("三月", COMMITTEE_MEETING, starts_on=date(2026, 3, 2))
    last_year = office.session("去年", COMMITTEE_MEETING, starts_on=date(2025, 3, 2))

    rules.end(_rows(rules, PaperKind.RECORD)[0].key, date(2026, 3, 1))

    assert PaperKind.RECORD in archive.session(last_year).required
    assert PaperKind.RECORD in archive.session(before).required
    assert PaperKind.RECORD not in archive.session(after).required


def test_changes_that_make_no_sense_are_refused(rules: ArchiveRuleService) -> None:
    record = _rows(rules, PaperKind.RECORD)[0]
    with pytest.raises(PaperRequiredAlreadyError):
        rules.demand(ArchiveRuleDraft(COMMITTEE_MEETING, PaperKind.RECORD, date(2026, 5, 1)))
    with pytest.raises(RuleChangeTooEarlyError):
        rules.demand(ArchiveRuleDraft(COMMITTEE_MEETING, PaperKind.PHOTO, date(2025, 12, 31)))
    with pytest.raises(RuleChangeTooEarlyError):
        rules.end(record.key, date(2025, 12, 31))
    with pytest.raises(PaperRuleInForceError):
        rules.take_back(record.key)
    rules.end(record.key, date(2026, 5, 1))
    with pytest.raises(PaperEndedAlreadyError):
        rules.end(record.key, date(2026, 6, 1))
    with pytest.raises(PaperRequiredAlreadyError):
        rules.demand(ArchiveRuleDraft(COMMITTEE_MEETING, PaperKind.RECORD, date(2026, 4, 30)))


def test_a_paper_that_ended_can_be_asked_for_again(rules: ArchiveRuleService) -> None:
    rules.end(_rows(rules, PaperKind.RECORD)[0].key, date(2026, 5, 1))

    rules.demand(ArchiveRuleDraft(COMMITTEE_MEETING, PaperKind.RECORD, date(2026, 7, 1)))

    spans = [(row.valid_from, row.valid_to) for row in _rows(rules, PaperKind.RECORD)]
    assert spans == [(None, date(2026, 5, 1)), (date(2026, 7, 1), None)]
    assert _rows(rules, PaperKind.RECORD)[1].is_own


def test_a_demand_to_come_is_taken_back_or_ended_before_it_began(rules: ArchiveRuleService) -> None:
    for day in (date(2026, 4, 1), date(2026, 5, 1)):
        rules.demand(ArchiveRuleDraft(COMMITTEE_MEETING, PaperKind.PHOTO, day))
        rules.take_back(_rows(rules, PaperKind.PHOTO)[0].key)
        assert _rows(rules, PaperKind.PHOTO) == []
    rules.demand(ArchiveRuleDraft(COMMITTEE_MEETING, PaperKind.PHOTO, date(2026, 2, 1)))
    rules.end(_rows(rules, PaperKind.PHOTO)[0].key, date(2026, 1, 1))
    assert _rows(rules, PaperKind.PHOTO) == []


def test_what_a_demand_rests_on_is_corrected_in_place(rules: ArchiveRuleService) -> None:
    record = _rows(rules, PaperKind.RECORD)[0]
    assert record.is_own

    rules.correct(record.key, "组织生活制度", "第二条")

    changed = _rows(rules, PaperKind.RECORD)[0]
    assert (changed.basis, changed.clause, changed.is_own, changed.valid_from) == (
        "组织生活制度",
        "第二条",
        False,
        None,
    )
