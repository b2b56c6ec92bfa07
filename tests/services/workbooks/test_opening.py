"""Files that are something else: one plain refusal each, and nothing imported."""

import random
import zipfile
from pathlib import Path

import openpyxl
import pytest

from services.errors import AppError, FileMissingError
from services.workbooks.errors import (
    NoKnownSheetError,
    NotAWorkbookError,
    WorkbookDamagedError,
    WorkbookProtectedError,
    WorkbookTooLargeError,
)
from services.workbooks.reading.opening import read_workbook
from services.workbooks.service import WorkbookImporter
from tests.services.workbooks.books import BASE, save

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(importer: WorkbookImporter, path: Path) -> type[AppError]:
    with pytest.raises(AppError) as caught:
        importer.plan(path, create_missing=True)
    return caught.type


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", NotAWorkbookError),
        (b"<html><table><tr><td>\xe5\xa7\x93\xe5\x90\x8d</td></tr></table></html>", NotAWorkbookError),
        (b"name,number\n1,2\n", NotAWorkbookError),
        (b"PK\x03\x04 and then nothing", WorkbookDamagedError),
        (OLE + bytes(4096), WorkbookDamagedError),
        (OLE + bytes(1024) + "EncryptedPackage".encode("utf-16-le") + bytes(1024), WorkbookProtectedError),
    ],
)
def test_what_is_no_workbook_is_told_apart(
    importer: WorkbookImporter, tmp_path: Path, content: bytes, error: type[AppError]
) -> None:
    path = tmp_path / "in.xlsx"
    path.write_bytes(content)
    assert refused(importer, path) is error


def test_a_missing_file(importer: WorkbookImporter, tmp_path: Path) -> None:
    assert refused(importer, tmp_path / "gone.xlsx") is FileMissingError
    assert refused(importer, tmp_path) is FileMissingError


def test_another_zip_is_no_workbook(importer: WorkbookImporter, tmp_path: Path) -> None:
    path = tmp_path / "in.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refused(importer, path) is NotAWorkbookError


def test_a_truncated_workbook(importer: WorkbookImporter, tmp_path: Path) -> None:
    path = save(tmp_path / "in.xlsx", BASE)
    path.write_bytes(path.read_bytes()[:-500])
    assert refused(importer, path) is WorkbookDamagedError


def test_a_workbook_of_other_things(importer: WorkbookImporter, tmp_path: Path) -> None:
    path = save(tmp_path / "in.xlsx", {"Sheet1": [["甲", "乙"], [1, 2]], "空": []})
    assert refused(importer, path) is NoKnownSheetError


def test_a_zip_bomb_is_not_unpacked(importer: WorkbookImporter, tmp_path: Path) -> None:
    path = save(tmp_path / "in.xlsx", BASE)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/x.bin", "w") as part:
        for _ in range(80):
            part.write(bytes(2**20))
    assert refused(importer, path) is WorkbookTooLargeError


def test_a_cell_at_the_far_end_of_the_sheet_does_not_take_all_memory(
    importer: WorkbookImporter, tmp_path: Path
) -> None:
    path = save(tmp_path / "in.xlsx", BASE)
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts[sheet] = parts[sheet].replace(b"</sheetData>", far)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert refused(importer, path) is WorkbookTooLargeError


def test_damage_anywhere_is_refused_or_harmless(tmp_path: Path) -> None:
    content = save(tmp_path / "in.xlsx", BASE).read_bytes()
    chance = random.Random(5)  # noqa: S311  where the damage falls is no secret
    path = tmp_path / "damaged.xlsx"
    for _ in range(150):
        damaged = bytearray(content)
        for _ in range(chance.randrange(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged)
        try:
            read_workbook(path)
        except AppError as error:
            assert isinstance(error, NotAWorkbookError | WorkbookDamagedError | WorkbookTooLargeError)  # noqa: PT017


@pytest.mark.parametrize(
    "formula", ["=1+1", '=cmd|"/c calc"!A1', "=[1]外部!A1", '=HYPERLINK("http://example.org","点")', '=WEBSERVICE("x")']
)
def test_formulas_and_links_are_never_worked_out(importer: WorkbookImporter, tmp_path: Path, formula: str) -> None:
    """What a formula would fetch or start is not known to us: only a value kept beside it is read."""
    row = {"姓名": "张三", "人员类别": "正式党员", "所在党组织": "某某公司党委", "备注": ""}
    path = save(tmp_path / "in.xlsx", {"花名册": [list(row), list(row.values())]})
    book = openpyxl.load_workbook(path)
    book["花名册"]["D2"] = formula
    assert book["花名册"]["D2"].data_type == "f"
    book.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(
            "xl/externalLinks/externalLink1.xml", "<externalLink><ddeLink ddeService='cmd'/></externalLink>"
        )
        archive.writestr("../../outside.txt", "out")
    plan = importer.plan(path, create_missing=False)
    assert not plan.refused
    importer.apply(plan)
    with importer.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT note FROM people").scalar_one() == ""
    assert not list(tmp_path.parent.parent.glob("outside.txt"))


LAUGHS = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 12))
ENTITIES = {
    "a billion laughs": (f'<!DOCTYPE sst [<!ENTITY l0 "哈哈哈哈哈哈哈哈哈哈">{LAUGHS}]>', "&l11;"),
    "a file of this PC": ('<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/hostname">]>', "&x;"),
    "an address": ('<!DOCTYPE sst [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>', "&x;"),
}


@pytest.mark.parametrize("case", ENTITIES)
def test_entities_are_never_expanded(tmp_path: Path, case: str) -> None:
    """They could fill the memory, or bring in what a workbook has no business with."""
    declared, used = ENTITIES[case]
    path = save(tmp_path / "in.xlsx", BASE)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if not name.endswith("/")}
    for name, text in parts.items():
        if name.endswith(("sharedStrings.xml", "sheet1.xml")):
            head, _, rest = text.partition("?>")
            text = f"{head}?>{declared}{rest}" if rest else declared + text  # noqa: PLW2901 - the part as spoiled
            parts[name] = text.replace("<t>", f"<t>{used}")
    assert any(used in text for text in parts.values())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    try:
        sheets = read_workbook(path)
    except AppError as error:
        assert isinstance(error, WorkbookDamagedError)  # noqa: PT017
        return
    texts = [str(cell) for sheet in sheets for row in sheet.rows for cell in row]
    assert sum(map(len, texts)) < 10_000
    assert not any(
        "哈哈" in text or Path("/etc/hostname").read_text(encoding="utf-8").strip() in text for text in texts
    )
