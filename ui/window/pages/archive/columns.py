"""Columns of the archive's tables."""

from typing import Final

from services.archive.rows import BranchArchive, SessionFolder
from ui.rule_texts import OWN
from ui.window.look import Tone
from ui.window.pages.archive.texts import STANDING_TONES, STATE_TONES, RuleLine, counts_text, rate_words, state_text
from ui.window.texts import NONE, day_text
from ui.window.widgets.table import Column


def _missing(row: BranchArchive) -> int:
    return row.totals.missing_count


FOLDERS: Final[tuple[Column[SessionFolder], ...]] = (
    Column("日期", lambda row: day_text(row.starts_on), lambda row: row.starts_on, width=94),
    Column("活动", lambda row: row.title, width=200),
    Column("组织单位", lambda row: row.place, width=150),
    Column(
        "状态",
        state_text,
        lambda row: (len(row.missing), row.state.value),
        width=78,
        tone=lambda row: STATE_TONES[row.state],
    ),
)
BRANCHES: Final[tuple[Column[BranchArchive], ...]] = (
    Column("组织单位", lambda row: row.name, width=200),
    Column("活动", lambda row: str(row.totals.sessions), lambda row: row.totals.sessions, width=70, numeric=True),
    Column("应归档", lambda row: str(row.totals.asked), lambda row: row.totals.asked, width=80, numeric=True),
    Column("齐全", lambda row: str(row.totals.complete), lambda row: row.totals.complete, width=70, numeric=True),
    Column("齐全率", lambda row: rate_words(row.totals), lambda row: row.totals.rate, width=84, numeric=True),
    Column("缺件数", lambda row: str(row.totals.missing_count), _missing, width=80, numeric=True),
    Column("缺哪些", lambda row: counts_text(row.totals.missing), width=300),
)
RULES: Final[tuple[Column[RuleLine], ...]] = (
    Column("活动类型", lambda row: row.rule.session_kind.label, width=130),
    Column("材料", lambda row: row.rule.paper.label, width=110),
    Column("状态", lambda row: row.standing.value, width=90, tone=lambda row: STANDING_TONES[row.standing]),
    Column("自", lambda row: row.from_text, width=110),
    Column("至", lambda row: row.to_text, width=110),
    Column(
        "标记",
        lambda row: OWN if row.rule.is_own else "",
        width=96,
        tone=lambda row: Tone.WAITING if row.rule.is_own else None,
    ),
    Column("依据和条款", lambda row: f"{row.rule.basis}{row.rule.clause}" or NONE, width=260),
)
