"""The choices at the left of the page of documents: kind, years, scope, what it is about; a request comes of them."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel

from models.keys import Key
from services.campaigns.rows import CampaignRow
from services.documents.kinds import DOCX, XLSX, DocumentKind
from services.documents.pdf.fonts import StandIn
from services.documents.service import DocumentRequest
from services.organizations.rows import OrganizationRow
from services.people.rows import PersonRow
from services.sessions.rows import SessionRow
from ui.window.texts import day_text
from ui.window.widgets.card import Card
from ui.window.widgets.inputs import Choice
from ui.window.widgets.labels import label, wrapped_label
from ui.window.widgets.organization_choice import organization_options
from ui.window.widgets.scope_choices import YearChoice

YEARS_BACK: Final = 10
PANEL_WIDTH: Final = 290
EVERYONE: Final = ("全体（每人另起一页）", "")
EDITABLE: Final = (DOCX, XLSX)
"""The formats that people go on working in."""


class DocumentChoices(Card):
    """`changed` says that another document is wanted; what is offered comes from the page."""

    changed = Signal()

    def __init__(self, kinds: Sequence[DocumentKind], this_year: int) -> None:
        super().__init__("选择文档")
        self.setFixedWidth(PANEL_WIDTH)
        self._people: Sequence[PersonRow] = ()
        self._awaited: DocumentRequest | None = None
        self._kinds = tuple(kinds)
        self._captions: dict[str, QLabel] = {}
        self._build_choices(kinds, this_year)
        self._build_ticks()
        self._fonts = wrapped_label("", "hint")
        self.body.addStretch(1)
        self.body.addWidget(self._fonts)
        self.kind.chosen.connect(self.show_choices)
        for choice in (self.to_year, self.member, self.session, self.campaign):
            choice.chosen.connect(self.changed)
        for tick in (self.substitute, self.sources):
            tick.toggled.connect(lambda _: self.changed.emit())

    def _build_choices(self, kinds: Sequence[DocumentKind], this_year: int) -> None:
        self.kind: Choice[DocumentKind] = Choice("文档种类", [(kind.name, kind) for kind in kinds])
        self.year = YearChoice(this_year)
        self.year.offer_years(range(this_year - YEARS_BACK, this_year + 2))  # next year's plan is printed this year
        years = [(f"{year}年", year) for year in range(this_year + 1, this_year - YEARS_BACK - 1, -1)]
        self.to_year = Choice("截止年度", years, this_year)
        self.scope: Choice[Key] = Choice("范围")
        self.session: Choice[str] = Choice("学习活动")
        self.campaign: Choice[str] = Choice("专题教育")
        self.member: Choice[str] = Choice("人员")
        for choice in (self.kind, self.year, self.to_year, self.scope, self.member, self.session, self.campaign):
            caption = label(choice.accessibleName(), "fieldLabel")
            caption.setBuddy(choice)
            choice.setMinimumContentsLength(12)
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self._captions[choice.accessibleName()] = caption
            self.body.addWidget(caption)
            self.body.addWidget(choice)

    def _build_ticks(self) -> None:
        self.substitute = QCheckBox("字库缺字时以〓代替")
        self.sources = QCheckBox("附数据来源")
        self.sources.setToolTip("在公文之后另起一页，列出每个数据由哪些记录得出。")
        for tick in (self.substitute, self.sources):
            tick.setAccessibleName(tick.text())
            self.body.addWidget(tick)

    def show_stand_ins(self, stand_ins: Sequence[StandIn]) -> None:
        """Say which fonts this PC lacks."""
        missing = "、".join(one.wanted for one in stand_ins)
        self._fonts.setText(f"本机没有{missing}，以随程序附带的字体代替。" if missing else "")

    def offer_scopes(self, tree: Sequence[OrganizationRow]) -> None:
        """Offer the organisations."""
        self.scope.offer(organization_options(tree), self.scope.choice())

    def offer_campaigns(self, rows: Sequence[CampaignRow]) -> None:
        """Offer the campaigns."""
        self.campaign.offer([(row.name, row.name) for row in rows], self.campaign.choice())

    def offer_sessions(self, rows: Sequence[SessionRow]) -> None:
        """Offer the sessions that have a number."""
        numbered = [(f"{day_text(row.starts_on)} {row.title}", row.number) for row in rows if row.number]
        awaited = self._awaited
        self.session.offer(numbered, self.session.choice() if awaited is None else awaited.session)

    def offer_people(self, rows: Sequence[PersonRow]) -> None:
        """Offer the people that have a number; a document is wanted."""
        self._people = [row for row in rows if row.number]
        self.show_choices()
        self._awaited = None

    def show_choices(self) -> None:
        """Show the choices that the kind needs; a document is wanted."""
        kind = self.kind.choice()
        if kind is None:
            return
        if kind.of_person:
            everyone = [EVERYONE] if kind.of_scope else []
            members = ((f"{row.name} {row.number}", row.number) for row in self._people)
            member = self.member.choice() if self._awaited is None else self._awaited.member
            self.member.offer([*everyone, *members], member)
        shown_choices = (
            (self.year, not kind.of_campaign),
            (self.to_year, kind.of_span),
            (self.scope, kind.of_person or not (kind.of_session or kind.of_span or kind.of_campaign)),
            (self.member, kind.of_person),
            (self.session, kind.of_session),
            (self.campaign, kind.of_campaign),
        )
        for choice, shown in shown_choices:
            choice.setVisible(shown)
            self._captions[choice.accessibleName()].setVisible(shown)
        self.sources.setVisible(self.is_paper)
        self.changed.emit()

    def choose(self, request: DocumentRequest) -> None:
        """Choose what a request asks for; `year.chosen` asks for what the year offers, then a document is wanted."""
        self._awaited = request
        self.kind.prefer(next((kind for kind in self._kinds if kind.key == request.kind), None))
        self.year.prefer(request.year)
        self.to_year.prefer(request.to_year)
        self.scope.prefer(request.scope)
        self.campaign.prefer(request.campaign)
        self.year.chosen.emit()

    @property
    def is_paper(self) -> bool:
        """Tell whether the kind chosen is an official paper."""
        kind = self.kind.choice()
        return kind is not None and DOCX in kind.formats

    @property
    def editable_format(self) -> str | None:
        """Tell which format that people go on working in the kind has."""
        kind = self.kind.choice()
        return next((each for each in EDITABLE if kind is not None and each in kind.formats), None)

    def request(self) -> DocumentRequest | None:
        """Give what is asked for; None where something is still to be chosen."""
        kind = self.kind.choice()
        if kind is None:
            return None
        session = (self.session.choice() or "") if kind.of_session else ""
        campaign = (self.campaign.choice() or "") if kind.of_campaign else ""
        member = (self.member.choice() or "") if kind.of_person else ""
        needs_one = kind.of_session or kind.of_campaign or (kind.of_person and not kind.of_scope)
        if needs_one and not (session or campaign or member):
            return None
        of_scope = not (session or campaign or member or (kind.of_span and not kind.of_person))
        return DocumentRequest(
            kind.key,
            self.year.year,
            scope=self.scope.choice() if of_scope else None,
            session=session,
            campaign=campaign,
            member=member,
            substitute=self.substitute.isChecked(),
            sources=self.is_paper and self.sources.isChecked(),
            to_year=self.to_year.choice() if kind.of_span else None,
        )

    def file_name(self, ending: str) -> str:
        """Propose a name for the file of what is chosen."""
        kind = self.kind.choice()
        if kind is None:
            return f"文档.{ending}"
        about = (self.campaign.choice() or "") if kind.of_campaign else f"{self.year.year}年"
        about = (self.session.choice() or "") if kind.of_session else about
        if kind.of_person and self.member.choice():
            about = f"{self.member.currentText()}，{about}"
        return f"{kind.name}（{about}）.{ending}"
