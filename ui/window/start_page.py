"""The first start: make a new ledger, open one, or look at the made-up one."""

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from ui.window.look import Colour, Icon
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.card import Card, picture
from ui.window.widgets.labels import label, wrapped_label
from ui.window.widgets.message_bar import MessageBar

BAR_AFTER_MILLISECONDS: Final = 400  # most ledgers are open by then


class StartPage(QWidget):
    """Three cards and the note on classified information; a bar shows how far the opening has come."""

    new_wanted = Signal()
    open_wanted = Signal()
    demo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setAccessibleName("开始")
        self.message_bar = MessageBar(self)
        self._cards = QWidget()
        self._waiting = label("", "hint")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("进度")
        self._bar_timer = QTimer(self)
        self._bar_timer.setSingleShot(True)
        self._bar_timer.setInterval(BAR_AFTER_MILLISECONDS)
        self._bar_timer.timeout.connect(self._bar.show)
        self._build()
        self.show_ready()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(48, 36, 48, 36)
        outer.setSpacing(10)
        outer.addStretch(1)
        outer.addLayout(_centred(label("学习台账", "welcome")))
        outer.addLayout(_centred(label("党员学习教育的计划、活动、学时与经费，一本台账记到底。", "hint")))
        outer.addSpacing(14)
        outer.addWidget(self.message_bar)
        outer.addWidget(self._cards)
        outer.addSpacing(6)
        outer.addLayout(_centred(self._waiting))
        outer.addWidget(self._bar)
        outer.addLayout(
            _centred(
                picture(Icon.LOCK, 18, Colour.ACCENT), label("涉密信息不得录入。台账只保存在本机，不连接网络。", "hint")
            )
        )
        outer.addStretch(2)
        cards = QHBoxLayout(self._cards)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(16)
        cards.addWidget(
            _choice(
                Icon.DATABASE_PLUS,
                "新建台账",
                "填写党委名称，选择存放位置，从空白开始。",
                primary_button("新建台账…", None, self.new_wanted.emit),
            )
        )
        cards.addWidget(
            _choice(
                Icon.FOLDER,
                "打开已有台账",
                "打开以前建立的台账文件；打开前自动备份。",
                button("打开台账…", None, self.open_wanted.emit),
            )
        )
        cards.addWidget(
            _choice(
                Icon.SPARKLES,
                "演示数据",
                "生成一个虚构的党委五年的记录，随意试用。",
                button("打开演示数据…", None, self.demo_wanted.emit),
            )
        )

    def show_waiting(self, text: str, *, share: float | None = None) -> None:
        """Say what is going on; `share` (0 to 1) is how far it is, without it the bar runs."""
        self._cards.setEnabled(False)
        self._waiting.setText(text)
        self._bar.setRange(0, 0 if share is None else 1000)
        if share is not None:
            self._bar.setValue(round(share * 1000))
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)
        if self._bar.isHidden() and not self._bar_timer.isActive():
            self._bar_timer.start()

    def show_ready(self) -> None:
        """Offer the cards."""
        self._cards.setEnabled(True)
        self._waiting.setText("")
        self._bar_timer.stop()
        self._bar.hide()


def _choice(name: Icon, title: str, hint: str, action: QWidget) -> Card:
    made = Card()
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    made.setMinimumHeight(190)
    made.body.setContentsMargins(22, 22, 22, 22)
    made.body.addWidget(picture(name, 32, Colour.ACCENT))
    made.body.addWidget(label(title, "cardTitle"))
    made.body.addWidget(wrapped_label(hint, "hint"))
    made.body.addStretch(1)
    made.body.addWidget(action)
    return made


def _centred(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
