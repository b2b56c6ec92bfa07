"""Which page each line of the navigation shows, and what it is given; imported when a ledger is open."""

from collections.abc import Callable, Mapping
from typing import Final

from ui.window.desk import Desk
from ui.window.pages.documents import DocumentServices, DocumentsPage
from ui.window.pages.exchange import ExchangePage
from ui.window.pages.home import HomePage
from ui.window.pages.hours import HoursPage
from ui.window.pages.money.page import MoneyPage
from ui.window.pages.organizations import OrganizationsPage
from ui.window.pages.page import Page
from ui.window.pages.sessions.page import SessionsPage
from ui.window.preview.printing import PrinterChooser
from ui.window.services import Services

PAGES: Final[Mapping[str, Callable[[Services, Desk], Page]]] = {
    "home": lambda services, desk: HomePage(desk, services.figures, services.hours, services.duties),
    "organizations": lambda services, desk: OrganizationsPage(desk, services.organizations, services.people),
    "sessions": lambda services, desk: SessionsPage(desk, services.sessions, services.organizations, services.people),
    "hours": lambda services, desk: HoursPage(desk, services.hours, services.organizations),
    "money": lambda services, desk: MoneyPage(desk, services.money, services.organizations, services.sessions),
    "documents": lambda services, desk: DocumentsPage(
        desk, DocumentServices(services.documents, services.organizations, services.sessions), PrinterChooser()
    ),
    "exchange": lambda services, desk: ExchangePage(desk, services.workbooks),
}
