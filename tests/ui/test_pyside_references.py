"""PySide6 6.12.0 lost a reference to None or True in every call on Python 3.10 and 3.11: the pinned one must not."""

import sys
from importlib.metadata import version

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

CALLS = 20_000
DRIFT = 1_000  # what the interpreter's own work may change meanwhile


counted = pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal from Python 3.12 on")


class _Sender(QObject):
    changed = Signal(bool)


def test_the_faulty_version_is_not_installed() -> None:
    assert version("PySide6-Essentials") == "6.11.3"


@counted
def test_calls_without_a_result_keep_the_references_to_none(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    before = sys.getrefcount(None)

    for _ in range(CALLS):
        field.setText("姓名")

    assert abs(sys.getrefcount(None) - before) < DRIFT


@counted
def test_emitting_keeps_the_references_to_true(qtbot: QtBot) -> None:
    sender = _Sender()
    received: list[bool] = []
    sender.changed.connect(received.append)
    before = sys.getrefcount(True)  # noqa: FBT003 - the object itself is meant

    for _ in range(CALLS):
        sender.changed.emit(True)  # noqa: FBT003 - the signal's value

    assert len(received) == CALLS
    received.clear()
    assert abs(sys.getrefcount(True) - before) < DRIFT  # noqa: FBT003 - the object itself is meant
