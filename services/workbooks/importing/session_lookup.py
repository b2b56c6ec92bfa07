"""Finding sessions by 活动编号."""

from services.workbooks import wording
from services.workbooks.importing.image import Record, TableImage
from services.workbooks.importing.journal import RowRefusedError
from services.workbooks.writing.derived_numbers import NumberIndex


class SessionLookup:
    """All sessions by number, own or derived."""

    def __init__(self, table: TableImage) -> None:
        self._numbers = NumberIndex(table.live())

    def index(self, record: Record) -> None:
        """Make a session findable."""
        self._numbers.add(record)

    def find(self, number: str, column: str) -> Record | None:
        """Find a session by its number; None where there is none, refused where there are several."""
        found = self._numbers.find(number)
        if len(found) > 1:
            raise RowRefusedError(column, number, wording.SESSION_AMBIGUOUS, wording.NUMBER_AMBIGUOUS_REMEDY)
        return found[0] if found else None

    def resolve(self, number: str, column: str = "活动编号") -> Record:
        """Find the session of a row; a session cannot be made from its number alone."""
        found = self.find(number, column)
        if found is None:
            raise RowRefusedError(column, number, wording.SESSION_UNKNOWN, wording.SESSION_UNKNOWN_REMEDY)
        return found
