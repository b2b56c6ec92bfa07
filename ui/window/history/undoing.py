"""Undo and redo from the window: plan, ask where it is much or in part only, write, tell all pages."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from services.errors import AppError
from services.history.rows import ObstacleReason, UndoPlan
from services.history.steps import StepService, Undone
from ui.error_texts import sentence
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.history.lines import counts_text, moment_text
from ui.window.look import Tone

MANY: Final = 20  # records, beyond which one key is not enough
SHOWN: Final = 5
REASONS: Final = {
    ObstacleReason.CHANGED_SINCE: "后来又改动过",
    ObstacleReason.NEEDED: "正被使用",
    ObstacleReason.LACKING: "所属的记录已删除",
}


class Undoing(QObject):
    """Takes steps back and does them again; `say` tells the officer what was done or refused."""

    def __init__(self, desk: Desk, steps: StepService, say: Callable[[str, Tone], None], window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._steps = steps
        self._say = say
        self._window = window

    def undo(self, code: str = "") -> None:
        """Take back a step, or the last one."""
        self._run(lambda: self._steps.plan_undo(code), lambda plan: self._planned(plan, "撤销", asks=bool(code)))

    def redo(self, code: str = "") -> None:
        """Do again a step, or the one that was taken back last."""
        self._run(lambda: self._steps.plan_redo(code), lambda plan: self._planned(plan, "重做", asks=bool(code)))

    def _run(self, work: Callable[[], UndoPlan], done: Callable[[UndoPlan], None]) -> None:
        self._desk.runner.run(self, work, done, self._show_refusal)

    def _planned(self, plan: UndoPlan, verb: str, *, asks: bool) -> None:
        records = sum(count.made + count.changed for count in plan.writes)
        if plan.blocked and not records:
            self._say(f"没有{verb}“{plan.step.label}”：{_reasons(plan)}。", Tone.BAD)
            return
        if (asks or plan.blocked or records > MANY) and not confirmed(
            self._window, verb, question(plan, verb), f"{verb}其余部分" if plan.blocked else verb
        ):
            return
        act = self._steps.undo if verb == "撤销" else self._steps.redo
        self._desk.runner.run(
            self,
            lambda: act(plan.step.code, partly=bool(plan.blocked)),
            lambda undone: self._done(undone, verb),
            self._show_refusal,
        )

    def _done(self, undone: Undone, verb: str) -> None:
        self._desk.notifier.announce(undone.changes)
        left = f"；有 {undone.left} 处保持原样" if undone.left else ""
        self._say(f"已{verb}：{undone.step.label}{left}。", Tone.GOOD)

    def _show_refusal(self, error: AppError | None) -> None:
        if error is not None:
            self._say(sentence(error), Tone.BAD)


def question(plan: UndoPlan, verb: str) -> str:
    """Ask whether to do it: which step, what is written, what stays as it is and why."""
    step = plan.step
    who = f"，{step.who}" if step.who else ""
    lines = [f"{verb}“{step.label}”（{moment_text(step.taken_at)}{who}）？", f"涉及：{counts_text(plan.writes)}。"]
    if plan.blocked:
        lines.append(f"有 {plan.blocked} 处保持原样：{_reasons(plan)}。")
    return "\n".join(lines)


def _reasons(plan: UndoPlan) -> str:
    named = []
    for obstacle in plan.obstacles[:SHOWN]:
        field = f"的{obstacle.field}" if obstacle.field else ""
        by = obstacle.other or obstacle.later
        reason = REASONS[obstacle.reason] + (f"：{by}" if by else "")
        named.append(f"{obstacle.table}“{obstacle.record}”{field}{reason}")
    more = f"；等 {plan.blocked} 处" if plan.blocked > SHOWN else ""
    return "；".join(named) + more
