"""The tree of organisations, as the officer keeps it."""

from dataclasses import replace
from datetime import date

import pytest

from models.enums import OrganizationKind, StageKind
from services.errors import (
    DatesOutOfOrderError,
    DuplicateError,
    InUseError,
    InvalidFieldError,
    OrganizationAmbiguousError,
    OrganizationUnknownError,
    RecordMissingError,
    RequiredFieldError,
)
from services.organizations.rows import OrganizationDraft
from tests.services.office import Office, key_of

BRANCH, GROUP = OrganizationKind.BRANCH, OrganizationKind.GROUP


def test_the_tree_lists_each_before_those_below_it_with_its_path(office: Office) -> None:
    assert [(row.path, row.depth) for row in office.organizations.tree()] == [
        ("某某公司党委", 0),
        ("某某公司党委/第一党支部", 1),
        ("某某公司党委/第一党支部/第一党小组", 2),
        ("某某公司党委/第二党支部", 1),
    ]


def test_members_count_upwards_and_only_members_count(office: Office) -> None:
    office.person("甲", office.group)
    office.person("乙", office.first_branch, category=StageKind.PROBATIONARY)
    office.person("丙", office.second_branch)
    office.person("丁", office.second_branch, category=StageKind.ACTIVIST, joined=None)
    left = office.person("戊", office.second_branch, since=date(2020, 1, 1))
    office.people.leave(left, date(2026, 3, 5))
    counts = {row.name: row.members for row in office.organizations.tree()}
    assert counts == {"某某公司党委": 3, "第一党支部": 2, "第一党小组": 1, "第二党支部": 1}
    the_day_before = {row.name: row.members for row in office.organizations.tree(date(2026, 3, 4))}
    assert the_day_before["第二党支部"] == 2


def test_a_name_that_stands_twice_needs_its_path(office: Office) -> None:
    second = key_of(office.organizations.add(OrganizationDraft("第一党小组", GROUP, office.second_branch)))
    with pytest.raises(OrganizationAmbiguousError):
        office.organizations.resolve("第一党小组")
    assert office.organizations.resolve("第二党支部/第一党小组").key == second
    assert office.organizations.resolve("某某公司党委/第一党支部/第一党小组").key == office.group
    with pytest.raises(OrganizationUnknownError):
        office.organizations.resolve("第三党支部")


def test_the_same_name_twice_below_one_parent_is_refused(office: Office) -> None:
    with pytest.raises(DuplicateError):
        office.organizations.add(OrganizationDraft(" 第一党支部 ", BRANCH, office.top))


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (OrganizationDraft("  ", BRANCH, None), RequiredFieldError),
        (OrganizationDraft("甲/乙", BRANCH, None), InvalidFieldError),
        (OrganizationDraft("丙", BRANCH, bytes(16)), RecordMissingError),
        (OrganizationDraft("丁", BRANCH, None, date(2026, 1, 2), date(2026, 1, 1)), DatesOutOfOrderError),
    ],
)
def test_what_cannot_be_right_is_refused(office: Office, draft: OrganizationDraft, error: type[Exception]) -> None:
    with pytest.raises(error):
        office.organizations.add(draft)


def test_a_group_belongs_to_a_branch(office: Office) -> None:
    with pytest.raises(InvalidFieldError):
        office.organizations.add(OrganizationDraft("党小组", GROUP, office.top))


def test_nothing_moves_below_itself(office: Office) -> None:
    general = key_of(office.organizations.add(OrganizationDraft("总支", OrganizationKind.GENERAL_BRANCH, office.top)))
    below = key_of(office.organizations.add(OrganizationDraft("支部", BRANCH, general)))
    with pytest.raises(InvalidFieldError):
        office.organizations.change(general, OrganizationDraft("总支", OrganizationKind.GENERAL_BRANCH, below))


def test_a_change_keeps_what_hangs_on_it(office: Office) -> None:
    office.person("甲", office.first_branch)
    office.organizations.change(office.first_branch, OrganizationDraft("机关党支部", BRANCH, office.top))
    assert office.organizations.get(office.first_branch).members == 1
    assert [row.branch_name for row in office.people.list()] == ["机关党支部"]


def test_a_dissolved_branch_stays_in_the_tree(office: Office) -> None:
    office.organizations.dissolve(office.second_branch, date(2026, 2, 1))
    row = office.organizations.get(office.second_branch)
    assert row.exists(date(2026, 1, 31))
    assert not row.exists(date(2026, 2, 1))


def test_only_what_nothing_hangs_on_can_be_deleted(office: Office) -> None:
    office.person("甲", office.second_branch)
    with pytest.raises(InUseError) as refused:
        office.organizations.delete(office.second_branch)
    assert refused.value.used_by == ("组织关系",)
    with pytest.raises(InUseError) as refused:
        office.organizations.delete(office.first_branch)
    assert refused.value.used_by == ("下级组织",)
    office.organizations.delete(office.group)
    assert office.group not in {row.key for row in office.organizations.tree()}
    with pytest.raises(RecordMissingError):
        office.organizations.get(office.group)


def test_a_row_can_be_turned_into_a_draft_again(office: Office) -> None:
    row = office.organizations.get(office.first_branch)
    draft = OrganizationDraft(row.name, row.kind, row.parent_id)
    office.organizations.change(row.key, replace(draft, note="新"))
    assert office.organizations.get(row.key).note == "新"
