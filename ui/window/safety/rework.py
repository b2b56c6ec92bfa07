"""Work that a menu wants done on the file of the open ledger while it is closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:  # not for the first paint
    from services.ledger_file import LedgerFiles


class Rework(NamedTuple):
    """The work, what is said meanwhile, and who hears what came of it.

    `password` is the one that the file has afterwards; None: the same as before.
    """

    text: str
    work: Callable[[LedgerFiles], Any]
    done: Callable[[Any], None]
    password: str | None = None
