"""The officer at a real window, for the tests of this folder."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.driver.officer import Officer, what_is_missing

MAIN = Path(__file__).resolve().parents[2] / "main.py"


@pytest.fixture
def officer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Officer]:
    """Start the program on a private screen, with a folder of its own for settings, backups and the log."""
    missing = what_is_missing()
    if missing:
        pytest.skip(f"the driver needs an X screen and the accessibility bus: {missing}")
    monkeypatch.setenv("STUDY_LEDGER_DATA", str(tmp_path / "data"))
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    with Officer([sys.executable, str(MAIN)]) as sitting:
        try:
            yield sitting
        finally:
            pictures = os.environ.get("DRIVER_PICTURES")
            if pictures:
                sitting.photograph(Path(pictures, f"{tmp_path.name}.png"))
