"""The kinds of printable document; light, so that listing them loads nothing else."""

from dataclasses import dataclass
from typing import Final

PDF: Final = "pdf"
DOCX: Final = "docx"
XLSX: Final = "xlsx"

PAPER: Final = (PDF, DOCX)
TABLE: Final = (PDF, XLSX)
"""What an official paper and what a table is made as."""


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of printable document.

    `of_session` and `of_campaign` tell that it is about one, not about a year; `of_person` that it is about a person's
    year, `of_scope` that such a kind is also made for everyone in a scope; `of_span` that it can take several years.
    `binds`: pages of other PDFs go into it, which in the window only the painting thread may do (PDFium).
    """

    key: str
    name: str
    formats: tuple[str, ...] = TABLE
    of_session: bool = False
    of_span: bool = False
    of_campaign: bool = False
    has_texts: bool = False
    of_person: bool = False
    of_scope: bool = False
    binds: bool = False


KINDS: Final = (
    DocumentKind("annual_summary", "年度工作总结和下一年工作计划", PAPER, has_texts=True),
    DocumentKind("five_year_evaluation", "党员教育培训规划实施情况评估报告", PAPER, of_span=True, has_texts=True),
    DocumentKind("hours_notice", "学时完成情况通报", PAPER, has_texts=True),
    DocumentKind("duty_notice", "组织生活开展情况通报", PAPER, has_texts=True),
    DocumentKind("minutes", "会议纪要", PAPER, of_session=True, has_texts=True),
    DocumentKind("meeting_notice", "会议通知", PAPER, of_session=True, has_texts=True),
    DocumentKind("training_plan", "党员教育培训计划", PAPER, has_texts=True),
    DocumentKind("center_group_plan", "中心组学习计划", PAPER, has_texts=True),
    DocumentKind("branch_plan", "党支部学习计划", PAPER, has_texts=True),
    DocumentKind("discipline_plan", "纪律教育计划", PAPER, has_texts=True),
    DocumentKind("center_group_attendance", "中心组学习出勤情况通报", PAPER, has_texts=True),
    DocumentKind("campaign_plan", "专题教育计划", PAPER, of_campaign=True, has_texts=True),
    DocumentKind("campaign_report", "专题教育开展情况报告", PAPER, of_campaign=True, has_texts=True),
    DocumentKind("roster", "党员花名册"),
    DocumentKind("hours_table", "学时统计表"),
    DocumentKind("study_record", "个人学习记录", of_person=True, of_scope=True),
    DocumentKind("hours_proof", "学时证明", PAPER, of_person=True, of_span=True),
    DocumentKind("first_topic_ledger", "第一议题学习台账"),
    DocumentKind("budget_table", "经费预算表"),
    DocumentKind("expense_ledger", "经费支出台账"),
    DocumentKind("execution_table", "经费预算执行情况表", of_span=True),
    DocumentKind("lecture_pay", "讲课费签领单"),
    DocumentKind("three_meetings_ledger", "三会一课台账"),
    DocumentKind("training_ledger", "党员教育培训台账"),
    DocumentKind("center_group_archive", "中心组学习档案目录"),
    DocumentKind("duty_matrix", "组织生活开展情况表"),
    DocumentKind("target_table", "目标完成情况表", of_span=True),
    DocumentKind("archive_checklist", "归档材料清单"),
    DocumentKind("sign_in_sheet", "签到表", of_session=True),
    DocumentKind("meeting_record", "会议（活动）记录", of_session=True),
    DocumentKind("session_folder", "学习活动档案（合订）", (PDF,), of_session=True, binds=True),
)
