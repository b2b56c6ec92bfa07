"""The other side of first_window: an empty window, then SQLAlchemy imported and the same rows read by it."""

import os
import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from models.typing_override import override

TREE = "SELECT id, name, kind, parent_id, founded_on, dissolved_on FROM organizations WHERE NOT deleted ORDER BY id"
PEOPLE = "SELECT id, number, name, gender, category, rank, phone FROM people WHERE NOT deleted ORDER BY number"
PLACES = """
SELECT person_id, organization_id, starts_on, ends_on FROM memberships
WHERE NOT deleted AND (ends_on IS NULL OR ends_on > :day)
"""
STAGES = "SELECT person_id, kind, reached_on FROM stages WHERE NOT deleted AND reached_on <= :day"
POSTS = """
SELECT person_id, organization_id, post, portfolio FROM appointments
WHERE NOT deleted AND (starts_on IS NULL OR starts_on <= :day) AND (ends_on IS NULL OR ends_on > :day)
"""


def read(path: Path) -> int:
    """Read what the page of people shows, and count the rows."""
    import sqlalchemy  # noqa: PLC0415 - after the first paint, as in the program
    from sqlalchemy.orm import Session  # noqa: PLC0415 - the same

    from models import driver  # noqa: PLC0415 - the same

    engine = sqlalchemy.create_engine("sqlite+pysqlite://", module=driver.dbapi2, creator=lambda: driver.connect(path))
    day = {"day": date.today().isoformat()}  # noqa: DTZ011 - the PC's day
    with Session(engine) as session:
        found = [session.execute(sqlalchemy.text(query), day).all() for query in (PLACES, STAGES, POSTS)]
        found += [session.execute(sqlalchemy.text(query)).all() for query in (TREE, PEOPLE)]
    return sum(len(rows) for rows in found)


class EmptyWindow(QWidget):
    """Reads once it has painted, then ends the process."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: (read(Path(sys.argv[1])), os._exit(0)))


application = QApplication([])
window = EmptyWindow()
window.resize(1240, 800)
window.show()
application.exec()
