"""Formula errors (#N/A, #REF!) of a workbook: its reader gives them as empty cells, which would say nothing."""

import html
import re
import zipfile
from collections.abc import Mapping
from typing import Final, TypeAlias

from services.workbooks.reading.cells import FORMULA_ERROR, Cell

# Row and column of a cell, both from 0.
Place: TypeAlias = tuple[int, int]

LONGEST_TAG: Final = 256
_MARKS: Final = (b't="e"', b"t='e'")
_TAG: Final = re.compile(rb"""<c\s[^>]*?\bt=["']e["'][^>]*>""")
_REFERENCE: Final = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_ATTRIBUTE: Final = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def error_places(xml: bytes) -> set[Place]:
    """Find the cells of a piece of a sheet's XML that hold a formula's error."""
    if not any(sign in xml for sign in _MARKS):
        return set()
    found = (_REFERENCE.search(tag) for tag in _TAG.findall(xml))
    return {(int(one[2]) - 1, column_number(one[1]) - 1) for one in found if one}


def column_number(letters: bytes) -> int:
    """Count a column's letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def by_sheet(archive: zipfile.ZipFile, places: Mapping[str, set[Place]]) -> dict[str, set[Place]]:
    """Tell the places of each part (xl/worksheets/sheet1.xml) by the name of its sheet."""
    targets = {
        attributes.get("Id", ""): attributes.get("Target", "").rpartition("/")[2]
        for attributes in _tags(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    parts = {part.rpartition("/")[2]: found for part, found in places.items()}
    named: dict[str, set[Place]] = {}
    for attributes in _tags(archive, "xl/workbook.xml", "sheet"):
        reference = next((value for name, value in attributes.items() if name.endswith(":id")), "")
        named[attributes.get("name", "")] = parts.get(targets.get(reference, ""), set())
    return named


def _tags(archive: zipfile.ZipFile, part: str, name: str) -> list[dict[str, str]]:
    if part not in archive.namelist():
        return []
    text = archive.read(part).decode("utf-8", "replace")
    return [
        {key: html.unescape(double or single) for key, double, single in _ATTRIBUTE.findall(tag)}
        for tag in re.findall(rf"<(?:\w+:)?{name}\s([^>]*)>", text)
    ]


def mark(rows: list[list[Cell]], places: set[Place]) -> None:
    """Put the mark of an error where the reader left nothing."""
    for row, column in places:
        rows.extend([] for _ in range(len(rows), row + 1))
        cells = rows[row]
        cells.extend(None for _ in range(len(cells), column + 1))
        cells[column] = FORMULA_ERROR
