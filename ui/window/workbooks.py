"""Excel in and out for the pages; the Excel libraries, 0.2 s, are imported at the first use, on the worker thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # see above
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from models.database import Database
    from services.clock import Clock
    from services.workbooks.rows import ImportPlan, ImportResult


@dataclass(frozen=True, slots=True)
class Workbooks:
    """Imports, exports and templates of one ledger; every method is for the worker thread.

    `back_up` is called before an import is written.
    """

    database: Database
    clock: Clock
    back_up: Callable[[], object]

    def plan(self, path: Path, *, create_missing: bool) -> ImportPlan:
        """Work out what importing a workbook would do."""
        from services.workbooks.service import WorkbookImporter  # noqa: PLC0415 - at first use

        return WorkbookImporter(self.database, self.clock).plan(path, create_missing=create_missing)

    def apply(self, plan: ImportPlan) -> ImportResult:
        """Carry a plan out, all of it or nothing."""
        from services.workbooks.service import WorkbookImporter  # noqa: PLC0415 - at first use

        if not plan.refused:
            self.back_up()
        return WorkbookImporter(self.database, self.clock).apply(plan)

    def sheet_names(self) -> tuple[str, ...]:
        """List the sheets that can be exported."""
        from services.workbooks.sheets.catalogue import SHEET_NAMES  # noqa: PLC0415 - at first use

        return SHEET_NAMES

    def export(self, names: Sequence[str], path: Path, *, full: bool) -> int:
        """Write these sheets and count their rows; `full`: identity and telephone numbers are not masked."""
        from services.workbooks.writing.exporter import WorkbookExporter  # noqa: PLC0415 - at first use

        return sum(WorkbookExporter(self.database).export(names, path, full=full).rows.values())

    def write_templates(self, names: Sequence[str], path: Path) -> None:
        """Write the empty forms of these sheets."""
        from services.workbooks.writing.templates import WorkbookTemplates  # noqa: PLC0415 - at first use

        WorkbookTemplates().write(names, path)
