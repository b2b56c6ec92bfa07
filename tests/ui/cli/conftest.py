"""A small demo made once, for the commands that only read."""

from datetime import date
from pathlib import Path

import pytest

from services.demo.service import DemoService


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    return DemoService().make(folder, "small", 1, date(2026, 9, 10), lambda _done, _total: None).path
