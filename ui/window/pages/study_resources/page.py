"""学习资源: teachers, places, courses and texts with their use, and what members ask to be trained in."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QTabWidget

from models.enums import ResourceKind
from models.typing_override import override
from services.needs.rows import NeedDraft, NeedTally
from services.needs.service import NeedService
from services.organizations.rows import OrganizationRow
from services.organizations.service import OrganizationService
from services.study_resources.rows import ResourceDraft, ResourceRow, ResourceUse, SuggestedResource
from services.study_resources.service import StudyResourceService
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.look import Icon
from ui.window.pages.page import Page
from ui.window.pages.study_resources.forms import NeedForm, PasteForm, ResourceForm
from ui.window.pages.study_resources.tabs import NeedTab, ResourceTab, SuggestionTab
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.scope_choices import ScopeChoice, YearChoice

CONCERNS: Final = frozenset(
    {
        *("study_resources", "session_resources", "sessions", "session_topics", "sittings", "people"),
        *("training_needs", "plans", "plan_items", "organizations"),
    }
)


@dataclass(frozen=True, slots=True)
class StudyResourceServices:
    """What the page reads from and writes to."""

    resources: StudyResourceService
    needs: NeedService
    organizations: OrganizationService


@dataclass(frozen=True, slots=True)
class _Found:
    """What one reading brings."""

    resources: tuple[ResourceRow, ...]
    suggestions: tuple[SuggestedResource, ...]
    years: tuple[int, ...]
    organizations: tuple[OrganizationRow, ...]
    tally: NeedTally


class StudyResourcesPage(Page):
    """A tab a kind of resource, one for what sessions name, one for the survey of a year."""

    def __init__(self, desk: Desk, services: StudyResourceServices) -> None:
        super().__init__(desk, "学习资源", "师资、教育基地、课程、教材和使用次数，以及培训需求调研", CONCERNS)
        self._resources = services.resources
        self._needs = services.needs
        self._organizations = services.organizations
        self._offered: tuple[OrganizationRow, ...] = ()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("学习资源")
        self.kinds = {kind: ResourceTab(kind) for kind in ResourceKind}
        self.suggested = SuggestionTab()
        self.needs = NeedTab()
        self._build_resources()
        self._build_needs()
        self.body.addWidget(self.tabs, 1)

    def _build_resources(self) -> None:
        for kind, tab in self.kinds.items():
            tab.listing.add_row_button(button("修改…", Icon.PENCIL, self.ask_change))
            tab.listing.add_row_button(button("删除…", Icon.TRASH, self.ask_delete))
            tab.listing.tools.addWidget(primary_button("新增…", Icon.PLUS, self.ask_add))
            tab.listing.table.activated_row.connect(lambda _: self.ask_change())
            tab.listing.table.selectionModel().selectionChanged.connect(self._read_uses)
            self.tabs.addTab(tab, kind.label)
        adopt = primary_button("采用并关联", Icon.CHECK, self.accept)
        self.suggested.listing.add_row_button(adopt)
        self.tabs.addTab(self.suggested, self.suggested.accessibleName())
        self.tabs.currentChanged.connect(self._read_uses)

    def _build_needs(self) -> None:
        self.year = YearChoice(self.desk.clock.today().year)
        self.organization = ScopeChoice()
        listing = self.needs.listing
        listing.filters.addWidget(self.year)
        listing.filters.addWidget(self.organization)
        listing.filters.addStretch(1)
        listing.add_row_button(button("修改…", Icon.PENCIL, self.ask_change_need))
        listing.add_row_button(button("删除…", Icon.TRASH, self.ask_delete_need))
        listing.tools.addWidget(button("粘贴…", Icon.TABLE, self.ask_paste))
        listing.tools.addWidget(primary_button("新增需求…", Icon.PLUS, self.ask_add_need))
        listing.table.activated_row.connect(lambda _: self.ask_change_need())
        self.year.chosen.connect(self.load)
        self.organization.chosen.connect(self.load)
        self.tabs.addTab(self.needs, "需求调研")

    @override
    def load(self) -> None:
        year, organization = self.year.year, self.organization.choice()
        resources, needs, organizations = self._resources, self._needs, self._organizations

        def find() -> _Found:
            return _Found(
                resources.resources(),
                resources.suggestions(),
                needs.years(),
                organizations.tree(),
                needs.tally(year, organization),
            )

        self.read(find, self._show)

    def _show(self, found: _Found) -> None:
        self._offered = found.organizations
        self.year.offer_years(found.years)
        self.organization.offer_organizations(found.organizations)
        for tab in self.kinds.values():
            tab.show_rows(found.resources)
        self.suggested.show_rows(found.suggestions)
        self.needs.show_tally(found.tally)
        self._read_uses()

    @property
    def shown_kind(self) -> ResourceTab | None:
        """Give the tab of resources that is in sight, None where another one is."""
        tab = self.tabs.currentWidget()
        return tab if isinstance(tab, ResourceTab) else None

    def _read_uses(self) -> None:
        tab = self.shown_kind
        if tab is None:
            return
        row = tab.listing.chosen()
        if row is None:
            tab.uses.show_rows(())
            return
        key = row.key

        def show(uses: tuple[ResourceUse, ...]) -> None:
            chosen = tab.listing.chosen()
            if chosen is not None and chosen.key == key:
                tab.uses.show_rows(uses)

        self.read(lambda: self._resources.uses(key), show)

    def _chosen(self) -> ResourceRow | None:
        tab = self.shown_kind
        return None if tab is None else tab.listing.chosen()

    def ask_add(self) -> None:
        """Open the form for a new resource of the kind shown."""
        tab = self.shown_kind
        if tab is not None:
            self.open_form(ResourceForm(self.desk, self._resources, ResourceDraft(tab.kind, ""), parent=self))

    def ask_change(self) -> None:
        """Open the form of the chosen resource."""
        row = self._chosen()
        if row is not None:
            self.open_form(ResourceForm(self.desk, self._resources, row.draft, key=row.key, parent=self))

    def ask_delete(self) -> None:
        """Delete the chosen resource, once confirmed."""
        row = self._chosen()
        words = "" if row is None else f"删除“{row.draft.name}”？它与 {row.uses} 次活动的关联一并取消，活动不受影响。"
        if row is not None and confirmed(self, "删除资源", words, "删除"):
            self.write(lambda: self._resources.delete(row.key), "资源已删除。")

    def accept(self) -> None:
        """Make the chosen suggestion a resource and link the sessions that name it."""
        row = self.suggested.listing.chosen()
        if row is not None:
            said = f"“{row.name}”已登记为{row.kind.label}，关联 {len(row.sessions)} 次活动。"
            self.write(lambda: self._resources.accept(row), said)

    def ask_add_need(self) -> None:
        """Open the form for a new need of the year shown."""
        draft = NeedDraft(self.year.year, "", 0, organization_id=self.organization.choice())
        self.open_form(NeedForm(self.desk, self._needs, draft, self._offered, parent=self))

    def ask_change_need(self) -> None:
        """Open the form of the chosen need."""
        row = self.needs.listing.chosen()
        if row is not None:
            self.open_form(NeedForm(self.desk, self._needs, row.draft, self._offered, key=row.key, parent=self))

    def ask_delete_need(self) -> None:
        """Delete the chosen need, once confirmed."""
        row = self.needs.listing.chosen()
        words = "" if row is None else f"删除“{row.draft.subject}”（{row.organization_name}，{row.draft.votes} 人）？"
        if row is not None and confirmed(self, "删除需求", words, "删除"):
            self.write(lambda: self._needs.delete(row.key), "需求已删除。")

    def ask_paste(self) -> None:
        """Open the table to paste into."""
        self.open_form(PasteForm(self.desk, self._needs, self.year.year, self))
