"""What the archive service gives: what the folder of every session must hold, has, and lacks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from models.enums import PaperKind, SessionKind
from models.keys import Key


class FolderState(Enum):
    """How a folder stands; the value is its code."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    NOTHING_REQUIRED = "nothing_required"


class PaperState(Enum):
    """How one paper of a folder stands; the value is its code."""

    FILED = "filed"
    KEPT_ON_PAPER = "kept_on_paper"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class PaperStanding:
    """A paper of a session's folder: whether it must be there, how many files there are, where it is kept."""

    paper: PaperKind
    required: bool
    files: int = 0
    kept_at: tuple[str, ...] = ()

    @property
    def state(self) -> PaperState:
        """Tell whether it is there, as a file or on paper."""
        if self.files:
            return PaperState.FILED
        return PaperState.KEPT_ON_PAPER if self.kept_at else PaperState.MISSING


@dataclass(frozen=True, slots=True)
class SessionFolder:
    """A held session with its papers: those it must have, in the order of the vocabulary, then what else is there.

    `kinds` begin with the primary one; `branch` is the organiser, for a group the branch it belongs to; `size` in
    bytes.
    """

    key: Key
    number: str
    title: str
    starts_on: date
    kinds: tuple[SessionKind, ...]
    organization: Key
    organization_name: str
    branch: Key
    branch_name: str
    papers: tuple[PaperStanding, ...]
    size: int = 0

    @property
    def place(self) -> str:
        """Name the organiser; a group with its branch, for every branch has a 第一党小组."""
        if self.branch == self.organization:
            return self.organization_name
        return f"{self.branch_name}/{self.organization_name}"

    @property
    def required(self) -> tuple[PaperKind, ...]:
        """List what it must have."""
        return tuple(paper.paper for paper in self.papers if paper.required)

    @property
    def missing(self) -> tuple[PaperKind, ...]:
        """List 缺件: what it must have and has not."""
        return tuple(paper.paper for paper in self.papers if paper.required and paper.state is PaperState.MISSING)

    @property
    def state(self) -> FolderState:
        """Tell whether anything is missing, or nothing is asked for."""
        if not self.required:
            return FolderState.NOTHING_REQUIRED
        return FolderState.INCOMPLETE if self.missing else FolderState.COMPLETE


@dataclass(frozen=True, slots=True)
class FolderTotals:
    """Folders counted: `asked` are those of which something is required, `missing` the papers lacking, by kind."""

    sessions: int
    asked: int
    complete: int
    missing: tuple[tuple[PaperKind, int], ...]
    size: int

    @classmethod
    def of(cls, folders: Iterable[SessionFolder]) -> "FolderTotals":
        """Count folders."""
        counted = list(folders)
        states = Counter(folder.state for folder in counted)
        lacking = Counter(paper for folder in counted for paper in folder.missing)
        return cls(
            len(counted),
            len(counted) - states[FolderState.NOTHING_REQUIRED],
            states[FolderState.COMPLETE],
            tuple((paper, lacking[paper]) for paper in PaperKind if lacking[paper]),
            sum(folder.size for folder in counted),
        )

    @property
    def missing_count(self) -> int:
        """Count the papers lacking."""
        return sum(count for _, count in self.missing)

    @property
    def rate(self) -> Fraction | None:
        """Give the share of complete folders among those of which something is required; None without any."""
        return Fraction(self.complete, self.asked) if self.asked else None


@dataclass(frozen=True, slots=True)
class BranchArchive:
    """The folders of a branch (or of a committee's own sessions) in a year, counted."""

    organization: Key
    name: str
    totals: FolderTotals


@dataclass(frozen=True, slots=True)
class ArchiveYear:
    """The held sessions of a year in a scope, by date, and the branches that held them, in the order of the tree."""

    year: int
    scope_name: str
    folders: tuple[SessionFolder, ...]
    branches: tuple[BranchArchive, ...]
    totals: FolderTotals


@dataclass(frozen=True, slots=True)
class ArchiveRuleRow:
    """A paper that sessions of a kind must have, from `valid_from` (empty: always) to the day before `valid_to`."""

    key: Key
    session_kind: SessionKind
    paper: PaperKind
    basis: str = ""
    clause: str = ""
    own: bool = False
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether it is in force on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)

    @property
    def is_own(self) -> bool:
        """Tell whether the unit itself has set it: 单位自定, until a basis is entered."""
        return self.own or not self.basis


@dataclass(frozen=True, slots=True)
class ArchiveRuleDraft:
    """A paper to be required of sessions of a kind from a day on, with what it rests on (empty: 单位自定)."""

    session_kind: SessionKind
    paper: PaperKind
    since: date
    basis: str = ""
    clause: str = ""


def papers_text(papers: Sequence[PaperKind]) -> str:
    """Name papers: 签到表、照片."""
    return "、".join(paper.label for paper in papers)
