"""Scores of the study app: the latest of the year, the mark of the day, a branch entered at once."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy import text

from models.enums import StageKind
from models.keys import Key, new_key
from models.rules import Rule
from services.clock import FixedClock
from services.errors import DuplicateError, InvalidFieldError, RecordMissingError
from services.study_app.rows import ScoreDraft, ScoreEntry
from services.study_app.service import StudyAppService
from tests.services.office import Office, key_of

MARCH, FEBRUARY, YEAR_END = date(2026, 3, 1), date(2026, 2, 1), date(2026, 12, 31)
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
def study_app(office: Office) -> StudyAppService:
    return StudyAppService(office.database, FixedClock(NOON))


def add(study_app: StudyAppService, person: Key, day: date, score: str) -> Key:
    return key_of(study_app.add(ScoreDraft(person, day, Decimal(score))))


def set_mark(office: Office, value: str, since: date) -> None:
    with office.database.transaction() as session:
        session.add(Rule(id=new_key(), key="study_app.threshold", value=value, valid_from=since))


def shown(study_app: StudyAppService, day: date, scope: Key | None = None) -> dict[str, tuple[object, object]]:
    rows = study_app.scores(day, scope).rows
    return {row.name: (None if row.draft is None else row.draft.score, row.below) for row in rows}


def stored(office: Office) -> list[tuple[int, int]]:
    with office.database.reading() as connection:
        query = text("SELECT score, deleted FROM study_app_scores ORDER BY rowid")
        return [(score, deleted) for score, deleted in connection.execute(query)]


def test_the_list_has_the_latest_score_of_the_year_up_to_the_day(study_app: StudyAppService, office: Office) -> None:
    person = office.person("张三")
    add(study_app, person, date(2025, 12, 31), "9999")
    add(study_app, person, MARCH, "800.5")
    add(study_app, person, FEBRUARY, "500")
    assert shown(study_app, date(2026, 1, 31)) == {"张三": (None, None)}
    assert shown(study_app, date(2026, 2, 28)) == {"张三": (500, None)}
    assert shown(study_app, YEAR_END) == {"张三": (Decimal("800.5"), None)}
    assert study_app.days(2026) == (MARCH, FEBRUARY)
    assert study_app.years() == (2026, 2025)


@pytest.mark.parametrize(("score", "below"), [("999.999", 1), ("1000", 0), ("0", 1)])
def test_the_mark_is_that_of_the_day_and_meeting_it_is_enough(
    study_app: StudyAppService, office: Office, score: str, below: int
) -> None:
    set_mark(office, "1000", MARCH)
    add(study_app, office.person("张三"), FEBRUARY, score)
    assert shown(study_app, date(2026, 2, 28)) == {"张三": (Decimal(score), None)}
    assert shown(study_app, MARCH) == {"张三": (Decimal(score), below)}
    found = study_app.scores(YEAR_END)
    assert [found.threshold, found.year_below] == [1000, below]


def test_without_a_mark_nobody_is_below(study_app: StudyAppService, office: Office) -> None:
    add(study_app, office.person("张三"), MARCH, "0")
    found = study_app.scores(YEAR_END)
    assert (found.threshold, found.year_below, found.rows[0].below) == (None, None, None)


def test_only_members_of_the_scope_are_listed_and_averaged(study_app: StudyAppService, office: Office) -> None:
    own = office.person("组员", office.group)
    other = office.person("别支部", office.second_branch)
    activist = office.person("积极分子", category=StageKind.ACTIVIST, joined=None)
    office.person("后来", since=date(2026, 4, 1))
    for person, score in ((own, "100"), (other, "201"), (activist, "900")):
        add(study_app, person, MARCH, score)
    assert shown(study_app, MARCH) == {"组员": (100, None), "别支部": (201, None)}
    assert study_app.scores(YEAR_END).year_average == Fraction(301, 2)
    assert shown(study_app, MARCH, office.first_branch) == {"组员": (100, None)}
    assert study_app.scores(MARCH).rows[0].branch_name == "第一党支部"
    assert study_app.scores(YEAR_END, office.second_branch).year_average == 201


def test_a_score_is_changed_and_deleted_and_a_day_has_one(study_app: StudyAppService, office: Office) -> None:
    person = office.person("张三")
    draft = ScoreDraft(person, MARCH, Decimal(5))
    key = key_of(study_app.add(draft))
    with pytest.raises(DuplicateError):
        study_app.add(replace(draft, score=Decimal(6)))
    study_app.change(key, replace(draft, score=Decimal(7)))
    assert shown(study_app, MARCH) == {"张三": (7, None)}
    study_app.delete(key)
    assert shown(study_app, MARCH) == {"张三": (None, None)}
    with pytest.raises(RecordMissingError):
        study_app.change(key, draft)
    study_app.add(draft)  # the day of a deleted score is free


def test_a_score_is_of_a_day_that_has_come_and_not_negative(study_app: StudyAppService, office: Office) -> None:
    person = office.person("张三")
    for draft in (ScoreDraft(person, date(2026, 3, 6), Decimal(1)), ScoreDraft(person, MARCH, Decimal(-1))):
        with pytest.raises(InvalidFieldError):
            study_app.add(draft)
    with pytest.raises(RecordMissingError):
        study_app.add(ScoreDraft(b"0" * 16, MARCH, Decimal(1)))
    assert stored(office) == []


def test_a_branch_is_entered_at_once_and_only_what_differs_is_written(
    study_app: StudyAppService, office: Office
) -> None:
    people = [office.person(name) for name in ("甲", "乙", "丙", "丁")]
    office.person("别支部", office.second_branch)
    for person, score in zip(people, ("1", "2", "3"), strict=False):
        add(study_app, person, MARCH, score)
    add(study_app, people[3], FEBRUARY, "40")
    sheet = study_app.sheet(MARCH, office.first_branch)
    assert [(line.name, line.score) for line in sheet] == [("甲", 1), ("乙", 2), ("丙", 3), ("丁", None)]
    entered = [Decimal(1), Decimal(20), None, Decimal(4)]
    entries = [ScoreEntry(person, score) for person, score in zip(people, entered, strict=True)]
    assert study_app.enter(MARCH, entries).tables == {"study_app_scores"}
    assert stored(office) == [(1000, 0), (20_000, 0), (3000, 1), (40_000, 0), (4000, 0)]
    assert study_app.enter(MARCH, entries).tables == frozenset()
    assert len(stored(office)) == 5


def test_one_wrong_score_keeps_the_whole_branch_out(study_app: StudyAppService, office: Office) -> None:
    people = [office.person(name) for name in ("甲", "乙")]
    with pytest.raises(InvalidFieldError):
        study_app.enter(MARCH, [ScoreEntry(people[0], Decimal(5)), ScoreEntry(people[1], Decimal(-5))])
    assert stored(office) == []
