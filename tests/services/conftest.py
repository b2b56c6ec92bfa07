"""The office that service tests start from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.create(tmp_path)
    yield made
    made.database.close()
