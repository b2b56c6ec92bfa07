"""A question before something is ended or removed."""

from PySide6.QtWidgets import QMessageBox, QWidget


def confirmed(parent: QWidget, title: str, question: str, action: str) -> bool:
    """Ask; True when the officer presses the button that names the action."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(title)
    box.setAccessibleName(title)
    box.setText(question)
    yes = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
    yes.setAccessibleName(action)
    no = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    no.setAccessibleName("取消")
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.exec()
    return box.clickedButton() is yes
