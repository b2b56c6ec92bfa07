"""Finding people by number, identity number, or name in a branch; never by guess."""

from models.keys import Key
from services.workbooks import wording
from services.workbooks.importing.image import Record, TableImage
from services.workbooks.importing.journal import Row, RowRefusedError
from services.workbooks.importing.organization_lookup import OrganizationLookup
from services.workbooks.writing.derived_numbers import NumberIndex


class PeopleLookup:
    """All people by number, identity number and name, with the organisations they belong or belonged to."""

    def __init__(self, people: TableImage, memberships: TableImage, organizations: OrganizationLookup) -> None:
        self._people = people
        self._organizations = organizations
        self._numbers = NumberIndex()
        self._by_identity: dict[str, list[Record]] = {}
        self._by_name: dict[str, list[Record]] = {}
        self._memberships: dict[Key, list[Record]] = {}
        self._declared: dict[Key, set[Key]] = {}
        self._resolved: dict[tuple[str, str, str], Record] = {}
        for record in people.live():
            self.index(record)
        for membership in memberships.live():
            self._memberships.setdefault(membership.values["person_id"], []).append(membership)

    def index(self, person: Record) -> None:
        """Make a person findable, under today's number, identity number and name."""
        self._numbers.add(person)
        for index, word in (
            (self._by_identity, person.values["identity_number"]),
            (self._by_name, person.values["name"]),
        ):
            if word and person not in index.setdefault(word, []):
                index[word].append(person)

    def declare(self, person: Record, organization: Key) -> None:
        """Note that the file's roster puts a person into an organisation, before the membership is made."""
        self._declared.setdefault(person.key, set()).add(organization)

    def add_membership(self, membership: Record) -> None:
        """Note a membership that was made."""
        self._memberships.setdefault(membership.values["person_id"], []).append(membership)

    def memberships(self, person: Record) -> list[Record]:
        """List a person's memberships."""
        return self._memberships.get(person.key, [])

    def with_number(self, number: str) -> list[Record]:
        """List the people with that number (own or derived)."""
        return self._numbers.find(number)

    def with_identity(self, identity_number: str) -> list[Record]:
        """List the people with that identity number."""
        return self._by_identity.get(identity_number, [])

    def with_name(self, name: str) -> list[Record]:
        """List the people of that name."""
        return self._by_name.get(name, [])

    def belongs(self, person: Record, organization: Key, on: str | None = None) -> bool:
        """Tell whether a person is or was (or on that day: was) in an organisation or below it."""
        keys = {
            membership.values["organization_id"]
            for membership in self.memberships(person)
            if on is None or _runs(membership, on)
        }
        if on is None or not keys:
            keys |= self._declared.get(person.key, set())
        return any(organization in self._organizations.lineage(key) for key in keys)

    def resolve(self, row: Row, on: str | None = None) -> Record:
        """Find the person of a row by 人员编号, else by 姓名 and 所在党组织; RowRefusedError says why not."""
        number, name, branch = row.text("number"), row.text("name"), row.text("branch")
        asked = (number, name, branch)
        found = self._resolved.get(asked)
        if found is None:
            found = self._by_given_number(number, name) if number else self._by_given_name(name, branch, on)
            if number or len(self.with_name(name)) == 1:
                self._resolved[asked] = found
        return found

    def _by_given_number(self, number: str, name: str) -> Record:
        found = self.with_number(number)
        if not found:
            raise RowRefusedError("人员编号", number, wording.PERSON_UNKNOWN, wording.PERSON_UNKNOWN_REMEDY)
        if len(found) > 1:
            raise RowRefusedError("人员编号", number, wording.NUMBER_AMBIGUOUS, wording.NUMBER_AMBIGUOUS_REMEDY)
        known: str = found[0].values["name"]
        if name and name != known:
            reason = f"{wording.PERSON_NAME_DIFFERS}{known}"
            raise RowRefusedError("姓名", name, reason, wording.PERSON_NAME_DIFFERS_REMEDY)
        return found[0]

    def _by_given_name(self, name: str, branch: str, on: str | None) -> Record:
        candidates = self.with_name(name)
        if not candidates:
            raise RowRefusedError("姓名", name, wording.PERSON_UNKNOWN, wording.PERSON_UNKNOWN_REMEDY)
        if branch:
            organization = self._organizations.resolve(branch, "所在党组织").key
            there = [person for person in candidates if self.belongs(person, organization)]
            if not there:
                raise RowRefusedError(
                    "所在党组织", branch, wording.PERSON_NOT_IN_ORGANIZATION, wording.PERSON_UNKNOWN_REMEDY
                )
            if len(there) > 1 and on is not None:
                there = [person for person in there if self.belongs(person, organization, on)] or there
            candidates = there
        if len(candidates) > 1:
            raise RowRefusedError("姓名", name, wording.PERSON_AMBIGUOUS, wording.PERSON_AMBIGUOUS_REMEDY)
        return candidates[0]


def _runs(membership: Record, on: str) -> bool:
    starts_on, ends_on = membership.values["starts_on"], membership.values["ends_on"]
    return (starts_on is None or starts_on <= on) and (ends_on is None or on < ends_on)
