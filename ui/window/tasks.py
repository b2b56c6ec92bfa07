"""The task runner: work off the GUI thread, results back on it, every failure with a way to the user."""

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from services.errors import AppError

Result = TypeVar("Result")
Failed = Callable[["AppError | None"], None]


class _Task(NamedTuple):
    """One piece of work, whom it is for, and who hears of its end."""

    owner: QObject
    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Failed | None


class _End(NamedTuple):
    """A task's end: its result, or what stopped it."""

    task: _Task
    result: Any
    error: Exception | None


class TaskRunner(QObject):
    """One worker thread that does the tasks in order; an owner that is gone gets no callback.

    `refused` carries an AppError that no `failed` callback took; `crashed` any other exception, a bug.
    """

    refused = Signal(object)
    crashed = Signal(object)
    busy_changed = Signal(bool)
    _ended = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: SimpleQueue[_Task | None] = SimpleQueue()
        self._waiting: list[_Task] = []
        self._ended.connect(self._finish)  # queued by itself: emitted on the worker, received here
        self._thread = threading.Thread(target=self._work_through, name=name, daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Tell whether a task is waiting or running."""
        return bool(self._waiting)

    def run(
        self,
        owner: QObject,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Failed | None = None,
    ) -> None:
        """Do `work` on the worker thread, then `done` with its result on the GUI thread.

        `failed` hears of a refusal, or None when a bug ended the work (the crash dialog tells of that one).
        """
        task = _Task(owner, work, done, failed)
        self._waiting.append(task)
        if len(self._waiting) == 1:
            self.busy_changed.emit(True)  # noqa: FBT003 - a signal's argument has no name
        self._queue.put(task)

    def release(self, owner: QObject) -> None:
        """Forget an owner: what it still waits for is done, but nobody is called."""
        self._waiting = [task for task in self._waiting if task.owner is not owner]

    def stop(self) -> None:
        """Let the running task end, then end the thread."""
        self._queue.put(None)
        self._thread.join()

    def _work_through(self) -> None:
        while (task := self._queue.get()) is not None:
            end = _run(task)
            if shiboken6.isValid(self):
                self._ended.emit(end)

    def _finish(self, end: _End) -> None:
        wanted = any(task is end.task for task in self._waiting)
        self._waiting = [task for task in self._waiting if task is not end.task]
        try:
            self._tell(end, wanted=wanted and shiboken6.isValid(end.task.owner))
        finally:
            # After the callbacks: what they asked for goes before what somebody starts once all is idle.
            if not self._waiting:
                self.busy_changed.emit(False)  # noqa: FBT003 - a signal's argument has no name

    def _tell(self, end: _End, *, wanted: bool) -> None:
        from services.errors import AppError  # noqa: PLC0415 - not for the first paint

        if isinstance(end.error, AppError):
            if wanted and end.task.failed is not None:
                end.task.failed(end.error)
            else:
                self.refused.emit(end.error)
        elif end.error is not None:
            self.crashed.emit(end.error)
            if wanted and end.task.failed is not None:
                end.task.failed(None)
        elif wanted:
            end.task.done(end.result)


def _run(task: _Task) -> _End:
    try:
        return _End(task, task.work(), None)
    except Exception as error:  # noqa: BLE001 - the one place where a bug in a service becomes a message
        return _End(task, None, error)
