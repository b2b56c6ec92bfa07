"""Masked numbers go out unless asked for, and say nothing when they come in again."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from models.enums import StageKind
from services.clock import FixedClock
from services.masking import agrees, is_masked, masked
from services.people.rows import MembershipDraft, PersonDraft
from services.workbooks.rows import ImportPlan, Outcome
from services.workbooks.service import WorkbookImporter
from services.workbooks.writing.exporter import WorkbookExporter
from tests.services.office import NOON, Office

IDENTITY = "110101199001011234"
PHONE = "13812345678"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (PHONE, "138****5678"),
        (IDENTITY, "110***********1234"),
        ("021-62551234", "021*****1234"),
        ("62551234", "********"),
        ("", ""),
        ("138****5678", "138****5678"),
    ],
)
def test_the_middle_is_hidden(number: str, shown: str) -> None:
    assert masked(number) == shown
    assert is_masked(shown) is bool(number)
    assert agrees(shown, number)


@pytest.mark.parametrize("other", ["13812345679", "1381234567", "23812345678", ""])
def test_another_number_does_not_agree(other: str) -> None:
    assert not agrees("138****5678", other)


def exported(office: Office, path: Path, *, full: bool = False) -> list[dict[str, object]]:
    WorkbookExporter(office.database).export(("花名册",), path, full=full)
    headings, *rows = openpyxl.load_workbook(path)["花名册"].iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def rewritten(path: Path, **cells: str) -> Path:
    book = openpyxl.load_workbook(path)
    sheet = book["花名册"]
    headings = [cell.value for cell in sheet[1]]
    for heading, value in cells.items():
        sheet.cell(2, headings.index(heading) + 1).value = value
    book.save(path)
    return path


def planned(office: Office, path: Path) -> ImportPlan:
    return WorkbookImporter(office.database, FixedClock(NOON)).plan(path, create_missing=False)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.create(tmp_path)
    yield made
    made.database.close()


@pytest.fixture
def person(office: Office) -> None:
    draft = PersonDraft("张三", StageKind.FORMAL, number="D1", identity_number=IDENTITY, phone=PHONE)
    office.people.add(draft, MembershipDraft(office.first_branch), ())


@pytest.mark.parametrize(
    ("full", "identity", "phone"), [(False, "110***********1234", "138****5678"), (True, IDENTITY, PHONE)]
)
@pytest.mark.usefixtures("person")
def test_an_export_masks_unless_asked(office: Office, tmp_path: Path, *, full: bool, identity: str, phone: str) -> None:
    row = exported(office, tmp_path / "a.xlsx", full=full)[0]
    assert (row["身份证号"], row["手机号"]) == (identity, phone)


@pytest.mark.usefixtures("person")
def test_what_went_out_masked_comes_in_again_unchanged(office: Office, tmp_path: Path) -> None:
    exported(office, tmp_path / "a.xlsx")
    plan = planned(office, tmp_path / "a.xlsx")
    assert [row.outcome for sheet in plan.sheets for row in sheet.rows] == [Outcome.UNCHANGED]
    WorkbookImporter(office.database, FixedClock(NOON)).apply(plan)
    assert exported(office, tmp_path / "b.xlsx", full=True)[0]["身份证号"] == IDENTITY


@pytest.mark.parametrize(
    ("column", "value"), [("身份证号", "110***********1235"), ("手机号", "139****5678"), ("手机号", "138***5678")]
)
@pytest.mark.usefixtures("person")
def test_a_masked_number_of_somebody_else_is_refused(office: Office, tmp_path: Path, column: str, value: str) -> None:
    exported(office, tmp_path / "a.xlsx")
    plan = planned(office, rewritten(tmp_path / "a.xlsx", **{column: value}))
    refused = [cell for sheet in plan.sheets for cell in sheet.refused]
    assert [(cell.row, cell.column, cell.value) for cell in refused] == [(2, column, value)]
    assert "对不上" in refused[0].reason


@pytest.mark.usefixtures("person")
def test_of_a_new_person_a_masked_number_is_left_out_and_told(office: Office, tmp_path: Path) -> None:
    exported(office, tmp_path / "a.xlsx")
    plan = planned(office, rewritten(tmp_path / "a.xlsx", 人员编号="D2", 姓名="李四"))
    row = plan.sheets[0].rows[0]
    assert row.outcome is Outcome.NEW
    assert row.notes == (
        "身份证号“110***********1234”隐去了几位，没有写入",
        "手机号“138****5678”隐去了几位，没有写入",
    )
    WorkbookImporter(office.database, FixedClock(NOON)).apply(plan)
    rows = exported(office, tmp_path / "b.xlsx", full=True)
    assert [(row["姓名"], row["身份证号"]) for row in rows] == [("张三", IDENTITY), ("李四", None)]


@pytest.mark.usefixtures("person")
def test_a_new_number_is_shown_masked_in_the_preview(office: Office, tmp_path: Path) -> None:
    exported(office, tmp_path / "a.xlsx")
    plan = planned(office, rewritten(tmp_path / "a.xlsx", 手机号="13887655678"))
    changes = plan.sheets[0].rows[0].changes
    assert [(change.column, change.old, change.new) for change in changes] == [
        ("手机号", "138****5678", "138****5678（隐去的几位不同）")
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-1", "@SUM(A1)", '=cmd|"/c calc"!A1', "\t=1", "#REF!", "＝1+1", "＠SUM(A1)"]
)
def test_text_that_looks_like_a_formula_stays_text(office: Office, tmp_path: Path, text: str) -> None:
    draft = PersonDraft("张三", StageKind.FORMAL, number="D1", administrative_post=text, note=text)
    office.people.add(draft, MembershipDraft(office.first_branch), ())
    path = tmp_path / "a.xlsx"
    exported(office, path)
    sheet = openpyxl.load_workbook(path)["花名册"]
    headings = [cell.value for cell in sheet[1]]
    for heading in ("行政职务", "备注"):
        cell = sheet.cell(2, headings.index(heading) + 1)
        assert cell.data_type == "s"
        assert str(cell.value).strip() == text.strip()
    plan = planned(office, path)
    assert [row.outcome for found in plan.sheets for row in found.rows] == [Outcome.UNCHANGED]
