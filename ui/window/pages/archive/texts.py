"""How folders, papers and demands are written on the page, and in which tone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from models.enums import PaperKind
from services.archive.rows import ArchiveRuleRow, FolderState, FolderTotals, PaperStanding, PaperState, SessionFolder
from ui.window.look import Tone
from ui.window.texts import day_text

STATE_WORDS: Final = {
    FolderState.COMPLETE: "齐全",
    FolderState.INCOMPLETE: "缺件",
    FolderState.NOTHING_REQUIRED: "无要求",
}
STATE_TONES: Final = {
    FolderState.COMPLETE: Tone.GOOD,
    FolderState.INCOMPLETE: Tone.BAD,
    FolderState.NOTHING_REQUIRED: Tone.NEUTRAL,
}
PAPER_TONES: Final = {
    PaperState.FILED: Tone.GOOD,
    PaperState.KEPT_ON_PAPER: Tone.WAITING,
    PaperState.MISSING: Tone.BAD,
}


def state_text(folder: SessionFolder) -> str:
    """Write 齐全, 缺 2 or 无要求."""
    return f"缺 {len(folder.missing)}" if folder.missing else STATE_WORDS[folder.state]


def paper_words(paper: PaperStanding) -> str:
    """Write how one paper stands: 签到表 已归档 2, 记录 纸质件, 照片 缺."""
    match paper.state:
        case PaperState.FILED:
            words = f"已归档 {paper.files}" if paper.files > 1 else "已归档"
        case PaperState.KEPT_ON_PAPER:
            words = "纸质件"
        case PaperState.MISSING:
            words = "缺"
    return f"{paper.paper.label} {words}" + ("" if paper.required else "（另附）")


def counts_text(missing: Sequence[tuple[PaperKind, int]]) -> str:
    """Write papers lacking by kind: 签到表 2、照片 1."""
    return "、".join(f"{paper.label} {count}" for paper, count in missing)


def rate_words(totals: FolderTotals) -> str:
    """Write the share of complete folders; empty without any that must have something."""
    return "" if totals.rate is None else f"{float(totals.rate):.1%}"


class Standing(Enum):
    """How a demand stands today."""

    PAST = "已停止"
    IN_FORCE = "现行"
    TO_COME = "将生效"


STANDING_TONES: Final = {
    Standing.PAST: Tone.NEUTRAL,
    Standing.IN_FORCE: Tone.GOOD,
    Standing.TO_COME: Tone.WAITING,
}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A demand of the archive list as it stands today."""

    rule: ArchiveRuleRow
    standing: Standing

    @classmethod
    def of(cls, rule: ArchiveRuleRow, today: date) -> "RuleLine":
        """Tell how a demand stands on a day."""
        if rule.holds(today):
            return cls(rule, Standing.IN_FORCE)
        to_come = rule.valid_from is not None and rule.valid_from > today
        return cls(rule, Standing.TO_COME if to_come else Standing.PAST)

    @property
    def from_text(self) -> str:
        """Write its first day."""
        return "一直" if self.rule.valid_from is None else day_text(self.rule.valid_from)

    @property
    def to_text(self) -> str:
        """Write its last day."""
        return "" if self.rule.valid_to is None else day_text(self.rule.valid_to - timedelta(days=1))
