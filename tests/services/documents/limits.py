"""Ledgers at their limits: one with everything very large and long, one in which nothing is written yet."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from models.database import Database
from models.enums import (
    AttendanceStatus,
    OrganizationKind,
    PlanKind,
    SessionKind,
    StageKind,
    Topic,
    WorkState,
)
from models.schema import metadata
from services.demo.service import DemoService
from tests.services.book import Book

YEAR = 2025
NUMBER = "JX-2025-001"
CAMPAIGN = "深入贯彻落实大规模专题教育活动"
MEMBER = "R00001"
LONG = "中国示例重型装备制造集团有限公司华东区域联合检修与后勤保障中心第九十九"  # and 党支部: forty characters
RARE = ("欧阳𬭎䶮", "司徒喆堃", "上官㛃钇", "诸葛翀昇", "尉迟珺玥")
WORDS = "深入学习贯彻党的创新理论，把学习成果转化为推动高质量发展的实际成效（第一批、第二批）。"


class LargeLedger(Book):
    """The made-up committee with 120 branches, one of them of 80, long names everywhere and much money."""

    def __init__(self, folder: Path) -> None:
        made = DemoService().make(folder, "small", 4, date(2026, 1, 15), lambda _done, _total: None)
        self.database = Database(made.path)
        self.rows = {table.name: [] for table in metadata.sorted_tables}
        self._saved = dict.fromkeys(self.rows, 0)
        self.rules = {}
        with self.database.reading() as connection:
            find = "SELECT id FROM organizations WHERE parent_id IS NULL"
            self.top = bytes(connection.exec_driver_sql(find).scalar_one())
            self.names = {self.top: ""}
        self._lengthen()
        self.branch = self._branches()
        self._large_session()
        self._long_lists()
        self.save()

    def _lengthen(self) -> None:
        """Give organisations names of forty characters and people names of four, some of them rare."""
        with self.database.transaction() as session:
            connection = session.connection()
            connection.exec_driver_sql(
                "UPDATE organizations SET name = substr(? || name, 1, 40) WHERE parent_id IS NOT NULL", (LONG[:30],)
            )
            people = connection.exec_driver_sql("SELECT id FROM people").scalars().all()
            named = [(RARE[number % len(RARE)], bytearray(key)) for number, key in enumerate(people)]
            connection.exec_driver_sql("UPDATE people SET name = ? WHERE id = ?", named)
            connection.exec_driver_sql("UPDATE follow_up_measures SET content = content || ?", (WORDS * 6,))
            connection.exec_driver_sql("UPDATE plan_items SET title = title || ?", (WORDS,))

    def _branches(self) -> bytes:
        branches = [
            self.organization(f"{LONG}{number:03d}党支部"[-40:], OrganizationKind.BRANCH) for number in range(112)
        ]
        for number, branch in enumerate(branches):
            for name in RARE[:1] if number else RARE * 16:
                key = self.person(name, branch, joined=date(2015, 1, 1))
                self.rows["people"][-1]["number"] = f"R{len(self.rows['people']):05d}"
                self.score(key, date(YEAR, 12, 31), "12345.678")
        return branches[0]

    def _large_session(self) -> None:
        """Hold theme days for the branch of eighty, one of them with everything that a record can say."""
        members = [row["person_id"] for row in self.rows["memberships"] if row["organization_id"] == self.branch]
        day = date(YEAR, 1, 5)
        further = [SessionKind.BRANCH_CONGRESS, SessionKind.PARTY_LECTURE]
        for number in range(60):
            is_large = number == 0
            session = self.session(
                self.branch,
                day + timedelta(days=number * 5),
                hours="3.5",
                further=further if is_large else (),
                topics=list(Topic) if is_large else (),
                number=NUMBER if is_large else f"C{number:04d}",
                title="关于" + WORDS * 2,
                lecturer="、".join(RARE),
                host=RARE[0],
                recorder=RARE[1],
            )
            self.rows["sessions"][-1]["place"] = LONG * 2
            for position in range(12 if is_large else 1):
                self.add("study_items", session_id=session, position=position, title=f"《{WORDS}》（{position}）")
            self.attend(session, *members[:70], leave_reason="")
            self.attend(session, *members[70:75], status=AttendanceStatus.LEAVE, leave_reason=WORDS)

    def _long_lists(self) -> None:
        campaign = self.add("campaigns", name=CAMPAIGN, starts_on=date(YEAR, 3, 1), ends_on=date(YEAR, 8, 31))
        values = {"responsible_unit": LONG, "state": WorkState.IN_PROGRESS, "hours": Decimal("3.5"), "audience": LONG}
        for kind in PlanKind:
            plan = self.add("plans", year=YEAR, name=CAMPAIGN, level=None, organization_id=self.top, kind=kind)
            for number in range(40):
                self.add("plan_items", plan_id=plan, position=number, title=f"第{number}项：{WORDS}", **values)
        for number in range(60):
            self.expense(date(YEAR, 1, 2) + timedelta(days=number * 6), 1_234_567_890, place=self.branch)
            self.rows["expenses"][-1].update(summary=WORDS * 2, payee=LONG, voucher="记账凭证第2025-0001234号")
            self.budget(YEAR, 987_654_321, place=self.branch)
            self.add("campaign_texts", campaign_id=campaign, position=number, title=f"《{WORDS}》（{number}）")


class EmptyLedger(Book):
    """A new ledger: one member, one session and one campaign of which nothing more is known."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        person = self.person("张伟", None, StageKind.FORMAL)
        self.rows["people"][-1]["number"] = MEMBER
        self.session(self.top, date(YEAR, 10, 20), number=NUMBER, hours=None)
        self.add("campaigns", name=CAMPAIGN, starts_on=date(YEAR, 3, 1), ends_on=None)
        self.membership(person, self.top)
        self.save()
