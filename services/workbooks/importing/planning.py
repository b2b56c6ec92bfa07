"""Working out what an import would do: every sheet's rows through their handlers, those first that others lean on."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from services.workbooks.importing.attendance import import_attendance, import_grid
from services.workbooks.importing.context import ImportContext
from services.workbooks.importing.dated import import_appointments, import_exemptions, import_memberships, import_stages
from services.workbooks.importing.follow_up import import_follow_up
from services.workbooks.importing.image import LedgerImage
from services.workbooks.importing.journal import ReadSheet, Row
from services.workbooks.importing.keyed import import_certificates, import_payroll, import_scores
from services.workbooks.importing.organization_lookup import OrganizationLookup
from services.workbooks.importing.organizations import import_organizations
from services.workbooks.importing.people_lookup import PeopleLookup
from services.workbooks.importing.plans import import_plans
from services.workbooks.importing.records import (
    BUDGET_RECORDS,
    EXPENSE_RECORDS,
    MATERIAL_RECORDS,
    SHORTCOMING_RECORDS,
    import_records,
)
from services.workbooks.importing.roster import import_people
from services.workbooks.importing.roster_records import import_roster_records
from services.workbooks.importing.session_lookup import SessionLookup
from services.workbooks.importing.sessions import import_misses, import_sessions, import_sittings
from services.workbooks.rows import ImportPlan, RefusedCell, SheetPlan
from services.workbooks.sheets import people_sheets, session_sheets, work_sheets
from services.workbooks.sheets.formats import SheetFormat
from services.workbooks.sheets.kinds import show

Handler: TypeAlias = Callable[[ImportContext, list[ReadSheet]], None]

# The roster comes twice: people first, and what it says of their records after the sheets of these records.
_ORDER: Final[tuple[tuple[SheetFormat, Handler], ...]] = (
    (people_sheets.ORGANIZATIONS, import_organizations),
    (people_sheets.ROSTER, import_people),
    (people_sheets.MEMBERSHIPS, import_memberships),
    (people_sheets.APPOINTMENTS, import_appointments),
    (people_sheets.EXEMPTIONS, import_exemptions),
    (people_sheets.STAGES, import_stages),
    (people_sheets.ROSTER, import_roster_records),
    (session_sheets.SESSIONS, import_sessions),
    (session_sheets.SITTINGS, import_sittings),
    (session_sheets.ATTENDANCE, import_attendance),
    (session_sheets.GRID, import_grid),
    (session_sheets.MISSES, import_misses),
    (work_sheets.FOLLOW_UP, import_follow_up),
    (work_sheets.BUDGET, import_records(BUDGET_RECORDS)),
    (work_sheets.EXPENSES, import_records(EXPENSE_RECORDS)),
    (work_sheets.PAYROLL, import_payroll),
    (work_sheets.PLANS, import_plans),
    (people_sheets.SCORES, import_scores),
    (work_sheets.MATERIALS, import_records(MATERIAL_RECORDS)),
    (work_sheets.SHORTCOMINGS, import_records(SHORTCOMING_RECORDS)),
    (people_sheets.CERTIFICATES, import_certificates),
)


@dataclass(frozen=True, slots=True)
class PendingImport:
    """What is to be written, and the state of the data that it was worked out from."""

    image: LedgerImage
    state: object


def make_plan(path: Path, sheets: list[ReadSheet], unknown: tuple[str, ...], context: ImportContext) -> ImportPlan:
    """Run every sheet through its handler, and sum up."""
    for form, handler in _ORDER:
        mine = [sheet for sheet in sheets if sheet.form is form]
        if mine:
            handler(context, mine)
    return ImportPlan(
        path=path,
        sheets=tuple(_sheet_plan(sheet) for sheet in sheets),
        unknown_sheets=unknown,
        missing_organizations=tuple(context.organizations.missing),
        made=(*context.organizations.made, *context.made),
        create_missing=False,
        pending=None,
    )


def make_context(image: LedgerImage, *, create_missing: bool) -> ImportContext:
    """Read what every sheet needs, and make the lookups."""
    organizations = OrganizationLookup(image.table("organizations"), create_missing=create_missing)
    people = PeopleLookup(image.table("people"), image.table("memberships"), organizations)
    return ImportContext(image, organizations, people, SessionLookup(image.table("sessions")))


def _sheet_plan(sheet: ReadSheet) -> SheetPlan:
    refused: list[RefusedCell] = list(sheet.refused)
    for row in sheet.rows:
        refused += row.refused
    return SheetPlan(
        title=sheet.title,
        name=sheet.form.name,
        rows=tuple(row.planned(_subject(sheet, row)) for row in sheet.rows),
        refused=tuple(refused),
        unknown_columns=sheet.unknown_columns,
    )


def _subject(sheet: ReadSheet, row: Row) -> str:
    """Name a row by its first filled columns that are required."""
    words = [show(column.kind, row.stored(column.field)) for column in sheet.form.columns if column.required]
    return " ".join([word for word in words if word][:2])
