"""What the tests of documents share: the bundled fonts, read once."""

import pytest

from services.documents.pdf.embedding import FaceShelf
from services.documents.pdf.fonts import FontBook


@pytest.fixture(scope="session")
def shelf() -> FaceShelf:
    return FaceShelf(FontBook())
