"""The sheets about organisations and people."""

from typing import Final

from models.enums import Gender, OrganizationKind, Rank, StageKind
from services.workbooks.sheets.formats import Column, SheetFormat
from services.workbooks.sheets.kinds import SCORE, Choice, Day, IdentityNumber, Name, Text, Word

ORGANIZATION_KIND: Final = Choice(
    OrganizationKind, {"支部": OrganizationKind.BRANCH, "总支": OrganizationKind.GENERAL_BRANCH}
)
STAGE: Final = Choice(
    StageKind,
    {"积极分子": StageKind.ACTIVIST, "中共预备党员": StageKind.PROBATIONARY, "中共党员": StageKind.FORMAL},
)
ALWAYS_NOTE: Final = "不知道起始日期的填“自始”。"
END_NOTE: Final = "填不再有效的第一天；现在仍有效的空着。"
PERSON_NUMBER_LABELS: Final = ("党员编号", "工号", "员工编号")

NUMBER = Column("number", "人员编号", Word(40), required=True, other_labels=PERSON_NUMBER_LABELS, example="D00001")
NAME_BESIDE = Column("name", "姓名", Name(), example="张三", note="用来核对人员编号。")
NAME = Column("name", "姓名", Name(), required=True, example="张三")
NUMBER_BESIDE = Column("number", "人员编号", Word(40), other_labels=PERSON_NUMBER_LABELS, example="D00001")
BRANCH_BESIDE = Column(
    "branch",
    "所在党组织",
    Text(400),
    other_labels=("所在支部", "所属支部", "所在党支部", "所属党支部", "党支部名称", "所属党组织"),
    example="第一党支部",
    note="有同名的人而又没有编号时，用它来区分。",
)

ORGANIZATIONS: Final = SheetFormat(
    "党组织",
    (
        Column("name", "组织名称", Text(200), required=True, other_labels=("党组织名称",), example="第一党支部"),
        Column("kind", "组织类型", ORGANIZATION_KIND, required=True, other_labels=("党组织类型",), example="党支部"),
        Column(
            "parent",
            "上级组织",
            Text(400),
            other_labels=("上级党组织",),
            note="名称；有同名的组织时写成“上级/名称”。空着的归最上级党组织。",
            example="某某公司党委",
        ),
        Column("founded_on", "成立日期", Day(), example="2015-07-01"),
        Column("dissolved_on", "撤销日期", Day(), note="组织不再存在的第一天。"),
        Column("term_ends_on", "届满日期", Day(), other_labels=("任期届满日期",), example="2027-06-30"),
        Column("note", "备注", Text()),
    ),
)

ROSTER: Final = SheetFormat(
    "花名册",
    (
        NAME,
        NUMBER_BESIDE,
        Column("gender", "性别", Choice(Gender), example="男"),
        Column("ethnicity", "民族", Word(40), other_labels=("族别",), example="汉族"),
        Column("born_on", "出生日期", Day(), other_labels=("出生年月", "出生年月日", "出生时间"), example="1985-07-01"),
        Column(
            "identity_number",
            "身份证号",
            IdentityNumber(),
            other_labels=("身份证号码", "公民身份证号", "公民身份号码", "公民身份证号码", "身份证"),
            note="必须是文本格式，否则 Excel 会丢掉末尾几位。",
        ),
        Column("education", "学历", Word(40), other_labels=("文化程度",), example="大学本科"),
        Column("category", "人员类别", STAGE, required=True, other_labels=("党员类别", "政治面貌"), example="正式党员"),
        Column(
            "joined_on",
            "入党日期",
            Day(),
            other_labels=("入党时间", "加入党组织日期", "加入党组织时间"),
            example="2010-06-30",
        ),
        Column("formal_on", "转正日期", Day(), other_labels=("转正时间", "转为正式党员日期"), example="2011-06-30"),
        Column("activist_on", "确定为积极分子日期", Day(), other_labels=("确定为入党积极分子日期",)),
        Column("target_on", "列为发展对象日期", Day(), other_labels=("确定为发展对象日期",)),
        Column(
            "branch",
            "所在党组织",
            Text(400),
            required=True,
            other_labels=BRANCH_BESIDE.other_labels,
            note="名称；有同名的组织时写成“上级/名称”。",
            example="第一党支部",
        ),
        Column("group", "党小组", Text(200), other_labels=("所在党小组", "所属党小组"), example="第一党小组"),
        Column(
            "posts",
            "党内职务",
            Text(200),
            other_labels=("职务", "党内职务名称"),
            note="多个用顿号分开。",
            example="组织委员",
        ),
        Column("post_organization", "任职组织", Text(400), note="空着的就是所在党组织。"),
        Column("appointed_on", "任职日期", Day(), other_labels=("任职时间",), example="2024-06-30"),
        Column("dismissed_on", "免职日期", Day(), other_labels=("免职时间",), note="不再任职的第一天。"),
        Column("administrative_post", "行政职务", Word(), example="综合科科长"),
        Column("rank", "职级", Choice(Rank), example="中层干部"),
        Column("phone", "手机号", Word(40), other_labels=("联系电话", "手机", "手机号码", "电话", "联系方式")),
        Column("moved_in_on", "转入日期", Day(), other_labels=("转入时间",), note="组织关系转入的第一天。"),
        Column("moved_out_on", "转出日期", Day(), other_labels=("转出时间",), note="组织关系转出后的第一天。"),
        Column("exemption", "免学时原因", Text(200), note="长期免学时的写明原因；有起止日期的请用“免学时”表。"),
        Column("note", "备注", Text()),
    ),
)

MEMBERSHIPS: Final = SheetFormat(
    "组织关系",
    (
        NUMBER,
        NAME_BESIDE,
        Column("organization", "党组织", Text(400), required=True, example="第一党支部"),
        Column("starts_on", "起", Day(always=True), required=True, note=ALWAYS_NOTE, example="2015-07-01"),
        Column("ends_on", "止", Day(), note=END_NOTE),
        Column("source", "来源", Text(200)),
        Column("destination", "去向", Text(200)),
        Column("reason", "原因", Text(200)),
    ),
)

APPOINTMENTS: Final = SheetFormat(
    "任职",
    (
        NUMBER,
        NAME_BESIDE,
        Column("organization", "任职组织", Text(400), required=True, example="第一党支部"),
        Column("posts", "职务", Text(200), required=True, other_labels=("党内职务",), example="组织委员"),
        Column("starts_on", "起", Day(always=True), required=True, note=ALWAYS_NOTE, example="2024-06-30"),
        Column("ends_on", "止", Day(), note=END_NOTE),
    ),
)

EXEMPTIONS: Final = SheetFormat(
    "免学时",
    (
        NUMBER,
        NAME_BESIDE,
        Column("reason", "原因", Text(200), required=True, example="年老体弱"),
        Column("starts_on", "起", Day(always=True), required=True, note=ALWAYS_NOTE, example="2025-01-01"),
        Column("ends_on", "止", Day(), note=END_NOTE),
        Column("approved_by", "批准", Text(200), other_labels=("批准人", "批准单位")),
    ),
)

STAGES: Final = SheetFormat(
    "发展阶段",
    (
        NUMBER,
        NAME_BESIDE,
        Column("kind", "阶段", STAGE, required=True, example="预备党员"),
        Column("reached_on", "日期", Day(), required=True, example="2010-06-30"),
    ),
)

SCORES: Final = SheetFormat(
    "学习强国",
    (
        NAME,
        NUMBER_BESIDE,
        BRANCH_BESIDE,
        Column("scored_on", "截止日期", Day(), required=True, example="2025-12-31"),
        Column("score", "积分", SCORE, required=True, example=12345),
    ),
)

CERTIFICATES: Final = SheetFormat(
    "认证证书",
    (
        NUMBER,
        NAME_BESIDE,
        Column(
            "certificate",
            "证书",
            Text(200),
            required=True,
            other_labels=("证书名称",),
            example="党支部书记任职资格证书",
        ),
        Column("obtained_on", "取得日期", Day(), required=True, example="2024-05-20"),
        Column("valid_until", "有效期至", Day(), example="2027-05-19"),
    ),
)
