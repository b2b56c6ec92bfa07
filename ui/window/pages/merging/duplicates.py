"""The tab of duplicates: pairs that may be the same, what differs, and the officer's word on each."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.changes import Changes
from services.duplicates.rows import Difference, DuplicatePair
from services.duplicates.service import DuplicateService
from ui.window.dialogs.confirm import confirmed
from ui.window.look import Icon
from ui.window.widgets.buttons import button
from ui.window.widgets.labels import wrapped_label
from ui.window.widgets.listing import Listing
from ui.window.widgets.table import Column

PAIR_COLUMNS: Final[tuple[Column[DuplicatePair], ...]] = (
    Column("类别", lambda row: row.label, width=90),
    Column("第一条", lambda row: row.first_name, width=220),
    Column("第二条", lambda row: row.second_name, width=220),
    Column("为什么像", lambda row: "、".join(row.reasons), width=200),
)
DIFFERENCE_COLUMNS: Final[tuple[Column[Difference], ...]] = (
    Column("所在记录", lambda row: row.record or "记录本身", width=220),
    Column("字段", lambda row: row.field, width=120),
    Column("第一条的值", lambda row: row.first, width=180),
    Column("第二条的值", lambda row: row.second, width=180),
)


class DuplicatesTab(QWidget):
    """Pairs above, the differences of the chosen one below; `write` carries a decision out and says what was done."""

    def __init__(self, service: DuplicateService, write: Callable[[Callable[[], Changes], str], None]) -> None:
        super().__init__()
        self.setAccessibleName("重复记录")
        self._service = service
        self._write = write
        nothing = ("没有可能重复的记录", "两台电脑各自录入的同一个人、同一次活动，合并后列在这里。")
        self.pairs: Listing[DuplicatePair] = Listing("重复记录表", PAIR_COLUMNS, 1, nothing, Icon.USERS)
        same = ("先选一对", "这里列出两条记录不同的地方。")
        self.differences: Listing[Difference] = Listing("不同之处", DIFFERENCE_COLUMNS, 0, same, Icon.TABLE)
        self.hanging = wrapped_label("", "hint")
        self.pairs.add_row_button(button("不是同一个", None, self.set_apart))
        self.pairs.add_row_button(button("归并，保留第一条", None, lambda: self.unite(first=True)), _can_unite)
        self.pairs.add_row_button(button("归并，保留第二条", None, lambda: self.unite(first=False)), _can_unite)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pairs, 3)
        layout.addWidget(self.hanging)
        layout.addWidget(self.differences, 2)
        self.pairs.table.selectionModel().selectionChanged.connect(lambda: self._show_differences())
        self.pairs.model.modelReset.connect(self._show_differences)

    def show_pairs(self, pairs: tuple[DuplicatePair, ...]) -> None:
        """List other pairs."""
        self.pairs.show_rows(pairs, lambda pair: pair.first + pair.second)
        self.pairs.summary.setText(f"{len(pairs)} 对可能重复" if pairs else "")

    def _show_differences(self) -> None:
        pair = self.pairs.chosen()
        differences = () if pair is None else pair.differences
        self.differences.show_rows(differences, lambda one: f"{one}".encode())
        self.hanging.setText("" if pair is None else hanging_words(pair))

    def unite(self, *, first: bool) -> None:
        """Unite the chosen pair once the officer has confirmed which one stays."""
        pair = self.pairs.chosen()
        if pair is None:
            return
        kept, dropped = (pair.first, pair.second) if first else (pair.second, pair.first)
        name = pair.first_name if first else pair.second_name
        question = (
            f"把这两条{pair.label}归并为一条，保留{'第一' if first else '第二'}条“{name}”？\n"
            "另一条相关的记录都归到它；两边都有的以保留的为准，缺的用另一条补上。"
        )
        if confirmed(self, "归并重复记录", question, "归并"):
            self._write(lambda: self._service.unite(kept, dropped), f"已归并为“{name}”，可以在“修改记录”中撤销。")

    def set_apart(self) -> None:
        """Remember that the chosen pair is not the same."""
        pair = self.pairs.chosen()
        if pair is not None:
            self._write(
                lambda: self._service.set_apart(pair.table, pair.first, pair.second), "已记下不是同一个，不再提示。"
            )


def hanging_words(pair: DuplicatePair) -> str:
    """Say what hangs on each of the two; of organisations, that they are only told."""
    if not pair.can_unite:
        return "党组织只提示，不归并：请把人员和活动改到其中一个，再删除另一个。"
    return f"第一条相关：{pair.first_hanging or '无'}\n第二条相关：{pair.second_hanging or '无'}"


def _can_unite(pair: DuplicatePair) -> bool:
    return pair.can_unite
