"""What members asked to be trained in, under the items of a plan."""

from typing import Final

from services.needs.rows import AskedSubject, NeedTally
from ui.window.look import Icon, Tone
from ui.window.texts import NONE
from ui.window.widgets.listing import Listing
from ui.window.widgets.table import Column

NO_NEEDS: Final = ("还没有需求调研", "在“学习资源”的“需求调研”中登记。")
COLUMNS: Final[tuple[Column[AskedSubject], ...]] = (
    Column("需求主题", lambda row: row.subject, width=220),
    Column("培训对象", lambda row: "、".join(one.label for one in row.audiences) or NONE, width=130),
    Column("提出人数", lambda row: str(row.votes), lambda row: row.votes, 78, numeric=True),
    Column("同类活动", lambda row: f"{row.served} 次", lambda row: row.served, 84, numeric=True),
    Column("", lambda _: "", width=10),
    Column(
        "计划",
        lambda row: "已列入" if row.planned else "未列入",
        width=86,
        tone=lambda row: Tone.GOOD if row.planned else Tone.WAITING,
    ),
)


class NeedsPanel(Listing[AskedSubject]):
    """The subjects of a year's survey, most asked first; hidden where nobody was asked."""

    def __init__(self) -> None:
        super().__init__("需求调研", COLUMNS, 0, NO_NEEDS, Icon.USERS)
        self.setMinimumHeight(150)
        self.hide()

    def show_tally(self, tally: NeedTally) -> None:
        """Show a survey."""
        self.show_rows(tally.subjects, lambda row: row.subject.encode())
        planned = sum(row.planned for row in tally.subjects)
        words = f"{tally.year}年需求调研：{len(tally.subjects)} 个主题，{tally.votes} 人次，已列入计划 {planned} 个"
        self.summary.setText(words)
        self.setVisible(bool(tally.subjects))
