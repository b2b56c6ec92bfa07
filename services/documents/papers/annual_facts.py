"""What the annual summary is made from: figures of two years, the officer's texts, plans, shortcomings, campaigns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from models.enums import OrganizationKind
from services.campaigns.report import CampaignReport
from services.documents.papers.sentences import Numbers


class Section(Enum):
    """The sections to which the officer can add a text; the value is the section's Chinese name."""

    INTRODUCTION = "引言"
    FIRST_TOPIC = "第一议题"
    CENTER_GROUP = "中心组学习"
    LEADERS = "领导人员培训"
    MEMBERS = "党员培训"
    SECRETARIES = "党支部书记培训"
    PARTY_WORKERS = "党务工作者培训"
    CAMPAIGNS = "专题教育"
    ORGANIZATION_LIFE = "组织生活"
    MONEY = "经费保障"
    SHORTCOMINGS = "存在的问题"
    PLAN = "下一年计划"

    @property
    def key(self) -> str:
        """The section's name in the database."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class CampaignFact:
    """A campaign that ran in the year, or to which a session of the year belongs.

    `work` is the whole of it, where it began in the year and the paper is the top organisation's.
    """

    name: str
    starts_on: date | None
    ends_on: date | None
    note: str
    work: CampaignReport | None = None


@dataclass(frozen=True, slots=True)
class PlanFact:
    """An item of next year's plan, as entered."""

    title: str
    audience: str
    deadline: str
    times: int | None
    hours: Decimal | None
    budget_fen: int | None
    responsible_unit: str


@dataclass(frozen=True, slots=True)
class ShortcomingFact:
    """A shortcoming found in the year with the measures against it."""

    problem: str
    closed: bool
    responsible_unit: str
    deadline: str
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StudyFacts:
    """Titles of what was studied, the first few that differ, in order of time."""

    first_topic: tuple[str, ...] = ()
    center_group: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnualFacts:
    """All that the annual summary says is in here; `kind` is that of the organisation that reports."""

    year: int
    organization: str
    kind: OrganizationKind
    signed_on: date
    numbers: Numbers
    studied: StudyFacts
    campaigns: tuple[CampaignFact, ...]
    plan: tuple[PlanFact, ...]
    shortcomings: tuple[ShortcomingFact, ...]
    texts: Mapping[Section, str]

    @property
    def of_committee(self) -> bool:
        """Tell a committee's paper from a branch's."""
        return self.kind in {OrganizationKind.COMMITTEE, OrganizationKind.GENERAL_BRANCH}
