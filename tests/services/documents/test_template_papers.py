"""Papers from templates on a real file: every name has a value, numbers are the figures."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from models.enums import AttendanceStatus, Post, SessionKind
from models.materials import DocumentText
from services.campaigns.rows import CampaignDraft
from services.campaigns.service import CampaignService
from services.clock import FixedClock
from services.documents.kinds import KINDS
from services.documents.outline import Heading, NameList, Paper, Paragraph, Run, Table
from services.documents.papers.notice_values import period_text
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.documents.template_papers import TEMPLATE_NAMES, Subject, TemplatePapers
from services.documents.templates.checking import check
from services.documents.templates.defaults import default_template, has_template
from services.documents.templates.values import Rows, Values
from services.documents.templates.vocabulary import OWN_TEXTS, NameKind, Vocabulary
from services.figures.service import FigureService
from services.figures.text import shown
from services.sessions.rows import AttendanceEntry, SessionFilter, StudyItemDraft
from services.sessions.service import SessionService
from services.targets.rows import TargetDraft
from services.targets.service import TargetService
from tests.services.documents.pdf_reading import page_texts
from tests.services.office import Office, key_of

CLOCK = FixedClock(datetime(2027, 1, 8, 9, tzinfo=UTC))


@pytest.fixture
def documents(office: Office) -> DocumentService:
    return DocumentService(office.database, CLOCK, FontBook())


@pytest.fixture
def filled(office: Office) -> Office:
    """Two people, one behind; a centre group's meeting with its sheet; a target."""
    zhang = office.person("张伟", number="D001")
    wang = office.person("王玥", number="D002")
    office.appoint(zhang, office.first_branch, Post.SECRETARY, date(2025, 1, 1))
    training = office.session("集中培训", SessionKind.TRAINING_CLASS, number="HD-8", hours=Decimal(40))
    office.sessions.record(
        training, [AttendanceEntry(zhang, AttendanceStatus.PRESENT), AttendanceEntry(wang, AttendanceStatus.PRESENT)]
    )
    meeting = office.session(
        "理论学习",
        SessionKind.CENTER_GROUP,
        number="HD-9",
        organization_id=office.top,
        host="李明",
        place="会议室",
        items=(StudyItemDraft("《中国共产党章程》。", led_by="李明"),),
    )
    office.sessions.record(
        meeting,
        [
            AttendanceEntry(zhang, AttendanceStatus.PRESENT),
            AttendanceEntry(wang, AttendanceStatus.LEAVE, leave_reason="出差"),
        ],
    )
    TargetService(office.database, CLOCK).add(TargetDraft(2025, 2026, "培训班", "training.sessions", target=Decimal(1)))
    return office


def told(paper: object) -> str:
    assert isinstance(paper, Paper)
    paragraphs = (block for block in paper.blocks if isinstance(block, Paragraph | NameList))
    return "\n".join(
        (f"{block.label}：" if isinstance(block, NameList) else "") + "".join(run.text for run in block.runs)
        for block in paragraphs
    )


def test_every_kind_with_a_template_file_is_made_from_it() -> None:
    kinds = {kind.key for kind in KINDS}
    assert {key for key in kinds if has_template(key)} == set(TEMPLATE_NAMES)
    assert set(TEMPLATE_NAMES) <= kinds


@pytest.mark.parametrize("kind", list(TEMPLATE_NAMES))
def test_the_default_templates_are_without_fault(kind: str) -> None:
    assert check(default_template(kind), TEMPLATE_NAMES[kind]) == ()


def assert_complete(names: Vocabulary, values: Values) -> None:
    assert set(names) == {name for name in values if not name.startswith(f"{OWN_TEXTS}.")}
    for name, known in names.items():
        item = values[name]
        assert isinstance(item, Rows) == (known.kind is NameKind.LIST)
        for row in item.rows if isinstance(item, Rows) else ():
            assert_complete(known.fields, row)


@pytest.mark.parametrize("kind", list(TEMPLATE_NAMES))
def test_every_name_that_a_template_may_use_has_a_value(filled: Office, kind: str) -> None:
    sessions = SessionService(filled.database, CLOCK)
    session = sessions.get(next(row.key for row in sessions.list(SessionFilter()) if row.number == "HD-9"))
    campaigns = CampaignService(filled.database, CLOCK)
    campaign = (
        campaigns.report(key_of(campaigns.add(CampaignDraft("作风建设")))) if kind.startswith("campaign") else None
    )
    subject = Subject(2026, 2026, None, None if campaign else session, campaign)
    values = TemplatePapers(filled.database, CLOCK).values(kind, subject)
    assert_complete(TEMPLATE_NAMES[kind], values)


@pytest.mark.parametrize("kind", ["annual_summary", "five_year_evaluation", "hours_notice", "duty_notice"])
def test_the_numbers_of_a_paper_are_those_of_the_catalogue(
    filled: Office, documents: DocumentService, kind: str
) -> None:
    paper = documents.outline(DocumentRequest(kind, 2026))
    assert isinstance(paper, Paper)
    figures = FigureService(filled.database, CLOCK).figures(2026).values
    blocks = [block.runs for block in paper.blocks if isinstance(block, Paragraph)]
    cells = [cell for block in paper.blocks if isinstance(block, Table) for row in block.rows for cell in row]
    runs: list[Run] = [run for block in blocks for run in block if run.figure is not None]
    assert runs
    extracted = "".join("".join(page_texts(documents.draw(paper))).split())
    for run in (*runs, *(cell for cell in cells if cell.figure)):
        key = run.figure or ""
        assert run.text.removesuffix("%").startswith(shown(key, figures[key]).removesuffix("%"))
        assert "".join(run.text.split()) in extracted


def test_the_evaluation_has_its_seven_parts_and_two_annexes(filled: Office, documents: DocumentService) -> None:
    paper = documents.outline(DocumentRequest("five_year_evaluation", 2025, to_year=2026))
    assert isinstance(paper, Paper)
    assert [block.text for block in paper.blocks if isinstance(block, Heading) and block.level == 1] == [
        "一、规划实施总体情况",
        "二、理论教育",
        "三、普遍轮训",
        "四、教育内容",
        "五、方式方法",
        "六、组织领导和经费保障",
        "七、下一步工作措施",
    ]
    targets, years = (block for block in paper.blocks if isinstance(block, Table))
    assert [run.text for run in targets.rows[0]][1:5] == ["培训班", "—", "≥1个", "1个"]
    assert [column.heading for column in years.columns] == ["项目", "单位", "2025年", "2026年", "合计"]
    by_name = {row[0].text: [run.text for run in row[2:]] for row in years.rows}
    assert by_name["培训班个数"] == ["0", "1", "1"]
    assert by_name["党员总数"][-1] == "—"
    assert "设定的1项目标中，已达到1项（见附件1）。" in told(paper)


def test_the_notice_of_hours_names_who_is_behind(filled: Office, documents: DocumentService) -> None:
    said = told(documents.outline(DocumentRequest("hours_notice", 2026)))
    assert "1. 第一党支部未达标1人：张伟（差16学时）。" in said
    assert "有学时要求的普通党员1人，学时全部达标，人均40学时。" in said


def test_the_notice_of_duties_names_what_is_missing(filled: Office, documents: DocumentService) -> None:
    said = told(documents.outline(DocumentRequest("duty_notice", 2026)))
    assert "第一党支部缺" in said
    assert "主题党日（1月、2月、3月、" in said
    assert "党课（第一季度、第二季度、第三季度、第四季度）" in said
    assert "均无开展记录" in said


@pytest.mark.parametrize(
    ("period", "words"), [("2026", "全年"), ("2026-H2", "下半年"), ("2026-Q3", "第三季度"), ("2026-03", "3月")]
)
def test_periods_in_words(period: str, words: str) -> None:
    assert period_text(period) == words


def test_minutes_name_who_came_and_take_the_text_of_their_own_session(
    filled: Office, documents: DocumentService
) -> None:
    with filled.database.transaction() as session:
        for number, content in (("HD-9", "会议决定补课。"), ("HD-8", "别的会议。")):
            session.add(
                DocumentText(
                    document_kind="minutes",
                    section=f"{number}：议定事项",
                    year=2026,
                    organization_id=filled.top,
                    content=content,
                )
            )
    said = told(documents.outline(DocumentRequest("minutes", 2026, session="HD-9")))
    assert "某某公司党委在会议室召开理论学习，李明主持会议。" in said
    assert "应到2人，实到1人。\n出席：张伟。\n请假：王玥（出差）。" in said
    assert "会议决定补课。" in said
    assert "别的会议。" not in said
    assert "1. 《中国共产党章程》，李明领学。" in said


def test_a_meeting_notice_says_when_and_where(filled: Office, documents: DocumentService) -> None:
    said = told(documents.outline(DocumentRequest("meeting_notice", 2026, session="HD-9")))
    assert "召开理论学习。现将有关事项通知如下。" in said
    assert "地点：会议室。" in said
    assert "【待补：具体时间】" in said
