"""The full identity and telephone numbers of a ledger, and where any of them stands."""

import io
import re
import zipfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from models.database import Database

SHORTEST = 11  # shorter numbers are hidden whole, and stand in other numbers by chance


@dataclass(frozen=True)
class FullNumbers:
    """Numbers that nothing but a form, or an export that asks for them, may show."""

    numbers: frozenset[str]

    @classmethod
    def of_ledger(cls, path: Path) -> "FullNumbers":
        """Collect those of the rows and of the log, which knows former ones too."""
        with closing(Database(path)) as database, database.reading() as connection:
            found = [
                *connection.exec_driver_sql("SELECT identity_number FROM people UNION SELECT phone FROM people"),
                *connection.exec_driver_sql("SELECT phone FROM study_resources"),
                *connection.exec_driver_sql(
                    "SELECT e.value FROM change_cells e JOIN change_columns k ON k.no = e.column_no "
                    "WHERE k.cell IN ('identity_number', 'phone')"
                ),
            ]
        return cls(frozenset(str(number) for (number,) in found if len(str(number or "")) >= SHORTEST))

    def in_text(self, text: str) -> set[str]:
        """Give those that stand in a text, written with spaces or lines between or not."""
        runs = re.findall(r"[0-9Xx]{11,}", re.sub(r"[\s-]", "", text))
        return {number for number in self.numbers for run in runs if number in run}

    def in_texts(self, texts: Iterable[str]) -> set[str]:
        """Give those that stand in any of the texts."""
        return self.in_text("\n;".join(texts))

    def in_file(self, name: str, content: bytes) -> set[str]:
        """Give those that stand in a PDF, or in any part of a Word file or workbook."""
        if name.endswith(".pdf"):
            return self.in_texts(pdf_texts(content))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(part).decode("utf-8", "replace") for part in archive.namelist()]
        return self.in_texts([*parts, *(re.sub(r"<[^>]*>", " ;", part) for part in parts)])


def pdf_texts(content: bytes) -> list[str]:
    """Read the text of every page, and what the file says of itself."""
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
        return [*pages, *document.get_metadata_dict().values()]
    finally:
        document.close()
