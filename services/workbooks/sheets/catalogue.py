"""All sheets, in the order in which the program lists them."""

from typing import Final

from services.workbooks.sheets import people_sheets, session_sheets, work_sheets
from services.workbooks.sheets.formats import SheetFormat

FORMATS: Final[tuple[SheetFormat, ...]] = (
    people_sheets.ORGANIZATIONS,
    people_sheets.MEMBERSHIPS,
    people_sheets.APPOINTMENTS,
    people_sheets.EXEMPTIONS,
    people_sheets.STAGES,
    people_sheets.ROSTER,
    session_sheets.SESSIONS,
    session_sheets.SITTINGS,
    session_sheets.MISSES,
    session_sheets.ATTENDANCE,
    session_sheets.GRID,
    work_sheets.FOLLOW_UP,
    work_sheets.BUDGET,
    work_sheets.EXPENSES,
    work_sheets.PAYROLL,
    work_sheets.PLANS,
    people_sheets.SCORES,
    work_sheets.MATERIALS,
    work_sheets.SHORTCOMINGS,
    people_sheets.CERTIFICATES,
)
FORMAT_BY_NAME: Final = {sheet.name: sheet for sheet in FORMATS}
SHEET_NAMES: Final = tuple(FORMAT_BY_NAME)
