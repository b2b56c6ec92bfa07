"""Masked numbers that come in again: they say nothing about a person, but must not contradict what is known."""

from typing import Final

from services.masking import agrees, is_masked
from services.workbooks import wording
from services.workbooks.importing.image import Record
from services.workbooks.importing.journal import Row, RowRefusedError
from services.workbooks.sheets.people_sheets import ROSTER

_FIELDS: Final = ("identity_number", "phone")


def take_masked(row: Row) -> dict[str, str]:
    """Take the masked numbers out of a row, so that it tells nothing by them."""
    found = {name: row.text(name) for name in _FIELDS if is_masked(row.text(name))}
    for name in found:
        del row.cells[name]
    return found


def compare_masked(row: Row, person: Record, taken: dict[str, str]) -> None:
    """Refuse a masked number that contradicts the person's; say where there is none that it could stand for."""
    for name, shown in taken.items():
        column = ROSTER.by_field[name]
        known = "" if row.is_new else person.values[name]
        if not known:
            row.notes.append(wording.MASKED_LEFT_OUT.format(column=column.label, value=shown))
        elif not agrees(shown, known):
            raise RowRefusedError(column.label, shown, wording.MASKED_DIFFERS, wording.MASKED_REMEDY)
