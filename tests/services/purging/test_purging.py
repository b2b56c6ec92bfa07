"""A purge leaves no byte behind, and no copy brings back what it took."""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.enums import StageKind, StepKind
from models.keys import Key
from services.clock import FixedClock
from services.errors import RecordMissingError
from services.history.errors import StepFixedError
from services.history.steps import StepService
from services.ledger_file import LedgerFiles
from services.people.rows import ExemptionDraft, MembershipDraft, PersonDraft
from services.purging.blanking import GONE
from services.purging.errors import NothingToPurgeError, PersonUnclearError
from services.purging.rows import PersonalField, PurgeDraft
from services.purging.service import PurgeService
from tests.services.exchange.replicas import PEOPLE, Replica, office
from tests.services.office import NOON, Office, key_of

IDENTITY = "110101199001011234"
FIRST_PHONE, PHONE = "13811112222", "13833334444"
NAME, NOTE = "欧阳独一无二", "曾患重病需要照顾"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Office]:
    made = Office.create(tmp_path)
    yield made
    made.database.close()


@pytest.fixture
def person(room: Office) -> Key:
    first = PersonDraft(NAME, StageKind.FORMAL, "D9", identity_number=IDENTITY, phone=FIRST_PHONE, note=NOTE)
    key = key_of(room.people.add(first, MembershipDraft(room.first_branch), ()))
    room.people.change(key, PersonDraft(NAME, StageKind.FORMAL, "D9", identity_number=IDENTITY, phone=PHONE, note=""))
    room.people.add_record(key, ExemptionDraft(NOTE))
    return key


def service(room: Office, tmp_path: Path) -> PurgeService:
    files = LedgerFiles(tmp_path / "backups", FixedClock(NOON), second_backup_folder=tmp_path / "second")
    return PurgeService(room.database, files, room.database.path)


def stays(room: Office, *texts: str) -> list[str]:
    """List the texts that are anywhere in the file, or in what lies beside it."""
    room.database.close()
    files = [path.read_bytes() for path in room.database.path.parent.glob(f"{room.database.path.name}*")]
    return [text for text in texts if any(text.encode() in content for content in files)]


def test_fields_purged_are_nowhere_in_the_file(room: Office, person: Key, tmp_path: Path) -> None:
    texts = (IDENTITY, FIRST_PHONE, PHONE, NAME)
    assert stays(room, *texts) == list(texts)
    fields = frozenset({PersonalField.IDENTITY_NUMBER, PersonalField.PHONE})
    service(room, tmp_path).purge(PurgeDraft(person, fields))
    assert stays(room, *texts) == [NAME]
    draft = room.people.get(person).draft
    assert (draft.name, draft.identity_number, draft.phone) == (NAME, "", "")


def test_a_field_emptied_before_is_purged_from_the_log(room: Office, person: Key, tmp_path: Path) -> None:
    service(room, tmp_path).purge(PurgeDraft(person, frozenset({PersonalField.NOTE})))
    room.database.close()
    with room.database.reading() as connection:
        logged = connection.exec_driver_sql("SELECT value, old FROM change_cells").all()
    assert NOTE not in {text for row in logged for text in row}


def test_a_whole_person_leaves_nothing_but_counts(room: Office, person: Key, tmp_path: Path) -> None:
    service(room, tmp_path).purge(PurgeDraft(person, whole=True))
    assert stays(room, IDENTITY, FIRST_PHONE, PHONE, NAME, NOTE) == []
    assert room.people.get(person).draft == PersonDraft(GONE, StageKind.FORMAL)
    assert [row.name for row in room.people.list(room.first_branch)] == [GONE]


def test_a_record_united_with_the_person_goes_too(room: Office, person: Key, tmp_path: Path) -> None:
    twin = PersonDraft("欧阳独一", StageKind.FORMAL, phone=FIRST_PHONE)
    key = key_of(room.people.add(twin, MembershipDraft(room.first_branch), ()))
    with room.database.transaction() as session:
        session.connection().exec_driver_sql(
            "UPDATE people SET united_into = ? WHERE id = ?", (bytearray(person), bytearray(key))
        )
    service(room, tmp_path).purge(PurgeDraft(person, whole=True))
    assert stays(room, FIRST_PHONE, PHONE, "欧阳独一") == []


def test_a_purge_is_noted_without_data_and_not_taken_back(room: Office, person: Key, tmp_path: Path) -> None:
    service(room, tmp_path).purge(PurgeDraft(person, whole=True))
    step = StepService(room.database).steps()[0]
    assert (step.kind, step.label) == (StepKind.PURGE.value, StepKind.PURGE.label)
    with pytest.raises(StepFixedError):
        StepService(room.database).undo(step.code)


def test_what_is_unclear_is_refused(room: Office, person: Key, tmp_path: Path) -> None:
    purging = service(room, tmp_path)
    assert purging.find("D9") == person
    with pytest.raises(PersonUnclearError):
        purging.find("D1")
    with pytest.raises(NothingToPurgeError):
        purging.purge(PurgeDraft(person))
    with pytest.raises(RecordMissingError):
        purging.purge(PurgeDraft(Key(b"?" * 16), whole=True))


def purge(replica: Replica, *, whole: bool = False) -> None:
    files = LedgerFiles(replica.path.parent / "backups", FixedClock(NOON))
    fields = frozenset() if whole else frozenset({PersonalField.PHONE})
    PurgeService(replica.database, files, replica.path).purge(PurgeDraft(Key(PEOPLE[0]), fields, whole))


def phone_is(replica: Replica, phone: str) -> None:
    replica.write(f"UPDATE people SET phone = '{phone}' WHERE id = x'{PEOPLE[0].hex()}'")


def held(replica: Replica, text: str) -> bool:
    with replica.database.reading() as connection:
        rows = [
            *connection.exec_driver_sql("SELECT phone FROM people"),
            *connection.exec_driver_sql("SELECT value FROM change_cells"),
            *connection.exec_driver_sql("SELECT old FROM change_cells"),
        ]
    return any(row[0] == text for row in rows)


@pytest.mark.parametrize("ahead", [timedelta(), timedelta(days=900)], ids=["clock right", "clock years ahead"])
def test_a_copy_that_does_not_know_brings_nothing_back(tmp_path: Path, ahead: timedelta) -> None:
    ours, theirs = office(tmp_path, 2, (timedelta(), ahead))
    phone_is(ours, PHONE)
    theirs.merge(ours)
    purge(ours)
    phone_is(theirs, FIRST_PHONE)
    for one, other in ((ours, theirs), (theirs, ours), (ours, theirs)):
        one.reopen()
        other.reopen()
        one.merge(other)
    for replica in (ours, theirs):
        assert not held(replica, PHONE)
        assert not held(replica, FIRST_PHONE)
        assert replica.conflicts() == []
    assert ours.live() == theirs.live()


def test_what_is_written_after_a_purge_stays(tmp_path: Path) -> None:
    ours, theirs = office(tmp_path, 2)
    phone_is(ours, PHONE)
    purge(ours)
    theirs.merge(ours)
    phone_is(theirs, FIRST_PHONE)
    theirs.reopen()
    ours.merge(theirs)
    assert held(ours, FIRST_PHONE)
    assert not held(ours, PHONE)
    assert ours.live() == theirs.live()


@pytest.mark.parametrize("seed", range(8))
def test_copies_with_purges_come_to_the_same(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a draw of acts
    replicas = office(tmp_path, 3, (timedelta(), timedelta(days=400), timedelta(days=-30)))
    purged: list[str] = []
    for number in range(14):
        replica = chance.choice(replicas)
        act = chance.random()
        if act < 0.5:
            phone_is(replica, f"phone {number:03}")
        elif act < 0.65:
            there = replica.read(f"SELECT phone FROM people WHERE phone <> '' AND id = x'{PEOPLE[0].hex()}'")
            purged += [row[0] for row in there]
            purge(replica, whole=chance.random() < 0.3)
        else:
            other = chance.choice([one for one in replicas if one is not replica])
            other.reopen()
            replica.merge(other)
    for _ in range(3):
        for one in replicas:
            for other in replicas:
                if one is not other:
                    other.reopen()
                    one.merge(other)
    assert replicas[0].live() == replicas[1].live() == replicas[2].live()
    assert not any(held(replica, text) for replica in replicas for text in purged)
    assert replicas[0].log() == replicas[1].log() == replicas[2].log()
    assert replicas[0].conflicts() == replicas[1].conflicts() == replicas[2].conflicts()
