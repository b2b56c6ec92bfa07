"""LibreOffice as a second reader of what we write: converts files to PDF, with the program's own fonts."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from services.documents.pdf.fonts import BUNDLED_FOLDER

_SECONDS = 180
_ALIASES = {
    "仿宋": "Ledger FangSong",
    "楷体": "Ledger Kai",
    "黑体": "Ledger Hei",
    "宋体": "Ledger Song",
    "方正小标宋简体": "Ledger Song",
}


def to_pdf(files: Sequence[Path], folder: Path) -> dict[str, bytes]:
    """Convert files, by their names without ending; skips the test where LibreOffice is missing."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (libreoffice-writer-nogui) is not installed: pages of Word files are not compared")
    fonts = folder / "fonts.conf"
    fonts.write_text(_fonts(folder), encoding="utf-8")
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    environment = {"HOME": str(folder), "FONTCONFIG_FILE": str(fonts), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    subprocess.run(
        [*command, "--outdir", str(folder / "converted"), *map(str, files)],
        env=environment,
        check=True,
        timeout=_SECONDS,
        capture_output=True,
    )
    return {file.stem: (folder / "converted" / f"{file.stem}.pdf").read_bytes() for file in files}


def _fonts(folder: Path) -> str:
    """Let LibreOffice find our fonts under the names that papers ask for."""
    aliases = "".join(
        f'<alias binding="same"><family>{wanted}</family><prefer><family>{ours}</family></prefer></alias>'
        for wanted, ours in _ALIASES.items()
    )
    folders = f"<dir>{BUNDLED_FOLDER}</dir><cachedir>{folder / 'font-cache'}</cachedir>"
    head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
    return f"{head}<fontconfig>{folders}{aliases}</fontconfig>"
