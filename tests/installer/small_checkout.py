"""A checkout in miniature: the real installer, a lock of one tiny package, and a program that imports it."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

INSTALLER = Path(__file__).resolve().parents[2] / "installer"

PROGRAM = """
import sys
from pathlib import Path
from installer.bootstrap import ensure_packages

checkout = Path(__file__).resolve().parent
ensure_packages(checkout, checkout / "requirements.lock")
import tiny

print(tiny.VERSION, sys.prefix, sys.argv[1:])
sys.exit(7)
"""


@dataclass(frozen=True)
class SmallCheckout:
    """The folder with the program; `wheels` is where pip looks instead of a network."""

    folder: Path
    wheels: Path

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run the program to its end."""
        return subprocess.run(
            self.command(*arguments),
            check=False,
            capture_output=True,
            encoding="utf-8",
            env=self.variables(**variables),
            timeout=180,
        )

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-B", str(self.folder / "program.py"), *arguments]

    def variables(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("proxy")}
        offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "PIP_CONFIG_FILE": os.devnull}
        return {**kept, **offline, "PYTHONUTF8": "1", **more}

    def lock(self, version: str, digest: str) -> None:
        text = f"tiny=={version} \\\n    --hash=sha256:{digest}\n"
        (self.folder / "requirements.lock").write_text(text, encoding="utf-8")

    def copy_to(self, folder: Path) -> "SmallCheckout":
        shutil.copytree(self.folder, folder, symlinks=True)
        return SmallCheckout(folder, self.wheels)


def make_small_checkout(folder: Path, wheels: Path) -> SmallCheckout:
    """Make the checkout, with nothing set up yet, locked to version 1.0 of the package."""
    checkout = SmallCheckout(folder, wheels)
    wheels.mkdir(exist_ok=True)
    digest = make_wheel(wheels, "1.0")
    shutil.copytree(INSTALLER, folder / "installer", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "program.py").write_text(PROGRAM, encoding="utf-8")
    checkout.lock("1.0", digest)
    return checkout


def make_wheel(wheels: Path, version: str) -> str:
    """Make a wheel of the package `tiny`; the result is its sha256 in hexadecimal digits."""
    files = {
        "tiny.py": f"VERSION = {version!r}\n",
        f"tiny-{version}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n",
        f"tiny-{version}.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = f"tiny-{version}.dist-info/RECORD"
    rows = [f"{name},sha256={_record_digest(text)},{len(text)}" for name, text in files.items()]
    path = wheels / f"tiny-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in {**files, record: "\n".join([*rows, f"{record},,"]) + "\n"}.items():
            wheel.writestr(zipfile.ZipInfo(name), text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _record_digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
