"""Make sure that the locked packages can be imported: go on, or set up `.venv` once and go on in it.

The standard library alone is used. Where the packages are there this costs about a millisecond.
"""

import os
import sys
from pathlib import Path
from typing import NoReturn

from installer.locked_packages import missing_packages
from installer.notice import refuse, say

INSTALLED_MARK = "installed-program"  # a file of this name beside main.py: the installed program brings its packages
_RESTARTED = "STUDY_LEDGER_RESTARTED"


def ensure_packages(checkout: Path, lock: Path) -> None:
    """Return where every package of `lock` is importable; start this program again in `.venv` otherwise."""
    if is_installed_program(checkout):
        return
    missing = missing_packages(lock, sys.path)
    restarted = os.environ.pop(_RESTARTED, None)
    if not missing:
        return
    if restarted:
        names = ", ".join(missing)
        refuse(
            f"运行环境中的组件版本不对（{names}），请清除环境变量 PYTHONPATH，或删除 .venv 文件夹后重试。",
            f"Wrong versions are found first ({names}): unset PYTHONPATH, or delete the folder .venv and start again.",
        )
    _go_on_in_own_environment(checkout, lock)


def is_installed_program(checkout: Path) -> bool:
    """Tell whether this is the packaged program, which never sets anything up."""
    return bool(getattr(sys, "frozen", False)) or (checkout / INSTALLED_MARK).exists()


def _go_on_in_own_environment(checkout: Path, lock: Path) -> NoReturn:
    # Imported here: a run that finds its packages pays for none of this.
    from installer.environment import Environment
    from installer.exclusive_lock import exclusive_lock

    environment = Environment(checkout)
    if not environment.is_ready(lock):
        try:
            with exclusive_lock(checkout / ".venv.lock"):
                if not environment.is_ready(lock):  # another run may have built it meanwhile
                    _announce(environment.folder)
                    environment.set_up(lock)
        except KeyboardInterrupt:
            refuse("已中断，下次运行会重新准备。", "Interrupted: the next run sets up afresh.")
    restart(environment.python, waits=os.name == "nt")


def _announce(folder: Path) -> None:
    say(
        f"首次运行或组件有更新：正在 {folder} 准备运行环境，需要联网，约一两分钟……",
        "First run, or packages changed: setting up .venv, which needs the network and a minute or two ...",
    )


def restart(python: Path, *, waits: bool) -> NoReturn:
    """Run the same command line with another Python in place of this process.

    Windows has no such replacement: there this process `waits` and passes the exit status on.
    """
    command = [str(python), *sys.orig_argv[1:]]
    environment = {**os.environ, _RESTARTED: "1"}
    if not waits:
        os.execve(python, command, environment)
    import subprocess

    try:
        status = subprocess.run(command, check=False, env=environment).returncode
    except KeyboardInterrupt:  # Ctrl+C went to both: the other one has said what there is to say
        status = 1
    raise SystemExit(status)
