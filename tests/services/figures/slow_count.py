"""The same figures counted anew, slowly and day by day, from the rows as they were written, without any of our code."""

import math
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.services.book import Book

Row = dict[str, Any]
LEARNED = ("present", "observer", "made_up")
RANK = ("formal", "probationary", "development_target", "activist")


class SlowCount:
    """Counts for years, a scope (None: the top) and an as-of date."""

    def __init__(self, book: Book, first: int, last: int, scope: bytes | None, asof: date) -> None:
        self.book, self.first, self.last, self.asof = book, first, last, asof
        self.rows = book.rows
        self.state = date(last, 12, 31)
        self.organizations = {row["id"]: row for row in self.rows["organizations"]}
        self.organizations[book.top] = {
            "id": book.top,
            "name": "某某公司党委",
            "kind": "committee",
            "parent_id": None,
            "founded_on": None,
            "dissolved_on": None,
        }
        self.scope = scope or book.top
        self.people = {row["id"]: row for row in self.rows["people"]}
        self.held = [
            row
            for row in self.rows["sessions"]
            if row["state"] == "held" and first <= row["starts_on"].year <= last and row["starts_on"] <= asof
        ]
        self.own = [row for row in self.held if self.inside(row["organization_id"])]

    def inside(self, key: bytes | None) -> bool:
        while key is not None:
            if key == self.scope:
                return True
            key = self.organizations[key]["parent_id"]
        return False

    def branch(self, key: bytes) -> bytes:
        row = self.organizations[key]
        return row["parent_id"] if row["kind"] == "group" else key

    def of(self, table: str, person: bytes) -> list[Row]:
        return [row for row in self.rows[table] if row["person_id"] == person]

    def joined(self, person: bytes) -> date | None:
        days = [row["reached_on"] for row in self.of("stages", person) if row["kind"] == "probationary"]
        return min(days) if days else None

    def stage(self, person: bytes, day: date) -> str | None:
        dated = self.of("stages", person)
        for kind in RANK:
            days = [row["reached_on"] for row in dated if row["kind"] == kind]
            if days and min(days) <= day:
                return kind
            if not days and self.people[person]["category"] == kind:
                joined = self.joined(person) if kind == "formal" else None
                if joined is None or joined <= day:
                    return kind
        return None

    def place(self, person: bytes, day: date) -> bytes | None:
        best: tuple[date, bytes, bytes] | None = None
        for row in self.of("memberships", person):
            first = row["starts_on"] or self.joined(person) or date.min
            runs = first <= day and (row["ends_on"] is None or day < row["ends_on"])
            if runs and (best is None or (first, row["id"]) > best[:2]):
                best = (first, row["id"], row["organization_id"])
        return None if best is None else best[2]

    def is_member(self, person: bytes, day: date) -> bool:
        return self.stage(person, day) in {"formal", "probationary"} and self.place(person, day) is not None

    def home(self, person: bytes) -> bytes | None:
        """Give the place on the state date, else the last before it, else the first after it."""
        days = [self.state - timedelta(days=back) for back in range(1500)]
        days += [self.state + timedelta(days=ahead) for ahead in range(1, 400)]
        return next((place for day in days if (place := self.place(person, day)) is not None), None)

    def kinds(self, session: Row) -> set[str]:
        further = {row["kind"] for row in self.rows["session_further_kinds"] if row["session_id"] == session["id"]}
        return {session["kind"], *further}

    def of_kind(self, *kinds: str) -> list[Row]:
        return [session for session in self.own if self.kinds(session) & set(kinds)]

    def attendance(self, sessions: list[Row], *statuses: str) -> list[Row]:
        keys = {session["id"] for session in sessions}
        rows = [row for row in self.rows["attendance"] if row["session_id"] in keys]
        return [row for row in rows if not statuses or row["status"] in statuses]

    def organization_figures(self) -> dict[str, object]:
        names = {
            "committees": "committee",
            "general_branches": "general_branch",
            "branches": "branch",
            "groups": "group",
        }
        found = [
            row["kind"]
            for row in self.organizations.values()
            if self.inside(row["id"])
            and (row["founded_on"] is None or row["founded_on"] <= self.state)
            and (row["dissolved_on"] is None or row["dissolved_on"] > self.state)
        ]
        return {f"org.{name}": found.count(kind) for name, kind in names.items()}

    def here(self, person: bytes) -> bool:
        place = self.place(person, self.state)
        return place is not None and self.inside(place)

    def members(self) -> list[bytes]:
        return [person for person in self.people if self.here(person) and self.is_member(person, self.state)]

    def people_figures(self) -> dict[str, object]:
        stages = [self.stage(person, self.state) for person in self.people if self.here(person)]
        return {
            "people.members": len(self.members()),
            "people.formal": stages.count("formal"),
            "people.probationary": stages.count("probationary"),
            "people.development_targets": stages.count("development_target"),
            "people.activists": stages.count("activist"),
        }

    def items(self, kind: str) -> int:
        keys = {session["id"] for session in self.of_kind(kind)}
        return sum(row["session_id"] in keys for row in self.rows["study_items"])

    def days(self, kind: str) -> Decimal:
        return sum((Decimal(session["days"] or 0) for session in self.of_kind(kind)), start=Decimal(0))

    def session_figures(self) -> dict[str, object]:
        center, training = self.of_kind("center_group"), self.of_kind("training_class")
        return {
            "first_topic.meetings": len(self.of_kind("first_topic")),
            "first_topic.items": self.items("first_topic"),
            "center_group.sessions": len(center),
            "center_group.discussions": sum(session["discussion"] for session in center),
            "center_group.days": self.days("center_group"),
            "center_group.items": self.items("center_group"),
            "center_group.reflections": sum(session["reflections"] or 0 for session in center),
            "three_meetings.sessions": len(
                self.of_kind("branch_congress", "branch_committee", "group_meeting", "party_lecture")
            ),
            "three_meetings.congress": len(self.of_kind("branch_congress")),
            "three_meetings.committee": len(self.of_kind("branch_committee")),
            "three_meetings.group": len(self.of_kind("group_meeting")),
            "three_meetings.lecture": len(self.of_kind("party_lecture")),
            "theme_day.sessions": len(self.of_kind("theme_day")),
            "reading_class.sessions": len(self.of_kind("reading_class")),
            "reading_class.days": self.days("reading_class"),
            "training.sessions": len(training),
            "training.online": sum(session["delivery"] == "online" for session in training),
            "training.offline": sum(session["delivery"] == "offline" for session in training),
            "training.days": self.days("training_class"),
            "lecture.sessions": len(self.of_kind("lecture")),
            "site_visit.sessions": len(self.of_kind("site_visit")),
            "organization_life.sessions": len(self.of_kind("organization_life")),
            "democratic_appraisal.sessions": len(self.of_kind("democratic_appraisal")),
            "exam.sessions": len(self.of_kind("exam")),
        }

    def attendance_figures(self) -> dict[str, object]:
        there = ("present", "observer")
        expected = len(self.attendance(self.own, "present", "leave", "absent", "made_up"))
        present = len(self.attendance(self.own, "present"))
        training = self.attendance(self.of_kind("training_class"), *there)
        taught = [
            session for session in self.held if self.kinds(session) & {"training_class", "reading_class", "lecture"}
        ]
        learned = {row["person_id"] for row in self.attendance(taught, *LEARNED)}
        members = self.members()
        spoken = [row["speech"] for row in self.attendance(self.of_kind("reading_class"))]
        return {
            "attendance.expected": expected,
            "attendance.present": present,
            "attendance.rate": share(present, expected),
            "training.person_times": len(training),
            "training.people": len({row["person_id"] for row in training}),
            "training.coverage": share(len(learned & set(members)), len(members)),
            "lecture.person_times": len(self.attendance(self.of_kind("lecture"), *there)),
            "site_visit.person_times": len(self.attendance(self.of_kind("site_visit"), *there)),
            "site_visit.branches": len(self.visiting()),
            "center_group.speeches": sum(
                row["speech"] is not None for row in self.attendance(self.of_kind("center_group"))
            ),
            "reading_class.keynote_speeches": spoken.count("keynote"),
            "reading_class.exchange_speeches": spoken.count("exchange"),
            **self.exam_figures(),
        }

    def visiting(self) -> set[bytes]:
        visits = [session for session in self.held if "site_visit" in self.kinds(session)]
        found = {session["organization_id"] for session in visits}
        for session in visits:
            for row in self.attendance([session], "present", "observer"):
                place = self.place(row["person_id"], session["starts_on"])
                if place is not None and self.is_member(row["person_id"], session["starts_on"]):
                    found.add(self.branch(place))
        return {key for key in found if self.inside(key) and self.organizations[key]["kind"] == "branch"}

    def exam_figures(self) -> dict[str, object]:
        exams = self.of_kind("exam")
        marks = {session["id"]: session["pass_mark"] for session in exams}
        scored = [row for row in self.attendance(exams) if row["score"] is not None]
        judged = [row for row in scored if marks[row["session_id"]] is not None]
        passed = sum(row["score"] >= marks[row["session_id"]] for row in judged)
        return {
            "exam.person_times": len(scored),
            "exam.pass_rate": share(passed, len(judged)),
            "exam.average": share(sum(row["score"] for row in scored), len(scored)),
        }

    def lecturers(self, session: Row) -> set[bytes]:
        """Understands what the made-up files write: names, several names, a name with a number."""
        found = set()
        for written in session["lecturer"].split("、"):
            name, _, number = written.removesuffix("）").partition("（")
            same = [key for key, row in self.people.items() if row["name"] == name and number in {"", row["number"]}]
            there = {row["person_id"] for row in self.attendance([session])}
            same = [key for key in same if key in there] or same
            if len(same) > 1:
                wide = SlowCount(self.book, self.first, self.last, session["organization_id"], self.asof)
                same = [
                    key
                    for key in same
                    if (place := wide.place(key, session["starts_on"])) is not None and wide.inside(place)
                ]
            if len(same) == 1:
                found.add(same[0])
        return found

    def by_secretary(self) -> int:
        return sum(
            any(
                row["post"] == "secretary" and runs(row, session["starts_on"])
                for person in self.lecturers(session)
                for row in self.of("appointments", person)
            )
            for session in self.of_kind("party_lecture")
        )

    def earned(self, session: Row, row: Row) -> Decimal:
        """Give what a row earns before the online cap."""
        if row["status"] not in LEARNED or session["kind"] in self.book.rules.get("hours.kinds_without", ["exam"]):
            return Decimal(0)
        if row["hours"] is not None:
            return row["hours"]  # type: ignore[no-any-return]
        sittings = [one for one in self.rows["sittings"] if one["session_id"] == session["id"]]
        if row["minutes"] is not None:
            days = session["days"]
            if days is None:
                days = ((session["ends_on"] or session["starts_on"]) - session["starts_on"]).days + 1
            hours = min(half_hours(Fraction(row["minutes"], 60)), Decimal(8 * days))
        else:
            hours = session["hours"]
            if hours is None:
                hours = sum((one["hours"] for one in sittings), start=Decimal(0))
            misses = {(one["sitting_id"], one["person_id"]) for one in self.rows["sitting_misses"]}
            hours -= sum(one["hours"] for one in sittings if (one["id"], row["person_id"]) in misses)
            hours = max(hours, Decimal(0))
        factor = Decimal(self.book.rules.get("hours.lecturing_factor", "1"))
        return hours * factor if factor != 1 and row["person_id"] in self.lecturers(session) else hours

    def earned_rows(self, year: int) -> Iterator[tuple[Row, Row, Decimal]]:
        """Every row of the year with its hours, by date, the online cap taken off."""
        cap = self.book.rules.get("hours.online_cap")
        used: dict[bytes, Decimal] = {}
        held = [session for session in self.held if session["starts_on"].year == year]
        for session in sorted(held, key=lambda one: (one["starts_on"], one["id"])):
            for row in self.attendance([session]):
                hours = self.earned(session, row)
                if cap is not None and session["delivery"] == "online":
                    before = used.get(row["person_id"], Decimal(0))
                    hours = min(hours, Decimal(cap) - before)
                    used[row["person_id"]] = before + hours
                yield session, row, hours

    def hours_list(self, year: int) -> dict[bytes, tuple[str, Decimal | None, Decimal, bool | None, str]]:
        """Class, target, earned, met and state of everyone in scope."""
        earned: dict[bytes, Decimal] = {}
        for _, row, hours in self.earned_rows(year):
            earned[row["person_id"]] = earned.get(row["person_id"], Decimal(0)) + hours
        days = [date(year, 1, 1) + timedelta(days=ahead) for ahead in range(366 if year % 4 == 0 else 365)]
        found = {}
        for person in self.people:
            as_member = [day for day in days if self.is_member(person, day)]
            place = self.place(person, as_member[-1]) if as_member else None
            if place is None or not self.inside(place):
                continue
            leading = sum(self.leads(person, day) for day in as_member)
            group = "leader" if leading * 2 > len(as_member) else "member"
            whole = Decimal(56 if group == "leader" else 32)
            target: Decimal | None = whole
            if len(as_member) < len(days):
                target = max(Decimal("0.5"), half_hours(Fraction(whole) * len(as_member) / len(days)))
            if any(runs(row, as_member[-1]) for row in self.of("exemptions", person)):
                target = None
            total = earned.get(person, Decimal(0))
            met = None if target is None else total >= target
            state = "exempt" if met is None else "met" if met else "behind"
            found[person] = (group, target, total, met, state if as_member[-1] == days[-1] else "left")
        return found

    def leads(self, person: bytes, day: date) -> bool:
        return any(
            row["post"] in {"secretary", "deputy_secretary", "committee_member"}
            and self.organizations[row["organization_id"]]["kind"] != "group"
            and runs(row, day)
            for row in self.of("appointments", person)
        )

    def hours_figures(self) -> dict[str, object]:
        listed = self.hours_list(self.last).values()
        figures: dict[str, object] = {}
        for name, group in (("members", "member"), ("leaders", "leader")):
            counted = [row for row in listed if row[0] == group and row[4] in {"met", "behind"}]
            met = sum(row[4] == "met" for row in counted)
            figures[f"hours.{name}.people"] = len(counted)
            figures[f"hours.{name}.met"] = met
            figures[f"hours.{name}.rate"] = share(met, len(counted))
            figures[f"hours.{name}.average"] = share(sum(row[2] for row in counted), len(counted))
        return figures

    def study_hours_figures(self) -> dict[str, object]:
        rows = [
            (session, hours)
            for year in range(self.first, self.last + 1)
            for session, row, hours in self.earned_rows(year)
            if ((home := self.home(row["person_id"])) is not None and self.inside(home))
            or (home is None and self.scope == self.book.top)
        ]
        online = [hours for session, hours in rows if "online_study" in self.kinds(session)]
        figures: dict[str, object] = {"online_study.hours": sum(online, start=Decimal(0))}
        for topic in ("new_thought", "political_theory", "discipline", "skills"):
            carrying = {row["session_id"] for row in self.rows["session_topics"] if row["topic"] == topic}
            earned = sum((hours for session, hours in rows if session["id"] in carrying), start=Decimal(0))
            figures[f"topics.{topic}.sessions"] = sum(session["id"] in carrying for session in self.own)
            figures[f"topics.{topic}.hours"] = share(earned, len(self.members()))
        return figures

    def duty_figures(self) -> dict[str, object]:
        """Count the default duties of branches, month by month."""
        months = {
            "branch_congress": 3,
            "branch_committee": 1,
            "party_lecture": 3,
            "theme_day": 1,
            "site_visit": 12,
            "organization_life": 12,
            "democratic_appraisal": 12,
        }
        required = held = 0
        branches = [row for row in self.organizations.values() if row["kind"] == "branch" and self.inside(row["id"])]
        for branch in branches:
            for kind, length in months.items():
                for year in range(self.first, self.last + 1):
                    for month in range(1, 13, length):
                        first = date(year, month, 1)
                        end = date(year + (month + length > 12), (month + length - 1) % 12 + 1, 1)
                        if self.owes(branch, kind, first, end):
                            required += 1
                            held += any(
                                kind in self.kinds(session)
                                and session["organization_id"] == branch["id"]
                                and first <= session["starts_on"] < end
                                for session in self.held
                            )
        return {"duties.required": required, "duties.held": held, "duties.rate": share(held, required)}

    def owes(self, branch: Row, kind: str, first: date, end: date) -> bool:
        if branch["founded_on"] is not None and branch["founded_on"] > first:
            return False
        if branch["dissolved_on"] is not None and branch["dissolved_on"] < end:
            return False
        formal = [
            person
            for person in self.people
            if self.stage(person, first) == "formal"
            and (place := self.place(person, first)) is not None
            and self.branch(place) == branch["id"]
        ]
        return kind != "branch_committee" or len(formal) >= 7

    def figures(self) -> dict[str, object]:
        return {
            **self.organization_figures(),
            **self.people_figures(),
            **self.session_figures(),
            "party_lecture.by_secretary": self.by_secretary(),
            **self.attendance_figures(),
            **self.hours_figures(),
            **self.study_hours_figures(),
            **self.duty_figures(),
        }


def share(part: int | Decimal, whole: int) -> Fraction | None:
    return Fraction(part) / whole if whole else None


def runs(row: Row, day: date) -> bool:
    return (row["starts_on"] is None or row["starts_on"] <= day) and (row["ends_on"] is None or day < row["ends_on"])


def half_hours(hours: Fraction) -> Decimal:
    return Decimal(math.floor(hours * 2 + Fraction(1, 2))) / 2
