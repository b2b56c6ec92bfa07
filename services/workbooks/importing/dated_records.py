"""Memberships, appointments, exemptions and stages: found by person, what it is about, and first day."""

from typing import Any

from services.workbooks.importing.image import Record, TableImage


class DatedRecords:
    """A table of dated records by person."""

    def __init__(self, table: TableImage) -> None:
        self.table = table
        self._by_person: dict[bytes, list[Record]] = {}
        for record in table.live():
            self._by_person.setdefault(record.values["person_id"], []).append(record)

    def of(self, person: Record) -> list[Record]:
        """List a person's records that are not marked as deleted."""
        return [record for record in self._by_person.get(person.key, ()) if not record.values["deleted"]]

    def matching(self, person: Record, **values: Any) -> list[Record]:
        """List a person's records that hold these values."""
        return [
            record for record in self.of(person) if all(record.values[name] == value for name, value in values.items())
        ]

    def add(self, person: Record, **values: Any) -> Record:
        """Make a record of a person."""
        record = self.table.add(person_id=person.key, **values)
        self._by_person.setdefault(person.key, []).append(record)
        return record

    def find(self, person: Record, starts_on: str | None, **values: Any) -> Record | None:
        """Find the record that begins on that day; else one whose beginning is not known, if it can be the same."""
        about = self.matching(person, **values)
        for record in about:
            if record.values["starts_on"] == starts_on:
                return record
        if starts_on is None:
            return None
        undated = [record for record in about if record.values["starts_on"] is None and _lasts(record, starts_on)]
        return undated[0] if len(undated) == 1 else None


def _lasts(record: Record, day: str) -> bool:
    ends_on = record.values["ends_on"]
    return ends_on is None or day < ends_on


def latest(records: list[Record]) -> Record | None:
    """Pick the record that holds now, else the one that began last."""
    return max(
        records,
        key=lambda record: (record.values["ends_on"] is None, record.values["starts_on"] or "", record.key),
        default=None,
    )
