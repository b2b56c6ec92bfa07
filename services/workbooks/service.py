"""Excel in: work out what an import would do, show it, then write all of it or nothing.

    importer = WorkbookImporter(database, clock)
    plan = importer.plan(path, create_missing=False)    # ImportPlan; AppError when the file as a whole is wrong
    plan.refused, plan.sheets[i].rows / .refused / .unknown_columns, plan.missing_organizations, plan.as_json()
    result = importer.apply(plan)    # ImportResult(changes, plan); ImportRefusedError: nothing written

`plan` only reads; `apply` is one transaction, and refuses when the data changed so that the plan would now be another.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection

from models.change_log.steps import Step
from models.database import Database
from models.enums import StepKind
from services.changes import Changes
from services.clock import Clock
from services.workbooks.errors import ImportOutdatedError, ImportRefusedError, NoKnownSheetError
from services.workbooks.importing.image import LedgerImage
from services.workbooks.importing.journal import ReadSheet
from services.workbooks.importing.planning import PendingImport, make_context, make_plan
from services.workbooks.reading.opening import RawSheet, read_workbook
from services.workbooks.reading.reading import read_grid, read_sheet
from services.workbooks.rows import ImportPlan, ImportResult
from services.workbooks.sheets.session_sheets import SESSIONS


@dataclass(frozen=True, slots=True)
class WorkbookImporter:
    """Imports workbooks into a database."""

    database: Database
    clock: Clock

    def plan(self, path: Path, *, create_missing: bool) -> ImportPlan:
        """Work out what importing a workbook would do; missing organisations are made only where that is wanted."""
        with self.database.reading() as connection:
            return _plan(connection, path, create_missing=create_missing)

    def apply(self, plan: ImportPlan) -> ImportResult:
        """Write a plan, in one transaction; ImportRefusedError when rows are refused, ImportOutdatedError when late."""
        _check_nothing_is_refused(plan)
        with self.database.transaction(Step(StepKind.IMPORT, plan.path.name)) as session:
            connection = session.connection()
            pending = plan.pending
            if not isinstance(pending, PendingImport) or pending.state != _state(connection):
                pending = _plan_again(connection, plan)
            tables = pending.image.write(connection)
        return ImportResult(Changes(tables), replace(plan, pending=None))


def _plan(connection: Connection, path: Path, *, create_missing: bool) -> ImportPlan:
    image = LedgerImage(connection)
    sheets, unknown = _read_sheets(path, image)
    if not sheets:
        raise NoKnownSheetError(path)
    context = make_context(image, create_missing=create_missing)
    plan = make_plan(path, sheets, unknown, context)
    return replace(plan, create_missing=create_missing, pending=PendingImport(image, _state(connection)))


def _read_sheets(path: Path, image: LedgerImage) -> tuple[list[ReadSheet], tuple[str, ...]]:
    """Read the sheets that are known, by name, headings or, of grids, sessions; name those that are not."""
    sheets: list[ReadSheet] = []
    others: list[RawSheet] = []
    for raw in read_workbook(path):
        sheet = read_sheet(raw)
        if sheet is not None:
            sheets.append(sheet)
        elif raw.rows:
            others.append(raw)
    if not others:
        return sheets, ()
    listed = (row.text("number") for sheet in sheets if sheet.form is SESSIONS for row in sheet.rows)
    there = (record.values["number"] for record in image.table("sessions").live())
    numbers = frozenset(listed) | frozenset(there)
    grids = [(raw, read_grid(raw, numbers)) for raw in others]
    sheets += [grid for _, grid in grids if grid is not None]
    return sheets, tuple(raw.name for raw, grid in grids if grid is None)


def _plan_again(connection: Connection, plan: ImportPlan) -> PendingImport:
    """Work the plan out anew on what is there now: it is carried out only if it is still what was shown."""
    again = _plan(connection, plan.path, create_missing=plan.create_missing)
    if (again.sheets, again.made) != (plan.sheets, plan.made) or not isinstance(again.pending, PendingImport):
        raise ImportOutdatedError(plan.path)
    return again.pending


def _state(connection: Connection) -> tuple[object, int, int]:
    """Tell whether anything was written since: by other connections (data_version) or by this one (total_changes)."""
    raw = connection.connection.dbapi_connection
    version: int = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
    return (raw, version, getattr(raw, "total_changes", -1))


def _check_nothing_is_refused(plan: ImportPlan) -> None:
    refused = [(sheet.title, cell) for sheet in plan.sheets for cell in sheet.refused]
    if refused:
        title, cell = refused[0]
        raise ImportRefusedError(
            count=len(refused),
            sheet=title,
            row=cell.row,
            column=cell.column,
            value=cell.value,
            reason=cell.reason,
            remedy=cell.remedy,
        )
