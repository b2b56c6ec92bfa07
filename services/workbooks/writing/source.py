"""What an export reads from: the tables, and how people, organisations and sessions are named in a file."""

from typing import Any, TypeAlias

from sqlalchemy import Connection

from models.keys import Key
from services.workbooks.importing.dated_records import DatedRecords, latest
from services.workbooks.importing.image import LedgerImage, Record, TableImage
from services.workbooks.importing.organization_lookup import OrganizationLookup
from services.workbooks.writing.derived_numbers import number_of

ExportRow: TypeAlias = dict[str, Any]


class ExportSource:
    """One consistent state of the database, for all sheets of an export."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._image = LedgerImage(connection)
        self.organizations = OrganizationLookup(self.table("organizations"), create_missing=False)
        self._organization_names: dict[Key, str] = {}
        self._branches: dict[Key, str | None] = {}
        self._memberships: DatedRecords | None = None

    def table(self, name: str) -> TableImage:
        """Give a table's rows."""
        return self._image.table(name)

    def organization(self, key: Key) -> str:
        """Name an organisation, with so much of its path as is needed."""
        if key not in self._organization_names:
            self._organization_names[key] = self.organizations.reference(key)
        return self._organization_names[key]

    def person_number(self, key: Key) -> str:
        """Give a person's number, own or derived."""
        return number_of(self.table("people").records[key].values["number"], key)

    def session_number(self, key: Key | None) -> str | None:
        """Give a session's number, own or derived."""
        return None if key is None else number_of(self.table("sessions").records[key].values["number"], key)

    def branch_of(self, person: Key) -> str | None:
        """Name the branch that a person belongs to now, or belonged to last."""
        if person not in self._branches:
            if self._memberships is None:
                self._memberships = DatedRecords(self.table("memberships"))
            found = latest(self._memberships.of(self.table("people").records[person]))
            branch = None if found is None else self.organizations.branch(found.values["organization_id"])
            self._branches[person] = None if branch is None else self.organization(branch.key)
        return self._branches[person]

    def with_person(self, record: Record) -> ExportRow:
        """Give a record's values with its person's number and name."""
        key = record.values["person_id"]
        person = self.table("people").records[key]
        return record.values | {"name": person.values["name"], "number": self.person_number(key)}
