"""Which page each line of the navigation shows, and what it is given; a page's module is imported when it is shown."""

from collections.abc import Callable, Mapping
from typing import Final

from ui.window.desk import Desk
from ui.window.pages.page import Page
from ui.window.services import Services


def _home(services: Services, desk: Desk) -> Page:
    from ui.window.pages.home import HomePage  # noqa: PLC0415 - when it is shown

    return HomePage(desk, services.figures, services.hours, services.duties, services.absences)


def _organizations(services: Services, desk: Desk) -> Page:
    from ui.window.pages.organizations import (  # noqa: PLC0415 - when it is shown
        OrganizationPageServices,
        OrganizationsPage,
    )

    needs = OrganizationPageServices(
        services.organizations, services.people, services.attachments, services.history, services.purging
    )
    return OrganizationsPage(desk, needs)


def _sessions(services: Services, desk: Desk) -> Page:
    from ui.window.pages.sessions.page import SessionServices, SessionsPage  # noqa: PLC0415 - when it is shown

    needs = SessionServices(
        services.sessions,
        services.organizations,
        services.people,
        services.campaigns,
        services.study_resources,
        services.attachments,
        services.history,
    )
    return SessionsPage(desk, needs)


def _first_topic(services: Services, desk: Desk) -> Page:
    from ui.window.pages.first_topic.page import FirstTopicPage  # noqa: PLC0415 - when it is shown

    return FirstTopicPage(desk, services.follow_up, services.figures, services.sessions)


def _duties(services: Services, desk: Desk) -> Page:
    from ui.window.pages.duties.page import DutiesPage  # noqa: PLC0415 - when it is shown

    return DutiesPage(desk, services.duties, services.organizations)


def _center_group(services: Services, desk: Desk) -> Page:
    from ui.window.pages.center_group.page import (  # noqa: PLC0415 - when it is shown
        CenterGroupPage,
        CenterGroupServices,
    )

    needs = CenterGroupServices(services.center_group, services.organizations, services.people, services.documents)
    return CenterGroupPage(desk, needs)


def _classes(services: Services, desk: Desk) -> Page:
    from ui.window.pages.classes.page import ClassesPage, ClassServices  # noqa: PLC0415 - when it is shown

    needs = ClassServices(services.classes, services.training_duties, services.sessions, services.organizations)
    return ClassesPage(desk, needs)


def _hours(services: Services, desk: Desk) -> Page:
    from ui.window.pages.hours.page import HoursPage, HoursServices  # noqa: PLC0415 - when it is shown

    needs = HoursServices(services.hours, services.absences, services.sessions, services.organizations)
    return HoursPage(desk, needs)


def _plans(services: Services, desk: Desk) -> Page:
    from ui.window.pages.plans.page import PlanPageServices, PlansPage  # noqa: PLC0415 - when it is shown

    needs = PlanPageServices(
        services.plans, services.organizations, services.sessions, services.needs, services.campaigns
    )
    return PlansPage(desk, needs)


def _resources(services: Services, desk: Desk) -> Page:
    from ui.window.pages.study_resources.page import (  # noqa: PLC0415 - when it is shown
        StudyResourceServices,
        StudyResourcesPage,
    )

    needs = StudyResourceServices(services.study_resources, services.needs, services.organizations)
    return StudyResourcesPage(desk, needs)


def _campaigns(services: Services, desk: Desk) -> Page:
    from ui.window.pages.campaigns.page import CampaignsPage  # noqa: PLC0415 - when it is shown

    return CampaignsPage(desk, services.campaigns)


def _targets(services: Services, desk: Desk) -> Page:
    from ui.window.pages.targets.page import TargetsPage  # noqa: PLC0415 - when it is shown

    return TargetsPage(desk, services.targets)


def _shortcomings(services: Services, desk: Desk) -> Page:
    from ui.window.pages.shortcomings.page import ShortcomingsPage  # noqa: PLC0415 - when it is shown

    return ShortcomingsPage(desk, services.shortcomings, services.organizations)


def _money(services: Services, desk: Desk) -> Page:
    from ui.window.pages.money.page import MoneyPage  # noqa: PLC0415 - when it is shown
    from ui.window.pages.money.reading import MoneyServices  # noqa: PLC0415 - when it is shown

    needs = MoneyServices(
        services.money,
        services.spending,
        services.lecture_pay,
        services.money_checks,
        services.organizations,
        services.sessions,
        services.attachments,
        services.figures,
    )
    return MoneyPage(desk, needs)


def _publicity(services: Services, desk: Desk) -> Page:
    from ui.window.pages.publicity.page import PublicityPage, PublicityServices  # noqa: PLC0415 - when it is shown

    needs = PublicityServices(
        services.materials, services.study_app, services.organizations, services.campaigns, services.figures
    )
    return PublicityPage(desk, needs)


def _archive(services: Services, desk: Desk) -> Page:
    from ui.window.pages.archive.page import ArchivePage, ArchiveServices  # noqa: PLC0415 - when it is shown

    needs = ArchiveServices(
        services.archive, services.archive_rules, services.attachments, services.organizations, services.documents
    )
    return ArchivePage(desk, needs)


def _documents(services: Services, desk: Desk) -> Page:
    from services.documents.issuing.service import IssuingService  # noqa: PLC0415 - when it is shown
    from ui.window.pages.documents.page import DocumentServices, DocumentsPage  # noqa: PLC0415 - when it is shown
    from ui.window.preview.printing import PrinterChooser  # noqa: PLC0415 - when it is shown

    documents = services.documents
    needs = DocumentServices(
        documents,
        services.organizations,
        services.sessions,
        services.campaigns,
        services.people,
        IssuingService(documents.database, documents.clock, documents),
    )
    return DocumentsPage(desk, needs, PrinterChooser())


def _templates(services: Services, desk: Desk) -> Page:
    from services.documents.templates.drafts import Drafts  # noqa: PLC0415 - when it is shown
    from services.documents.templates.service import TemplateService  # noqa: PLC0415 - when it is shown
    from ui.window.pages.templates.page import TemplatePageServices, TemplatesPage  # noqa: PLC0415 - when it is shown

    documents = services.documents
    needs = TemplatePageServices(
        TemplateService(documents.database, documents.clock),
        documents,
        services.organizations,
        services.sessions,
        services.campaigns,
        Drafts(services.files.backup_folder.with_name("drafts"), services.opened_from),
    )
    return TemplatesPage(desk, needs)


def _rules(services: Services, desk: Desk) -> Page:
    from ui.window.pages.rules.page import RulesPage  # noqa: PLC0415 - when it is shown

    return RulesPage(desk, services.rules)


def _exchange(services: Services, desk: Desk) -> Page:
    from ui.window.pages.exchange import ExchangePage  # noqa: PLC0415 - when it is shown

    return ExchangePage(desk, services.workbooks)


def _merging(services: Services, desk: Desk) -> Page:
    from services.packages.service import PackageService  # noqa: PLC0415 - when it is shown
    from ui.window.pages.merging.page import MergingPage, Packing  # noqa: PLC0415 - when it is shown

    merging = services.merging
    packing = Packing(PackageService(merging.database, merging.clock, merging.files), services.organizations)
    return MergingPage(desk, merging, services.conflicts, services.duplicates, packing)


def _history(services: Services, desk: Desk) -> Page:
    from ui.window.pages.history.page import HistoryPage  # noqa: PLC0415 - when it is shown

    return HistoryPage(desk, services.steps, services.history)


RECORD_PAGES: Final = {
    "sessions": "sessions",
    "study_items": "sessions",
    "attendance": "sessions",
    "people": "organizations",
    "organizations": "organizations",
    "certificates": "organizations",
    "budget_lines": "money",
    "expenses": "money",
    "payrolls": "money",
    "plan_items": "plans",
    "plans": "plans",
    "shortcomings": "shortcomings",
    "follow_up_projects": "first_topic",
    "follow_up_measures": "first_topic",
    "materials": "publicity",
    "study_app_scores": "publicity",
}
"""Which page has the records of a table."""

PAGES: Final[Mapping[str, Callable[[Services, Desk], Page]]] = {
    "home": _home,
    "organizations": _organizations,
    "sessions": _sessions,
    "first_topic": _first_topic,
    "duties": _duties,
    "center_group": _center_group,
    "classes": _classes,
    "hours": _hours,
    "plans": _plans,
    "study_resources": _resources,
    "campaigns": _campaigns,
    "targets": _targets,
    "shortcomings": _shortcomings,
    "money": _money,
    "publicity": _publicity,
    "archive": _archive,
    "documents": _documents,
    "templates": _templates,
    "rules": _rules,
    "exchange": _exchange,
    "merging": _merging,
    "history": _history,
}
