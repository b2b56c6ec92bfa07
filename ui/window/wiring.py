"""Makes the services of an open database; imported on the worker thread only, for it imports them all."""

from PySide6.QtCore import QLockFile

from models.database import Database
from services.clock import Clock
from services.documents.fonts import FontBook, system_font_folders
from services.documents.service import DocumentService
from services.duties.service import DutyService
from services.figures.service import FigureService
from services.hours.service import HoursService
from services.money.service import MoneyService
from services.organizations.service import OrganizationService
from services.people.service import PeopleService
from services.sessions.service import SessionService
from ui.window.services import Services
from ui.window.workbooks import Workbooks


def wire(database: Database, lock: QLockFile, clock: Clock) -> Services:
    """Give every service what it needs."""

    def close() -> None:
        database.close()
        lock.unlock()

    return Services(
        path=database.path,
        close=close,
        organizations=OrganizationService(database, clock),
        people=PeopleService(database, clock),
        sessions=SessionService(database, clock),
        money=MoneyService(database, clock),
        hours=HoursService(database, clock),
        figures=FigureService(database, clock),
        duties=DutyService(database, clock),
        documents=DocumentService(database, clock, FontBook(system_font_folders())),
        workbooks=Workbooks(database, clock),
    )
