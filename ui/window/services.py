"""The services of an open ledger, by name and type; pages are given those that they need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the services import SQLAlchemy, which waits until after the first paint
    from collections.abc import Callable
    from pathlib import Path

    from services.documents.service import DocumentService
    from services.duties.service import DutyService
    from services.figures.service import FigureService
    from services.hours.service import HoursService
    from services.money.service import MoneyService
    from services.organizations.service import OrganizationService
    from services.people.service import PeopleService
    from services.sessions.service import SessionService
    from ui.window.workbooks import Workbooks


@dataclass(frozen=True, slots=True)
class Services:
    """Made on the worker thread when a ledger is opened; `close` ends the database's connections and the lock."""

    path: Path
    close: Callable[[], None]
    organizations: OrganizationService
    people: PeopleService
    sessions: SessionService
    money: MoneyService
    hours: HoursService
    figures: FigureService
    duties: DutyService
    documents: DocumentService
    workbooks: Workbooks
