"""The checkout's own virtual environment, `.venv`: built by the standard library and pip from a lock with hashes."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from installer.locked_packages import missing_packages
from installer.notice import refuse
from installer.pip_failure import explain_pip_failure

_PROGRAM_FOLDERS = ("main.py", "installer", "models", "services", "ui")


class Environment:
    """The virtual environment in `checkout`."""

    def __init__(self, checkout: Path) -> None:
        self._checkout = checkout
        self.folder = checkout / ".venv"
        self.python = self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self._complete = self.folder / "set-up-complete"
        self._log = self.folder / "set-up.log"

    def is_ready(self, lock: Path) -> bool:
        """Tell whether the last set-up ended well and left every package of the lock."""
        return self._is_whole() and not missing_packages(lock, self._site_packages())

    def set_up(self, lock: Path) -> None:
        """Build the environment, or bring a whole one up to the lock; end with a sentence if that fails."""
        try:
            if not self._is_whole():
                self._create()
            self._complete.unlink(missing_ok=True)
            self._install(lock)
            self._compile()
            self._complete.touch()
        except OSError as error:
            refuse(
                f"无法准备运行环境 {self.folder}（{error.strerror}），请关闭使用它的程序，检查权限和磁盘空间后重试。",
                f"Cannot set up {self.folder} ({error}): close programs that use it, check rights and disk space.",
            )

    def _is_whole(self) -> bool:
        return self._complete.is_file() and self.python.is_file() and self._base_python_exists()

    def _base_python_exists(self) -> bool:
        settings = (self.folder / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
        homes = [line.partition("=")[2].strip() for line in settings if line.startswith("home")]
        return bool(homes) and Path(homes[0]).is_dir()

    def _site_packages(self) -> list[str]:
        pattern = "Lib/site-packages" if os.name == "nt" else "lib/python*/site-packages"
        return [str(folder) for folder in self.folder.glob(pattern)]

    def _create(self) -> None:
        for name in ("venv", "ensurepip"):
            spec = importlib.util.find_spec(name)
            if spec is None or not spec.has_location:  # Debian: gone, or an empty folder left behind
                _refuse_without_venv()
        import venv  # not everywhere

        self._complete.unlink(missing_ok=True)
        try:
            venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(self.folder)
        except subprocess.CalledProcessError:
            _refuse_without_venv()

    def _install(self, lock: Path) -> None:
        command = [str(self.python), "-I", "-m", "pip", "install", "--require-hashes", "--no-deps"]
        command += ["--only-binary=:all:", "--no-compile", "--no-input", "--disable-pip-version-check", "--retries=2"]
        command += ["-r", str(lock)]
        environment = {**os.environ, "PIP_USER": "0", "PYTHONUTF8": "1"}
        with self._log.open("w", encoding="utf-8") as log:
            done = subprocess.run(
                command, check=False, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environment
            )
        if done.returncode:
            explain_pip_failure(self._log)

    def _compile(self) -> None:
        # Without .pyc files a start takes four times as long, and PYTHONDONTWRITEBYTECODE may be set for good.
        program = [str(self._checkout / name) for name in _PROGRAM_FOLDERS]
        command = [str(self.python), "-I", "-m", "compileall", "-q", "-j", "0", *self._site_packages(), *program]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _refuse_without_venv() -> None:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    refuse(
        f"这个 Python 缺少 venv 组件，请先运行 apt-get install python3-venv（或 python{version}-venv）再重试。",
        f"This Python lacks venv: run apt-get install python3-venv (or python{version}-venv) and start again.",
    )
