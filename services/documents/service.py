"""Use cases of documents: which kinds there are, and one of them as a file's bytes."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from models.database import Database
from models.enums import SessionKind
from models.keys import Key
from services.archive.service import ArchiveService
from services.attachments.rows import Holder, HolderKind
from services.attachments.service import AttachmentService
from services.campaigns.report import CampaignReport
from services.campaigns.service import CampaignService
from services.changes import Changes
from services.clock import Clock
from services.documents.errors import (
    CampaignNameMissingError,
    DocumentFormatUnknownError,
    DocumentKindUnknownError,
    MemberNumberMissingError,
    NobodyInScopeError,
    SessionNumberAmbiguousError,
    SessionNumberMissingError,
    SessionNumberUnknownError,
)
from services.documents.kinds import KINDS, PDF, DocumentKind
from services.documents.ledgers.archive_checklist import session_checklist, year_checklist
from services.documents.ledgers.duty_matrix import Places, duty_matrix
from services.documents.ledgers.first_topic_ledger import FirstTopicYear, first_topic_ledger
from services.documents.ledgers.meeting_record import meeting_record
from services.documents.ledgers.money_sources import MoneyTables
from services.documents.ledgers.session_folder import bindable, session_folder
from services.documents.ledgers.session_ledgers import (
    THREE_MEETINGS,
    TRAINING,
    center_group_archive,
    three_meetings_ledger,
    training_ledger,
)
from services.documents.ledgers.session_sources import SessionSource
from services.documents.ledgers.study_record import study_record
from services.documents.ledgers.tables import hours_table, roster, sign_in_sheet
from services.documents.ledgers.target_table import target_table
from services.documents.outline import Document, Folder, Paper, TableBook, TableDocument
from services.documents.papers.hours_proof import hours_proof
from services.documents.papers.parts import PaperParts, stored_parts, with_parts
from services.documents.papers.recovery_sheet import recovery_sheet
from services.documents.papers.sources import figures_of, with_sources
from services.documents.papers.texts import DocumentTextService
from services.documents.pdf.fonts import FontBook, StandIn
from services.documents.template_papers import TEMPLATE_NAMES, Subject, TemplatePapers, load_parts
from services.documents.templates.errors import NoTemplateError
from services.documents.tracing import TracedDocument
from services.duties.service import DutyService
from services.figures.behind import Behind
from services.figures.errors import PeriodOutOfOrderError
from services.figures.rows import Trace
from services.figures.service import FigureService
from services.follow_up.rows import FollowUpFilter
from services.follow_up.service import FollowUpService
from services.hours.service import HoursService
from services.organizations.tree import load_tree
from services.people.service import PeopleService
from services.protection.errors import NotProtectedError
from services.sessions.rows import SessionDetail, SessionFilter
from services.sessions.service import SessionService
from services.targets.service import TargetService

if TYPE_CHECKING:
    from collections.abc import Callable

    from services.documents.pdf.embedding import FaceShelf

_NAMES: Final = {kind.key: kind.name for kind in KINDS}
_OF_SESSIONS: Final = {kind.key for kind in KINDS if kind.of_session}
_OF_CAMPAIGNS: Final = {kind.key for kind in KINDS if kind.of_campaign}


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """Which document: its kind, the year and the scope (empty: the top organisation), or what it is about.

    That is a session or a member by the number, or a campaign by its name.

    `to_year` is the last year of kinds that take several (empty: `year` alone).
    `substitute` prints 〓 for characters that no font has, where otherwise CharactersMissingError is raised.
    `sources` adds an annex to papers with the records behind every figure.
    `template` names the version of the kind's template to make it from (empty: the chosen one); other kinds have none.
    """

    kind: str
    year: int
    scope: Key | None = None
    session: str = ""
    campaign: str = ""
    member: str = ""
    format: str = PDF
    substitute: bool = False
    sources: bool = False
    to_year: int | None = None
    template: str = ""


@dataclass(slots=True)
class DocumentService:
    """Prints documents of a file. The first one loads the PDF writer and the fonts, later ones find them loaded."""

    database: Database
    clock: Clock
    fonts: FontBook
    _shelf: "FaceShelf | None" = field(default=None, init=False)

    @property
    def texts(self) -> DocumentTextService:
        """The officer's own texts in documents."""
        return DocumentTextService(self.database)

    def kinds(self) -> tuple[DocumentKind, ...]:
        """List the kinds of document that can be made."""
        return KINDS

    def stand_ins(self) -> tuple[StandIn, ...]:
        """List the fonts of the official layout that this PC lacks, with what stands in for each."""
        return self.fonts.stand_ins()

    def outline(self, request: DocumentRequest) -> Document:
        """Compose a document without drawing it; raises the errors of `errors.py` and RecordMissingError."""
        kind = next((kind for kind in KINDS if kind.key == request.kind), None)
        if kind is None:
            raise DocumentKindUnknownError(request.kind)
        if request.format not in kind.formats:
            raise DocumentFormatUnknownError(kind.name, request.format, kind.formats)
        if request.template and kind.key not in TEMPLATE_NAMES:
            raise NoTemplateError(kind.name)
        composers: dict[str, Callable[[DocumentRequest], Document]] = {
            **dict.fromkeys(TEMPLATE_NAMES, self._from_template),
            "roster": self._roster,
            "hours_table": self._hours_table,
            "study_record": self._study_record,
            "hours_proof": self._hours_proof,
            "first_topic_ledger": self._first_topic_ledger,
            "budget_table": lambda request: self._money_tables(request).budget(),
            "expense_ledger": lambda request: self._money_tables(request).expenses(),
            "execution_table": lambda request: self._money_tables(request).execution(),
            "lecture_pay": lambda request: self._money_tables(request).lecture_pay(),
            "three_meetings_ledger": lambda request: three_meetings_ledger(
                self._sessions(request).load(THREE_MEETINGS)
            ),
            "training_ledger": lambda request: training_ledger(self._sessions(request).load(TRAINING)),
            "center_group_archive": lambda request: center_group_archive(
                self._sessions(request).load_with_papers([SessionKind.CENTER_GROUP])
            ),
            "duty_matrix": self._duty_matrix,
            "sign_in_sheet": self._sign_in_sheet,
            "meeting_record": self._meeting_record,
            "target_table": self._target_table,
            "archive_checklist": self._archive_checklist,
            "session_folder": self._session_folder,
        }
        made = composers[kind.key](request)
        if not isinstance(made, Paper):
            return made
        paper = self._with_sources(made, request) if request.sources else made
        return with_parts(paper, self.parts(request))

    def parts(self, request: DocumentRequest) -> PaperParts:
        """Give the optional parts of a paper, as the officer entered them."""
        subject, about = self._parts_place(request)
        with self.database.reading() as connection:
            return load_parts(connection, request.kind, subject, about)

    def write_parts(self, request: DocumentRequest, parts: PaperParts) -> Changes:
        """Keep the optional parts of a paper: by year and scope, of a session's or a campaign's paper by that."""
        subject, about = self._parts_place(request)
        sections = {about + section: text for section, text in stored_parts(parts).items()}
        return self.texts.write(request.kind, subject, sections)

    def _parts_place(self, request: DocumentRequest) -> tuple[Subject, str]:
        if not request.campaign.strip():
            subject = self.subject(request)
            return replace(subject, scope=None) if request.member else subject, ""
        campaign = CampaignService(self.database, self.clock).find(request.campaign)
        year = campaign.year or 0
        return Subject(year, year), f"{campaign.name}："

    def _with_sources(self, paper: Paper, request: DocumentRequest) -> Paper:
        figures = FigureService(self.database, self.clock)
        return with_sources(paper, figures.traces(figures_of(paper), request.year, request.to_year, request.scope))

    def render(self, request: DocumentRequest) -> bytes:
        """Make a document as the bytes of a file; also raises CharactersMissingError."""
        return self.draw(self.outline(request), request.format, substitute=request.substitute)

    def draw(self, outline: Document, ending: str = PDF, *, substitute: bool = False) -> bytes:
        """Make what `outline` composed as a file of this format; only PDFs need a font for every character."""
        # reportlab, python-docx and openpyxl take 0.2 s each to import: only who needs one pays for it.
        if ending == PDF or isinstance(outline, Folder):
            return self._draw_pdf(outline, substitute=substitute)
        if isinstance(outline, Paper):
            from services.documents.word.paper_word import render_paper  # noqa: PLC0415

            return render_paper(outline, self.fonts, self.clock.now())
        from services.documents.workbook import render_table  # noqa: PLC0415

        return render_table(outline, self.clock.now())

    def _draw_pdf(self, outline: Document, *, substitute: bool) -> bytes:
        from services.documents.pdf.drawing import draw  # noqa: PLC0415

        return draw(outline, self._fonts_kept(), self.clock.now(), substitute=substitute)

    def _fonts_kept(self) -> "FaceShelf":
        from services.documents.pdf.drawing import open_shelf  # noqa: PLC0415

        if self._shelf is None:
            self._shelf = open_shelf(self.fonts)
        return self._shelf

    def render_traced(self, request: DocumentRequest) -> TracedDocument:
        """Make a document as PDF with the places of its figures; the preview leads from there to their rows."""
        from services.documents.pdf.drawing import draw_traced  # noqa: PLC0415

        made = self.outline(replace(request, format=PDF))
        return draw_traced(made, self._fonts_kept(), self.clock.now(), substitute=request.substitute)

    def trace(self, request: DocumentRequest, figure: str) -> Trace:
        """Give the rows behind a figure that this document states; FigureUnknownError."""
        figures = FigureService(self.database, self.clock)
        return figures.trace(figure, request.year, request.to_year, request.scope)

    def behind(self, request: DocumentRequest) -> Behind:
        """Give what looks behind the figures of a document."""
        return Behind(self.database, lambda figure: self.trace(request, figure))

    def recovery_sheet(self) -> bytes:
        """Make the sheet with the recovery code of the ledger, in memory only; refused where it has no password."""
        key = self.database.key
        if key is None:
            raise NotProtectedError(self.database.path)
        sheet = recovery_sheet(self.database.path.name, key.recovery_code, self.clock.today())
        return self.draw(sheet, substitute=True)  # a strange sign in the file's name is no reason to have no sheet

    def _from_template(self, request: DocumentRequest) -> Paper:
        papers = TemplatePapers(self.database, self.clock)
        return papers.paper(request.kind, self.subject(request), request.template)

    def render_text(self, request: DocumentRequest, text: str) -> bytes:
        """Make a document as PDF from a template's text, which need not be kept; TemplateRefusedError."""
        paper = TemplatePapers(self.database, self.clock).paper_from(request.kind, self.subject(request), text)
        return self.draw(with_parts(paper, self.parts(request)), substitute=True)

    def template_text(self, request: DocumentRequest) -> str:
        """Give the text of the template that a document is made from, empty for kinds without; TemplateUnknownError."""
        if request.kind not in TEMPLATE_NAMES:
            return ""
        return TemplatePapers(self.database, self.clock).template(request.kind, request.template)[1]

    def subject(self, request: DocumentRequest) -> Subject:
        """Tell what a document from a template is about; raises the errors of what is not found."""
        of_session = request.kind in _OF_SESSIONS
        session = self._session(SessionService(self.database, self.clock), request) if of_session else None
        campaign = self._campaign(request) if request.kind in _OF_CAMPAIGNS else None
        return Subject(request.year, request.to_year or request.year, request.scope, session, campaign)

    def _roster(self, request: DocumentRequest) -> TableDocument:
        day = min(self.clock.today(), date(request.year, 12, 31))
        people = PeopleService(self.database, self.clock).list(request.scope, day=day)
        return roster(self._scope_name(request), day, people)

    def _hours_table(self, request: DocumentRequest) -> TableDocument:
        table = HoursService(self.database, self.clock).hours(request.year, request.scope)
        return hours_table(table, self.clock.today())

    def _study_record(self, request: DocumentRequest) -> TableDocument | TableBook:
        hours = HoursService(self.database, self.clock)
        if request.member.strip():
            return study_record(hours.record(self._member(request), request.year), self.clock.today())
        if request.scope is None:
            raise MemberNumberMissingError(_NAMES[request.kind])
        records = hours.records(request.year, request.scope)
        if not records:
            raise NobodyInScopeError(self._scope_name(request), request.year)
        name = f"{self._scope_name(request)}{request.year}年{_NAMES[request.kind]}"
        return TableBook(name, tuple((record.name, study_record(record, self.clock.today())) for record in records))

    def _hours_proof(self, request: DocumentRequest) -> Paper:
        hours, member = HoursService(self.database, self.clock), self._member(request)
        years = range(request.year, (request.to_year or request.year) + 1)
        if not years:
            raise PeriodOutOfOrderError(request.year, years.stop - 1)
        records = [hours.record(member, year) for year in years]
        return hours_proof(records, self._scope_name(request), self.clock.today())

    def _member(self, request: DocumentRequest) -> Key:
        if not request.member.strip():
            raise MemberNumberMissingError(_NAMES[request.kind])
        return AttachmentService(self.database, self.clock).find(HolderKind.PERSON, request.member).key

    def _first_topic_ledger(self, request: DocumentRequest) -> TableDocument:
        follow_up = FollowUpService(self.database, self.clock)
        facts = FirstTopicYear(
            year=request.year,
            asof=self.clock.today(),
            meetings=follow_up.meetings(request.year, request.scope),
            projects=follow_up.projects(FollowUpFilter(year=request.year, organization_id=request.scope)),
            figures=FigureService(self.database, self.clock).figures(request.year, scope=request.scope),
        )
        return first_topic_ledger(facts)

    def _money_tables(self, request: DocumentRequest) -> MoneyTables:
        last_year = request.to_year or request.year
        return MoneyTables(self.database, self.clock, request.year, last_year, request.scope)

    def _sessions(self, request: DocumentRequest) -> SessionSource:
        return SessionSource(self.database, self.clock, request.year, request.scope)

    def _duty_matrix(self, request: DocumentRequest) -> TableDocument:
        with self.database.reading() as connection:
            tree = load_tree(connection)
        root = tree.root(request.scope)
        rows = DutyService(self.database, self.clock).duties(request.year, scope=root)
        places = Places({key: node.kind for key, node in tree.nodes.items()}, tree.branch_of)
        return duty_matrix(tree.name(root), request.year, self.clock.today(), rows, places)

    def _target_table(self, request: DocumentRequest) -> TableDocument:
        targets = TargetService(self.database, self.clock)
        return target_table(targets.table(request.year, request.to_year or request.year))

    def _archive_checklist(self, request: DocumentRequest) -> TableDocument:
        archive = ArchiveService(self.database, self.clock)
        if not request.session:
            return year_checklist(archive.year(request.year, request.scope), self.clock.today())
        session = self._session(SessionService(self.database, self.clock), request)
        attached = AttachmentService(self.database, self.clock).list(Holder(HolderKind.SESSION, session.key))
        return session_checklist(archive.session(session.key), attached, self.clock.today())

    def _session_folder(self, request: DocumentRequest) -> Folder:
        sessions, attachments = (
            SessionService(self.database, self.clock),
            AttachmentService(self.database, self.clock),
        )
        session = self._session(sessions, request)
        attached = attachments.list(Holder(HolderKind.SESSION, session.key))
        folder = ArchiveService(self.database, self.clock).session(session.key)
        forms = (
            sign_in_sheet(session, sessions.expected(session.draft)),
            meeting_record(session, sessions.sheet(session.key)),
            session_checklist(folder, attached, self.clock.today()),
        )
        papers = [bindable(attachments, row) for row in attached]
        return session_folder(session, forms, papers, self.clock.today())

    def _campaign(self, request: DocumentRequest) -> CampaignReport:
        if not request.campaign.strip():
            raise CampaignNameMissingError(_NAMES[request.kind])
        campaigns = CampaignService(self.database, self.clock)
        return campaigns.report(campaigns.find(request.campaign).key)

    def _sign_in_sheet(self, request: DocumentRequest) -> TableDocument:
        sessions = SessionService(self.database, self.clock)
        session = self._session(sessions, request)
        return sign_in_sheet(session, sessions.expected(session.draft))

    def _meeting_record(self, request: DocumentRequest) -> TableDocument:
        sessions = SessionService(self.database, self.clock)
        session = self._session(sessions, request)
        return meeting_record(session, sessions.sheet(session.key))

    def _session(self, sessions: SessionService, request: DocumentRequest) -> SessionDetail:
        number = request.session.strip()
        if not number:
            raise SessionNumberMissingError(_NAMES[request.kind])
        found = [row for row in sessions.list(SessionFilter(text=number)) if row.number == number]
        if len(found) > 1:
            found = [row for row in found if row.starts_on.year == request.year]
            if len(found) != 1:
                raise SessionNumberAmbiguousError(number)
        if not found:
            raise SessionNumberUnknownError(number)
        return sessions.get(found[0].key)

    def _scope_name(self, request: DocumentRequest) -> str:
        with self.database.reading() as connection:
            tree = load_tree(connection)
            return tree.name(tree.root(request.scope))
