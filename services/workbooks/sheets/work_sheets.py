"""The sheets about follow-up, money, plans, materials and shortcomings."""

from typing import Final

from models.enums import (
    ExpenseCategory,
    ExpenseState,
    FundSourceCode,
    MaterialKind,
    PlanLevel,
    ShortcomingState,
    WorkState,
)
from services.workbooks.sheets.formats import Column, SheetFormat
from services.workbooks.sheets.kinds import COUNT, HOURS, MONEY, Choice, Day, Deadline, Lines, Text, Word, Year

FUND_SOURCE: Final = Choice(
    FundSourceCode,
    {
        "党建工作经费": FundSourceCode.PARTY_WORK,
        "党建活动经费": FundSourceCode.PARTY_WORK,
        "党建经费": FundSourceCode.PARTY_WORK,
        "留存党费": FundSourceCode.KEPT_DUES,
        "其它": FundSourceCode.OTHER,
    },
)
CATEGORY: Final = Choice(ExpenseCategory, {"其它": ExpenseCategory.OTHER})
AMOUNT_LABELS: Final = ("金额",)
RECORD_NUMBER = Column("number", "编号", Word(40), note="有编号的按编号认作同一条。", example="001")
YEAR = Column("year", "年度", Year(), required=True, other_labels=("年份",), example=2025)
AMOUNT = Column("amount_fen", "金额（元）", MONEY, required=True, other_labels=AMOUNT_LABELS, example=3500)
UNIT = Column("organization", "单位", Text(400), note="空着的就是最上级党组织。", example="第一党支部")
SOURCE = Column("fund_source", "经费来源", FUND_SOURCE, required=True, example="党组织工作经费")
EXPENSE_CATEGORY = Column("category", "支出类别", CATEGORY, required=True, example="教育培训")
DEADLINE = Column("deadline", "完成时限", Deadline(), note="日期，或“长期坚持”等文字。", example="2025-12-31")
RESPONSIBLE_UNIT = Column("responsible_unit", "责任单位", Text(200), example="党委办公室")

FOLLOW_UP: Final = SheetFormat(
    "落实项目",
    (
        RECORD_NUMBER,
        Column("session", "活动编号", Word(40), example="2025-001"),
        Column("name", "项目名称", Text(300), required=True, example="安全生产专项提升"),
        Column("decided_on", "确定日期", Day(), required=True, example="2025-07-01"),
        Column("content", "举措", Text(), required=True, note="一行一条举措。", example="开展全员安全培训"),
        RESPONSIBLE_UNIT,
        Column("responsible_person", "责任人", Text(80)),
        DEADLINE,
        Column("state", "状态", Choice(WorkState), note="空着的就是未开始。", example="进行中"),
        Column("completed_on", "完成日期", Day()),
    ),
)

BUDGET: Final = SheetFormat("经费预算", (YEAR, SOURCE, EXPENSE_CATEGORY, UNIT, AMOUNT, Column("note", "备注", Text())))

EXPENSES: Final = SheetFormat(
    "经费支出",
    (
        RECORD_NUMBER,
        Column("spent_on", "日期", Day(), required=True, other_labels=("支出日期",), example="2025-07-01"),
        AMOUNT,
        SOURCE,
        EXPENSE_CATEGORY,
        Column("summary", "摘要", Text(300), required=True, example="购买学习书籍"),
        UNIT,
        Column("session", "活动编号", Word(40), example="2025-001"),
        Column("voucher", "凭证号", Word()),
        Column("payee", "收款方", Text(200)),
        Column("state", "状态", Choice(ExpenseState), note="空着的就是草稿；只有已报销的计入支出。", example="已报销"),
    ),
)

PAYROLL: Final = SheetFormat(
    "工资总额",
    (
        YEAR,
        Column(
            "amount_fen",
            "上年度职工工资总额（元）",
            MONEY,
            required=True,
            other_labels=("上年度职工工资总额", "工资总额"),
            example=12000000,
        ),
    ),
)

PLANS: Final = SheetFormat(
    "计划",
    (
        YEAR,
        Column("name", "计划名称", Text(200), required=True, example="2025年度学习计划"),
        Column("level", "层级", Choice(PlanLevel), example="党委"),
        Column("title", "事项", Text(500), required=True, example="举办党员培训班"),
        Column("kind", "类型", Word(), example="培训班"),
        Column("audience", "对象", Text(200), example="全体党员"),
        DEADLINE,
        Column("times", "次数", COUNT, example=2),
        Column("hours", "学时", HOURS, example=16),
        Column("budget_fen", "预算（元）", MONEY, other_labels=("预算",), example=20000),
        RESPONSIBLE_UNIT,
        Column("state", "状态", Choice(WorkState), note="空着的就是未开始。", example="未开始"),
    ),
)

MATERIALS: Final = SheetFormat(
    "宣传与资料",
    (
        RECORD_NUMBER,
        Column("issued_on", "日期", Day(), required=True, example="2025-07-01"),
        Column("kind", "类别", Choice(MaterialKind), required=True, example="书籍"),
        Column("name", "名称", Text(300), example="《中国共产党章程》"),
        Column("quantity", "数量", COUNT, required=True, example=100),
        Column("reads", "阅读量", COUNT),
        UNIT,
        Column("note", "备注", Text()),
    ),
)

SHORTCOMINGS: Final = SheetFormat(
    "存在问题",
    (
        YEAR,
        RECORD_NUMBER,
        Column("problem", "问题", Text(), required=True, other_labels=("存在问题",), example="个别支部学习不够经常"),
        Column("measures", "整改措施", Lines(2000), note="一行一条措施。", example="每月检查学习记录"),
        RESPONSIBLE_UNIT,
        DEADLINE,
        Column("state", "状态", Choice(ShortcomingState), note="空着的就是未整改。", example="整改中"),
        Column("completed_on", "完成日期", Day()),
    ),
)
