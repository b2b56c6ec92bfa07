"""What kind of plan it is and whose, where a workbook said neither."""

import pytest

from models.enums import PlanKind, PlanLevel
from models.keys import Key
from services.organizations.tree import load_tree
from services.plans.kinds import kind_of, owner_of
from services.plans.rows import PlanDraft, PlanItemDraft, PlanItemRow, PlanRow
from tests.services.office import Office


@pytest.mark.parametrize(
    ("draft", "kind"),
    [
        (PlanDraft(2026, "2026年度计划"), PlanKind.TRAINING),
        (PlanDraft(2026, "2026年度计划", level=PlanLevel.BRANCH), PlanKind.BRANCH),
        (PlanDraft(2026, "党委理论学习中心组学习计划"), PlanKind.CENTER_GROUP),
        (PlanDraft(2026, "2026年纪律教育计划", level=PlanLevel.BRANCH), PlanKind.DISCIPLINE),
        (PlanDraft(2026, "学习计划", campaign_id=b"c"), PlanKind.CAMPAIGN),
        (PlanDraft(2026, "中心组学习计划", PlanKind.OTHER), PlanKind.OTHER),
    ],
)
def test_what_is_entered_goes_before_name_and_level(draft: PlanDraft, kind: PlanKind) -> None:
    assert kind_of(draft) is kind


def plan(name: str, *units: str, organization: Key | None = None) -> PlanRow:
    items = tuple(PlanItemRow(b"", b"", PlanItemDraft("", responsible_unit=unit), 0, 1, False, 0) for unit in units)  # noqa: FBT003
    return PlanRow(b"", PlanDraft(2026, name, None, PlanLevel.BRANCH, organization), "", items)


def test_a_branch_plan_is_the_named_branchs_or_that_of_its_one_unit(office: Office) -> None:
    with office.database.reading() as connection:
        tree = load_tree(connection)
    assert owner_of(plan("第二党支部2026年计划", "第一党支部"), tree) == office.second_branch
    assert owner_of(plan("2026年计划", "第一党支部", "第一党支部"), tree) == office.first_branch
    assert owner_of(plan("2026年计划", "第一党支部", "第二党支部"), tree) == office.top
    assert owner_of(plan("第二党支部计划", organization=office.first_branch), tree) == office.first_branch
