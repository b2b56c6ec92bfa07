"""What happens with a bug: a line in the log without personal data, a dialog, and the program stays up."""

import logging
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QMessageBox, QWidget

from ui.bug_report import describe

LOG_LIMIT_BYTES: Final = 1_000_000
LOGGER: Final = logging.getLogger("study_ledger")


def start_log(path: Path) -> None:
    """Log to a file in the program's data folder; a log grown too long begins anew.

    Where the folder cannot be written the program runs without a log.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LOG_LIMIT_BYTES:
            path.replace(path.with_suffix(".old.log"))
        handler: logging.Handler = logging.FileHandler(path, encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)


def log_bug(error: BaseException) -> None:
    """Write a bug into the log."""
    LOGGER.error("%s", describe(error))


def crash_box(parent: QWidget | None, error: BaseException, log: Path) -> QMessageBox:
    """Make the dialog that tells of a bug; the details can be copied."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("程序出错")
    box.setText("程序遇到一个错误，刚才的操作没有完成。已保存的数据不受影响，可以继续使用。")
    box.setInformativeText(f"错误已记入日志：{log}")
    box.setDetailedText(describe(error))
    box.setAccessibleName("程序出错")
    return box
