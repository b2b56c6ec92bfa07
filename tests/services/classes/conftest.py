"""The book that tests of classes write in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book(tmp_path)
    yield made
    made.close()
