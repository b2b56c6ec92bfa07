"""Rows left out of a merge: they stay as they were, with what cannot stand without them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.exchange.rows import RowKey
from tests.services.exchange.replicas import PEOPLE, SESSIONS, Replica, close, everything_to_everyone, office

NEW = b"n" * 16
ONE, SESSION = PEOPLE[0], SESSIONS[0]
PERSON = f"INSERT INTO people (id, name, category) VALUES (x'{NEW.hex()}', '钱二', 'formal')"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[list[Replica]]:
    made = office(tmp_path, 2)
    yield made
    close(made)


def attended(person: bytes) -> str:
    return (
        "INSERT INTO attendance (session_id, person_id, year, status) "
        f"VALUES (x'{SESSION.hex()}', x'{person.hex()}', 2026, 'present')"
    )


def test_what_hangs_on_a_new_record_that_is_left_out_is_left_out_too(pair: list[Replica]) -> None:
    here, there = pair
    before = here.live()
    there.write(PERSON, attended(NEW))
    here.merge(there, [RowKey("people", NEW)])
    assert here.live() == before
    everything_to_everyone(pair)
    assert here.live() == there.live() == before


def test_what_is_kept_from_deletion_keeps_what_it_hangs_on(pair: list[Replica]) -> None:
    here, there = pair
    for replica in pair:
        replica.write(attended(ONE))
    everything_to_everyone(pair)
    before = here.live()
    there.write("UPDATE attendance SET deleted = 1", f"UPDATE people SET deleted = 1 WHERE id = x'{ONE.hex()}'")
    here.merge(there, [RowKey("attendance", SESSION + ONE)])
    assert here.live() == before


def test_a_record_that_would_be_revived_stays_deleted_if_left_out(pair: list[Replica]) -> None:
    here, there = pair
    here.write(f"UPDATE people SET deleted = 1 WHERE id = x'{ONE.hex()}'")
    there.write(f"UPDATE people SET phone = '1' WHERE id = x'{ONE.hex()}'")
    before = here.live()
    here.merge(there, [RowKey("people", ONE)])
    assert here.live() == before
    everything_to_everyone(pair)
    assert here.live() == there.live()


def test_a_reference_to_a_left_out_record_goes_back(pair: list[Replica]) -> None:
    here, there = pair
    there.write(
        f"INSERT INTO campaigns (id, name) VALUES (x'{NEW.hex()}', '主题教育')",
        f"UPDATE sessions SET campaign_id = x'{NEW.hex()}' WHERE id = x'{SESSION.hex()}'",
    )
    before = here.live()
    here.merge(there, [RowKey("campaigns", NEW)])
    assert here.live() == before
