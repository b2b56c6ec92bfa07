"""Two files whose logs began apart: rows older than either log reach both, whoever merges first."""

from pathlib import Path

from tests.services.exchange.replicas import close, office


def test_rows_of_two_beginnings_reach_both_whoever_merges_first(tmp_path: Path) -> None:
    """An older file that grew on two PCs before its log began."""
    ours, theirs = copies = office(tmp_path, 2)
    for place, replica in enumerate(copies):
        with replica.database.migrating() as connection:
            connection.exec_driver_sql(f"UPDATE change_clock SET origin = {9 - place}, applying = 1")
            connection.exec_driver_sql(f"INSERT INTO campaigns (id, name) VALUES (x'{str(place) * 32}', '{place}')")
            connection.exec_driver_sql("UPDATE change_clock SET applying = 0")
    ours.merge(theirs)
    theirs.merge(ours)
    ours.merge(theirs)
    for replica in copies:
        assert replica.read("SELECT name FROM campaigns ORDER BY 1") == [("0",), ("1",)]
    assert ours.live() == theirs.live()
    assert ours.conflicts() == theirs.conflicts() == []
    close(copies)
