"""宣传与资料: what was issued and published in a year, and the scores of the study app."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from PySide6.QtWidgets import QTabWidget

from models.enums import MaterialKind, OrganizationKind
from models.typing_override import override
from services.campaigns.rows import CampaignRow
from services.campaigns.service import CampaignService
from services.figures.rows import Record
from services.figures.service import FigureService
from services.materials.rows import MaterialDraft, MaterialRow, MaterialTotals
from services.materials.service import MaterialService
from services.organizations.rows import OrganizationRow
from services.organizations.service import OrganizationService
from services.study_app.rows import ScoreList, ScoreRow
from services.study_app.service import StudyAppService
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.look import Icon
from ui.window.pages.page import Page
from ui.window.pages.publicity.forms import MaterialForm, ScoreForm
from ui.window.pages.publicity.score_sheet import ScoreSheet
from ui.window.pages.publicity.tabs import PAST, MaterialTab, ScoreTab
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.scope_choices import ScopeChoice, YearChoice

CONCERNS: Final = frozenset(
    {"materials", "campaigns", "study_app_scores", "organizations", "people", "memberships", "stages", "rules"}
)


class PublicityServices(NamedTuple):
    """What the page asks and writes through."""

    materials: MaterialService
    study_app: StudyAppService
    organizations: OrganizationService
    campaigns: CampaignService
    figures: FigureService


@dataclass(frozen=True, slots=True)
class _Found:
    """What one reading brings."""

    years: tuple[int, ...]
    organizations: tuple[OrganizationRow, ...]
    campaigns: tuple[CampaignRow, ...]
    materials: tuple[MaterialRow, ...]
    totals: MaterialTotals
    days: tuple[date, ...]
    scores: ScoreList


class PublicityPage(Page):
    """A year and a scope above; tabs for the materials and for the scores."""

    def __init__(self, desk: Desk, services: PublicityServices) -> None:
        super().__init__(desk, "宣传与资料", "书籍、简报、板报墙报、宣传稿件，以及学习强国积分", CONCERNS)
        self._materials = services.materials
        self._study_app = services.study_app
        self._organizations = services.organizations
        self._campaigns = services.campaigns
        self._figures = services.figures
        self._offered: tuple[OrganizationRow, ...] = ()
        self._named: tuple[CampaignRow, ...] = ()
        self._build_choices()
        self._build_tabs()
        self._connect()

    def _build_choices(self) -> None:
        self.year = YearChoice(self.desk.clock.today().year)
        self.organization = ScopeChoice()
        self.buttons.addWidget(self.year)
        self.buttons.addWidget(self.organization)

    def _build_tabs(self) -> None:
        self.materials = MaterialTab()
        self.scores = ScoreTab()
        listing = self.materials.listing
        listing.add_row_button(button("修改…", Icon.PENCIL, self.ask_change_material))
        listing.add_row_button(button("删除…", Icon.TRASH, self.ask_delete_material))
        listing.tools.addWidget(primary_button("新增资料…", Icon.PLUS, self.ask_add_material))
        scored = self.scores.listing
        scored.add_row_button(button("修改…", Icon.PENCIL, self.ask_change_score), lambda row: row.key is not None)
        scored.add_row_button(button("删除…", Icon.TRASH, self.ask_delete_score), lambda row: row.key is not None)
        scored.add_row_button(button("登记积分…", Icon.PLUS, self.ask_add_score))
        scored.tools.addWidget(primary_button("按支部录入…", Icon.TABLE, self.ask_enter_branch))
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("宣传与资料")
        self.tabs.addTab(self.materials, "资料")
        self.tabs.addTab(self.scores, "学习强国")
        self.body.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        for choice in (self.year, self.organization, self.materials.kind, self.scores.day):
            choice.chosen.connect(self.load)
        self.materials.past_wanted.connect(self.show_changes_of)
        self.materials.listing.table.activated_row.connect(lambda _: self.ask_change_material())
        self.scores.listing.table.activated_row.connect(lambda _: self.ask_change_score())

    def show_changes_of(self, figure: str) -> None:
        """Show who changed a figure of the year shown."""
        self.show_past(self._figures.behind(self.year.year, None, self.organization.choice()), PAST, figure)

    @override
    def load(self) -> None:
        year, organization = self.year.year, self.organization.choice()
        kind: MaterialKind | None = self.materials.kind.choice()
        chosen = self.scores.day.choice()
        # The figures of a year are those of its members on its last day.
        day = chosen if chosen is not None and chosen.year == year else date(year, 12, 31)
        materials, study_app, organizations = self._materials, self._study_app, self._organizations
        campaigns = self._campaigns

        def find() -> _Found:
            return _Found(
                tuple(sorted({*materials.years(), *study_app.years()}, reverse=True)),
                organizations.tree(),
                campaigns.list(),
                materials.materials(year, organization, kind),
                materials.totals(year, organization),
                study_app.days(year),
                study_app.scores(day, organization),
            )

        self.read(find, self._show)

    def _show(self, found: _Found) -> None:
        self._offered = found.organizations
        self._named = found.campaigns
        self.year.offer_years(found.years)
        self.organization.offer_organizations(found.organizations)
        self.materials.show_totals(found.totals)
        self.materials.show_rows(found.materials)
        self.scores.offer_days(found.days)
        self.scores.show_scores(found.scores)

    @override
    def seek(self, record: Record) -> None:
        self.year.turn_to(record.year)
        self.organization.prefer(None)
        self.materials.kind.prefer(None)
        self.tabs.setCurrentWidget(self.materials if record.table == "materials" else self.scores)

    @override
    def open_record(self, record: Record) -> None:
        if record.table == "materials" and self.materials.listing.choose(lambda row: row.key == record.key):
            self.ask_change_material()
        elif self.scores.listing.choose(lambda row: row.key == record.key):
            self.ask_change_score()

    def ask_add_material(self) -> None:
        """Open the form for a new record in the year shown."""
        today = self.desk.clock.today()
        day = today if today.year == self.year.year else date(self.year.year, 12, 31)
        kind = self.materials.kind.choice() or MaterialKind.BOOK
        draft = MaterialDraft(day, kind, "", 1, organization_id=self.organization.choice())
        self.open_form(MaterialForm(self.desk, self._materials, draft, self._offered, self._named, parent=self))

    def ask_change_material(self) -> None:
        """Open the form of the chosen record."""
        row = self.materials.listing.chosen()
        if row is not None:
            self.open_form(
                MaterialForm(
                    self.desk, self._materials, row.draft, self._offered, self._named, key=row.key, parent=self
                )
            )

    def ask_delete_material(self) -> None:
        """Delete the chosen record, once confirmed."""
        row = self.materials.listing.chosen()
        if row is None:
            return
        words = f"{row.draft.issued_on.isoformat()} {row.draft.kind.label} {row.draft.name}".strip()
        if confirmed(self, "删除资料", f"删除这一条资料？{words}", "删除"):
            self.write(lambda: self._materials.delete(row.key), "资料已删除。")

    def ask_add_score(self) -> None:
        """Open the form for a new score of the chosen person."""
        row = self.scores.listing.chosen()
        if row is not None:
            self._open_score(replace(row, key=None, draft=None))

    def ask_change_score(self) -> None:
        """Open the form of the chosen person's score, for a new one where there is none."""
        row = self.scores.listing.chosen()
        if row is not None:
            self._open_score(row)

    def _open_score(self, row: ScoreRow) -> None:
        self.open_form(ScoreForm(self.desk, self._study_app, self.scores.listing.model.rows, row, self))

    def ask_delete_score(self) -> None:
        """Delete the chosen person's score, once confirmed."""
        row = self.scores.listing.chosen()
        if row is None or row.draft is None or row.key is None:
            return
        key, words = row.key, f"{row.name} {row.draft.scored_on.isoformat()}"
        if confirmed(self, "删除积分", f"删除{words}的积分？", "删除"):
            self.write(lambda: self._study_app.delete(key), "积分已删除。")

    def ask_enter_branch(self) -> None:
        """Open the sheet of a branch."""
        branches = [(row.name, row.key) for row in self._offered if row.kind is OrganizationKind.BRANCH]
        self.open_form(ScoreSheet(self.desk, self._study_app, branches, self.organization.choice(), self))
