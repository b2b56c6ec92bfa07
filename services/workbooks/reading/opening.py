"""Opening a workbook that may be anything: what is no workbook is refused before a reader touches it."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from services.errors import FileMissingError
from services.workbooks.errors import (
    NotAWorkbookError,
    WorkbookDamagedError,
    WorkbookProtectedError,
    WorkbookTooLargeError,
)
from services.workbooks.reading.cells import Cell
from services.workbooks.reading.formula_errors import LONGEST_TAG, Place, by_sheet, column_number, error_places, mark

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_LARGEST_FILE: Final = 200 * 2**20
_LARGEST_UNPACKED: Final = 600 * 2**20
_LARGEST_RATIO: Final = 200
# Sheets of repeated rows pack very well; below this size no ratio is suspicious.
_HARMLESS: Final = 50 * 2**20
_MOST_CELLS: Final = 10_000_000
_BLOCK: Final = 2**22
_CELL: Final = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as it stands: rows from Excel's row 1 on."""

    name: str
    rows: list[list[Cell]]


def read_workbook(path: Path) -> list[RawSheet]:
    """Read every sheet of a workbook; FileMissingError, NotAWorkbookError and their kin say what is wrong."""
    if not path.is_file():
        raise FileMissingError(path)
    errors = _check(path)
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            return [
                RawSheet(sheet.name, _rows(workbook, sheet.name, errors.get(sheet.name, set())))
                for sheet in workbook.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError as error:
        raise WorkbookProtectedError(path) from error
    except (CalamineError, OSError, ValueError) as error:
        raise WorkbookDamagedError(path) from error


def _rows(workbook: CalamineWorkbook, name: str, errors: set[Place]) -> list[list[Cell]]:
    sheet = workbook.get_sheet_by_name(name)
    rows = cast("list[list[Cell]]", sheet.to_python(skip_empty_area=False))
    mark(rows, errors)
    return rows


def _check(path: Path) -> dict[str, set[Place]]:
    """Refuse what cannot be read; give the places of formula errors by sheet."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_OLE))
    except OSError as error:
        raise FileMissingError(path) from error
    if path.stat().st_size > _LARGEST_FILE:
        raise WorkbookTooLargeError(path)
    if head.startswith(_ZIP):
        return _check_zip(path)
    if head != _OLE:
        raise NotAWorkbookError(path)
    if _ENCRYPTED in path.read_bytes():  # an encrypted .xlsx is such a container
        raise WorkbookProtectedError(path)
    return {}


def _check_zip(path: Path) -> dict[str, set[Place]]:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_parts(path, parts)
            checked = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
            errors = {part.filename: found for part in checked if (found := _check_part(path, archive, part))}
            return by_sheet(archive, errors) if errors else {}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise WorkbookDamagedError(path) from error


def _check_parts(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    sheets = [name for name in names if name.startswith("xl/worksheets/")]
    if "[Content_Types].xml" not in names or not sheets or any(name.endswith(".bin") for name in sheets):
        raise NotAWorkbookError(path)
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) + 1
    if unpacked > _LARGEST_UNPACKED or (unpacked > _HARMLESS and unpacked > _LARGEST_RATIO * packed):
        raise WorkbookTooLargeError(path)


def _check_part(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> set[Place]:
    """Read a part through: its size and checksum are as the directory says, and no cell stands absurdly far out.

    The reader makes room for the whole rectangle up to the last cell, and memory that is not there ends the program.
    Gives the places of formula errors.
    """
    errors: set[Place] = set()
    last_row, last_column = 0, b""
    tail = b""
    with archive.open(part) as stream:
        while block := stream.read(_BLOCK):
            if part.filename.startswith("xl/worksheets/"):
                piece = tail + block
                found = set(_CELL.findall(piece))
                errors |= error_places(piece)
                tail = piece[-LONGEST_TAG:]
                last_row = max(last_row, *(int(row) for _, row in found), 0)
                last_column = max((last_column, *(column for column, _ in found)), key=_order)
    if last_row * column_number(last_column) > _MOST_CELLS:
        raise WorkbookTooLargeError(path)
    return errors


def _order(column: bytes) -> tuple[int, bytes]:
    return (len(column), column)
