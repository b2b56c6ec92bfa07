"""A small made-up file, different for every seed: every table, dates on the edges, people who come and go."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

from models.enums import (
    AttendanceStatus,
    Delivery,
    ExpenseCategory,
    ExpenseState,
    FundSourceCode,
    MaterialKind,
    OrganizationKind,
    Post,
    SessionKind,
    SessionState,
    ShortcomingState,
    Speech,
    StageKind,
    Topic,
    WorkState,
)
from models.keys import Key
from tests.services.book import Book

FIRST, LAST = date(2022, 12, 20), date(2026, 1, 10)
_EDGES = (date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2024, 2, 29), date(2025, 7, 1))


class RandomBook:
    """Writes a book by chance; with `only_branches` nothing belongs to the committee itself."""

    def __init__(self, folder: Path, seed: int, *, only_branches: bool = False) -> None:
        self.chance = Random(seed)  # noqa: S311 - made-up data, reproducible by seed
        self.book = Book(folder)
        self.only_branches = only_branches
        self.groups: list[Key] = []
        self._organizations()
        self.people = [self._person() for _ in range(self.chance.randint(3, 9))]
        self._details()
        self.sessions = [self._session() for _ in range(self.chance.randint(6, 26))]
        self._work()
        self._money()
        self._rules()
        self.book.save()

    def book_parts(self) -> list[Key]:
        """Give organisations that share nothing and together hold everything but the committee itself."""
        return [self.general, self.branches[0], self.branches[2]]

    def part(self, number: int) -> Key | None:
        """Give a scope: 0 the whole, 1 to 6 the organisations below."""
        return [None, self.general, *self.branches, *self.groups][number]

    def day(self) -> date:
        if self.chance.random() < 0.3:
            return self.chance.choice(_EDGES)
        return FIRST + timedelta(days=self.chance.randrange((LAST - FIRST).days))

    def maybe_day(self, share: float = 0.4) -> date | None:
        return self.day() if self.chance.random() < share else None

    def place(self, *, or_none: bool = False) -> Key | None:
        if self.only_branches:
            return self.chance.choice([*self.branches, *self.groups])
        places = [self.book.top, self.general, *self.branches, *self.groups]
        return None if or_none and self.chance.random() < 0.3 else self.chance.choice(places)

    def home(self) -> Key:
        return self.chance.choice([*self.branches, *self.groups])

    def _organizations(self) -> None:
        self.general = self.book.organization("第一党总支", OrganizationKind.GENERAL_BRANCH)
        parents = [self.book.top, self.general, self.book.top]
        self.branches = [
            self.book.organization(
                f"第{number}党支部", parent=parent, founded=self.maybe_day(0.3), dissolved=self.maybe_day(0.2)
            )
            for number, parent in enumerate(parents, 1)
        ]
        for branch in self.branches[:2]:
            self.groups.append(self.book.organization("第一党小组", OrganizationKind.GROUP, branch))

    def _person(self) -> Key:
        # Few names, so that namesakes happen.
        name = self.chance.choice(["张伟", "王芳", "李强", "赵敏"])
        person = self.book.person(name, category=self.chance.choice(list(StageKind)), joined=None)
        for kind in StageKind:
            if self.chance.random() < 0.4:
                self.book.stage(person, kind, self.day())
        if self.only_branches:
            self.book.membership(person, self.home(), date(2000, 1, 1))
        for _ in range(self.chance.choice([0, 1, 1, 1, 2, 3])):
            first, end = self.maybe_day(0.5), self.maybe_day(0.4)
            if first and end and end < first:
                first, end = end, first
            self.book.membership(person, self.home(), first, end)
        return person

    def _details(self) -> None:
        for person in self.people:
            for _ in range(self.chance.choice([0, 0, 1, 2])):
                place = self.chance.choice([self.book.top, self.general, *self.branches, *self.groups])
                post = self.chance.choice(list(Post))
                first, end = sorted([self.day(), self.day()])
                self.book.post(
                    person,
                    place,
                    post,
                    self.chance.choice([first, None]),
                    self.chance.choice([end, None]),
                )
            if self.chance.random() < 0.2:
                self.book.exempt(person, *self.chance.choice([(None, None), (self.day(), None), (None, self.day())]))
            for _ in range(self.chance.choice([0, 1, 2])):
                self.book.score(person, self.day(), str(self.chance.randint(0, 60) * 50))
            if self.chance.random() < 0.4:
                self.book.certificate(person, self.day(), self.maybe_day())

    def _session(self) -> Key:
        chance = self.chance
        day = self.day()
        place = self.place()
        assert place is not None
        session = self.book.session(
            place,
            day,
            chance.choice(list(SessionKind)),
            hours=chance.choice([None, "0", "1.5", "2", "8", "24"]),
            further=chance.sample(list(SessionKind), chance.choice([0, 0, 1, 2])),
            topics=chance.sample(list(Topic), chance.choice([0, 1, 2])),
            items=chance.choice([0, 0, 1, 3]),
            ends_on=chance.choice([None, day, day + timedelta(days=2)]),
            days=chance.choice([None, 1, 2]),
            delivery=chance.choice([None, *Delivery]),
            discussion=chance.random() < 0.5,
            lecturer=chance.choice(["", "张伟", "王芳、李强", "党校教授", "张伟（D00001）"]),
            reflections=chance.choice([None, 0, 5]),
            pass_mark=chance.choice([None, 60]),
            state=chance.choice([SessionState.HELD] * 6 + list(SessionState)),
        )
        for person in self.people:
            if chance.random() < 0.7:
                self._attendance(session, person)
        for number in range(chance.choice([0, 0, 0, 2])):
            missed = [person for person in self.people if chance.random() < 0.3]
            self.book.sitting(session, number + 1, chance.choice(["0.5", "3", "4"]), day, missed)
        return session

    def _attendance(self, session: Key, person: Key) -> None:
        chance = self.chance
        self.book.attend(
            session,
            person,
            status=chance.choice([AttendanceStatus.PRESENT] * 3 + list(AttendanceStatus)),
            hours=chance.choice([None, None, None, "0", "3.5"]),
            minutes=chance.choice([None, None, None, 0, 100, 135, 3000]),
            speech=chance.choice([None, None, *Speech]),
            score=chance.choice([None, None, 59, 60, 99]),
        )

    def _work(self) -> None:
        chance = self.chance
        units = ["", "外单位", *self.book.names.values()]
        for _ in range(4):
            session = chance.choice(self.sessions) if self.only_branches else chance.choice([None, *self.sessions])
            project = self.book.project(self.day(), session)
            for _ in range(chance.choice([0, 1, 2])):
                self.book.measure(project, chance.choice(list(WorkState)), self.maybe_day())
            self.book.plan_item(
                chance.randint(2023, 2025),
                chance.choice(list(WorkState)),
                unit=chance.choice(units),
                place=self.place(or_none=True),
                times=chance.choice([None, 0, 1, 2]),
                sessions=chance.sample(self.sessions, chance.choice([0, 1, 2])),
            )
            self.book.problem(
                chance.randint(2023, 2025),
                chance.choice(list(ShortcomingState)),
                unit=chance.choice(units),
                completed=self.maybe_day(),
            )
            place = self.place(or_none=True)
            self.book.material(self.day(), chance.choice(list(MaterialKind)), chance.randint(0, 40), 7, place)

    def _money(self) -> None:
        chance = self.chance
        for _ in range(6):
            source, category = chance.choice(list(FundSourceCode)), chance.choice(list(ExpenseCategory))
            place = self.place(or_none=True)
            self.book.budget(chance.randint(2023, 2025), chance.randint(0, 99_999), source, category, place)
            state = chance.choice([ExpenseState.REIMBURSED, *ExpenseState])
            self.book.expense(self.day(), chance.randint(0, 99_999), source, category, place, state=state)
        for year in chance.sample([2023, 2024, 2025], chance.choice([0, 1, 3])):
            self.book.payroll(year, 1_000_000)

    def _rules(self) -> None:
        chance = self.chance
        if chance.random() < 0.3:
            self.book.rule("hours.online_cap", "4")
        if chance.random() < 0.3:
            self.book.rule("hours.lecturing_factor", "1.5")
        if chance.random() < 0.3:
            self.book.rule("hours.kinds_without", [])
        if chance.random() < 0.5:
            self.book.rule("study_app.threshold", "1000")
