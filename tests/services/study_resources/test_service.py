"""学习资源 of a real file: entered, linked to sessions, counted, suggested from what sessions name."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.enums import ResourceKind, SessionKind, SessionState, TeacherTitle
from services.clock import FixedClock
from services.errors import AppError, DuplicateError, InvalidFieldError, RecordMissingError, RequiredFieldError
from services.sessions.rows import SittingDraft
from services.study_resources.rows import ResourceDraft
from services.study_resources.service import StudyResourceService
from tests.services.office import NOON, Office, key_of

TEACHER = ResourceDraft(ResourceKind.TEACHER, "陈教授", TeacherTitle.PROFESSOR, origin="市委党校")
PLACE = ResourceDraft(ResourceKind.PLACE, "革命烈士陵园")
Attempt = Callable[[], object]


@pytest.fixture
def resources(office: Office) -> StudyResourceService:
    return StudyResourceService(office.database, FixedClock(NOON))


def test_held_sessions_count_as_use_by_year(office: Office, resources: StudyResourceService) -> None:
    teacher, place = key_of(resources.add(TEACHER)), key_of(resources.add(PLACE))
    for day, state in (
        (date(2025, 2, 5), SessionState.HELD),
        (date(2026, 2, 5), SessionState.HELD),
        (date(2026, 3, 1), SessionState.HELD),
        (date(2026, 3, 2), SessionState.CANCELLED),
        (date(2026, 6, 1), SessionState.PLANNED),
    ):
        office.session(starts_on=day, state=state, resources=(teacher,))
    first, second = resources.resources()
    assert (first.key, first.uses, first.last_used) == (teacher, 3, date(2026, 3, 1))
    assert first.by_year == ((2026, 2), (2025, 1))
    assert (second.key, second.uses, second.last_used, second.by_year) == (place, 0, None, ())
    assert resources.resources(ResourceKind.PLACE) == (second,)
    assert resources.resources(asof=date(2025, 12, 31))[0].uses == 1
    assert [use.held for use in resources.uses(teacher)] == [False, False, True, True, True]


def test_a_session_is_linked_to_what_is_chosen_and_nothing_else(
    office: Office, resources: StudyResourceService
) -> None:
    teacher, place = key_of(resources.add(TEACHER)), key_of(resources.add(PLACE))
    session = office.session()
    for chosen in ((teacher,), (teacher, place), (place,), (teacher, place)):
        office.sessions.change(session, replace(office.sessions.get(session).draft, resources=chosen))
        assert office.sessions.get(session).draft.resources == tuple(sorted(chosen))
    resources.delete(teacher)
    assert office.sessions.get(session).draft.resources == (place,)
    assert [row.key for row in resources.resources()] == [place]


def test_the_session_itself_keeps_and_takes_its_resources(office: Office, resources: StudyResourceService) -> None:
    teacher, place = key_of(resources.add(TEACHER)), key_of(resources.add(PLACE))
    session = office.session(resources=(teacher, place))
    draft = office.sessions.get(session).draft
    assert draft.resources == (teacher, place)
    office.sessions.change(session, replace(draft, resources=(place,)))
    assert office.sessions.get(session).draft.resources == (place,)
    office.sessions.delete(session)
    assert resources.uses(place) == ()


def test_lecturers_and_places_named_without_a_link_are_suggested(
    office: Office, resources: StudyResourceService
) -> None:
    office.person("王书记")
    both = office.session(kind=SessionKind.LECTURE, lecturer="陈教授、王书记", place="第一会议室")
    visit = office.session(kind=SessionKind.SITE_VISIT, place="革命烈士陵园", starts_on=date(2026, 2, 6))
    sitting = SittingDraft(1, date(2026, 2, 7), Decimal(2), lecturer="陈教授")
    course = office.session(kind=SessionKind.TRAINING_CLASS, starts_on=date(2026, 2, 7), sittings=(sitting,))
    office.session(lecturer="无人", state=SessionState.CANCELLED)
    found = resources.suggestions()
    assert [(one.name, len(one.sessions), one.is_person, one.site_visits) for one in found] == [
        ("陈教授", 2, False, 0),
        ("革命烈士陵园", 1, False, 1),
        ("王书记", 1, True, 0),
        ("第一会议室", 1, False, 0),
    ]
    teacher = key_of(resources.accept(found[0]))
    resources.accept(found[1])
    assert office.sessions.get(both).draft.resources == (teacher,)
    assert office.sessions.get(course).draft.resources == (teacher,)
    assert len(office.sessions.get(visit).draft.resources) == 1
    assert [one.name for one in resources.suggestions()] == ["王书记", "第一会议室"]
    office.session(lecturer="陈教授", starts_on=date(2026, 2, 9))
    (again,) = (one for one in resources.suggestions() if one.name == "陈教授")
    assert (again.resource, len(again.sessions), again.last_used) == (teacher, 1, date(2026, 2, 9))
    resources.accept(again)
    assert resources.resources(ResourceKind.TEACHER)[0].uses == 3


def test_a_name_that_two_resources_have_is_not_decided(office: Office, resources: StudyResourceService) -> None:
    resources.add(TEACHER)
    resources.add(replace(TEACHER, origin="省委党校"))
    office.session(lecturer="陈教授")
    assert resources.suggestions() == ()


def test_what_cannot_be_right_is_refused(office: Office, resources: StudyResourceService) -> None:
    key = key_of(resources.add(TEACHER))
    cases: tuple[tuple[type[AppError], Attempt], ...] = (
        (RequiredFieldError, lambda: resources.add(replace(TEACHER, name=" "))),
        (DuplicateError, lambda: resources.add(TEACHER)),
        (InvalidFieldError, lambda: resources.add(replace(PLACE, title=TeacherTitle.OTHER))),
        (RecordMissingError, lambda: office.session(resources=(bytes(16),))),
        (RecordMissingError, lambda: resources.delete(bytes(16))),
    )
    for kind, attempt in cases:
        with pytest.raises(kind):
            attempt()
    resources.change(key, replace(TEACHER, note="擅长党史"))
    assert resources.resources()[0].draft.note == "擅长党史"
