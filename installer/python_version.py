"""Refuse a Python that the packages do not support, before anything is imported that it could not parse.

Written in the syntax of Python 3.6, as is all that is imported up to this check.
"""

import sys

from installer.notice import refuse

OLDEST = (3, 11)
NEWEST = (3, 14)


def require_supported_python() -> None:
    """Go on with Python 3.11 to 3.14; say which one is needed and end otherwise."""
    running = tuple(sys.version_info[:2])
    if OLDEST <= running <= NEWEST:
        return
    found = "{}.{}".format(*running)
    refuse(
        f"本程序需要 Python 3.11 至 3.14，当前是 {found}，请安装 Python 3.11 或更新版本后重试。",
        f"Study Ledger needs Python 3.11 to 3.14, this is {found}: install one of them and start again.",
    )
