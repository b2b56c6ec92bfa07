"""The vocabulary: codes as stored, with the Chinese word that people read (the terms of the domain)."""

from enum import StrEnum
from typing import Self


class LabelledEnum(StrEnum):
    """A code with its Chinese label, as in `OrganizationKind.BRANCH.label`."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member from its code and its label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def labels(cls) -> tuple[str, ...]:
        """List the Chinese labels in order."""
        return tuple(member.label for member in cls)


class OrganizationKind(LabelledEnum):
    """党组织类型."""

    COMMITTEE = "committee", "党委"
    GENERAL_BRANCH = "general_branch", "党总支"
    BRANCH = "branch", "党支部"
    GROUP = "group", "党小组"


class StageKind(LabelledEnum):
    """人员类别, in the order in which a person passes through them."""

    ACTIVIST = "activist", "入党积极分子"
    DEVELOPMENT_TARGET = "development_target", "发展对象"
    PROBATIONARY = "probationary", "预备党员"
    FORMAL = "formal", "正式党员"


class Gender(LabelledEnum):
    """性别."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class Rank(LabelledEnum):
    """职级."""

    EXECUTIVE = "executive", "领导班子成员"
    MIDDLE_MANAGER = "middle_manager", "中层干部"
    STAFF = "staff", "一般员工"


class Post(LabelledEnum):
    """党内职务; the portfolio of a committee member (组织, 宣传…) is kept beside it."""

    SECRETARY = "secretary", "书记"
    DEPUTY_SECRETARY = "deputy_secretary", "副书记"
    COMMITTEE_MEMBER = "committee_member", "委员"
    GROUP_LEADER = "group_leader", "党小组长"
    PARTY_WORKER = "party_worker", "党务干事"
    PROPAGANDIST = "propagandist", "宣传员"


class SessionKind(LabelledEnum):
    """活动类型."""

    FIRST_TOPIC = "first_topic", "第一议题"
    CENTER_GROUP = "center_group", "中心组学习"
    BRANCH_CONGRESS = "branch_congress", "支部党员大会"
    BRANCH_COMMITTEE = "branch_committee", "支部委员会"
    GROUP_MEETING = "group_meeting", "党小组会"
    PARTY_LECTURE = "party_lecture", "党课"
    THEME_DAY = "theme_day", "主题党日"
    READING_CLASS = "reading_class", "读书班"
    TRAINING_CLASS = "training_class", "培训班"
    LECTURE = "lecture", "专题讲座"
    SITE_VISIT = "site_visit", "现场学习"
    ORGANIZATION_LIFE = "organization_life", "组织生活会"
    DEMOCRATIC_APPRAISAL = "democratic_appraisal", "民主评议"
    ONLINE_STUDY = "online_study", "网络学习"
    EXAM = "exam", "理论测试"
    OTHER = "other", "其他"


class SessionState(LabelledEnum):
    """活动状态."""

    HELD = "held", "已举行"
    PLANNED = "planned", "计划"
    CANCELLED = "cancelled", "取消"
    DRAFT = "draft", "草稿"


class Delivery(LabelledEnum):
    """组织形式."""

    ONLINE = "online", "线上"
    OFFLINE = "offline", "线下"


class Topic(LabelledEnum):
    """内容分类, as the regulation names them; the first is a tag of its own, for the share of theory."""

    NEW_THOUGHT = "new_thought", "新思想"
    POLITICAL_THEORY = "political_theory", "政治理论教育"
    POLITICAL_TRAINING = "political_training", "政治教育和政治训练"
    DISCIPLINE = "discipline", "党章党规党纪教育"
    PURPOSE = "purpose", "党的宗旨教育"
    TRADITION = "tradition", "革命传统教育"
    CURRENT_AFFAIRS = "current_affairs", "形势政策教育"
    SKILLS = "skills", "知识技能教育"


class DayPart(LabelledEnum):
    """时段."""

    MORNING = "morning", "上午"
    AFTERNOON = "afternoon", "下午"
    EVENING = "evening", "晚上"


class AttendanceStatus(LabelledEnum):
    """出勤状态."""

    PRESENT = "present", "出席"
    LEAVE = "leave", "请假"
    ABSENT = "absent", "缺席"
    MADE_UP = "made_up", "补学"
    OBSERVER = "observer", "列席"


class Speech(LabelledEnum):
    """发言."""

    KEYNOTE = "keynote", "主题发言"
    EXCHANGE = "exchange", "交流发言"


class WorkState(LabelledEnum):
    """State of a measure or a plan item."""

    NOT_STARTED = "not_started", "未开始"
    IN_PROGRESS = "in_progress", "进行中"
    DONE = "done", "已完成"


class ProjectState(LabelledEnum):
    """How far a follow-up project has come; READY: all measures are done, the result is still to be told."""

    NOT_STARTED = "not_started", "未开始"
    IN_PROGRESS = "in_progress", "进行中"
    READY = "ready", "待办结"
    CLOSED = "closed", "已办结"


class ShortcomingState(LabelledEnum):
    """State of a shortcoming."""

    OPEN = "open", "未整改"
    IN_PROGRESS = "in_progress", "整改中"
    CLOSED = "closed", "已整改"


class FundSourceCode(LabelledEnum):
    """经费来源."""

    PARTY_WORK = "party_work", "党组织工作经费"
    KEPT_DUES = "kept_dues", "党费"
    SUPERIOR = "superior", "上级拨付"
    STAFF_EDUCATION = "staff_education", "职工教育经费"
    OTHER = "other", "其他"


class ExpenseCategory(LabelledEnum):
    """支出类别."""

    TRAINING = "training", "教育培训"
    BOOKS = "books", "书刊资料"
    EQUIPMENT = "equipment", "设备购置"
    VENUE = "venue", "场地交通"
    LECTURE_PAY = "lecture_pay", "讲课费"
    AWARDS = "awards", "表彰慰问"
    ALLOCATION = "allocation", "下拨支部"
    OTHER = "other", "其他"


class ExpenseState(LabelledEnum):
    """State of an expense; only what is reimbursed counts as spent."""

    DRAFT = "draft", "草稿"
    REIMBURSED = "reimbursed", "已报销"
    VOID = "void", "作废"


class PlanLevel(LabelledEnum):
    """计划层级."""

    COMMITTEE = "committee", "党委"
    BRANCH = "branch", "支部"


class PlanKind(LabelledEnum):
    """计划种类."""

    TRAINING = "training", "党员教育培训计划"
    CENTER_GROUP = "center_group", "中心组学习计划"
    BRANCH = "branch", "支部工作计划"
    CAMPAIGN = "campaign", "专题教育计划"
    DISCIPLINE = "discipline", "纪律教育计划"
    OTHER = "other", "其他计划"


class CenterGroupRole(LabelledEnum):
    """中心组成员身份; observers are those the study is extended to (branch secretaries, department heads)."""

    LEADER = "leader", "组长"
    DEPUTY_LEADER = "deputy_leader", "副组长"
    MEMBER = "member", "成员"
    SECRETARY = "secretary", "学习秘书"
    OBSERVER = "observer", "列席旁听"


class Audience(LabelledEnum):
    """培训对象: the classes of person that a class is for."""

    EXECUTIVES = "executives", "领导班子成员"
    MIDDLE_MANAGERS = "middle_managers", "中层干部"
    SECRETARIES = "secretaries", "党支部书记"
    COMMITTEE_MEMBERS = "committee_members", "支部委员"
    PARTY_WORKERS = "party_workers", "党务工作者"
    MEMBERS = "members", "党员"
    NEW_MEMBERS = "new_members", "新党员"
    DEVELOPMENT_TARGETS = "development_targets", "发展对象"
    ACTIVISTS = "activists", "入党积极分子"


class CostClass(LabelledEnum):
    """培训类别, by which the cost of a person-day is limited."""

    ONE = "one", "一类培训"
    TWO = "two", "二类培训"
    THREE = "three", "三类培训"


class ResourceKind(LabelledEnum):
    """学习资源类别."""

    TEACHER = "teacher", "师资"
    PLACE = "place", "教育基地"
    COURSE = "course", "课程"
    TEXT = "text", "教材读本"


class TeacherTitle(LabelledEnum):
    """师资职称, as the rules on lecture pay tell them apart."""

    ASSOCIATE_PROFESSOR = "associate_professor", "副高级职称"
    PROFESSOR = "professor", "正高级职称"
    ACADEMICIAN = "academician", "院士、全国知名专家"
    OTHER = "other", "其他"


class PaperKind(LabelledEnum):
    """归档材料: what a paper in the folder of a session, a person or an expense is."""

    SCHEME = "scheme", "方案"
    NOTICE = "notice", "通知"
    SIGN_IN_SHEET = "sign_in_sheet", "签到表"
    RECORD = "record", "记录"
    OUTLINE = "outline", "发言提纲"
    REFLECTION = "reflection", "心得"
    BRIEF = "brief", "简报"
    PHOTO = "photo", "照片"
    EXAM_PAPER = "exam_paper", "试卷"
    CERTIFICATE = "certificate", "证书"
    RECEIPT = "receipt", "票据"
    COST_LIST = "cost_list", "费用明细"
    APPROVED_PLAN = "approved_plan", "审批件"
    PAY_SLIP = "pay_slip", "讲课费签领单"
    OTHER = "other", "其他"


class MaterialKind(LabelledEnum):
    """宣传与资料类别."""

    BOOK = "book", "书籍"
    BRIEF = "brief", "简报"
    POSTER = "poster", "板报墙报"
    ARTICLE = "article", "宣传稿件"


class PeriodKind(LabelledEnum):
    """How often a duty falls due."""

    MONTH = "month", "月"
    QUARTER = "quarter", "季度"
    HALF_YEAR = "half_year", "半年"
    YEAR = "year", "年"


class MemberClass(LabelledEnum):
    """Class of a member in a year, for the target of hours."""

    MEMBER = "member", "党员"
    LEADER = "leader", "书记和班子成员"


class HoursState(LabelledEnum):
    """How a person stands with the hours of a year."""

    MET = "met", "已达标"
    BEHIND = "behind", "未达标"
    EXEMPT = "exempt", "免"
    LEFT = "left", "已转出"


class ForecastState(LabelledEnum):
    """Where today's pace leads by the year's end."""

    MET = "met", "已达标"
    ON_TRACK = "on_track", "可达标"
    SHORT = "short", "将差学时"
    NOT_BEGUN = "not_begun", "尚未开始"


class AbsenceState(LabelledEnum):
    """How long somebody has been away from organisation life."""

    GRAVE = "grave", "严重"
    WARNED = "warned", "提醒"
    EXCUSED = "excused", "有正当理由"


class DutyState(LabelledEnum):
    """How an organisation stands with a duty in a period."""

    MET = "met", "达标"
    DUE = "due", "待开展"
    MISSED = "missed", "缺"
    NOT_REQUIRED = "not_required", "不要求"


class StepKind(LabelledEnum):
    """步骤: what a writing transaction was for, as the list of steps and undo name it."""

    EDIT = "edit", "修改"
    NEW_FILE = "new_file", "新建台账"
    DEMO = "demo", "生成演示数据"
    IMPORT = "import", "导入工作簿"
    MERGE = "merge", "合并数据"
    RESOLVE = "resolve", "处理冲突"
    UNITE = "unite", "归并重复记录"
    UNDO = "undo", "撤销"
    REDO = "redo", "重做"
    RECYCLE = "recycle", "从回收站恢复"
    PURGE = "purge", "彻底清除个人信息"
    THIN = "thin", "精简修改记录"
    REPAIR = "repair", "修复数据"
    ADD_ORGANIZATION = "add_organization", "新增党组织"
    CHANGE_ORGANIZATION = "change_organization", "修改党组织"
    DISSOLVE_ORGANIZATION = "dissolve_organization", "撤销党组织"
    DELETE_ORGANIZATION = "delete_organization", "删除党组织"
    ADD_PERSON = "add_person", "新增人员"
    CHANGE_PERSON = "change_person", "修改人员"
    DELETE_PERSON = "delete_person", "删除人员"
    TRANSFER = "transfer", "转接组织关系"
    PERSON_RECORD = "person_record", "登记人员情况"
    CENTER_GROUP = "center_group", "维护中心组成员"
    ADD_SESSION = "add_session", "新增活动"
    CHANGE_SESSION = "change_session", "修改活动"
    CANCEL_SESSION = "cancel_session", "取消活动"
    DELETE_SESSION = "delete_session", "删除活动"
    ATTENDANCE = "attendance", "登记出勤"
    CAMPAIGN = "campaign", "维护专题教育"
    RESOURCE = "resource", "维护学习资源"
    ATTACHMENT = "attachment", "登记归档材料"
    BUDGET = "budget", "编制预算"
    EXPENSE = "expense", "登记支出"
    LECTURE_PAY = "lecture_pay", "登记讲课费"
    PAYROLL = "payroll", "登记工资总额"
    PLAN = "plan", "编制计划"
    PLAN_PROGRESS = "plan_progress", "登记计划落实"
    TARGET = "target", "设定目标"
    NEED = "need", "登记培训需求"
    SHORTCOMING = "shortcoming", "登记问题整改"
    FOLLOW_UP = "follow_up", "登记议题落实"
    MATERIAL = "material", "登记学习资料"
    SCORE = "score", "登记学习强国积分"
    RULE = "rule", "修改规则"
    TEXT = "text", "撰写文稿"
