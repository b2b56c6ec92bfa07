"""What holds for every test: no screen, folders of its own, reproducible examples, and noise that fails."""

import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ["QT_QPA_PLATFORM"] = "offscreen"

# The same examples in every run, however slow the machine: a test that fails here fails anywhere.
settings.register_profile(
    "ci", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

_FOLDER_VARIABLES = (
    "HOME",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_CACHE_HOME",
    "XDG_STATE_HOME",
)
_home = tempfile.TemporaryDirectory(prefix="study-ledger-tests-", ignore_cleanup_errors=True)


def pytest_configure(config: pytest.Config) -> None:
    """Point the person's folders to a temporary one before anything reads them."""
    config.addinivalue_line("markers", "expects_log(part): the test brings about a warning or error that holds `part`")
    config.add_cleanup(_home.cleanup)
    os.environ.pop("STUDY_LEDGER_DATA", None)
    for name in _FOLDER_VARIABLES:
        folder = Path(_home.name, name)
        folder.mkdir(exist_ok=True)
        os.environ[name] = str(folder)


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail the test for a log record from WARNING on that no `expects_log` marker announces."""
    yield
    expected = [str(marker.args[0]) for marker in request.node.iter_markers("expects_log")]
    loud = [
        f"{record.name}: {record.levelname}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    unexpected = [line for line in loud if not any(part in line for part in expected)]
    assert not unexpected, "logged unexpectedly: " + "; ".join(unexpected)
