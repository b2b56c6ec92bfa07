"""What an import would do, as the preview and the command line show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from services.changes import Changes


class Outcome(Enum):
    """What becomes of a row."""

    NEW = auto()
    CHANGED = auto()
    UNCHANGED = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after, as people read it."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """Why a row is refused: `row` as Excel counts, `remedy` says what would be right."""

    row: int
    column: str
    value: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of the file: `subject` names its record, `changes` say what else changes where it is there already.

    `notes` say what of the row is not written.
    """

    row: int
    subject: str
    outcome: Outcome
    changes: tuple[FieldChange, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A sheet of the file: `title` as it is called there, `name` as the program knows it."""

    title: str
    name: str
    rows: tuple[PlannedRow, ...]
    refused: tuple[RefusedCell, ...]
    unknown_columns: tuple[str, ...]

    def count(self, outcome: Outcome) -> int:
        """Count the rows with an outcome."""
        return sum(row.outcome is outcome for row in self.rows)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All that an import would do; nothing is written when `refused` is true.

    `missing_organizations` are not there and would be made with `create_missing`; `made` names what the import makes
    beyond the rows: organisations and campaigns that the file only mentions.
    """

    path: Path
    sheets: tuple[SheetPlan, ...]
    unknown_sheets: tuple[str, ...]
    missing_organizations: tuple[str, ...]
    made: tuple[str, ...]
    create_missing: bool
    pending: object

    @property
    def refused(self) -> bool:
        """Tell whether any row is refused."""
        return any(sheet.refused for sheet in self.sheets)

    def as_json(self) -> Mapping[str, object]:
        """Give the shape of `import --json`; sheets of one kind are added up."""
        sheets: dict[str, dict[str, object]] = {}
        for name in dict.fromkeys(sheet.name for sheet in self.sheets):
            group = [sheet for sheet in self.sheets if sheet.name == name]
            sheets[name] = {
                "new": sum(sheet.count(Outcome.NEW) for sheet in group),
                "changed": sum(sheet.count(Outcome.CHANGED) for sheet in group),
                "unchanged": sum(sheet.count(Outcome.UNCHANGED) for sheet in group),
                "refused": [_refused_json(cell) for sheet in group for cell in sheet.refused],
            }
        return {
            "sheets": sheets,
            "created": list(self.made),
            "missing_organizations": list(self.missing_organizations),
            "unknown_sheets": list(self.unknown_sheets),
            "unknown_columns": {
                sheet.title: list(sheet.unknown_columns) for sheet in self.sheets if sheet.unknown_columns
            },
        }


def _refused_json(cell: RefusedCell) -> dict[str, object]:
    return {
        "row": cell.row,
        "column": cell.column,
        "value": cell.value,
        "reason": cell.reason,
        "remedy": cell.remedy,
    }


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did: the tables touched, and the plan that was carried out."""

    changes: Changes
    plan: ImportPlan
