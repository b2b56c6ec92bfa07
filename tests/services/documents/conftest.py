"""What the tests of documents share: the bundled fonts, read once."""

import pytest

from services.documents.embedding import FaceShelf
from services.documents.fonts import FontBook


@pytest.fixture(scope="session")
def shelf() -> FaceShelf:
    return FaceShelf(FontBook())
