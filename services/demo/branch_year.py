"""A branch's year: theme days, congresses, committee and group meetings, lectures, a visit, organisation life."""

from datetime import date
from typing import Final

from models.enums import Post, SessionKind
from services.demo.book import Book, Event
from services.demo.cast import COMMITTEE_POSTS, Player, Unit, candidates, group_members, holders, members
from services.demo.chance import Chance
from services.demo.run import DemoRun

_CONGRESS_MONTHS: Final = (3, 6, 9, 12)
_LECTURE_MONTHS: Final = (2, 5, 8, 11)
_VISIT_MONTH: Final = 7
_COMMITTEE_FROM: Final = 7  # formal members from which a branch has a committee


class BranchYears:
    """Tells the years of one branch."""

    def __init__(self, run: DemoRun, book: Book, branch: Unit) -> None:
        self._run = run
        self._book = book
        self._branch = branch
        self._texts = run.texts.studies
        self._habitual_day = run.chance("habit", branch.code).between(4, 20)

    def tell(self, year: int) -> None:
        """Hold everything of one year."""
        chance = self._run.chance("branch year", self._branch.code, year)
        visits_in_july = chance.happens(0.7)
        for month in range(1, 13):
            self._hold_month(chance, year, month, visits_in_july=visits_in_july)
        if not visits_in_july and chance.happens(self._branch.zeal):
            self._visit(chance, chance.day(year, chance.pick((9, 10)), 9), ())
        self._organization_life(chance, year)

    def _hold_month(self, chance: Chance, year: int, month: int, *, visits_in_july: bool) -> None:
        day = chance.day(year, month, self._habitual_day, self._habitual_day + 6)
        further = self._further_kinds(chance, month, day)
        if chance.happens(self._branch.zeal):
            if month == _VISIT_MONTH and visits_in_july:
                self._visit(chance, day, (SessionKind.THEME_DAY,))
            else:
                self._theme_day(chance, day, further)
        if len(self._formal(day)) >= _COMMITTEE_FROM and chance.happens(self._branch.zeal):
            self._committee_meeting(chance, year, month)
        for group in self._branch.groups:
            if chance.happens(self._branch.zeal):
                self._group_meeting(chance, group, year, month)

    def _further_kinds(self, chance: Chance, month: int, day: date) -> tuple[SessionKind, ...]:
        """Join a congress or a lecture to the theme day, or hold it on a day of its own."""
        if month in _CONGRESS_MONTHS:
            if chance.happens(0.5):
                return (SessionKind.BRANCH_CONGRESS,)
            if chance.happens(self._branch.zeal):
                self._congress(chance, day.year, month)
        if month in _LECTURE_MONTHS:
            if chance.happens(0.5):
                return (SessionKind.PARTY_LECTURE,)
            if chance.happens(self._branch.zeal):
                self._lecture(chance, day.year, month)
        return ()

    def _theme_day(self, chance: Chance, day: date, further: tuple[SessionKind, ...]) -> None:
        lectured = SessionKind.PARTY_LECTURE in further
        title = f"主题党日：{chance.pick(self._texts['theme_days'][day.month - 1])}"
        if lectured:
            title += f"暨党课“{chance.pick(self._texts['party_lectures'])}”"
        self._hold(
            chance, day, SessionKind.THEME_DAY, title, 2 if further else 1.5, further, lectured=lectured, guests=True
        )

    def _visit(self, chance: Chance, day: date, further: tuple[SessionKind, ...]) -> None:
        place = chance.pick(self._texts["site_visits"])
        theme = chance.pick(self._texts["theme_days"][_VISIT_MONTH - 1])
        self._hold(
            chance, day, SessionKind.SITE_VISIT, f"现场学习：{theme}（{place}）", 4, further, days=1, place=place,
            topics=("tradition",), guests=True,
        )  # fmt: skip

    def _congress(self, chance: Chance, year: int, month: int) -> None:
        day = chance.day(year, month, 20)
        title = f"支部党员大会：{chance.pick(self._texts['congress'])}"
        self._hold(chance, day, SessionKind.BRANCH_CONGRESS, title, 1)

    def _lecture(self, chance: Chance, year: int, month: int) -> None:
        day = chance.day(year, month, 18)
        title = f"党课：{chance.pick(self._texts['party_lectures'])}"
        self._hold(chance, day, SessionKind.PARTY_LECTURE, title, 1.5, lectured=True, topics=("purpose",))

    def _organization_life(self, chance: Chance, year: int) -> None:
        """Hold it at the year's end, in every other branch in January for the year before."""
        january = int(self._branch.code[1:]) % 2 == 1
        if not chance.happens(self._branch.zeal):
            return
        day = chance.day(year, 1, 8) if january else chance.day(year, 12, 5)
        title = self._texts["organization_life"].format(year=year - 1 if january else year)
        further = (SessionKind.DEMOCRATIC_APPRAISAL,)
        self._hold(chance, day, SessionKind.ORGANIZATION_LIFE, title, 2.5, further, topics=("political_training",))

    def _committee_meeting(self, chance: Chance, year: int, month: int) -> None:
        day = chance.day(year, month, 1, 8)
        title = f"支部委员会：{chance.pick(self._texts['committee_meetings'])}"
        seats = holders(self._branch, day, *COMMITTEE_POSTS)
        self._hold(chance, day, SessionKind.BRANCH_COMMITTEE, title, 1, expected=seats)

    def _group_meeting(self, chance: Chance, group: Unit, year: int, month: int) -> None:
        day = chance.day(year, month, 21)
        title = f"党小组会：{chance.pick(self._texts['group_meetings'])}"
        self._hold(chance, day, SessionKind.GROUP_MEETING, title, 0.5, unit=group, expected=group_members(group, day))

    def _hold(  # noqa: PLR0913, PLR0917 - what tells one meeting from another
        self,
        chance: Chance,
        day: date,
        kind: SessionKind,
        title: str,
        hours: float,
        further: tuple[SessionKind, ...] = (),
        *,
        unit: Unit | None = None,
        expected: list[Player] | None = None,
        lectured: bool = False,
        guests: bool = False,
        topics: tuple[str, ...] = (),
        days: float = 0.5,
        place: str = "",
    ) -> None:
        items, carried = self._run.texts.study_items(chance, day.year, day.month, chance.between(1, 2))
        leaders = holders(self._branch, day, Post.SECRETARY, Post.DEPUTY_SECRETARY)
        event = Event(
            unit=unit or self._branch,
            kind=kind,
            title=title,
            day=day,
            hours=hours,
            further=further,
            days=days,
            topics=tuple(dict.fromkeys((*topics, *carried))),
            items=items,
            lecturer=self._lecturer(chance, leaders) if lectured else "",
            host=leaders[0].name if leaders else "",
            recorder=leaders[-1].name if leaders else "",
            place=place,
        )
        people = members(self._branch, day) if expected is None else expected
        self._book.hold(event, people, candidates(self._branch, day) if guests else ())

    def _lecturer(self, chance: Chance, leaders: list[Player]) -> str:
        if leaders and chance.happens(0.8):
            return leaders[0].name if chance.happens(0.75) else leaders[-1].name
        return str(chance.pick(self._texts["outside_lecturers"]))

    def _formal(self, day: date) -> list[Player]:
        return [player for player in members(self._branch, day) if player.formal is not None and player.formal <= day]
