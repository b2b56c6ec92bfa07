"""Asking for a package and where the ledger goes that it becomes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.window.desk import Desk
from ui.window.files import LEDGERS, PACKAGES, documents_folder


def ask_unpack(desk: Desk, parent: QWidget, unpack: Callable[[Path, Path], None]) -> None:
    """Ask for both; `unpack` does it."""
    package = desk.files.to_open(parent, "选择收到的交换包", PACKAGES)
    target = package and desk.files.to_save(parent, "台账存放位置", documents_folder() / "学习台账.db", LEDGERS)
    if package and target:
        unpack(package, target)
