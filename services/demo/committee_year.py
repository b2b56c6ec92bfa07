"""A committee's year: first topic, centre group, reading class, training, lectures, online study, the exam."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from models.enums import Audience, CostClass, Post, SessionKind
from services.demo.book import Book, Event
from services.demo.cast import COMMITTEE_POSTS, Cast, Player, Unit, candidates, development_targets, holders, members
from services.demo.center_group import make_center_group, make_center_group_plan, planned_subjects, quarter_of
from services.demo.chance import Chance
from services.demo.run import DemoRun

_DISCUSSION_MONTHS: Final = (3, 5, 8, 11)
_MISSED_MONTH: Final = 5  # in the last full year the quarter's discussion did not come about
_EXTENDED_MONTH: Final = 8  # the branch secretaries and heads of department sit in
_GUESTS: Final = 40
_CLASS_SIZE: Final = 150
_READERS: Final = 40
_WITH_MANAGERS: Final = 1  # the second reading class of a year is for the managers too
_PASS_MARK: Final = 60


class CommitteeYears:
    """Tells the years of one committee; the top one also trains and examines everyone."""

    def __init__(self, run: DemoRun, book: Book, cast: Cast, committee: Unit) -> None:
        self._run = run
        self._book = book
        self._committee = committee
        self._is_top = committee is cast.top
        self._branches = [branch for branch in cast.branches if self._is_top or _is_below(branch, committee)]
        self._texts = run.texts.studies
        self._group = make_center_group(run, committee, self._managers(run.begins_on))

    def tell(self, year: int) -> None:
        """Hold everything of one year."""
        chance = self._run.chance("committee year", self._committee.code, year)
        idle_month = chance.between(1, 12)
        for month in range(1, 13):
            if month != idle_month:
                self._first_topic(chance, year, month)
            if month in _DISCUSSION_MONTHS or (month > 1 and chance.happens(0.75)):
                self._center_group(chance, year, month)
        self._reading_class(chance, year, chance.pick((5, 6)), 0)
        self._secretary_lecture(chance, year)
        for month in (4, 9, 10) if self._is_top else (9,):
            self._public_lecture(chance, year, month)
        if self._is_top:
            self._reading_class(chance, year, 9, 1)
            self._celebration(chance, year)
            self._online_and_exam(chance, year)
            for training in self._texts["trainings"]:
                self._training(chance, year, training)
        make_center_group_plan(self._run, self._book, self._committee, year)

    def _first_topic(self, chance: Chance, year: int, month: int) -> None:
        day = chance.day(year, month, 6, 16)
        items, topics = self._run.texts.study_items(chance, year, month, chance.between(2, 4))
        seats = holders(self._committee, day, *COMMITTEE_POSTS)
        title = f"{year}年{month}月党委会第一议题学习"
        self._hold(SessionKind.FIRST_TOPIC, title, day, 1, seats, items=items, topics=topics)

    def _center_group(self, chance: Chance, year: int, month: int) -> None:
        day = chance.day(year, month, 17, 28)
        discussion = month in _DISCUSSION_MONTHS and (year, month) != (self._run.as_of.year - 1, _MISSED_MONTH)
        items, topics = self._run.texts.study_items(chance, year, month, chance.between(2, 4))
        seats = self._group.seats(day)
        observers = self._group.sitting_in(day)
        subject = chance.pick(self._texts["center_group"])
        if discussion:
            subject = planned_subjects(self._run, self._committee, year)[quarter_of(day) - 1]
        form = "专题研讨" if discussion else "集中学习"
        if month == _EXTENDED_MONTH:
            form = "扩大学习"
            secretaries = [player for branch in self._branches for player in holders(branch, day, Post.SECRETARY)]
            observers = [*observers, *secretaries[:_GUESTS], *self._managers(day)[:_GUESTS]]
        title = f"党委理论学习中心组{form}：{subject}"
        self._hold(
            SessionKind.CENTER_GROUP, title, day, 4 if discussion else 3, seats, items=items, topics=topics,
            discussion=discussion, reflections=chance.between(3, 7) if discussion else None,
            observers=[player for player in dict.fromkeys(observers) if player not in seats],
        )  # fmt: skip

    def _reading_class(self, chance: Chance, year: int, month: int, which: int) -> None:
        day = _monday(year, month, chance.pick((7, 14)))
        items, topics = self._run.texts.study_items(chance, year, month, 6)
        people = holders(self._committee, day, *COMMITTEE_POSTS)
        audiences = [Audience.EXECUTIVES]
        if which == _WITH_MANAGERS or not self._is_top:
            people += self._managers(day)[:_READERS]
            audiences.append(Audience.MIDDLE_MANAGERS)
        self._hold(
            SessionKind.READING_CLASS, f"{year}年{self._texts['reading_classes'][which]}", day, 24, people,
            items=items, topics=topics, days=3, sittings=True, reflections=len(people) // 2,
            audiences=audiences, cost_class=CostClass.TWO,
        )  # fmt: skip

    def _secretary_lecture(self, chance: Chance, year: int) -> None:
        day = chance.day(year, 6, 22)
        seats = holders(self._committee, day, *COMMITTEE_POSTS)
        people = [*seats, *chance.some([player for player in self._members(day) if player not in seats], 90)]
        title = f"党委书记专题党课：{chance.pick(self._texts['secretary_lectures'])}"
        self._hold(
            SessionKind.PARTY_LECTURE, title, day, 2, people, topics=("new_thought", "purpose"),
            lecturer=seats[0].name if seats else "",
        )  # fmt: skip

    def _public_lecture(self, chance: Chance, year: int, month: int) -> None:
        day = chance.day(year, month, 10)
        everyone = self._members(day)
        people = chance.some(everyone, max(30, len(everyone) * 3 // 10))
        _, topics = self._run.texts.study_items(chance, year, month, 2)
        self._hold(
            SessionKind.LECTURE, chance.pick(self._texts["lectures"]), day, 2, people,
            topics=(*topics, "current_affairs"), lecturer=chance.pick(self._texts["outside_lecturers"]),
        )  # fmt: skip

    def _celebration(self, chance: Chance, year: int) -> None:
        day = chance.day(year, 6, 26, 28)
        people = chance.some(self._members(day), 200)
        title = f"庆祝建党{year - 1921}周年暨{self._texts['others'][0]}"
        self._hold(SessionKind.OTHER, title, day, 2, people, topics=("tradition",))

    def _online_and_exam(self, chance: Chance, year: int) -> None:
        for title, month in zip(self._texts["online_studies"], (4, 8), strict=True):
            day = chance.day(year, month, 8)
            items, topics = self._run.texts.study_items(chance, year, month, 3)
            self._hold(
                SessionKind.ONLINE_STUDY, f"{year}年{title}", day, 3, self._members(day),
                items=items, topics=(*topics, "skills"), online=True, days=1,
            )  # fmt: skip
        day = chance.day(year, 11, 6)
        title = f"{year}年{self._texts['exams'][0]}"
        self._hold(SessionKind.EXAM, title, day, 1, self._members(day), pass_mark=_PASS_MARK, topics=("new_thought",))

    def _training(self, chance: Chance, year: int, training: dict[str, Any]) -> None:
        day = _monday(year, training["month"], chance.pick((9, 16)))
        people = self._audience(chance, training["audience"], day)
        classes = [people[start : start + _CLASS_SIZE] for start in range(0, len(people), _CLASS_SIZE)]
        online = training.get("online", False)
        for number, audience in enumerate([people] if online else classes):
            items, topics = self._run.texts.study_items(chance, year, training["month"], 4)
            several = f"（第{number + 1}期）" if len(classes) > 1 and not online else ""
            title = f"{year}年{training['title']}{several}"
            self._hold(
                SessionKind.TRAINING_CLASS, title, day + timedelta(days=7 * number), training["days"] * 8, audience,
                items=items, topics=(*training["topics"], *topics), days=training["days"], sittings=not online,
                online=online, reflections=len(audience) // 3,
                audiences=training["audiences"], cost_class=None if online else CostClass.THREE,
            )  # fmt: skip

    def _audience(self, chance: Chance, code: str, day: date) -> list[Player]:
        if code == "candidates":
            return [player for branch in self._branches for player in candidates(branch, day)]
        if code == "targets":
            return [player for branch in self._branches for player in development_targets(branch, day)]
        if code == "leaders":
            posts = (*COMMITTEE_POSTS, Post.PARTY_WORKER)
            heads = [player for branch in self._branches for player in holders(branch, day, *posts)]
            return list(dict.fromkeys(heads))
        everyone = self._members(day)
        if code == "new_members":
            since = day - timedelta(days=730)
            return [player for player in everyone if player.joined is not None and player.joined > since]
        return chance.some(everyone, len(everyone) // (3 if code == "third" else 10))

    def _members(self, day: date) -> list[Player]:
        return [player for branch in self._branches for player in members(branch, day)]

    def _managers(self, day: date) -> list[Player]:
        return [player for player in self._members(day) if player.manager]

    def _hold(  # noqa: PLR0913 - what tells one meeting from another
        self, kind: SessionKind, title: str, day: date, hours: float, people: Sequence[Player],
        *, observers: Sequence[Player] = (), **more: Any,
    ) -> None:  # fmt: skip
        if not people:
            return
        heads = holders(self._committee, day, Post.SECRETARY, Post.DEPUTY_SECRETARY)
        host = heads[0].name if heads else ""
        more["topics"] = tuple(dict.fromkeys(more.get("topics", ())))
        event = Event(unit=self._committee, kind=kind, title=title, day=day, hours=hours, host=host, **more)
        self._book.hold(event, people, observers)


def _is_below(branch: Unit, committee: Unit) -> bool:
    unit = branch.parent
    while unit is not None:
        if unit is committee:
            return True
        unit = unit.parent
    return False


def _monday(year: int, month: int, first: int) -> date:
    """Give the first Monday from a day of a month on: classes of several days fill a week's beginning."""
    day = date(year, month, first)
    return day + timedelta(days=-day.weekday() % 7)
