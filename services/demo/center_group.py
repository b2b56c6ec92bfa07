"""Who sits in a committee's centre group, with a change in the middle of a year, and its plan of study."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from models.enums import CenterGroupRole, PlanKind, PlanLevel, Post, SessionKind, WorkState
from services.demo.book import Book
from services.demo.cast import COMMITTEE_POSTS, Player, Unit, holders
from services.demo.run import FOREVER, DemoRun, or_none

_ROLES: Final = {
    Post.SECRETARY: CenterGroupRole.LEADER,
    Post.DEPUTY_SECRETARY: CenterGroupRole.DEPUTY_LEADER,
    Post.COMMITTEE_MEMBER: CenterGroupRole.MEMBER,
}
_EXPECTED: Final = frozenset(_ROLES.values())
_QUARTER_ENDS: Final = (3, 6, 9, 12)


@dataclass(frozen=True, slots=True)
class Term:
    """A place in the centre group, to the day before `until`."""

    player: Player
    role: CenterGroupRole
    start: date
    until: date = FOREVER


@dataclass(slots=True)
class CenterGroup:
    """The terms of one committee's group."""

    terms: list[Term]

    def seats(self, day: date) -> list[Player]:
        """List who is expected on a day."""
        return [term.player for term in self._running(day) if term.role in _EXPECTED]

    def sitting_in(self, day: date) -> list[Player]:
        """List who serves or sits in by standing order."""
        return [term.player for term in self._running(day) if term.role not in _EXPECTED]

    def _running(self, day: date) -> list[Term]:
        return [term for term in self.terms if term.start <= day < term.until]


def make_center_group(run: DemoRun, committee: Unit, managers: list[Player]) -> CenterGroup:
    """Write the group: the committee's posts, a secretary who serves it; in the last full year a seat changes hands."""
    start = date(run.first_year - 1, 6, 18)
    change = date(run.as_of.year - 1, 7, 1)
    seats = [held for held in committee.posts if held.post in COMMITTEE_POSTS]
    terms = [Term(held.player, _ROLES[held.post], start) for held in seats]
    others = [player for player in managers if player not in holders(committee, change, *COMMITTEE_POSTS)]
    if others:
        terms.append(Term(others[0], CenterGroupRole.SECRETARY, start))
    if len(terms) > len(_ROLES) and len(others) > 1:
        # The last member hands the seat over and sits in from then on.
        place = max(index for index, term in enumerate(terms) if term.role in _EXPECTED)
        leaver = terms[place].player
        terms[place] = Term(leaver, terms[place].role, start, change)
        terms.append(Term(others[1], CenterGroupRole.MEMBER, change))
        terms.append(Term(leaver, CenterGroupRole.OBSERVER, change))
    for term in terms:
        run.writer.add(
            "center_group_members",
            person_id=term.player.key,
            organization_id=committee.key,
            role=term.role,
            starts_on=term.start,
            ends_on=or_none(term.until),
        )
    return CenterGroup(terms)


def make_center_group_plan(run: DemoRun, book: Book, committee: Unit, year: int) -> None:
    """Write the group's plan of a year: a study a quarter, linked to the discussion held for it where there is one."""
    chance = run.chance("center group plan", committee.code, year)
    texts = run.texts
    plan = run.writer.add(
        "plans",
        year=year,
        name=texts.work["center_group_plan_name"].format(year=year),
        level=PlanLevel.COMMITTEE,
        kind=PlanKind.CENTER_GROUP,
        organization_id=committee.key,
    )
    held = book.held.get((year, committee.key, SessionKind.CENTER_GROUP), [])
    subjects = planned_subjects(run, committee, year)
    for quarter, (month, subject) in enumerate(zip(_QUARTER_ENDS, subjects, strict=True), start=1):
        studied, _ = texts.study_items(chance, year, month, 2)
        speakers = holders(committee, date(year, month, 1), *COMMITTEE_POSTS)
        answers = [key for key, event in held if event.discussion and quarter_of(event.day) == quarter]
        item = run.writer.add(
            "plan_items",
            plan_id=plan,
            position=quarter,
            title=subject,
            kind=SessionKind.CENTER_GROUP.label,
            audience="中心组成员",
            deadline=date(year, month, 28).isoformat(),
            times=1,
            responsible_unit=texts.work["units"][0],
            state=WorkState.IN_PROGRESS if answers else WorkState.NOT_STARTED,
            quarter=quarter,
            texts="；".join(studied),
            speakers="、".join(player.name for player in chance.some(speakers, 2)),
            form="专题研讨",
            observers="各党支部书记、部门负责人" if quarter == 3 else "",  # noqa: PLR2004 - the extended study
        )
        for session in answers:
            run.writer.link("plan_item_sessions", plan_item_id=item, session_id=session)


def planned_subjects(run: DemoRun, committee: Unit, year: int) -> list[str]:
    """Choose the subject of each quarter's discussion."""
    chance = run.chance("center group subjects", committee.code, year)
    return chance.some(run.texts.studies["center_group"], len(_QUARTER_ENDS))


def quarter_of(day: date) -> int:
    """Give the quarter of a day, 1 to 4."""
    return (day.month + 2) // 3
