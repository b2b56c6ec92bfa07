"""Random but possible databases: whatever forms, merges and imports can leave behind."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from models.enums import (
    AttendanceStatus,
    DayPart,
    Delivery,
    ExpenseCategory,
    ExpenseState,
    FundSourceCode,
    Gender,
    LabelledEnum,
    MaterialKind,
    OrganizationKind,
    PlanLevel,
    Post,
    Rank,
    SessionKind,
    SessionState,
    ShortcomingState,
    Speech,
    StageKind,
    Topic,
    WorkState,
)
from models.follow_up import FollowUpMeasure, FollowUpProject
from models.keys import fixed_key
from models.materials import Material
from models.money import BudgetLine, Expense, Payroll
from models.organizations import Organization
from models.people import Appointment, Certificate, Exemption, Membership, Person, Stage, StudyAppScore
from models.plans import Plan, PlanItem, Shortcoming, ShortcomingMeasure
from models.sessions import (
    Attendance,
    Campaign,
    SessionFurtherKind,
    SessionTopic,
    Sitting,
    SittingMiss,
    StudyItem,
    StudySession,
)

_T = TypeVar("_T")
_WORDS = (
    "学党章",
    "=1+1",
    "#N/A",
    "0012",
    "a/b",
    "两\n行",
    "“引号”",
    "x" * 40,
    "-5",
    "'前",
    "2025-01-01",
    "（括号）",
    "+1",
)
_NAMES = ("张三", "李四", "王五", "张伟", "欧阳 Anna", "买买提·艾力")


class RandomLedger:
    """Fills a new database below its top organisation."""

    def __init__(self, chance: Random, session: Session, top: Organization) -> None:
        self.chance = chance
        self.session = session
        self.organizations = [top]
        self.people: list[Person] = []
        self.sessions: list[StudySession] = []

    def fill(self) -> None:
        """Fill every table that a sheet shows."""
        self._fill_organizations()
        self._fill_people()
        self._fill_sessions()
        self._fill_work()

    def _maybe(self, value: _T, chance: float = 0.5) -> _T | None:
        return value if self.chance.random() < chance else None

    def _one(self, values: Sequence[_T]) -> _T:
        return self.chance.choice(values)

    def _text(self, chance: float = 0.5) -> str:
        return self._one(_WORDS) if self.chance.random() < chance else ""

    def _day(self) -> date:
        return date(2019, 1, 1) + timedelta(days=self.chance.randrange(2500))

    def _number(self) -> Decimal:
        return Decimal(self.chance.randrange(20000)) / self._one((1000, 100, 2, 1))

    def _several(self, kind: type[LabelledEnum]) -> list[Any]:
        members: list[LabelledEnum] = list(kind)
        return self.chance.sample(members, self.chance.randrange(3))

    def _add(self, record: _T) -> _T:
        self.session.add(record)
        self.session.flush()
        return record

    def _fill_organizations(self) -> None:
        names = iter(f"第{number}党支部" for number in range(100))
        for _ in range(self.chance.randrange(5)):
            parent = self._one([one for one in self.organizations if one.kind is not OrganizationKind.GROUP])
            group = parent.kind is OrganizationKind.BRANCH
            name = next(names)
            if group:
                name = f"第{sum(one.parent_id == parent.id for one in self.organizations)}党小组"
            self.organizations.append(
                self._add(
                    Organization(
                        name=name,
                        kind=OrganizationKind.GROUP if group else self._one(list(OrganizationKind)[:3]),
                        parent_id=parent.id,
                        founded_on=self._maybe(self._day()),
                        term_ends_on=self._maybe(self._day()),
                        note=self._text(),
                    )
                )
            )

    def _fill_people(self) -> None:
        for number in range(self.chance.randrange(6)):
            person = self._add(
                Person(
                    name=self._one(_NAMES),
                    number=self._maybe(f"D{number:03d}") or "",
                    gender=self._maybe(self._one(list(Gender))),
                    born_on=self._maybe(self._day()),
                    identity_number=self._maybe(f"1101011985070100{number:02d}") or "",
                    category=self._one(list(StageKind)),
                    rank=self._maybe(self._one(list(Rank))),
                    phone=self._maybe("13800000000") or "",
                    note=self._text(),
                )
            )
            self.people.append(person)
            self._fill_dated(person)

    def _fill_dated(self, person: Person) -> None:
        begins = sorted({self._day() for _ in range(self.chance.randrange(1, 4))})
        for start, end in zip(begins, [*begins[1:], None], strict=True):
            first = start == begins[0]
            self._add(
                Membership(
                    person_id=person.id,
                    organization_id=self._one(self.organizations).id,
                    starts_on=None if first and self.chance.random() < 0.5 else start,
                    ends_on=end or self._maybe(start + timedelta(days=400), 0.2),
                    source=self._text(),
                    reason=self._text(),
                )
            )
        for start in {self._day() for _ in range(self.chance.randrange(3))}:
            post = self._one(list(Post))
            portfolio = "组织" if post is Post.COMMITTEE_MEMBER and self.chance.random() < 0.5 else ""
            self._add(
                Appointment(
                    person_id=person.id,
                    organization_id=self._one(self.organizations).id,
                    post=post,
                    portfolio=portfolio,
                    starts_on=start,
                    ends_on=self._maybe(start + timedelta(days=300)),
                )
            )
        for kind in self._several(StageKind):
            self._add(Stage(person_id=person.id, kind=kind, reached_on=self._day()))
        starts: list[date | None] = self._one(([], [None], [self._day()]))
        for begin in starts:
            self._add(Exemption(person_id=person.id, reason=self._text(1), starts_on=begin, approved_by=self._text()))
        for day in {self._day() for _ in range(self.chance.randrange(2))}:
            self._add(StudyAppScore(person_id=person.id, scored_on=day, score=self._number()))
            self._add(
                Certificate(person_id=person.id, name="证书", obtained_on=day, valid_until=self._maybe(self._day()))
            )

    def _fill_sessions(self) -> None:
        campaign = self._add(Campaign(name="主题教育"))
        for number in range(self.chance.randrange(5)):
            start = self._day()
            study = self._add(
                StudySession(
                    number=self._maybe(f"2025-{number}") or "",
                    kind=self._one(list(SessionKind)),
                    title=self._text(1),
                    organization_id=self._one(self.organizations).id,
                    starts_on=start,
                    ends_on=self._maybe(start + timedelta(days=2)),
                    days=self._maybe(self._number()),
                    hours=self._maybe(self._number()),
                    delivery=self._maybe(self._one(list(Delivery))),
                    discussion=self._one((True, False)),
                    lecturer=self._text(),
                    campaign_id=self._maybe(campaign.id),
                    reflections=self._maybe(self.chance.randrange(9)),
                    pass_mark=self._maybe(self._number()),
                    state=self._one(list(SessionState)),
                    note=self._text(),
                )
            )
            self.sessions.append(study)
            self._fill_session(study)

    def _fill_session(self, study: StudySession) -> None:
        for kind in self._several(SessionKind):
            if kind is not study.kind:
                self._add(SessionFurtherKind(session_id=study.id, kind=kind))
        for topic in self._several(Topic):
            self._add(SessionTopic(session_id=study.id, topic=topic))
        for position in range(self.chance.randrange(3)):
            self._add(StudyItem(session_id=study.id, position=position, title=self._one(("《党章》", "=甲", "乙"))))
        present = self.chance.sample(self.people, self.chance.randrange(len(self.people) + 1))
        for person in present:
            self._add(
                Attendance(
                    session_id=study.id,
                    person_id=person.id,
                    year=study.starts_on.year,
                    status=self._one(list(AttendanceStatus)),
                    leave_reason=self._text(),
                    made_up_on=self._maybe(self._day()),
                    minutes=self._maybe(self.chance.randrange(600)),
                    hours=self._maybe(self._number()),
                    speech=self._maybe(self._one(list(Speech))),
                    score=self._maybe(self._number()),
                    note=self._text(),
                )
            )
        for number in range(self.chance.randrange(3)):
            sitting = self._add(
                Sitting(
                    session_id=study.id,
                    number=number + 1,
                    held_on=self._day(),
                    part=self._maybe(self._one(list(DayPart))),
                    content=self._text(),
                    hours=self._number(),
                )
            )
            for person in present[:1]:
                self._add(SittingMiss(sitting_id=sitting.id, person_id=person.id, reason=self._text()))

    def _fill_work(self) -> None:
        for number in range(self.chance.randrange(4)):
            self._fill_money(number)
            self._fill_follow_up(number)
            self._fill_plans(number)
            self._add(
                Material(
                    number=self._maybe(f"M{number}") or "",
                    issued_on=self._day(),
                    kind=self._one(list(MaterialKind)),
                    name=self._text(),
                    quantity=self.chance.randrange(100),
                    reads=self._maybe(self.chance.randrange(100)),
                    organization_id=self._maybe(self._one(self.organizations).id),
                )
            )

    def _fill_money(self, number: int) -> None:
        def source() -> bytes:
            return fixed_key("fund_source", self._one(list(FundSourceCode)).value)

        budget = {
            "year": 2025,
            "fund_source_id": source(),
            "category": self._one(list(ExpenseCategory)),
            "organization_id": self._maybe(self._one(self.organizations).id),
            "amount_fen": self.chance.randrange(10**9),
            "note": self._text(),
        }
        for _ in range(self.chance.randrange(3)):
            self._add(BudgetLine(**budget))
        self._add(
            Expense(
                number=self._maybe(f"Z{number}") or "",
                spent_on=self._day(),
                amount_fen=self.chance.randrange(10**6),
                fund_source_id=source(),
                category=self._one(list(ExpenseCategory)),
                summary=self._text(1),
                organization_id=self._maybe(self._one(self.organizations).id),
                session_id=self._one(self.sessions).id if self.sessions else None,
                voucher=self._maybe("0007") or "",
                state=self._one(list(ExpenseState)),
            )
        )
        self._add(Payroll(year=2000 + number, amount_fen=self.chance.randrange(10**12)))

    def _fill_follow_up(self, number: int) -> None:
        project = self._add(
            FollowUpProject(
                session_id=self._one(self.sessions).id if self.sessions and number % 2 else None,
                name=f"项目{number}",
                decided_on=self._day(),
            )
        )
        for content in self._one((["甲"], ["甲", "乙"], ["甲", "甲"])):
            self._add(
                FollowUpMeasure(
                    project_id=project.id,
                    content=content,
                    responsible_unit=self._text(),
                    deadline=self._one(("", "2025-12-31", "长期坚持")),
                    state=self._one(list(WorkState)),
                    completed_on=self._maybe(self._day()),
                )
            )

    def _fill_plans(self, number: int) -> None:
        plan = self._add(Plan(year=2025, name=f"计划{number}", level=self._maybe(self._one(list(PlanLevel)))))
        for position in range(self.chance.randrange(3)):
            self._add(
                PlanItem(
                    plan_id=plan.id,
                    position=self._one((0, position)),
                    title=self._one(("培训", "参观")),
                    kind=self._maybe("培训班") or "",
                    times=self._maybe(2),
                    hours=self._maybe(self._number()),
                    budget_fen=self._maybe(self.chance.randrange(10**6)),
                    state=self._one(list(WorkState)),
                )
            )
        shortcoming = self._add(
            Shortcoming(
                year=2025,
                number=self._maybe(f"W{number}") or "",
                problem=self._text(1),
                state=self._one(list(ShortcomingState)),
                completed_on=self._maybe(self._day()),
            )
        )
        for position in range(self.chance.randrange(3)):
            self._add(ShortcomingMeasure(shortcoming_id=shortcoming.id, position=position, content=f"措施{position}"))
