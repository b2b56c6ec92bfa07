"""The services of an open ledger, by name and type; each is imported and made when a page first asks for it.

They import SQLAlchemy, which waits until after the first paint (decision 9); and each brings some 30 ms of its own,
which the first page need not wait for.
"""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Final

from ui.window.file_care import FileCare

if TYPE_CHECKING:  # see above
    from pathlib import Path

    from models.database import Database
    from services.absences.service import AbsenceService
    from services.archive.rule_service import ArchiveRuleService
    from services.archive.service import ArchiveService
    from services.attachments.service import AttachmentService
    from services.backups.rows import MadeBackup, Occasion
    from services.campaigns.service import CampaignService
    from services.center_group.service import CenterGroupService
    from services.classes.service import ClassService
    from services.clock import Clock
    from services.documents.service import DocumentService
    from services.duplicates.service import DuplicateService
    from services.duties.service import DutyService
    from services.errors import AppError
    from services.exchange.conflicts import ConflictService
    from services.exchange.service import MergeService
    from services.figures.service import FigureService
    from services.follow_up.service import FollowUpService
    from services.history.service import HistoryService
    from services.history.steps import StepService
    from services.hours.service import HoursService
    from services.ledger_file import LedgerFiles
    from services.materials.service import MaterialService
    from services.money.checks.service import MoneyCheckService
    from services.money.lecture_pay import LecturePayService
    from services.money.service import MoneyService
    from services.money.spending import SpendingService
    from services.needs.service import NeedService
    from services.organizations.service import OrganizationService
    from services.people.service import PeopleService
    from services.plans.service import PlanService
    from services.purging.service import PurgeService
    from services.rulebook.service import RuleService
    from services.sessions.service import SessionService
    from services.shortcomings.service import ShortcomingService
    from services.stick.at_work import StickWork
    from services.stick.straight import StraightWork
    from services.study_app.service import StudyAppService
    from services.study_resources.service import StudyResourceService
    from services.targets.service import TargetService
    from services.training_duties.service import TrainingDutyService
    from ui.window.opened import Opened
    from ui.window.workbooks import Workbooks

WARMED_UP: Final = (
    "models.schema",
    "services.people.service",
    "services.sessions.service",
    "services.money.service",
    "services.figures.service",
    "services.documents.service",
)


class Services:
    """Made when a ledger is opened; `close` ends the database's connections and takes the lock away."""

    def __init__(self, database: Database, clock: Clock, opened: Opened, files: LedgerFiles) -> None:
        self._database = database
        self._clock = clock
        self._opened = opened
        self._files = files

    @property
    def path(self) -> Path:
        """Give the ledger's file."""
        return self._database.path

    @property
    def opened_from(self) -> Path:
        """Give the file that the officer opened: on a stick another one than is worked on."""
        return self._opened.place(self.straight)

    @cached_property
    def straight(self) -> StraightWork | None:
        """What can be told of a ledger edited straight on a stick; None for others."""
        from services.stick.straight import StraightWork  # noqa: PLC0415 - at first use

        return StraightWork.of(self._database, self._opened.elsewhere)

    @cached_property
    def stick(self) -> StickWork | None:
        """What can be done with a ledger from a stick; None for one that is edited where it lies."""
        from services.stick.at_work import StickWork  # noqa: PLC0415 - at first use

        copy = self._opened.copy
        return (
            None if copy is None else StickWork(copy, self._database, self._clock, self._files, self._opened.elsewhere)
        )

    @property
    def files(self) -> LedgerFiles:
        """Give what opens and backs up ledgers, with the password of this one."""
        return self._files

    @property
    def protected(self) -> bool:
        """Tell whether the ledger has a password."""
        return self._database.key is not None

    def check_password(self, password: str) -> None:
        """Refuse what is neither the ledger's password nor its recovery code; 0.1 s."""
        from services.errors import WrongPasswordError  # noqa: PLC0415 - at first use

        if self._database.key is not None and not self._database.key.opened_by(password):
            raise WrongPasswordError(self.path)

    @property
    def read_only(self) -> bool:
        """Tell whether the ledger was opened to be read only."""
        return self._database.read_only

    def back_up(self, occasion: Occasion | None = None) -> MadeBackup:
        """Make a backup, by hand where no occasion is named."""
        from services.backups.rows import Occasion  # noqa: PLC0415 - at first use

        return self._files.back_up(self._database, occasion or Occasion.BY_HAND)

    @property
    def care(self) -> FileCare:
        """Give what cares for the ledger's file."""
        return FileCare(self._database, self._files)

    def close(self) -> AppError | None:
        """Close the ledger; one from a stick is handed back first, and where that is refused it is told why."""
        refusal = self._opened.hand_over(self)
        self._database.close()
        self._opened.release()
        return refusal

    def warm_up(self) -> None:
        """Import what the other pages will ask for; on the worker thread, once the first page is there."""
        for module in WARMED_UP:
            import_module(module)

    @cached_property
    def organizations(self) -> OrganizationService:
        """The tree of party organisations."""
        from services.organizations.service import OrganizationService  # noqa: PLC0415 - at first use

        return OrganizationService(self._database, self._clock)

    @cached_property
    def people(self) -> PeopleService:
        """People and what is dated about them."""
        from services.people.service import PeopleService  # noqa: PLC0415 - at first use

        return PeopleService(self._database, self._clock)

    @cached_property
    def sessions(self) -> SessionService:
        """Sessions and their attendance."""
        from services.sessions.service import SessionService  # noqa: PLC0415 - at first use

        return SessionService(self._database, self._clock)

    @cached_property
    def campaigns(self) -> CampaignService:
        """Campaigns with their texts, plans, measures."""
        from services.campaigns.service import CampaignService  # noqa: PLC0415 - at first use

        return CampaignService(self._database, self._clock)

    @cached_property
    def center_group(self) -> CenterGroupService:
        """The centre group: members, study, attendance."""
        from services.center_group.service import CenterGroupService  # noqa: PLC0415 - at first use

        return CenterGroupService(self._database, self._clock)

    @cached_property
    def classes(self) -> ClassService:
        """Classes, coverage, tests."""
        from services.classes.service import ClassService  # noqa: PLC0415 - at first use

        return ClassService(self._database, self._clock)

    @cached_property
    def training_duties(self) -> TrainingDutyService:
        """What training each person owes."""
        from services.training_duties.service import TrainingDutyService  # noqa: PLC0415 - at first use

        return TrainingDutyService(self._database, self._clock)

    @cached_property
    def money(self) -> MoneyService:
        """Budgets, expenses, payroll."""
        from services.money.service import MoneyService  # noqa: PLC0415 - at first use

        return MoneyService(self._database, self._clock)

    @cached_property
    def spending(self) -> SpendingService:
        """Money over time: execution, costs of sessions, carry-over."""
        from services.money.spending import SpendingService  # noqa: PLC0415 - at first use

        return SpendingService(self._database, self._clock)

    @cached_property
    def lecture_pay(self) -> LecturePayService:
        """What teachers got."""
        from services.money.lecture_pay import LecturePayService  # noqa: PLC0415 - at first use

        return LecturePayService(self._database, self._clock)

    @cached_property
    def money_checks(self) -> MoneyCheckService:
        """Warnings about money."""
        from services.money.checks.service import MoneyCheckService  # noqa: PLC0415 - at first use

        return MoneyCheckService(self._database, self._clock)

    @cached_property
    def materials(self) -> MaterialService:
        """Publicity and materials."""
        from services.materials.service import MaterialService  # noqa: PLC0415 - at first use

        return MaterialService(self._database, self._clock)

    @cached_property
    def study_app(self) -> StudyAppService:
        """Scores of the study app."""
        from services.study_app.service import StudyAppService  # noqa: PLC0415 - at first use

        return StudyAppService(self._database, self._clock)

    @cached_property
    def hours(self) -> HoursService:
        """The hours list of a year."""
        from services.hours.service import HoursService  # noqa: PLC0415 - at first use

        return HoursService(self._database, self._clock)

    @cached_property
    def absences(self) -> AbsenceService:
        """What was missed and made up, who is long away."""
        from services.absences.service import AbsenceService  # noqa: PLC0415 - at first use

        return AbsenceService(self._database, self._clock)

    @cached_property
    def figures(self) -> FigureService:
        """The catalogue of figures."""
        from services.figures.service import FigureService  # noqa: PLC0415 - at first use

        return FigureService(self._database, self._clock)

    @cached_property
    def follow_up(self) -> FollowUpService:
        """What came of first-topic sessions."""
        from services.follow_up.service import FollowUpService  # noqa: PLC0415 - at first use

        return FollowUpService(self._database, self._clock)

    @cached_property
    def duties(self) -> DutyService:
        """What should have been held, and was."""
        from services.duties.service import DutyService  # noqa: PLC0415 - at first use

        return DutyService(self._database, self._clock)

    @cached_property
    def rules(self) -> RuleService:
        """The numbers of the domain, dated, with what they rest on."""
        from services.rulebook.service import RuleService  # noqa: PLC0415 - at first use

        return RuleService(self._database, self._clock)

    @cached_property
    def plans(self) -> PlanService:
        """Plans and how far they came."""
        from services.plans.service import PlanService  # noqa: PLC0415 - at first use

        return PlanService(self._database, self._clock)

    @cached_property
    def needs(self) -> NeedService:
        """What members asked to be trained in."""
        from services.needs.service import NeedService  # noqa: PLC0415 - at first use

        return NeedService(self._database, self._clock)

    @cached_property
    def study_resources(self) -> StudyResourceService:
        """Teachers, places, courses and texts."""
        from services.study_resources.service import StudyResourceService  # noqa: PLC0415 - at first use

        return StudyResourceService(self._database, self._clock)

    @cached_property
    def targets(self) -> TargetService:
        """What spans of years promised."""
        from services.targets.service import TargetService  # noqa: PLC0415 - at first use

        return TargetService(self._database, self._clock)

    @cached_property
    def shortcomings(self) -> ShortcomingService:
        """What was found wanting, and how it is mended."""
        from services.shortcomings.service import ShortcomingService  # noqa: PLC0415 - at first use

        return ShortcomingService(self._database, self._clock)

    @cached_property
    def attachments(self) -> AttachmentService:
        """Photos, scans and papers."""
        from services.attachments.service import AttachmentService  # noqa: PLC0415 - at first use

        return AttachmentService(self._database, self._clock)

    @cached_property
    def archive(self) -> ArchiveService:
        """What the folders of sessions lack."""
        from services.archive.service import ArchiveService  # noqa: PLC0415 - at first use

        return ArchiveService(self._database, self._clock)

    @cached_property
    def archive_rules(self) -> ArchiveRuleService:
        """Which papers a session's folder must hold."""
        from services.archive.rule_service import ArchiveRuleService  # noqa: PLC0415 - at first use

        return ArchiveRuleService(self._database, self._clock)

    @cached_property
    def documents(self) -> DocumentService:
        """Documents as PDF."""
        from services.documents.pdf.fonts import FontBook, system_font_folders  # noqa: PLC0415 - at first use
        from services.documents.service import DocumentService  # noqa: PLC0415 - at first use

        return DocumentService(self._database, self._clock, FontBook(system_font_folders()))

    @cached_property
    def workbooks(self) -> Workbooks:
        """Workbooks in and out."""
        from services.backups.rows import Occasion  # noqa: PLC0415 - at first use
        from ui.window.workbooks import Workbooks  # noqa: PLC0415 - at first use

        return Workbooks(self._database, self._clock, lambda: self._files.back_up(self._database, Occasion.IMPORT))

    @cached_property
    def purging(self) -> PurgeService:
        """Personal data that goes for good."""
        from services.purging.service import PurgeService  # noqa: PLC0415 - at first use

        return PurgeService(self._database, self._files, self.opened_from, self.stick)

    @cached_property
    def steps(self) -> StepService:
        """Steps of work: the list, undo, redo."""
        from services.history.steps import StepService  # noqa: PLC0415 - at first use

        return StepService(self._database)

    @cached_property
    def history(self) -> HistoryService:
        """The past of records, the recycle bin."""
        from services.history.service import HistoryService  # noqa: PLC0415 - at first use

        return HistoryService(self._database)

    @cached_property
    def merging(self) -> MergeService:
        """Other copies of the ledger coming in."""
        from services.exchange.service import MergeService  # noqa: PLC0415 - at first use

        return MergeService(self._database, self._clock, self._files)

    @cached_property
    def duplicates(self) -> DuplicateService:
        """People and sessions typed in twice."""
        from services.duplicates.service import DuplicateService  # noqa: PLC0415 - at first use

        return DuplicateService(self._database)

    @cached_property
    def conflicts(self) -> ConflictService:
        """What several PCs changed without knowing of each other."""
        from services.exchange.conflicts import ConflictService  # noqa: PLC0415 - at first use

        return ConflictService(self._database)
