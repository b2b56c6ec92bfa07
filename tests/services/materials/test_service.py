"""Publicity and materials as the officer keeps them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.enums import MaterialKind
from services.clock import FixedClock
from services.errors import AppError, DuplicateError, InvalidFieldError, RecordMissingError
from services.materials.rows import MaterialDraft, MaterialTotals
from services.materials.service import MaterialService
from tests.services.office import Office, key_of

BOOK, BRIEF, POSTER, ARTICLE = MaterialKind.BOOK, MaterialKind.BRIEF, MaterialKind.POSTER, MaterialKind.ARTICLE
BOOKS = MaterialDraft(date(2026, 2, 5), BOOK, "《中国共产党章程》", 100)
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
def materials(office: Office) -> MaterialService:
    return MaterialService(office.database, FixedClock(NOON))


def names(materials: MaterialService, year: int = 2026, *rest: object) -> list[str]:
    return [row.draft.name for row in materials.materials(year, *rest)]  # type: ignore[arg-type]


def test_totals_sum_quantities_by_kind_and_the_reads_of_articles_alone(materials: MaterialService) -> None:
    materials.add(BOOKS)
    materials.add(replace(BOOKS, quantity=5, issued_on=date(2026, 12, 31)))
    materials.add(replace(BOOKS, quantity=7, issued_on=date(2025, 12, 31)))
    materials.add(replace(BOOKS, kind=BRIEF, quantity=2, reads=900))
    materials.add(replace(BOOKS, kind=POSTER, quantity=3))
    materials.add(replace(BOOKS, kind=ARTICLE, quantity=1, reads=120))
    materials.add(replace(BOOKS, kind=ARTICLE, quantity=1))
    assert materials.totals(2026) == MaterialTotals(books=105, briefs=2, posters=3, articles=2, article_reads=120)
    assert materials.totals(2025) == MaterialTotals(7, 0, 0, 0, 0)
    assert materials.years() == (2026, 2025)


def test_what_names_no_organisation_belongs_to_the_top(materials: MaterialService, office: Office) -> None:
    materials.add(BOOKS)
    materials.add(replace(BOOKS, name="小组的书", organization_id=office.group, quantity=4))
    assert sorted(names(materials, 2026, office.top)) == sorted(["《中国共产党章程》", "小组的书"])
    assert names(materials, 2026, office.first_branch) == ["小组的书"]
    assert names(materials, 2026, office.second_branch) == []
    assert materials.totals(2026, office.first_branch).books == 4
    assert materials.totals(2026, office.top).books == 104


def test_the_list_is_of_a_year_and_a_kind_the_newest_first(materials: MaterialService) -> None:
    materials.add(replace(BOOKS, name="早", issued_on=date(2026, 1, 1)))
    materials.add(replace(BOOKS, name="晚", issued_on=date(2026, 12, 31)))
    materials.add(replace(BOOKS, name="稿", kind=ARTICLE))
    materials.add(replace(BOOKS, name="去年", issued_on=date(2025, 12, 31)))
    assert names(materials) == ["晚", "稿", "早"]
    assert names(materials, 2026, None, ARTICLE) == ["稿"]


def test_a_record_is_changed_and_deleted(materials: MaterialService) -> None:
    key = key_of(materials.add(replace(BOOKS, number="Z-1")))
    changed = replace(BOOKS, number="Z-1", name="《条例》", quantity=3, reads=8, note="第二版")
    assert materials.change(key, changed).tables == {"materials"}
    (row,) = materials.materials(2026)
    assert (row.key, row.draft) == (key, changed)
    materials.delete(key)
    assert names(materials) == []
    assert materials.totals(2026).books == 0
    with pytest.raises(RecordMissingError):
        materials.change(key, changed)
    materials.add(changed)  # the number of a deleted record is free


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        (lambda draft: replace(draft, quantity=-1), InvalidFieldError),
        (lambda draft: replace(draft, reads=-1), InvalidFieldError),
        (lambda draft: replace(draft, organization_id=b"0" * 16), RecordMissingError),
        (lambda draft: replace(draft, number=" Z-1 "), DuplicateError),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(
    materials: MaterialService, spoil: Callable[[MaterialDraft], MaterialDraft], refusal: type[AppError]
) -> None:
    materials.add(replace(BOOKS, number="Z-1"))
    with pytest.raises(refusal):
        materials.add(spoil(BOOKS))
    assert len(materials.materials(2026)) == 1
