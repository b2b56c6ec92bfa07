"""The services of an open ledger, by name and type; pages are given those that they need."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Services:
    """Made on the worker thread when a ledger is opened; `close` ends the database's connections and the lock."""

    path: Path
    close: Callable[[], None]
