"""Opening a workbook that may be anything: what is no workbook is refused before a reader touches it."""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from services.errors import FileMissingError
from services.workbooks.cells import Cell
from services.workbooks.errors import (
    NotAWorkbookError,
    WorkbookDamagedError,
    WorkbookProtectedError,
    WorkbookTooLargeError,
)

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_LARGEST_FILE: Final = 200 * 2**20
_LARGEST_UNPACKED: Final = 600 * 2**20
_LARGEST_RATIO: Final = 200
# Sheets of repeated rows pack very well; below this size no ratio is suspicious.
_HARMLESS: Final = 50 * 2**20
_MOST_CELLS: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as it stands: rows from Excel's row 1 on."""

    name: str
    rows: list[list[Cell]]


def read_workbook(path: Path) -> list[RawSheet]:
    """Read every sheet of a workbook; FileMissingError, NotAWorkbookError and their kin say what is wrong."""
    if not path.is_file():
        raise FileMissingError(path)
    _check(path)
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            return [
                RawSheet(sheet.name, _rows(workbook, sheet.name, path))
                for sheet in workbook.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError as error:
        raise WorkbookProtectedError(path) from error
    except (CalamineError, OSError, ValueError) as error:
        raise WorkbookDamagedError(path) from error


def _rows(workbook: CalamineWorkbook, name: str, path: Path) -> list[list[Cell]]:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > _MOST_CELLS:
        raise WorkbookTooLargeError(path)
    return cast("list[list[Cell]]", sheet.to_python(skip_empty_area=False))


def _check(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(len(_OLE))
    except OSError as error:
        raise FileMissingError(path) from error
    if path.stat().st_size > _LARGEST_FILE:
        raise WorkbookTooLargeError(path)
    if head.startswith(_ZIP):
        _check_zip(path)
    elif head == _OLE:
        if _ENCRYPTED in path.read_bytes():
            raise WorkbookProtectedError(path)
    else:
        raise NotAWorkbookError(path)


def _check_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise WorkbookDamagedError(path) from error
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise NotAWorkbookError(path)
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) + 1
    if unpacked > _LARGEST_UNPACKED or (unpacked > _HARMLESS and unpacked > _LARGEST_RATIO * packed):
        raise WorkbookTooLargeError(path)
