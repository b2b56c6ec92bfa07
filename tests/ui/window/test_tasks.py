"""The task runner: results come back, failures have a way to the user, who is gone is not called."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from services.errors import AppError, FileMissingError
from ui.window.tasks import TaskRunner


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    made = TaskRunner("test")
    yield made
    made.stop()


def idle(runner: TaskRunner, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not runner.busy)


def test_work_runs_elsewhere_and_its_result_comes_back(runner: TaskRunner, qtbot: QtBot) -> None:
    threads: list[int] = []
    owner = QObject()

    def work() -> int:
        threads.append(threading.get_ident())
        return 42

    results: list[int] = []

    def done(result: int) -> None:
        threads.append(threading.get_ident())
        results.append(result)

    runner.run(owner, work, done)
    idle(runner, qtbot)
    assert results == [42]
    assert threads[0] != threading.get_ident()
    assert threads[1] == threading.get_ident()


def test_a_closed_page_gets_no_callback(runner: TaskRunner, qtbot: QtBot) -> None:
    gate = threading.Event()
    called: list[int] = []
    released, kept = QObject(), QObject()
    runner.run(released, lambda: gate.wait(5), lambda _: called.append(1))
    runner.run(kept, lambda: 2, called.append)
    runner.release(released)
    gate.set()
    idle(runner, qtbot)
    assert called == [2]


def test_a_destroyed_owner_gets_no_callback(runner: TaskRunner, qtbot: QtBot) -> None:
    gate = threading.Event()
    called: list[int] = []
    owner = QObject()
    runner.run(owner, lambda: gate.wait(5), lambda _: called.append(1))
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    gate.set()
    idle(runner, qtbot)
    assert called == []


def refuse() -> int:
    raise FileMissingError(Path("台账.db"))


def test_a_refusal_goes_to_its_page_or_else_to_the_window(runner: TaskRunner, qtbot: QtBot) -> None:
    told: list[AppError | None] = []
    general: list[AppError] = []
    runner.refused.connect(general.append)
    owner = QObject()
    runner.run(owner, refuse, lambda _: None, told.append)
    runner.run(owner, refuse, lambda _: None)
    idle(runner, qtbot)
    assert [type(error) for error in told] == [FileMissingError]
    assert [type(error) for error in general] == [FileMissingError]


def test_a_bug_is_told_and_the_runner_goes_on(runner: TaskRunner, qtbot: QtBot) -> None:
    bugs: list[Exception] = []
    told: list[AppError | None] = []
    results: list[int] = []
    runner.crashed.connect(bugs.append)
    owner = QObject()
    runner.run(owner, lambda: 1 // 0, lambda _: None, told.append)
    runner.run(owner, lambda: 7, results.append)
    idle(runner, qtbot)
    assert [type(bug) for bug in bugs] == [ZeroDivisionError]
    assert told == [None]
    assert results == [7]


def test_the_runner_says_when_it_is_busy(runner: TaskRunner, qtbot: QtBot) -> None:
    states: list[bool] = []
    runner.busy_changed.connect(states.append)
    owner = QObject()
    runner.run(owner, lambda: 1, lambda _: None)
    runner.run(owner, lambda: 2, lambda _: None)
    idle(runner, qtbot)
    assert states == [True, False]
