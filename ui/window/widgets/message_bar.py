"""A bar across a page or dialog that says what was refused, or what was done."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.window.look import Icon, Tone
from ui.window.widgets.buttons import quiet_button
from ui.window.widgets.labels import wrapped_label

SHOWN_MILLISECONDS = 6000


class MessageBar(QFrame):
    """Hidden until there is something to say; good news goes away by itself, bad news waits to be closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._text: QLabel | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def _label(self) -> QLabel:
        """Give the text's label; what the bar holds is made when it first speaks, for most never do."""
        if self._text is None:
            layout = QHBoxLayout(self)
            layout.setContentsMargins(12, 6, 6, 6)
            self._text = wrapped_label("")
            layout.addWidget(self._text, 1)
            close = quiet_button("", Icon.CLOSE, self.hide)
            close.setAccessibleName("关闭提示")
            close.setToolTip("关闭提示")
            layout.addWidget(close)
        return self._text

    @property
    def text(self) -> str:
        """Give what the bar says, empty while it is hidden."""
        return "" if self.isHidden() else self._label().text()

    def say(self, text: str, tone: Tone) -> None:
        """Show a message."""
        self._label().setText(text)
        self.setAccessibleName(text)
        self.setProperty("tone", tone.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()
        if tone is Tone.GOOD:
            self._timer.start(SHOWN_MILLISECONDS)
        else:
            self._timer.stop()
