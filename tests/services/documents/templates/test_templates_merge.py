"""Templates on several PCs: all versions come together, the same one is chosen everywhere; branches get them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.keys import Key
from services.clock import FixedClock
from services.documents.templates.service import TemplateService
from tests.services.exchange.replicas import MOMENT, Replica, close, office
from tests.services.office import key_of
from tests.services.packages.branches import FIRST, District

KIND = "hours_notice"


@pytest.fixture
def replicas(tmp_path: Path) -> Iterator[list[Replica]]:
    made = office(tmp_path, 2)
    yield made
    close(made)


def templates(replica: Replica, minutes: int = 0) -> TemplateService:
    return TemplateService(replica.database, FixedClock(MOMENT + timedelta(minutes=minutes)))


def chosen(replica: Replica) -> list[tuple[str, Key | None]]:
    return [(row.name, row.key) for row in templates(replica).list() if row.kind == KIND and row.chosen]


def test_of_two_choices_the_later_counts_on_both_pcs(replicas: list[Replica]) -> None:
    one, two = replicas
    own = key_of(templates(one).add(KIND, "我的", "甲\n"))
    other = key_of(templates(two).add(KIND, "我的", "乙\n"))
    templates(one, minutes=2).choose(KIND, own)
    templates(two, minutes=1).choose(KIND, other)
    one.merge(two)
    two.merge(one)
    assert chosen(one) == chosen(two)
    assert [key for _, key in chosen(one)] == [own]
    names = [[row.name for row in templates(each).list() if row.kind == KIND] for each in replicas]
    assert names == [["默认", "我的", "我的（2）"]] * 2
    templates(two, minutes=3).choose(KIND, other)
    one.merge(two)
    assert [key for _, key in chosen(one)] == [other]
    assert one.conflicts() == two.conflicts() == []


def test_a_branch_gets_the_committees_templates(tmp_path: Path) -> None:
    district = District(tmp_path)
    key = key_of(templates(district.committee).add(KIND, "统一格式", "甲\n"))
    templates(district.committee).choose(KIND, key)
    district.pack_down(FIRST)
    district.carry(-1)
    assert chosen(district.branches[FIRST]) == [("统一格式", key)]
    district.close()
