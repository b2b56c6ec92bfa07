"""People and what is dated about them, as the officer keeps them."""

from datetime import date
from decimal import Decimal

import pytest

from models.enums import AttendanceStatus, Post, StageKind
from models.people import StudyAppScore
from services.errors import (
    AppError,
    DatesOutOfOrderError,
    DuplicateError,
    InUseError,
    InvalidFieldError,
    OverlapError,
    RecordMissingError,
    RequiredFieldError,
)
from services.people.rows import (
    AppointmentDraft,
    CertificateDraft,
    ExclusionDraft,
    ExemptionDraft,
    MembershipDraft,
    PersonDraft,
    RecordDraft,
    RecordKind,
    StageDraft,
)
from services.sessions.rows import AttendanceEntry, SittingDraft, SittingMissEntry
from tests.services.office import Office, key_of


def test_a_transfer_ends_one_membership_and_begins_another(office: Office) -> None:
    person = office.person("张伟", office.first_branch, since=date(2020, 1, 1))
    office.people.transfer(person, office.second_branch, date(2026, 2, 1), reason="工作调动")
    first, second = office.people.get(person).memberships
    assert (first.organization_name, first.draft.ends_on) == ("第一党支部", date(2026, 2, 1))
    assert (second.organization_name, second.draft.starts_on) == ("第二党支部", date(2026, 2, 1))
    assert second.draft.ends_on is None
    on_the_last_day = office.people.list(office.first_branch, day=date(2026, 1, 31))
    assert [row.name for row in on_the_last_day] == ["张伟"]
    assert [row.branch_name for row in office.people.list()] == ["第二党支部"]


def test_who_left_is_listed_only_among_former_members(office: Office) -> None:
    person = office.person("李娜", since=date(2020, 1, 1))
    office.people.leave(person, date(2026, 1, 1), destination="外单位党支部")
    assert office.people.list() == ()
    (row,) = office.people.list(office.first_branch, former=True)
    assert (row.former, row.branch_name) == (True, "第一党支部")
    assert office.people.get(person).memberships[0].draft.destination == "外单位党支部"


@pytest.mark.parametrize("on", [date(2019, 12, 31), date(2020, 1, 1)])
def test_a_transfer_before_the_membership_is_refused(office: Office, on: date) -> None:
    person = office.person("张伟", since=date(2020, 1, 1))
    with pytest.raises(InvalidFieldError):
        office.people.transfer(person, office.second_branch, on)


def test_a_transfer_to_the_same_branch_is_refused_and_nothing_changes(office: Office) -> None:
    person = office.person("张伟", since=date(2020, 1, 1))
    with pytest.raises(InvalidFieldError):
        office.people.transfer(person, office.first_branch, date(2026, 2, 1))
    assert len(office.people.get(person).memberships) == 1


def test_two_memberships_on_one_day_are_refused(office: Office) -> None:
    person = office.person("张伟", since=date(2020, 1, 1))
    with pytest.raises(OverlapError):
        office.people.add_record(person, MembershipDraft(office.second_branch, date(2026, 1, 1)))
    office.people.add_record(person, MembershipDraft(office.second_branch, date(2015, 1, 1), date(2020, 1, 1)))
    assert len(office.people.get(person).memberships) == 2


def test_the_list_shows_group_posts_and_joining(office: Office) -> None:
    person = office.person("张伟", office.group, number="D00001", joined=date(2010, 7, 1))
    office.appoint(person, office.first_branch, Post.SECRETARY)
    office.people.add_record(person, AppointmentDraft(office.top, Post.COMMITTEE_MEMBER, "宣传"))
    (row,) = office.people.list()
    assert (row.branch_name, row.group_name, row.joined_on) == ("第一党支部", "第一党小组", date(2010, 7, 1))
    assert row.posts == ("书记", "党委宣传委员")


def test_the_list_filters_by_text_category_and_subtree(office: Office) -> None:
    office.person("张伟", office.group, number="D00001")
    office.person("李娜", office.second_branch, number="D00002", category=StageKind.ACTIVIST, joined=None)
    listing = office.people.list
    assert [row.name for row in listing(office.first_branch)] == ["张伟"]
    assert [row.name for row in listing(text="d00002")] == ["李娜"]
    assert [row.name for row in listing(category=StageKind.ACTIVIST)] == ["李娜"]
    assert len(listing(office.top)) == 2


def test_the_category_follows_the_dated_stages(office: Office) -> None:
    person = office.person("王芳", category=StageKind.FORMAL, joined=date(2024, 7, 1))
    office.people.add_record(person, StageDraft(StageKind.FORMAL, date(2025, 7, 1)))
    assert office.people.list(day=date(2025, 6, 30))[0].category is StageKind.PROBATIONARY
    assert office.people.list(day=date(2025, 7, 1))[0].category is StageKind.FORMAL


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (PersonDraft(" ", StageKind.FORMAL), RequiredFieldError),
        (PersonDraft("李娜", StageKind.FORMAL, number=" D00001 "), DuplicateError),
        (PersonDraft("李娜", StageKind.FORMAL, identity_number="11010119900101123"), InvalidFieldError),
    ],
)
def test_a_person_that_cannot_be_right_is_refused(office: Office, draft: PersonDraft, error: type[AppError]) -> None:
    office.person("张伟", number="D00001")
    with pytest.raises(error):
        office.people.add(draft, MembershipDraft(office.first_branch))
    assert len(office.people.list()) == 1


def test_a_number_can_stay_with_its_owner(office: Office) -> None:
    person = office.person("张伟", number="D00001")
    office.people.change(person, PersonDraft("张玮", StageKind.FORMAL, number="D00001"))
    assert office.people.get(person).draft.name == "张玮"


DAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (StageDraft(StageKind.PROBATIONARY, DAY), DuplicateError),
        (StageDraft(StageKind.FORMAL, date(2010, 6, 30)), DatesOutOfOrderError),
        (StageDraft(StageKind.ACTIVIST, date(2010, 7, 2)), DatesOutOfOrderError),
        (ExemptionDraft(" "), RequiredFieldError),
        (ExemptionDraft("年老体弱", DAY, date(2025, 12, 31)), DatesOutOfOrderError),
        (ExclusionDraft(""), RequiredFieldError),
        (CertificateDraft("书记培训合格证", DAY, date(2025, 12, 31)), DatesOutOfOrderError),
        (AppointmentDraft(bytes(16), Post.SECRETARY), RecordMissingError),
    ],
)
def test_a_dated_record_that_cannot_be_right_is_refused(
    office: Office, draft: RecordDraft, error: type[AppError]
) -> None:
    person = office.person("张伟", joined=date(2010, 7, 1))
    with pytest.raises(error):
        office.people.add_record(person, draft)


def test_a_post_ends_and_another_begins(office: Office) -> None:
    person = office.person("张伟")
    post = office.appoint(person, office.first_branch, Post.SECRETARY, date(2023, 1, 1))
    with pytest.raises(OverlapError):
        office.appoint(person, office.first_branch, Post.SECRETARY, date(2026, 1, 1))
    office.people.end_record(post, RecordKind.APPOINTMENT, date(2026, 1, 1))
    office.appoint(person, office.first_branch, Post.DEPUTY_SECRETARY, date(2026, 1, 1))
    assert office.people.list()[0].posts == ("副书记",)
    assert office.people.list(day=date(2025, 12, 31))[0].posts == ("书记",)
    with pytest.raises(DatesOutOfOrderError):
        office.people.end_record(post, RecordKind.APPOINTMENT, date(2022, 1, 1))


def test_exemptions_can_be_corrected_and_deleted(office: Office) -> None:
    person = office.person("张伟")
    record = key_of(office.people.add_record(person, ExemptionDraft("年老体弱")))
    office.people.change_record(record, ExemptionDraft("身患重病", date(2026, 1, 1)))
    assert office.people.get(person).exemptions[0].draft == ExemptionDraft("身患重病", date(2026, 1, 1))
    office.people.delete_record(record, RecordKind.EXEMPTION)
    assert office.people.get(person).exemptions == ()


def test_the_last_membership_cannot_be_deleted(office: Office) -> None:
    person = office.person("张伟")
    (membership,) = office.people.get(person).memberships
    with pytest.raises(InvalidFieldError):
        office.people.delete_record(membership.key, RecordKind.MEMBERSHIP)


def test_a_person_with_attendance_cannot_be_deleted(office: Office) -> None:
    person, other = office.person("张伟"), office.person("李娜")
    session = office.session()
    office.sessions.record(session, [AttendanceEntry(person, AttendanceStatus.PRESENT)])
    with pytest.raises(InUseError):
        office.people.delete(person)
    office.people.delete(other)
    assert [row.name for row in office.people.list(former=True)] == ["张伟"]
    with pytest.raises(RecordMissingError):
        office.people.get(other)


@pytest.mark.parametrize("table", ["memberships", "stages", "appointments", "study_app_scores", "sitting_misses"])
def test_a_deleted_person_leaves_nothing_live_behind(office: Office, table: str) -> None:
    person = office.person("张伟")
    office.appoint(person, office.first_branch, Post.SECRETARY)
    session = office.session(sittings=(SittingDraft(1, date(2026, 2, 5), Decimal(4)),))
    sitting = office.sessions.get(session).draft.sittings[0].key
    assert sitting is not None
    office.sessions.record_misses(session, [SittingMissEntry(sitting, person)])
    with office.database.transaction() as writing:
        writing.add(StudyAppScore(person_id=person, scored_on=DAY, score=Decimal(100)))
    office.people.delete(person)
    with office.database.reading() as connection:
        live = connection.exec_driver_sql(f"SELECT count(*), total(deleted = 0) FROM {table}").one()
    assert tuple(live) == (1, 0)
