"""How training duties are written, on the screen and on the command line."""

from collections.abc import Iterable
from typing import Final

from models.enums import DutyState
from services.training_duties.rows import Demand, TrainingDutyRow
from ui.rule_texts import OWN

STATE_WORDS: Final = {
    DutyState.MET: "已完成",
    DutyState.DUE: "待完成",
    DutyState.MISSED: "未按期完成",
    DutyState.NOT_REQUIRED: "不要求",
}


def demand_text(demands: Iterable[Demand]) -> str:
    """Write how far a duty is: 0/1次, or 2.5/3天 或 20/24学时."""
    return " 或 ".join(f"{one.reached:f}/{one.required:f}{one.measure.value}" for one in demands)


def basis_text(row: TrainingDutyRow) -> str:
    """Name what a duty rests on; without a document the unit itself has set it."""
    return row.basis or OWN
