"""Makes the services of an open database; imported on the worker thread only, for it imports them all."""

from PySide6.QtCore import QLockFile

from models.database import Database
from services.clock import Clock
from ui.window.services import Services


def wire(database: Database, lock: QLockFile, _clock: Clock) -> Services:
    """Give every service what it needs."""

    def close() -> None:
        database.close()
        lock.unlock()

    return Services(path=database.path, close=close)
