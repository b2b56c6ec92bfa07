"""Numbers for records that have none: an export must name every record, and its file must find them again."""

import base64
import hashlib
from collections.abc import Iterable
from typing import Final

from models.keys import Key
from services.workbooks.importing.image import Record

PREFIX: Final = "自编-"
_LENGTH: Final = 10


def derived_number(key: Key) -> str:
    """Derive a record's number from its key: the same at every export and on every PC, never stored for it."""
    digest = hashlib.blake2b(key, digest_size=8).digest()
    return PREFIX + base64.b32encode(digest).decode("ascii")[:_LENGTH]


def number_of(number: str, key: Key) -> str:
    """Give a record's own number, else the derived one."""
    return number or derived_number(key)


class NumberIndex:
    """Records by number; a derived number finds its record even when that has been given a number since."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._by_number: dict[str, list[Record]] = {}
        self._records: dict[Key, Record] = {}
        self._by_derived: dict[str, Record] = {}
        for record in records:
            self.add(record)

    def add(self, record: Record) -> None:
        """Make a record findable by the number it has now."""
        self._records[record.key] = record
        number = record.values["number"]
        if number and record not in self._by_number.setdefault(number, []):
            self._by_number[number].append(record)

    def find(self, number: str) -> list[Record]:
        """List the records of that number."""
        found = self._by_number.get(number, [])
        if found or not number.startswith(PREFIX):
            return found
        if len(self._by_derived) != len(self._records):
            self._by_derived = {derived_number(key): record for key, record in self._records.items()}
        return [self._by_derived[number]] if number in self._by_derived else []
