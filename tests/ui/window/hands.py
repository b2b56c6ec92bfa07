"""What an officer's hands do: press buttons by their names, find dialogs, fill inputs."""

from typing import TypeVar

from PySide6.QtWidgets import QDialog, QPushButton, QWidget

Found = TypeVar("Found", bound=QWidget)


def press(within: QWidget, name: str) -> None:
    """Press the button of that accessible name that can be seen."""
    found = [made for made in within.findChildren(QPushButton) if made.accessibleName() == name and made.isVisible()]
    assert len(found) == 1, (name, [made.accessibleName() for made in within.findChildren(QPushButton)])
    assert found[0].isEnabled(), name
    found[0].click()


def dialog(within: QWidget, kind: type[Found]) -> Found:
    """Give the dialog of that kind that was opened last and can be seen."""
    found = [made for made in within.findChildren(QDialog) if isinstance(made, kind) and made.isVisible()]
    assert found, kind
    return found[-1]
